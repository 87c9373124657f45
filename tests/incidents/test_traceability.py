"""Sentences of the policy about incidents, each by its number (requirements, part 4), on the pages as people use them.

Which other tests prove an item stands in docs/traceability.md.
"""

import datetime as dt
import re

import pytest
from django.urls import reverse

from incidents.actions.people import link_person
from incidents.kinds import Affected, Kind, Place
from incidents.models import Case, LegalDecision, OutOfHoursTest, State
from incidents.outcomes import Outcome
from incidents.steps import Proposed
from incidents.walls import Standing
from policies.demo import load_demo_policy
from policies.models import RuleVersion
from policies.words import Strength

from .filled import Reporting, send_a_report
from .made import about, again, report
from .pages import as_seen, page_of, send, text_of
from .rules import a_rule
from .test_statistics import figures

EVENING = {"place": Place.ONLINE, "happened_at": dt.time(19, 30)}
NO = {"disturbs": "no", "threatens": "no", "reputation": "no"}


def rule(code: str) -> RuleVersion:
    return RuleVersion.objects.get(code=code, version__status="published")


@pytest.fixture
def policy(school):
    return load_demo_policy(by_head=school.head, by_chair=school.chair, effective_from=dt.date(2026, 9, 1))


def closed(client, school, case: Case, *outcomes: Outcome, **more):
    typed = {"outcomes": [str(one) for one in outcomes], "reason": "It is over.", "told": "", **as_seen(case), **more}
    return send(client, school.head, "closing", case.public_id, **typed)


def answered(client, school, case: Case, **said):
    return send(client, school.head, "out-of-hours", case.public_id, **{**NO, **as_seen(case), **said})


@pytest.mark.parametrize("code", ["A1", "A3"])
def test_15_17_a1_a3_the_next_step_is_a_conversation_and_never_discipline(client, school, policy, code):
    case = report(school.reporter, about(school.colleague), rules=[rule(code)], kind=Kind.STAFF_USE)

    said = text_of(page_of(client, school.head, "incident", case.public_id))

    assert Proposed.CONVERSATION in said
    assert "isciplinary" not in said
    assert not [step for step in case.steps.values_list("text", flat=True) if "iscipline," in step]


def test_19_a5_a_governor_whom_it_touches_is_counted_in_the_figures(client, school):
    report(school.reporter, about(school.colleague), rules=[a_rule("A5")], affected=[Affected.GOVERNOR])
    client.force_login(school.head)

    counted = {address: n for address, n in figures(client).items() if "group=governor" in address}

    assert list(counted.values()) == [1]


def test_24_a10_the_disciplinary_process_is_an_outcome_that_needs_a_reason(client, school):
    case = report(school.reporter, about(school.colleague), rules=[a_rule("A10", Strength.MUST_NOT)])

    refused = closed(client, school, case, Outcome.DISCIPLINARY, reason="")
    done = closed(client, school, case, Outcome.DISCIPLINARY, reason="Passed on under the separate procedure.")

    assert (refused.status_code, done.status_code) == (400, 302)
    assert "Write why." in refused.content.decode()
    assert Case.objects.get(pk=case.pk).state == State.CLOSED


@pytest.mark.parametrize("standing", [Standing.PUPIL, Standing.PARENT, Standing.STAFF])
def test_36_c3_may_end_with_a_report_to_the_platform_or_with_the_governors_whomever_it_is_about(
    client, school, standing
):
    case = report(school.reporter, about(None, standing, "Somebody"), kind=Kind.COMMENT)

    offered = text_of(page_of(client, school.head, "closing", case.public_id))

    assert Outcome.PLATFORM.label in offered
    assert Outcome.LEGAL.label in offered


@pytest.mark.parametrize("touched", Affected.values)
def test_36_c3_any_member_of_the_school_may_be_the_one_it_touches(client, school, touched):
    client.force_login(school.reporter)
    reporting = Reporting(client, kind="comment")
    reporting.begin()
    reporting.say_who(is_nobody="on", affected=[touched])
    reporting.send()

    assert Case.objects.get().incident.affected == [touched]


@pytest.mark.parametrize("kind", [Kind.BULLYING, Kind.INAPPROPRIATE])
def test_37_d_bullying_and_inappropriate_use_can_both_be_reported(client, school, kind):
    client.force_login(school.reporter)
    offered = client.get(reverse("incidents:new")).content.decode()
    assert f'<option value="{kind.value}">' in offered

    send_a_report(client, kind=kind.value)

    assert Case.objects.get().incident.kind == kind


def test_40_d3_without_the_test_advice_is_allowed_and_a_sanction_is_refused(client, school):
    case = report(school.reporter, **EVENING)

    refused = closed(client, school, case, Outcome.SANCTION)
    advised = closed(client, school, case, Outcome.ADVICE)

    assert (refused.status_code, advised.status_code) == (400, 302)
    assert "three questions" in text_of(refused)


def test_40_d3_three_times_no_leaves_advice_alone(client, school):
    case = report(school.reporter, **EVENING)
    answered(client, school, case)

    refused = closed(client, school, case, Outcome.SANCTION)

    assert refused.status_code == 400
    assert closed(client, school, case, Outcome.ADVICE).status_code == 302


def test_41_d3a_the_answer_stands_in_the_timeline_with_reason_name_and_time(client, school):
    case = report(school.reporter, **EVENING)

    answered(client, school, case, disturbs="yes", disturbs_because="Two children stayed at home.")

    kept = OutOfHoursTest.objects.get()
    assert (kept.disturbs, kept.disturbs_because, kept.decided_by) == (
        True,
        "Two children stayed at home.",
        school.head,
    )
    page = text_of(page_of(client, school.head, "incident", case.public_id))
    assert "Two children stayed at home." in page
    timeline = page.partition("What has been done")[2]
    who = re.escape(str(school.head))
    assert re.search(rf"\d\d:\d\d .*Answered yes: it would disturb school life\. {who}", timeline)


def test_42_d3b_a_yes_opens_the_steps_for_danger_and_a_no_does_not(client, school):
    case = report(school.reporter, **EVENING)
    answered(client, school, case)
    calm = text_of(page_of(client, school.head, "incident", case.public_id))

    answered(client, school, case, threatens="yes", threatens_because="It names a child.")
    danger = text_of(page_of(client, school.head, "incident", case.public_id))

    assert "Somebody is threatened: do this first" not in calm
    assert "Somebody is threatened: do this first" in danger
    assert "Tell the safeguarding lead" in danger


@pytest.mark.parametrize("whose", OutOfHoursTest.Who.values)
def test_43_d3c_a_yes_says_whose_good_name_and_is_counted(client, school, whose):
    case = report(school.reporter, **EVENING)

    nobodys = answered(client, school, case, reputation="yes", reputation_because="It was read by many.")
    said = answered(
        client, school, case, reputation="yes", reputation_because="It was read by many.", reputation_of=whose
    )

    assert (nobodys.status_code, said.status_code) == (400, 302)
    assert "Choose whose good name it is." in nobodys.content.decode()
    assert OutOfHoursTest.objects.get().reputation_of == whose
    page = text_of(page_of(client, school.head, "incident", case.public_id))
    assert OutOfHoursTest.Who(whose).label in page
    client.force_login(school.head)
    assert [n for address, n in figures(client).items() if "test=c" in address] == [1]


def test_44_d4_staff_and_a_governor_who_was_not_asked_come_to_nothing(client, school):
    case = report(school.reporter, about(None, Standing.PUPIL, "Kim Ash"))
    send(client, school.head, "referral-new", case.public_id, reason="It goes on.", bundle="Messages were sent.")
    key = case.referrals.get().public_id

    met = {
        who: (page_of(client, again(user), "referral", key).status_code,
              page_of(client, again(user), "referral-decision", key).status_code)
        for who, user in (("staff", school.colleague), ("governor", school.governor), ("vice", school.vice_chair))
    }  # fmt: skip

    assert {status for pair in met.values() for status in pair} <= {403, 404}


DECISION = {"answer": "no", "meeting_on": "2026-09-15", "minute_reference": "", "reason": "Too small.", "contact": ""}


def test_44_d4_a_decision_pressed_twice_is_recorded_once_and_is_no_page_that_is_missing(client, school):
    case = report(school.reporter, about(None, Standing.PUPIL, "Kim Ash"))
    send(client, school.head, "referral-new", case.public_id, reason="It goes on.", bundle="Messages were sent.")
    key = case.referrals.get().public_id

    sent = [send(client, again(school.chair), "referral-decision", key, **DECISION) for _ in range(2)]

    assert [response.status_code for response in sent] == [302, 302]
    assert LegalDecision.objects.count() == 1


def test_44_d4_other_words_sent_after_the_decision_are_not_saved_and_not_lost(client, school):
    case = report(school.reporter, about(None, Standing.PUPIL, "Kim Ash"))
    send(client, school.head, "referral-new", case.public_id, reason="It goes on.", bundle="Messages were sent.")
    key = case.referrals.get().public_id
    send(client, again(school.chair), "referral-governor", key, user=school.governor.pk)
    send(client, again(school.chair), "referral-decision", key, **DECISION)

    for late in (school.chair, school.governor):
        refused = send(client, again(late), "referral-decision", key, **DECISION | {"reason": "Typed for an hour."})
        assert refused.status_code == 409
        assert "The governors have decided this already." in text_of(refused)
        assert "Typed for an hour." in refused.content.decode()
    assert send(client, again(school.vice_chair), "referral-decision", key, **DECISION).status_code == 404
    assert LegalDecision.objects.get().reason == "Too small."


def test_44_d4_whoever_became_part_of_it_comes_to_nothing_after_the_decision_too(client, school):
    case = report(school.reporter, about(None, Standing.PUPIL, "Kim Ash"))
    send(client, school.head, "referral-new", case.public_id, reason="It goes on.", bundle="Messages were sent.")
    key = case.referrals.get().public_id
    send(client, again(school.chair), "referral-decision", key, **DECISION)
    link_person(case=Case.objects.get(pk=case.pk), linked=about(school.chair, Standing.CHAIR), by=again(school.head))

    sent = send(client, again(school.chair), "referral-decision", key, **DECISION)

    assert sent.status_code == 404


def test_44_d4_the_governors_are_asked_again_only_when_they_have_answered(client, school):
    case = report(school.reporter, about(None, Standing.PUPIL, "Kim Ash"))
    door = reverse("incidents:referral-new", args=[case.public_id])
    assert f'"{door}"' in page_of(client, school.head, "incident", case.public_id).content.decode()
    send(client, school.head, "referral-new", case.public_id, reason="It goes on.", bundle="Messages were sent.")

    asked = page_of(client, school.head, "incident", case.public_id).content.decode()
    send(client, again(school.chair), "referral-decision", case.referrals.get().public_id, **DECISION)
    answered_once = page_of(client, school.head, "incident", case.public_id).content.decode()

    assert f'"{door}"' not in asked
    assert f'"{door}"' in answered_once
