"""Complaints in figures: what somebody may not know of is in no total, and none is found by subtraction."""

import pytest
from django.urls import reverse

from tests.incidents.canaries import looking
from tests.incidents.canaries.matrix import MATRIX, Cells

from .lives import CLOSED, HANDLED, PANEL, planted_at

CELLS = Cells("figures")
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not MATRIX.exists(), reason="the design does not lie beside this clone"),
]
# Who reads them as they stand today. Every other reader of figures has the released reports, from which nothing is
# found by subtraction (`tests/incidents/governing`).
OF_TODAY = {"head", "head_subject", "clerk"}


def _figures(kept, role: str) -> looking.Seen:
    return looking.look(looking.client_of(kept.school.of(role)), reverse("incidents:complaint-figures"))


@pytest.mark.parametrize("role", CELLS.roles)
def test_who_sees_figures_of_complaints(kept, role):
    assert _figures(kept, role).is_open == (role in OF_TODAY)
    assert role not in OF_TODAY or CELLS.of(role, "figures")["read"].allows


@pytest.mark.parametrize("role", sorted(OF_TODAY - {"clerk"}))
@pytest.mark.parametrize(("life", "moment"), [("head", HANDLED), ("chair", PANEL), ("board", CLOSED)])
def test_a_complaint_about_head_or_chair_is_in_no_total_but_the_clerks(kept, role, life, moment):
    before, clerks = _figures(kept, role), _figures(kept, "clerk")
    planted_at(kept.school, life, moment)

    assert _figures(kept, role) == before
    assert _figures(kept, "clerk") != clerks
