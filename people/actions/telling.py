"""Telling parents that a permission of their child changed: that it did, never what, and no name (security 2.4).

It stands here, not with the permissions, because *not to be published* is a mark on the pupil and changes them too.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string

from people.barred import account_is_barred
from people.models import Notification, Pupil, PupilContact, RoleAssignment, User
from people.roles import Role

from .mail import queue_mails

CHANGED = "Something about your child's photo permission has changed"


def tell_parents(pupils: Iterable[Pupil | int], except_user: User | None = None) -> int:
    """Tell every parent with an account that a permission of their child changed, whoever changed it.

    Once for each parent, whatever the number of children, and in the same few queries for one parent and for all.
    Whoever changed it gets it too, as a receipt, unless `except_user` names them. Not told: a contact with a court
    order, one who is no longer on the list or has no parental responsibility, an ended account, parents of a child who
    has left. `pupils` may be their row numbers. Call it in the transaction of the change. Returns how many were told.
    """
    keys = {pupil if isinstance(pupil, int) else pupil.pk for pupil in pupils}
    # Looked for even where no child is meant: the public page takes as long for a name that nobody has.
    told = [user for user in _parents(keys or {0}) if user != except_user]
    body = (
        "Something about your child's photo permission has changed in the school's portal.\n"
        "To see what holds now, sign in and open My children:\n"
        f"{settings.SITE_URL}{reverse('consent:mine')}\n"
    )
    queue_mails(kind=Notification.Kind.PERMISSION_CHANGED, users=told, subject=CHANGED, body=body)
    return len(told)


@contextmanager
def parents_told_where_it_turns(pupils: Iterable[int] | None = None) -> Iterator[None]:
    """Tell the parents of every child for whom a permission turns within the block: one mail to each parent.

    For acts of `people`: a list, a court order, a school account. They know whom an act may touch, and the permissions
    know what comes of it; `settings.PERMISSIONS_OF` names who is asked, before and after (decision 12). `pupils` are
    the row numbers of those who may be touched; None means all. Used inside the transaction of the act, before its
    audit event (issue 3, item 6: whoever changed it, without saying what). Raises nothing of its own.
    """
    permissions_of = import_string(settings.PERMISSIONS_OF)
    watched = set(with_parents_to_tell(pupils).values_list("pk", flat=True))
    before = permissions_of(watched)
    yield
    after = permissions_of(watched)
    tell_parents({place[0] for place in before.keys() | after.keys() if before.get(place) != after.get(place)})


def with_parents_to_tell(pupils: Iterable[int] | None) -> QuerySet[Pupil]:
    """Those of `pupils` on the roll whose parents may be among those told; None means all of the school.

    Whose change nobody would be told need not be looked for: a school without parents' accounts pays nothing. Who has
    no parental responsibility is counted too, because an act may give it.
    """
    accounts = PupilContact.objects.filter(pupil=OuterRef("pk"), user__isnull=False)
    listed = Pupil.objects.on_roll_on(timezone.localdate()).filter(Exists(accounts))
    return listed if pupils is None else listed.filter(pk__in=set(pupils))


def _parents(pupils: set[int]) -> list[User]:
    """The accounts of those who may see these children's page. A court order beside one child beats a second entry."""
    on_roll = Pupil.objects.on_roll_on(timezone.localdate()).filter(pk__in=pupils)
    mine = _answering(Q(user=OuterRef("pk"), pupil__in=on_roll.values("pk")))
    in_force = RoleAssignment.objects.in_force().filter(user=OuterRef("pk"), role=Role.PARENT)
    parents = User.objects.filter(Exists(mine.filter(~account_is_barred())), Exists(in_force))
    return [parent for parent in parents if parent.is_active]


def _answering(whose: Q) -> QuerySet[PupilContact]:
    """Entries on the contact list, on it today, of people with parental responsibility."""
    listed = Q(ends_on=None) | Q(ends_on__gt=timezone.localdate())
    return PupilContact.objects.filter(listed, whose, has_parental_responsibility=True)
