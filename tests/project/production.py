"""Production settings for a process of its own: settings are read once, so no test of this one can change them."""

import os
import subprocess
import sys
from pathlib import Path

OF_TESTS = {"STATIC_HASHED", "TASKS_IN_WORKER", "DJANGO_ALLOW_ASYNC_UNSAFE"}
ROOT = Path(__file__).resolve().parents[2]


def environment(folder: Path, **changes: str) -> dict[str, str]:
    """Everything production needs, with new keys. A change to "" takes the variable away."""
    own = {name: value for name, value in os.environ.items() if name not in OF_TESTS}
    wanted = {
        **own,
        "DJANGO_SETTINGS_MODULE": "todwick_portal.settings",
        "PORTAL_MODE": "production",
        "FAST_PASSWORDS": "0",
        "VAR_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder}/portal.sqlite3",
        "SITE_URL": "https://portal.school.example",
        "ALLOWED_HOSTS": "portal.school.example",
        **{name: os.urandom(32).hex() for name in ("SECRET_KEY", "AUDIT_KEY", "DATA_KEY")},
        **changes,
    }
    return {name: value for name, value in wanted.items() if value}


def python(env: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python in the project's folder."""
    return subprocess.run([sys.executable, *arguments], cwd=ROOT, env=env, capture_output=True, text=True)


def manage(env: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return python(env, "manage.py", *arguments)
