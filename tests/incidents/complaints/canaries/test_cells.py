"""Every cell of the access matrix about complaints, over every page, list, number, search, file and trail.

Each complaint holds a word of its own in every text. Who may not know of it gets from every address, to the letter,
what they got while it was not there; who may read a part of it reads the words of that part and no others.
"""

import pytest
from django.urls import reverse

from people.models import User
from tests.in_each_run import some_of
from tests.incidents.canaries import looking
from tests.incidents.canaries.matrix import MATRIX, Cells, letters

from . import surfaces
from .checking import CELLS, CONCERNED, WHOLE, before, faults_of_a_life, seen_by
from .judging import ANYBODY, KNOWN, alike, misheard
from .lives import HANDLED, LIVES, MOMENTS, OTHERS, PANEL, planted_at
from .planting import singing

# Each object at every moment; the rest of the way of the others is that of the first.
MOMENTS_OF = {"staff": MOMENTS, "head": MOMENTS, "chair": (HANDLED, PANEL), "withheld": (HANDLED,), "board": (HANDLED,)}
# Every cell stands on the table and the query in `test_matrix.py`. A walk over all pages takes a minute: these in each
# run, all of them among the full counts.
ALWAYS = {("staff", HANDLED), ("head", HANDLED)}
WALKED = [
    pytest.param(life, moment, marks=() if (life, moment) in ALWAYS else pytest.mark.long)
    for life in LIVES
    for moment in MOMENTS_OF[life]
]
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not MATRIX.exists(), reason="the design does not lie beside this clone"),
]


@pytest.mark.parametrize(("life", "moment"), WALKED)
def test_each_sees_what_the_matrix_lets_them_see_and_nothing_else(kept, life, moment):
    for role in CELLS.roles if (life, moment) in WHOLE else CONCERNED:
        before(kept, role)
    planted = planted_at(kept.school, life, moment)

    faults = faults_of_a_life(kept, life, moment, planted)

    assert not faults, "\n".join(faults)


LEADING = ("head", "chair", "clerk", "dpo", "dsl", "governor", "staff_handler")


# The walk of the governor's is that of each other wall with another owner.
@pytest.mark.parametrize("life", some_of(OTHERS, {"governor"}))
def test_behind_the_other_walls_who_owns_it_reads_it_and_nobody_else_knows_of_it(kept, life):
    for role in LEADING:
        before(kept, role)
    planted = planted_at(kept.school, life, HANDLED)

    faults, readers = [], set()
    for role in LEADING:
        seen = seen_by(kept, role, planted)
        if kept.school.of(role) == planted.owner:
            readers.add(role)
            assert {"words", "called", "note"} <= singing("".join(one.text for one in seen.values()))
        else:
            found = [*alike(seen, before(kept, role)), *misheard(seen, set(), set())]
            faults += [f"{role}: {fault}" for fault in found]
    assert readers
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("role", Cells("complaint").roles)
def test_anybody_can_complain(kept, role):
    [cell] = Cells("complaint").of(role, "complaint").values()
    user: User | None = kept.school.of(role)

    seen = looking.look(looking.client_of(user), reverse("incidents:complaint-new"))

    assert cell.verdict == ANYBODY and seen.is_open


def test_the_matrix_uses_no_letter_that_is_not_understood_here():
    assert letters(CELLS.all) <= KNOWN


def test_every_address_of_complaints_and_of_the_record_is_walked_about_a_complaint(kept):
    """A new one is walked by itself; one whose route tells nothing of what it is about is named by `arguments`."""
    about = surfaces.arguments(planted_at(kept.school, "staff", "3 panel"))
    needed = {name for name, _ in surfaces.addresses() if looking.takes_arguments(name)}

    assert needed == set(about) == set(surfaces.of_nothing())
    assert len(needed) >= 35
    assert [name for name, found in about.items() if not found] == []
