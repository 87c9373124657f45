"""A plan for contact: whether one may be made at all, how long, and what the person is told (domain 1.1).

Never before one full procedure was gone through. It says whom somebody writes to and how often they are answered; it
stops no new complaint and nothing about a child's safety.
"""

import calendar
import datetime as dt

from django.utils import timezone

from .complaints.abouts import About
from .complaints.stages import Progress, Stage
from .models import Case, ContactPlan

REVIEW_MONTHS, MOST_MONTHS = 6, 12
NOT_GONE_THROUGH = (
    "A plan is possible once this complaint has gone the whole way: the panel has decided, or it is closed and the "
    "days to ask for the next stage are over."
)
WITHOUT_NAME = "They gave no name, so nobody could keep to a plan."
USED_UP = f"Plans about this complaint have had their {MOST_MONTHS} months."
THERE_IS_ONE = "There is a plan already. Look at it again, or end it."
TOLD = (
    "From today we answer what you write to us about this complaint in one way.\n\n"
    "Please write to: {contact}\n\n"
    "How often you get an answer: {frequency}\n\n"
    "Why: {reason}\n\n"
    "We look at this again by {review}. If you hear nothing from us by then, it is over. It never goes on "
    "after {last}.\n\n"
    "You can make a new complaint about something else at any time. If a child may be in danger, ring us at once: we "
    "listen always."
)
AGAIN = (
    "We looked again at how you reach us about this complaint. It goes on as it was.\n\n"
    "Please write to: {contact}\n\n"
    "How often you get an answer: {frequency}\n\n"
    "Why: {reason}\n\n"
    "We look at it again by {review}. If you hear nothing from us by then, it is over. It never goes on after {last}."
)
ENDED = "From today you can reach us like everybody else again. Thank you for keeping to what we had set."


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day so many months later, or the last of that month.

    >>> add_months(dt.date(2026, 8, 31), 6), add_months(dt.date(2027, 9, 30), 5)
    (datetime.date(2027, 2, 28), datetime.date(2028, 2, 29))
    """
    number = day.year * 12 + day.month - 1 + months
    year, month = divmod(number, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def is_gone_through(case: Case, today: dt.date) -> bool:
    """Whether a complaint went through one full procedure: a panel decided it, or it was answered at stage 1, is
    closed, and the days to ask for the panel are over. About personal data no panel follows. One query at most."""
    complaint = case.complaint
    if complaint.stage == Stage.TWO:
        return complaint.answers.filter(stage=Stage.TWO).exists()
    if complaint.stage != Stage.ONE or complaint.progress != Progress.CLOSED or complaint.answered_at is None:
        return False
    if complaint.about == About.DATA:
        return True
    return complaint.next_stage_by is not None and complaint.next_stage_by < today


def last_day_of(plans: list[ContactPlan], today: dt.date) -> dt.date:
    """The day after which nothing goes on: twelve months from the first plan about a complaint."""
    first = min((timezone.localdate(plan.made_at) for plan in plans), default=today)
    return add_months(first, MOST_MONTHS)


def latest_review(plans: list[ContactPlan], today: dt.date) -> dt.date:
    """The last day that a review may be put to."""
    return min(add_months(today, REVIEW_MONTHS), last_day_of(plans, today))


def why_no_plan(case: Case, plans: list[ContactPlan], today: dt.date) -> str:
    """Why no plan can be made now; empty where one can."""
    if case.complaint.is_anonymous:
        return WITHOUT_NAME
    if not is_gone_through(case, today):
        return NOT_GONE_THROUGH
    if any(plan.is_in_force for plan in plans):
        return THERE_IS_ONE
    return USED_UP if latest_review(plans, today) <= today else ""


def told_of(text: str, *, contact: str, frequency: str, reason: str, review_on: dt.date, last: dt.date) -> str:
    """What the person is told."""
    days = {"review": f"{review_on:%-d %B %Y}", "last": f"{last:%-d %B %Y}"}
    return text.format(contact=contact.strip(), frequency=frequency.strip(), reason=reason.strip(), **days)
