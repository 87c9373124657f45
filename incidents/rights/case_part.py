"""What one case holds about one person: their part in it, what it is, every text in it, and what came of it.

Whom the case is about gets every text that is not private, by the school's lists and while they stand in it as that.
For everybody else in it (affected, a witness, taken off, of the same typed name) everything is withheld until whoever
looks through it gives it. Whoever complained gets their own words and what the school said to them; whoever reported an
incident their own words and where it stands (security 2.3). Who reported something about somebody is never told: no row
names them. What was blacked out in the case is so here, for whoever wrote it too: others read it on its way.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from incidents.evidence.kinds import ENDING_OF
from incidents.models import Case, CasePerson, EvidenceFile, TimelineEntry
from incidents.outcomes import Outcome
from incidents.shown_words import AsRead, TypedText, along, as_read_by, texts_of
from incidents.sorts import Sort
from people.about_person import Fixed, Person, Row, Shut, choice
from people.models import User
from people.names import without_title

from .pieces import OfFile, in_words
from .third_parties import names_of_pupil

WHAT, SAID, DONE, FILES = "what", "said", "done", "files"
TITLES = {
    WHAT: "What it is", SAID: "What was said", DONE: "What was done, and what came of it",
    FILES: "Files that belong to it",
}  # fmt: skip
# Of somebody who is linked, and never told to another: whose name it is stands in it.
OF_ONE = ("caseperson.name", "caseperson.told_note", "caseperson.taken_off_reason")
# What whoever complained has read already.
TO_THEM = (
    "understanding.text", "understanding.wish", "understanding.correction", "stageanswer.reason", "stageanswer.actions",
    "daterevision.reason", "complaintletter.text", "contactplan.contact", "contactplan.frequency", "contactplan.reason",
    "hearing.place",
)  # fmt: skip
THEIR_OWN = ("incident.words", "complaint.")
# What stays in school, so that nobody gets it before somebody has decided so.
PRIVATE = ("stageanswer.private", "stageanswer.learning")
THREAD = (TimelineEntry.Kind.TO_AUTHOR, TimelineEntry.Kind.BY_AUTHOR)
OF_ACCOUNT = ("incident.account", "incident.link")


def rows_of_case(case: Case, person: Person, *, is_linked: bool, brought: bool) -> Iterator[tuple[str, Row]]:
    """The rows of one case with their sections."""
    read = as_read_by(None)
    links = _links(case, person)
    is_subject = any(_is_subject(link, person) for link in links)
    what = _what(case, brought, is_whole=is_subject or not brought)
    yield WHAT, what if is_subject or brought else _shut(what)
    for link in links:
        part = _part(read(link))
        yield WHAT, part if _is_subject(link, person) else _shut(part)
    if brought and case.sort == Sort.COMPLAINT:
        yield WHAT, _complained(case, person)
    for typed in texts_of(case):
        shown = _texts(typed, case, person, _Way(is_linked, is_subject, brought))
        yield from ((SAID, row) for row in shown)
    to_author = brought and case.sort == Sort.COMPLAINT
    if is_linked or to_author:
        yield from ((DONE, row if is_subject or to_author else _shut(row)) for row in _came_of(case))
    if is_linked:
        yield from ((DONE, row if is_subject else _shut(row)) for row in _done(case))
    yield from ((FILES, row) for row in _files(case, person, _Way(is_linked, is_subject, brought)))


@dataclass(frozen=True)
class _Way:
    """How the person stands to the case."""

    is_linked: bool
    is_subject: bool
    brought: bool


def _is_subject(link: CasePerson, person: Person) -> bool:
    """Whether it says, by the school's lists and still, that the case is about this person."""
    is_by_key = (person.pupil is not None and link.pupil_id == person.pupil.pk) or (
        person.user is not None and link.user_id == person.user.pk
    )
    return is_by_key and link.part == CasePerson.Part.SUBJECT and link.taken_off_at is None


def _shut(row: Row) -> Row:
    """The row withheld until somebody gives it."""
    return {label: value if value is None or isinstance(value, Shut) else Shut(value) for label, value in row.items()}


def _what(case: Case, brought: bool, *, is_whole: bool) -> Row:
    """What it is; of an incident whoever reported it alone reads no more than where it stands."""
    found: Row = {"Reference": Fixed(case.reference), "Came in": case.reported_at, "Stands": choice(case, "state"),
                  "Closed on": case.closed_at, "Brought by this person": True if brought else None}  # fmt: skip
    if case.sort == Sort.INCIDENT:
        incident = case.incident
        if not is_whole:
            return found
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


def _texts(typed: TypedText, case: Case, person: Person, way: _Way) -> Iterator[Row]:
    if typed.key in OF_ONE:  # told with the person's own part, or not at all
        return
    to_author = way.brought and case.sort == Sort.COMPLAINT
    for row in typed.rows(case):
        read = AsRead(row, None)
        text = getattr(read, typed.column)
        is_own = _is_own(typed, row, person.user, way.brought)
        if not (way.is_linked or is_own or to_author):
            continue
        is_open = is_own or (to_author and _was_told(typed, row)) or (way.is_subject and _may_stand(typed, row, case))
        day = along(row, typed.name) if typed.name else None
        found: Row = {"What": Fixed(typed.called), "On": day, "Words": str(text) if is_open else Shut(text)}
        yield found if is_open or way.is_subject or to_author else _shut(found)


def _may_stand(typed: TypedText, row: Any, case: Case) -> bool:
    """Whether whom the case is about gets this text without anybody giving it: nothing private, no account that may be
    another's, nothing of whoever asked that nobody learn their name."""
    entry = _entry_of(row)
    if typed.key in OF_ACCOUNT or typed.key in PRIVATE or (entry and entry.kind == TimelineEntry.Kind.NOTE):
        return False
    return case.sort != Sort.COMPLAINT or not case.complaint.is_name_withheld


def _entry_of(row: Any) -> TimelineEntry | None:
    return row if isinstance(row, TimelineEntry) else getattr(row, "entry", None)


def _is_own(typed: TypedText, row: Any, user: User | None, brought: bool) -> bool:
    """Whether the person wrote it."""
    if user and typed.writer and along(row, typed.writer) == user.pk:
        return True
    entry = getattr(row, "entry", None)
    if brought and entry is not None and entry.kind == TimelineEntry.Kind.BY_AUTHOR:
        return True
    return brought and typed.key.startswith(THEIR_OWN)


def _was_told(typed: TypedText, row: Any) -> bool:
    entry = _entry_of(row)
    if entry is not None and entry.kind in THREAD:
        return True
    return typed.key in TO_THEM


def _came_of(case: Case) -> Iterator[Row]:
    """What came of the case."""
    for closure in case.closures.all():
        outcomes = "; ".join(str(Outcome(key).label) for key in closure.outcomes)
        yield {"Closed on": closure.closed_at, "Outcome": Fixed(outcomes)}
    if case.sort == Sort.COMPLAINT:
        for answer in case.complaint.answers.all():
            yield {
                "Answered on": answer.decided_at, "Stage": choice(answer, "stage"), "Finding": choice(answer, "finding")
            }  # fmt: skip


def _done(case: Case) -> Iterator[Row]:
    """What was done with the case, in the portal's words, for whoever is linked."""
    for step in case.steps.all():
        yield {"Step of": step.added_at, "To be done by": step.due_on, "Done on": step.done_at}
    if case.sort == Sort.INCIDENT:
        for cited in case.incident.cited.filter(taken_off_at=None).select_related("rule"):
            yield {"Rule not followed": Fixed(f"{cited.rule.code} {cited.rule.text}")}
        for test in case.incident.out_of_hours_tests.all():
            yield {"The three questions answered on": test.decided_at, "The school may act": test.may_act}


def _files(case: Case, person: Person, way: _Way) -> Iterator[Row]:
    """The files of the case for whoever is linked, and what whoever brought it added themself: listed, each to be
    enclosed or left out by whoever looks through the part. Numbered so that none tells of those they are not told."""
    own = {file.pk for file in case.evidence.all() if _is_own_file(file, case, person.user, way.brought)}
    told = (file for file in case.evidence.all() if file.pk in own or way.is_linked)
    for number, file in enumerate(told, 1):
        row: Row = {"File": OfFile(number, file.public_id.hex, _told_of(file), is_sealed=bool(file.sealed_at))}
        yield row if file.pk in own or way.is_subject else _shut(row)


def _is_own_file(file: EvidenceFile, case: Case, user: User | None, brought: bool) -> bool:
    """Whether the person added it: by their account, or without one with the complaint that is theirs."""
    if file.added_by_id is None:
        return brought and case.sort == Sort.COMPLAINT
    return user is not None and file.added_by_id == user.pk


def _told_of(file: EvidenceFile) -> str:
    days = {"added": file.added_at, "sealed": file.sealed_at, "destroyed": file.destroyed_at}
    kind = f"{ENDING_OF.get(file.content_type, 'file').upper()}, {file.size_bytes:,} bytes"
    return ", ".join([kind, *(f"{deed} on {in_words(at)}" for deed, at in days.items() if at)])


def names_in_case(case: Case) -> list[str]:
    """The names that stand in the case beside the school's lists: of those linked, and of whoever complained."""
    names = []
    for link in case.people.select_related("pupil"):
        names += [link.name, *(names_of_pupil(link.pupil) if link.pupil else ())]
    if case.sort == Sort.COMPLAINT:
        one = case.complaint
        names += [one.name, one.child_name, one.written_by, one.about_name]
    return [name for name in names if name.strip()]
