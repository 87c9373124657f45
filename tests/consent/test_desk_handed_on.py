"""Answers that nobody opens reach the head after two school days, the chair after four, never who they are about."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from audit.models import AuditEvent, Verb
from consent.actions.desk import hand_on_answers
from consent.models import DeskItem, ReviewEntry
from people.actions.covers import name_cover
from people.models import Notification, RoleAssignment
from people.roles import Role
from tests.consent.given import SEPTEMBER, answer, children, survey
from tests.consent.parents import mother
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
MONDAY = dt.datetime(2026, 10, 5, 9, 0, tzinfo=dt.UTC)
KIND = Notification.Kind.ANSWERS_WAIT
HEAD, CHAIR = Role.HEAD.label, Role.CHAIR.label


def on(days, hours=0):
    return time_machine.travel(MONDAY + dt.timedelta(days=days, hours=hours), tick=False)


@pytest.fixture
def school():
    """Office, head and chair, each called by their role; two children; nothing waits yet."""
    with on(-30):
        people = {role: UserFactory(role=role, surname=role.label) for role in (Role.OFFICE, Role.HEAD, Role.CHAIR)}
        return people | {"children": children("Wren", "Jay")}


def doubtful(load, number, **more):
    return ReviewEntry.objects.create(
        survey=load, record=number, identity=f"row {number}", content=f"row {number}", opened_at=MONDAY,
        child_text="Wren or Jay", answers={"website": "yes"}, **more,
    )  # fmt: skip


def told():
    mails = Notification.objects.filter(kind=KIND).order_by("pk").select_related("user")
    return [mail.user.surname for mail in mails]


def day_by_day(days=8):
    heard = []
    for day in range(days):
        for hours in (0, 3):
            with on(day, hours):
                hand_on_answers()
        heard.append(told())
    return heard


def test_rows_that_nobody_opens_go_to_the_head_and_by_reference_to_the_chair_each_in_one_mail(school):
    load = survey()
    for number in range(3):
        doubtful(load, number)

    assert day_by_day() == [[]] * 2 + [[HEAD]] * 2 + [[HEAD, CHAIR]] * 4
    head, chair = Notification.objects.filter(kind=KIND).order_by("pk")
    assert "3 answers" in head.body and reverse("consent:review") in head.body
    assert all(item.reference in chair.body for item in DeskItem.objects.all())
    assert not any(name in head.body + chair.body for name in ("Wren", "Jay", "website"))
    assert AuditEvent.objects.filter(verb=Verb.ENTRY_HANDED_ON).count() == 6


def test_what_the_office_opened_goes_to_nobody(client, school):
    load = survey()
    opened, left = doubtful(load, 1), doubtful(load, 2)
    with on(0, 1):
        client.force_login(school[Role.OFFICE])
        assert client.get(reverse("consent:entry", args=[opened.public_id])).status_code == 200

    assert day_by_day()[-1] == [HEAD, CHAIR]
    assert [item.entry for item in DeskItem.objects.exclude(handed_on_to=[])] == [left]
    event = AuditEvent.objects.get(verb=Verb.ENTRY_OPENED)
    assert (event.by, event.target_id) == (school[Role.OFFICE], str(opened.pk))


def test_a_comment_that_is_read_with_its_like_is_opened_for_each_child(client, school):
    load, (wren, jay) = survey(), school["children"]
    for number, pupil in enumerate((wren, jay), start=1):
        answer(load, pupil, record=number)
        doubtful(load, number, kind="comment", pupil=pupil, comment="Please ask first.", comment_digest=f"d{number}")
    with on(0, 1):
        client.force_login(school[Role.OFFICE])
        entry = ReviewEntry.objects.first()
        assert client.get(reverse("consent:comments", args=[entry.public_id])).status_code == 200

    assert day_by_day()[-1] == []


def test_a_child_whose_parents_differ_is_handed_on_from_the_day_the_worker_found_it(client, school):
    load, (wren, _) = survey(), school["children"]
    answer(load, wren)
    answer(load, wren, "no", who="Tobias Ashdown", given=SEPTEMBER + dt.timedelta(days=1))

    assert day_by_day() == [[]] * 2 + [[HEAD]] * 2 + [[HEAD, CHAIR]] * 4


def test_a_child_whose_page_was_opened_to_decide_goes_to_nobody(client, school):
    load, (wren, _) = survey(), school["children"]
    answer(load, wren)
    answer(load, wren, "no", who="Tobias Ashdown")
    with on(0, 1):
        client.force_login(school[Role.OFFICE])
        assert client.get(reverse("consent:decision", args=[wren.public_id])).status_code == 200

    assert day_by_day()[-1] == []
    assert DeskItem.objects.get(pupil=wren).opened_by == school[Role.OFFICE]


def test_a_child_decided_about_leaves_the_desk_and_comes_back_with_a_new_doubt(school):
    load, (wren, _) = survey(), school["children"]
    answer(load, wren)
    with on(0):
        answer(load, wren, "no", who="Tobias Ashdown", recorded=MONDAY)
        hand_on_answers()
    with on(1):
        answer(load, wren, "yes", who="Tobias Ashdown", given=MONDAY, recorded=MONDAY + dt.timedelta(days=1))
        hand_on_answers()
        assert not DeskItem.objects.lying().exists()
    with on(2):
        answer(load, wren, "no", who="Tobias Ashdown", given=MONDAY + dt.timedelta(days=2), recorded=MONDAY)
        hand_on_answers()

    assert DeskItem.objects.lying().get().since == MONDAY + dt.timedelta(days=2)
    assert told() == []


def test_a_head_who_is_the_childs_parent_is_never_told_and_opens_nothing(client, school):
    load, (wren, _) = survey(), school["children"]
    mother(wren, "Imogen Ashdown", user=school[Role.HEAD])
    entry = doubtful(load, 1, pupil=wren)
    with on(0, 1):
        client.force_login(school[Role.HEAD])
        client.get(reverse("consent:entry", args=[entry.public_id]))
    assert not DeskItem.objects.exclude(opened_at=None).exists()

    assert day_by_day() == [[]] * 4 + [[CHAIR]] * 4


def test_whoever_stands_in_for_the_head_is_told_with_the_head(school):
    with on(-30):
        deputy = UserFactory(role=Role.STAFF, surname="Deputy")
    with on(0):
        post = RoleAssignment.objects.get(user=school[Role.HEAD])
        today = MONDAY.date()
        name_cover(assignment=post, user=deputy, starts_on=today, ends_on=today + dt.timedelta(9), by=school[Role.HEAD])
    doubtful(survey(), 1)

    assert sorted(day_by_day(3)[-1]) == ["Deputy", HEAD]
