"""Every template of ours compiles. Used by a test, and by `make check` as a program."""

import gzip
import os
from pathlib import Path

import django
from django.template import TemplateSyntaxError
from django.template.loader import get_template

FOLDER = Path(__file__).resolve().parents[2] / "templates"


def names() -> list[str]:
    """The templates of the portal, named as views name them."""
    return sorted(str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*") if path.is_file())


def broken() -> list[str]:
    """Each template that does not compile, with the reason. Templates it includes by name count for themselves."""
    found = []
    for name in names():
        try:
            get_template(name)
        except TemplateSyntaxError as fault:
            found.append(f"{name}: {fault}")
    return found


def packed(text: str) -> bytes:
    """As it travels."""
    return gzip.compress(text.encode(), 9)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "todwick_portal.settings")
    django.setup()
    for line in broken():
        print(line)
    raise SystemExit(bool(broken()))
