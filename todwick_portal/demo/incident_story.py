"""The incidents of the demo school's last twelve months, each told day by day between the other steps of the story."""

import datetime as dt
from collections.abc import Iterator
from functools import partial
from uuid import UUID, uuid5

from django.utils import timezone

from incidents.actions.drafts import save_draft
from incidents.actions.reporting import Linked, Reported, report_incident
from incidents.models import Case
from incidents.walls import Standing
from people.models import Pupil
from policies.models import PolicyVersion, RuleVersion

from .accounts import Everybody
from .diary import Happening
from .incident_cases import DRAFTS, TOLD
from .incident_deeds import Deed, People
from .incident_shapes import Told, Who
from .rows import weekday_before

_FORMS = UUID("2f6d1d1b-7a0c-4f4c-8f83-2f4b3f8e5a77")


def happenings(accounts: People, today: dt.date) -> Iterator[Happening]:
    """Each thing in its turn: the report in the morning, what came of it later, never after yesterday's evening."""
    people, cases = Everybody(accounts), dict[int, Case]()
    for number, told in enumerate(TOLD):
        for place, days in enumerate((0, *(days for days, _ in told.then))):
            time = f"{8 + place // 4:02d}:{10 + place % 4 * 12}"
            day = weekday_before(today, max(1, told.ago - days))
            yield Happening(day, time, partial(_happen, number, place, people, cases))


def _happen(number: int, place: int, people: People, cases: dict[int, Case]) -> None:
    told = TOLD[number]
    if place == 0:
        cases[number] = _report(told, number, people)
        return
    deed: Deed = told.then[place - 1][1]
    deed(people, cases[number])


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
