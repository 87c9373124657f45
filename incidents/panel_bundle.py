"""A first text of the papers for a panel: what was said and answered so far, every name in it blacked out."""

from collections.abc import Iterator

from .blacking import covered, parts_of_names, pieces_of
from .complaints.stages import Stage
from .models import Case, TimelineEntry
from .shown_words import shown

Kind = TimelineEntry.Kind


def papers_of(case: Case) -> str:
    """The complaint, what was understood, each answer, and the words both ways, as whoever owns it may change them.
    Private notes and conclusions never stand in it."""
    text = "\n\n".join(_parts(case))
    return covered(text, pieces_of(text, _phrases(names_of(case))))


def names_of(case: Case) -> set[str]:
    """Who must not be named in what the panel reads: who complained and their child, everybody who is or was linked,
    and everybody who dealt with it or answered."""
    complaint = case.complaint
    typed = (complaint.name, complaint.child_name, complaint.written_by, complaint.about_name)
    names = {one for one in typed if one.strip()}
    for person in case.people.select_related("pupil", "user"):
        names.add(person.name)
        if person.pupil:
            names |= {str(person.pupil), f"{person.pupil.legal_forename} {person.pupil.legal_surname}"}
        if person.user:
            names.add(f"{person.user.forename} {person.user.surname}")
    names |= {f"{user.forename} {user.surname}".strip() for user in _accounts(case)}
    return names - {""}


def _accounts(case: Case) -> Iterator:
    yield from filter(None, [case.reported_by, case.complaint.recorded_by])
    yield from (one.user for one in case.assignments.select_related("user"))
    yield from (one.decided_by for one in case.complaint.answers.select_related("decided_by"))
    yield from (one.by for one in case.timeline.exclude(by=None).select_related("by"))


def _phrases(names: set[str]) -> set[str]:
    """Whole names and their parts, and each last name however short: "Ms Ng" is somebody."""
    return parts_of_names(names) | {name.split()[-1] for name in names if len(name.split()) > 1}


def _parts(case: Case) -> Iterator[str]:
    complaint = case.complaint
    yield f"Received on {case.received_on:%-d %B %Y}. About: {complaint.get_about_display().lower()}."
    for field, called in (
        ("words", "What happened"), ("wish", "What would put it right"), ("tried_words", "Whom they had spoken to"),
    ):  # fmt: skip
        if said := shown(complaint, field, None):
            yield f"{called}:\n{said}"
    for one in complaint.understandings.order_by("said_at", "pk"):
        yield f"What we understood, {one.said_at:%-d %B %Y}:\n{shown(one, 'text', None)}"
        if one.correction:
            yield f"What they put right:\n{shown(one, 'correction', None)}"
    for answer in complaint.answers.order_by("decided_at", "pk"):
        stage = str(Stage(answer.stage).label).partition(":")[0]
        yield f"{stage}, answered on {answer.decided_at:%-d %B %Y}: {answer.get_finding_display().lower()}."
        yield f"Why:\n{shown(answer, 'reason', None)}"
        if answer.actions:
            yield f"What the school does:\n{shown(answer, 'actions', None)}"
    entries = case.timeline.filter(kind__in=(Kind.TO_AUTHOR, Kind.BY_AUTHOR)).select_related("typed")
    for entry in entries.order_by("at", "pk"):
        if typed := getattr(entry, "typed", None):
            who = "They wrote" if entry.kind == Kind.BY_AUTHOR else "The school wrote"
            yield f"{who}, {entry.at:%-d %B %Y}:\n{shown(typed, 'text', None)}"
