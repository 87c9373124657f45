"""What whoever holds or held the head's role opened, for the chair: which kind, by a reference, when and how often.

The chair learns that a record was opened, never whose it is (access matrix, audit_log, read_head_accesses).
"""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac

from audit.models import AuditEvent, Verb
from incidents.models import BundlePart, Case, CasePerson, DataBreach, DataRequest, EvidenceFile
from incidents.walls import Wall
from people.models import RoleAssignment, User
from people.roles import Role

from .filters import start_of
from .kinds import BY_LABEL, about

OPENED = (
    Verb.RECORD_READ,
    Verb.COMMENT_READ,
    Verb.REGISTER_EXPORTED,
    Verb.NON_ANSWERS_EXPORTED,
    Verb.CLASS_LIST_PRINTED,
    Verb.INCIDENT_OPENED,
    Verb.INCIDENT_PRINTED,
    Verb.INCIDENTS_EXPORTED,
    Verb.EVIDENCE_OPENED,
    Verb.COMPLAINT_OPENED,
    Verb.COMPLAINT_PRINTED,
    Verb.COMPLAINT_EXPORTED,
    Verb.BREACH_READ,
    Verb.BREACH_EXPORTED,
    Verb.RIGHTS_READ,
    Verb.RIGHTS_PART_READ,
    Verb.RIGHTS_BUNDLE_FETCHED,
    Verb.TRAIL_EXPORTED,
)
# Behind other walls no head reads: who stood in for one and owns such a case by another role is no part of this.
OF_A_HEAD = (Wall.PUPIL, Wall.STAFF)
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
WEEK = dt.timedelta(days=7)
ONE_DAY = dt.timedelta(days=1)


@dataclass
class Opened:
    """One record that one person opened on one day."""

    who: str
    is_cover: bool
    what: str
    noun: str
    reference: str
    times: list[dt.datetime] = field(default_factory=list)


@dataclass(frozen=True)
class Week:
    """Monday to Sunday: each day with what was opened, the newest first, and the weeks before and after with any."""

    monday: dt.date
    days: list[tuple[dt.date, list[Opened]]]
    earlier: dt.date | None
    later: dt.date | None

    @property
    def sunday(self) -> dt.date:
        return self.monday + WEEK - ONE_DAY


def week_of(day: dt.date, reader: User) -> Week:
    """What the head opened in the week of `day`. Nobody reads here about themself. Five queries, whatever happened."""
    monday = day - dt.timedelta(days=day.weekday())
    held = list(RoleAssignment.objects.filter(role=Role.HEAD).exclude(user=reader).select_related("user"))
    events = AuditEvent.objects.filter(_while_head(held), _may_be_told(reader), verb__in=OPENED)
    before, after = start_of(monday), start_of(monday + WEEK)
    found = list(events.filter(at__gte=before, at__lt=after).order_by("-sequence"))
    earlier = events.filter(at__lt=before).order_by("-at").values_list("at", flat=True).first()
    later = events.filter(at__gte=after).order_by("at").values_list("at", flat=True).first()
    return Week(monday, _by_day(found, held), _monday(earlier), _monday(later))


def _while_head(held: list[RoleAssignment]) -> Q:
    """Whatever each did from the first day of the role to its last, covers included."""
    found = Q(pk__in=[])
    for one in held:
        until = Q(at__lt=start_of(one.ends_on + ONE_DAY)) if one.ends_on else Q()
        found |= Q(by=one.user_id, at__gte=start_of(one.starts_on)) & until
    return found


def _may_be_told(reader: User) -> Q:
    """Nothing of an incident behind a wall that shuts the head out, or of one about the reader."""
    cases = Case.objects.filter(wall__in=OF_A_HEAD).exclude(pk__in=_about(reader))
    files = EvidenceFile.objects.filter(case__in=cases)
    breaches = DataBreach.objects.filter(Q(incident=None) | Q(incident__in=cases))
    requests = DataRequest.objects.exclude(Q(about_user=reader) | Q(asked_by=reader))
    parts = BundlePart.objects.filter(Q(case=None) | Q(case__in=cases), request__in=requests)
    told = [cases, files, breaches, requests, parts]
    return ~Q(target_model__in=[rows.model._meta.label_lower for rows in told]) | about(told)


def _about(reader: User) -> QuerySet[Any]:
    return CasePerson.objects.subjects().filter(user=reader).order_by().values("case")


def _by_day(events: list[AuditEvent], held: list[RoleAssignment]) -> list[tuple[dt.date, list[Opened]]]:
    days: dict[dt.date, dict[tuple[int | None, str, str, str], Opened]] = {}
    for event in events:
        day = timezone.localdate(event.at)
        key = (event.by_id, event.verb, event.target_model, event.target_id)
        kept = days.setdefault(day, {})
        kept.setdefault(key, _opened(event, day, held)).times.insert(0, event.at)
    return [(day, list(kept.values())) for day, kept in days.items()]


def _opened(event: AuditEvent, day: dt.date, held: list[RoleAssignment]) -> Opened:
    mine = [one for one in held if one.user_id == event.by_id and one.starts_on <= day <= (one.ends_on or day)]
    kind = BY_LABEL.get(event.target_model)
    return Opened(
        who=str(mine[0].user),
        is_cover=all(one.is_cover for one in mine),
        what=Verb(event.verb).label,
        noun=kind.noun if kind else "",
        reference=reference_of(event.target_model, event.target_id) if event.target_id else "",
    )


def reference_of(label: str, key: str) -> str:
    """A short name of a record that tells nothing of it: the same record has the same one, on every day."""
    number = int(
        salted_hmac("trail.reference", f"{label} {key}", settings.AUDIT_KEY, algorithm="sha256").hexdigest(), 16
    )
    signs = ""
    for _ in range(8):
        number, place = divmod(number, len(LETTERS))
        signs += LETTERS[place]
    return f"{signs[:4]}-{signs[4:]}"


def _monday(moment: dt.datetime | None) -> dt.date | None:
    if moment is None:
        return None
    day = timezone.localdate(moment)
    return day - dt.timedelta(days=day.weekday())
