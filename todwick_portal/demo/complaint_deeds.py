"""What is done with a complaint of the demo school, each by the action that its page would call."""

import datetime as dt
from collections.abc import Callable
from uuid import uuid4

from django.utils import timezone

from incidents.actions.complaint_answering import (
    Answer,
    acknowledge,
    answer_stage,
    close_complaint,
    hold_talk,
    look_into,
    open_complaint,
    reopen_complaint,
)
from incidents.actions.complaint_days import revise_date
from incidents.actions.complaint_giving import give_complaint
from incidents.actions.complaint_going_on import ask_next_stage, take_back
from incidents.actions.complaint_sorting import redirect_complaint, say_already_answered
from incidents.actions.complaint_words import answer_understanding, write_to_school
from incidents.actions.complaint_writing import write_to_complainant
from incidents.actions.notes import add_note
from incidents.complaint_author import Author
from incidents.complaints.stages import Finding
from incidents.models import Case, DateRevision
from people.models import User

People = dict[str, User]
Cases = dict[str, Case]
Deed = Callable[[People, Cases, Case], object]


def read(by: str = "head") -> Deed:
    """Opened for the first time."""
    return lambda people, cases, case: open_complaint(case=case, by=people[by])


def understood(text: str, wish: str = "", by: str = "head") -> Deed:
    """*We have got it, and this is what we understood.*"""
    return lambda people, cases, case: acknowledge(
        case=case, understood=text, wish=wish, revision=case.revision, by=people[by]
    )


def confirmed(correction: str = "") -> Deed:
    """Whoever complained says that it is right, or what is not."""

    def deed(people: People, cases: Cases, case: Case) -> None:
        shown = case.complaint.understandings.get()
        answer_understanding(author=_author(case), shown=shown.sign, is_right=not correction, correction=correction)

    return deed


def talked(words: str, by: str = "head") -> Deed:
    return lambda people, cases, case: hold_talk(
        case=case, on=timezone.localdate(), words=words, revision=case.revision, by=people[by]
    )


def looked_into(by: str = "head") -> Deed:
    return lambda people, cases, case: look_into(case=case, revision=case.revision, by=people[by])


def given(to: str, by: str = "head", *, knows_who: bool = False) -> Deed:
    return lambda people, cases, case: give_complaint(
        case=case, user=people[to], knows_who=knows_who, by=people[by]
    )  # fmt: skip


def wrote(text: str, by: str = "head", *, asks: bool = False) -> Deed:
    """Words or a question to whoever complained."""
    return lambda people, cases, case: write_to_complainant(
        case=case, text=text, is_question=asks, form_key=uuid4(), by=people[by]
    )


def replied(text: str) -> Deed:
    """Words from whoever complained."""
    return lambda people, cases, case: write_to_school(author=_author(case), text=text, form_key=uuid4())


def noted(text: str, by: str = "head") -> Deed:
    return lambda people, cases, case: add_note(case=case, text=text, form_key=uuid4(), by=people[by])


def put_off(days: int, reason: str, by: str = "head") -> Deed:
    """The day of the answer becomes so many days later."""
    return lambda people, cases, case: revise_date(
        case=case, what=DateRevision.What.ANSWER, after=case.complaint.answer_by + dt.timedelta(days), reason=reason,
        revision=case.revision, by=people[by],
    )  # fmt: skip


def answered(
    finding: Finding, reason: str, actions: str = "", private: str = "", learning: str = "", by: str = "head"
) -> Deed:
    answer = Answer(finding, reason, actions, private, learning)
    return lambda people, cases, case: answer_stage(case=case, answer=answer, revision=case.revision, by=people[by])


def closed(words: str, private: str = "", by: str = "head") -> Deed:
    return lambda people, cases, case: close_complaint(
        case=case, words=words, private=private, revision=case.revision, by=people[by]
    )


def reopened(reason: str, by: str = "head") -> Deed:
    return lambda people, cases, case: reopen_complaint(case=case, reason=reason, by=people[by])


def redirected(who: str, words: str, by: str = "head") -> Deed:
    """Somebody else decides it."""
    return lambda people, cases, case: redirect_complaint(
        case=case, who=who, words=words, revision=case.revision, by=people[by]
    )


def sent_twice(earlier: str, words: str, by: str = "head") -> Deed:
    """It is the same as another one of the story."""
    return lambda people, cases, case: say_already_answered(
        case=case, earlier=cases[earlier].reference, words=words, revision=case.revision, by=people[by]
    )


def asked_for_the_next_stage(why: str) -> Deed:
    return lambda people, cases, case: ask_next_stage(author=_author(case), why=why, form_key=uuid4())


def taken_back(why: str) -> Deed:
    return lambda people, cases, case: take_back(author=_author(case), why=why, form_key=uuid4())


def _author(case: Case) -> Author:
    """Whoever complained, signed in or with the access code."""
    return Author(case, case.reported_by)
