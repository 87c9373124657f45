"""Families for tests: a child, its parents with accounts, and what each of them answered."""

import datetime as dt

from consent import bulk
from consent.models import Purpose, SurveyQuestion
from consent.own import key_of
from consent.register import register_on
from people.models import Notification
from people.roles import Role
from tests.consent.given import SEPTEMBER, TODAY, children, survey
from tests.factories import PupilContactFactory, UserFactory

CHANGED = Notification.Kind.PERMISSION_CHANGED


def mother(pupil, name="Imogen Ashdown", user=None, **more):
    """A parent with an account, on the child's contact list."""
    user = user or UserFactory(role=Role.PARENT, email=f"{name.split()[0].lower()}@families.example")
    return PupilContactFactory(pupil=pupil, name=name, email=user.email, user=user, **more)


def said(load, contact, value="yes", *, only=None, given=SEPTEMBER, recorded=None):
    """What a parent on the contact list answered, as a load brings it: known by the key of a survey row."""
    values = value if isinstance(value, dict) else dict.fromkeys(only or load.asked, value)
    purposes = dict(Purpose.objects.values_list("slug", "pk"))
    new = bulk.NewResponse(
        load.pk, contact.pupil_id, load.school_year, 2, 1, key_of(contact), contact.name, contact.email, "Mother",
        given, "minute", {purposes[slug]: word for slug, word in values.items()},
    )  # fmt: skip
    [number] = bulk.write([new], recorded_at=recorded or given, recorded_by=None)
    return number


def september():
    """The survey of the year, with its wordings."""
    load = survey()
    for purpose in Purpose.objects.filter(slug__in=load.asked):
        SurveyQuestion.objects.create(survey=load, purpose=purpose, wording=f"May we use {purpose.label}?")
    return load


def separated():
    """Poppy, her mother with an account, her father with an account at another address; both said yes to all."""
    load = september()
    [poppy] = children("Poppy")
    leanne = mother(poppy, "Leanne Cartwright")
    gareth = mother(poppy, "Gareth Pike", relationship="Father")
    said(load, leanne, given=SEPTEMBER)
    said(load, gareth, given=SEPTEMBER + dt.timedelta(hours=1))
    return load, poppy, leanne, gareth


def status(pupil, slug="website", day=TODAY, year=2026):
    """What counts for a child at one place on a day."""
    return register_on([pupil], day, year).of(pupil, Purpose.objects.get(slug=slug)).status


def told():
    """Who was told since the last time, by their name on the contact list; each as often as they were told."""
    mails = Notification.objects.filter(kind=CHANGED).order_by("address")
    names = [mail.user.email.split("@")[0] for mail in mails]
    mails.delete()
    return names


def family(child="Wren", parent="Imogen Ashdown"):
    """A child and a parent with an account."""
    [pupil] = children(child)
    return pupil, mother(pupil, parent)
