"""Everything that whoever complained reads of their complaint: their own words whole, never a note or a name (D23).

Who comes by code reads where it stands and what was said since it was sent, not what stood in the form and not who
wrote it (access matrix, receipt_holder): a code may come into other hands.
"""

from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q
from django.utils import timezone

from .complaint_author import Author
from .complaint_letter_facts import as_seen
from .complaint_methods import methods_tried
from .complaint_writable import goes_to_commissioner, is_decided_by_panel, open_for
from .complaints.stages import Progress
from .complaints.status_words import FINDINGS, STAGES, Stands, stands, who_has_it
from .models import Case, EvidenceFile, State, TimelineEntry
from .panel_own import as_told, own_panel
from .panel_seating import is_academy
from .relations import Act
from .shown_words import AsRead, shown

Kind = TimelineEntry.Kind
OPEN_AGAIN = "It is open again"


@dataclass(frozen=True)
class Said:
    """One thing of the thread. `what` says what it was where it was more than a message."""

    entry: TimelineEntry
    is_mine: bool
    what: str
    words: str


@dataclass(frozen=True)
class Answered:
    """What a stage came to (`StageAnswer`), in the words that whoever complained reads."""

    answer: Any
    stage: str
    finding: str


def stands_now(case: Case) -> Stands:
    """Where a complaint stands today, for whoever made it."""
    complaint = case.complaint
    found = stands(
        complaint.progress, complaint.stage, who_has_it(case.owner_role, at_panel=case.at_panel),
        complaint.acknowledge_by, complaint.answer_by, timezone.localdate(), is_last=goes_to_commissioner(complaint),
    )  # fmt: skip
    if case.state == State.REOPENED and complaint.progress == Progress.TALKING:  # perhaps nobody has talked so far
        return replace(found, state=OPEN_AGAIN)
    return found


def own_page(author: Author) -> dict[str, Any]:
    """What stands on the page. As many queries for a short complaint as for a long one."""
    case, complaint, acts = author.case, author.case.complaint, author.acts(author.case)
    panel = own_panel(case)
    return {
        "case": case,
        "complaint": complaint,
        "stands": as_told(stands_now(case), panel),
        "tried": methods_tried(complaint, case.reported_at),
        "revisions": [AsRead(one, None) for one in complaint.revisions.all()],
        "panel": panel,
        "hearing": panel.hearing if panel and panel.hearing and panel.hearing.meets_at else None,
        "understanding": _understood(case),
        "answers": _answers(case),
        "thread": _thread(author),
        "files": _files(author),
        "open": open_for(case),
        "may": {"go_on": Act.ESCALATE in acts, "take_back": Act.WITHDRAW in acts, "attach": Act.ATTACH in acts},
        "is_last_stage": is_decided_by_panel(complaint),
        "goes_to_commissioner": goes_to_commissioner(complaint),
        "is_academy": is_decided_by_panel(complaint) and is_academy(),
    }


class _Understood(AsRead):
    """What the school understood, with blocks where it blacked out words of its own; the answer to it is whole."""

    @property
    def correction(self) -> str:
        return str(self._row.correction)  # type: ignore[attr-defined]  # a row of Understanding


def _understood(case: Case) -> _Understood | None:
    latest = case.complaint.understandings.first()
    return _Understood(latest, None) if latest else None


def _thread(author: Author) -> list[Said]:
    """Messages both ways, oldest first. What the school blacked out of its own is blocks; one's own is whole. By code
    a letter shows blocks for who complained and where they live."""
    entries = author.case.timeline.filter(kind__in=(Kind.TO_AUTHOR, Kind.BY_AUTHOR)).select_related("typed", "letter")
    return [_said(entry, author) for entry in entries.order_by("at", "pk")]


def _said(entry: TimelineEntry, author: Author) -> Said:
    typed = getattr(entry, "typed", None)
    is_mine = entry.kind == Kind.BY_AUTHOR
    letter = getattr(entry, "letter", None)
    if letter:
        words = as_seen(shown(letter, "text", None), author.case.complaint, knows=author.user is not None)
        return Said(entry, False, "The school wrote you a letter", words)
    if typed is None or (is_mine and entry.by_id is not None):  # entered for them: the words are not theirs
        words = ""
    else:
        words = typed.text if is_mine else shown(typed, "text", None)
    what = OWN.get(entry.what, "") if is_mine else ""
    return Said(entry, is_mine, what or (_files_added(entry.what) if is_mine else ""), words)


# What the school reads of an act, as whoever did it reads it.
OWN = {
    "Whoever complained: yes, that is right": "You said: yes, that is right.",
    "Whoever complained put right what we understood": "You put right what we understood.",
    "Asked for the next stage": "You asked for the next stage.",
    "Stage 1 was asked for.": "You asked for the next stage.",
    "Stage 2, the panel, was asked for.": "You asked for the next stage.",
    "Made it a formal complaint": "You made it a formal complaint.",
    "Said that it is not settled": "You said that it is not settled.",
    "Took it back": "You took it back.",
    "Said which days suit": "You said which days suit you.",
}
ADDED = "Whoever complained added"


def _files_added(what: str) -> str:
    return what.replace(ADDED, "You added") + "." if what.startswith(ADDED) else ""


def _answers(case: Case) -> list[Answered]:
    found = case.complaint.answers.defer("private", "learning")
    return [Answered(AsRead(one, None), STAGES[one.stage], FINDINGS[one.finding]) for one in found]


def _files(author: Author) -> list[EvidenceFile]:
    """The files that whoever complained sent: by name, never to be opened, as nobody knows at whose screen they sit."""
    mine = Q(added_by=None) | Q(added_by=author.case.reported_by) if author.case.reported_by_id else Q(added_by=None)
    return list(EvidenceFile.objects.filter(mine, case=author.case))
