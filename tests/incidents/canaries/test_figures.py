"""Every cell of the access matrix about figures of incidents.

Those who deal with incidents see the counts of what stands in their own list: the headteacher, and the safeguarding
lead as a reader of those cases. Figures for governors, under five as "fewer than 5", are none of these: they read
released reports (`tests/incidents/governing/test_access.py`), and no number of today.
"""

import pytest
from django.urls import reverse

from . import looking
from .lives import ASKED, planted_at
from .matrix import MATRIX, Cells, letters

CELLS = Cells("figures")
FEW = "counts under 5 shown as 'fewer than 5'; no drill-down for governors"
COUNTS = "counts"
OWN_LIST = {"dsl"}  # by the list of the cases that they read, not by this row
READERS = {"head", "head_subject"}
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not MATRIX.exists(), reason="the design does not lie beside this clone"),
]


def _figures(kept, role: str) -> looking.Seen:
    return looking.look(looking.client_of(kept.school.of(role)), reverse("incidents:statistics"))


@pytest.mark.parametrize("role", CELLS.roles)
def test_who_sees_figures_of_incidents(kept, role):
    cell = CELLS.of(role, "figures")["read"]
    planted_at(kept.school, "pupil", ASKED)

    seen = _figures(kept, role)

    if role in READERS | OWN_LIST:
        assert seen.is_open and (role in OWN_LIST or cell.verdict == FEW)
    else:
        assert not seen.is_open and "Bullying online" not in seen.text


@pytest.mark.parametrize(
    ("role", "life"), [("head", "head"), ("head_subject", "head"), ("dsl", "staff"), ("dsl", "head")]
)
def test_what_somebody_may_not_know_of_is_in_no_figure(kept, role, life):
    before = _figures(kept, role)
    planted = planted_at(kept.school, life, "1 new")

    assert planted.case.pk and _figures(kept, role) == before


def test_the_letters_of_figures_are_understood_here():
    assert letters(CELLS.all) <= {"N", FEW, COUNTS}
