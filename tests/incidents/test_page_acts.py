"""What is done on the pages of an incident, and what is refused with a reason."""

import datetime as dt

from audit.models import AuditEvent, Verb
from incidents.actions.handling import open_case
from incidents.kinds import Kind, Place
from incidents.models import Case, LegalDecision, State, TimelineEntry
from incidents.outcomes import Outcome
from incidents.walls import Standing
from people.roles import Role
from policies.actions import begin_draft
from tests.factories import UserFactory

from .made import about, again, report
from .pages import a_key, as_seen, page_of, send, text_of
from .rules import rule


def now(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def _closed(client, school, case: Case, *outcomes: Outcome, **more):
    typed = {"outcomes": [str(one) for one in outcomes], "reason": "It is over.", "told": "", **as_seen(case), **more}
    return send(client, school.head, "closing", case.public_id, **typed)


def test_d2_closing_a_bullying_case_is_refused_with_the_reason_until_the_policy_was_followed(client, school):
    case = report(school.reporter, kind=Kind.BULLYING)
    assert "Missing before closing: Tick that it was handled under the Anti-bullying policy." in text_of(
        page_of(client, school.head, "incident", case.public_id)
    )

    refused = _closed(client, school, case, Outcome.ADVICE)
    assert refused.status_code == 400
    assert "Tick that it was handled under the Anti-bullying policy." in refused.content.decode()
    send(client, school.head, "bullying", case.public_id, of="2026-03-03", document="")
    assert _closed(client, school, case, Outcome.ADVICE).status_code == 302

    assert now(case).state == State.CLOSED
    assert "Anti-bullying policy of 3 March 2026" in text_of(send(client, school.head, "file", case.public_id))


def test_a1_discipline_is_hidden_behind_a_typed_reason_where_the_rule_only_advises(client, school, policy):
    case = report(school.reporter, about(school.colleague), rules=[rule("A1")])
    first = page_of(client, school.head, "closing", case.public_id).content.decode()
    assert 'value="disciplinary"' not in first

    refused = _closed(client, school, case, Outcome.DISCIPLINARY)
    shown = _closed(client, school, case, why_discipline="The fourth time.", more="1")
    closed = _closed(client, school, case, Outcome.DISCIPLINARY, why_discipline="The fourth time.")

    assert refused.status_code == 400
    assert shown.status_code == 200
    assert 'value="disciplinary"' in shown.content.decode()
    assert closed.status_code == 302
    assert "Why discipline: The fourth time." in now(case).timeline.first().typed.text


def test_a1_where_the_rule_binds_discipline_is_offered_at_once(client, school, policy):
    case = report(school.reporter, about(school.colleague), rules=[rule("A4")])

    assert 'value="disciplinary"' in page_of(client, school.head, "closing", case.public_id).content.decode()


def test_d3_outside_school_the_three_questions_come_before_a_sanction_and_a_yes_says_why(client, school):
    case = report(school.reporter, place=Place.ONLINE, happened_at=dt.time(19, 30))
    assert _closed(client, school, case, Outcome.SANCTION).status_code == 400
    said = {"disturbs": "yes", "disturbs_because": "", "threatens": "no", "reputation": "no"}

    refused = send(client, school.head, "out-of-hours", case.public_id, **said, **as_seen(case))
    said["disturbs_because"] = "Two did not come in."
    done = send(client, school.head, "out-of-hours", case.public_id, **said, **as_seen(case))

    assert refused.status_code == 400
    assert "Write why you answered yes." in refused.content.decode()
    assert done.status_code == 302
    assert "the school may act." in text_of(page_of(client, school.head, "incident", case.public_id))
    assert _closed(client, school, case, Outcome.SANCTION).status_code == 302


def test_c26_parents_told_or_why_not_is_said_on_a_page_of_its_own(client, school):
    case = report(school.reporter, about(None, Standing.PUPIL, "Kim Ash"))
    person = case.people.get()

    refused = send(client, school.head, "parents-told", case.public_id, person.public_id, told="no", **as_seen(case))
    send(
        client, school.head, "parents-told", case.public_id, person.public_id, told="not_yet", on="2026-09-18",
        **as_seen(case),
    )  # fmt: skip

    assert refused.status_code == 400
    assert "Not yet by 18 September 2026" in text_of(page_of(client, school.head, "incident", case.public_id))


def test_closed_it_offers_to_be_opened_again_and_nothing_else(client, school):
    case = report(school.reporter)
    _closed(client, school, case, Outcome.ADVICE)

    page = page_of(client, school.head, "incident", case.public_id).content.decode()
    assert "reopening/" in page
    for gone in ("closing/", "people/new/", "dealing/new/", "correction/", "rules/"):
        assert f"/{gone}" not in page
    send(client, school.head, "reopening", case.public_id, reason="It went on.")
    assert now(case).state == State.REOPENED
    assert "How it was closed" in text_of(page_of(client, school.head, "incident", case.public_id))


def test_a_note_sent_twice_is_one_note(client, school):
    case, key = report(school.reporter), a_key()

    for _ in range(2):
        send(client, school.head, "note-new", case.public_id, text="Spoke to both.", form_key=key)

    assert case.timeline.filter(kind=TimelineEntry.Kind.NOTE).count() == 1


def test_d4_the_head_asks_the_chair_decides_and_the_head_only_reads(client, school):
    case = report(school.reporter, about(None, Standing.PUPIL, "Kim Ash"), words="Kim Ash sent it.")
    first = page_of(client, school.head, "referral-new", case.public_id).context["form"]["bundle"].value()
    assert "Kim" not in first
    assert "[the person it is about]" in first

    named = send(client, school.head, "referral-new", case.public_id, reason="It goes on.", bundle="Kim Ash sent it.")
    asked = send(client, school.head, "referral-new", case.public_id, reason="It goes on.", bundle=first)
    assert (named.status_code, asked.status_code) == (400, 302)
    key = case.referrals.get().public_id
    typed = {"answer": "no", "meeting_on": "2026-09-15", "minute_reference": "26/44", "reason": "Too small."}

    assert page_of(client, again(school.head), "referral", key).status_code == 403
    assert send(client, again(school.head), "referral-decision", key, **typed).status_code == 403
    assert page_of(client, again(school.governor), "referral", key).status_code == 404
    assert page_of(client, again(school.chair), "incident", case.public_id).status_code == 404
    bundle = text_of(page_of(client, again(school.chair), "referral", key))
    assert AuditEvent.objects.about(case).filter(verb=Verb.INCIDENT_OPENED, by=school.chair).count() == 1
    assert "It goes on." in bundle
    assert "Kim" not in bundle
    send(client, again(school.chair), "referral-governor", key, user=school.governor.pk)
    assert page_of(client, again(school.governor), "referral", key).status_code == 200
    assert send(client, again(school.chair), "referral-decision", key, **typed).status_code == 302

    assert LegalDecision.objects.get().decided_by == school.chair
    for governor in (school.chair, school.governor):
        assert page_of(client, again(governor), "referral", key).status_code == 404
    said = text_of(page_of(client, school.head, "incident", case.public_id))
    assert "No legal action . Meeting of 15 September 2026, minute 26/44" in said.replace("action.", "action .")


def test_about_the_head_the_governors_are_not_asked_by_this_way(client, school):
    case = report(school.reporter, about(school.head, Standing.HEAD))

    assert "referral/" not in page_of(client, school.chair, "incident", case.public_id).content.decode()
    refused = send(client, school.chair, "referral-new", case.public_id, reason="It goes on.", bundle="Something.")
    assert refused.status_code == 409
    assert not case.referrals.exists()


def test_facts_are_corrected_and_the_timeline_keeps_what_stood_there(client, school):
    case = report(school.reporter, place=Place.IN_SCHOOL, account="@ours")
    typed = {
        "kind": "comment", "happened_on": "2026-09-12", "happened_at": "19:30", "place": "online", "account": "@theirs",
        "reason": "The mother showed me.",
    }  # fmt: skip

    assert send(client, school.head, "correction", case.public_id, **typed, **as_seen(case)).status_code == 302

    incident = now(case).incident
    assert incident.is_out_of_hours
    assert incident.words == "Several messages about a coat were sent in a group chat."
    said = case.timeline.first().typed.text
    assert "Day: 15 September 2026 → 12 September 2026" in said
    assert "Account: @ours → @theirs" in said
    assert AuditEvent.objects.about(case).filter(verb=Verb.INCIDENT_CORRECTED).count() == 1


def test_rules_are_added_and_taken_off_and_both_stay_in_the_timeline(client, school, policy):
    case = report(school.reporter, rules=[rule("A5")])

    send(client, school.head, "rules", case.public_id, rules=[rule("A4").pk], **as_seen(case))

    assert [one.rule.code for one in case.incident.cited.filter(taken_off_at=None)] == ["A4"]
    assert case.timeline.first().what == "Rules: added A4, taken off A5."


def test_marked_as_safeguarding_a_case_about_staff_is_there_for_the_safeguarding_lead(client, school):
    case = report(school.reporter, about(school.colleague))
    assert page_of(client, school.dsl, "incident", case.public_id).status_code == 404

    send(client, school.head, "safeguarding", case.public_id, is_safeguarding="on", number="CP-88", **as_seen(case))

    said = text_of(page_of(client, again(school.dsl), "incident", case.public_id))
    assert "Marked as safeguarding. Number in the child-protection system: CP-88." in said


def test_steps_are_added_given_to_somebody_and_ticked(client, school):
    case = report(school.reporter)
    send(client, school.head, "step-new", case.public_id, text="Talk to the class", **as_seen(case))
    step = case.steps.get()
    typed = {"text": "Talk to 6B", "owner": str(school.dsl.pk), "due_on": "2026-09-18"}

    send(client, school.head, "step", case.public_id, step.public_id, **typed, **as_seen(case))
    send(client, school.head, "step-tick", case.public_id, step.public_id, done="yes")

    step.refresh_from_db()
    assert (step.text, step.owner, step.due_on, bool(step.done_at)) == (
        "Talk to 6B", school.dsl, dt.date(2026, 9, 18), True,
    )  # fmt: skip


def test_giving_it_to_somebody_shows_it_to_them_at_once(client, school):
    case = report(school.reporter)
    teacher = UserFactory(role=Role.STAFF)

    send(client, school.head, "assignment-new", case.public_id, user=teacher.pk)

    assert page_of(client, teacher, "incident", case.public_id).status_code == 200


def test_a_state_is_changed_once_and_a_second_press_on_an_old_page_says_so(client, school):
    case = report(school.reporter)
    open_case(case=case, by=school.head)
    revision = now(case).revision

    for _ in range(2):
        answer = send(client, school.head, "state", case.public_id, state="working", revision=revision)
        assert answer.status_code == 302

    assert now(case).state == State.WORKING
    assert case.timeline.filter(what__startswith="State:").count() == 1


def test_rules_keep_the_wording_of_the_day_when_the_policy_changes(client, school, policy):
    case = report(school.reporter, rules=[rule("A5")])
    before = rule("A5").text
    draft = begin_draft(policy=policy.policy, by=school.head)
    draft.rules.filter(code="A5").update(text="Something quite different.")

    assert before in text_of(page_of(client, school.head, "incident", case.public_id))
