"""What the browser of whoever typed an access code keeps: one complaint, for half an hour after its last page.

It belongs to whoever was signed in when the code was typed, or to nobody: somebody who signs in later in the same
browser opens nothing with it.
"""

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.utils import timezone

from .actions.complaint_codes import case_of_receipt
from .models import Case, Receipt

KEY = "complaint_receipt"
SECONDS = 30 * 60
STEP = 60  # so often, and no oftener, is it written that the page is used


def begin(session: SessionBase, receipt: Receipt) -> None:
    """The code fits. The session gets a new key, so that none that was known before opens anything."""
    session.cycle_key()
    session[KEY] = [receipt.pk, _now(), session.get(SESSION_KEY)]


def case_of(session: SessionBase) -> Case | None:
    """The complaint that this browser may open now, and its half hour begins anew. A new access code ends it too."""
    kept: Any = session.get(KEY)
    if not (isinstance(kept, list) and len(kept) == 3):
        return None
    pk, used, who = kept
    is_theirs = who == session.get(SESSION_KEY) and 0 <= _now() - used < SECONDS
    case = case_of_receipt(pk) if is_theirs else None
    if case is None:
        session.pop(KEY, None)
        return None
    if _now() - used >= STEP:
        session[KEY] = [pk, _now(), who]
    return case


def end(session: SessionBase) -> None:
    """*Leave this page*. Whoever is signed in as well stays so; of anybody else nothing is left."""
    if SESSION_KEY in session:
        session.pop(KEY, None)
        session.cycle_key()
    else:
        session.flush()


def _now() -> int:
    return int(timezone.now().timestamp())
