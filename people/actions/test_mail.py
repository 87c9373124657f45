"""One mail to oneself, to see whether mail gets out at all."""

from django.conf import settings
from django.db import transaction

from people.models import Notification, User

from .mail import queue_mail

Status = Notification.Status
SUBJECT = "A test mail from the school portal"
BODY = """This is a test, sent because you asked for it in the portal. Mail gets out of the portal and reaches you.

There is nothing to answer. The portal: {site}
"""


@transaction.atomic
def send_test_mail(*, by: User) -> Notification:
    """Write the mail into the outbox, to the address of who asks. While one waits it is that one: pressed twice, sent
    once. It is no event of the record: it changes nothing but the list of mails, where it stands."""
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    waiting = own_test_mails(by).filter(status__in=[Status.WAITING, Status.SENDING]).first()
    return waiting or queue_mail(
        kind=Notification.Kind.TEST, address=by.email, user=by, subject=SUBJECT,
        body=BODY.format(site=settings.SITE_URL),
    )  # fmt: skip


def own_test_mails(user: User):
    """The test mails of one person, newest first."""
    return Notification.objects.filter(kind=Notification.Kind.TEST, user=user)
