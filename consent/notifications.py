"""Mails about photo permission. They say that something changed, never what, and name no child (security 2.4)."""

from collections.abc import Iterable

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from people.actions.mail import queue_mail
from people.models import Notification, Pupil, User

CHANGED = "Something about your child's photo permission has changed"


def tell_parents(pupils: Iterable[Pupil]) -> int:
    """Tell every parent with an account that a permission of their child changed, whoever changed it.

    Once for each parent, whatever the number of children; whoever changed it gets it too, as a receipt. Not told:
    a contact with a court order, one who is no longer on the list or has no parental responsibility, an ended
    account. Call it in the transaction of the change. Returns how many were told.
    """
    keys = [pupil.pk for pupil in pupils]
    today = timezone.localdate()
    listed = Q(contact_of__ends_on=None) | Q(contact_of__ends_on__gt=today)
    parents = User.objects.filter(
        listed,
        contact_of__pupil__in=keys,
        contact_of__has_parental_responsibility=True,
        contact_of__gets_nothing=False,
    ).distinct()
    told = [parent for parent in parents if parent.is_active]
    for parent in told:
        queue_mail(
            kind=Notification.Kind.PERMISSION_CHANGED,
            user=parent,
            address=parent.email,
            subject=CHANGED,
            body=(
                "Something about your child's photo permission has changed in the school's portal.\n"
                "To see what holds now, sign in and open My children:\n"
                f"{settings.SITE_URL}{reverse('dashboard')}\n"
            ),
        )
    return len(told)
