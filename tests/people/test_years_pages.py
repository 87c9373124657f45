"""The pages that prepare a school year, from the dates to the button."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from people.actions.years import keep_choices
from people.models import NewYear
from people.new_year import groups_of, plan_year, proposed_choices
from people.year_choices import Choices
from tests.people import lists
from tests.people.new_years import _all_moves, roll


def test_the_steps_lead_from_dates_to_the_prepared_year(school, sign_in, office, teacher):
    client = sign_in(office)
    page = client.get(reverse("people:year-classes", args=[2027])).content.decode()
    assert 'value="1B"' in page and "They leave" in page

    numbers = {group.key: n for n, group in enumerate(groups_of(2027), start=1)}
    boxes = {f"to{numbers[move.key]}": move.to for move in _all_moves() if move.to}
    boxes |= {f"leaves{numbers[('6W', '6')]}": "on", "fresh1": "RB"}
    answer = client.post(reverse("people:year-classes", args=[2027]), boxes)
    assert answer["Location"] == reverse("people:year-teachers", args=[2027])
    answer = client.post(answer["Location"], {"teacher1": "", "survey_expected": "2027-09-20"})
    assert answer["Location"] == reverse("people:year-preview", args=[2027])

    preview = client.get(answer["Location"]).content.decode()
    assert "Nothing is saved yet." in preview and "It begins empty." in preview
    seen = plan_year(2027, Choices.of(NewYear.objects.get())).fingerprint
    done = client.post(answer["Location"], {"seen": seen}, follow=True).content.decode()
    assert "2027/28 is prepared: 7 children move up, 1 leave" in done and "Take 2027/28 back" in done
    again = client.post(reverse("people:year-preview", args=[2027]), {"seen": seen}, follow=True).content.decode()
    assert "Nothing was done twice." in again
    back = client.post(reverse("people:year-taking-back", args=[2027]), follow=True).content.decode()
    assert "2027/28 is taken back." in back and "Go on with" in back


def test_a_class_without_a_word_or_with_two_is_asked_about(school, sign_in, office):
    client, address = sign_in(office), reverse("people:year-classes", args=[2027])
    page = client.post(address, {"to1": "1B", "leaves1": "on", "to3": "x" * 41}).content.decode()
    assert "Empty this box if RB leaves" in page and "or tick that it leaves." in page
    assert 'value="1B"' in page
    assert not NewYear.objects.exists()


def test_a_stale_look_is_shown_again(school, sign_in, office):
    keep_choices(school_year=2027, choices=proposed_choices(2027, groups_of(2027)), by=office)
    answer = sign_in(office).post(reverse("people:year-preview", args=[2027]), {"seen": "old"})
    assert answer.status_code == 200 and "Look again; nothing was saved." in answer.content.decode()


def test_teachers_come_after_classes(school, sign_in, office):
    answer = sign_in(office).get(reverse("people:year-teachers", args=[2027]))
    assert answer["Location"] == reverse("people:year-classes", args=[2027])


@pytest.mark.parametrize("name", ["year-dates", "year-classes", "year-teachers", "year-preview"])
def test_another_year_has_no_steps(school, sign_in, office, name):
    assert sign_in(office).get(reverse(f"people:{name}", args=[2031])).status_code == 404


def test_looking_at_a_year_takes_the_same_queries_however_many_children(school, sign_in, office):
    keep_choices(school_year=2027, choices=proposed_choices(2027, groups_of(2027)), by=office)
    client, address = sign_in(office), reverse("people:year-preview", args=[2027])
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    lists.load(roll([("3", "3H")] * 60, first=5001), is_partial=True)
    client.get(address)  # what waits is counted anew after a change, once
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few)
