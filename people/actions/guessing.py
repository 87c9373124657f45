"""Somebody tries to get into an account again and again: its holder is told (security 2.4, brute force).

Nobody is shut out: then a stranger could lock the headteacher out. The throttle makes it slow, this makes it known.
"""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent, Verb
from people.models import Notification, User

from .mail import queue_mails

MANY = 20
WITHIN = dt.timedelta(days=1)
SUBJECT = "Many tries to sign in as you"
TEXT = """Somebody has tried {many} times or more in one day to sign in to your account in the school's portal, and \
was refused.

If it was you, ring the school office: they help you in.

If it was not you, choose a new password if you have one, and set up a second step:
{page}
Tell the school office. Never give anybody a code that the portal has sent you."""


@transaction.atomic
def warn_of_guessing() -> int:
    """Tell whose account was refused 20 times within a day, once in a day. Called by the worker. Returns how many.

    One query while nothing happens. An ended account is nobody's to guard: nobody gets into it.
    """
    since = timezone.now() - WITHIN
    refused = AuditEvent.objects.filter(at__gt=since, verb=Verb.SIGN_IN_REFUSED, target_model=User._meta.label_lower)
    counted = refused.order_by().values("target_id").annotate(tries=Count("pk")).filter(tries__gte=MANY)
    keys = [int(key) for key in counted.values_list("target_id", flat=True)]
    warned = Notification.objects.filter(subject=SUBJECT, created_at__gt=since, user__in=keys).values("user")
    told = list(User.objects.working_on(timezone.localdate()).filter(pk__in=keys).exclude(pk__in=warned))
    body = TEXT.format(many=MANY, page=f"{settings.SITE_URL}{reverse('people:me')}")
    queue_mails(kind=Notification.Kind.ACCOUNT_CHANGED, users=told, subject=SUBJECT, body=body)
    return len(told)
