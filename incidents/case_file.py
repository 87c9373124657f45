"""The case file as it is printed: index, facts, timeline, list of evidence, with what was chosen blacked out."""

from collections.abc import Callable, Sequence
from typing import Any

from django.utils import timezone

from people.models import User

from .blacking import blocks, parts_of_names, pieces_of, with_blocks
from .case_page import cited_rules, entry_for, present_people
from .models import Case, CasePerson, TimelineEntry
from .shown_words import decisions_shown

PUPILS, REPORTER, NOTES = "pupils", "reporter", "notes"


def case_file(case: Case, user: User, hidden: Sequence[str]) -> dict[str, Any]:
    """Everything on the paper, for `user` who prints it. A constant number of queries."""
    people = present_people(case)
    veil = _veil(case, people, hidden)
    everybody = list(case.people.select_related("pupil", "taken_off_by"))
    closures, referrals = (
        list(case.closures.select_related("closed_by")),
        list(case.referrals.select_related("decision")),
    )
    decided = decisions_shown(case, None, closures, referrals)
    return {
        "case": case,
        "incident": case.incident,
        "title": veil(case.title),
        "words": veil(case.incident.words),
        "account": veil(case.incident.account),
        "link": veil(case.incident.link),
        "reporter": veil(str(case.reported_by or "Somebody without an account")),
        "people": [(person, veil(person.name)) for person in everybody],
        "rules": cited_rules(case),
        "tests": [
            (test, [veil(said) for said in _reasons(test)])
            for test in case.incident.out_of_hours_tests.select_related("decided_by")
        ],
        "entries": [_entry(entry, hidden, veil) for entry in case.timeline.select_related("typed", "by")],
        "steps": [(step, veil(step.text)) for step in case.steps.select_related("owner", "done_by")],
        "closures": [(closure, veil(decided[closure.reason]), veil(closure.told)) for closure in closures],
        "evidence": [
            (file, veil(file.name), veil(str(file.added_by or ""))) for file in case.evidence.select_related("added_by")
        ],
        "referrals": referrals,
        "hidden": hidden,
        "made_at": timezone.now(),
        "made_by": user,
    }


def _reasons(test: Any) -> list[str]:
    return [test.disturbs_because, test.threatens_because, test.reputation_because]


def _veil(case: Case, people: Sequence[CasePerson], hidden: Sequence[str]) -> Callable[[str], str]:
    """What blacks the chosen names out of a text, wherever they stand."""
    names: set[str] = set()
    if PUPILS in hidden:
        children = [person for person in case.people.select_related("pupil") if person.is_child]
        names |= {child.name for child in children}
        for child in children:
            if child.pupil:
                names |= {str(child.pupil), f"{child.pupil.legal_forename} {child.pupil.legal_surname}"}
    if REPORTER in hidden and case.reported_by:
        # Titles stay: they stand before other names too.
        names |= {f"{case.reported_by.forename} {case.reported_by.surname}".strip() or case.reported_by.email}
    phrases = parts_of_names(names)
    return lambda text: with_blocks(text, pieces_of(text, phrases))


def _entry(entry: TimelineEntry, hidden: Sequence[str], veil: Callable[[str], str]) -> dict[str, Any]:
    """An entry as it is printed: a paper goes on to others, so what was blacked out is so for who wrote it too."""
    shown = entry_for(entry, None)
    words = veil(shown["words"])
    if NOTES in hidden and entry.kind == TimelineEntry.Kind.NOTE:
        words = blocks(words)
    return shown | {"words": words, "to": veil(entry.to), "what": veil(entry.what), "by": veil(str(entry.by or ""))}
