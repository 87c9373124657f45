"""The post round: what is due goes out, one mail at a time, and each row says what became of it (architecture 2).

A mail is taken in a short transaction, sent outside of any, and marked in another: at least once, and known by its
fixed Message-ID where a broken connection makes it twice.
"""

import datetime as dt
import threading
from email.utils import format_datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, get_connection
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from people.mail_faults import in_words, is_for_good
from people.models import Notification, PupilContact
from people.roles import Role
from people.sealing import CannotUnseal, unseal

TAKEN_FOR = dt.timedelta(minutes=10)
WAITS = tuple(dt.timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 720))
MOST_TRIES = len(WAITS) + 1
ALARM_AFTER = dt.timedelta(hours=1)
ENDED = "The account has ended: nothing goes there any more."
COURT_ORDER = "Court order on the contact list: nothing goes to this address."
NO_ADDRESS = "This is no e-mail address. Correct it on the account or the contact list."
OTHER_KEY = (
    "Its text was sealed under another DATA_KEY. Put the earlier one into DATA_KEY_OLD, or have it asked for anew."
)
WORKER_DIED = "The worker ended each time while it was sending this."
Kind = Notification.Kind
ABOUT_ACCOUNT = {Kind.SIGN_IN_CODE, Kind.PASSWORD_RESET, Kind.ACCOUNT_CHANGED}
Status = Notification.Status


def send_due(stop: threading.Event | None = None, transport: str = "") -> int:
    """Send what is due, the oldest first, until nothing is, or `stop` is set. Returns how many went out.

    `transport` is Django's name of a mail backend; where it is empty, the one of the settings.

    A mail that does not get out ends the round: the next begins with the next mail, so that a server that hangs
    never keeps the worker from its other work for longer than one mail's time-out.
    """
    expire(timezone.now())
    sent = 0
    while not (stop and stop.is_set()):
        mail = take(timezone.now())
        if mail is None:
            break
        if not deliver(mail, transport):
            break
        sent += mail.status == Status.SENT
    return sent


def is_overdue(now: dt.datetime) -> bool:
    """Whether a mail has waited over an hour. One that the office sends again counts from then."""
    old = now - ALARM_AFTER
    waiting = Notification.objects.filter(status__in=[Status.WAITING, Status.SENDING], created_at__lte=old)
    return waiting.exclude(attempts=0, due_at__gt=old).exists()


def expire(now: dt.datetime) -> int:
    """Mark what ran out unsent, and wipe its text. Returns how many. What is being sent this moment is left alone."""
    over = Notification.objects.filter(_is_due(now) | Q(status=Status.WAITING), expires_at__lte=now)
    if not over.exists():
        return 0
    return over.update(status=Status.EXPIRED, body="", sealed=None, fault="")


def take(now: dt.datetime) -> Notification | None:
    """Take the mail that is due longest, so that no other worker takes it too; None where nothing is due."""
    due = Notification.objects.filter(_is_due(now)).exclude(expires_at__lte=now)
    if not due.exists():
        return None
    with transaction.atomic():
        mail = due.select_for_update(skip_locked=True, no_key=True).order_by("due_at", "pk").first()
        if mail is None:
            return None
        mail.status, mail.taken_at, mail.attempts = Status.SENDING, now, mail.attempts + 1
        mail.save(update_fields=["status", "taken_at", "attempts"])
    return mail


def _is_due(now: dt.datetime) -> Q:
    """Waiting and due, or taken by a worker that was not heard of since."""
    return Q(status=Status.WAITING, due_at__lte=now) | Q(status=Status.SENDING, taken_at__lte=now - TAKEN_FOR)


def deliver(mail: Notification, transport: str = "") -> bool:
    """Send a mail that was taken, and mark what became of it. False where the transport did not take it."""
    if hindrance := held_back(mail):
        _mark(mail, status=Status.WITHHELD, fault=hindrance, body="", sealed=None)
        return True
    if mail.attempts > MOST_TRIES:
        return _give_up(mail, WORKER_DIED)
    try:
        validate_email(mail.address)
        message = _message(mail, transport or settings.MAIL_TRANSPORT)
    except ValidationError:
        return _give_up(mail, NO_ADDRESS)
    except CannotUnseal:
        return _give_up(mail, OTHER_KEY)
    try:
        message.send()
    except Exception as fault:  # a transport may raise whatever it likes: one bad mail must not stop the others
        words = in_words(fault, str(message.body), is_secret=mail.is_secret)
        if is_for_good(fault):
            return _give_up(mail, words)
        _try_later(mail, words)
        return False
    _mark(mail, status=Status.SENT, sent_at=timezone.now(), fault="", sealed=None)
    return True


def held_back(mail: Notification) -> str:
    """Why nothing may go to this person, in a sentence; empty where it may.

    An ended account gets the notice about itself alone. A contact under a court order gets nothing, by whichever of
    their addresses; who also works here keeps the mails of that work, but none about children's permission. To an
    account that works one can sign in: a mark ends accounts, it does not lock them by halves.
    """
    user = mail.user
    if user and not user.is_active and mail.kind != Kind.ACCOUNT_CHANGED:
        return ENDED
    shut_out = PupilContact.objects.filter(gets_nothing=True)
    reached = Q(email__iexact=mail.address) | (Q(user=user) if user else Q(user__email__iexact=mail.address))
    works_here = bool(user and user.roles - {Role.PARENT}) and mail.kind != Kind.PERMISSION_CHANGED
    about_account = bool(user) and mail.kind in ABOUT_ACCOUNT
    return COURT_ORDER if not (works_here or about_account) and shut_out.filter(reached).exists() else ""


def _message(mail: Notification, transport: str) -> EmailMessage:
    headers = {
        "Message-ID": mail.message_id,
        "Date": format_datetime(timezone.localtime(mail.created_at)),
        "Auto-Submitted": "auto-generated",
    }
    text = unseal(bytes(mail.sealed)) if mail.is_secret and mail.sealed else mail.body
    connection = get_connection(transport)
    return EmailMessage(mail.subject, text, to=[mail.address], headers=headers, connection=connection)


def _try_later(mail: Notification, fault: str) -> None:
    """Wait longer after each try; after the last it has failed."""
    if mail.attempts > len(WAITS):
        _give_up(mail, fault)
        return
    due = timezone.now() + WAITS[mail.attempts - 1]
    _mark(mail, status=Status.WAITING, due_at=due, fault=fault)


def _give_up(mail: Notification, fault: str) -> bool:
    _mark(mail, status=Status.FAILED, fault=fault, sealed=None)
    return True


def _mark(mail: Notification, *, status: Notification.Status, **fields: object) -> None:
    """Write what became of a mail. Sent is sent; anything else only while nobody else took the row meanwhile."""
    row = Notification.objects.filter(pk=mail.pk)
    if status != Status.SENT:
        row = row.filter(status=Status.SENDING, taken_at=mail.taken_at)
    row.update(taken_at=None, status=status, **fields)
    mail.status = status
