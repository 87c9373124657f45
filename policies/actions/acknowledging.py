"""What somebody says to a policy that was put before them. Append-only: who agrees later says so in a second row."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from people.models import SchoolYear, User
from people.names import clean
from people.school_days import LONDON
from policies.kept import wording_of
from policies.models import Acknowledgement, Policy, PolicyVersion
from policies.notifications import tell_cannot_agree
from policies.readers import asked_of, audience_of
from policies.standing import Standing, standing_on
from policies.wording import text_hash
from policies.words import Audience

from .reading_faults import AlreadySaid, NoReason, NotInForce, WrongDate

NOON = dt.time(12)


@transaction.atomic
def acknowledge_version(
    *, version: PolicyVersion, seen: str, agrees: bool, reason: str = "", by: User
) -> Acknowledgement:
    """Keep that `by` has read a version and agrees, or cannot and says why. Who cannot agree reaches the head.

    `seen` seals the wording that was before them (`text_hash`). Raises NotInForce where another wording holds by
    now, AlreadySaid, NoReason.
    """
    reason = "" if agrees else reason.strip()
    if not agrees and not reason:
        raise NoReason("Write why you cannot agree. A few words are enough.")
    by = User.objects.select_for_update(no_key=True).get(pk=by.pk)
    now = timezone.localtime()
    version, seal = _in_force(version, now.date())
    if seen != seal:
        raise NotInForce("The wording is another one by now. Read what changed, then say it again.")
    year = SchoolYear.objects.year_on(now.date())
    _refuse_twice(version, by, year, agrees, reason)
    said = Acknowledgement.objects.create(
        version=version,
        user=by,
        audience=_audience(version, by, now.date()),
        school_year=year,
        agrees=agrees,
        reason=reason,
        text_hash=seal,
        at=now,
    )
    if not agrees:
        tell_cannot_agree(version, by)
    record(Verb.POLICY_ACKNOWLEDGED, target=said, by=by, number=version.number, agrees=agrees)
    return said


@transaction.atomic
def record_signed_sheet(
    *, version: PolicyVersion, person: str, audience: Audience, signed_on: dt.date, by: User
) -> Acknowledgement:
    """Keep that somebody without an account signed a sheet: the name as it stands there, and the day.

    Raises NotInForce, WrongDate for a day to come or before the version stood, AlreadySaid for the same name,
    version and school year.
    """
    person = " ".join(clean(person).split())
    today = timezone.localdate()
    Policy.objects.select_for_update(no_key=True).get(pk=version.policy_id)
    version, seal = _in_force(version, today)
    first = version.effective_from or today
    if not first <= signed_on <= today:
        raise WrongDate(f"Write a day from {first:%-d %B %Y}, when this version began, up to today.")
    year = SchoolYear.objects.year_on(signed_on)
    if version.acknowledgements.filter(user=None, person__iexact=person, school_year=year).exists():
        raise AlreadySaid(f"A sheet signed by {person} is recorded already.")
    said = Acknowledgement.objects.create(
        version=version,
        person=person,
        audience=audience,
        school_year=year,
        agrees=True,
        text_hash=seal,
        at=timezone.now() if signed_on == today else dt.datetime.combine(signed_on, NOON, LONDON),
        recorded_by=by,
    )
    record(Verb.POLICY_SHEET_RECORDED, target=said, by=by, number=version.number)
    return said


def _in_force(version: PolicyVersion, day: dt.date) -> tuple[PolicyVersion, str]:
    """The version with its seal. Raises NotInForce unless it is the one to be read on `day`."""
    standing: Standing | None = standing_on(day, PolicyVersion.objects.filter(policy=version.policy_id))
    if standing is None or standing.version.pk != version.pk:
        raise NotInForce("Another version is in force by now. Read what changed, then say it again.")
    version = PolicyVersion.objects.with_wording().get(pk=version.pk)
    return version, text_hash(wording_of(version))


def _refuse_twice(version: PolicyVersion, user: User, school_year: int, agrees: bool, reason: str) -> None:
    said = version.acknowledgements.filter(user=user, school_year=school_year)
    if agreed := said.filter(agrees=True).first():
        day = timezone.localdate(agreed.at)
        raise AlreadySaid(f"You agreed to it on {day:%-d %B %Y}. If you see it otherwise now, talk to the headteacher.")
    if not agrees and said.filter(reason=reason).exists():
        raise AlreadySaid("You wrote this before, and it is kept.")


def _audience(version: PolicyVersion, user: User, day: dt.date) -> Audience:
    """As whom they were asked; somebody who was not asked may read it all the same."""
    asked = [reader for reader in asked_of(user, day) if reader.standing.version.pk == version.pk]
    return asked[0].audience if asked else audience_of(user)
