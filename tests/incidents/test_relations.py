"""Who may do what with a case: the table, the query and the school's access matrix say the same."""

import csv
import datetime as dt
import itertools
from collections.abc import Callable

import pytest
from django.utils import timezone

from incidents.actions.dealing import assign_case, end_assignment
from incidents.actions.referring import ask_governor, refer_case
from incidents.models import Case, PanelMember
from incidents.relations import GRANTS, Act, Circumstances, Relation, acts_of
from incidents.sorts import Sort
from incidents.standing import acts_for, can
from incidents.walls import Standing, Wall, wall_of
from people.models import User
from people.permissions import Permission
from people.roles import Role
from tests.conftest import SHARED
from tests.factories import UserFactory

from .made import School, about, again, report

MATRIX = SHARED / "design" / "access_matrix.csv"
ACTS = {
    "read": Act.READ,
    "list": Act.LIST,
    "search": Act.SEARCH,
    "know_it_exists": Act.KNOW,
    "comment": Act.COMMENT,
    "assign": Act.ASSIGN,
    "change_status": Act.CHANGE_STATE,
    "close": Act.CLOSE,
    "reopen": Act.REOPEN,
    "attach": Act.ATTACH,
    "export": Act.EXPORT,
    "decide_legal_action": Act.DECIDE_LEGAL,
    "notified_by_email": Act.MAILED,
}
# What a cell of the matrix says beyond yes, and which act it is then.
OWN_WORDS, BUNDLE = "own words and status only", "redacted bundle"
OTHER_ACT = {(Act.READ, OWN_WORDS): Act.READ_OWN, (Act.READ, BUNDLE): Act.READ_BUNDLE}
CASES = ("incident_pupil", "incident_staff", "incident_head")


def _cells() -> list[tuple[str, str, str, str]]:
    if not MATRIX.exists():
        return []
    with MATRIX.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return [(r["role"], r["object"], r["action"], r["verdict"]) for r in rows if r["object"] in CASES]


def _case(school: School, what: str, subject: User | None) -> Case:
    """A case of this sort; `subject` is whom it is about, where the row of the matrix says so."""
    if what == "incident_pupil":
        linked = about(subject) if subject else about(None, Standing.PUPIL, "A child")
    elif what == "incident_staff":
        linked = about(subject or school.colleague)
    else:
        linked = about(subject or school.head, Standing.HEAD)
    return report(school.reporter, linked)


def _who(school: School, role: str, what: str) -> tuple[User | None, Case, Act | None]:
    """The person of a row of the matrix, and a case to which they stand so."""
    subject: User | None = None
    plain: dict[str, Callable[[], User]] = {
        "staff_unrelated": lambda: UserFactory(role=Role.STAFF),
        "class_teacher": lambda: UserFactory(role=Role.STAFF),
        "teacher_other_class": lambda: UserFactory(role=Role.STAFF),
        "parent_own": lambda: UserFactory(role=Role.PARENT),
        "parent_other": lambda: UserFactory(role=Role.PARENT),
        "former_staff": lambda: UserFactory(role=Role.STAFF, ends_on=timezone.localdate() - dt.timedelta(days=1)),
        "former_parent": lambda: UserFactory(),
        "dpo": lambda: UserFactory(role=Role.DPO),
        "office": lambda: school.office,
        "governor": lambda: school.governor,
        "clerk": lambda: school.clerk,
        "chair": lambda: school.chair,
        "head": lambda: school.head,
        "dsl": lambda: school.dsl,
        "staff_reporter": lambda: school.reporter,
        "staff_handler": lambda: school.handler,
        "governor_panel": lambda: school.governor,
    }
    if role in {"anon", "receipt_holder", "it_admin"}:
        return None, _case(school, what, None), None
    if role in {"staff_subject", "head_subject", "chair_subject"}:
        subject = {"staff_subject": school.handler, "head_subject": school.head, "chair_subject": school.chair}[role]
        linked = about(subject)
        return subject, report(school.reporter, linked), None
    case = _case(school, what, None)
    user = plain[role]()
    if role == "dsl" and what == "incident_staff":
        Case.objects.filter(pk=case.pk).update(is_safeguarding=True)  # "if marked safeguarding"
    if role == "staff_handler" and what in {"incident_pupil", "incident_staff"}:
        assign_case(case=case, user=user, by=school.head)
    if role == "governor_panel":
        PanelMember.objects.create(case=case, user=user, named_by=school.chair)
    if role in {"chair", "governor_panel"} and what != "incident_head":
        return user, case, Act.DECIDE_LEGAL
    return user, case, None


def _referred(school: School, case: Case, user: User) -> None:
    """The head has asked the governors, and the chair this governor."""
    referral = refer_case(case=case, reason="It goes on.", bundle="What was done so far.", by=again(school.head))
    if user != school.chair:
        ask_governor(referral=referral, user=user, by=again(school.chair))


@pytest.mark.skipif(not MATRIX.exists(), reason="the design does not lie beside this clone")
@pytest.mark.parametrize(("role", "what"), sorted({cell[:2] for cell in _cells()}))
def test_every_cell_of_the_access_matrix_holds(school, role, what):
    user, case, after_referral = _who(school, role, what)
    wrong = []
    cells = [cell[2:] for cell in _cells() if cell[:2] == (role, what)]
    for action, verdict in sorted(
        cells, key=lambda cell: cell[0] == "decide_legal_action"
    ):  # a referral changes the rest
        if action == "delete":
            assert verdict == "N", "nobody deletes a case"
            continue
        if action == "create":
            continue  # `test_who_may_report`
        asked = ACTS[action]
        if asked is Act.DECIDE_LEGAL and after_referral and user:
            assert not can(again(user), asked, case), "only after referral by the head"
            _referred(school, case, user)
        asked = OTHER_ACT.get((asked, verdict), asked)
        fresh = again(user) if user else None
        case.refresh_from_db()
        may = bool(fresh) and can(fresh, asked, case)
        listed = bool(fresh) and Case.objects.allowing(asked, fresh).filter(pk=case.pk).exists()
        if may != listed:
            wrong.append(f"{action}: the page says {may}, the query {listed}")
        if may != (verdict != "N") and not _is_by_the_way(role, asked, verdict):
            wrong.append(f"{action}: {may}, the matrix says {verdict}")
    assert wrong == []


def _is_by_the_way(role: str, act: Act, verdict: str) -> bool:
    """A reporter about staff attaches while reporting: in the form, not to the case that is there then."""
    return role == "staff_reporter" and act is Act.ATTACH and verdict == "while reporting"


def test_who_may_report(db):
    reporting = {role for role in Role if UserFactory(role=role).has_perm(Permission.INCIDENT_REPORT)}

    assert reporting == set(Role) - {Role.PARENT, Role.DPO}


@pytest.mark.parametrize("act", Act)
def test_nobody_may_do_anything_with_a_case_about_them_whatever_else_they_are(act):
    for wall, sort in itertools.product(Wall, Sort):
        circumstances = Circumstances(wall, sort, is_safeguarding=True, at_panel=True)
        assert act not in acts_of(frozenset(Relation), circumstances)


def test_a_case_about_the_head_does_not_exist_for_anybody_who_stands_in_for_the_head(school):
    case = report(school.reporter, about(school.head, Standing.HEAD))
    deputy = UserFactory(role=Role.HEAD)

    assert acts_for(deputy, case) == frozenset()
    assert not Case.objects.visible_to(deputy).exists()
    assert list(Case.objects.visible_to(school.chair)) == [case]


def test_a_safeguarding_lead_does_not_read_a_case_about_staff_until_it_is_marked(school):
    case = report(school.reporter, about(school.colleague))

    assert not Case.objects.visible_to(school.dsl).exists()

    Case.objects.filter(pk=case.pk).update(is_safeguarding=True)
    assert list(Case.objects.visible_to(school.dsl)) == [case]


def test_a_case_about_staff_is_the_safeguarding_leads_while_it_is_given_to_them(school):
    case, other = report(school.reporter, about(school.colleague)), report(school.reporter, about(school.colleague))
    given = assign_case(case=case, user=school.dsl, by=school.head)

    assert list(Case.objects.visible_to(again(school.dsl))) == [case]
    assert list(Case.objects.filter(pk__in=Case.objects.visible_to(again(school.dsl)).values("pk"))) == [case]
    assert list(Case.objects.exclude(pk__in=Case.objects.visible_to(again(school.dsl)).values("pk"))) == [other]

    end_assignment(assignment=given, by=school.head)
    assert not Case.objects.visible_to(again(school.dsl)).exists()


def test_somebody_whose_account_ended_sees_nothing_they_dealt_with(school):
    case = report(school.reporter)
    assign_case(case=case, user=school.handler, by=school.head)
    assert list(Case.objects.visible_to(again(school.handler))) == [case]

    User.objects.filter(pk=school.handler.pk).update(ends_on=timezone.localdate() - dt.timedelta(days=1))

    assert not Case.objects.visible_to(again(school.handler)).exists()


def test_every_wall_has_somebody_who_leads_and_nothing_is_granted_to_the_person_it_is_about():
    for grants in GRANTS.values():
        assert {grant.wall for grant in grants if Act.CLOSE in grant.acts} == set(Wall)
        assert Relation.SUBJECT not in {grant.relation for grant in grants}


@pytest.mark.parametrize(
    ("standings", "wall"),
    [
        ([], Wall.PUPIL),
        ([Standing.PARENT, Standing.ACCOUNT], Wall.PUPIL),
        ([Standing.FORMER_STAFF], Wall.STAFF),
        ([Standing.PUPIL, Standing.HEAD, Standing.GOVERNOR], Wall.HEAD),
        ([Standing.VICE_CHAIR], Wall.GOVERNOR),
        ([Standing.CHAIR, Standing.VICE_CHAIR], Wall.BOARD),
        ([Standing.HEAD, Standing.CHAIR], Wall.BOARD),
    ],
)
def test_the_wall_is_the_highest_of_those_it_is_about(standings, wall):
    assert wall_of(standings) is wall
