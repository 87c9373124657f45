"""How gunicorn serves the portal: two processes of four threads, each with a lasting database connection.

Used by `make run` and in production alike (docs/operations.md). It listens on this machine alone; in
production a web server with the certificate stands before it. A second application server listens where `BIND` says.
"""

import os
from typing import Any

from gunicorn.glogging import Logger

from todwick_portal.log_lines import FORM, LineFormatter


class PlainLogger(Logger):
    """Gunicorn's own log, with the portal's lines: no message of an exception, no query of an address."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(LineFormatter(FORM))


logger_class = PlainLogger
bind = f"{os.environ.get('BIND', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_PROCESSES", "2"))
threads = 4
timeout = 60  # a process that says nothing for so long is ended; the longest request (a large survey) takes a third
graceful_timeout = 30  # who is being answered when the portal stops is answered; the unit waits a little longer
keepalive = 5
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108  # a sign of life waits for no disk
loglevel = "warning"
accesslog = None  # addresses hold keys of records; who did what is in the audit trail
control_socket_disable = True
forwarded_allow_ips = "127.0.0.1"


def when_ready(server: Any) -> None:
    """In demo mode, say where the portal is and who may sign in."""
    if os.environ.get("PORTAL_MODE") != "demo":
        return
    from todwick_portal.demo_people import DEMO_PEOPLE, PASSWORD  # noqa: PLC0415 (not in production)

    port = os.environ.get("PORT", "8000")
    accounts = "\n".join(f"    {person.email:<27} {person.label}" for person in DEMO_PEOPLE)
    print(
        f"\n  The portal is at  http://localhost:{port}\n\n"
        f"  Sign in as one of these, password {PASSWORD}\n{accounts}\n\n"
        f"  The demo begins at http://localhost:{port}/demo/   Ctrl-C stops the portal.\n",
        flush=True,
    )
