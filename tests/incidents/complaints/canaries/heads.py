"""Every page that somebody who leads opens, beside a complaint that they may read whole."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.urls import reverse

from audit.models import Actor
from audit.recorder import acting_as
from people.models import User
from tests.incidents.canaries import looking
from tests.incidents.canaries.kept import Kept
from tests.incidents.canaries.looking import Seen
from tests.incidents.canaries.people import Cast
from tests.incidents.canaries.test_head import OF_SIGNING_IN
from todwick_portal.duties import tell_what_is_due
from todwick_portal.trail.daily import check_once_a_day
from todwick_portal.trail.kinds import KINDS

from . import surfaces
from .lives import NEW, planted_at
from .planting import Complained


def pages_of(user: User, own: Complained) -> Iterator[tuple[str, Seen]]:
    """Every address of the portal that is about nothing, everything about one's own complaint, every trail, every
    account."""
    client = looking.client_of(user)
    for name, pattern in looking.addresses():
        if name.startswith(OF_SIGNING_IN) or looking.takes_arguments(name):
            continue
        if looking.is_let_in(user, pattern.callback):
            yield name, looking.look(client, reverse(name))
    yield from surfaces.walk(user, surfaces.arguments(own)).items()
    for kind in KINDS:
        for number, record in enumerate(kind.seen(user).order_by("pk")):
            yield f"trail of {kind.slug} {number}", looking.look(client, kind.trail_of(record))
    for number, one in enumerate(User.objects.order_by("pk")):
        yield f"account {number}", looking.look(client, reverse("people:account", args=[one.pk]))


def seen_beside(kept: Kept[Cast], make: Any = None, only: str = "") -> dict[str, Seen]:
    """The head's pages, or one of them, beside a complaint about a colleague that the head reads whole; and beside
    whatever `make` makes, the worker’s duties and the daily look at the record done after it."""
    with transaction.atomic():
        own = planted_at(kept.school, "withheld", NEW)
        if make:
            make()
        with acting_as(Actor.WORKER):
            tell_what_is_due()
        check_once_a_day()
        head = User.objects.get(pk=kept.school.head.pk)
        found = {only: looking.look(looking.client_of(head), reverse(only))} if only else dict(pages_of(head, own))
        transaction.set_rollback(True)
    return {
        place: Seen(one.status, one.text.replace(own.case.reference, "a reference")) for place, one in found.items()
    }
