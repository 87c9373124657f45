"""About the head: nothing in the head's pages, not even a number or a gap in numbers (security 2.3).

Every page of the portal that the head opens is the same, to the letter, before a case about the head was there and at
each moment of it: reported, dealt with, taken away as a file, printed and closed by the chair, the worker’s duties and
the daily look at the record done after it.
"""

import re
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.urls import reverse

from audit.models import Actor, ChainCheck
from audit.recorder import acting_as
from people.models import User
from todwick_portal.duties import tell_what_is_due
from todwick_portal.trail.daily import check_once_a_day
from todwick_portal.trail.kinds import KINDS

from . import looking, surfaces
from .judging import heard, unlike
from .lives import ASKED, CLOSED, NEW, planted_at
from .looking import Seen
from .planting import Planted

pytestmark = pytest.mark.django_db
# Signing in and out, and the demo: the same for everybody, and about nothing that is kept.
OF_SIGNING_IN = ("account_", "mfa_", "openid_", "socialaccount_", "usersessions_", "demo")
# Made of row numbers: where PostgreSQL takes rows back, the next ones have other numbers.
OF_ROW_NUMBERS = re.compile(r'(?<=value=")[0-9a-f]{24}(?=")|(?<=/trail/chain-check/)\d+')
HIDDEN = {"head": (NEW, ASKED, CLOSED), "board": (CLOSED,), "head and staff": (CLOSED,)}


ALWAYS = {("head", NEW), ("head", CLOSED), ("board", CLOSED)}  # the others among the full counts


@pytest.mark.parametrize(
    ("life", "moment"),
    [
        pytest.param(life, moment, marks=() if (life, moment) in ALWAYS else pytest.mark.long)
        for life, moments in HIDDEN.items()
        for moment in moments
    ],
)
def test_every_page_of_the_head_is_the_same_with_a_case_about_the_head(kept, life, moment):
    before = kept.before("the head", lambda: _seen_with(kept, None, NEW))

    after = _seen_with(kept, life, moment)

    assert len(after) > 100, "the walk goes nowhere"
    assert ChainCheck.objects.exists() is False, "each look was taken back"
    faults = list(unlike(after, before))
    assert not faults, "\n".join(faults)


def _seen_with(kept, life: str | None, moment: str) -> dict[str, Seen]:
    """The head's pages, beside a case about pupils that the head reads whole."""
    with transaction.atomic():
        own = planted_at(kept.school, "pupil", NEW)
        if life:
            _taken_away(planted_at(kept.school, life, moment))
        with acting_as(Actor.WORKER):
            tell_what_is_due()
        check_once_a_day()
        found = dict(_of_the_head(kept, own))
        transaction.set_rollback(True)
    return {place: Seen(one.status, _without_chance(one.text, own)) for place, one in found.items()}


def _without_chance(text: str, own: Planted) -> str:
    """A page without what is drawn by lot or counted anew for each look."""
    return OF_ROW_NUMBERS.sub("a row", text.replace(own.case.reference, "a reference"))


def _taken_away(planted: Planted) -> None:
    """Who deals with it takes the list with them, and prints the case file."""
    client = looking.client_of(planted.owner)
    file = client.post(reverse("incidents:incidents-file"), {"form": "csv"})
    assert planted.case.reference.encode() in b"".join(file.streaming_content)
    printed = client.post(reverse("incidents:file", args=[planted.case.public_id]), {})
    assert printed.status_code == 200


def _of_the_head(kept, own: Planted) -> Iterator[tuple[str, Seen]]:
    head = User.objects.get(pk=kept.school.head.pk)
    client = looking.client_of(head)
    for name, pattern in looking.addresses():
        if name.startswith(OF_SIGNING_IN) or looking.takes_arguments(name):
            continue
        if looking.is_let_in(head, pattern.callback):
            yield name, looking.look(client, reverse(name))
    yield from surfaces.walk(head, surfaces.arguments(own)).items()
    for kind in KINDS:
        for number, record in enumerate(kind.seen(head).order_by("pk")):
            yield f"trail of {kind.slug} {number}", looking.look(client, kind.trail_of(record))
    for number, user in enumerate(User.objects.order_by("pk")):
        yield f"account {number}", looking.look(client, reverse("people:account", args=[user.pk]))


def test_the_walk_of_the_head_hears_a_canary_that_may_sing(kept):
    """So that silence means something."""
    own = planted_at(kept.school, "pupil", NEW)

    assert {"title", "words", "witness"} <= set().union(*heard(dict(_of_the_head(kept, own))).values())
