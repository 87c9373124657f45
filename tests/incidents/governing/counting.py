"""Terms as they may be counted: what happened, made up by hypothesis, and the tables that are published of it."""

from collections import Counter
from typing import Any

from hypothesis import strategies as st

from incidents.complaints.stages import Finding, Stage
from incidents.governing import complaints, incidents
from incidents.governing.areas import Area
from incidents.governing.outcomes import CameTo
from policies.words import Power

AREAS = {
    "A": Area("A", "A. Staff", is_for_staff=True, powers=frozenset(Power)),
    "B": Area("B", "B. Pupils", is_for_staff=False, powers=frozenset({Power.MUST, Power.INFO})),
    "C": Area("C", "C. Parents", is_for_staff=False, powers=frozenset(Power)),
    "D": Area("D", "D. Online bullying", is_for_staff=False, powers=frozenset({Power.MUST})),
}
FINDINGS = [*map(str, Finding), complaints.NO_FINDING]
small = st.integers(0, 6) | st.integers(0, 14)


@st.composite
def incidents_of_a_term(draw: Any) -> incidents.Counted:
    """Some incidents, each with a section, a firmness, an hour, an outcome; and conduct of staff beside them."""
    staff = draw(st.integers(0, 8))
    found = incidents.Counted(staff=staff, disciplinary=draw(st.integers(0, staff)))
    for key in ("B", "C", "D", incidents.NO_RULE):
        for power in sorted(AREAS[key].powers) if key in AREAS else [None]:
            count = draw(st.integers(0, 4) | st.integers(0, 7))
            found.by_area[key] += count
            if power:
                found.by_power[key][power] += count
    total = sum(found.by_area.values())
    for counter in (found.is_out, found.is_reopened, found.is_open):
        first = draw(st.integers(0, total) | st.integers(0, min(total, 4)))
        counter[True], counter[False] = first, total - first
    left = found.is_open[False]
    for one in [*CameTo][:-1]:
        found.came_to[one] = draw(st.integers(0, min(left, 9)))
        left -= found.came_to[one]
    found.came_to[CameTo.NOTHING] = left
    found.days = [draw(st.integers(0, 20))] * found.is_open[False]
    found.referrals = draw(st.integers(0, 6))
    return found


@st.composite
def complaints_of_a_term(draw: Any) -> complaints.Counted:
    """Some complaints, each at a stage, answered in time or late or not at all, with a finding."""
    findings = Counter({key: draw(st.integers(0, 4)) for key in FINDINGS})
    answered, open_ones = sum(findings.values()), draw(small)
    in_time = draw(st.integers(0, answered))
    stages: Counter[Stage] = Counter()
    for _ in range(answered + open_ones):
        stages[draw(st.sampled_from(list(Stage)))] += 1
    return complaints.Counted(stages, open_ones, in_time, answered - in_time, findings)


def truth_of(found: incidents.Counted, told: complaints.Counted) -> dict[str, dict[str, int]]:
    """What was counted, by table and row: what the attack wants."""
    of_areas = {key: found.by_area[key] for key in ("B", "C", "D", incidents.NO_RULE)} | {"staff": found.staff}
    return {
        "areas": of_areas,
        **{f"power-{key}": {str(power): count for power, count in found.by_power[key].items()} for key in "BC"},
        "state": {"open": found.is_open[True], "closed": found.is_open[False]},
        "hours": {"in": found.is_out[False], "out": found.is_out[True]},
        "outcome": {str(one): found.came_to[one] for one in CameTo},
        "reopened": {"yes": found.is_reopened[True], "no": found.is_reopened[False]},
        "legal": {"referred": found.referrals, "disciplinary": found.disciplinary},
        "stages": {str(one): told.stages[one] for one in Stage},
        "answered": {"answered": told.answered, "open": told.open},
        "times": {"in_time": told.in_time, "late": told.late},
        "findings": dict(told.findings),
    }


def published(found: incidents.Counted, told: complaints.Counted) -> list[dict[str, Any]]:
    """The tables that governors read."""
    return [table.as_kept() for table in (*incidents.tables_of(found, AREAS), *complaints.tables_of(told))]
