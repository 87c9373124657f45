"""The grid of a class on paper: by a button of the office alone, on record, for one day and one person."""

import pytest
import time_machine
from django.urls import reverse

from audit.models import AuditEvent, Verb

from .given import MORNING
from .school_places import DAY
from .test_check_views import text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_october")]
CLASS = reverse("consent:class", args=["3H"])
PRINT = reverse("consent:class-print", args=["3H"])


def prints():
    return AuditEvent.objects.filter(verb=Verb.CLASS_LIST_PRINTED)


def test_looking_at_the_grid_puts_it_on_no_paper(sign_in, office, teacher, all_yes):
    for user in (office, teacher):
        page = sign_in(user).get(CLASS)
        assert 'class="reg-box no-print"' in page.content.decode() and "data-print" not in page.content.decode()
    assert not prints().exists()


def test_the_office_prints_the_grid_by_a_button_and_that_is_recorded_once(sign_in, office, all_yes):
    client = sign_in(office)
    page = client.post(PRINT, follow=True)

    assert 'class="reg-box"' in page.content.decode() and "data-print" in page.content.decode()
    assert f"Printed by {office.get_short_name()} on 13 October 2026 at 09:20. For today only" in text(page)
    event = prints().get()
    assert (event.by, event.details) == (office, {"all_places": True, "children": 12, "as_of": "2026-10-13"})
    client.get(page.request["PATH_INFO"] + "?" + page.request["QUERY_STRING"])
    assert prints().count() == 1


def test_a_day_gone_by_is_printed_as_it_stood(sign_in, office, all_yes):
    page = sign_in(office).post(PRINT, {"on": "2026-10-01"}, follow=True)

    assert "How it stood on 1 October 2026." in text(page) and 'class="reg-box"' in page.content.decode()
    assert prints().get().details["as_of"] == "2026-10-01"


def test_a_day_that_is_none_is_not_printed(sign_in, office, all_yes):
    page = sign_in(office).post(PRINT, {"on": "yesterday"}, follow=True)

    assert "Choose a day up to today" in text(page) and 'class="reg-box no-print"' in page.content.decode()
    assert not prints().exists()


def test_a_teacher_and_a_tablet_have_the_class_list_alone(sign_in, teacher, tablet, all_yes):
    client = sign_in(teacher)

    assert client.post(PRINT).status_code == 403
    assert PRINT not in client.get(CLASS).content.decode()
    assert reverse("consent:sheet-new", args=["3H"]) in client.get(CLASS).content.decode()
    assert tablet.post(PRINT).status_code == 401
    assert not prints().exists()


def test_the_address_of_a_print_is_good_for_its_maker_and_its_day_alone(sign_in, office, head, all_yes):
    address = sign_in(office).post(PRINT)["Location"]

    def is_print(user, address=address):
        return 'class="reg-box"' in sign_in(user).get(address).content.decode()

    assert is_print(office) and not is_print(head)
    assert not is_print(office, CLASS + "?print=made-by-hand")
    with time_machine.travel(MORNING + DAY, tick=False):
        assert not is_print(office)


def test_a_class_that_the_year_does_not_have_is_not_printed(sign_in, office):
    assert sign_in(office).post(reverse("consent:class-print", args=["9Z"])).status_code == 404
    assert not prints().exists()
