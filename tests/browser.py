"""Which browser the tests use, and what to say where there is none."""

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MISSING = "there is no Chromium; install it with `sudo apt-get install chromium`, or set CHROMIUM to its path"
FIXTURES = {"page", "context", "browser", "new_context", "browser_type", "launch_browser"}


def chromium() -> str | None:
    """The path of the browser: CHROMIUM, then the usual names."""
    wanted = os.environ.get("CHROMIUM")
    return shutil.which(wanted) if wanted else next(filter(None, map(shutil.which, NAMES)), None)


def launch_arguments() -> list[str]:
    """Flags that keep the browser quiet and off the network; a root user needs it without its sandbox."""
    flags = [
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
    ]
    return [*flags, "--no-sandbox"] if os.geteuid() == 0 else flags
