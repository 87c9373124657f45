"""How gunicorn serves the portal: two processes of four threads, each with a lasting database connection.

Used by `make run` and in production alike (docs/operations.md). It listens on this machine alone; in
production a web server with the certificate stands before it.
"""

import os
from typing import Any

bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
workers = 2
threads = 4
timeout = 60
graceful_timeout = 10
keepalive = 5
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
