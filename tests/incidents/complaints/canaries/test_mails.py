"""Every cell of the access matrix about being told of complaints by mail, over all that is done with one."""

import datetime as dt

import pytest
import time_machine

from people.models import Notification
from tests.incidents.canaries.matrix import MATRIX
from tests.policies.clock import MORNING
from todwick_portal.duties import tell_what_is_due

from .checking import CELLS, ROWS
from .lives import CLOSED, HANDLED, LIVES, PANEL, lives_of, planted_at
from .planting import IDENTITY, singing

DAY = dt.timedelta(days=1)
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not MATRIX.exists(), reason="the design does not lie beside this clone"),
]


def mails_of(kept, life: str, moment: str) -> list[Notification]:
    """Everything that was sent of one complaint, the days that its duties see included."""
    Notification.objects.all().delete()
    planted = planted_at(kept.school, life, moment)
    for days in range(1, 15):
        with time_machine.travel(MORNING + days * DAY, tick=False):
            tell_what_is_due()
    reference = planted.case.reference
    return [mail for mail in Notification.objects.all() if reference in f"{mail.subject}{mail.body}"]


def wrong_with(kept, life: str, mails: list[Notification]) -> list[str]:
    """Who was told that may not be, or was not that should be; and what a mail says beyond a reference."""
    told = {mail.user_id for mail in mails}
    faults = []
    for role, what in ROWS:
        user = kept.school.of(role)
        if life in lives_of(role, what) and user:
            cell = CELLS.of(role, what)["notified_by_email"]
            if (user.pk in told) != cell.allows:
                faults.append(f"{role}, {what}: told {user.pk in told}, the matrix says {cell.verdict}")
    names = {user.surname for role in CELLS.roles if (user := kept.school.of(role))}
    for mail in mails:
        text = f"{mail.subject}\n{mail.body}"
        faults += [f"a mail leaks {sorted(song)}" for song in [singing(text)] if song]
        faults += [f"a mail names {name}" for name in names if name in text]
        if mail.user is not None and singing(mail.address) & set(IDENTITY):
            faults.append("a mail to somebody in school goes to the address of whoever complained")
    return faults


# Each life in the middle of its way, and one of them to either end of it.
WALKED = {(life, HANDLED) for life in LIVES} | {("head", PANEL), ("staff", CLOSED)}


@pytest.mark.parametrize(
    ("life", "moment"),
    [
        pytest.param(life, moment, marks=() if (life, moment) in WALKED else pytest.mark.long)
        for life in LIVES
        for moment in (HANDLED, PANEL, CLOSED)
    ],
)
def test_who_is_told_by_mail_is_whom_the_matrix_names_and_no_mail_says_more_than_a_reference(kept, life, moment):
    mails = mails_of(kept, life, moment)

    faults = wrong_with(kept, life, mails)

    assert mails
    assert not faults, "\n".join(faults)
