"""Running `manage.py demo` inside a test."""

import io

from django.core.management import call_command


def run_demo(*arguments: str) -> tuple[int, str, str]:
    """The exit code, and what was written to standard output and to standard error."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("demo", *arguments, stdout=out, stderr=err)
    except SystemExit as ended:
        return int(ended.code or 0), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()
