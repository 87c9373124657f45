"""Who sits on a panel: three people without an earlier part in the complaint, and nobody else (D11, domain 1.1)."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.utils import timezone

from audit.models import AuditEvent, Verb
from incidents.actions.complaint_answering import open_complaint
from incidents.actions.complaint_giving import give_complaint
from incidents.actions.complaint_sorting import Sorted, sort_complaint
from incidents.actions.complaint_writing import write_to_complainant
from incidents.actions.faults import CannotBeSo, NobodyLeft, NotAllowed, WrongState
from incidents.actions.owning import find_owners
from incidents.actions.panel_leaving import leave_panel, say_panel_is_about_me
from incidents.actions.panel_naming import Outside, name_panel, take_off_panel
from incidents.actions.people import link_person
from incidents.actions.reporting import Linked
from incidents.complaints.abouts import About
from incidents.complaints.panels import ONE_INDEPENDENT, Bar
from incidents.complaints.stages import Progress
from incidents.models import PanelMember
from incidents.panel_mails import arrangers_of
from incidents.panel_seating import bars_of, seating, sitting
from incidents.relations import Relation
from incidents.standing import relations_of
from incidents.walls import Standing, Wall
from people.models import Notification, RoleAssignment, SchoolSetting
from people.roles import Role
from people.settings import Key
from tests.factories import UserFactory
from tests.incidents.made import Part, again

from .made import complain
from .panelled import OUTSIDE, arranged, asked, governors, in_days, named, now

PARTS = (
    "it is about them", "a witness", "complained", "wrote it down", "owns it", "dealt with it", "wrote to the parent",
    "answered", "opened it",
)  # fmt: skip


def _with_a_part(school, part):
    """A complaint at its panel, and a governor who had this part in it."""
    governor = UserFactory(role=Role.GOVERNOR, surname="Hartwell")
    about, said = About.STAFF, {}
    if part == "complained":
        case = asked(school, by=governor)
        return case, governor
    if part == "wrote it down":
        case = asked(school)
        type(case.complaint).objects.filter(pk=case.pk).update(source="letter", recorded_by=governor)
        return now(case), governor
    if part == "owns it":
        RoleAssignment.objects.create(user=governor, role=Role.CHAIR)
        return asked(school, About.HEAD), governor
    case = asked(school, about, **said)
    match part:
        case "it is about them" | "a witness":
            where = Part.SUBJECT if part == "it is about them" else Part.WITNESS
            case.people.create(part=where, standing=Standing.GOVERNOR, name=str(governor), user=governor)
        case "dealt with it":
            RoleAssignment.objects.create(user=governor, role=Role.STAFF)
            given = give_complaint(case=case, user=again(governor), knows_who=False, by=school.head)
            given.ended_at, given.ended_by = given.given_at, school.head
            given.save()
        case "wrote to the parent":
            RoleAssignment.objects.create(user=governor, role=Role.STAFF)
            given = give_complaint(case=case, user=again(governor), knows_who=False, by=school.head)
            text = "When was it?"
            write_to_complainant(
                case=case, text=text, is_question=True, form_key=uuid.uuid4(), by=again(governor)
            )  # fmt: skip
            given.delete()
        case "answered":
            case.complaint.answers.model.objects.create(
                complaint=case.complaint, stage="informal", finding="settled", reason="We talked.", decided_by=governor
            )
        case "opened it":
            RoleAssignment.objects.create(user=governor, role=Role.HEAD, is_cover=True, covers=_post(school.head))
            open_complaint(case=case, by=again(governor))
            RoleAssignment.objects.filter(user=governor, role=Role.HEAD).delete()
    return now(case), governor


def _post(user):
    return user.assignments.get()


@pytest.mark.parametrize("part", PARTS)
def test_a_governor_who_had_a_part_is_not_offered_and_is_refused_by_name_with_the_reason(school, part):
    case, governor = _with_a_part(school, part)
    before = case.revision
    found = seating(case)

    assert again(governor) not in found.offered
    assert dict(found.barred)[governor] == Bar.PART
    with pytest.raises(CannotBeSo, match=r"Robin Hartwell had a part in it before\. Choose somebody else\."):
        named(case, school.clerk, [*governors(2), again(governor)])
    assert not PanelMember.objects.exists()
    assert now(case).revision == before
    assert not AuditEvent.objects.filter(verb=Verb.COMPLAINT_PANEL_NAMED).exists()


def test_the_head_never_sits_and_neither_does_who_is_no_governor(school):
    case = asked(school)
    RoleAssignment.objects.create(user=school.head, role=Role.GOVERNOR)

    assert dict(seating(case).barred)[school.head] == Bar.HEAD
    assert bars_of(case, [again(school.reporter)]) == {school.reporter.pk: Bar.NO_GOVERNOR}
    for user in (school.head, school.reporter):
        with pytest.raises(CannotBeSo, match="Choose somebody else"):
            named(case, school.clerk, [*governors(2), again(user)])


def test_arranging_a_panel_is_no_part_in_the_complaint(school):
    case = asked(school)
    named(case, again(school.chair), governors(3))
    take_off_panel(member=sitting(case)[0], reason="Ill.", by=again(school.chair))

    assert school.chair in seating(now(case)).offered


@pytest.mark.parametrize("number", [0, 1, 2, 4])
def test_it_is_exactly_three(school, number):
    case = asked(school)
    with pytest.raises(CannotBeSo, match=r"Name three people\. You named"):
        named(case, school.clerk, governors(number))
    assert now(case).complaint.progress == Progress.NEXT_ASKED


def test_three_are_named_recorded_and_told_without_a_word_of_it(school):
    case = asked(school)
    Notification.objects.all().delete()
    people = governors(2)
    named(case, school.clerk, people, OUTSIDE)

    assert now(case).complaint.progress == Progress.PANEL
    assert [member.called for member in sitting(case)] == [*map(str, people), "Ida Quill"]
    events = AuditEvent.objects.about(case).filter(verb=Verb.COMPLAINT_PANEL_NAMED)
    assert [event.details for event in events] == [{"user": people[0].pk}, {"user": people[1].pk}, {}]
    mails = list(Notification.objects.all())
    assert {mail.user for mail in mails} == set(people)
    assert not any(case.reference in mail.subject + mail.body for mail in mails)
    with pytest.raises(WrongState, match="Three people are named already"):
        named(now(case), school.clerk, governors(3))


def test_sent_twice_it_is_named_once(school):
    case, people, key = asked(school), governors(3), uuid.uuid4()
    for _ in range(2):
        name_panel(case=case, governors=people, outside=(), form_key=key, by=school.clerk)

    assert len(sitting(case)) == 3


@pytest.mark.parametrize(
    ("outside", "why"),
    [
        (Outside("Nadia Ferrier", "Anston"), "had a part in it before"),
        (Outside("Kit Marsh", "Todwick Primary School"), "This one is ours"),
        (Outside("Kit Marsh", ""), "both the name and the school"),
        (Outside("", "Anston"), "both the name and the school"),
    ],
)
def test_a_governor_of_another_school_has_a_name_a_school_and_no_part(school, outside, why):
    case = asked(school)
    with pytest.raises(CannotBeSo, match=why):
        named(case, school.clerk, governors(2), [outside])
    assert not PanelMember.objects.exists()


def test_somebody_of_this_school_is_not_typed_as_of_another(school):
    case = asked(school)
    name = f"{school.head.forename} {school.head.surname}"
    with pytest.raises(CannotBeSo, match="the name of somebody of this school"):
        named(case, school.clerk, governors(2), [Outside(name, "Anston")])
    twice = [Outside("Ida Quill", "Anston"), Outside("ida quill", "Anston")]
    with pytest.raises(CannotBeSo, match="named twice"):
        named(case, school.clerk, governors(1), twice)


@pytest.mark.parametrize(
    "outside", [(), (Outside("Ida Quill", "Anston"),)], ids=["governors alone", "not said to be independent"]
)
def test_in_an_academy_one_of_the_three_is_independent(school, outside):
    SchoolSetting.objects.update_or_create(key=Key.IS_ACADEMY, defaults={"value": "yes"})
    case = asked(school)
    with pytest.raises(CannotBeSo) as fault:
        named(case, school.clerk, governors(3 - len(outside)), outside)
    assert str(fault.value) == ONE_INDEPENDENT
    assert not PanelMember.objects.exists()

    named(case, school.clerk, governors(2), OUTSIDE)
    assert len(sitting(case)) == 3


def test_who_is_taken_off_loses_it_with_a_reason_and_one_more_is_named(school):
    case = named(asked(school), school.clerk)
    member = sitting(case)[0]
    with pytest.raises(CannotBeSo, match="Write why"):
        take_off_panel(member=member, reason=" ", by=school.clerk)
    take_off_panel(member=member, reason="She taught the child.", by=school.clerk)

    assert len(sitting(case)) == 2
    assert now(case).timeline.filter(typed__text="She taught the child.").exists()
    assert AuditEvent.objects.about(case).get(verb=Verb.COMPLAINT_PANEL_ENDED).details == {"user": member.user_id}
    with pytest.raises(CannotBeSo, match="was taken off this panel"):
        named(now(case), school.clerk, [again(member.user)])
    with pytest.raises(CannotBeSo, match=r"Name one person\. You named two"):
        named(now(case), school.clerk, governors(2))
    named(now(case), school.clerk, governors(1))
    assert len(sitting(case)) == 3


def test_a_member_leaves_it_and_who_arranges_it_is_told(school):
    people = governors(3)
    case = named(asked(school), school.clerk, people)
    Notification.objects.all().delete()
    leave_panel(case=case, reason="I know the family.", by=again(people[0]))

    assert [member.user for member in sitting(case)] == people[1:]
    assert {mail.user for mail in Notification.objects.all()} == {school.clerk}
    with pytest.raises(NotAllowed):
        leave_panel(case=case, reason="Again.", by=again(people[0]))
    with pytest.raises(NotAllowed):
        leave_panel(case=case, reason="No member.", by=again(school.clerk))


def test_whom_it_turns_out_to_be_about_sits_no_more(school):
    people = governors(3)
    case = named(asked(school), school.clerk, people)
    case.people.create(part=Part.SUBJECT, standing=Standing.GOVERNOR, name=str(people[0]), user=people[0])

    assert [member.user for member in sitting(case)] == people[1:]


def test_nobody_arranges_the_panel_of_their_own_complaint(school):
    case = asked(school, by=school.clerk)
    with pytest.raises(NotAllowed):
        named(case, again(school.clerk))
    named(case, again(school.chair))


def test_nothing_is_named_before_a_panel_is_asked_for(school):
    case = complain(About.HEAD)
    with pytest.raises(WrongState, match="No panel deals with it now"):
        named(case, school.clerk)
    with pytest.raises(NotAllowed):
        named(complain(About.STAFF), school.clerk)


@pytest.mark.parametrize("number", [1, 3])
def test_seating_takes_as_many_queries_for_one_governor_as_for_three(school, django_assert_num_queries, number):
    case = asked(school)
    governors(number)
    case = now(case)
    with django_assert_num_queries(7):  # the seventh: names that were typed of people in it
        seating(case)


def test_of_one_about_most_of_the_governors_only_governors_of_other_schools_sit(school):
    case = asked(school, About.BOARD)
    own = governors(2)
    found = seating(case)

    assert found.offered == []
    assert {bar for _, bar in found.barred if _ in own} == {Bar.BOARD}
    with pytest.raises(CannotBeSo, match="it is about most of its governors"):
        named(case, school.clerk, own, OUTSIDE)
    others = [Outside(name, "Anston Brook School") for name in ("Ida Quill", "Kit Marsh", "Ola Reed")]
    named(case, school.clerk, [], others)
    assert len(sitting(case)) == 3


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("person", "Robin Hartwell"), ("person", "Mrs Hartwell"), ("person", "Ms Ashdown and R. Hartwell"),
        ("about_name", "Mr Hartwell, governor"), ("about_name", "ROBIN HARTWELL"), ("name", "robin hartwell"),
    ],
)  # fmt: skip
def test_who_bears_a_name_that_was_typed_does_not_sit(school, field, typed):
    governor = again(UserFactory(role=Role.GOVERNOR, forename="Robin", surname="Hartwell"))
    case = asked(school)
    if field == "person":
        case.people.create(part=Part.WITNESS, standing=Standing.OTHER, name=typed)
    else:
        type(case.complaint).objects.filter(pk=case.pk).update(**{field: typed})

    assert bars_of(now(case), [governor]) == {governor.pk: Bar.PART}
    with pytest.raises(CannotBeSo, match="had a part in it before"):
        named(now(case), school.clerk, [*governors(2), governor])


def test_a_childs_name_or_another_of_the_family_bars_nobody(school):
    governor = again(UserFactory(role=Role.GOVERNOR, forename="Robin", surname="Hartwell"))
    case = asked(school, name="Ada Hartwell")
    case.people.create(part=Part.AFFECTED, standing=Standing.PUPIL, name="Robin")

    assert bars_of(now(case), [governor]) == {}


def _into_a_part(school, case, member, way):
    match way:
        case "linked as whom it is about" | "linked as a witness":
            part = Part.SUBJECT if way == "linked as whom it is about" else Part.WITNESS
            link_person(case=case, linked=Linked(part, Standing.GOVERNOR, str(member), member), by=school.head)
        case "given it":
            RoleAssignment.objects.create(user=member, role=Role.STAFF)
            give_complaint(case=case, user=again(member), knows_who=False, by=school.head)
        case "sorted":
            said = Sorted(About.GOVERNOR, str(member))
            sort_complaint(case=case, said=said, revision=now(case).revision, by=school.head)


@pytest.mark.parametrize("way", ["linked as whom it is about", "linked as a witness", "given it", "sorted"])
def test_who_comes_into_a_part_later_sits_no_more_and_whoever_arranges_it_is_told(school, way):
    people = governors(3)
    case = named(asked(school), school.clerk, people)
    Notification.objects.all().delete()
    _into_a_part(school, case, people[0], way)

    assert [member.user for member in sitting(now(case))] == people[1:]
    assert PanelMember.objects.get(user=people[0]).ended_at
    subjects = set(Notification.objects.filter(user=school.clerk).values_list("subject", flat=True))
    assert any("the panel has a free seat" in subject for subject in subjects)
    off = Notification.objects.get(user=people[0], subject="You are on a panel of governors no more")
    assert case.reference not in off.body


def test_a_way_worked_out_again_tells_whoever_arranges_it_then(school):
    case = named(asked(school), school.clerk)
    Notification.objects.all().delete()
    linked = Linked(Part.SUBJECT, Standing.CLERK, str(school.clerk), school.clerk)
    link_person(case=case, linked=linked, by=school.head)

    told = Notification.objects.filter(user=school.chair).values_list("subject", flat=True)
    assert f"{case.reference}: it was worked out again who arranges it" in told
    assert not Notification.objects.filter(user=school.clerk).exists()


def test_one_that_nobody_owned_tells_whoever_arranges_its_panel_then(school):
    case = named(asked(school, About.CLERK), school.chair)
    Notification.objects.all().delete()
    school.chair.assignments.all().delete()
    find_owners()

    told = Notification.objects.filter(subject__contains="worked out again who arranges it")
    assert told.exists() == bool(arrangers_of(now(case)))
    assert {mail.user for mail in told} == set(arrangers_of(now(case)))


def test_a_member_whom_it_is_about_meets_it_nowhere_and_its_way_is_worked_out_again(school):
    people = [*governors(2), again(school.chair)]
    case = named(asked(school), school.clerk, people)
    Notification.objects.all().delete()
    say_panel_is_about_me(case=case, by=again(school.chair))

    assert case.people.subjects().get().user == school.chair
    assert now(case).wall == Wall.CHAIR
    assert [member.user for member in sitting(now(case))] == people[:2]
    assert relations_of(again(school.chair), now(case)) >= {Relation.SUBJECT}
    assert Notification.objects.filter(user=school.clerk).exists()
    with pytest.raises(NotAllowed):
        say_panel_is_about_me(case=now(case), by=again(school.chair))


def test_the_clerk_whom_it_is_about_arranges_no_more_and_the_chair_hears_of_it(school):
    case = named(asked(school), school.clerk)
    Notification.objects.all().delete()
    say_panel_is_about_me(case=case, by=again(school.clerk))

    assert now(case).wall == Wall.CLERK
    assert arrangers_of(now(case)) == [school.chair]
    assert Notification.objects.filter(user=school.chair).exists()
    assert not Notification.objects.filter(user=school.clerk).exists()


def test_where_nobody_else_could_read_it_nothing_is_kept(school):
    case = named(asked(school, About.BOARD), school.clerk, [], [Outside(f"Ida {n}", "Anston") for n in ("A", "B", "C")])
    with pytest.raises(NobodyLeft):
        say_panel_is_about_me(case=case, by=again(school.clerk))
    assert not case.people.subjects().filter(user=school.clerk).exists()


def _with_a_day(school, days=14):
    """A panel whose day is fixed and whose papers are out, from which one member was taken off; and the others."""
    people = governors(3)
    case = arranged(school, people=people)
    with time_machine.travel(timezone.now() + dt.timedelta(days=14 - days)):
        take_off_panel(member=sitting(case)[0], reason="Ill.", by=school.clerk)
        Notification.objects.all().delete()
        new = governors(1)
        case = named(now(case), school.clerk, new)
    return case, new[0], people[1:]


def test_who_is_named_once_a_day_is_fixed_hears_of_day_and_papers(school):
    case, new, _ = _with_a_day(school)

    assert set(Notification.objects.filter(user=new).values_list("subject", flat=True)) == {
        "You are on a panel of governors", "The day of a panel of governors is fixed",
        "The papers for a panel of governors are there",
    }  # fmt: skip
    assert case.complaint.hearings.get(ended_at=None).meets_at


@pytest.mark.parametrize("days", [3, -2])
def test_a_day_too_near_for_somebody_new_or_over_is_taken_back(school, days):
    case, new, others = _with_a_day(school, days)
    hearing = case.complaint.hearings.get(ended_at=None)

    assert (hearing.meets_at, hearing.bundle) == (None, "The newsletter showed a child.")
    assert case.complaint.answer_by == in_days(14).date()
    for user in others:
        assert Notification.objects.get(user=user).subject == "The day of a panel of governors is taken back"
    assert Notification.objects.get(user=new).subject == "You are on a panel of governors"
    assert Notification.objects.filter(user=None, subject__contains="news of the panel").exists()
