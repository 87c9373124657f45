"""Everything that the page of one incident shows to one reader, fetched in a number of queries that does not grow."""

from typing import Any

from django.utils import timezone

from people.models import Pupil, SchoolYear, User
from people.settings import Key, number, read_all
from policies.models import PolicyVersion, RelatedDocument, RuleVersion, Statute

from .actions.closing import missing_to_close
from .actions.handling import MOVES
from .actions.referring import DECIDED_BY_GOVERNORS
from .alike import alike_lately, decided_alike
from .hints import too_young
from .kinds import BULLYING, Kind
from .letters import LetterKind
from .models import Case, CasePerson, DataBreach, State
from .permission_then import Then, may_be_a_breach, permission_then
from .relations import Act
from .seeing import links_of, who_can_see
from .shown_words import AsRead, as_read_by
from .standing import acts_for
from .walls import Wall


def everything(case: Case, user: User) -> dict[str, Any]:
    """What stands on the page of `case` for `user`, who may read it."""
    incident = case.incident
    people = present_people(case)
    rules, alike_days = cited_rules(case), number(read_all(), Key.ALIKE_DAYS)
    tests = list(incident.out_of_hours_tests.select_related("decided_by")) if incident.is_out_of_hours else []
    links = links_of(case, people)
    seers = who_can_see(case, links)
    read = as_read_by(user)
    then = permission_then(incident, people, user)
    return {
        "case": case,
        "incident": read(incident),
        "may": may_do(case, user),
        "people": people,
        "rules": rules,
        "young": too_young([one.pupil for one in people if one.pupil], incident.platform, incident.happened_on),
        "test": read(tests[0]) if tests else None,
        "decided_alike": decided_alike(incident, user) if incident.is_out_of_hours else [],
        "entries": entries_of(case, user),
        "steps": list(case.steps.select_related("owner", "done_by")),
        "seers": seers,
        "whole": sum(seer.is_whole for seer in seers),
        "dealing": links.dealing,
        "closures": [read(closure) for closure in case.closures.select_related("closed_by")],
        "referrals": [read(referral) for referral in links.referrals],
        "is_asked": any(referral.is_open for referral in links.referrals),
        "laws": list(Statute.objects.confirmed()),
        "alike": alike_lately(case, rules, user, alike_days),
        "alike_days": alike_days,
        "then": then,
        **_breach(case, people, user, then),
        "documents": related_documents(user),
        "letters": LetterKind,
        **_states(case, people),
    }


def _breach(case: Case, people: list[CasePerson], user: User, then: Then | None) -> dict[str, Any]:
    """The record of a data breach that was opened out of it, its address for whoever may read that; else whether one
    can be."""
    found = DataBreach.objects.filter(incident=case).first()
    if found is None:
        return {"breach": None, "may_be_a_breach": may_be_a_breach(case.incident, people, user, then)}
    may = DataBreach.objects.visible_to(user).filter(pk=found.pk).exists()
    return {"breach": found, "breach_url": found.get_absolute_url() if may else ""}


def _states(case: Case, people: list[CasePerson]) -> dict[str, Any]:
    """Where the case stands, and what follows from that."""
    state = State(case.state)
    return {
        "moves": [move for move, before in MOVES.items() if state in before and move != State.SEEN],
        "missing": missing_to_close(case, people) if case.is_open else [],
        "is_overdue": case.is_open and case.due_on is not None and case.due_on < timezone.localdate(),
        "is_bullying": case.incident.kind in BULLYING,
        "is_about_staff": case.wall == Wall.STAFF,
        "is_threat": case.incident.kind == Kind.THREAT,
        "is_ai": case.incident.kind == Kind.AI_ALTERED,
    }


def may_do(case: Case, user: User) -> dict[str, bool]:
    """What `user` may do with `case` as it stands: what may not be done is not shown."""
    acts = acts_for(user, case)
    open_only = {Act.CHANGE_STATE, Act.ASSIGN, Act.CLOSE, Act.REFER}
    found = {str(act): True for act in acts if case.is_open or act not in open_only}
    found["reopen"] = Act.REOPEN in acts and not case.is_open
    found["refer"] = found.get("refer", False) and Wall(case.wall) in DECIDED_BY_GOVERNORS
    found["withdraw"] = Act.REFER in acts
    found["black_out"] = Act.CHANGE_STATE in acts
    return found


def present_people(case: Case) -> list[CasePerson]:
    """Who is in the case, each child with `class_code` of the day on which it happened. Three queries."""
    people = list(case.people.present().select_related("pupil", "user"))
    day = case.incident.happened_on
    children = [person.pupil_id for person in people if person.pupil_id]
    codes: dict[int, str] = {}
    if children:
        pupils = Pupil.objects.filter(pk__in=children).with_class_code(SchoolYear.objects.year_on(day), day)
        codes = {pupil.pk: pupil.class_code or "" for pupil in pupils}
    for person in people:
        person.class_code = codes.get(person.pupil_id or 0, "")
    return people


def cited_rules(case: Case) -> list[RuleVersion]:
    """The rules as they stood on the day. One query."""
    cited = case.incident.cited.filter(taken_off_at=None).select_related("rule__version__policy", "rule__section")
    return [one.rule for one in cited]


def entries_of(case: Case, user: User | None) -> list[Any]:
    """The timeline, newest first, as `user` reads it. One query."""
    return [AsRead(entry, user) for entry in case.timeline.select_related("typed__blacked_out_by", "letter", "by")]


def related_documents(user: User) -> list[RelatedDocument]:
    """The documents that the policies in force name, such as those on acceptable use and on bullying. One query."""
    in_force = PolicyVersion.objects.in_force_on(timezone.localdate())
    seen = RelatedDocument.objects.visible_to(user)
    return list(RelatedDocument.objects.filter(pk__in=seen.values("pk"), cited_by__version__in=in_force).distinct())
