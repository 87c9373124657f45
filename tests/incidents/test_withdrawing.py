"""A question about legal action is taken back before the governors decided, never afterwards."""

import pytest
from django.utils import timezone

from audit.models import AuditEvent, Verb
from incidents.actions.faults import CannotBeSo, NotAllowed, WrongState
from incidents.actions.people import link_person
from incidents.actions.referring import Decided, ask_governor, decide_legal_action, refer_case, withdraw_referral
from incidents.models import Case, LegalDecision, LegalReferral
from incidents.relations import Act
from incidents.standing import can
from incidents.walls import Standing
from people.models import Notification

from .made import about, again, report
from .pages import page_of, send, text_of


def _asked(school, *people) -> LegalReferral:
    case = report(school.reporter, *people)
    referral = refer_case(case=case, reason="It goes on.", bundle="Messages were sent.", by=school.head)
    ask_governor(referral=referral, user=school.governor, by=school.chair)
    Notification.objects.all().delete()
    return referral


def _no() -> Decided:
    return Decided(LegalDecision.Answer.NO, timezone.localdate(), "Too small.")


def test_taken_back_it_leaves_the_governors_with_that_request_and_they_are_told_the_reference(school):
    referral = _asked(school)

    withdraw_referral(referral=referral, reason="The messages stopped.", by=school.head)

    for governor in (school.chair, school.governor):
        assert not can(again(governor), Act.READ_BUNDLE, referral.case)
        assert not LegalReferral.objects.asking(again(governor)).exists()
    told = list(Notification.objects.all())
    assert {mail.user for mail in told} == {school.chair, school.governor}
    for mail in told:
        assert referral.case.reference in mail.subject
        assert "messages" not in f"{mail.subject}{mail.body}".lower()
        assert "http" not in mail.body
    entry = referral.case.timeline.first()
    assert (entry.what, entry.typed.text) == (
        "The governors are asked about legal action no more.",
        "The messages stopped.",
    )
    event = AuditEvent.objects.about(referral.case).get(verb=Verb.INCIDENT_REFERRAL_WITHDRAWN)
    assert event.details == {}


def test_it_may_be_asked_again_and_the_new_question_is_the_one_that_is_decided(school):
    referral = _asked(school)
    with pytest.raises(WrongState):
        refer_case(case=referral.case, reason="Again.", bundle="More came.", by=school.head)
    withdraw_referral(referral=referral, reason="Too early.", by=school.head)

    new = refer_case(case=referral.case, reason="Again.", bundle="More came.", by=school.head)

    for old_way in (
        lambda: decide_legal_action(referral=referral, decided=_no(), by=again(school.chair)),
        lambda: ask_governor(referral=referral, user=school.governor, by=again(school.chair)),
    ):
        with pytest.raises(WrongState, match="taken back"):
            old_way()
    decide_legal_action(referral=new, decided=_no(), by=again(school.chair))
    assert not can(again(school.governor), Act.READ_BUNDLE, referral.case)


def test_what_is_decided_is_not_taken_back_and_nothing_is_taken_back_twice(school):
    referral = _asked(school)
    decide_legal_action(referral=referral, decided=_no(), by=again(school.chair))
    with pytest.raises(WrongState, match="decided this already"):
        withdraw_referral(referral=referral, reason="Too late.", by=school.head)

    other = _asked(school)
    withdraw_referral(referral=other, reason="Too early.", by=school.head)
    with pytest.raises(WrongState, match="taken back already"):
        withdraw_referral(referral=other, reason="Too early.", by=school.head)
    assert Notification.objects.filter(subject__contains=other.case.reference).count() == 2


def test_it_needs_a_reason_and_somebody_who_may_refer(school):
    referral = _asked(school)

    with pytest.raises(CannotBeSo, match="Write why"):
        withdraw_referral(referral=referral, reason="  ", by=school.head)
    for somebody in (school.chair, school.governor, school.clerk, school.reporter, school.handler, school.office):
        with pytest.raises(NotAllowed):
            withdraw_referral(referral=referral, reason="Why.", by=again(somebody))


def test_a_chair_whom_it_turned_out_to_be_about_hears_nothing(school):
    referral = _asked(school)
    person = about(school.chair, Standing.CHAIR)
    link_person(case=referral.case, linked=person, by=again(school.head))
    Notification.objects.all().delete()
    case = Case.objects.get(pk=referral.case_id)

    withdraw_referral(referral=referral, reason="It is about the chair.", by=again(school.vice_chair))

    assert case.owner_role == "vice_chair"
    assert school.chair.pk not in set(Notification.objects.values_list("user", flat=True))


def test_the_head_takes_it_back_on_a_page_and_reads_there_why(client, school):
    referral = _asked(school)
    case = referral.case
    assert "Take the question back" in text_of(page_of(client, school.head, "incident", case.public_id))

    empty = send(client, school.head, "referral-withdrawal", case.public_id, reason="")
    done = send(client, school.head, "referral-withdrawal", case.public_id, reason="The messages stopped.")

    assert (empty.status_code, done.status_code) == (400, 302)
    page = text_of(page_of(client, school.head, "incident", case.public_id))
    assert "Taken back before it was decided." in page
    assert "The messages stopped." in page
    assert "Ask the governors" in page
    assert page_of(client, school.head, "referral-withdrawal", case.public_id).status_code == 302
    late = send(client, school.head, "referral-withdrawal", case.public_id, reason="Once more.")
    assert late.status_code == 409
    assert "Once more." in late.content.decode()


def test_without_a_question_there_is_nothing_to_take_back(client, school):
    case = report(school.reporter)

    assert page_of(client, school.head, "referral-withdrawal", case.public_id).status_code == 404
