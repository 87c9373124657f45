"""Complaints about one thing, answered together: each stays a complaint of its own (D14)."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.models import AuditEvent, Verb
from incidents.actions.complaint_answering import Answer
from incidents.actions.complaint_giving import give_complaint
from incidents.actions.complaint_groups import (
    add_to_group,
    answer_together,
    group_complaints,
    take_out,
    write_together,
)
from incidents.actions.faults import CannotBeSo, NotAllowed, WrongState
from incidents.actions.people import say_it_is_about_me
from incidents.complaints.abouts import About
from incidents.complaints.stages import Finding, Progress
from incidents.models import Campaign, Case, StageAnswer, TimelineEntry
from people.models import Notification
from people.roles import Role
from tests.factories import UserFactory
from tests.incidents.made import again
from tests.incidents.pages import a_key, page_of, send, text_of

from .answered import closed
from .made import complain
from .test_answering import acknowledged, answered, fresh

ANSWER = Answer(finding=Finding.PARTLY, reason="The gate is mended.", actions="A new lock.", private="For us.")
PAGES = ("complaint-group", "complaint-group-add", "complaint-group-answer", "complaint-group-words")


def two(**said) -> list[Case]:
    names = ("Nadia Ferrier", "Owen Quill")
    return [complain(name=name, email=f"{name.split()[0].lower()}@example.org", **said) for name in names]


def grouped(cases, by, title="The gate") -> Campaign:
    return group_complaints(title=title, chosen=[case.public_id for case in cases], by=again(by))


def seen(*cases) -> dict:
    return {case.public_id: fresh(case).revision for case in cases}


def signs(*cases) -> list[str]:
    return [f"{key}:{revision}" for key, revision in seen(*cases).items()]


# --- put together -------------------------------------------------------------------------------------------


def test_who_owns_several_puts_them_together_and_each_stays_what_it_was(school):
    one, other = two()
    before = [(case.reference, case.state, fresh(case).complaint.progress, case.due_on) for case in (one, other)]
    campaign = grouped([one, other], school.head)

    assert {case.complaint.campaign for case in (fresh(one), fresh(other))} == {campaign}
    after = [fresh(one), fresh(other)]
    assert [(case.reference, case.state, case.complaint.progress, case.due_on) for case in after] == before
    for case in after:
        assert AuditEvent.objects.about(case).filter(verb=Verb.COMPLAINT_CAMPAIGN, by=school.head).count() == 1
        assert not Notification.objects.filter(subject__startswith=case.reference, subject__contains="written").exists()


def test_nobody_groups_a_complaint_that_they_do_not_own(school):
    [one, other], of_head = two(), complain(About.HEAD)
    given = give_complaint(case=one, user=school.handler, knows_who=True, by=school.head)

    for by, cases in (
        (school.head, [one, of_head]),
        (given.user, [one, other]),
        (school.dsl, [one, other]),
        (school.chair, [one, of_head]),
    ):
        with pytest.raises(NotAllowed):
            grouped(cases, by)
    assert not Campaign.objects.exists()
    assert not TimelineEntry.objects.filter(what__startswith="Put together").exists()


def test_one_is_no_group_and_a_closed_one_or_one_of_another_group_is_not_put_in(school):
    one, other = two()
    with pytest.raises(CannotBeSo, match="two or more"):
        grouped([one], school.head)
    with pytest.raises(CannotBeSo, match="what they are about"):
        grouped([one, other], school.head, " ")
    campaign = grouped([one, other], school.head)
    with pytest.raises(WrongState, match="in a group already"):
        grouped([one, complain()], school.head)
    late = closed(complain())
    with pytest.raises(WrongState, match="is closed"):
        add_to_group(campaign=campaign, chosen=[late.public_id], by=again(school.head))


def test_one_is_added_another_is_taken_out_and_the_last_takes_the_group_along(client, school):
    one, other = two()
    campaign, third = grouped([one, other], school.head), complain()
    send(client, school.head, "complaint-group-add", campaign.public_id, chosen=str(third.public_id))
    assert fresh(third).complaint.campaign == campaign
    for case in (one, other, third):
        gone = send(client, school.head, "complaint-group-removal", campaign.public_id, case.public_id)

    assert gone.headers["Location"] == "/complaints/groups/"
    assert page_of(client, school.head, "complaint-group", campaign.public_id).status_code == 404
    assert not fresh(one).complaint.campaign


def test_a_complaint_is_taken_out_of_its_own_group_alone(school):
    first, second = grouped(two(), school.head), grouped(two(), school.head, "The lunch")
    case = first.complaints.first().case

    with pytest.raises(WrongState, match="not in this group"):
        take_out(campaign=second, case=case, by=again(school.head))


# --- who ----------------------------------------------------------------------------------------------------


def test_a_group_exists_for_whoever_owns_all_of_it_and_for_nobody_else(client, school):
    one, other = two()
    give_complaint(case=one, user=school.handler, knows_who=True, by=school.head)
    campaign = grouped([one, other], school.head)

    for name in PAGES:
        assert page_of(client, again(school.head), name, campaign.public_id).status_code == 200
        for who in ("chair", "vice_chair", "clerk"):
            assert page_of(client, again(getattr(school, who)), name, campaign.public_id).status_code == 404
        for user in (again(school.handler), school.dsl, UserFactory(role=Role.PARENT)):
            assert page_of(client, user, name, campaign.public_id).status_code == 403
    assert "The gate" not in text_of(page_of(client, again(school.chair), "complaint-groups"))
    removed = send(client, again(school.chair), "complaint-group-removal", campaign.public_id, one.public_id)
    assert removed.status_code == 404


def test_what_turns_out_to_be_about_its_owner_leaves_them_and_the_group(client, school):
    [one, other] = two()
    campaign = grouped([one, other, complain()], school.head)
    say_it_is_about_me(case=one, by=again(school.head))

    assert fresh(one).complaint.campaign is None
    page = text_of(page_of(client, again(school.head), "complaint-group", campaign.public_id))
    assert one.reference not in page
    assert other.reference in page
    with pytest.raises(NotAllowed):
        answer_together(campaign=campaign, answer=ANSWER, seen=seen(one, other), by=again(school.head))


def test_a_group_of_which_one_is_somebody_elses_is_nobodys(client, school):
    one, other = two()
    campaign = grouped([one, other], school.head)
    Case.objects.filter(pk=one.pk).update(owner_role=Role.CHAIR)

    for who in (school.head, school.chair):
        assert page_of(client, again(who), "complaint-group", campaign.public_id).status_code == 404


# --- one text -----------------------------------------------------------------------------------------------


def test_one_text_answers_all_and_each_gets_an_answer_days_and_a_mail_of_their_own(school):
    one, other = two()
    campaign = grouped([one, other], school.head)

    assert answer_together(campaign=campaign, answer=ANSWER, seen=seen(one, other), by=again(school.head)) == 2

    alone = answered(acknowledged(complain(), school.head), school.head)
    for case in (fresh(one), fresh(other)):
        made = case.complaint.answers.get()
        assert (made.reason, made.finding, made.private) == ("The gate is mended.", "partly", "For us.")
        assert case.complaint.next_stage_by == alone.complaint.next_stage_by
        mail = Notification.objects.get(subject=f"{case.reference}: we have answered")
        assert mail.address == case.complaint.email
        answered_event = AuditEvent.objects.about(case).get(verb=Verb.COMPLAINT_ANSWERED)
        assert answered_event.details == {"stage": "one", "finding": "partly"}
    campaign.refresh_from_db()
    assert campaign.replied_by == school.head


def test_nobody_reads_of_another(client, school):
    one, other = two()
    campaign = grouped([one, other], school.head)
    answer_together(campaign=campaign, answer=ANSWER, seen=seen(one, other), by=again(school.head))
    page = page_of(client, again(school.head), "complaint", one.public_id).content.decode()
    mail = Notification.objects.get(subject=f"{one.reference}: we have answered")

    for said in ("Owen Quill", "owen@example.org", other.reference):
        assert said not in page
        assert said not in mail.body


@pytest.mark.parametrize("fault", ["answered", "panel", "changed", "closed"])
def test_all_are_answered_or_none(school, fault):
    one, other = two()
    campaign = grouped([one, other], school.head)
    shown = seen(one, other)
    if fault == "answered":
        answered(fresh(other), school.head)
        shown = seen(one, other)
    elif fault == "changed":
        acknowledged(fresh(other), school.head)
    elif fault == "panel":
        Case.objects.filter(pk=other.pk).update(at_panel=True)
    else:
        closed(other)

    with pytest.raises(WrongState):
        answer_together(campaign=campaign, answer=ANSWER, seen=shown, by=again(school.head))
    assert not StageAnswer.objects.filter(complaint=one.pk).exists()
    assert fresh(one).complaint.progress == Progress.RECEIVED


def test_the_same_words_go_to_each_once_however_often_they_are_sent(client, school):
    one, other = two()
    campaign = grouped([one, other], school.head)
    typed = {
        "chosen": [str(one.public_id), str(other.public_id)], "text": "We look at the gate on Friday.",
        "form_key": a_key(),
    }  # fmt: skip
    look = send(client, school.head, "complaint-group-words", campaign.public_id, **typed)
    assert "2 people read this, each on the page of their own complaint" in text_of(look)
    for _ in range(2):
        done = send(client, school.head, "complaint-group-words", campaign.public_id, **typed, sent="1")

    assert done.status_code == 302
    for case in (one, other):
        [entry] = case.timeline.filter(kind=TimelineEntry.Kind.TO_AUTHOR)
        assert entry.typed.text == "We look at the gate on Friday."
        assert Notification.objects.filter(subject=f"{case.reference}: we have written to you").count() == 1


def test_only_those_of_the_group_are_written_to(school):
    campaign, outside = grouped(two(), school.head), complain()

    with pytest.raises(WrongState, match="not in this group"):
        write_together(
            campaign=campaign, text="Words.", is_question=False, chosen=[outside.public_id], form_key=uuid.uuid4(),
            by=again(school.head),
        )  # fmt: skip
    with pytest.raises(CannotBeSo):
        write_together(
            campaign=campaign, text="W.", is_question=False, chosen=[], form_key=uuid.uuid4(), by=again(school.head)
        )


# --- the pages ----------------------------------------------------------------------------------------------


def test_the_answer_is_looked_over_and_a_change_meanwhile_loses_no_word(client, school):
    one, other = two()
    campaign = grouped([one, other], school.head)
    typed = {"chosen": signs(one, other), "finding": "upheld", "reason": "We mended it.", "private": "Ours."}
    look = send(client, school.head, "complaint-group-answer", campaign.public_id, **typed)
    assert "We mended it." in text_of(look)
    assert "Ours." not in text_of(look)
    assert not StageAnswer.objects.exists()
    acknowledged(fresh(other), school.head)
    late = send(client, school.head, "complaint-group-answer", campaign.public_id, **typed, sent="1")

    assert late.status_code == 400
    assert "was changed or taken out since" in text_of(late)
    assert late.context["form"]["reason"].value() == "We mended it."
    typed["chosen"] = signs(one, other)
    done = send(client, school.head, "complaint-group-answer", campaign.public_id, **typed, sent="1")
    assert done.status_code == 302
    assert StageAnswer.objects.count() == 2


def test_a_group_is_made_on_its_page_from_ones_own_open_complaints(client, school):
    one, other = two()
    of_head = complain(About.HEAD)
    page = page_of(client, school.head, "complaint-group-new")
    assert one.reference in text_of(page)
    for hidden in (of_head.reference, "Nadia Ferrier", "Owen Quill"):
        assert hidden not in page.content.decode()
    hostile = send(
        client, school.head, "complaint-group-new", title="Gate", chosen=[str(one.public_id), str(of_head.public_id)]
    )
    assert hostile.status_code == 400
    assert hostile.context["form"]["title"].value() == "Gate"
    made = send(
        client,
        school.head,
        "complaint-group-new",
        title="<b>Gate</b>",
        chosen=[str(one.public_id), str(other.public_id)],
    )
    assert made.status_code == 302
    assert "<b>Gate</b>" in text_of(page_of(client, school.head, "complaint-groups"))
    assert "<b>Gate</b>" in text_of(page_of(client, school.head, "complaint", one.public_id))


def test_a_large_group_asks_no_more_than_a_small_one(client, school):
    campaign = grouped(two(), school.head)
    counts = []
    for number in (0, 3):
        more = [complain().public_id for _ in range(number)]
        if more:
            add_to_group(campaign=campaign, chosen=more, by=again(school.head))
            grouped(two(), school.head, "Another")
        for name, args in (*((name, [campaign.public_id]) for name in PAGES), ("complaint-groups", [])):
            page_of(client, school.head, name, *args)
            with CaptureQueriesContext(connection) as asked:
                page_of(client, school.head, name, *args)
            counts.append(len(asked))

    assert counts[:5] == counts[5:]
