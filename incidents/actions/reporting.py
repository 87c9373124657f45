"""Reporting an incident: one transaction from the words typed to the case, its people, its rules and the first mail."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from incidents.hints import facts_of
from incidents.kinds import BEYOND_CRITICISM, Affected, Kind, Place
from incidents.models import Case, CasePerson, CitedRule, Incident, ReportDraft, TimelineEntry
from incidents.notifications import tell_owners
from incidents.reference import new_reference
from incidents.search import index_case
from incidents.steps import add_proposed
from incidents.walls import Standing, Wall
from people.calendar import school_calendar
from people.models import Pupil, SchoolYear, User
from people.school_days import SchoolCalendar
from people.settings import Key, number, read_all
from policies.models import RuleVersion

from .complaint_incidents import ask_the_chair_first, record_incident_out_of, refuse_the_author
from .entries import add_entry
from .faults import CannotBeSo
from .routing import route

PREFIX = "INC"
TRIES = 20
Part = CasePerson.Part


@dataclass(frozen=True)
class Linked:
    """Somebody named in a report. `user` and `pupil` where they were found in the school's lists."""

    part: CasePerson.Part
    standing: Standing
    name: str
    user: User | None = None
    pupil: Pupil | None = None


@dataclass(frozen=True)
class Reported:
    """What was typed into the form. `beyond_criticism`: why a parent's words are more than criticism."""

    title: str
    words: str
    kind: Kind
    happened_on: dt.date
    place: Place
    child_at_risk: bool
    happened_at: dt.time | None = None
    is_day_certain: bool = True
    platform: str = ""
    account: str = ""
    link: str = ""
    event_name: str = ""
    in_lessons: bool | None = None
    affected: Sequence[Affected] = ()
    people: Sequence[Linked] = ()
    rules: Sequence[RuleVersion] = ()
    is_self_report: bool = False
    is_post_of_a_parent: bool = False
    beyond_criticism: Sequence[str] = field(default_factory=tuple)
    out_of: str = ""  # the public key of the complaint it came out of


def report_incident(*, reported: Reported, form_key: uuid.UUID, by: User) -> Case:
    """Keep a report and put it before whoever it is for, in this request (policy A10). Returns its case.

    To the headteacher in the first instance; about the headteacher to the chair (`walls.py`). Sent twice with one
    form it is one case. The draft of the form is gone with it. Raises CannotBeSo for what cannot be recorded: a
    parent's criticism that is nothing more (requirements 1.11), a day to come; NobodyLeft where it is about
    everybody who could read it.
    """
    known = _known(form_key, by)
    if known:
        return known
    _refuse_what_is_none(reported)
    calendar = school_calendar()  # before the transaction: working out bank holidays holds up no other writer
    try:
        return _keep(reported, form_key, by, calendar)
    except IntegrityError:  # the same form, sent twice at the same moment: the first one was kept
        known = _known(form_key, by)
        if known is None:
            raise
        return known


def _known(form_key: uuid.UUID, by: User) -> Case | None:
    """The case that was sent with this form before. A draft that came back with the second sending is gone again."""
    known = Case.objects.filter(form_key=form_key, reported_by=by).first()
    if known:
        ReportDraft.objects.filter(form_key=form_key, user=by).delete()
    return known


def _refuse_what_is_none(reported: Reported) -> None:
    if not reported.words.strip():
        raise CannotBeSo("words", "Write what happened.")
    if reported.happened_on > timezone.localdate():
        raise CannotBeSo("happened_on", "Give the day on which it happened. That day is still to come.")
    if (reported.is_post_of_a_parent or reported.out_of) and not set(reported.beyond_criticism) & set(BEYOND_CRITICISM):
        raise CannotBeSo("beyond_criticism", "Criticism, fair or unfair, is not recorded. Nothing was sent.")


@transaction.atomic
def _keep(reported: Reported, form_key: uuid.UUID, by: User, calendar: SchoolCalendar) -> Case:
    now = timezone.now()
    received = calendar.counts_as_received(now)
    case = Case(
        title=reported.title.strip() or reported.kind.label,
        wall=Wall.BOARD,  # shut to everybody until its people are known, a few lines below
        owner_role="",
        is_safeguarding=reported.child_at_risk,
        reported_by=by,
        reported_at=now,
        received_on=received,
        due_on=calendar.add_school_days(received, number(read_all(), Key.INCIDENT_DECISION_DAYS)),
        form_key=form_key,
        reference=_reference(),
    )
    case.save(force_insert=True)
    facts = facts_of(reported.happened_on, reported.happened_at, reported.place, reported.account, calendar)
    incident = Incident.objects.create(
        case=case,
        kind=reported.kind,
        words=reported.words.strip(),
        happened_on=reported.happened_on,
        happened_at=reported.happened_at,
        is_day_certain=reported.is_day_certain,
        place=reported.place,
        platform=reported.platform,
        account=reported.account,
        link=reported.link,
        is_school_account=facts.is_school_account,
        in_lessons=facts.in_lessons if reported.in_lessons is None else reported.in_lessons,
        is_out_of_hours=facts.is_out_of_hours,
        event_name=reported.event_name,
        affected=[str(one) for one in reported.affected],
        child_at_risk=reported.child_at_risk,
        is_self_report=reported.is_self_report,
    )
    people = _link(case, reported, by)
    complaint = refuse_the_author(reported.out_of, people, by)
    CitedRule.objects.bulk_create(CitedRule(incident=incident, rule=rule, cited_by=by) for rule in reported.rules)
    route(case)
    case.save(update_fields=["wall", "owner_role"])
    index_case(case)
    add_proposed(case)
    ask_the_chair_first(case, people, by)
    risk = "yes" if reported.child_at_risk else "no"
    add_entry(case, TimelineEntry.Kind.EVENT, f"Reported. “Is a child at risk now?” answered: {risk}.", by=by)
    ReportDraft.objects.filter(form_key=form_key, user=by).delete()
    tell_owners(case, _urgency(reported), except_user=by)
    record(
        Verb.INCIDENT_REPORTED, target=case, by=by, kind=str(reported.kind), wall=case.wall, linked=len(reported.people)
    )
    if complaint:
        record_incident_out_of(complaint, case, by)
    return case


def _urgency(reported: Reported) -> str:
    """What the first mail says of how soon it is to be looked at (requirements 6.6)."""
    if reported.child_at_risk:
        return "danger"
    return "within_72_hours" if reported.kind == Kind.PHOTO_UNPERMITTED else "reported"


def _reference() -> str:
    """One that no case has. Two writers who choose the same at once: the second one's form is sent again."""
    year = SchoolYear.objects.year_on(timezone.localdate())
    for _ in range(TRIES):
        reference = new_reference(PREFIX, year)
        if not Case.objects.filter(reference=reference).exists():
            return reference
    raise RuntimeError("No free reference was found.")


def _link(case: Case, reported: Reported, by: User) -> list[CasePerson]:
    people = list(reported.people)
    if reported.is_self_report:
        people.insert(0, Linked(Part.SUBJECT, Standing.STAFF, str(by), user=by))
    return CasePerson.objects.bulk_create(
        CasePerson(
            case=case,
            part=linked.part,
            standing=linked.standing,
            name=linked.name[:160],
            user=linked.user,
            pupil=linked.pupil,
            year_group=linked.pupil.year_group if linked.pupil else "",
            added_by=by,
        )
        for linked in people
    )
