"""What one case holds about one person: their part in it, what it is, every text in it, and what came of it.

Who is linked gets every text; whoever brought it gets their own words and what the school said to them, and of the rest
nothing that the preparer does not give. Who reported something about somebody is never told: no row names them. What
was blacked out in the case is so here, for whoever wrote it too: others read it on its way.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q

from incidents.models import Case, CasePerson, TimelineEntry
from incidents.outcomes import Outcome
from incidents.shown_words import AsRead, TypedText, along, as_read_by, texts_of
from incidents.sorts import Sort
from people.about_person import Fixed, Person, Row, choice
from people.models import User
from people.names import without_title

from .pieces import Shut

WHAT, SAID, DONE = "what", "said", "done"
TITLES = {WHAT: "What it is", SAID: "What was said", DONE: "What was done, and what came of it"}
# Of somebody who is linked, and never told to another: whose name it is stands in it.
OF_ONE = ("caseperson.name", "caseperson.told_note", "caseperson.taken_off_reason")
# What whoever complained has read already.
TO_THEM = (
    "understanding.text", "understanding.wish", "understanding.correction", "stageanswer.reason", "stageanswer.actions",
    "daterevision.reason", "complaintletter.text", "contactplan.contact", "contactplan.frequency", "contactplan.reason",
    "hearing.place",
)  # fmt: skip
THEIR_OWN = ("incident.", "complaint.")
THREAD = (TimelineEntry.Kind.TO_AUTHOR, TimelineEntry.Kind.BY_AUTHOR)
OF_ACCOUNT = ("incident.account", "incident.link")


def rows_of_case(case: Case, person: Person, *, is_linked: bool, brought: bool) -> Iterator[tuple[str, Row]]:
    """The rows of one case with their sections."""
    read = as_read_by(None)
    yield WHAT, _what(case, brought)
    for link in _links(case, person):
        yield WHAT, _part(read(link))
    if brought and case.sort == Sort.COMPLAINT:
        yield WHAT, _complained(case, person)
    for typed in texts_of(case):
        yield from ((SAID, row) for row in _texts(typed, case, person, is_linked=is_linked, brought=brought))
    yield from ((DONE, row) for row in _done(case, is_linked))


def _what(case: Case, brought: bool) -> Row:
    found: Row = {"Reference": Fixed(case.reference), "Came in": case.reported_at, "Stands": choice(case, "state"),
                  "Closed on": case.closed_at, "Brought by this person": True if brought else None}  # fmt: skip
    if case.sort == Sort.INCIDENT:
        incident = case.incident
        return found | {
            "Kind": choice(incident, "kind"), "Happened on": incident.happened_on, "Where": choice(incident, "place"),
            "Outside school hours": incident.is_out_of_hours, "Marked as safeguarding": case.is_safeguarding,
        }  # fmt: skip
    complaint = case.complaint
    return found | {
        "Complaint or concern": choice(complaint, "way"), "About": choice(complaint, "about"),
        "Happened on": complaint.happened_on, "Stage": choice(complaint, "stage"),
        "How far it is": choice(complaint, "progress"), "Answered on": complaint.answered_at,
    }  # fmt: skip


def _links(case: Case, person: Person) -> list[CasePerson]:
    found = Q(pk__in=[])
    if person.pupil:
        found |= Q(pupil=person.pupil)
    if person.user:
        found |= Q(user=person.user)
    mine = list(case.people.filter(found).select_related("case"))
    names = {without_title(one.name) for one in person.contacts}
    typed = case.people.filter(pupil=None, user=None).select_related("case") if names else ()
    return [*mine, *(one for one in typed if without_title(one.name) in names)]


def _part(link: Any) -> Row:
    return {
        "Part in it": choice(link, "part"), "Linked on": link.added_at,
        "Parents told": choice(link, "parents_told") if link.parents_told else None, "Told on": link.told_on,
        "How, or why not": link.told_note, "Taken off on": link.taken_off_at, "Why taken off": link.taken_off_reason,
    }  # fmt: skip


def _complained(case: Case, person: Person) -> Row:
    """What whoever complained gave of themself: by their account their own for certain, so that no name is looked for
    in it; else texts like others, which whoever looks through them may black out."""
    one = case.complaint
    is_signed_in = person.user is not None and case.reported_by_id == person.user.pk
    given = {
        "Name": one.name, "Child": one.child_name, "E-mail": one.email, "Telephone": one.telephone,
        "Address": one.postal, "Language": one.language, "Written by": one.written_by,
    }  # fmt: skip
    return {label: Fixed(text) if is_signed_in else text for label, text in given.items()} | {
        "To be reached": choice(one, "reach_by"), "Wants a call": one.wants_call,
        "Wants an interpreter": one.wants_interpreter, "Asked that nobody else learn the name": one.is_name_withheld,
    }  # fmt: skip


def _texts(typed: TypedText, case: Case, person: Person, *, is_linked: bool, brought: bool) -> Iterator[Row]:
    if typed.key in OF_ONE:  # told with the person's own part, or not at all
        return
    for row in typed.rows(case):
        read = AsRead(row, None)
        text = getattr(read, typed.column)
        is_own = _is_own(typed, row, person.user, brought)
        if not (is_linked or is_own or (brought and case.sort == Sort.COMPLAINT)):
            continue
        may_be_anothers = typed.key in OF_ACCOUNT and not is_own
        shut = may_be_anothers or not (is_linked or is_own or _was_told(typed, row))
        day = along(row, typed.name) if typed.name else None
        yield {"What": Fixed(typed.called), "On": day, "Words": Shut(text) if shut else str(text)}


def _is_own(typed: TypedText, row: Any, user: User | None, brought: bool) -> bool:
    """Whether the person wrote it."""
    if user and typed.writer and along(row, typed.writer) == user.pk:
        return True
    entry = getattr(row, "entry", None)
    if brought and entry is not None and entry.kind == TimelineEntry.Kind.BY_AUTHOR:
        return True
    return brought and typed.key.startswith(THEIR_OWN)


def _was_told(typed: TypedText, row: Any) -> bool:
    entry = row if isinstance(row, TimelineEntry) else getattr(row, "entry", None)
    if entry is not None and entry.kind in THREAD:
        return True
    return typed.key in TO_THEM


def _done(case: Case, is_linked: bool) -> Iterator[Row]:
    """What was done with the case, in the portal's words, for whoever is linked; what came of it, for both."""
    for closure in case.closures.all():
        outcomes = "; ".join(str(Outcome(key).label) for key in closure.outcomes)
        yield {"Closed on": closure.closed_at, "Outcome": Fixed(outcomes)}
    if case.sort == Sort.COMPLAINT:
        for answer in case.complaint.answers.all():
            yield {
                "Answered on": answer.decided_at, "Stage": choice(answer, "stage"), "Finding": choice(answer, "finding")
            }  # fmt: skip
    if not is_linked:
        return
    for step in case.steps.all():
        yield {"Step of": step.added_at, "To be done by": step.due_on, "Done on": step.done_at}
    if case.sort == Sort.INCIDENT:
        for cited in case.incident.cited.filter(taken_off_at=None).select_related("rule"):
            yield {"Rule not followed": Fixed(f"{cited.rule.code} {cited.rule.text}")}
        for test in case.incident.out_of_hours_tests.all():
            yield {"The three questions answered on": test.decided_at, "The school may act": test.may_act}
    for file in case.evidence.all():
        yield {
            "File added on": file.added_at, "Kind": Fixed(file.content_type), "Bytes": file.size_bytes,
            "Sealed on": file.sealed_at, "Destroyed on": file.destroyed_at,
        }  # fmt: skip


def names_in_case(case: Case) -> list[str]:
    """The names that stand in the case beside the school's lists: of those linked, and of whoever complained."""
    names = [one.name for one in case.people.all()]
    if case.sort == Sort.COMPLAINT:
        one = case.complaint
        names += [one.name, one.child_name, one.written_by, one.about_name]
    return [name for name in names if name.strip()]
