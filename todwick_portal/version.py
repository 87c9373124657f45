"""Which version of the portal this is."""

import tomllib

from django.conf import settings


def version() -> str:
    """As `pyproject.toml` has it; empty where that is not beside the program."""
    path = settings.BASE_DIR / "pyproject.toml"
    return tomllib.loads(path.read_text())["project"]["version"] if path.is_file() else ""
