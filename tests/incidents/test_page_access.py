"""Every page of an incident: what may not be seen or done is not there, asked for or sent."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from incidents.actions.dealing import assign_case
from incidents.actions.referring import ask_governor, refer_case
from incidents.actions.steps import add_step
from incidents.models import Case, LegalReferral, PanelMember
from incidents.relations import Act
from incidents.seeing import who_can_see
from incidents.standing import acts_for
from incidents.walls import Standing
from people.models import RoleAssignment, User
from people.roles import Role
from tests.factories import UserFactory

from .made import about, again, report
from .pages import a_key, page_of, send

PEOPLE = ("head", "dsl", "chair", "vice_chair", "clerk", "governor", "office", "reporter", "handler", "colleague")
# Which act each address needs. What only sends has no page to ask for.
PAGES = {
    "incident": Act.READ,
    "about-me": Act.READ,
    "note-new": Act.COMMENT,
    "words-new": Act.COMMENT,
    "step-new": Act.COMMENT,
    "assignment-new": Act.ASSIGN,
    "person-new": Act.CHANGE_STATE,
    "correction": Act.CHANGE_STATE,
    "rules": Act.CHANGE_STATE,
    "safeguarding": Act.CHANGE_STATE,
    "out-of-hours": Act.CHANGE_STATE,
    "bullying": Act.CHANGE_STATE,
    "closing": Act.CLOSE,
    "referral-new": Act.REFER,
    "file": Act.EXPORT,
}


def _cases(school) -> dict[str, Case]:
    """A case behind each wall, given to somebody where that can be."""
    found = {
        "pupil": report(school.reporter, about(None, Standing.PUPIL, "A child")),
        "staff": report(school.reporter, about(school.colleague)),
        "marked": report(school.reporter, about(school.colleague), child_at_risk=True),
        "safeguarding lead": report(school.reporter, about(school.dsl), child_at_risk=True),
        "reporter": report(school.reporter, about(school.reporter)),
        "head": report(school.reporter, about(school.head, Standing.HEAD)),
        "governor": report(school.reporter, about(school.governor, Standing.GOVERNOR)),
        "chair": report(school.reporter, about(school.chair, Standing.CHAIR)),
        "clerk": report(school.reporter, about(school.clerk, Standing.CLERK)),
        "both": report(school.reporter, about(school.head, Standing.HEAD), about(school.chair, Standing.CHAIR)),
    }
    for name in ("pupil", "staff"):
        assign_case(case=found[name], user=school.handler, by=school.head)
    return found


@pytest.mark.slow  # every page of two incidents as ten people, and two pages of the others
def test_each_page_is_there_for_exactly_those_who_may_do_what_it_is_for(client, school):
    cases, wrong = _cases(school), []
    for user in [again(getattr(school, name)) for name in PEOPLE]:
        client.force_login(user)
        for name, case in cases.items():
            pages = PAGES if name in {"pupil", "head"} else {page: PAGES[page] for page in ("incident", "closing")}
            acts = acts_for(again(user), case)
            for page, act in pages.items():
                status = client.get(reverse(f"incidents:{page}", args=[case.public_id])).status_code
                if status not in ({200, 302} if act in acts else {403, 404}):
                    wrong.append((name, str(user.roles), page, status))

    assert wrong == []


def test_what_may_not_be_done_is_not_done_when_it_is_sent_all_the_same(client, school):
    case = _cases(school)["head"]
    before = Case.objects.get(pk=case.pk)
    for name in ("head", "dsl", "clerk", "reporter", "handler", "office"):
        for page in [*PAGES, "state", "reopening"]:
            typed = {"text": "x", "form_key": a_key(), "reason": "x", "state": "working", "revision": "0"}
            status = send(client, again(getattr(school, name)), page, case.public_id, **typed).status_code
            assert status in {403, 404, 405}, (name, page)

    now = Case.objects.get(pk=case.pk)
    assert (now.revision, now.state, now.timeline.count()) == (before.revision, before.state, 1)


def _everybody(school) -> list[User]:
    """The people of the school, somebody who stands in for the head, somebody whose account has ended."""
    for name in PEOPLE:
        getattr(school, name)
    deputy = UserFactory()
    held = school.head.assignments.get()
    RoleAssignment.objects.create(user=deputy, role=Role.HEAD, is_cover=True, covers=held)
    UserFactory(role=Role.DSL, ends_on=timezone.localdate() - dt.timedelta(days=1))
    UserFactory(role=Role.PARENT)
    return list(User.objects.all())


def test_who_can_see_it_on_the_page_are_exactly_those_who_can(school):
    everybody = _everybody(school)
    cases = _cases(school)
    referral = refer_case(case=cases["pupil"], reason="It goes on.", bundle="A picture was shared.", by=school.head)
    ask_governor(referral=referral, user=school.governor, by=school.chair)
    PanelMember.objects.create(case=cases["staff"], user=school.vice_chair, named_by=school.clerk)
    assert LegalReferral.objects.open().count() == 1
    for name, case in cases.items():
        case = Case.objects.get(pk=case.pk)
        said = {seer.user.pk: seer.is_whole for seer in who_can_see(case)}
        acts = {user.pk: acts_for(again(user), case) for user in everybody}

        assert said == {key: Act.READ in may for key, may in acts.items() if Act.KNOW in may}, name
        assert all(seer.reasons for seer in who_can_see(case))


def test_a_reader_whom_it_is_about_presses_a_button_and_it_has_left_them(client, school):
    case = report(school.reporter)
    page = page_of(client, school.head, "about-me", case.public_id)
    assert page.status_code == 200

    sent = send(client, school.head, "about-me", case.public_id, knowing=page.context["change"].key)

    assert sent.status_code == 302
    assert page_of(client, again(school.head), "incident", case.public_id).status_code == 404
    assert page_of(client, again(school.chair), "incident", case.public_id).status_code == 200


def test_linking_the_head_moves_it_to_the_chair_with_that_request(client, school):
    case = report(school.reporter)
    typed = {"part": "subject", "standing": "head", "name": school.head.get_full_name()}

    asked = send(client, school.dsl, "person-new", case.public_id, **typed)
    typed |= {"who": f"u{school.head.pk}"}
    told = send(client, school.dsl, "person-new", case.public_id, **typed)
    assert Case.objects.visible_to(again(school.head)).filter(pk=case.pk).exists()
    moved = send(client, school.dsl, "person-new", case.public_id, **typed, knowing=told.context["change"].key)

    assert asked.status_code == 400
    assert "Choose who it is" in asked.content.decode()
    assert moved.status_code == 302
    assert moved.url == "/dashboard/"
    for gone in (school.dsl, school.head):
        assert page_of(client, again(gone), "incident", case.public_id).status_code == 404
    assert page_of(client, again(school.chair), "incident", case.public_id).status_code == 200


def test_a_step_or_person_of_another_incident_is_not_there(client, school):
    mine, other = report(school.reporter), report(school.reporter, about(None, Standing.PUPIL, "A child"))
    step = add_step(case=other, text="Talk.", owner=None, due_on=None, by=school.head)
    person = other.people.get()

    for page, key in (
        ("step", step.public_id),
        ("person-removal", person.public_id),
        ("parents-told", person.public_id),
    ):
        assert page_of(client, school.head, page, mine.public_id, key).status_code == 404
        assert page_of(client, school.head, page, other.public_id, key).status_code == 200


def test_whoever_was_given_it_and_lost_it_reads_it_no_more(client, school):
    case = report(school.reporter)
    given = assign_case(case=case, user=school.handler, by=school.head)
    assert page_of(client, again(school.handler), "incident", case.public_id).status_code == 200

    send(client, school.head, "assignment-ending", case.public_id, given.user_id)

    assert page_of(client, again(school.handler), "incident", case.public_id).status_code == 404


def test_nobody_is_left_alone_with_a_case_about_everybody_who_could_read_it(client, school):
    case = report(school.reporter, about(school.head, Standing.HEAD))
    for user in (school.vice_chair, school.clerk):
        user.assignments.all().delete()

    refused = send(client, school.chair, "about-me", case.public_id)

    assert refused.status_code == 400
    assert "LADO" in refused.content.decode()
    assert page_of(client, again(school.chair), "incident", case.public_id).status_code == 200
