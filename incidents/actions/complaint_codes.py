"""The ways back to a complaint without an account: access code, a code by mail, a new code after a call.

Whatever was typed, the same is asked of the database and the same is answered, in the same time: what is looked for is
an indexed digest, and the reference is compared after it.
"""

import datetime as dt
import hmac
import secrets
import uuid

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from incidents.complaint_mails import tell_complainant
from incidents.complaints.codes import digest_of, mailed_digest, new_code, new_mailed_code
from incidents.models import Case, CasePerson, MailedCode, Receipt, TimelineEntry
from incidents.relations import Act
from incidents.sorts import Sort
from incidents.standing import can
from people.actions.mail import queue_mail
from people.models import Notification, User
from people.roles import Role

from .complaint_telling import tell_answering
from .entries import add_entry, sent_before
from .faults import CannotBeSo
from .locking import touch

MAILED_FOR = dt.timedelta(minutes=15)
MOST_TRIES = 5
KEPT_FOR = dt.timedelta(days=1)
NOBODY = "nobody@portal.invalid"  # of a mail that is written and never sent
BODY = """{code}

That is your code for {reference}. Type it on the page on which you asked for it. It works for 15 minutes, once.
{page}

You did not ask for it? Then somebody else typed your reference. They cannot read anything without this code. You need
not do anything."""
NEW_CODE = "A new access code was made after a call"
READS_IT = (
    "You deal with this complaint, and with its code you could speak for whoever complained. "
    "Ask somebody else in the office to make it."
)


def plain_reference(typed: str) -> str:
    """A reference as it is kept, however it was typed.

    >>> plain_reference(" cmp 2627 h4t9 "), plain_reference("2627h4t9")
    ('CMP-2627-H4T9', 'CMP-2627-H4T9')
    """
    signs = "".join(sign for sign in typed.upper() if sign.isalnum())[:20].removeprefix("CMP")
    return f"CMP-{signs[:4]}-{signs[4:]}"


def receipt_for(reference: str, code: str) -> Receipt | None:
    """The receipt that a reference and an access code belong to; None where they do not, whatever is wrong."""
    found = Receipt.objects.filter(digest=digest_of(code), ended_at=None).values_list(
        "pk", "complaint__case__reference"
    )
    pk, kept = found.first() or (0, "CMP-0000-0000")
    fits = hmac.compare_digest(kept.encode(), plain_reference(reference).encode())
    return Receipt(pk=pk) if fits and pk else None


@transaction.atomic
def send_code(*, reference: str) -> None:
    """Six digits by mail to the address given with the complaint, for a quarter of an hour. Earlier ones end.

    Unknown, or without an address: the same rows are written, and the mail is never sent.
    """
    now = timezone.now()
    known = _with_address(reference)
    key, address = known or (None, NOBODY)
    code = new_mailed_code()
    digest = mailed_digest(key, code) if key else secrets.token_hex(32)
    MailedCode.objects.filter(complaint=key, used_at=None).update(used_at=now)
    MailedCode.objects.create(complaint_id=key, digest=digest, made_at=now, expires_at=now + MAILED_FOR)
    page = f"{settings.SITE_URL}{reverse('incidents:complaint-status')}"
    kept = plain_reference(reference)
    queue_mail(
        kind=Notification.Kind.CASE, address=address, subject=f"{kept}: your code",
        body=BODY.format(code=code, reference=kept, page=page), secret=True, expires_at=now + MAILED_FOR,
        withheld=known is None,
    )  # fmt: skip


def _with_address(reference: str) -> tuple[int, str] | None:
    cases = Case.objects.filter(sort=Sort.COMPLAINT, reference=plain_reference(reference))
    return cases.exclude(complaint__email="").values_list("pk", "complaint__email").first()


@transaction.atomic
def receipt_for_mailed(reference: str, code: str) -> Receipt | None:
    """The receipt of the complaint whose mailed code this is. Each try counts, also a wrong one; five end it."""
    known = _with_address(reference)
    key = known[0] if known else None
    now = timezone.now()
    rows = MailedCode.objects.select_for_update(no_key=True).filter(complaint=key, used_at=None, expires_at__gt=now)
    sent = rows.first()
    if sent is None:  # as much work as where one was sent, so that the time tells nothing of a reference
        MailedCode.objects.create(digest=secrets.token_hex(32), made_at=now, expires_at=now, used_at=now)
        return None
    sent.tries = min(sent.tries + 1, 1000)
    fits = hmac.compare_digest(sent.digest, mailed_digest(key or 0, code)) and sent.tries <= MOST_TRIES
    if fits:
        sent.used_at = now
    sent.save(update_fields=["tries", "used_at"])
    return Receipt.objects.filter(complaint=key, ended_at=None).first() if fits and key else None


def case_of_receipt(pk: int) -> Case | None:
    """The complaint that an access code opens, unless a newer code has ended it."""
    receipts = Receipt.objects.filter(pk=pk, ended_at=None, complaint__case__sort=Sort.COMPLAINT)
    found = receipts.select_related("complaint__case").first()
    if found is None:
        return None
    case: Case = found.complaint.case
    case.complaint = found.complaint
    return case


@transaction.atomic
def renew_code(*, reference: str, reason: str, form_key: uuid.UUID, by: User) -> str | None:
    """A new access code after a call, to be read out; the old one ends. `reason`: which number they rang and how they
    made sure. Returns the code, which is kept nowhere; None where this form was sent before.

    It opens the complaint once (`make_it_theirs`). Whoever complained and those who answer are told by reference.
    Raises CannotBeSo without a reason, for a complaint that `by` reads, and with the same words for a reference that is
    not there and for one that is not for `by`: a complaint about them, or one that the headteacher does not read.
    """
    if not reason.strip():
        raise CannotBeSo("reason", "Write which number you rang, and how you made sure who it is.")
    unknown = CannotBeSo("reference", "No complaint has this reference. Ask for it again, sign by sign.")
    cases = Case.objects.select_for_update(of=("self",), no_key=True).filter(sort=Sort.COMPLAINT)
    held = cases.filter(reference=plain_reference(reference)).first()
    if held is None or not may_hold_code(by, held):
        raise unknown
    if can(by, Act.READ, held):
        raise CannotBeSo("reference", READS_IT)
    if sent_before(held, form_key):
        return None
    code, now = new_code(), timezone.now()
    Receipt.objects.filter(complaint=held.pk, ended_at=None).update(ended_at=now)
    MailedCode.objects.filter(complaint=held.pk, used_at=None).update(used_at=now)
    Receipt.objects.create(complaint=held.complaint, digest=digest_of(code), made_by=by, is_handed_on=True)
    add_entry(held, TimelineEntry.Kind.EVENT, NEW_CODE, by=by, text=reason.strip(), form_key=form_key)
    touch(held)
    tell_complainant(held, "code")
    tell_answering(held, "code", by)
    record(Verb.COMPLAINT_CODE_RENEWED, target=held, by=by)
    return code


@transaction.atomic
def make_it_theirs(*, receipt: Receipt, code: str) -> Receipt:
    """The first use of a code that was read out or printed in school: from now on `code`, which nobody else knows,
    opens the complaint. Returns the receipt that counts: `receipt` itself where nobody in school has known its code."""
    held = Receipt.objects.select_for_update(no_key=True).get(pk=receipt.pk)
    if not held.is_handed_on or held.ended_at:
        return held
    held.ended_at = timezone.now()
    held.save(update_fields=["ended_at"])
    return Receipt.objects.create(complaint_id=held.complaint_id, digest=digest_of(code))


def may_hold_code(user: User, case: Case) -> bool:
    """Whether a code for it may pass through this person's hands: with it they could read it.

    Never whom it is about. The headteacher only where they read the complaint anyway.
    """
    if CasePerson.objects.subjects().filter(case=case, user=user).exists():
        return False
    return Role.HEAD not in user.roles or can(user, Act.READ, case)


def drop_mailed_codes(now: dt.datetime) -> int:
    """Let go of codes by mail that ran out a day ago. Returns how many."""
    return MailedCode.objects.filter(expires_at__lte=now - KEPT_FOR).delete()[0]
