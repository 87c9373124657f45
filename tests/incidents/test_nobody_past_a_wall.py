"""What a fierce reader found: ways around a wall, shut."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent, Verb
from incidents.actions.blacking import black_out
from incidents.actions.closing import close_case
from incidents.actions.dealing import assign_case
from incidents.actions.evidence import may_seal
from incidents.actions.faults import CannotBeSo, NotAllowed, WrongState
from incidents.actions.notes import add_note
from incidents.actions.owning import find_owners
from incidents.actions.people import link_person
from incidents.actions.referring import Decided, ask_governor, decide_legal_action, refer_case
from incidents.actions.steps import add_step
from incidents.blacking import sign_of
from incidents.case_file import case_file
from incidents.finding_people import called_the_same
from incidents.kinds import Kind
from incidents.models import Case, EvidenceFile, Incident, LegalDecision
from incidents.notifications import who_was_told
from incidents.outcomes import Outcome
from incidents.relations import Act
from incidents.seeing import who_can_see
from incidents.standing import acts_for, can
from incidents.steps import Proposed
from incidents.walls import Standing, Wall
from people.actions.joining import join_accounts
from people.models import Notification, RoleAssignment
from people.roles import Role
from tests.factories import UserFactory

from .made import about, again, report


@pytest.mark.parametrize(
    "typed", ["Mrs Ashdown", "Ashdown", "J. Ashdown", "Joanne Ashdown", "the headteacher", "Head teacher", "our head"]
)
def test_a_surname_or_a_post_may_mean_the_head_and_is_asked_about(db, typed):
    UserFactory(title="Mrs", forename="Joanne", surname="Ashdown", role=Role.HEAD)

    assert [match.name for match in called_the_same(typed)] == ["Mrs Joanne Ashdown"]


@pytest.mark.parametrize("typed", ["Ash", "Joanna Ashdown", "Mr", ".", "the"])
def test_another_name_is_not_asked_about(db, typed):
    UserFactory(title="Mrs", forename="Joanne", surname="Ashdown", role=Role.HEAD)

    assert called_the_same(typed) == []


def test_D4_a_head_who_is_a_governor_too_is_not_asked_and_decides_nothing(school):
    case = report(school.reporter)
    referral = refer_case(case=case, reason="It goes on.", bundle="What was done.", by=school.dsl)
    RoleAssignment.objects.create(user=school.head, role=Role.GOVERNOR)
    decided = Decided(LegalDecision.Answer.NO, timezone.localdate(), "Not now.")

    with pytest.raises(CannotBeSo, match="no part"):
        ask_governor(referral=referral, user=again(school.head), by=school.chair)
    with pytest.raises(NotAllowed):
        decide_legal_action(referral=referral, decided=decided, by=again(school.head))


def test_D4_a_chair_who_reported_it_asks_another_governor_and_does_not_decide(school):
    case = report(school.chair)
    referral = refer_case(case=case, reason="It goes on.", bundle="What was done.", by=school.head)
    decided = Decided(LegalDecision.Answer.NO, timezone.localdate(), "Not now.")

    with pytest.raises(NotAllowed):
        decide_legal_action(referral=referral, decided=decided, by=school.chair)
    ask_governor(referral=referral, user=school.governor, by=school.chair)
    assert decide_legal_action(referral=referral, decided=decided, by=again(school.governor)).pk


def test_whoever_only_deals_with_a_case_does_not_shut_away_what_somebody_else_added(school):
    case = report(school.reporter, about(school.colleague))
    assign_case(case=case, user=school.handler, by=school.head)
    file = EvidenceFile(case=case, added_by=school.reporter)

    assert not may_seal(again(school.handler), file, acts_for(again(school.handler), case))
    assert may_seal(school.head, file, acts_for(school.head, case))
    assert may_seal(school.reporter, file, acts_for(school.reporter, case))


def test_who_no_longer_works_here_deals_with_nothing_though_the_account_goes_on_as_a_parents(school):
    case = report(school.reporter)
    assign_case(case=case, user=school.handler, by=school.head)
    RoleAssignment.objects.filter(user=school.handler).update(role=Role.PARENT)
    handler = again(school.handler)

    assert acts_for(handler, case) == frozenset()
    assert not Case.objects.allowing(Act.MAILED, handler).exists()
    assert handler not in [seer.user for seer in who_can_see(case)]


def test_two_accounts_joined_are_kept_out_of_what_is_about_either(school):
    at_home = UserFactory(role=Role.PARENT)
    case = report(school.reporter, about(school.colleague))

    join_accounts(kept=at_home, other=school.colleague, by=school.office)

    assert case.people.get().user == at_home
    assert not can(again(at_home), Act.READ, case)
    with pytest.raises(CannotBeSo, match="about this person"):
        assign_case(case=case, user=again(at_home), by=school.head)


def test_a_case_about_a_deputy_who_becomes_the_only_head_goes_to_the_chair(school):
    case = report(school.reporter, about(school.colleague))
    RoleAssignment.objects.filter(user=school.head).delete()
    RoleAssignment.objects.create(user=school.colleague, role=Role.HEAD)
    Notification.objects.all().delete()
    assert not Case.objects.visible_to(again(school.colleague)).exists()

    assert find_owners() == 1
    assert find_owners() == 0

    case.refresh_from_db()
    assert (case.wall, case.owner_role) == (Wall.HEAD, Role.CHAIR)
    assert list(Notification.objects.values_list("user", flat=True)) == [school.chair.pk]
    assert AuditEvent.objects.about(case).filter(verb=Verb.INCIDENT_ROUTED).count() == 1


def test_a_post_that_falls_empty_hands_its_cases_on_and_one_that_is_held_keeps_them(school):
    of_the_chair = report(school.reporter, about(school.chair, Standing.CHAIR))
    of_a_pupil = report(school.reporter)
    long_ago = timezone.localdate() - dt.timedelta(days=9)
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    RoleAssignment.objects.filter(role=Role.VICE_CHAIR).update(starts_on=long_ago, ends_on=yesterday)
    find_owners()

    assert Case.objects.get(pk=of_the_chair.pk).owner_role == Role.CLERK
    assert Case.objects.get(pk=of_a_pupil.pk).owner_role == Role.HEAD


def test_a_form_sent_for_one_case_is_not_taken_for_another(school):
    one, other, key = report(school.reporter), report(school.reporter), uuid.uuid4()
    add_note(case=one, text="A note.", form_key=key, by=school.head)

    with pytest.raises(WrongState, match="already"):
        add_note(case=other, text="A note.", form_key=key, by=school.head)


@pytest.mark.parametrize("address", ["/incidents/?until=9999-12-31", "/audit/?day=9999-12-31"])
def test_the_last_day_of_all_breaks_no_page(school, sign_in, address):
    assert sign_in(school.head).get(address).status_code == 200


def test_what_is_blacked_out_in_the_timeline_is_so_beside_the_closure_and_on_paper(school, sign_in):
    case = report(school.reporter)
    close_case(case=case, outcomes=[Outcome.ADVICE], reason="Zebedee said so.", told="", revision=0, by=school.head)
    entry = case.timeline.get(typed__text="Zebedee said so.")

    black_out(
        case=case,
        where=sign_of(f"entrytext.text.{entry.pk}"),
        phrases=["Zebedee"],
        reason="Not for all.",
        by=school.dsl,
    )

    assert "Zebedee" not in sign_in(school.dsl).get(case.get_absolute_url()).content.decode()
    assert case_file(Case.objects.get(pk=case.pk), school.head, [])["closures"][0]["reason"] == "███████ said so."


def test_a_case_that_becomes_one_about_staff_gets_the_steps_of_one(school):
    case = report(school.reporter)
    assert not case.steps.filter(key=Proposed.LADO).exists()

    link_person(case=case, linked=about(school.colleague), by=school.head)

    assert case.steps.filter(key=Proposed.LADO).count() == 1


def test_a_mail_that_never_arrived_told_nobody(school):
    case = report(school.reporter)
    assert who_was_told(case, [school.head.pk]) == {school.head.pk}

    Notification.objects.update(status=Notification.Status.FAILED)

    assert who_was_told(case, [school.head.pk]) == set()


def test_the_reporter_reads_nothing_of_what_was_corrected(school, sign_in):
    case = report(school.reporter)
    Incident.objects.filter(pk=case.pk).update(kind=Kind.AI_ALTERED)
    client = sign_in(school.reporter)

    for address in (reverse("incidents:mine"), reverse("incidents:own", args=[case.public_id])):
        assert "AI-altered" not in client.get(address).content.decode()


@pytest.mark.parametrize(
    ("field", "text"),
    [("reason", "Because Kim Fox did it again."), ("bundle", "Kim told us."), ("bundle", "It was fox who answered.")],
)
def test_D4_neither_the_reason_nor_what_the_governors_read_names_anybody_in_it(school, field, text):
    case = report(school.reporter, about(None, Standing.PUPIL, "Kim Fox"))
    typed = {"reason": "It goes on.", "bundle": "What was done.", field: text}

    with pytest.raises(CannotBeSo, match="Take out the names") as fault:
        refer_case(case=case, by=school.head, **typed)

    assert fault.value.field == field


def test_D4_who_reported_it_is_not_named_and_a_word_that_is_a_forename_too_is_no_name(school):
    case = report(school.reporter, about(None, Standing.PUPIL, "Will Ash"))

    with pytest.raises(CannotBeSo, match=school.reporter.surname):
        refer_case(case=case, reason=f"{school.reporter.surname} saw it.", bundle="What was done.", by=school.head)
    assert refer_case(case=case, reason="It will go on.", bundle="They will not talk.", by=school.head).pk


def test_the_same_person_and_the_same_step_sent_twice_stand_there_once(school):
    case = report(school.reporter)
    for _ in range(2):
        link_person(case=case, linked=about(None, Standing.PARENT, "Mrs Ash"), by=school.head)
        add_step(case=case, text="Ring her.", owner=None, due_on=None, by=school.head)

    assert case.people.count() == 1
    assert case.steps.filter(text="Ring her.").count() == 1
