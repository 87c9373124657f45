"""Incidents of a term for the governors: by section, by firmness, in or out of hours, what came of them."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

from incidents.models import CaseClosure, CaseOutcome, LegalReferral, State
from incidents.outcomes import Outcome
from incidents.rows import days_to_close
from incidents.sorts import Sort
from incidents.walls import Wall
from people.school_days import SchoolCalendar
from policies.models import PolicyVersion
from policies.words import Power

from .areas import Area, areas_of, leading_rules
from .cases import counted_in
from .hiding import FEWEST, Cell, few, of_staff, shares
from .outcomes import CameTo, came_to
from .periods import Period
from .tables import Row, Table

PART = "incidents"
NO_RULE = "none"
STAFF_NOTE = (
    "Conduct of staff stands in its own line and in no other number of this report, so that nobody is found by "
    "subtraction. An incident with several rules counts once, under the firmest."
)
HIDDEN_NOTE = "Where one small number is left out, a second one is too, so that it cannot be worked out."


@dataclass
class Counted:
    """The incidents of a term apart from conduct of staff, and how many of that there were."""

    staff: int = 0
    by_area: Counter[str] = field(default_factory=Counter)
    by_power: dict[str, Counter[Power]] = field(default_factory=lambda: defaultdict(Counter))
    is_out: Counter[bool] = field(default_factory=Counter)
    is_reopened: Counter[bool] = field(default_factory=Counter)
    is_open: Counter[bool] = field(default_factory=Counter)
    came_to: Counter[CameTo] = field(default_factory=Counter)
    days: list[int] = field(default_factory=list)
    referrals: int = 0
    disciplinary: int = 0

    @property
    def total(self) -> int:
        return sum(self.is_open.values())


def tables(period: Period, version: PolicyVersion | None, calendar: SchoolCalendar, today: dt.date) -> list[Table]:
    """The tables about incidents. `version`: the policy in force in that term, `with_wording`. Six queries."""
    areas = areas_of(version)
    return tables_of(_count(period, areas, calendar, today), areas)


def tables_of(found: Counted, areas: dict[str, Area]) -> list[Table]:
    """The same for incidents that are counted."""
    return [_by_area(found, areas), *_by_power(found, areas), *_splits(found), _days(found), _legal(found)]


def _count(period: Period, areas: dict[str, Area], calendar: SchoolCalendar, today: dt.date) -> Counted:
    cases = counted_in(period, Sort.INCIDENT)
    rows = list(cases.values_list("pk", "wall", "state", "received_on", "closed_at", "incident__is_out_of_hours"))
    keys = [row[0] for row in rows]
    leading, closings = leading_rules(keys, areas), Counter(_cases_of(CaseClosure, keys))
    outcomes: dict[int, set[str]] = defaultdict(set)
    for case, outcome in CaseOutcome.objects.filter(case__in=keys).values_list("case", "outcome"):
        outcomes[case].add(outcome)
    found, others = Counted(), set()
    for key, wall, state, received, closed_at, is_out in rows:
        rule = leading.get(key)
        if wall == Wall.STAFF or (rule and rule.area.is_for_staff):
            found.staff += 1
            found.disciplinary += Outcome.DISCIPLINARY in outcomes[key]
            continue
        others.add(key)
        is_open = state != State.CLOSED
        found.by_area[rule.area.key if rule else NO_RULE] += 1
        if rule:
            found.by_power[rule.area.key][rule.power] += 1
        found.is_out[is_out] += 1
        found.is_open[is_open] += 1
        found.is_reopened[closings[key] > (not is_open)] += 1
        if closed_at:
            found.came_to[came_to(outcomes[key])] += 1
            found.days.append(days_to_close(received, closed_at, calendar))
    found.referrals = sum(case in others for case in _cases_of(LegalReferral, keys))
    return found


def _cases_of(model: type[CaseClosure | LegalReferral], keys: Sequence[int]) -> Iterable[int]:
    return model.objects.filter(case__in=keys).order_by().values_list("case", flat=True)


def _by_area(found: Counted, areas: dict[str, Area]) -> Table:
    """Exact, but for conduct of staff (requirements 1.15)."""
    staff = next((area.label for area in areas.values() if area.is_for_staff), "Conduct of staff")
    rows = [Row("staff", staff, of_staff(found.staff))]
    rows += [
        Row(area.key, area.label, Cell(found.by_area[area.key])) for area in areas.values() if not area.is_for_staff
    ]
    rows.append(Row(NO_RULE, "No rule named", Cell(found.by_area[NO_RULE])))
    return Table(PART, "areas", "Rules not followed", "Section", rows, STAFF_NOTE, has_bars=True, total=found.total)


def _by_power(found: Counted, areas: dict[str, Area]) -> list[Table]:
    """Section by firmness: two things at once, so that small numbers are hidden. A section of one firmness says nothing
    by it."""
    made = []
    for area in areas.values():
        count = found.by_area[area.key]
        powers = [power for power in Power if power in area.powers]
        if area.is_for_staff or len(powers) < 2 or set(found.by_power[area.key]) - area.powers:
            continue
        cells = shares({str(power): found.by_power[area.key][power] for power in powers})
        rows = [Row(str(power), str(power.label), cells[str(power)]) for power in powers]
        made.append(
            Table(
                PART,
                f"power-{area.key}",
                f"How firm the rules were: {area.label}",
                "Rule says",
                rows,
                total=count,
                is_detail=True,
            )
        )
    return made


def _splits(found: Counted) -> list[Table]:
    closed = found.is_open[False]
    return [
        Table(
            PART, "state", "Where they stand", "State",
            [Row("closed", "Closed", Cell(closed)), Row("open", "Still open", Cell(found.is_open[True]))],
            total=found.total, is_detail=True,
        ),
        _split("hours", "In or outside school hours", "When", found.total, {
            "in": ("In school hours, or in school", found.is_out[False]),
            "out": ("Outside school hours", found.is_out[True]),
        }, HIDDEN_NOTE),
        _split("outcome", "What came of those closed", "Outcome", closed, {
            str(one): (str(one.label), found.came_to[one]) for one in CameTo
        }, "Each counts once, under the weightiest outcome."),
        _split("reopened", "Opened again", "Closed and opened again", found.total, {
            "yes": ("At least once", found.is_reopened[True]), "no": ("Never", found.is_reopened[False]),
        }),
    ]  # fmt: skip


def _split(
    key: str, title: str, head: str, total: int, parts: dict[str, tuple[str, int]], note: str = "", part: str = PART
) -> Table:
    """A table that shares out a total."""
    cells = shares({name: count for name, (_, count) in parts.items()})
    rows = [Row(name, label, cells[name]) for name, (label, _) in parts.items()]
    return Table(part, key, title, head, rows, note, total=total, is_detail=True)


def _days(found: Counted) -> Table:
    """Half were closed sooner. Of fewer than five nothing is said: the number closed is published anyway."""
    words = "too few to say"
    if len(found.days) >= FEWEST:
        middle = median(found.days)
        words = f"{middle:g} school day{'' if middle == 1 else 's'}"
    rows = [Row("median", "Open, in the middle: half were closed sooner", Cell(words=words))]
    return Table(PART, "days", "How long they were open", "School days", rows, is_detail=True)


def _legal(found: Counted) -> Table:
    """What may follow outside the portal. A procedure about staff is told as conduct of staff is (24b)."""
    rows = [
        Row("referred", "Times the governors were asked about legal action", few(found.referrals)),
        Row("disciplinary", "Conduct of staff passed to the disciplinary process", of_staff(found.disciplinary)),
    ]
    return Table("legal", "legal", "Legal action, disciplinary process", "", rows)
