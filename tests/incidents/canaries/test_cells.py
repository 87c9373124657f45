"""Every cell of the access matrix about incidents, over every page, list, number, search, file and trail.

Each case holds a word of its own in every text. Who may not know of it gets from every address, to the letter, what
they got while it was not there; who may read a part of it reads the words of that part and no others.
"""

import pytest

from . import surfaces
from .acting import wrong_acts
from .judging import KNOWN, faults_of, sight
from .lives import ASKED, HEAD, LIVES, MOMENTS, NEW, PUPIL, STAFF, life_of, planted_at
from .matrix import MATRIX, Cells, letters

CELLS = Cells(PUPIL, STAFF, HEAD)
ROWS = [(role, what) for role in CELLS.roles for what in CELLS.objects]
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not MATRIX.exists(), reason="the design does not lie beside this clone"),
]


# In the middle of its way a case has every part: these lives then, in each run, and the beginning of the head's. The
# rest among the full counts.
ALWAYS = {("pupil", ASKED), ("staff", ASKED), ("head", NEW), ("head", ASKED), ("board", ASKED)}
WALKED = [
    pytest.param(life, moment, marks=() if (life, moment) in ALWAYS else pytest.mark.long)
    for life in LIVES
    for moment in MOMENTS
]


@pytest.mark.parametrize(("life", "moment"), WALKED)
def test_each_sees_what_the_matrix_lets_them_see_and_nothing_else(kept, life, moment):
    rows = [row for row in ROWS if life_of(*row) == life]
    users = {role: kept.school.of(role) for role, _ in rows}
    nothing = surfaces.of_nothing()
    before = {user: kept.before(user, lambda user=user: surfaces.walk(user, nothing)) for user in users.values()}
    planted = planted_at(kept.school, life, moment)
    about = surfaces.arguments(planted)
    seen = {user: surfaces.walk(user, about, is_whole=moment == ASKED) for user in before}

    faults = []
    for role, what in rows:
        cells, user = CELLS.of(role, what), users[role]
        how = sight(cells, moment)
        is_owner = user == planted.owner
        found = faults_of(how, planted, moment, seen[user], before[user], is_owner=is_owner)
        found += wrong_acts(cells, how, planted, moment, seen[user])
        faults += [f"{role}, {what}, {how.value}: {fault}" for fault in found]
    assert not faults, "\n".join(faults)


def test_the_matrix_uses_no_letter_that_is_not_understood_here():
    assert letters(CELLS.all) <= KNOWN
