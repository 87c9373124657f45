"""A data breach about headteacher and officer at once: with it their pages are the same to the letter as without it."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.db import transaction
from django.urls import reverse

from audit.models import Actor
from audit.recorder import acting_as
from incidents.actions.breaching import Opened, open_breach
from incidents.kinds import Kind
from incidents.models import BreachAbout, DataBreach
from people.models import Notification, User
from tests.incidents.breached import Kind as Said
from tests.incidents.breached import decided_not, facts, say
from tests.incidents.made import about, again, report
from tests.policies.clock import MORNING
from todwick_portal.duties import tell_what_is_due

from . import looking, surfaces
from .judging import unlike
from .looking import Arguments, Seen
from .planting import canary

pytestmark = pytest.mark.django_db
WORD = canary("breach")  # what the walk looks for itself comes back in its box: another word than those
OF_A_TRAIL = ("record:trail", "record:trail-file")


def out_of_an_incident(school) -> DataBreach:
    """About both of them, opened by the chair who owns it."""
    people = about(school.head), about(school.dpo)
    case = report(school.reporter, *people, kind=Kind.PHOTO_UNPERMITTED)
    opened = Opened(f"{WORD} of one class", case.reported_at)
    return open_breach(opened=opened, form_key=uuid.uuid4(), by=again(school.chair), case=case)


def by_hand(school) -> DataBreach:
    opened = Opened(f"{WORD} of one class", MORNING - dt.timedelta(hours=1), BreachAbout.BOTH)
    return open_breach(opened=opened, form_key=uuid.uuid4(), by=again(school.chair))


def lived_through(school, plant) -> DataBreach:
    """Opened, a child linked, told of by the worker at 25 hours, said to its end."""
    held = plant(school)
    held.pupils.create(pupil=school.pupil, added_by=school.chair)
    with time_machine.travel(MORNING + dt.timedelta(hours=25), tick=False), acting_as(Actor.WORKER):
        tell_what_is_due()
    decided_not(held, school.chair)
    facts(held, school.chair, title=f"{WORD} of one class", happened_on=f"{held.aware_at:%Y-%m-%d}")
    return held


def about_it(held: DataBreach) -> dict[str, list[Arguments]]:
    """Every address about a data breach about this one; all others about nothing."""
    of_breach = {"public_id": held.public_id}
    trail = {"kind": "data-breach", "key": held.public_id}
    return surfaces.of_nothing() | {
        **{f"incidents:{name}": [of_breach] for name in surfaces.OF_A_BREACH},
        "incidents:breach-entry": [of_breach | {"part": part} for part in ("facts", "notes")],
        **{name: [trail] for name in OF_A_TRAIL},
    }


def seen(kept, who: str, plant=None) -> tuple[dict[str, Seen], str]:
    """What somebody gets from everywhere, and the reference of what was planted."""
    with transaction.atomic():
        if plant:
            held = lived_through(kept.school, plant)
            found, reference = surfaces.walk(_user(kept, who), about_it(held)), held.reference
        else:
            with time_machine.travel(MORNING + dt.timedelta(hours=25), tick=False), acting_as(Actor.WORKER):
                tell_what_is_due()
            found, reference = surfaces.walk(_user(kept, who), surfaces.of_nothing()), ""
        transaction.set_rollback(True)
    return found, reference


def _user(kept, who: str) -> User:
    return User.objects.get(pk=getattr(kept.school, who).pk)


@pytest.mark.parametrize("plant", [out_of_an_incident, by_hand])
@pytest.mark.parametrize("who", ["head", "dpo"])
def test_every_page_of_the_two_is_the_same_with_a_data_breach_about_both(kept, who, plant):
    before, _ = kept.before(who, lambda: seen(kept, who))

    after, reference = seen(kept, who, plant)

    assert len(after) > 30, "the walk goes nowhere"
    assert not [place for place, one in after.items() if WORD in one.text or reference in one.text]
    faults = list(unlike(after, before))
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("plant", [out_of_an_incident, by_hand])
def test_the_same_walk_of_the_chair_hears_it(kept, plant):
    """So that silence means something."""
    after, reference = seen(kept, "chair", plant)

    assert {"incidents:breaches", "incidents:breach 0"} <= {
        place for place, one in after.items() if WORD in one.text and reference in one.text
    }


@pytest.mark.parametrize("plant", [out_of_an_incident, by_hand])
def test_neither_of_the_two_gets_a_mail_and_no_mail_says_more_than_a_reference(kept, plant):
    Notification.objects.all().delete()
    held = lived_through(kept.school, plant)

    mails = list(Notification.objects.filter(subject__contains=held.reference))
    assert {mail.user_id for mail in mails} == {kept.school.chair.pk}
    assert not [mail for mail in mails if WORD in mail.subject + mail.body]


@pytest.mark.parametrize("who", ["head", "dpo"])
def test_what_is_said_to_its_addresses_does_not_reach_it(kept, who):
    held = by_hand(kept.school)
    client = looking.client_of(_user(kept, who))

    sent = looking.look(client, reverse("incidents:breach-entry", args=[held.public_id, "notes"]), {"text": "A note."})

    assert sent.status == 404 and not held.entries.filter(kind=Said.NOTE).exists()
    say(held, Said.NOTE, kept.school.chair, text="A note.")
