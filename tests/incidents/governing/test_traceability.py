"""Sentences of the policy that end in the governors' report."""

import pytest

from incidents.governing.choosing import draft_of
from incidents.governing.hiding import of_staff
from incidents.governing.tables import cell_of
from incidents.outcomes import Outcome
from tests.incidents.governing.conftest import NAME, period, today
from tests.incidents.made import about, report
from tests.incidents.test_filters import closed

pytestmark = pytest.mark.django_db


def _cell(table: str, row: str) -> str:
    return cell_of(draft_of(period(), NAME, today())["numbers"], table, row)["said"]


def test_02_the_report_counts_good_use_beside_what_went_wrong(written):
    rows = next(table["rows"] for table in draft_of(period(), NAME, today())["numbers"] if table["key"] == "permission")

    assert any(row["label"] == "Good use: pictures checked before posting" for row in rows)


@pytest.mark.parametrize(("count", "said"), [(0, "fewer than 5"), (1, "fewer than 5"), (5, "5")])
def test_24_b_disciplinary_processes_are_told_from_five_on(written, count, said):
    for _ in range(count):
        closed(written, report(written.reporter, about(written.colleague)), Outcome.DISCIPLINARY)

    assert _cell("legal", "disciplinary") == said == of_staff(count).said
    assert _cell("state", "closed") == "0", "conduct of staff is in no other number"
