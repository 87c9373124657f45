"""Check, recorded check, class list, grid, file, tablet and the parent's page agree about every yes (issue 3, 6)."""

import datetime as dt

import pytest
from django.urls import reverse

from consent.actions import decide_places
from consent.actions.places import retire_place
from consent.exporting import register_rows
from consent.models import PhotoHold, PhotoRequest
from consent.own import own_children
from consent.register import register_on
from consent.sheets import sheet_of
from people.actions.court_orders import Reason, shut_out
from people.actions.flags import flag_pupil
from people.actions.restrictions import begin_restriction
from people.models import Pupil
from people.roles import Role
from tests.factories import PupilContactFactory, UserFactory

from .checked import checked, use_of
from .given import MORNING, SEPTEMBER, TODAY, children, survey
from .parents import mother, said
from .school_places import DAY, place

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_october")]
ASKED = ["website", "facebook", "newsletter", "display", "video"]
LATER = SEPTEMBER + dt.timedelta(days=3)


def yes(load, pupil, mum, dad):
    said(load, mum)


def no(load, pupil, mum, dad):
    said(load, mum, "no")


def silent(load, pupil, mum, dad):
    pass


def stopped(load, pupil, mum, dad):
    said(load, mum)
    said(load, mum, "no", given=LATER)


def differing(load, pupil, mum, dad):
    said(load, mum)
    said(load, dad, "no")


def decided(value):
    def decide_so(load, pupil, mum, dad):
        differing(load, pupil, mum, dad)
        by = UserFactory(role=Role.HEAD)
        values = dict.fromkeys(ASKED, value)
        decide_places(pupil=pupil, values=values, school_year=2026, reason="Rang both.", by=by)

    decide_so.__name__ = f"decided_{value}"
    return decide_so


def held(load, pupil, mum, dad):
    said(load, mum)
    request = PhotoRequest.objects.create(
        form_key="4b4f6f9e-0000-4000-8000-000000000000", kind="stop", child_name="x", asked_by="x", sent_at=MORNING,
        due_on=TODAY,
    )  # fmt: skip
    PhotoHold.objects.create(request=request, pupil=pupil, starts_at=MORNING - DAY)


def flagged(load, pupil, mum, dad):
    said(load, mum)
    flag_pupil(pupil=pupil, reason="Local authority.", by=UserFactory(role=Role.HEAD))


def restricted(load, pupil, mum, dad):
    said(load, mum)
    begin_restriction(
        whose=pupil, reference="DR-2627-AAAA", scope="Her address.", by=UserFactory(role=Role.DPO)
    )  # fmt: skip


def without_responsibility(load, pupil, mum, dad):
    said(load, mum)
    said(load, dad)
    dad.has_parental_responsibility = False
    dad.save()


def court_order(load, pupil, mum, dad):
    said(load, mum)
    said(load, dad)
    shut_out(contact=dad, reason=Reason.COURT_ORDER, by=UserFactory(role=Role.DSL))


def last_year(load, pupil, mum, dad):
    said(survey(ASKED, year=2025, applied=SEPTEMBER - 365 * DAY, file_name="Old.csv"), mum, given=SEPTEMBER - 365 * DAY)


STATES = [
    yes, no, silent, stopped, differing, decided("yes"), decided("no"), held, flagged, restricted,
    without_responsibility, court_order, last_year,
]  # fmt: skip
PLACES = ("website", "facebook", "newsletter")


@pytest.fixture
def imogen():
    """The mother of them all, with one account."""
    return UserFactory(role=Role.PARENT, email="imogen@families.example")


@pytest.fixture
def families(imogen):
    """A child for each state, by its name."""
    load, found = survey(ASKED), {}
    for state in STATES:
        [pupil] = children(state.__name__.replace("_", "").capitalize())
        mum = mother(pupil, user=imogen)
        dad = PupilContactFactory(pupil=pupil, name="Felix Pike", email=f"{state.__name__}@families.example")
        state(load, pupil, mum, dad)
        found[state.__name__] = pupil
    return found


def said_yes_by(register, pupils, clients, teacher, imogen):
    """Of each surface whom it says yes to, and for which place."""
    check = {slug: checked(teacher, pupils, use_of(slug)) for slug in PLACES}
    listed = {slug: sheet_of(register, pupils, use_of(slug)).everybody for slug in PLACES}
    number = {pupil.admission_number: pupil for pupil in pupils}
    return {
        "recorded check": {
            (child.pupil, slug) for slug in PLACES for child in check[slug].children.all() if child.word == "yes"
        },
        "class list": {(line.pupil, slug) for slug in PLACES for line in listed[slug] if line.word.value == "yes"},
        "file": {(number[row[0]], row[1]) for row in register_rows(2026, TODAY) if row[1] in PLACES and row[3] == "1"},
        "parent": {
            (child.pupil, one.purpose.slug)
            for child in own_children(imogen, TODAY)
            for one in child.places
            if one.in_use and one.purpose.slug in PLACES
        },
        **{f"grid of {who}": _grid(client) for who, client in clients.items()},
    }


def _grid(client):
    labels = {place(slug).label: slug for slug in PLACES}
    rows = client.get(reverse("consent:class", args=["3H"])).context["rows"]
    return {(row.pupil, labels[c.where]) for row in rows for c in row.cells if c.where in labels and c.is_yes}


@pytest.mark.slow  # a family for each of thirteen states, and seven surfaces
def test_every_surface_says_yes_to_the_same_children_for_the_same_places(
    families, imogen, sign_in, office, head, teacher, tablet, no_facebook
):
    retire_place(purpose=place("newsletter"), from_day=TODAY, by=head)
    pupils = list(Pupil.objects.all())
    clients = {"a teacher": sign_in(teacher), "the office": sign_in(office), "a tablet": tablet}

    said = said_yes_by(register_on(pupils, TODAY), pupils, clients, teacher, imogen)

    right = {(families[state], "website") for state in ("yes", "decided_yes")}
    assert {surface: found for surface, found in said.items() if found != right} == {}
