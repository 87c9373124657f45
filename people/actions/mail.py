"""Writing a mail: a row, in the transaction of what it tells of. The worker sends it (architecture 2)."""

import datetime as dt
from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.message import BadHeaderError, make_msgid
from django.db import connection, transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from people.models import Notification, User
from people.sealing import seal

FIT = 200
AT_ONCE = 1000
RESTORED = (
    "The portal was restored from a backup while this waited, so it may have gone out already. "
    "Ask, and send it again if it did not."
)
WITHHELD_FOR = dt.timedelta(days=1)
Kind = Notification.Kind
Status = Notification.Status


class CannotSendAgain(Exception):
    """The mail is not one that failed, or its text is gone."""


def queue_mail(
    *,
    kind: Notification.Kind,
    address: str,
    subject: str,
    body: str,
    user: User | None = None,
    secret: bool = False,
    expires_at: dt.datetime | None = None,
    withheld: bool = False,
) -> Notification:
    """Put a mail into the outbox. `body` says "something is new, sign in": no names, no case text (security 2.4).

    `secret` seals the body of a mail that carries a code or a link. `withheld` writes the row and never sends it.
    Raises RuntimeError outside a transaction: the mail is kept or lost together with the change it tells of;
    BadHeaderError for an address of several lines. A subject is put into one line.
    """
    _refuse_outside_transaction(kind)
    mail = _row(kind, address, subject, body, user, secret)
    mail.status, mail.expires_at = Status.WITHHELD if withheld else Status.WAITING, expires_at
    mail.save(force_insert=True)
    return mail


def queue_mails(*, kind: Notification.Kind, users: Sequence[User], subject: str, body: str) -> None:
    """The same words to each of `users`, at the address of their account: inserted together, not one by one.

    For what tells a whole school at once. Raises as `queue_mail` does.
    """
    _refuse_outside_transaction(kind)
    rows = [_row(kind, user.email, subject, body, user, secret=False) for user in users]
    Notification.objects.bulk_create(rows, batch_size=AT_ONCE)


def _refuse_outside_transaction(kind: str) -> None:
    if not connection.in_atomic_block:
        raise RuntimeError(f"queue_mail({kind}) needs transaction.atomic() around it")


def _row(kind: str, address: str, subject: str, body: str, user: User | None, secret: bool) -> Notification:
    """A mail to be sent now, not kept yet."""
    if not address.isprintable():
        raise BadHeaderError("An e-mail address is one line.")
    return Notification(
        kind=kind,
        user=user,
        address=address,
        subject=_one_line(subject)[:FIT],
        body="" if secret else body,
        sealed=seal(body) if secret else None,
        is_secret=secret,
        message_id=make_msgid(domain=settings.MAIL_DOMAIN),
        due_at=timezone.now(),
    )


def _one_line(text: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


@transaction.atomic
def queue_message(
    email_message: EmailMessage,
    *,
    kind: Notification.Kind = Kind.OTHER,
    secret: bool = True,
    expires_at: dt.datetime | None = None,
    user: User | None = None,
) -> list[Notification]:
    """Put a ready message into the outbox, a row for each of its addresses. Its plain text goes, nothing else.

    Sealed unless said otherwise. Raises ValueError for one with an attachment: what the portal sends is only
    "something is new, sign in".
    """
    if email_message.attachments:
        raise ValueError("A mail of the portal carries no attachment.")
    return [
        queue_mail(
            kind=kind, address=address, subject=str(email_message.subject), body=str(email_message.body),
            user=user, secret=secret, expires_at=expires_at,
        )
        for address in email_message.recipients()
    ]  # fmt: skip


@transaction.atomic
def send_again(*, mail: Notification, by: User) -> Notification:
    """Let a mail that failed wait once more, with all its tries.

    Raises CannotSendAgain where it did not fail, or its text is gone: a code or link is asked for anew.
    """
    mail = Notification.objects.select_for_update(no_key=True).get(pk=mail.pk)
    if mail.status != Status.FAILED:
        raise CannotSendAgain("This mail is not one that failed. Look at what became of it.")
    if mail.is_secret or not mail.body:
        raise CannotSendAgain("Its text is gone, for safety. Ask the person to ask for a new one on the sign-in page.")
    mail.status, mail.attempts, mail.due_at, mail.fault = Status.WAITING, 0, timezone.now(), ""
    mail.save(update_fields=["status", "attempts", "due_at", "fault"])
    record(Verb.MAIL_RETRIED, target=mail, by=by, kind=mail.kind)
    return mail


def hold_waiting() -> int:
    """After a restore: whatever waited to be sent has failed, for the office to look at. Returns how many.

    It may have gone out after the copy was made, and nobody is to get it twice. A code or a link in it is wiped.
    """
    open_ = Notification.objects.filter(status__in=[Status.WAITING, Status.SENDING])
    return open_.update(status=Status.FAILED, fault=RESTORED, taken_at=None, sealed=None)


def let_mail_go(now: dt.datetime) -> dict[str, int]:
    """Drop rows that were never to be sent after a day; blank the texts of what is settled after MAIL_TEXT_DAYS.

    A row held back for a reason stays for the office to see, without its text. Returns how many of each.
    """
    unsent = Notification.objects.filter(status=Status.WITHHELD, fault="", created_at__lte=now - WITHHELD_FOR)
    oldest = now - dt.timedelta(days=settings.MAIL_TEXT_DAYS)
    settled = Notification.objects.filter(
        status__in=[Status.SENT, Status.FAILED, Status.EXPIRED], created_at__lte=oldest
    ).exclude(body="")
    return {"mail never to be sent": unsent.delete()[0], "texts of mails": settled.update(body="")}
