"""The case file as it is printed, from the facts to the list of evidence, with what was chosen blacked out.

Nothing but texts, accounts and days is put on it, and all of it goes through the veil (`veil.py`): what is added here
is veiled by that.
"""

from collections.abc import Collection
from typing import Any

from django.utils import timezone

from people.models import User

from .blacking import blocks
from .case_page import cited_rules, entries_of
from .models import Case, TimelineEntry
from .shown_words import as_read_by
from .veil import EVERYBODY, NOTES, PUPILS, Fixed, veiled

ON_A_PAPER = as_read_by(None)  # it goes on to others: what was blacked out is so for who wrote it too
Part = dict[str, Any]


def case_file(case: Case, user: User, hidden: Collection[str]) -> Part:
    """Everything on the paper, for `user` who prints it, as lists of texts. A constant number of queries."""
    paper = {
        "title": case.title,
        "made_by": user,
        "made_at": timezone.now(),
        "words": ON_A_PAPER(case.incident).words,
        "facts": _facts(case, hidden),
        "people": _people(case),
        "rules": [
            {"code": Fixed(rule.code), "strength": Fixed(rule.get_strength_display()), "text": Fixed(rule.text)}
            for rule in cited_rules(case)
        ],
        "bullying_of": case.incident.bullying_policy_of if case.incident.bullying_ticked_at else None,
        "tests": _tests(case),
        "referrals": _referrals(case),
        "closures": _closures(case),
        "entries": [_entry(entry, hidden) for entry in entries_of(case, None)],
        "steps": _steps(case),
        "evidence": _evidence(case),
    }
    return veiled(paper, case, hidden) | {"case": case, "hidden": bool(hidden)}


def _facts(case: Case, hidden: Collection[str]) -> list[Part]:
    """Each fact that is known, with what it is called. An account, and the address of a post, are somebody's: they go
    with the names of pupils, unless the account is the school's."""
    read = ON_A_PAPER(case.incident)
    is_somebodys = bool({PUPILS, EVERYBODY} & set(hidden)) and not read.is_school_account
    account, link = (blocks(text) if is_somebodys else text for text in (read.account, read.link))
    told = (
        ("Reported by", case.reported_by or Fixed("Somebody without an account")),
        ("Reported on", case.reported_at),
        ("Kind", Fixed(read.get_kind_display())),
        ("Happened on", read.happened_on),
        ("Hour", read.happened_at),
        ("School hours", Fixed("Outside school hours") if read.is_out_of_hours else None),
        ("Where", Fixed(read.get_place_display())),
        ("School event", read.event_name),
        ("Site or app", read.platform),
        ("Account", account),
        ("Address", link),
        ("Safeguarding", Fixed("Marked as safeguarding") if case.is_safeguarding else None),
        ("Child-protection number", read.protection_number),
        ("State", Fixed(case.get_state_display())),
    )
    return [{"called": Fixed(called), "said": said} for called, said in told if said not in {"", None}]


def _people(case: Case) -> list[Part]:
    found = []
    for person in map(ON_A_PAPER, case.people.select_related("pupil", "taken_off_by")):
        told = Fixed(person.get_parents_told_display()) if person.is_child else None
        found.append({
            "name": person.name, "part": Fixed(person.get_part_display()), "parents_told": told,
            "told_on": person.told_on, "told_note": person.told_note, "taken_off_at": person.taken_off_at,
            "taken_off_by": person.taken_off_by, "why_taken_off": person.taken_off_reason,
        })  # fmt: skip
    return found


def _tests(case: Case) -> list[Part]:
    """The three questions, each time that they were answered."""
    return [
        {
            "may_act": test.may_act, "by": test.decided_by, "at": test.decided_at,
            "answers": [
                {"called": Fixed("School life"), "yes": test.disturbs, "because": test.disturbs_because},
                {"called": Fixed("Threat"), "yes": test.threatens, "because": test.threatens_because},
                {"called": Fixed("Good name"), "yes": test.reputation, "because": test.reputation_because},
            ],
        }
        for test in map(ON_A_PAPER, case.incident.out_of_hours_tests.select_related("decided_by"))
    ]  # fmt: skip


def _referrals(case: Case) -> list[Part]:
    found = []
    for referral in map(ON_A_PAPER, _asked_of(case)):
        decision, withdrawal = getattr(referral, "decision", None), getattr(referral, "withdrawal", None)
        found.append({
            "at": referral.referred_at, "by": referral.referred_by, "reason": referral.reason,
            "bundle": referral.bundle, "decision": decision and {
                "answer": Fixed(decision.get_answer_display()), "meeting_on": decision.meeting_on,
                "minute": decision.minute_reference, "reason": decision.reason, "contact": decision.contact,
                "by": decision.decided_by, "at": decision.decided_at,
            },
            "withdrawal": withdrawal and {
                "by": withdrawal.withdrawn_by, "at": withdrawal.withdrawn_at, "reason": withdrawal.reason
            },
        })  # fmt: skip
    return found


def _asked_of(case: Case) -> Any:
    return case.referrals.select_related("referred_by", "decision__decided_by", "withdrawal__withdrawn_by")


def _closures(case: Case) -> list[Part]:
    return [
        {
            "at": closure.closed_at, "by": closure.closed_by, "outcomes": Fixed("; ".join(closure.labels)),
            "reason": closure.reason, "told": closure.told,
        }
        for closure in map(ON_A_PAPER, case.closures.select_related("closed_by"))
    ]  # fmt: skip


def _entry(entry: Any, hidden: Collection[str]) -> Part:
    typed, letter = getattr(entry, "typed", None), getattr(entry, "letter", None)
    words = typed.text if typed else letter.text if letter else ""
    is_note = entry.kind == TimelineEntry.Kind.NOTE
    return {
        "at": entry.at, "what": entry.what, "to": entry.to, "by": entry.by or Fixed("The portal"),
        "words": blocks(words) if is_note and NOTES in hidden else words,
        "blacked_out_by": typed and typed.blacked_out_by, "why_blacked_out": typed.blacked_out_reason if typed else "",
    }  # fmt: skip


def _steps(case: Case) -> list[Part]:
    return [
        {
            "text": step.text,
            "owner": step.owner,
            "due_on": step.due_on,
            "done_at": step.done_at,
            "done_by": step.done_by,
        }
        for step in map(ON_A_PAPER, case.steps.select_related("owner", "done_by"))
    ]


def _evidence(case: Case) -> list[Part]:
    """The list of files. Of a sealed one neither name nor note."""
    found = []
    people = ("added_by", "sealed_by", "destruction__asked_by", "destruction__confirmed_by")
    for file in map(ON_A_PAPER, case.evidence.select_related(*people)):
        destruction = getattr(file, "destruction", None)
        found.append({
            "name": "" if file.sealed_at else file.name, "note": "" if file.sealed_at else file.note,
            "at": file.added_at, "by": file.added_by, "sealed_at": file.sealed_at, "sealed_by": file.sealed_by,
            "destroyed_at": file.destroyed_at, "sha256": Fixed(file.sha256_kept),
            "destruction": destruction and {
                "by": destruction.asked_by, "reason": destruction.reason, "confirmed_by": destruction.confirmed_by
            },
        })  # fmt: skip
    return found
