"""What a complaint tells of may be an incident as well; whoever complained never becomes one (requirements 1.11)."""

import uuid
from collections.abc import Iterable, Sequence

from django.db import transaction

from audit.models import Verb
from audit.recorder import record
from incidents.kinds import BEYOND_CRITICISM, Kind
from incidents.models import Case, CasePerson, Complaint, ReportDraft, TimelineEntry
from incidents.notifications import tell_chair_first
from incidents.relations import Act
from incidents.rule_choices import TAGS, rules_to_name
from incidents.sorts import Sort
from incidents.walls import Standing
from people.models import User
from people.names import without_title
from people.roles import Role

from .entries import add_entry
from .faults import CannotBeSo
from .locking import locked_open

ADULTS = frozenset({Standing.PARENT, Standing.OTHER})
NEVER_ITS_AUTHOR = "A complaint never becomes an incident about whoever complained. Nothing was sent."
# The same words for every incident about a parent or another adult, so that they tell of no complaint.
ASK_THE_CHAIR = "Before anything else: the chair of governors agrees, since it is about a parent or another adult"
OUT_OF = "out_of"  # where a draft says which complaint it came out of


def begin_incident(*, case: Case, kind: Kind, reasons: Sequence[str], by: User) -> ReportDraft:
    """A report begun out of a complaint: the kind, the reasons why it is more than criticism, the rules that fit are
    filled in. Nothing of the complaint's words goes with it: who reports writes what happened. Not sent yet.

    Raises NotAllowed, WrongState; CannotBeSo without a reason.
    """
    with transaction.atomic():
        held = locked_open(case, Act.CHANGE_STATE, by)
        if not set(reasons) & set(BEYOND_CRITICISM):
            raise CannotBeSo("reasons", "Choose at least one reason. Criticism, fair or unfair, is not recorded.")
        day = held.complaint.happened_on
        what = {"kind": [str(kind)], "is_post_of_a_parent": ["on"], "beyond_criticism": list(reasons)}
        typed: dict[str, object] = {
            "what": what | ({"happened_on": [day.isoformat()]} if day else {}),
            "rules": {"rules": _rules_for(held, kind)},
            OUT_OF: str(held.public_id),
        }
        return ReportDraft.objects.create(user=by, form_key=uuid.uuid4(), typed=typed)


def _rules_for(case: Case, kind: Kind) -> list[str]:
    """The rules that are about this kind, as they held on the day."""
    day = case.complaint.happened_on or case.received_on
    tags: frozenset[str] = TAGS.get(kind, frozenset())
    groups = rules_to_name(day, (), kind).fitting if tags else []
    return [str(rule.pk) for group in groups for rule in group.rules if set(rule.tags) & tags]


def refuse_the_author(public_id: str, people: Iterable[CasePerson], by: User) -> Complaint | None:
    """The complaint out of which a report came, where `by` may still open one out of it; nothing where it came out of
    none. Raises CannotBeSo where one of the people it is about is whoever complained, by account or by name."""
    if not public_id:
        return None
    mine = Case.objects.allowing(Act.CHANGE_STATE, by, Sort.COMPLAINT).open()
    case = mine.filter(public_id=public_id).select_related("complaint").first()
    if case is None:
        raise CannotBeSo("", "The complaint is not with you any more, so nothing was sent. Let this draft go.")
    if any(_is_author(person, case) for person in people if person.part == CasePerson.Part.SUBJECT):
        raise CannotBeSo("", NEVER_ITS_AUTHOR)
    return case.complaint


def _is_author(person: CasePerson, case: Case) -> bool:
    if person.user_id and person.user_id == case.reported_by_id:
        return True
    author = case.complaint.name
    return bool(author) and without_title(person.name) == without_title(author)


def record_incident_out_of(complaint: Complaint, incident: Case, by: User) -> None:
    """Keep with the complaint that an incident was opened out of it. The incident does not name the complaint: others
    read it."""
    add_entry(complaint.case, TimelineEntry.Kind.EVENT, f"An incident was opened: {incident.reference}.", by=by)
    record(Verb.COMPLAINT_INCIDENT, target=complaint.case, by=by)


def ask_the_chair_first(incident: Case, people: Iterable[CasePerson], by: User) -> None:
    """An incident about a parent or another adult waits for the chair's agreement, as its first step. Where such a
    person has a complaint open, the chair hears its reference: a step of which nobody else learns why. `people`: who
    was linked just now, with the report or to it later."""
    adults = [one for one in people if one.part == CasePerson.Part.SUBJECT and one.standing in ADULTS]
    if not adults:
        return
    if not incident.steps.filter(text=ASK_THE_CHAIR).exists():
        incident.steps.create(text=ASK_THE_CHAIR, added_by=None)
    open_ones = Case.objects.complaints().open().select_related("complaint")
    theirs = [one for one in open_ones if any(_is_author(adult, one) for adult in adults)]
    if theirs:
        _tell_the_chair(incident, theirs, by)


def _tell_the_chair(incident: Case, theirs: list[Case], by: User) -> None:
    """The chair; the vice-chair where the incident, or the complaint that is open, is about the chair, who is not to
    learn of it."""
    subjects = CasePerson.objects.subjects().filter(case__in=[incident, *theirs], user__isnull=False)
    about = set(subjects.values_list("user", flat=True))
    for role in (Role.CHAIR, Role.VICE_CHAIR):
        found = list(User.objects.holding(role).exclude(pk__in=about).exclude(pk=by.pk))
        if found:
            tell_chair_first(incident, found)
            return
