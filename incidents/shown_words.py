"""How every text of a case is read once words of it are blacked out: the one place (requirements C19).

Nobody reads blacked-out words any more but who wrote them, and nobody does on a paper. What somebody wrote and nobody
may change stays as it is in its row; where its blocks stand is kept beside the case, and `shown` puts them there. What
is a label, or a fact that several people put right, is nobody's own: there the blocks take the place of the words.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import reduce
from typing import Any

from django.db.models import Model

from people.models import User

from .blacking import with_blocks
from .models import (
    Case,
    CaseClosure,
    CasePerson,
    CaseStep,
    Complaint,
    ComplaintLetter,
    ContactPlan,
    DateRevision,
    EntryText,
    EvidenceDestruction,
    EvidenceFile,
    Hearing,
    Incident,
    LegalDecision,
    LegalReferral,
    LegalWithdrawal,
    OutOfHoursTest,
    StageAnswer,
    TimelineEntry,
    Understanding,
)
from .sorts import Sort


@dataclass(frozen=True)
class TypedText:
    """A field (`column`) in which a text of a case stands.

    `case`: the way from its row to the case, by attributes. `writer`: the way to the key of who wrote it. `stays`: it
    is never written over. `called`: what it is called on the page where words are blacked out; `name` is a field of the
    row that tells several of them apart. `only`: which rows hold typed words. `of_author`: of a complaint it stays in
    the rows of whoever complained, who reads their own words whole (D23).
    """

    model: type[Model]
    column: str
    called: str
    case: str = "case"
    writer: str = ""
    stays: bool = False
    name: str = ""
    only: dict[str, Any] = field(default_factory=dict)
    of_author: bool = False

    @property
    def key(self) -> str:
        """Such as `incident.words`."""
        return f"{self.model._meta.model_name}.{self.column}"

    def stays_in(self, row: Any) -> bool:
        """Whether it is never written over in this row."""
        if self.stays or not self.of_author:
            return self.stays
        case = along(row, self.case)
        return case.sort == Sort.COMPLAINT and row.added_by_id in (None, case.reported_by_id)

    def rows(self, case: Case) -> Iterator[Model]:
        """The rows of a case in which something stands. One query."""
        of_case = {self.case.replace(".", "__") or "pk": case.pk}
        found = self.model._default_manager.filter(**of_case, **self.only).exclude(**{self.column: ""})
        yield from found.order_by("pk")


def _own(model: type[Model], column: str, called: str, writer: str, case: str = "case", name: str = "") -> TypedText:
    return TypedText(model, column, called, case=case, writer=writer, stays=True, name=name)


def _label(model: type[Model], column: str, called: str, case: str = "case", **more: Any) -> TypedText:
    return TypedText(model, column, called, case=case, **more)


_OF_REFERRAL = "referral.case"
_TYPED_NAME = {"pupil": None, "user": None}  # who is in the school's lists is called as they say
ALL = (
    _label(Case, "title", "Title", case=""),
    _own(Incident, "words", "What was reported", "case.reported_by_id"),
    _label(Incident, "platform", "Site or app"),
    _label(Incident, "account", "Account"),
    _label(Incident, "link", "Address of the post"),
    _label(Incident, "event_name", "School event"),
    _label(Incident, "protection_number", "Number in the child-protection system"),
    _label(CasePerson, "name", "Name of somebody who is in no list", only=_TYPED_NAME),
    _label(CasePerson, "told_note", "Parents told, how or why not", name="told_on"),
    _label(CasePerson, "taken_off_reason", "Why somebody was taken off", name="taken_off_at"),
    _own(OutOfHoursTest, "disturbs_because", "School life, because", "decided_by_id", "incident.case", "decided_at"),
    _own(OutOfHoursTest, "threatens_because", "Threat, because", "decided_by_id", "incident.case", "decided_at"),
    _own(OutOfHoursTest, "reputation_because", "Good name, because", "decided_by_id", "incident.case", "decided_at"),
    _label(CaseStep, "text", "Next step", name="due_on"),
    _own(TimelineEntry, "what", "Timeline, in the portal’s words", "", name="at"),
    _own(TimelineEntry, "to", "To whom words went", "by_id", name="at"),
    _own(EntryText, "blacked_out_reason", "Why words were blacked out", "blacked_out_by_id", "entry.case", "entry.at"),
    _own(EntryText, "text", "Timeline, note or reason", "entry.by_id", "entry.case", "entry.at"),
    _own(CaseClosure, "reason", "Why it was closed", "closed_by_id", name="closed_at"),
    _own(CaseClosure, "told", "Who was told that it is closed", "closed_by_id", name="closed_at"),
    _own(LegalReferral, "reason", "Why the governors were asked", "referred_by_id", name="referred_at"),
    _own(LegalReferral, "bundle", "What the governors read", "referred_by_id", name="referred_at"),
    _own(LegalDecision, "minute_reference", "Minute of the governors", "decided_by_id", _OF_REFERRAL, "decided_at"),
    _own(LegalDecision, "reason", "Why the governors decided so", "decided_by_id", _OF_REFERRAL, "decided_at"),
    _own(LegalDecision, "contact", "Whom the governors turned to", "decided_by_id", _OF_REFERRAL, "decided_at"),
    _own(LegalWithdrawal, "reason", "Why the question was taken back", "withdrawn_by_id", _OF_REFERRAL, "withdrawn_at"),
    _label(EvidenceFile, "name", "Name of a file", name="added_at", of_author=True),
    _label(EvidenceFile, "note", "What a file shows", name="added_at", of_author=True),
    _label(EvidenceDestruction, "reason", "Why a file is to be destroyed", "evidence.case", name="asked_at"),
)
# What a complaint has beside these. Who complained is no text: names and addresses are shown by `Act.IDENTITY` or not
# at all. Whoever complained always reads their own words whole (`views/complaints/status`).
_OF_COMPLAINT = "complaint.case"
OF_COMPLAINTS = (
    _own(Complaint, "words", "What happened", "case.reported_by_id"),
    _own(Complaint, "wish", "What would put it right", "case.reported_by_id"),
    _own(Complaint, "tried_words", "Whom they have spoken to", "case.reported_by_id"),
    _own(Complaint, "late_because", "Why it comes late", "case.reported_by_id"),
    _own(Complaint, "happened_when", "When it happened, in words", "case.reported_by_id"),
    _own(Complaint, "about_name", "Whom it is about, as typed", "case.reported_by_id"),
    _own(Understanding, "text", "What was understood", "said_by_id", _OF_COMPLAINT, "said_at"),
    _own(Understanding, "wish", "What would put it right, as understood", "said_by_id", _OF_COMPLAINT, "said_at"),
    _own(Understanding, "correction", "What they put right", "complaint.case.reported_by_id", _OF_COMPLAINT, "said_at"),
    _own(StageAnswer, "reason", "The answer", "decided_by_id", _OF_COMPLAINT, "decided_at"),
    _own(StageAnswer, "actions", "What the school will do", "decided_by_id", _OF_COMPLAINT, "decided_at"),
    _own(StageAnswer, "private", "Private conclusion", "decided_by_id", _OF_COMPLAINT, "decided_at"),
    _own(StageAnswer, "learning", "What the school learns", "decided_by_id", _OF_COMPLAINT, "decided_at"),
    _own(DateRevision, "reason", "Why a day was put off", "revised_by_id", _OF_COMPLAINT, "revised_at"),
    _own(Hearing, "bundle", "Papers for the panel", "bundle_by_id", _OF_COMPLAINT, "arranged_at"),
    _label(Hearing, "place", "Where the panel meets", _OF_COMPLAINT, name="arranged_at"),
    _own(ContactPlan, "contact", "Plan: whom they write to", "made_by_id", _OF_COMPLAINT, "made_at"),
    _own(ContactPlan, "frequency", "Plan: how often", "made_by_id", _OF_COMPLAINT, "made_at"),
    _own(ContactPlan, "reason", "Plan: why", "made_by_id", _OF_COMPLAINT, "made_at"),
    _own(ContactPlan, "ended_reason", "Plan: why it was ended", "ended_by_id", _OF_COMPLAINT, "ended_at"),
    _own(ComplaintLetter, "text", "A letter to whoever complained", "entry.by_id", "entry.case", "entry.at"),
)
TEXTS = {one.key: one for one in (*ALL, *OF_COMPLAINTS)}
MODELS = tuple({one.model for one in TEXTS.values()})


def texts_of(case: Case) -> tuple[TypedText, ...]:
    """The texts that a case of this sort can have."""
    return (*ALL, *OF_COMPLAINTS) if case.sort == Sort.COMPLAINT else ALL


def along(row: Any, way: str) -> Any:
    """What is reached from a row by a way of attributes; the row itself by none."""
    return reduce(getattr, way.split("."), row) if way else row


def key_of(row: Model, name: str) -> str:
    """The name of one text: field and row, such as `incident.words.12`."""
    return f"{row._meta.model_name}.{name}.{row.pk}"


def shown(row: Model, name: str, user: User | None) -> str:
    """The text in the field `name` of a row as `user` reads it: whole for who wrote it, with blocks in the place of
    what was blacked out for everybody else. None: for a paper, the search, whatever is read by others.

    Raises KeyError for a field that is no text of a case.
    """
    typed = TEXTS[f"{row._meta.model_name}.{name}"]
    text: str = getattr(row, name)
    pieces = along(row, typed.case).blacked_out.get(key_of(row, name)) if typed.stays_in(row) else None
    if not pieces or (user is not None and typed.writer and along(row, typed.writer) == user.pk):
        return text
    return with_blocks(text, pieces)


class AsRead:
    """A row as `user` reads it: its texts go through `shown`, and so do those of the rows it leads to. What else it
    has is there as it is. For pages and papers: nothing is saved through it."""

    def __init__(self, row: Model, user: User | None) -> None:
        self._row, self._user = row, user

    def __getattr__(self, name: str) -> Any:
        if f"{self._row._meta.model_name}.{name}" in TEXTS:
            return shown(self._row, name, self._user)
        found = getattr(self._row, name)
        return AsRead(found, self._user) if isinstance(found, MODELS) else found

    def __str__(self) -> str:
        return str(self._row)


def as_read_by(user: User | None) -> Callable[[Model], Any]:
    """What makes a row into one as `user` reads it."""
    return lambda row: AsRead(row, user)
