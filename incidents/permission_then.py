"""Whether permission for a picture existed at the moment it was posted, and what was looked up before (policy A11).

By what the portal knew then: an answer that came later, or was sorted out later, stands beside it as known since.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone

from consent.effective import Effective
from consent.hindsight import Hindsight, recorded_later
from consent.models import CheckedChild, Purpose, RecordedCheck
from consent.register import Register, end_of, register_on
from people.models import Pupil, User
from people.permissions import Permission

from .kinds import PICTURES, Kind
from .models import CasePerson, Incident

MOST_CHECKS = 5


@dataclass(frozen=True)
class Place:
    """What counted of one child for one place or condition, and what is known of it `since`, if that differs.

    `is_meant`: it is the place of the incident. `nowhere`: nothing of the school went out there at all.
    """

    purpose: Purpose
    then: Effective
    since: Effective | None
    is_meant: bool
    nowhere: bool


@dataclass(frozen=True)
class Child:
    """One child of a photo incident, place by place."""

    pupil: Pupil
    places: list[Place]

    @property
    def apart(self) -> list[Place]:
        """What is said of one place alone: that of the incident, and where more is known since."""
        return [place for place in self.places if place.is_meant or place.since]

    @property
    def together(self) -> list[tuple[str, list[Place]]]:
        """The other places by what counted there."""
        found: dict[str, list[Place]] = {}
        for place in self.places:
            if place not in self.apart:
                found.setdefault(place.then.status.value, []).append(place)
        return list(found.items())


@dataclass(frozen=True)
class Then:
    """Everything about permission at `moment`. `checks`: those recorded before it in which one of the children was."""

    moment: dt.datetime
    is_exact: bool
    children: list[Child]
    checks: list[CheckedChild]


def permission_then(incident: Incident, people: Sequence[CasePerson], user: User) -> Then | None:
    """Of the children in a photo incident, for whoever reads the full record of permissions; None for everybody else
    and where no child of the lists is in it. A constant number of queries."""
    pupils = [person.pupil for person in people if person.pupil]
    if incident.kind not in PICTURES or not pupils or not user.has_perm(Permission.CONSENT_RECORD_VIEW):
        return None
    moment = _moment(incident)
    register = register_on(pupils, incident.happened_on, moment=moment)
    later = recorded_later(register, pupils)
    children = [Child(pupil, _places(register, later, pupil, incident.platform)) for pupil in pupils]
    return Then(moment, incident.happened_at is not None, children, _checks(pupils, register.school_year, moment, user))


def may_be_a_breach(incident: Incident, people: Iterable[CasePerson], user: User, then: Then | None = None) -> bool:
    """Whether the school itself posted a picture without permission (policy A11), so that a data breach may be opened
    out of it: by its kind; or a picture on an account of the school's and, by what the portal knew then, no yes of a
    child for that place. What a parent posts is no data breach of the school."""
    if incident.kind == Kind.PHOTO_UNPERMITTED:
        return True
    if incident.kind not in PICTURES or not incident.is_school_account:
        return False
    found = then or permission_then(incident, list(people), user)
    places = (place for child in found.children for place in child.places) if found else ()
    return any(place.is_meant and not (place.then.may_publish and not place.nowhere) for place in places)


def _moment(incident: Incident) -> dt.datetime:
    """The minute it happened; where no hour is known, the end of that day."""
    if incident.happened_at is None:
        return end_of(incident.happened_on)
    return timezone.make_aware(dt.datetime.combine(incident.happened_on, incident.happened_at))


def _places(register: Register, later: Hindsight, pupil: Pupil, platform: str) -> list[Place]:
    name = platform.strip().casefold()
    found = [
        Place(
            purpose,
            register.of(pupil, purpose),
            later.now.get((pupil.pk, purpose.pk)),
            bool(name) and name in {purpose.label.casefold(), *(alias.casefold() for alias in purpose.aliases)},
            not register.goes_out(purpose),
        )
        for purpose in later.asked
    ]
    return sorted(found, key=lambda place: (not place.is_meant, place.purpose.position))


def _checks(pupils: Sequence[Pupil], school_year: int, moment: dt.datetime, user: User) -> list[CheckedChild]:
    """The latest recorded checks before the moment, a row for each of the children."""
    checks = RecordedCheck.objects.visible_to(user).filter(
        school_year=school_year, recorded_at__lte=moment, children__pupil__in=pupils
    )
    latest = list(checks.distinct().values_list("pk", flat=True)[:MOST_CHECKS])
    rows = CheckedChild.objects.filter(check_record__in=latest, pupil__in=pupils)
    return list(rows.select_related("check_record__destination", "pupil").order_by("-check_record__recorded_at", "pk"))
