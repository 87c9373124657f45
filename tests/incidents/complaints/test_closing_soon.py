"""Three school days before the next stage can be asked for no more, one mail says so."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from audit.models import AuditEvent, Verb
from incidents.actions.complaint_answering import reopen_complaint
from incidents.actions.complaint_reminding import remind_of_closing_windows
from incidents.complaints.stages import Progress, Stage
from people.models import Notification

from .answered import answered, closed, moved
from .made import complain

SOON = "a few days left"


def _on(days: int) -> int:
    """What the worker tells, so many days after that Wednesday, at noon."""
    with time_machine.travel(timezone.now().replace(hour=12) + dt.timedelta(days=days)):
        return remind_of_closing_windows()


def test_it_is_told_three_school_days_ahead_and_once(school):
    case = complain(words="A canary sang.")
    answered(case, school.head, days=12)  # Monday 28 September

    assert [_on(days) for days in (0, 6, 7, 8, 9, 12, 13)] == [0, 0, 1, 0, 0, 0, 0]
    mail = Notification.objects.get(subject__contains=SOON)
    assert mail.address == "nadia.ferrier@example.org" and "canary" not in mail.subject + mail.body
    assert "Until: Monday 28 September 2026." in mail.body
    assert AuditEvent.objects.get(verb=Verb.COMPLAINT_DUE_TOLD).details == {"people": 1}


def test_it_is_told_late_where_the_worker_stood_still_but_not_after_the_last_day(school):
    answered(complain(), school.head, days=12)
    answered(complain(), school.head, days=1)

    assert _on(12) == 1


def test_a_later_stage_of_the_same_complaint_is_told_again(school):
    case = complain()
    answered(case, school.head, days=2, stage=Stage.INFORMAL)
    assert _on(0) == 1
    answered(case, school.head, days=5)
    assert _on(3) == 1


def test_it_is_told_too_while_the_school_looks_into_it_again(school):
    case = answered(complain(), school.head, days=2)
    reopen_complaint(case=case, reason="There is a new witness.", by=school.head)

    assert _on(0) == 1


@pytest.mark.parametrize(
    "what",
    ["no address", "after the panel", "taken back", "asked for already"],
)
def test_nobody_is_told_who_cannot_ask_or_gave_no_address(school, what):
    case = answered(complain(email="" if what == "no address" else "nadia@example.org"), school.head, days=2)
    if what == "after the panel":
        moved(case, Progress.ANSWERED, stage=Stage.TWO)
    elif what == "taken back":
        closed(case, Progress.WITHDRAWN)
    elif what == "asked for already":
        moved(case, Progress.NEXT_ASKED)

    assert _on(0) == 0


def test_nobody_is_told_before_seven_in_the_morning(school):
    answered(complain(), school.head, days=2)

    with time_machine.travel(timezone.now().replace(hour=5, minute=30)):
        assert remind_of_closing_windows() == 0
