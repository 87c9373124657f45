"""Every cell of the access matrix about being told of incidents by mail, over all that is done with one."""

import datetime as dt

import pytest
import time_machine

from people.models import Notification
from tests.policies.clock import MORNING
from todwick_portal.duties import tell_what_is_due

from .lives import ASKED, CLOSED, HEAD, LIVES, PUPIL, STAFF, life_of, planted_at
from .matrix import MATRIX, Cells
from .planting import singing

CELLS = Cells(PUPIL, STAFF, HEAD)
DAY = dt.timedelta(days=1)
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not MATRIX.exists(), reason="the design does not lie beside this clone"),
]


def _mails(kept, life: str, moment: str) -> list[Notification]:
    """Everything that was sent of one case, the days that its duties see included."""
    Notification.objects.all().delete()
    planted = planted_at(kept.school, life, moment)
    for days in range(1, 15):
        with time_machine.travel(MORNING + days * DAY, tick=False):
            tell_what_is_due()
    reference = planted.case.reference
    return [mail for mail in Notification.objects.all() if reference in f"{mail.subject}{mail.body}"]


@pytest.mark.parametrize("moment", [pytest.param(ASKED, marks=pytest.mark.long), CLOSED])
@pytest.mark.parametrize("life", LIVES)
def test_who_is_told_by_mail_is_whom_the_matrix_names_and_no_mail_says_more_than_a_reference(kept, life, moment):
    mails = _mails(kept, life, moment)
    told = {mail.user_id for mail in mails}

    faults = []
    for role in CELLS.roles:
        for what in CELLS.objects:
            user = kept.school.of(role)
            if life_of(role, what) == life and user:
                cell = CELLS.of(role, what)["notified_by_email"]
                if (user.pk in told) != cell.allows:
                    faults.append(f"{role}, {what}: told {user.pk in told}, the matrix says {cell.verdict}")
    people = [user for role in CELLS.roles if (user := kept.school.of(role))]
    names = {user.surname for user in people} | {kept.school.pupil.legal_forename}
    for mail in mails:
        text = f"{mail.subject}\n{mail.body}\n{mail.address if mail.user is None else ''}"
        if song := singing(text):
            faults.append(f"a mail leaks {sorted(song)}")
        if named := [name for name in names if name in text]:
            faults.append(f"a mail names {named}")
    assert mails
    assert not faults, "\n".join(faults)
