"""A data breach is recorded, assessed, decided, reported, closed. Nothing is changed or taken away: what is put right
is said again (UK GDPR, articles 33 and 34; domain, data protection)."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from incidents.breach_mails import readers_of_breach, tell_of_breach
from incidents.models import BreachAbout, BreachEntry, BreachPupil, Case, DataBreach, Risk, TimelineEntry
from incidents.reference import new_reference
from incidents.relations import Act
from people.models import Pupil, SchoolYear, User
from people.permissions import Permission
from people.roles import Role

from .breach_rules import refuse, tick_the_step
from .entries import add_entry
from .faults import CannotBeSo, NotAllowed, WrongState
from .locking import locked, touch

Kind = BreachEntry.Kind
PREFIX, TRIES = "DB", 20
NOBODY = "Nobody could read this record: ask the office who is the data-protection officer. Nothing was kept."
# One about headteacher and data-protection officer is the chair's. Where the chair is in it too, or there is none,
# whoever owns the incident judges (1.14).
ALL_THREE = (
    "Headteacher, data-protection officer and chair are in it, or there is no chair, so nobody could read a record "
    "here, and nothing was kept. Judge it yourself, on the incident, and let the local authority advise you: what must "
    "be reported is reported at ico.org.uk within 72 hours. Note there what you decided and why, then tick the step."
)


class Moved(WrongState):
    """Somebody added to the record since the page was opened. `breach` is as it stands now."""

    def __init__(self, breach: DataBreach) -> None:
        self.breach = breach
        super().__init__(
            "Somebody added to this record while you were writing. Read what stands there now, then press the button "
            "again."
        )


@dataclass(frozen=True)
class Opened:
    """What is known when a record is opened. `aware_at`: when somebody in the school first knew; `facts`: answers of
    the form *What happened* that are known already, by their names."""

    title: str
    aware_at: dt.datetime
    about: BreachAbout = BreachAbout.NOBODY
    facts: Mapping[str, Any] | None = None
    pupils: Sequence[Pupil] = ()


def may_open(user: User, about: BreachAbout) -> bool:
    """Whether `user` opens one by hand that is about these: headteacher and officer any, the chair one about both."""
    is_one_of_the_two = bool(user.roles & {Role.HEAD, Role.DPO})
    return user.has_perm(Permission.DATA_BREACH) and (is_one_of_the_two or about == BreachAbout.BOTH)


@transaction.atomic
def open_breach(
    *, opened: Opened, form_key: uuid.UUID, by: User, case: Case | None = None, post: uuid.UUID | None = None
) -> DataBreach:
    """Open the record of a data breach: by hand, out of an incident (`case`), or of a post of the register that went
    out without permission (`post`, its public key; whoever calls has asked whether `by` may deal with that post).

    Sent twice with one form, or opened twice out of one incident or post, it is one record. Headteacher and
    data-protection officer are told by its reference, the officer alone where it is about the headteacher, the chair of
    governors alone where it is about both. The 72 hours run from `aware_at`, and the clock of the incident's own step
    ends with it (`clocks.py`). The chair opens by hand one about both, and no other.

    Raises NotAllowed; CannotBeSo for a title that is empty and a moment to come, and where nobody could read it.
    """
    held = locked(case, Act.COMMENT, by) if case else None
    if held is None and post is None and not may_open(by, opened.about):
        raise NotAllowed
    known = _known(form_key, held, post)
    if known:
        return known
    if not opened.title.strip():
        raise CannotBeSo("title", "Write in a few words what it is.")
    if opened.aware_at > timezone.now():
        raise CannotBeSo("aware_at", "Give the moment at which somebody in school knew. That one is still to come.")
    breach = DataBreach.objects.create(
        reference=_reference(), title=opened.title.strip()[:160], about=opened.about, incident=held, post=post,
        aware_at=opened.aware_at, opened_by=by, form_key=form_key,
    )  # fmt: skip
    readers = readers_of_breach(breach)
    if not readers:
        raise CannotBeSo("", ALL_THREE if held and User.objects.holding(Role.DPO).exists() else NOBODY)
    _begin(breach, opened, held, by)
    if held:
        touch(held)
        add_entry(held, TimelineEntry.Kind.EVENT, f"Record of a data breach opened: {breach.reference}.", by=by)
    tell_of_breach(breach, "opened", [one for one in readers if one != by])
    record(Verb.BREACH_OPENED, target=breach, by=by, children=len(opened.pupils))
    return breach


def out_of(case: Case) -> Opened:
    """What an incident tells of a data breach: its day and place, the children in it, when it was reported. Nothing of
    what somebody wrote: the data-protection officer reads no case text (requirements 1.4)."""
    incident = case.incident
    pupils = [one.pupil for one in case.people.present().select_related("pupil") if one.pupil]
    hour = incident.happened_at.strftime("%H:%M") if incident.happened_at else ""
    facts = {
        "happened_on": incident.happened_on.isoformat(), "happened_at": hour, "which": "Pictures of children",
        "children": len(pupils) or None, "went_to": incident.platform,
    }  # fmt: skip
    return Opened("A picture without permission", case.reported_at, facts=facts, pupils=pupils)


@transaction.atomic
def add_to_breach(
    *, breach: DataBreach, kind: BreachEntry.Kind, said: Mapping[str, Any], form_key: uuid.UUID, by: User,
    revision: int | None = None,
) -> BreachEntry:  # fmt: skip
    """Say something of a data breach: facts, risk, decision, report, telling the people, what is changed, a note, the
    end. `said` holds the answers by the names of `breach_words.LABELS`, moments and days in ISO 8601. Sent twice with
    one form it is said once. An assessment that makes a decision not to report untenable takes it away: decide again.

    Raises NotAllowed, WrongState, Moved, CannotBeSo (`breach_rules.py`).
    """  # fmt: skip
    held = locked_breach(breach, by)
    known = BreachEntry.objects.filter(form_key=form_key).first()
    if known:
        if known.breach_id != held.pk:
            raise WrongState("This form was sent already, for another record. Open the page again.")
        return known
    if revision is not None and revision != held.revision:
        raise Moved(held)
    refuse(held, kind, said)
    entry = _add(held, kind, said, by, form_key)
    falls = _taken_over(held, kind, said, entry)
    held.revision += 1
    held.save()
    if kind == Kind.DECIDED:
        tick_the_step(held, by)
    if falls:
        tell_of_breach(held, "assessed", [one for one in readers_of_breach(held) if one != by])
    record(Verb.BREACH_ADDED, target=held, by=by, entry=str(kind))
    return entry


@transaction.atomic
def link_child(*, breach: DataBreach, pupil: Pupil, by: User) -> BreachPupil:
    """Say that the data of a child are in it, once. Raises NotAllowed, also for a child that `by` may not see;
    WrongState for a closed record."""
    held = locked_breach(breach, by)
    if not Pupil.objects.visible_to(by).filter(pk=pupil.pk).exists():
        raise NotAllowed
    if not held.is_open:
        raise WrongState(f"{held.reference} is closed. Open it again first.")
    known = held.pupils.filter(pupil=pupil).first()
    if known:
        return known
    held.revision += 1
    held.save(update_fields=["revision"])
    _add(held, Kind.CHILD, {}, by, uuid.uuid4())
    record(Verb.BREACH_ADDED, target=held, by=by, entry=str(Kind.CHILD))
    return BreachPupil.objects.create(breach=held, pupil=pupil, added_by=by)


@transaction.atomic
def record_breach_reading(*, breach: DataBreach, by: User) -> None:
    """Keep that `by` read the record. Raises NotAllowed."""
    if not DataBreach.objects.visible_to(by).filter(pk=breach.pk).exists():
        raise NotAllowed
    record(Verb.BREACH_READ, target=breach, by=by)


def locked_breach(breach: DataBreach, by: User) -> DataBreach:
    """The record as it stands now, held until the end of the transaction. Raises NotAllowed."""
    held = DataBreach.objects.select_for_update(of=("self",), no_key=True).get(pk=breach.pk)
    if not DataBreach.objects.visible_to(by).filter(pk=held.pk).exists():
        raise NotAllowed
    return held


def _known(form_key: uuid.UUID, case: Case | None, post: uuid.UUID | None) -> DataBreach | None:
    known = DataBreach.objects.filter(form_key=form_key).first()
    if known is None and case:
        known = DataBreach.objects.filter(incident=case).first()
    if known is None and post:
        known = DataBreach.objects.filter(post=post).first()
    return known


def _begin(breach: DataBreach, opened: Opened, case: Case | None, by: User) -> None:
    """The first entries, and the children that are known."""
    _add(breach, Kind.OPENED, {"out_of": case.reference} if case else {}, by, uuid.uuid4())
    facts = {"title": breach.title, "aware_at": breach.aware_at.isoformat(), **(opened.facts or {})}
    entry = _add(breach, Kind.FACTS, facts, by, uuid.uuid4())
    _taken_over(breach, Kind.FACTS, facts, entry)
    breach.save()
    BreachPupil.objects.bulk_create(BreachPupil(breach=breach, pupil=one, added_by=by) for one in opened.pupils)


def _add(breach: DataBreach, kind: Kind, said: Mapping[str, Any], by: User, form_key: uuid.UUID) -> BreachEntry:
    return BreachEntry.objects.create(breach=breach, kind=kind, said=dict(said), by=by, form_key=form_key)


def _taken_over(held: DataBreach, kind: Kind, said: Mapping[str, Any], entry: BreachEntry) -> bool:
    """Put what was said into the columns. Whether a decision fell with it."""
    match kind:
        case Kind.FACTS:
            held.title = str(said.get("title") or held.title)[:160]
            held.aware_at = dt.datetime.fromisoformat(said["aware_at"])
            day = said.get("happened_on")
            held.happened_on = dt.date.fromisoformat(day) if day else None
            held.children, held.others = said.get("children"), said.get("others")
        case Kind.ASSESSED:
            held.risk = said["risk"]
            if held.is_to_report is False and held.risk != Risk.UNLIKELY:
                held.is_to_report = held.decided_at = held.decided_by = None
                return True
        case Kind.DECIDED:
            held.is_to_report, held.decided_at, held.decided_by = said["is_to_report"], entry.at, entry.by
        case Kind.REPORTED:
            held.reported_at = dt.datetime.fromisoformat(said["reported_at"])
        case Kind.TOLD:
            held.told = said["told"]
        case Kind.CLOSED:
            held.closed_at = entry.at
        case Kind.REOPENED:
            held.closed_at = None
    return False


def _reference() -> str:
    """One that no record has."""
    year = SchoolYear.objects.year_on(timezone.localdate())
    for _ in range(TRIES):
        reference = new_reference(PREFIX, year)
        if not DataBreach.objects.filter(reference=reference).exists():
            return reference
    raise RuntimeError("No free reference was found.")
