"""What one browser knows of a complaint: the key of its draft, then what its receipt was. In the session alone, and in
no address.

The access code follows from `secret`, 256 bits that lie in the session and nowhere else. So a double press and a page
loaded again show the same code, the database holds its digest alone, and it is gone with the session or after an hour.
"""

import datetime as dt
import secrets
import uuid
from typing import Any
from uuid import UUID

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest
from django.utils import timezone

from incidents.actions.complaint_drafts import kept_draft, save_pages
from incidents.complaints.codes import code_out_of
from incidents.models import Case, ComplaintDraft
from incidents.models.receipts import DRAFT_KEPT
from people.models import User

WRITING, SENT = "complaint_writing", "complaint_sent"
SHOWN_FOR = dt.timedelta(hours=1)


def writing(request: HttpRequest) -> dict[str, str]:
    """`key`, `form_key` and `secret` of the complaint that is being written; nothing where none is."""
    found: Any = request.session.get(WRITING)
    return found if isinstance(found, dict) else {}


def draft_of(request: HttpRequest) -> ComplaintDraft | None:
    """What this browser has typed so far."""
    key = writing(request).get("key")
    return kept_draft(UUID(key)) if key else None


def save(request: HttpRequest, pages: dict[str, dict[str, list[str]]]) -> ComplaintDraft:
    """Keep some pages. The session learns of a new draft only when that is kept. Raises NotKept."""
    key = writing(request).get("key")
    draft = save_pages(key=UUID(key) if key else None, pages=pages)
    if str(draft.key) != key:
        found = {"key": str(draft.key), "form_key": str(draft.form_key), "secret": secrets.token_urlsafe(32)}
        request.session[WRITING] = found
        if not request.user.is_authenticated:  # who signed in stays so as long as the school has set
            request.session.set_expiry(int(DRAFT_KEPT.total_seconds()))
    return draft


def code_of_draft(request: HttpRequest) -> str:
    """The access code that the complaint will have."""
    return code_out_of(writing(request)["secret"])


def sent_already(request: HttpRequest) -> Case | None:
    """The complaint that this very form became, perhaps a moment ago."""
    key = writing(request).get("form_key")
    return Case.objects.complaints().filter(form_key=UUID(key)).first() if key else None


def remember_sent(request: HttpRequest, case: Case) -> None:
    """The form is sent: its receipt is shown in this session from now on."""
    _remember(request, case, writing(request)["secret"])
    request.session.pop(WRITING, None)


def remember_recorded(request: HttpRequest, case: Case, secret: str) -> None:
    """The same for one that the office recorded."""
    _remember(request, case, secret)


def remember_theirs(request: HttpRequest, case: Case, secret: str) -> None:
    """The same for a code that took the place of one that was read out or printed in school."""
    _remember(request, case, secret, was_handed_on=True)


def _remember(request: HttpRequest, case: Case, secret: str, *, was_handed_on: bool = False) -> None:
    """Until when, and for whom: whoever signs in later in this browser does not see it."""
    request.session[SENT] = {
        "case": str(case.public_id), "secret": secret, "was_handed_on": was_handed_on,
        "until": int((timezone.now() + SHOWN_FOR).timestamp()), "who": request.session.get(SESSION_KEY),
    }  # fmt: skip


def receipt_of(request: HttpRequest) -> tuple[Case, str] | None:
    """The complaint whose access code was made in this session less than an hour ago, with that code."""
    found: Any = request.session.get(SENT)
    if not isinstance(found, dict) or found.get("who") != request.session.get(SESSION_KEY):
        return None
    if found.get("until", 0) <= timezone.now().timestamp():
        return None
    case = Case.objects.complaints().select_related("complaint").filter(public_id=found["case"]).first()
    return (case, code_out_of(found["secret"])) if case else None


def was_handed_on(request: HttpRequest) -> bool:
    """Whether the code that is shown took the place of one that was read out or printed in school."""
    found: Any = request.session.get(SENT)
    return isinstance(found, dict) and bool(found.get("was_handed_on"))


def forget_receipt(request: HttpRequest) -> None:
    """Somebody has kept it: this browser shows it no more."""
    request.session.pop(SENT, None)


def forget_draft(request: HttpRequest) -> None:
    """The draft was let go."""
    request.session.pop(WRITING, None)


def whoever_complains(request: HttpRequest) -> User | None:
    """Somebody signed in; nobody else, no tablet either."""
    return request.user if isinstance(request.user, User) else None


def new_form() -> dict[str, str]:
    """The keys of a form that has no draft."""
    return {"form_key": str(uuid.uuid4()), "secret": secrets.token_urlsafe(32)}
