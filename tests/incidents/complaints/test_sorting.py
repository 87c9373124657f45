"""A complaint comes to the wrong place: it goes to its reader in the same request, and the old reader loses it."""

import pytest
from django.urls import reverse

from audit.models import AuditEvent, Verb
from incidents.actions.complaint_answering import (
    Answer,
    answer_stage,
    ask_next_stage_for_them,
    open_complaint,
    reopen_complaint,
)
from incidents.actions.complaint_giving import give_complaint
from incidents.actions.complaint_sorting import (
    Sorted,
    redirect_complaint,
    say_already_answered,
    sort_complaint,
    where_sorted,
)
from incidents.actions.faults import CannotBeSo, NotAllowed, WrongState
from incidents.actions.people import link_person, unlink_person
from incidents.actions.reporting import Linked
from incidents.complaint_own_page import stands_now
from incidents.complaints.abouts import About
from incidents.complaints.stages import Finding, Progress, Stage
from incidents.models import Case, CasePerson, StageAnswer, State, TimelineEntry
from incidents.relations import Act
from incidents.sorts import Sort
from incidents.walls import Standing, Wall
from people.models import Notification, SchoolSetting, User
from people.roles import Role
from tests.factories import UserFactory
from tests.incidents.made import again
from tests.incidents.pages import as_seen, page_of, send, text_of

from .made import complain
from .test_answering import fresh, mails_to_author


def sort(case: Case, about: About, by: User, name: str = "") -> Case:
    sort_complaint(case=case, said=Sorted(about, name), revision=fresh(case).revision, by=by)
    return fresh(case)


def read(case: Case) -> str:
    """The words with which it was closed, as whoever complained reads them."""
    return case.timeline.get(kind=TimelineEntry.Kind.TO_AUTHOR).typed.text


def readers(case: Case, *users: User) -> set[User]:
    return {user for user in users if Case.objects.allowing(Act.READ, again(user), Sort.COMPLAINT).filter(pk=case.pk)}


OWNERS = {
    About.STAFF: "head", About.SCHOOL: "head", About.CHILD: "head", About.ADULT: "head", About.HEAD: "chair",
    About.GOVERNOR: "clerk", About.CHAIR: "clerk", About.BOARD: "clerk", About.CLERK: "chair", About.DATA: "dpo",
}  # fmt: skip


@pytest.mark.parametrize("about", OWNERS)
def test_what_came_without_a_choice_is_with_its_reader_once_the_clerk_has_said_whom_it_is_about(school, about):
    school.dpo = UserFactory(role=Role.DPO)
    case = complain(About.UNSURE)
    everybody = (school.head, school.chair, school.clerk, school.vice_chair, school.dsl, school.dpo)
    assert readers(case, *everybody) == {school.clerk}
    foreseen = where_sorted(case, Sorted(about))
    case = sort(case, about, school.clerk)

    owner = getattr(school, OWNERS[about])
    also = {school.clerk} if about == About.HEAD else set()  # who keeps the file of what is about the head
    assert readers(case, *everybody) == {owner} | also
    assert case.owner_role == foreseen.owner
    assert not case.complaint.is_to_sort
    event = AuditEvent.objects.about(case).get(verb=Verb.COMPLAINT_SORTED)
    assert event.details == {"wall": case.wall}


def test_the_head_who_finds_that_it_is_about_the_head_loses_it_at_once(school):
    case = sort(complain(About.STAFF), About.HEAD, school.head)

    assert readers(case, school.head, school.chair) == {school.chair}
    assert case.people.subjects().get().user == school.head


def test_a_wrong_choice_is_put_right_and_whom_it_had_kept_out_reads_it(school):
    case = sort(complain(About.HEAD), About.STAFF, school.chair, name="The caretaker")

    assert readers(case, school.head, school.chair) == {school.head}
    assert {person.name for person in case.people.subjects()} == {"The caretaker"}
    gone = case.people.exclude(taken_off_at=None).get()
    assert gone.user == school.head
    assert gone.taken_off_reason.startswith("Sorted")


def test_whom_a_person_linked_stays_kept_out_whatever_is_said_later(school):
    case = complain(About.CHAIR)
    head = Linked(CasePerson.Part.SUBJECT, Standing.HEAD, str(school.head), user=school.head)
    link_person(case=case, linked=head, by=school.clerk)
    case = sort(case, About.STAFF, school.clerk)

    assert readers(case, school.head, school.chair, school.clerk) == {school.chair, school.clerk}


def test_a_name_that_may_be_the_heads_keeps_the_head_out(school):
    case = sort(complain(About.UNSURE), About.STAFF, school.clerk, name=str(school.head))

    assert readers(case, school.head, school.chair) == {school.chair}


def test_a_handler_loses_it_when_it_turns_out_to_be_about_the_head(school):
    case = complain(About.STAFF)
    give_complaint(case=case, user=school.handler, knows_who=True, by=school.head)
    assert readers(case, school.handler) == {school.handler}
    case = sort(case, About.HEAD, school.head)

    assert readers(case, school.handler) == set()


def test_the_page_says_who_reads_it_before_anything_changes(school, client):
    case = complain(About.UNSURE)
    sent = {"about": "chair", "name": "", **as_seen(case)}
    text = text_of(send(client, school.clerk, "complaint-sorting", case.public_id, **sent))
    assert "clerk" in text.lower()
    assert "It stays with you." in text
    sent["about"] = "head"
    text = text_of(send(client, school.clerk, "complaint-sorting", case.public_id, **sent))

    assert school.chair.get_short_name() in text
    assert "You do not see it any more after this." in text
    assert fresh(case).wall == Wall.UNSURE
    send(client, school.clerk, "complaint-sorting", case.public_id, **sent, sent="1")
    assert fresh(case).wall == Wall.HEAD
    assert page_of(client, school.head, "complaint", case.public_id).status_code == 404


def test_where_every_complaint_goes_to_the_clerk_first_the_clerk_passes_it_on(school):
    SchoolSetting.objects.create(key="complaints_to_clerk", value="yes")
    case = complain(About.STAFF)
    assert readers(case, school.head, school.clerk) == {school.clerk}
    case = sort(case, About.STAFF, school.clerk)

    assert readers(case, school.head, school.clerk) == {school.head}


def test_who_does_not_own_it_sorts_nothing(school):
    with pytest.raises(NotAllowed):
        sort(complain(About.STAFF), About.HEAD, school.chair)


def test_of_personal_data_it_is_answered_by_the_day_of_the_law_at_the_latest(school):
    UserFactory(role=Role.DPO)
    case = complain(About.SCHOOL)
    Case.objects.filter(pk=case.pk).update(due_on="2027-01-15")
    case.complaint.answer_by = case.complaint.acknowledge_by = "2027-01-15"
    case.complaint.save()
    case = sort(case, About.DATA, school.head)

    last = case.reported_at.date().replace(month=10, day=16)
    assert case.complaint.answer_by == case.complaint.acknowledge_by == case.due_on == last


def _answered_once(school) -> Case:
    case = complain(About.STAFF)
    answer_stage(case=case, answer=Answer(Finding.NOT_UPHELD, "So."), revision=case.revision, by=school.head)
    return fresh(case)


def _opened_again(school) -> Case:
    case = _answered_once(school)
    reopen_complaint(case=case, reason="A new witness.", by=school.head)
    return fresh(case)


def _panel_asked(school) -> Case:
    case = _answered_once(school)
    ask_next_stage_for_them(case=case, how="By letter.", revision=case.revision, by=school.head)
    return fresh(case)


@pytest.mark.parametrize("come_to", [_answered_once, _opened_again, _panel_asked])
def test_once_a_stage_was_answered_it_does_not_become_one_of_personal_data_after_which_no_panel_comes(
    school, client, come_to
):
    UserFactory(role=Role.DPO)
    case = come_to(school)
    owner = getattr(school, OWNERS[About.STAFF])
    with pytest.raises(CannotBeSo, match="complaint of its own"):
        sort(case, About.DATA, owner)

    page = page_of(client, owner, "complaint-sorting", case.public_id).content.decode()
    assert 'value="data"' not in page and 'value="governor"' in page
    sent = send(client, owner, "complaint-sorting", case.public_id, about="data", name="", **as_seen(case))
    assert "complaint of its own" in text_of(sent)
    assert fresh(case).complaint.about == About.STAFF


def test_while_nothing_was_answered_it_can_become_one_of_personal_data(school, client):
    case = complain(About.STAFF)

    assert 'value="data"' in page_of(client, school.head, "complaint-sorting", case.public_id).content.decode()


@pytest.mark.parametrize("come_to", [_answered_once, _opened_again, _panel_asked])
def test_somebody_else_decides_it_is_neither_offered_nor_done_once_it_was_answered(school, client, come_to):
    before, case = complain(), come_to(school)
    said = {"case": case, "words": "So.", "revision": case.revision, "by": school.head}
    for act in (
        lambda: redirect_complaint(who="The admissions team", **said),
        lambda: say_already_answered(earlier=before.reference, **said),
    ):
        with pytest.raises(WrongState):
            act()

    pages = {one: page_of(client, school.head, "complaint", one.public_id).content.decode() for one in (before, case)}
    for way in ("complaint-redirection", "complaint-already"):
        assert reverse(f"incidents:{way}", args=[before.public_id]) in pages[before]
        assert reverse(f"incidents:{way}", args=[case.public_id]) not in pages[case]
    assert reverse("incidents:complaint-sorting", args=[case.public_id]) in pages[case]


def test_people_added_and_taken_off_route_it_again(school):
    case = complain(About.STAFF)
    head = Linked(CasePerson.Part.SUBJECT, Standing.HEAD, str(school.head), user=school.head)
    person = link_person(case=case, linked=head, by=school.head)
    assert readers(case, school.head, school.chair) == {school.chair}
    unlink_person(person=person, reason="It was a mistake.", by=school.chair)

    assert readers(case, school.head, school.chair) == {school.head}


def test_what_somebody_else_decides_is_closed_with_words_that_say_who(school):
    case = complain()
    redirect_complaint(case=case, who="The admissions team", words="Ring 01909 100200.", revision=0, by=school.head)
    case = fresh(case)

    assert (case.state, case.complaint.progress) == (State.CLOSED, Progress.REDIRECTED)
    said = case.timeline.get(kind=TimelineEntry.Kind.TO_AUTHOR).typed.text
    assert "The admissions team" in said
    assert "01909 100200" in said


def _panel_answered(case: Case, by: User) -> Case:
    StageAnswer.objects.create(
        complaint=case.complaint, stage=Stage.TWO, finding=Finding.NOT_UPHELD, reason="So.", decided_by=by
    )
    Case.objects.filter(pk=case.pk).update(state=State.CLOSED, closed_at=case.reported_at)
    return case


def test_already_answered_is_only_what_the_panel_has_answered(school):
    first, second = complain(), complain()
    answer_stage(case=first, answer=Answer(Finding.NOT_UPHELD, "So."), revision=first.revision, by=school.head)
    Case.objects.filter(pk=first.pk).update(state=State.CLOSED, closed_at=first.reported_at)
    said = {"earlier": first.reference.lower(), "words": "See the letter.", "by": school.head}
    with pytest.raises(CannotBeSo, match="whole way"):
        say_already_answered(case=second, revision=second.revision, **said)
    _panel_answered(first, school.clerk)
    say_already_answered(case=second, revision=second.revision, **said)

    assert fresh(second).complaint.progress == Progress.ALREADY
    assert read(second) == f"We have answered this already: see {first.reference}.\n\nSee the letter."


def test_what_was_sent_twice_by_one_person_is_closed_and_the_first_goes_on(school):
    first, second = complain(), complain()
    say_already_answered(
        case=second, earlier=first.reference, words="We answer the first.", revision=second.revision, by=school.head
    )
    assert fresh(first).is_open
    assert not fresh(second).is_open
    said = f"You sent this twice. This one is closed, and the first goes on: {first.reference}."
    assert read(second) == f"{said}\n\nWe answer the first."
    assert stands_now(fresh(second)).state == "It is closed"


def test_what_they_read_of_the_first_one_is_looked_over_before_it_is_sent(school, client):
    first, second = complain(), complain()
    typed = {"earlier": first.reference, "words": "We answer the first.", **as_seen(second)}
    look = send(client, school.head, "complaint-already", second.public_id, **typed)
    assert f"the first goes on: {first.reference}." in text_of(look)
    bad = send(client, school.head, "complaint-already", second.public_id, **typed | {"earlier": "CMP-2627-ZZZZ"})
    assert bad.status_code == 400 and "that is with you" in text_of(bad)
    assert fresh(second).is_open


@pytest.mark.parametrize(
    ("email", "said"), [("nadia.ferrier@example.org", "A mail tells them."), ("", "No mail went.")]
)
def test_whoever_sends_it_elsewhere_is_told_whether_a_mail_went(school, client, email, said):
    case = complain(email=email, reach_by="code")
    typed = {"who": "The council.", "words": "Write to it.", **as_seen(case), "sent": "1"}
    client.force_login(school.head)
    address = reverse("incidents:complaint-redirection", args=[case.public_id])
    assert said in text_of(client.post(address, typed, follow=True))
    assert bool(mails_to_author(case)) == bool(email)


def test_somebody_elses_complaint_is_never_already_answered(school):
    first = _panel_answered(complain(), school.clerk)
    second = complain(name="Omar Whitlock", email="omar.whitlock@example.org")
    with pytest.raises(CannotBeSo, match="somebody else"):
        say_already_answered(
            case=second, earlier=first.reference, words="So.", revision=second.revision, by=school.head
        )


def test_a_reference_that_one_may_not_read_is_as_if_there_were_none(school):
    hidden, second = complain(About.HEAD), complain()
    for reference in (hidden.reference, "CMP-2627-ZZZZ"):
        with pytest.raises(CannotBeSo, match="that is with you"):
            say_already_answered(case=second, earlier=reference, words="So.", revision=second.revision, by=school.head)


def test_opened_by_its_new_owner_it_is_not_told_to_have_been_opened_by_nobody(school):
    case = complain(About.UNSURE)
    open_complaint(case=case, by=school.clerk)
    case = sort(case, About.STAFF, school.clerk)
    assert case.passed_at

    open_complaint(case=case, by=again(school.head))

    assert fresh(case).passed_at is None


def test_the_clerk_hears_of_what_turns_out_to_be_about_the_head(school):
    case = complain(About.STAFF)
    Notification.objects.all().delete()

    link_person(
        case=case, linked=Linked(CasePerson.Part.SUBJECT, Standing.HEAD, str(school.head), user=school.head),
        by=school.head,
    )  # fmt: skip

    told = set(Notification.objects.filter(subject__startswith=case.reference).values_list("user", flat=True))
    assert told == {school.chair.pk, school.clerk.pk}
