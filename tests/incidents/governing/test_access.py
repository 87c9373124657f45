"""Every cell of the access matrix about figures: who reads the governors' report, and that no page of it leads further.

The confidential part is for the governors' side of the same row alone: no cell of anybody in the school opens it.
"""

import pytest
import time_machine
from django.test import Client

from incidents.actions.governing import add_part
from people.models import User
from tests.incidents.canaries.matrix import MATRIX, Cells, letters
from tests.incidents.canaries.people import Cast

from .conftest import AUTUMN, IN_JANUARY, released

CELLS = Cells("figures", "consent_figures")
FEW = "counts under 5 shown as 'fewer than 5'; no drill-down for governors"
COUNTS, YES, NO = "counts", "Y", "N"
OF_GOVERNORS = {"chair", "chair_subject", "governor", "governor_panel", "clerk"}
PAGES = ("", f"{AUTUMN}/", f"{AUTUMN}/pdf/", "2026/", "2026/pdf/")
MAKING = (f"{AUTUMN}/words/", f"{AUTUMN}/release/", "2026-spring/", "2026-spring/words/", "2026-spring/release/")
PART = (f"{AUTUMN}/confidential/",)
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not MATRIX.exists(), reason="the design does not lie beside this clone"),
]


@pytest.fixture
def cast(policy) -> Cast:
    """Somebody for every row of the matrix, a released report with a part of the clerk."""
    everybody = Cast()
    with time_machine.travel(IN_JANUARY):
        add_part(report=released(everybody.head), words="Nothing this term.", by=everybody.clerk)
    return everybody


def _client(user: User | None) -> Client:
    client = Client()
    if user:
        client.force_login(user)
    return client


def _answers(user: User | None, addresses: tuple[str, ...]) -> set[int]:
    client = _client(user)
    return {client.get(f"/reports/governors/{address}").status_code for address in addresses}


@pytest.mark.parametrize("role", CELLS.roles)
def test_who_reads_the_report(cast, role):
    verdict = CELLS.of(role, "figures")["read"].verdict
    with time_machine.travel(IN_JANUARY):
        answers = _answers(cast.of(role), PAGES)

    assert answers == ({200} if verdict in {FEW, COUNTS} else answers & {302, 403})
    assert answers <= {200, 302, 403}


@pytest.mark.parametrize("role", CELLS.roles)
def test_who_makes_it_and_sees_a_draft(cast, role):
    with time_machine.travel(IN_JANUARY):
        answers = _answers(cast.of(role), MAKING)

    if role in {"head", "head_subject"}:
        assert answers <= {200, 302, 404} and 200 in answers
    else:
        assert answers <= {302, 403, 404}


@pytest.mark.parametrize("role", CELLS.roles)
def test_who_reads_the_confidential_part(cast, role):
    with time_machine.travel(IN_JANUARY):
        answers = _answers(cast.of(role), PART)

    assert answers == ({200} if role in OF_GOVERNORS else answers & {302, 403, 404})


@pytest.mark.parametrize("role", ["head", "dpo", "governor", "clerk"])
def test_no_page_of_a_school_year_says_that_there_is_a_part(cast, role):
    with time_machine.travel(IN_JANUARY):
        page = _client(cast.of(role)).get("/reports/governors/2026/").content.decode()

    assert "confidential" not in page.lower() and "Nothing this term." not in page


@pytest.mark.parametrize("role", ["head", "dpo", "governor"])
def test_nobody_who_may_not_read_the_part_learns_from_the_report_that_there_is_one(cast, role):
    with time_machine.travel(IN_JANUARY):
        page = _client(cast.of(role)).get(f"/reports/governors/{AUTUMN}/").content.decode()

    assert ("confidential/" in page) == (role == "governor")


@pytest.mark.parametrize("role", [role for role in CELLS.roles if not role.endswith("_subject")])
def test_numbers_of_permission_are_in_it_for_nobody_to_whom_the_matrix_denies_them(cast, role):
    """Whoever reads the report reads how many families have answered: the other row of the matrix allows it. That row
    is about no case, so that nobody is its subject."""
    reads = CELLS.of(role, "figures")["read"].verdict in {FEW, COUNTS}

    assert not reads or CELLS.of(role, "consent_figures")["read"].verdict == YES


@pytest.mark.parametrize("address", [AUTUMN, "2026"])
def test_no_number_of_the_report_leads_to_a_case(cast, address):
    with time_machine.travel(IN_JANUARY):
        page = _client(cast.of("governor")).get(f"/reports/governors/{address}/").content.decode()

    main = page[page.index("<article") : page.index("</article>")]
    assert "<a " not in main


def test_the_letters_of_figures_are_understood_here():
    assert letters(CELLS.all) == {NO, FEW, COUNTS, YES}
