"""The incidents of the demo school's last twelve months, each told day by day between the other steps of the story."""

import datetime as dt
from collections.abc import Iterator
from uuid import UUID, uuid5

from django.utils import timezone

from incidents.actions.reporting import Linked, Reported, report_incident, save_draft
from incidents.models import Case
from incidents.walls import Standing
from people.models import Pupil, User
from policies.models import PolicyVersion, RuleVersion

from .clock import StoryClock
from .incident_cases import DRAFTS, TOLD
from .incident_deeds import Deed, People
from .incident_shapes import Told, Who
from .rows import weekday_before

_FORMS = UUID("2f6d1d1b-7a0c-4f4c-8f83-2f4b3f8e5a77")
Moment = tuple[dt.date, str, int, int]


class Diary:
    """What happens on which day, each thing when its day has come."""

    def __init__(self, accounts: People, today: dt.date) -> None:
        self._accounts = accounts
        self._left = sorted(_moments(today), key=lambda moment: moment[:4])
        self._cases: dict[int, Case] = {}

    def until(self, day: dt.date, time: str, clock: StoryClock) -> Iterator[None]:
        """Go through what lies before a moment, one after the other."""
        while self._left and self._left[0][:2] < (day, time):
            on, at, number, place = self._left.pop(0)
            clock.turn_to(on, at)
            self._happen(number, place)
            yield

    def _happen(self, number: int, place: int) -> None:
        people = _Everybody(self._accounts)
        told = TOLD[number]
        if place == 0:
            self._cases[number] = _report(told, number, people)
            return
        deed: Deed = told.then[place - 1][1]
        deed(people, self._cases[number])


class _Everybody(dict[str, User]):
    """The demo's accounts by their keys, everybody else by surname."""

    def __missing__(self, surname: str) -> User:
        self[surname] = User.objects.get(surname=surname)
        return self[surname]


def _moments(today: dt.date) -> Iterator[Moment]:
    """Each thing in its turn: the report in the morning, what came of it later, never after yesterday's evening."""
    for number, told in enumerate(TOLD):
        for place, days in enumerate((0, *(days for days, _ in told.then))):
            time = f"{8 + place // 4:02d}:{10 + place % 4 * 12}"
            yield weekday_before(today, max(1, told.ago - days)), time, number, place


def _report(told: Told, number: int, people: People) -> Case:
    day = timezone.localdate() - dt.timedelta(days=told.days_earlier)
    reported = Reported(
        title=told.title, words=told.words, kind=told.kind, place=told.place, happened_on=day,
        happened_at=dt.time.fromisoformat(told.at) if told.at else None, child_at_risk=told.child_at_risk,
        platform=told.platform, account=told.account, link=told.link, event_name=told.event,
        affected=told.affected, people=[_linked(who, people) for who in told.people], rules=_rules(told.rules, day),
        is_self_report=told.is_self_report, is_post_of_a_parent=bool(told.beyond), beyond_criticism=told.beyond,
    )  # fmt: skip
    return report_incident(reported=reported, form_key=uuid5(_FORMS, str(number)), by=people[told.by])


def _linked(who: Who, people: People) -> Linked:
    """A child off the list, somebody with an account, or a name as it was typed."""
    if who.standing == Standing.PUPIL:
        forename, _, surname = who.name.partition(" ")
        pupil = Pupil.objects.filter(legal_forename=forename, legal_surname=surname).first()
        return Linked(who.part, who.standing, who.name, pupil=pupil)
    user = people[who.name] if who.has_account else None
    return Linked(who.part, who.standing, str(user or who.name), user=user)


def _rules(codes: str, day: dt.date) -> list[RuleVersion]:
    """The rules by their codes, as they stood that day; none while the school had no policy."""
    in_force = PolicyVersion.objects.in_force_on(day)
    return list(RuleVersion.objects.filter(code__in=codes.split(), version__in=in_force)) if codes else []


def begin_reports(accounts: People) -> None:
    """Reports that were begun and not sent."""
    for who, typed in DRAFTS:
        save_draft(user=accounts[who], form_key=uuid5(_FORMS, who), typed=typed)
