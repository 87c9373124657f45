"""Whoever holds the receipt, and whoever complained signed in: every cell of the access matrix, on the pages."""

import csv

import pytest
from django.urls import NoReverseMatch, get_resolver, reverse

from incidents.complaint_author import Author
from incidents.models import Case
from incidents.relations import Act
from people.models import Notification, User
from people.roles import Role
from tests.factories import UserFactory
from tests.incidents.pages import text_of
from tests.project.access import views

from .answered import answered, noted, written
from .coming_back import Way, with_code
from .made import complain
from .test_matrix import ACTS, KINDS, MATRIX

ROLES = ("receipt_holder", "parent_own")
# What a page of theirs leads to beside reading, by the act of the matrix.
BUTTONS = {"escalate": "stage", "withdraw": "withdrawal"}
# What nobody outside those who answer does: no page of theirs offers it, and no address of theirs leads there.
NEVER = {
    "reply", "change_status", "appoint_panel", "record_panel_decision", "delete", "search", "list", "notified_by_email",
    "see_complainant_identity",
}  # fmt: skip


def _cells() -> list[tuple[str, str, str, str]]:
    if not MATRIX.exists():
        return []
    with MATRIX.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["role"] in ROLES and row["object"] in KINDS]
    return [(row["role"], row["object"], row["action"], row["verdict"]) for row in rows]


def _way(client, role: str, what: str) -> Way:
    if role == "receipt_holder":
        return Way(*with_code(client, about=KINDS[what]))
    parent = UserFactory(role=Role.PARENT)
    return Way(client, complain(KINDS[what], by=parent), parent)


def test_the_matrix_has_cells_for_both():
    if MATRIX.exists():
        assert len(_cells()) >= 70
        assert {cell[2] for cell in _cells()} == NEVER | set(BUTTONS) | {"read", "know_it_exists"}


@pytest.mark.skipif(not MATRIX.exists(), reason="the design does not lie beside this clone")
@pytest.mark.parametrize(("role", "what"), sorted({cell[:2] for cell in _cells()}))
def test_every_cell_holds_on_the_pages(school, client, role, what):
    cells = sorted((cell[2:] for cell in _cells() if cell[:2] == (role, what)), key=lambda cell: _late(cell[0]))
    way = _way(client, role, what)
    written(way.case, school.clerk, "A reply of the school.")
    noted(way.case, school.clerk)
    wrong = [cell for cell in cells if _holds(way, *cell) is False]

    assert wrong == []
    assert _reaches_nothing_else(way)
    told = Notification.objects.filter(user__isnull=False, user=way.user)
    assert not told.exists(), "an address is told where it was given, no account"


def _late(action: str) -> tuple[bool, str]:
    """What changes the complaint comes last: first the next stage, then taking it back."""
    return action in BUTTONS, action


def _holds(way: Way, action: str, verdict: str) -> bool:
    """Whether the portal does what one cell says."""
    if action in {"read", "know_it_exists"}:
        text = text_of(way.go())
        said = "A reply of the school." in text and way.case.reference in text and "canary" not in text
        return said == (verdict != "N")
    if action in BUTTONS:
        answered(way.case, User.objects.get(assignments__role=Role.CLERK))
        done = way.send(BUTTONS[action], why="Because.")
        return (done.status_code == 302 and done.url == way.address()) == (verdict == "Y")
    if action == "see_complainant_identity":  # one's own name, where one gave it
        return verdict in {"N", "own"} and ACTS[action] not in _acts(way)
    return verdict == "N" and (action == "delete" or ACTS[action] not in _acts(way))


def _acts(way: Way) -> frozenset[Act]:
    case = Case.objects.get(pk=way.case.pk)
    return Author(case, way.user).acts(case)


def _reaches_nothing_else(way: Way) -> bool:
    """Every other address about one complaint is shut to this browser: 404, 403 or signing in."""
    for name, _ in views(get_resolver().url_patterns):
        if not name.startswith("incidents:complaint") or "-own" in name or "-mine" in name:
            continue
        try:
            address = reverse(name, args=[way.case.public_id])
        except NoReverseMatch:  # an address of another shape is not about one complaint
            continue
        if way.client.get(address).status_code == 200 or way.client.post(address).status_code == 200:
            return False
    return True


@pytest.mark.parametrize("what", sorted(KINDS))
def test_holding_the_receipt_is_having_complained_and_nothing_beyond(school, client, what):
    way = _way(client, "receipt_holder", what)

    assert Author(way.case).acts(way.case) == {Act.KNOW, Act.READ_OWN, Act.ATTACH, Act.ESCALATE, Act.WITHDRAW}
