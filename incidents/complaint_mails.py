"""Mails to whoever complained, where they gave an address: a reference, where it stands, a day, a link. No content."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from people.actions.mail import queue_mail
from people.models import Notification

from .complaints.status_words import stands, who_has_it
from .models import Case

# What has happened, as the subject says it after the reference. The body tells nothing more than that.
HAPPENED = {
    "received": "we have your complaint",
    "acknowledged": "somebody is looking into it",
    "question": "we have a question for you",
    "written": "we have written to you",
    "date": "a date has changed",
    "answered": "we have answered",
    "panel": "there is news of the panel",
    "closing": "you have a few days left to ask for the next stage",
    "closed": "it is closed",
    "code": "your access code was made anew",
    "next_stage": "you asked for the next stage",
    "withdrawn": "you have taken it back",
    "address": "mails about it go to another address now, or to none",
}
# After which of these a day is named: by when whoever complained hears more.
WITH_DAY = frozenset({"received", "acknowledged", "date", "next_stage"})
BODY = """{reference}: {happened}.
{day}
To read what is new, open this page and type your reference and your access code. You can also ask there for a code by
mail.
{page}

To stop these mails, or have them sent elsewhere, open the same page.

Nobody needs to answer this mail. It never says what a complaint is about."""


def tell_complainant(case: Case, event: str) -> bool:
    """One mail to the address given, in the transaction of what happened. Returns whether there was an address.

    Nobody is told who only signed in: they see it on their own page.
    """
    address = case.complaint.email
    if not address:
        return False
    happened = HAPPENED[event]
    page = f"{settings.SITE_URL}{reverse('incidents:complaint-status')}"
    body = BODY.format(reference=case.reference, happened=happened, page=page, day=_day(case, event))
    queue_mail(kind=Notification.Kind.CASE, address=address, subject=f"{case.reference}: {happened}", body=body)
    return True


def how_told(case: Case) -> str:
    """For whoever pressed the button: whether a mail told them, or they find it when they look."""
    return "A mail tells them." if case.complaint.email else "It stands on their page. No mail went."


def _day(case: Case, event: str) -> str:
    """By when whoever complained hears more, as a line of its own; empty where no day is promised."""
    complaint = case.complaint
    if event == "closing" and complaint.next_stage_by:
        return f"Until: {complaint.next_stage_by:%A %-d %B %Y}.\n"
    if event not in WITH_DAY:
        return ""
    who = who_has_it(case.owner_role, at_panel=case.at_panel)
    days = complaint.acknowledge_by, complaint.answer_by, timezone.localdate()
    now = stands(complaint.progress, complaint.stage, who, *days)
    return f"{now.by} {now.day:%A %-d %B %Y}.\n" if now.day else ""
