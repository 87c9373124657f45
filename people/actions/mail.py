"""Writing a mail: a row, in the transaction of what it tells of. The worker sends it (architecture 2)."""

import datetime as dt

from django.conf import settings
from django.core.mail.message import make_msgid
from django.db import connection
from django.utils import timezone

from people.models import Notification, User
from people.sealing import seal

FIT = 200


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
    Raises RuntimeError outside a transaction: the mail is kept or lost together with the change it tells of.
    """
    if not connection.in_atomic_block:
        raise RuntimeError(f"queue_mail({kind}) needs transaction.atomic() around it")
    return Notification.objects.create(
        kind=kind,
        status=Notification.Status.WITHHELD if withheld else Notification.Status.WAITING,
        user=user,
        address=address,
        subject=" ".join(subject.split())[:FIT],
        body="" if secret else body,
        sealed=seal(body) if secret else None,
        is_secret=secret,
        message_id=make_msgid(domain=settings.MAIL_DOMAIN),
        expires_at=expires_at,
        due_at=timezone.now(),
    )
