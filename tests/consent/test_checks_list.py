"""The list of recorded checks: one's own, or all; narrowed, and found by code."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from tests.html import Page

from .checked import checked, use_of
from .given import MORNING, answer, children, six, survey

pytestmark = pytest.mark.django_db
LIST = reverse("consent:recorded-checks")


@pytest.fixture(autouse=True)
def _in_october():
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def three(teacher, head):
    """A teacher's check of 3H for X, one of 4K for the website a week later, and the head's own of 3H."""
    load = survey()
    esme, finn, *_ = six(load)
    [wren] = children("Wren", code="4K")
    answer(load, wren)
    first = checked(teacher, [esme])
    with time_machine.travel(MORNING + dt.timedelta(days=7), tick=False):
        second = checked(teacher, [wren], use_of("website"))
    return first, second, checked(head, [finn])


def listed(client, **asked):
    return [check.code for check in client.get(LIST, asked).context["page"]]


def test_a_teacher_lists_own_checks_newest_first_and_the_office_all(sign_in, teacher, office, three):
    first, second, heads = three

    assert listed(sign_in(teacher)) == [second.code, first.code]
    assert set(listed(sign_in(office))) == {first.code, second.code, heads.code}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"where": "website"}, [1]), ({"school_class": "3H"}, [2, 0]), ({"school_class": "4K"}, [1]),
        ({"since": "2026-10-14"}, [1]), ({"until": "2026-10-13"}, [2, 0]),
        ({"since": "2026-10-13", "until": "2026-10-13", "where": "x_twitter"}, [2, 0]), ({"until": "2026-10-12"}, []),
    ],
)  # fmt: skip
def test_the_list_is_narrowed_by_place_class_and_day(sign_in, office, three, asked, found):
    assert listed(sign_in(office), **asked) == [three[place].code for place in found]


def test_a_check_is_found_by_its_code_as_people_write_it(sign_in, office, three):
    code = three[0].code

    assert listed(sign_in(office), code=f" {code[:3].lower()} {code[3:]}") == [code]


@pytest.mark.parametrize("asked", [{"since": "yesterday"}, {"where": "mars"}, {"school_class": "9Z"}])
def test_what_cannot_be_looked_for_is_said_so(sign_in, office, three, asked):
    page = sign_in(office).get(LIST, asked)

    assert page.status_code == 400 and Page(page.content.decode()).title.startswith("Error: ")


@pytest.mark.parametrize("count", [1, 3])
def test_a_longer_list_makes_no_more_queries(sign_in, office, teacher, count, django_assert_num_queries):
    esme, *_ = six(survey())
    for _ in range(count):
        checked(teacher, [esme])
    client = sign_in(office)
    client.get(LIST)

    with django_assert_num_queries(9):
        assert len(client.get(LIST).context["page"]) == count
