"""What the worker tells of complaints: what nobody opened, what is due, and that days to ask run out."""

import datetime as dt

import time_machine

from audit.models import Actor, AuditEvent, Verb
from audit.recorder import acting_as
from incidents.actions.complaint_answering import open_complaint
from incidents.actions.complaint_giving import give_complaint
from incidents.actions.handing_on import hand_on_complaints
from incidents.complaints.abouts import About
from incidents.models import Case
from people.models import Notification, RoleAssignment, User
from people.roles import Role
from tests.factories import UserFactory
from tests.incidents.made import again, report
from tests.mornings import due_at
from tests.policies.clock import MORNING

from .made import complain

DAY = dt.timedelta(days=1)  # MORNING is a Wednesday


def told(duty, day: float) -> dict[User | None, list[str]]:
    """Whom the worker writes to on that day, looking twice."""
    last = max(Notification.objects.values_list("pk", flat=True), default=0)
    with time_machine.travel(MORNING + day * DAY), acting_as(Actor.WORKER):
        duty()
        duty()
    found: dict[User | None, list[str]] = {}
    for mail in Notification.objects.filter(pk__gt=last).select_related("user"):
        found.setdefault(mail.user, []).append(f"{mail.subject}\n{mail.body}")
    return found


def due(day: float) -> dict[User, list[str]]:
    """What stands in the morning mails of that day as due."""
    return due_at(MORNING + day * DAY)


def cover_for(user: User, role: Role) -> User:
    deputy = UserFactory(role=Role.STAFF)
    held = user.assignments.get()
    today = MORNING.date()
    RoleAssignment.objects.create(
        user=deputy, role=role, is_cover=True, covers=held, starts_on=today + DAY, ends_on=today + 30 * DAY
    )
    return deputy


def test_what_nobody_opens_reaches_whoever_stands_in_and_then_the_chair_by_reference_each_once(school):
    case = complain(About.STAFF)
    deputy = cover_for(school.head, Role.HEAD)

    assert told(hand_on_complaints, 1) == {}
    assert set(told(hand_on_complaints, 2)) == {deputy}
    assert told(hand_on_complaints, 5) == {}
    (chairs,) = [told(hand_on_complaints, 6)]
    assert set(chairs) == {school.chair}
    (mail,) = chairs[school.chair]
    assert "/complaints/" not in mail
    assert "Ask the headteacher" in mail
    assert told(hand_on_complaints, 7) == {}
    assert AuditEvent.objects.about(case).filter(verb=Verb.COMPLAINT_DUE_TOLD).count() == 2


def test_of_one_about_the_head_that_the_chair_does_not_open_the_vice_chair_hears_and_never_the_head(school):
    complain(About.HEAD)
    heard = {user for day in range(12) for user in told(hand_on_complaints, day)}

    assert heard == {school.vice_chair}


def test_of_one_about_the_chair_or_the_clerk_neither_hears(school):
    complain(About.CHAIR)
    complain(About.CLERK)
    heard = {user for day in range(12) for user in told(hand_on_complaints, day)}

    assert not heard & {school.chair, school.clerk, school.head}


def test_what_was_opened_is_handed_on_to_nobody(school):
    open_complaint(case=complain(), by=school.head)

    assert {user for day in range(12) for user in told(hand_on_complaints, day)} == set()


def test_two_school_days_before_a_day_owner_and_handler_are_told_by_reference_once_a_day(school):
    case = complain()
    give_complaint(case=case, user=school.handler, knows_who=False, by=school.head)
    Case.objects.filter(pk=case.pk).update(due_on=MORNING.date() + 6 * DAY)  # a Tuesday

    assert due(1) == {}
    found = due(2)  # the Friday before
    assert set(found) == {school.head, again(school.handler)}
    for lines in found.values():
        assert lines == [f"{case.reference}: due 22 September 2026"]
    assert due(3) == {}  # a Saturday


def test_nobody_hears_of_what_is_about_them(school):
    case = complain(About.HEAD)
    Case.objects.filter(pk=case.pk).update(due_on=MORNING.date())

    assert set(due(1)) == {school.chair}


def test_the_days_of_the_law_run_in_holidays_too(school):
    dpo = UserFactory(role=Role.DPO)
    data, plain = complain(About.DATA), complain()
    Case.objects.filter(pk__in=(data.pk, plain.pk)).update(due_on=MORNING.date() + 5 * DAY)

    saturday = due(3)  # two days before a Monday
    assert saturday == {dpo: [f"{data.reference}: due 21 September 2026"]}


def test_incidents_and_complaints_stand_in_one_mail_and_the_record_says_of_both(school):
    incident, complaint = report(school.reporter), complain()
    Case.objects.filter(pk__in=(incident.pk, complaint.pk)).update(due_on=MORNING.date())

    lines = due(1)[school.head]

    assert lines == [f"{one.reference}: overdue since 16 September 2026" for one in (incident, complaint)]
    for verb in (Verb.INCIDENT_DUE_TOLD, Verb.COMPLAINT_DUE_TOLD):
        [event] = AuditEvent.objects.filter(verb=verb, target_model="")
        assert (event.actor, event.details) == (Actor.WORKER, {"people": 1})
