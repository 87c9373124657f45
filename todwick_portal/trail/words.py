"""The details of an event in words: statuses and keys here, counts in `counts.py`. What neither knows is left out."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import Any

from consent.actions.requests import Outcome
from consent.answer_words import PLACES
from consent.models import PhotoRequest, RecordedCheck, RemovalCause, RemovalItem
from incidents.complaints.letter_kinds import ComplaintLetterKind
from incidents.complaints.stages import Finding, Progress, Stage
from incidents.kinds import Kind as IncidentKind
from incidents.models import (
    BreachEntry,
    CasePerson,
    DataRequest,
    DataRequestEntry,
    DateRevision,
    LegalDecision,
    Right,
    State,
)
from incidents.outcomes import Outcome as CaseOutcome
from incidents.rights.pieces import Exempt, LeftOut
from incidents.walls import Wall
from people.actions.court_orders import LIFTING, SETTING
from people.models import AssessmentWords, BackupCopy, DestructionRequest, Ground, Notification, UpkeepCheck
from people.models.users import MorningMails
from people.roles import Role
from people.school_year import label
from policies.models import Feature
from policies.words import Audience

from .counts import COUNTS, LISTS, counted
from .fields import EDITS, NAMES
from .names import setting_in_words

# Yes or no: what is said of a yes, what of a no.
FLAGS = {
    "again": ("uploaded again", ""),
    "agrees": ("agrees", "cannot agree"),
    "asked": ("asked", "not asked any more"),
    "all_places": ("all places", ""),
    "condition": ("it asks for a condition", "it asks for no condition"),
    "created": ("newly entered", ""),
    "danger": ("somebody is threatened", ""),
    "done": ("done", "not done after all"),
    "is_right": ("understood rightly", "put right"),
    "knows_who": ("may see who complained", ""),
    "is_cover": ("stands in", ""),
    "is_proven": ("proved", "not proved"),
    "late": ("entered later", ""),
    "marked": ("marked as safeguarding", "not marked as safeguarding"),
    "may_act": ("the school may act", "advice only"),
    "numbered": ("with a number in the child-protection system", ""),
    "permitted": ("everybody in it had permission", "not everybody in it had permission"),
    "one": ("one session", "all sessions"),
    "reopened": ("in use again", ""),
    "restricted": ("restricted", "not restricted any more"),
    "own": ("by whoever asked", "to hand it over"),
    "stopped": ("no mails any more", "to another address"),
    "taken_back": ("used again", ""),
    "weekly": ("the weekly mail too", "no weekly mail"),
    "encrypted": ("encrypted", "not encrypted"),
    "whole": ("it is whole", "it does not hold"),
    "whole_school": ("for the whole school", ""),
    "withdrawn": ("withdrawn by whoever asked", ""),
}
WAYS = {
    "apple": "Apple",
    "code": "a code by e-mail",
    "ended": "the account had ended",
    "email": "by e-mail",
    "google": "Google",
    "hand": "given by hand",
    "microsoft": "Microsoft 365",
    "password": "password",
    "password_reset": "a link for a new password",
    "post": "by post",
    "recovery_codes": "recovery code",
    "school": "the school’s own sign-in",
    "socialaccount": "another sign-in service",
    "throttled": "too many tries",
    "totp": "a code from the phone app",
    "webauthn": "fingerprint, face or PIN",
}
BLACKED_OUT = {
    "pupils": "names of pupils",
    "reporter": "who reported it",
    "staff": "names of staff and governors",
    "everybody": "names of everybody",
    "notes": "private notes",
}
CHANGES = {"added": "set up", "give": "to be given", "end": "to be ended", "removed": "taken off", "renewed": "renewed"}
CHANGES |= {
    "opened": "a name stands", "closed": "a name blacked out again", "more": "more words blacked out",
    "withheld": "a text withheld", "given": "a text given", "enclosed": "a file enclosed",
    "left_out": "a file left out",
}  # fmt: skip
GROUNDS = {str(one): str(one.label) for one in (*Ground, *Exempt, *LeftOut)}
OUTCOMES = {
    "held": "the child held back",
    Outcome.CONFIRMED: "confirmed by the parent",
    Outcome.ANSWERED: "answered",
    Outcome.NOT_PARENT: "not from a parent of the child",
    Outcome.WRONG_CHILD: "meant another child",
    **{str(one): one.label.lower() for one in (*RemovalItem.Outcome, *DestructionRequest.Outcome)},
}
KINDS = {
    **dict(IncidentKind.choices), **dict(Notification.Kind.choices), **dict(PhotoRequest.Kind.choices), **WAYS,
    **{kind.wording: f"letter “{kind.label}”" for kind in ComplaintLetterKind},
}  # fmt: skip
ASKED = {str(key): str(words).lower() for key, words in DataRequest.Way.choices}
COMPLAINED = {"concern": "a concern", "complaint": "a complaint"}
PROMISED = {str(what): f"the day {what.label}" for what in DateRevision.What}
PARENTS_TOLD = {"yes": "told", "no": "not told", "not_yet": "not told yet"}
STEPS = {"code": "code made", "code_again": "another code made", "used": "code typed on the tablet"}
WHERE = {slug: words for (slug, _), words in PLACES.items()}  # a place of the school's own is left out
WITH_NAMES = {"none": "without names", "first": "with first names", "full": "with full names"}
FORMS = {"csv": "as .csv", "xlsx": "for Excel", "pdf": "as PDF"}
REASONS: dict[str, str] = {str(reason): words.lower() for reason, words in {**SETTING, **LIFTING}.items()}

# Keys of records, by the kind of record; the names come from whoever may read it (`lines.py`).
RECORDS = {
    "account": "school-account",
    "user": "account",
    "other": "account",
    "pupil": "pupil",
    "loads": "survey",
    "covers": "role",
}
BEFORE = {"covers": "in place of", "other": "and"}
Named = Mapping[tuple[str, str], str]


def in_words(details: Mapping[str, Any], named: Named) -> list[str]:
    """What an event says beside its verb, each as a few words; `named` holds the records that the reader may see.

    Numbers that are nought, digests, and keys that nobody has words for are left out: never the raw value.

    >>> in_words({"rows": 1, "columns": 0, "sha256": "9f", "school_year": 2026, "odd": "<b>"}, {})
    ['school year 2026/27', '1 row']
    """
    told = [_one(key, details[key], named) for key in sorted(details, key=_order)]
    return [words for words in told if words]


def _order(key: str) -> tuple[int, int, str]:
    """What it is about before how many."""
    place = list(COUNTS).index(key) if key in COUNTS else 0
    return 0 if key in WORDED else 1 if key in RECORDS else 2, place, key


def _one(key: str, value: Any, named: Named) -> str:
    if key in RECORDS:
        return _recorded(key, value, named)
    if key in COUNTS:
        return counted(value, COUNTS[key]) if isinstance(value, int) else ""
    if key in LISTS:
        return counted(len(value), LISTS[key]) if isinstance(value, list) else ""
    if key in FLAGS:
        return FLAGS[key][0 if value is True else 1]
    try:
        return WORDED[key](value) if key in WORDED else ""
    except (KeyError, TypeError, ValueError):
        return ""


def _records(kind: str, value: Any, named: Named) -> str:
    keys = value if isinstance(value, list) else [value]
    return ", ".join(dict.fromkeys(named[kind, str(key)] for key in keys if (kind, str(key)) in named))


def _recorded(key: str, value: Any, named: Named) -> str:
    found = _records(RECORDS[key], value, named)
    return f"{BEFORE[key]} {found}" if found and key in BEFORE else found


def _listed(words: Mapping[str, str]) -> Callable[[Any], str]:
    """Each of a list by its words, those without words left out."""
    return lambda values: ", ".join(words[value] for value in values if value in words)


def _small(words: str) -> str:
    """With a small letter in front, the rest as it is: names and abbreviations keep theirs."""
    return words[0].lower() + words[1:]


def _made(value: Any) -> str:
    return f"made on {dt.datetime.fromisoformat(value):%-d %B %Y}"


def _stands(value: Any) -> str:
    """Where a case stood, or which day was promised."""
    for known in (State, Progress, Stage):
        if value in known.values:
            return known(value).label.lower()
    return f"{dt.date.fromisoformat(value):%-d %B %Y}"


def _day(value: Any) -> str:
    return f"last day {dt.date.fromisoformat(value):%-d %B %Y}"


def _part(value: Any) -> str:
    """The part of somebody in a case, or what was done with a request about data."""
    known = CasePerson.Part if value in CasePerson.Part.values else DataRequestEntry.Kind
    return str(known(value).label).lower()


WORDED: dict[str, Callable[[Any], str]] = {
    "after": lambda value: f"now: {_stands(value)}",
    "answer": lambda value: LegalDecision.Answer(value).label.lower(),
    "assessment_part": lambda value: AssessmentWords.Part(value).label.lower(),
    "audience": lambda value: Audience(value).label.lower(),
    "as_of": lambda value: f"as of {dt.date.fromisoformat(value):%-d %B %Y}",
    "before": lambda value: f"before: {_stands(value)}",
    "cause": lambda value: RemovalCause.Kind(value).label.lower(),
    "change": lambda value: CHANGES[value],
    "code": lambda value: f"rule {value}" if re.fullmatch(r"[A-Za-z0-9.\-]{1,12}", value) else "no rule",
    "edit": lambda value: EDITS[value],
    "entry": lambda value: BreachEntry.Kind(value).label.lower(),
    "copy_at": lambda value: _small(BackupCopy.Place(value).label),
    "damage": lambda value: _small(UpkeepCheck.Kind(value).label),
    "destination": lambda value: WHERE[value],
    "feature": lambda value: Feature(value).label,
    "fields": lambda value: f"changed: {_listed(NAMES)(value)}",
    "form": lambda value: FORMS[value],
    "held": lambda value: counted(value, ("child held back", "children held back")),
    "key": lambda value: setting_in_words(value) if re.fullmatch("[a-z_]+", value) else "",
    "kind": lambda value: KINDS[value],
    "kinds": lambda value: _listed(WAYS)(value),
    "last_day": _day,
    "left_out": lambda value: f"blacked out: {_listed(BLACKED_OUT)(value)}" if value else "",
    "made_at": _made,
    "mornings": lambda value: f"morning mail: {_small(MorningMails(value).label)}",
    "names": lambda value: WITH_NAMES[value],
    "number": lambda value: f"version {int(value)}",
    "outcome": lambda value: OUTCOMES[value],
    "outcomes": _listed({str(one): _small(one.label) for one in CaseOutcome}),
    "ground": lambda value: _small(GROUNDS[value]),
    "part": _part,
    "reason": lambda value: REASONS[value],
    "right": lambda value: Right(value).label.lower(),
    "replaced": lambda value: f"in place of version {int(value)}" if value else "",
    "role": lambda value: Role(value).label,
    "finding": lambda value: Finding(value).label.lower(),
    "stage": lambda value: Stage(value).label,
    "step": lambda value: STEPS[value],
    "told": lambda value: PARENTS_TOLD[value],
    "wall": lambda value: Wall(value).label.lower(),
    "verdict": lambda value: RecordedCheck.Verdict(value).label.lower(),
    "what": lambda value: {"photo": "a photo", "film": "a film", **PROMISED}[value],
    "where": lambda value: WHERE[value],
    "same_person": lambda value: "the same person" if value else "somebody else",
    "school_year": lambda value: f"school year {label(int(value))}",
    "way": lambda value: {**WAYS, **COMPLAINED, **ASKED}[value],
    "ways": lambda value: _listed(WAYS)(value),
}
