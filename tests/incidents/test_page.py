"""The page of one incident: what stands on it, for whom, and what it costs."""

import datetime as dt

import pytest
from django.db import connection
from django.utils import timezone

from audit.models import AuditEvent, Verb
from consent.models import Purpose
from incidents.actions.closing import answer_out_of_hours
from incidents.actions.dealing import assign_case
from incidents.actions.handling import open_case
from incidents.actions.notes import add_note
from incidents.actions.referring import refer_case
from incidents.actions.reporting import Linked
from incidents.actions.steps import add_step
from incidents.kinds import Kind, Place
from incidents.models import Case, CasePerson, OutOfHoursTest, State
from incidents.walls import Standing
from people.models import RoleAssignment
from people.roles import Role
from policies.models import Platform
from tests.factories import PupilFactory, UserFactory

from .made import about, again, report
from .pages import a_key, page_of, text_of
from .rules import rule

CEILING = 30
WITH_A_PICTURE = 52  # permission as it was then, and what is known since, of every child in it


def evening(school, **more) -> Case:
    """Something that happened online, yesterday evening."""
    return report(
        school.reporter, *more.pop("people", ()), place=Place.ONLINE, happened_at=dt.time(19, 30),
        happened_on=timezone.localdate() - dt.timedelta(days=1), **more,
    )  # fmt: skip


def test_a10_the_head_sees_a_report_in_the_same_request_and_the_reporter_reads_seen(client, school):
    case = report(school.reporter)

    said = text_of(page_of(client, school.head, "incident", case.public_id))

    assert "Several messages about a coat" in said
    assert Case.objects.get(pk=case.pk).state == State.SEEN
    assert AuditEvent.objects.about(case).filter(verb=Verb.INCIDENT_OPENED).count() == 1


@pytest.mark.parametrize("who", ["reporter", "colleague", "office", "governor", "chair", "clerk", "vice_chair"])
def test_for_whoever_may_not_read_it_the_page_does_not_exist(client, school, who):
    case = report(school.reporter)

    assert page_of(client, getattr(school, who), "incident", case.public_id).status_code in {403, 404}
    assert not AuditEvent.objects.about(case).filter(verb=Verb.INCIDENT_OPENED).exists()


def test_about_the_head_it_is_there_for_the_chair_and_for_nobody_else(client, school):
    case = report(school.reporter, about(school.head, Standing.HEAD))
    others = [user for name, user in vars(school).items() if name != "chair"]

    assert page_of(client, school.chair, "incident", case.public_id).status_code == 200
    assert {page_of(client, user, "incident", case.public_id).status_code for user in others} <= {403, 404}


def test_a_handler_reads_and_writes_and_is_offered_nothing_more(client, school):
    case = report(school.reporter)
    assign_case(case=case, user=school.handler, by=school.head)

    page = page_of(client, again(school.handler), "incident", case.public_id)

    assert page.status_code == 200
    said = page.content.decode()
    assert "notes/new/" in said
    for forbidden in ("closing/", "referral/", "file/", "people/new/", "dealing/new/", "correction/", "black-out/"):
        assert forbidden not in said


def test_the_page_says_who_can_see_it_and_why_and_names_who_stands_in(client, school):
    held = school.head.assignments.get()
    deputy = UserFactory(surname="Osei")
    RoleAssignment.objects.create(
        user=deputy, role=Role.HEAD, is_cover=True, covers=held, ends_on=timezone.localdate() + dt.timedelta(days=3)
    )
    case = report(school.reporter)
    assign_case(case=case, user=school.handler, by=school.head)

    said = text_of(page_of(client, school.head, "incident", case.public_id))

    assert "4 people can see this" in said
    assert f"stands in for {school.head.get_short_name()} as headteacher until 19 September 2026" in said
    assert f"deals with it, given by {school.head.get_short_name()}" in said
    assert "reported it: reads own words, “seen” and “closed”" in said


def test_d3b_a_threat_that_was_answered_with_yes_opens_the_steps_for_danger(client, school):
    case = evening(school)
    assert "Somebody is threatened" not in text_of(page_of(client, school.head, "incident", case.public_id))
    answers = OutOfHoursTest(disturbs=False, threatens=True, threatens_because="It names a child.", reputation=False)
    answer_out_of_hours(case=case, answers=answers, revision=Case.objects.get(pk=case.pk).revision, by=school.head)

    assert "Somebody is threatened: do this first" in text_of(page_of(client, school.head, "incident", case.public_id))


@pytest.mark.parametrize(
    ("kind", "said"), [(Kind.AI_ALTERED, "Report Remove"), (Kind.THREAT, "A threat: do this first")]
)
def test_what_to_do_first_stands_on_top(client, school, kind, said):
    case = report(school.reporter, kind=kind)

    assert said in text_of(page_of(client, school.head, "incident", case.public_id))


def test_about_staff_the_page_says_that_sharing_is_no_accusation(client, school):
    case = report(school.reporter, about(school.colleague))

    assert "Sharing this is not an accusation" in text_of(page_of(client, school.head, "incident", case.public_id))


def test_a4_the_page_says_that_an_account_is_not_the_schools(client, school):
    case = report(school.reporter, account="@r33ce_x", platform="X (Twitter)")

    said = text_of(page_of(client, school.head, "incident", case.public_id))

    assert "Account @r33ce_x : not a school account" in said


def test_b1_a_child_below_the_age_of_the_platform_is_named_with_it(client, school):
    Platform.objects.update_or_create(name="Chatter", defaults={"minimum_age": 13})
    child = PupilFactory(born_on=dt.date(2016, 12, 1))
    linked = Linked(CasePerson.Part.SUBJECT, Standing.PUPIL, str(child), pupil=child)
    case = report(school.reporter, linked, platform="Chatter")

    assert "was 9; Chatter is for 13 and over" in text_of(page_of(client, school.head, "incident", case.public_id))


def test_a6_the_page_says_that_it_was_during_lessons(client, school):
    case = report(school.reporter, happened_at=dt.time(10, 0), happened_on=timezone.localdate())

    assert "During lessons." in text_of(page_of(client, school.head, "incident", case.public_id))


def test_b2_and_d2_the_policies_it_leans_on_are_there(client, school, policy):
    said = text_of(page_of(client, school.head, "incident", report(school.reporter).public_id))

    assert "Acceptable Use Policy" in said
    assert "Anti-bullying policy" in said


def test_d1_laws_are_information_and_only_what_the_governors_confirmed(client, school, policy):
    said = text_of(page_of(client, school.head, "incident", report(school.reporter).public_id))

    assert "Information, not an accusation. The governors have not named them yet." in said


def test_rules_stand_as_they_were_worded_with_their_strength(client, school, policy):
    case = report(school.reporter, rules=[rule("A1")])

    said = text_of(page_of(client, school.head, "incident", case.public_id))

    assert f"Rules, as they stood on {case.incident.happened_on:%-d %B %Y}" in said
    assert "Please avoid" in said
    assert "A conversation, not discipline." in said


def test_the_same_account_and_rule_are_shown_of_cases_that_the_reader_may_see(client, school, policy):
    first = report(school.reporter, account="@loud", rules=[rule("A5")])
    hidden = report(school.reporter, about(school.head, Standing.HEAD), account="@loud")
    case = report(school.reporter, account="loud", rules=[rule("A5")])

    said = text_of(page_of(client, school.head, "incident", case.public_id))

    assert f"{first.reference} same account and rule" in said
    assert hidden.reference not in said
    assert "similar" not in said.lower()


def test_how_earlier_cases_were_decided_is_shown_where_they_may_be_seen(client, school):
    earlier = evening(school)
    answers = OutOfHoursTest(disturbs=True, disturbs_because="Two did not come.", threatens=False, reputation=False)
    answer_out_of_hours(case=earlier, answers=answers, revision=0, by=school.head)
    staff = report(school.reporter, about(school.colleague), place=Place.ONLINE, happened_at=dt.time(19, 30))
    answer_out_of_hours(
        case=staff, answers=OutOfHoursTest(disturbs=False, threatens=False, reputation=False), revision=0,
        by=school.head,
    )  # fmt: skip
    case = evening(school)

    for_head = text_of(page_of(client, school.head, "incident", case.public_id))
    for_dsl = text_of(page_of(client, school.dsl, "incident", case.public_id))

    assert f"{earlier.reference} , 16 September 2026: school life yes, threat no" in for_head
    assert staff.reference in for_head
    assert earlier.reference in for_dsl
    assert staff.reference not in for_dsl


def _with_everything(school, many: int) -> Case:
    rules = [rule(code) for code in ("A5", "C1", "D2")[:many]]
    pupils = [PupilFactory(code="3H") for _ in range(many)]
    children = [Linked(CasePerson.Part.AFFECTED, Standing.PUPIL, str(one), pupil=one) for one in pupils]
    photo = {"kind": Kind.PHOTO_SHARED, "account": "@loud", "platform": "Chatter", "rules": rules}
    for _ in range(many):
        other = evening(school, **photo)
        answers = OutOfHoursTest(disturbs=False, threatens=False, reputation=False)
        answer_out_of_hours(case=other, answers=answers, revision=0, by=school.head)
    case = evening(school, people=children, **photo)
    open_case(case=case, by=school.head)
    for n in range(many):
        add_note(case=case, text=f"Note {n}", form_key=a_key(), by=school.head)
        add_step(case=case, text=f"Step {n}", owner=school.head, due_on=timezone.localdate(), by=school.head)
        assign_case(case=case, user=UserFactory(role=Role.STAFF), by=school.head)
        now = Case.objects.get(pk=case.pk).revision
        answers = OutOfHoursTest(disturbs=False, threatens=False, reputation=False)
        answer_out_of_hours(case=case, answers=answers, revision=now, by=school.head)
    refer_case(case=case, reason="It goes on.", bundle="A picture was shared.", by=school.head)
    return case


def test_the_page_costs_as_many_queries_for_three_of_everything_as_for_one(
    client, school, policy, django_assert_max_num_queries
):
    counts = []
    for many in (1, 3):
        case = _with_everything(school, many)
        client.force_login(school.head)
        address = case.get_absolute_url()
        client.get(address)
        with django_assert_max_num_queries(100) as asked:
            assert client.get(address).status_code == 200
        counts.append(len(asked))
        plain = report(school.reporter)
        client.get(plain.get_absolute_url())
        with django_assert_max_num_queries(CEILING):
            client.get(plain.get_absolute_url())

    assert counts[0] == counts[1]
    assert counts[0] <= WITH_A_PICTURE + (connection.vendor == "postgresql")  # the lock of the record
    assert Purpose.objects.exists()
