"""The morning mail of whoever may not be mailed about a case is byte for byte the same with the case and without it.

Asked of the rows of the access matrix: for a row whose cell says so, on a morning on which the case is new, and on one
on which it is due.
"""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import transaction

from incidents.models import Case
from tests.incidents.complaints.canaries import lives as of_complaints
from tests.incidents.complaints.canaries.checking import CELLS as COMPLAINTS
from tests.mornings import mails_at
from tests.policies.clock import MORNING

from . import lives
from .matrix import MATRIX, Cells
from .planting import singing

DAY = dt.timedelta(days=1)
INCIDENTS = Cells(lives.PUPIL, lives.STAFF, lives.HEAD)
NEW = lives.NEW
CASES = [*(("incident", life) for life in lives.LIVES), *(("complaint", life) for life in of_complaints.LIVES)]
pytestmark = pytest.mark.django_db
Mornings = dict[tuple[int, int], str]


def mornings(kept, plant: Callable[[], object] | None = None) -> Mornings:
    """Each mail of two mornings, by day and person, beside an incident of pupils that the head reads whole."""
    with transaction.atomic():
        own = lives.planted_at(kept.school, "pupil", NEW).case
        if plant:
            plant()
        Case.objects.update(due_on=(MORNING + 2 * DAY).date())
        found = {
            (day, user.pk): f"{mail.subject}\n{mail.body}".replace(own.reference, "a reference")
            for day in (1, 5)
            for user, mail in mails_at(MORNING + day * DAY).items()
        }
        transaction.set_rollback(True)
    return found


def planting(kept, sort: str, life: str) -> Callable[[], object]:
    if sort == "incident":
        return lambda: lives.planted_at(kept.school, life, NEW)
    return lambda: of_complaints.planted_at(kept.school, life, of_complaints.NEW)


def of(found: Mornings, key: int) -> list[str | None]:
    return [found.get((day, key)) for day in (1, 5)]


@pytest.mark.parametrize(("sort", "life"), [one for one in CASES if "head" in one[1] or one[1] == "board"])
def test_the_head_gets_the_very_same_mail_with_a_case_about_the_head(kept, sort, life):
    head = kept.school.head.pk
    before = kept.before("mornings", lambda: mornings(kept))

    after = mornings(kept, planting(kept, sort, life))

    assert all(of(before, head)), "the head hears of the other incident"
    assert of(after, head) == of(before, head)
    assert after != before, "somebody else hears of it"


@pytest.mark.skipif(not MATRIX.exists(), reason="the design does not lie beside this clone")
@pytest.mark.parametrize(("sort", "life"), CASES)
def test_whoever_is_not_mailed_about_a_case_gets_the_very_same_mail_with_it_and_no_mail_sings(kept, sort, life):
    cells, lives_of = (INCIDENTS, lives.life_of) if sort == "incident" else (COMPLAINTS, of_complaints.lives_of)
    before = kept.before("mornings", lambda: mornings(kept))
    after = mornings(kept, planting(kept, sort, life))

    faults = []
    for role in cells.roles:
        for what in cells.objects:
            user, found = kept.school.of(role), lives_of(role, what)
            if user and (found == life or (sort == "complaint" and life in found)):
                is_same = of(after, user.pk) == of(before, user.pk)
                if not cells.of(role, what)["notified_by_email"].allows and not is_same:
                    faults.append(f"{role}, {what}: the mail differs")
    faults += [f"a mail sings {sorted(song)}" for text in after.values() if (song := singing(text))]
    assert after != before
    assert not faults, "\n".join(faults)
