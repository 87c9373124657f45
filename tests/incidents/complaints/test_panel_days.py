"""The day of a panel: offered, answered, fixed, put off with a reason; papers in time; reminders; what it decided."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.utils import timezone

from audit.models import AuditEvent, Verb
from incidents.actions.complaint_answering import Answer, ask_next_stage_for_them, reopen_complaint
from incidents.actions.complaint_days import revise_date
from incidents.actions.complaint_going_on import say_not_settled, take_back
from incidents.actions.complaint_writing import write_to_complainant
from incidents.actions.faults import CannotBeSo, NotAllowed, WrongState
from incidents.actions.panel_bundle import meet_without_papers, open_papers, send_papers
from incidents.actions.panel_dates import offer_dates
from incidents.actions.panel_deciding import record_decision
from incidents.actions.panel_holding import last_day_for_papers, letter_by
from incidents.actions.panel_naming import take_off_panel
from incidents.complaint_author import Author
from incidents.complaint_page import complaint_page
from incidents.complaints.abouts import About
from incidents.complaints.panels import FOR_THE_AUTHOR, Bar, Step
from incidents.complaints.stages import Finding, Progress, Stage
from incidents.forms.days import CHECK_THE_YEAR
from incidents.forms.panel_days import DaysForm
from incidents.models import DateRevision, PanelMember, StageAnswer, State
from incidents.panel_bundle import papers_of
from incidents.panel_own import own_panel
from incidents.panel_page import panel_page, panels_waiting_for
from incidents.panel_seating import bars_of, sitting
from incidents.relations import Act
from incidents.standing import can
from people.models import Notification, SchoolSetting
from people.roles import Role
from people.settings import Key
from tests.factories import UserFactory
from tests.incidents.made import again
from tests.mornings import due_at

from .answered import answered, noted
from .made import complain
from .panelled import OUTSIDE, arranged, asked, fixed, governors, in_days, named, now, offered, suits, with_papers

DECIDED = Answer(Finding.PARTLY, "The letter was not read.", "We read every letter.", "Teach it.", "Read letters.")


def offer(case, by, *moments, reason=""):
    return offer_dates(case=now(case), moments=moments, reason=reason, form_key=uuid.uuid4(), by=by)


def decided(case, by, answer=DECIDED, days=20):
    with time_machine.travel(timezone.now() + dt.timedelta(days=days)):
        return record_decision(case=now(case), answer=answer, form_key=uuid.uuid4(), by=by)


def subjects(user) -> list[str]:
    return [mail.subject for mail in Notification.objects.filter(user=user)]


def test_asking_for_the_panel_tells_the_clerk_without_even_a_reference(school):
    case = asked(school, words="A canary sang.")

    (mail,) = Notification.objects.filter(user=school.clerk)
    assert mail.subject == "A panel of governors: a panel is to be arranged"
    assert "/complaints/panels/\n" in mail.body
    for hidden in ("canary", "Ferrier", case.reference, str(case.public_id)):
        assert hidden not in mail.subject + mail.body
    assert list(panels_waiting_for(again(school.clerk))) == [case]
    assert list(panels_waiting_for(again(school.chair))) == []


def test_entered_for_them_it_tells_the_clerk_too(school):
    case = answered(complain(About.STAFF), school.head)
    ask_next_stage_for_them(case=case, how="By letter.", revision=now(case).revision, by=school.head)

    assert "A panel of governors: a panel is to be arranged" in subjects(school.clerk)


def test_of_one_about_the_clerk_the_chair_arranges_it(school):
    case = asked(school, About.CLERK)

    assert f"{case.reference}: the next stage is asked for" in subjects(school.chair)
    assert subjects(school.clerk) == []
    assert list(panels_waiting_for(again(school.chair))) == [case]
    assert not panels_waiting_for(again(school.clerk)).exists()


def test_one_about_the_head_tells_clerk_and_chair_once_each_and_never_the_head(school):
    asked(school, About.HEAD)

    assert len([one for one in subjects(school.clerk) if "next stage" in one or "panel" in one]) == 1
    assert len([one for one in subjects(school.chair) if "next stage" in one or "panel" in one]) == 1
    assert subjects(school.head) == []


@pytest.mark.parametrize(
    ("days", "why"),
    [((), "at least one day"), ((1, 2, 3, 4, 5, 6), "at most five"), ((-1,), "still to come")],
)
def test_up_to_five_days_to_come_are_offered(school, days, why):
    case = named(asked(school), school.clerk)
    with pytest.raises(CannotBeSo, match=why):
        offer(case, school.clerk, *map(in_days, days))


def test_days_are_offered_once_three_are_named(school):
    with pytest.raises(WrongState, match="Name three people first"):
        offer(asked(school), school.clerk, in_days(14))


def test_a_day_after_the_promised_one_needs_a_reason_that_they_are_told(school):
    case = named(asked(school), school.clerk)
    promised = case.complaint.answer_by
    with pytest.raises(CannotBeSo, match=f"by {promised:%-d %B %Y}"):
        offer(case, school.clerk, in_days(14), in_days(50))
    offer(case, school.clerk, in_days(14), in_days(50), reason="Half-term.")

    revision = DateRevision.objects.get()
    assert (revision.what, revision.before, revision.reason) == ("panel", promised, "Half-term.")
    assert now(case).complaint.answer_by == revision.after == in_days(50).date()
    assert AuditEvent.objects.about(case).filter(verb=Verb.COMPLAINT_DATE_REVISED).exists()


def test_they_say_which_suit_and_the_clerk_fixes_one(school):
    case = named(asked(school), school.clerk)
    first, second = offered(case, school.clerk)
    Notification.objects.all().delete()
    suits(case, second.sign, companion="My sister")

    assert subjects(school.clerk) == ["A panel of governors: they said which days suit"]
    assert [one.suits for one in first.hearing.offered.all()] == [False, True]
    with pytest.raises(CannotBeSo, match="not said that this day suits"):
        fixed(case, school.clerk, first.sign)
    hearing = fixed(case, school.clerk, second.sign)
    assert (hearing.meets_at, hearing.place, hearing.companion) == (second.at, "The school library", "My sister")
    assert now(case).due_on == last_day_for_papers(second.at.date())
    told = Notification.objects.filter(subject__contains="news of the panel").get()
    assert "library" not in told.body and "sister" not in told.body
    assert f"{case.reference}: the panel has its day, so its papers are due" in subjects(school.head)
    with pytest.raises(WrongState, match="fixed already"):
        fixed(case, school.clerk, first.sign)


def test_none_suits_only_with_words_and_other_days_are_offered(school):
    case = named(asked(school), school.clerk)
    (first, _) = offered(case, school.clerk)
    with pytest.raises(CannotBeSo, match="Tick a day"):
        suits(case)
    suits(case, words="Only on Mondays.")
    offered(case, school.clerk, 16, 17)

    assert first.hearing.__class__.objects.filter(ended_at=None).count() == 1
    with pytest.raises(WrongState, match="Other days are offered"):
        suits(case, first.sign)
    with pytest.raises(WrongState, match="Other days are offered"):
        fixed(case, school.clerk, first.sign)


def test_a_day_too_soon_for_the_papers_needs_a_reason(school):
    case = named(asked(school), school.clerk)
    (soon,) = offered(case, school.clerk, 3)
    suits(case, soon.sign)
    with pytest.raises(CannotBeSo, match="papers could not be out in time"):
        fixed(case, school.clerk, soon.sign)
    fixed(case, school.clerk, soon.sign, why="They asked for it.")
    with pytest.raises(CannotBeSo, match="were to be out by"):
        with_papers(case, school.head)
    assert with_papers(case, school.head, why_late="The day is near.").bundle_at


def test_a_panel_that_could_not_meet_gets_other_days_with_a_reason_and_keeps_its_papers(school):
    case = arranged(school)
    with time_machine.travel(timezone.now() + dt.timedelta(days=15)):
        with pytest.raises(CannotBeSo, match="The panel was to meet by"):
            offer(case, school.clerk, in_days(3))
        offer(case, school.clerk, in_days(3), reason="It snowed.")
    hearing = case.complaint.hearings.get(ended_at=None)

    assert (hearing.meets_at, hearing.bundle, hearing.companion) == (
        None,
        "The newsletter showed a child.",
        "My sister",
    )


def test_a_day_needs_a_place(school):
    case = named(asked(school), school.clerk)
    (one,) = offered(case, school.clerk, 14)
    suits(case, one.sign)
    with pytest.raises(CannotBeSo, match="where the panel meets"):
        fixed(case, school.clerk, one.sign, place=" ")


def test_the_first_text_of_the_papers_has_what_was_said_and_nobodys_name_and_no_note(school):
    case = asked(school, words="Nadia Ferrier saw it. Una cried.", child_name="Una Ferrier", about_name="")
    noted(case, school.head, "A private canary.")
    text = papers_of(now(case))

    assert "saw it." in text and "It was our mistake." in text and "They did not read my letter." in text
    for gone in ("Nadia", "Ferrier", "Una", school.head.surname, "canary", "P."):
        assert gone not in text.replace("P.m", ""), gone


def test_the_papers_have_no_name_go_out_once_and_never_change(school):
    case = named(asked(school), school.clerk)
    with pytest.raises(CannotBeSo, match="Take out the names: Ferrier"):
        with_papers(case, school.head, "Ms Ferrier saw it.")
    with pytest.raises(NotAllowed):
        with_papers(case, school.clerk)
    with_papers(case, school.head)
    with pytest.raises(WrongState, match="do not change"):
        with_papers(case, school.head, "Other words.")

    assert "A panel of governors: the papers for the panel are there" in subjects(school.clerk)
    assert AuditEvent.objects.about(case).filter(verb=Verb.COMPLAINT_BUNDLE_MADE).count() == 1
    assert open_papers(case=case, by=again(school.clerk)).bundle == "The newsletter showed a child."
    assert AuditEvent.objects.about(case).filter(verb=Verb.COMPLAINT_BUNDLE_OPENED).count() == 1


def test_papers_are_sent_once_with_one_form_and_only_where_a_panel_deals_with_it(school):
    case, key = named(asked(school), school.clerk), uuid.uuid4()
    for _ in range(2):
        send_papers(case=case, text="So it was.", why_late="", form_key=key, by=school.head)
    with pytest.raises(WrongState, match="No panel"):
        with_papers(complain(), school.head)


@pytest.mark.parametrize("what", ["no day", "not met", "no papers", "not whole"])
def test_nothing_is_decided_before_three_met_on_a_day_with_papers(school, what):
    case = named(asked(school), school.clerk)
    if what != "no day":
        (one,) = offered(case, school.clerk, 14)
        suits(case, one.sign)
        fixed(case, school.clerk, one.sign)
    if what != "no papers":
        with_papers(case, school.head)
    if what == "not whole":
        take_off_panel(member=sitting(case)[0], reason="Ill.", by=school.clerk)
    with pytest.raises(WrongState):
        decided(case, school.clerk, days=1 if what == "not met" else 20)
    assert not StageAnswer.objects.filter(stage=Stage.TWO).exists()


def test_who_had_a_part_by_then_is_refused_by_name_with_how_to_mend_it(school):
    people = governors(3)
    case = arranged(school, people=people)
    case.people.create(part="witness", standing="governor", name=str(people[1]), user=people[1])
    with pytest.raises(WrongState, match=f"{people[1]} had a part in it before. Take them off, name somebody else"):
        decided(case, school.clerk)
    assert not StageAnswer.objects.filter(stage=Stage.TWO).exists()


def test_a_governor_of_another_school_who_is_in_it_by_then_is_refused_too(school):
    case = arranged(school, people=governors(3))
    take_off_panel(member=sitting(case)[0], reason="Ill.", by=school.clerk)
    case = named(case, school.clerk, [], OUTSIDE)
    case.people.create(part="witness", standing="other", name="ida  Quill")
    with pytest.raises(WrongState, match="Ida Quill had a part in it before"):
        decided(case, school.clerk)


def test_what_the_panel_itself_wrote_is_no_part(school):
    people = governors(3)
    case = arranged(school, About.CHAIR, people)
    write_to_complainant(
        case=case, text="When can you come?", is_question=True, form_key=uuid.uuid4(), by=again(people[0])
    )
    assert decided(case, school.clerk).stage == Stage.TWO


def test_papers_that_came_after_the_day_are_none(school):
    case = named(asked(school), school.clerk)
    (one,) = offered(case, school.clerk, 14)
    suits(case, one.sign)
    fixed(case, school.clerk, one.sign)
    with time_machine.travel(timezone.now() + dt.timedelta(days=15)):
        with_papers(case, school.head, why_late="Forgotten.")
        assert panel_page(now(case), again(school.clerk))["page"].step == Step.AGAIN
    with pytest.raises(WrongState, match="Offer another day"):
        decided(case, school.clerk)


def test_who_was_named_after_the_day_did_not_meet(school):
    case = arranged(school)
    PanelMember.objects.filter(pk=sitting(case)[0].pk).update(named_at=timezone.now() + dt.timedelta(days=15))
    with pytest.raises(WrongState, match="was named after the panel was to meet"):
        decided(case, school.clerk)


def test_papers_are_out_five_school_days_ahead_however_soon_the_letter_is(school):
    SchoolSetting.objects.update_or_create(key=Key.COMPLAINT_LETTER_DAYS, defaults={"value": "2"})
    meeting = dt.date(2026, 12, 9)

    assert last_day_for_papers(meeting) == dt.date(2026, 12, 2)
    assert letter_by(meeting) == dt.date(2026, 12, 11)


def test_a_panel_to_which_the_school_sends_no_papers_meets_all_the_same(school):
    people = governors(3)
    case = named(asked(school, words="A canary sang."), school.clerk, people)
    (one,) = offered(case, school.clerk, 14)
    suits(case, one.sign)
    fixed(case, school.clerk, one.sign)
    with pytest.raises(WrongState, match="may still come until"):
        without(case, school.clerk)
    with time_machine.travel(timezone.now() + dt.timedelta(days=13)):
        with pytest.raises(CannotBeSo, match="Write why"):
            without(case, school.clerk, reason=" ")
        with pytest.raises(NotAllowed):
            without(case, again(people[0]))
        without(case, school.clerk)
    assert bars_of(now(case), [school.clerk]) == {school.clerk.pk: Bar.NO_GOVERNOR}
    assert case.timeline.filter(what__contains="without them", typed__text="Nobody sent any.").exists()
    assert "A panel of governors meets without papers" in subjects(people[0])
    assert f"{case.reference}: the panel meets without papers" in subjects(school.head)
    assert decided(case, school.clerk).stage == Stage.TWO


def without(case, by, reason="Nobody sent any."):
    return meet_without_papers(case=now(case), reason=reason, form_key=uuid.uuid4(), by=by)


def test_what_is_taken_back_tells_clerk_and_members_and_its_meeting_is_over(school):
    people = governors(3)
    case = arranged(school, people=people)
    Notification.objects.all().delete()
    take_back(author=Author(now(case)), why="", form_key=uuid.uuid4())

    assert subjects(school.clerk) == ["A panel of governors: the panel is not needed any more"]
    for user in people:
        (mail,) = Notification.objects.filter(user=user)
        assert mail.subject == "A panel of governors is not needed any more"
        assert case.reference not in mail.body and "http" not in mail.body
    assert not case.complaint.hearings.filter(ended_at=None).exists()


@pytest.mark.parametrize("sits", [True, False])
def test_what_is_gone_on_with_begins_with_no_old_meeting(school, sits):
    people = governors(3)
    case = arranged(school, people=people)
    with time_machine.travel(timezone.now() + dt.timedelta(days=13)):
        take_back(author=Author(now(case)), why="", form_key=uuid.uuid4())
    if not sits:
        case.people.create(part="witness", standing="governor", name=str(people[0]), user=people[0])
    Notification.objects.all().delete()
    with time_machine.travel(timezone.now() + dt.timedelta(days=15)):
        say_not_settled(author=Author(now(case)), why="I go on.", form_key=uuid.uuid4())
        case = now(case)
        assert own_panel(case).hearing is None
        assert own_panel(case).next == FOR_THE_AUTHOR.get(Step.OFFER if sits else Step.NAME, "")

    assert case.complaint.progress == (Progress.PANEL if sits else Progress.NEXT_ASKED)
    assert len(sitting(case)) == (3 if sits else 2)
    assert ("You are on a panel of governors" in subjects(people[1])) == sits


def test_who_answered_does_not_put_off_the_day_of_a_panel(school):
    case = arranged(school)
    after = in_days(40).date()
    with pytest.raises(WrongState, match="changed by whoever arranges it"):
        revise_date(
            case=case, what=DateRevision.What.ANSWER, after=after, reason="So.", revision=now(case).revision,
            by=school.head,
        )  # fmt: skip
    assert not complaint_page(now(case), again(school.head))["may"]["revise"]


def test_a_day_far_away_by_a_mistyped_year_is_asked_for_again(school):
    form = DaysForm({"form_key": str(uuid.uuid4()), "day_1": "2062-12-09T16:00"}, promised=dt.date(2026, 12, 9))
    assert form.errors["day_1"] == [CHECK_THE_YEAR]


def test_a_panel_upholds_in_whole_or_part_or_not_and_says_why(school):
    case = arranged(school)
    with pytest.raises(CannotBeSo, match="Choose what the panel decided"):
        decided(case, school.clerk, Answer(Finding.SETTLED, "We talked."))
    with pytest.raises(CannotBeSo, match="Write why"):
        decided(case, school.clerk, Answer(Finding.UPHELD, " "))


def test_what_a_panel_decided_closes_it_for_good_and_reaches_the_head(school):
    people = governors(3)
    case = arranged(school, people=people)
    Notification.objects.all().delete()
    made = decided(case, again(people[0]))
    case = now(case)

    assert (made.stage, made.decided_by) == (Stage.TWO, people[0])
    assert (case.state, case.complaint.progress, case.at_panel, case.due_on) == (
        State.CLOSED, Progress.CLOSED, False, None,
    )  # fmt: skip
    assert subjects(school.head) == [f"{case.reference}: the panel has decided"]
    assert "we have answered" in Notification.objects.get(user=None).subject
    assert not any("letter was not read" in mail.body for mail in Notification.objects.all())
    for user in (people[0], people[1], school.clerk):
        assert not can(again(user), Act.READ_BUNDLE, case)
    assert can(school.head, Act.READ, case)
    with pytest.raises(WrongState, match="decides this stage"):
        reopen_complaint(case=case, reason="Again.", by=school.head)
    with pytest.raises(WrongState, match="last stage in school"):
        say_not_settled(author=Author(case), why="No.", form_key=uuid.uuid4())
    with pytest.raises(NotAllowed):
        decided(case, again(people[0]))


def test_of_one_about_the_head_the_head_hears_nothing_of_what_was_decided(school):
    case = arranged(school, About.HEAD)
    decided(case, school.clerk)

    assert f"{case.reference}: the panel has decided" in subjects(school.chair)
    assert subjects(school.head) == []
    assert not can(school.head, Act.READ, now(case))


def test_what_was_taken_back_before_the_panel_decided_can_be_gone_on_with(school):
    case = named(asked(school), school.clerk)
    take_back(author=Author(now(case)), why="", form_key=uuid.uuid4())
    say_not_settled(author=Author(now(case)), why="I go on.", form_key=uuid.uuid4())

    assert now(case).at_panel


def _told(day: dt.date) -> dict:
    """What stands in the morning mails of that day as due."""
    found = due_at(dt.datetime.combine(day, dt.time(9), tzinfo=dt.UTC))
    return {user: "\n".join(lines) for user, lines in found.items()}


def test_two_school_days_before_the_panel_its_people_are_reminded_and_none_sooner(school):
    people = governors(3)
    case = arranged(school, people=people)
    meeting = in_days(14).date()  # a Wednesday

    assert not set(_told(meeting - dt.timedelta(days=5))) & {school.clerk, *people}
    found = _told(meeting - dt.timedelta(days=2))
    assert {school.clerk, *people} <= set(found)
    assert "A panel that you arrange meets on" in found[school.clerk]
    assert "A panel on which you sit meets on" in found[people[0]] and case.reference not in found[people[0]]
    assert school.chair not in found


def test_two_school_days_before_the_papers_are_due_owner_and_clerk_are_reminded(school):
    UserFactory(role=Role.GOVERNOR)
    case = named(asked(school), school.clerk)
    (one,) = offered(case, school.clerk, 14)
    suits(case, one.sign)
    fixed(case, school.clerk, one.sign)
    due = now(case).due_on
    found = _told(due)

    assert set(found) == {school.head, school.clerk}
    assert "A panel that you arrange, due" in found[school.clerk]
    assert f"{case.reference}: due" in found[school.head]
