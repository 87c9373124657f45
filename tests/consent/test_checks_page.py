"""The page of a recorded check: what was answered then, what holds now, and who may read what."""

import datetime as dt
import re

import pytest
import time_machine
from django.urls import reverse

from people.models import Pupil
from people.roles import Role
from tests.factories import UserFactory

from .checked import checked, stop_by_anybody
from .given import MORNING, SEPTEMBER, TODAY, answer, children, six, survey
from .test_check_views import handle, text

pytestmark = pytest.mark.django_db
LIST = reverse("consent:recorded-checks")


@pytest.fixture(autouse=True)
def _in_october():
    with time_machine.travel(MORNING, tick=False):
        yield


def page_of(client, check):
    return client.get(check.get_absolute_url())


def test_beside_the_answer_of_then_stands_what_holds_now_and_who_differs(sign_in, teacher):
    load = survey()
    ava, ben = children("Ava", "Ben")
    answer(load, ava)
    answer(load, ben)
    check = checked(teacher, [ava, ben])
    with time_machine.travel(MORNING + dt.timedelta(days=2, hours=11, minutes=54), tick=False):
        stop_by_anybody("Ava Avason")

        page = page_of(sign_in(teacher), check)

    said = text(page)
    assert "Both have permission for X (Twitter) today." in said
    assert "One child’s answer has changed since." in said
    assert "1 of 2 can go on X (Twitter). Leave out Ava." in said
    assert "As of 21:14 on 15 October 2026" in said
    rows = [text_of(row) for row in page.content.decode().split("<tbody>")[1].split("</tr>")[:-1]]
    assert rows == ["Ava Avason 3H Yes Ask the office changed", "Ben Benson 3H Yes Yes"]


def text_of(markup):
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


def test_a_child_who_has_left_is_a_no_now_and_stays_in_the_evidence(sign_in, teacher):
    load = survey()
    [ava] = children("Ava")
    answer(load, ava)
    check = checked(teacher, [ava])
    Pupil.objects.filter(pk=ava.pk).update(left_on=TODAY)

    page = page_of(sign_in(teacher), check)

    assert "Ava has no permission for X (Twitter)." in text(page)
    assert f"p={handle(ava)}" not in page.content.decode()  # asked again, she is not on the list


def test_in_a_new_school_year_nothing_of_the_old_one_holds(sign_in, teacher):
    load = survey()
    [ava] = children("Ava")
    answer(load, ava)
    check = checked(teacher, [ava])

    with time_machine.travel(dt.datetime(2027, 9, 1, 9, 0, tzinfo=dt.UTC), tick=False):
        page = text(page_of(sign_in(teacher), check))

    assert "This year’s answers are not loaded yet, so nothing may be published." in page
    assert "Ava has permission for X (Twitter) today." in page  # what was said then


def test_a_teacher_learns_the_words_and_nothing_more_in_the_markup_too(sign_in, teacher):
    load = survey()
    pupils = six(load)
    [never] = children("Idris")
    Pupil.objects.filter(pk=never.pk).update(do_not_publish=True, do_not_publish_reason="A court order.")
    answer(load, never)
    check = checked(teacher, [*pupils, never])

    page = page_of(sign_in(teacher), check).content.decode()

    for secret in (
        "withdrawn", "conflict", "not_answered", "do_not_publish", "Stopped", "Never<", "Parents differ", "court",
        "Imogen", "Tobias", "September", "families.example", "data-status", "Ashdown", "rested", "No answer",
    ):  # fmt: skip
        assert secret not in page


@pytest.mark.parametrize("role", [Role.OFFICE, Role.HEAD, Role.DSL])
def test_the_office_reads_the_statuses_and_what_they_rested_on_but_no_parents_name(sign_in, teacher, role):
    check = checked(teacher, six(survey()))

    page = page_of(sign_in(UserFactory(role=role)), check)

    said = text(page)
    assert "X (Twitter): Parents differ" in said and "X (Twitter): Stopped" in said
    assert "X (Twitter): No answer Nobody had answered" in said
    assert "No, given on 27 September 2026 (September.csv)" in said
    assert not re.search("Imogen|Tobias|Ashdown", page.content.decode())


def test_the_office_sees_that_a_status_changed_where_the_word_did_not(sign_in, teacher, office):
    load = survey()
    [ava] = children("Ava")
    answer(load, ava, "no")
    check = checked(teacher, [ava])
    answer(load, ava, given=SEPTEMBER + dt.timedelta(days=1))
    answer(load, ava, "no", given=SEPTEMBER + dt.timedelta(days=2))

    assert "X (Twitter): No Now: Stopped" in text(page_of(sign_in(office), check))


def test_a_check_of_somebody_else_is_not_found_by_a_teacher(sign_in, teacher):
    esme, *_ = six(survey())
    check = checked(UserFactory(role=Role.STAFF), [esme])

    assert page_of(sign_in(teacher), check).status_code == 404
    assert check.code not in text(sign_in(teacher).get(LIST))
    assert "No recorded check fits" in text(sign_in(teacher).get(LIST, {"code": check.code}))


@pytest.mark.parametrize("role", [Role.PARENT, Role.GOVERNOR, Role.CHAIR, Role.DPO])
def test_recorded_checks_are_not_for_people_who_do_not_publish(sign_in, teacher, role):
    esme, *_ = six(survey())
    check = checked(teacher, [esme])
    client = sign_in(UserFactory(role=role))

    assert {client.get(address).status_code for address in (LIST, check.get_absolute_url())} == {403}
    assert client.post(reverse("consent:recorded-check-new")).status_code == 403


def test_namesakes_are_told_apart_by_their_full_names_and_class(sign_in, teacher):
    load = survey()
    here, there = [*children("Ava", code="3H"), *children("Ava", code="4K")]
    Pupil.objects.filter(pk=there.pk).update(legal_surname="Dale")
    answer(load, here)
    check = checked(teacher, [here, there])

    page = text(page_of(sign_in(teacher), check))

    assert "Ava Avason 3H Yes" in page and "Ava Dale 4K No" in page


@pytest.fixture(params=[1, 6, 30])
def many(request):
    load = survey()
    pupils = children(*(f"Wren{n}" for n in range(request.param)))
    for pupil in pupils:
        answer(load, pupil)
    return pupils


@pytest.mark.parametrize(("role", "queries"), [(Role.STAFF, 19), (Role.OFFICE, 20)])
def test_the_page_of_30_children_makes_as_many_queries_as_of_one(
    sign_in, teacher, many, role, queries, django_assert_num_queries
):
    check = checked(teacher, many)
    client = sign_in(teacher if role is Role.STAFF else UserFactory(role=role))
    page_of(client, check)

    with django_assert_num_queries(queries):
        assert len(page_of(client, check).context["compared"].lines) == len(many)
