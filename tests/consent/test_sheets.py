"""The class list on paper: three words, one day, one person, and a record of it."""

import datetime as dt
import re

import pytest
import time_machine
from django.urls import reverse

from audit.models import AuditEvent, Verb
from consent.checking import Use
from consent.models import Purpose, ReviewEntry, ReviewWaiting
from consent.register import register_on
from consent.sheets import Wanted, opened, sheet_of
from people.models import ClassMembership, Pupil, RollImport, SchoolClass
from people.roles import Role
from tests.factories import PupilFactory, UserFactory

from .given import MORNING, SEPTEMBER, TODAY, answer, children, six, survey
from .test_check_views import text

pytestmark = pytest.mark.django_db
NEW = reverse("consent:sheet-new", args=["3H"])
X = {"where": "x_twitter", "what": "photo", "names": "none"}


@pytest.fixture(autouse=True)
def _in_october():
    with time_machine.travel(MORNING, tick=False):
        yield


def made(client, **more):
    """A list made by whoever is signed in, and its address."""
    response = client.post(NEW, X | more)
    assert response.status_code == 302
    return response["Location"]


def lists(page):
    sheet = page.context["sheet"]
    return [[line.pupil.called for line in part] for part in (sheet.refused, sheet.to_ask, sheet.everybody)]


def test_the_list_says_who_may_not_whom_to_ask_about_and_everybody(sign_in, teacher):
    six(survey())
    client = sign_in(teacher)

    refused, to_ask, everybody = lists(client.get(made(client)))

    assert refused == ["Ava", "Callum", "George"]
    assert to_ask == ["Ben"]
    assert everybody == ["Ava", "Ben", "Callum", "Esme", "Finn", "George"]


def test_everybody_reads_the_teachers_three_words_on_it_and_no_reason(sign_in, office, teacher):
    load = survey(["website"])
    *_, ben = six(load)
    never, waits = children("Idris", "Nell")
    Pupil.objects.filter(pk=never.pk).update(do_not_publish=True, do_not_publish_reason="A court order.")
    entry = ReviewEntry.objects.create(survey=load, identity="one", opened_at=SEPTEMBER)
    ReviewWaiting.objects.create(entry=entry, pupil=waits)

    for user in (office, teacher):
        client = sign_in(user)
        page = client.get(made(client, where="website"))
        words = re.findall(r"status--bare\">.*?</svg>\s*([^<]+)</span>", page.content.decode(), re.S)

        assert set(words) == {"Yes", "No", "Ask the office"}
        assert not re.search("Never|Stopped|differ|Waiting|court|No answer", text(page))
    assert ben.called in text(page)


@pytest.mark.parametrize(
    ("use", "refused"), [({"what": "film"}, ["Ada"]), ({"names": "first"}, ["Ada", "Bo"]), ({}, [])]
)
def test_what_the_picture_is_and_the_names_count_like_the_place(use, refused):
    load = survey(["website", "video", "name_with_photo"])
    ada, bo = children("Ada", "Bo")
    answer(load, ada, {"website": "yes", "video": "no", "name_with_photo": "no"})
    answer(load, bo, {"website": "yes", "video": "yes", "name_with_photo": "no"})
    website = Purpose.objects.get(slug="website")

    sheet = sheet_of(register_on([ada, bo], TODAY), [ada, bo], Use(website, **use))

    assert [line.pupil.called for line in sheet.refused] == refused


def test_making_it_is_recorded_once_with_keys_and_counts_and_looking_is_not(sign_in, teacher):
    six(survey())
    client = sign_in(teacher)

    address = made(client)
    client.get(address)
    client.get(address)

    event = AuditEvent.objects.get(verb=Verb.CLASS_LIST_PRINTED)
    school_class = SchoolClass.objects.get()
    assert (event.by, event.target_model, event.target_id) == (teacher, "people.schoolclass", str(school_class.pk))
    assert event.details == {
        "where": "x_twitter", "what": "photo", "names": "none", "yes": 2, "no": 3, "ask": 1,
    }  # fmt: skip


def test_it_names_who_made_it_when_until_when_and_how_old_the_pupil_list_is(sign_in, teacher):
    six(survey())
    RollImport.objects.create(kind="pupils", status="applied", applied_at=SEPTEMBER, school_year=2026)
    client = sign_in(teacher)

    page = client.get(made(client))

    said = text(page)
    assert "Class 3H, X (Twitter): photo, no names" in said
    assert "For today only, until 23:59." in said
    assert f"Made by {teacher} on 13 October 2026 at 09:20" in said
    assert "Pupil list of 7 September 2026" in said
    [watermark] = re.findall(r'<p class="watermark[^>]*>(.*?)</p>', page.content.decode())
    assert watermark == f"{teacher}<br>13 October 2026, 09:20"


def test_the_day_after_it_shows_nothing_and_offers_todays(sign_in, teacher):
    six(survey())
    client = sign_in(teacher)
    address = made(client)

    with time_machine.travel(dt.datetime(2026, 10, 13, 22, 59, 59, tzinfo=dt.UTC), tick=False):
        client.force_login(teacher)
        late = client.get(address)
        assert (late.status_code, late["Refresh"]) == (200, "1")  # a page left open closes at midnight
    with time_machine.travel(dt.datetime(2026, 10, 13, 23, 0, 0, tzinfo=dt.UTC), tick=False):
        client.force_login(teacher)
        page = client.get(address)
        assert page.status_code == 410
        assert "This class list has run out" in text(page)
        assert not re.search("Ava|Ben|Esme|Callum", text(page))
        fresh = dict(re.findall(r'name="(where|what|names)" value="([^"]*)"', page.content.decode()))
        assert fresh == X
        assert client.get(client.post(NEW, fresh)["Location"]).context["wanted"].day == dt.date(2026, 10, 14)


def test_the_list_of_a_class_that_is_no_more_leads_to_todays_classes(sign_in, teacher):
    gone = Wanted("9Z", "website", "photo", "none", dt.date(2026, 7, 1), teacher.pk)

    page = sign_in(teacher).get(reverse("consent:sheet", args=[gone.sealed]))

    assert page.status_code == 410
    main = page.content.decode().partition("<main")[2]
    assert f'href="{reverse("consent:classes")}"' in main and "<form" not in main


def test_where_pictures_no_longer_go_to_its_place_it_shows_nothing(sign_in, teacher):
    six(survey())
    client = sign_in(teacher)
    address = made(client)
    Purpose.objects.filter(slug="x_twitter").update(retired_on=TODAY)

    page = client.get(address)
    again = client.post(NEW, X)

    assert "Pictures no longer go there The place of this list was closed" in text(page)
    assert not re.search("Ava|Ben|Esme", text(page))
    assert "Pictures no longer go there. Choose another place." in text(again)


def test_a_permission_stopped_since_is_a_no_on_the_same_address(sign_in, teacher):
    load = survey()
    [esme] = children("Esme")
    answer(load, esme)
    client = sign_in(teacher)
    address = made(client)
    assert lists(client.get(address))[0] == []

    answer(load, esme, "no", given=MORNING, recorded=MORNING)

    assert lists(client.get(address))[0] == ["Esme"]


def test_a_list_is_shown_to_nobody_but_who_made_it(sign_in, teacher, office):
    six(survey())
    client = sign_in(teacher)
    address = made(client)

    page = sign_in(office).get(address)

    assert "Make a class list of your own" in text(page)
    assert "Ava" not in text(page)


def test_an_address_made_by_hand_is_no_list(sign_in, teacher):
    six(survey())
    client = sign_in(teacher)
    address = made(client)
    wanted = opened(address.split("/")[-2])

    assert client.get(address.replace("/W", "/X")).status_code == 404
    assert client.get(reverse("consent:sheet", args=["zz"])).status_code == 404
    assert wanted == Wanted("3H", "x_twitter", "photo", "none", TODAY, teacher.pk)


def test_no_name_stands_in_the_address(sign_in, teacher):
    six(survey())

    address = made(sign_in(teacher))

    assert not re.search(f"Ava|{teacher.surname}", address + str(opened(address.split("/")[-2])))


@pytest.mark.parametrize(
    "sent", [X | {"where": ""}, X | {"where": "nowhere"}, X | {"what": "statue"}, X | {"names": "nick"}, {}]
)
def test_what_is_not_chosen_or_unknown_is_said_and_nothing_is_recorded(sign_in, teacher, sent):
    six(survey())

    page = sign_in(teacher).post(NEW, sent)

    assert page.status_code == 200 and "<title>Error: " in page.content.decode()
    assert not AuditEvent.objects.filter(verb=Verb.CLASS_LIST_PRINTED).exists()


def test_a_place_that_nobody_was_asked_about_is_not_offered(sign_in, teacher):
    six(survey(["website"]))

    page = sign_in(teacher).get(NEW)

    assert list(page.context["form"].places) == ["website"]
    assert "Not asked about this year" in text(page)


def test_before_the_survey_is_in_there_is_no_list(sign_in, teacher):
    children("Ava")
    client = sign_in(teacher)

    assert "No answers are loaded for this school year yet" in text(client.get(NEW))
    client.post(NEW, X)

    assert not AuditEvent.objects.filter(verb=Verb.CLASS_LIST_PRINTED).exists()


def test_the_check_page_hands_over_what_was_chosen_there(sign_in, teacher):
    six(survey())
    client = sign_in(teacher)

    check = client.get(reverse("consent:check"), {"where": "newsletter", "what": "film", "class": "3H"})
    address = re.search(rf'href="({re.escape(NEW)}[^"]*)"', check.content.decode()).group(1).replace("&amp;", "&")

    form = client.get(address).context["form"]
    assert [form[name].value() for name in ("where", "what", "names")] == ["newsletter", "film", "none"]


def test_what_the_address_says_wrongly_is_not_chosen(sign_in, teacher):
    six(survey())

    form = sign_in(teacher).get(NEW, {"where": "nowhere", "what": "x"}).context["form"]

    assert [form[name].value() for name in ("where", "what", "names")] == ["website", "photo", "none"]


def test_leavers_and_children_of_other_classes_are_not_on_it(sign_in, teacher):
    load = survey()
    here, gone = children("Here", "Gone")
    [away] = children("Away", code="4K")
    ClassMembership.objects.filter(pupil=gone).update(ends_on=TODAY)
    answer(load, here)
    client = sign_in(teacher)

    assert lists(client.get(made(client)))[2] == ["Here"]
    assert away.called == "Away"


def test_children_in_no_class_have_a_list_too(sign_in, teacher):
    survey()
    PupilFactory(code=None, legal_forename="Nowhere")
    client = sign_in(teacher)
    address = client.post(reverse("consent:sheet-new", args=["-"]), X)["Location"]

    assert lists(client.get(address))[2] == ["Nowhere"]
    assert AuditEvent.objects.get(verb=Verb.CLASS_LIST_PRINTED).target_model == ""


@pytest.mark.parametrize("role", [Role.PARENT, Role.GOVERNOR, Role.CHAIR, Role.DPO])
def test_it_is_for_those_who_check_pictures(sign_in, role):
    six(survey())
    client = sign_in(UserFactory(role=role))

    assert client.get(NEW).status_code == 403
    assert client.post(NEW, X).status_code == 403


def test_a_class_that_the_year_does_not_have_is_not_found(sign_in, teacher):
    assert sign_in(teacher).get(reverse("consent:sheet-new", args=["9Z"])).status_code == 404


@pytest.mark.parametrize("count", [1, 30])
def test_thirty_children_cost_as_many_queries_as_one(sign_in, teacher, count, django_assert_num_queries):
    load = survey()
    for pupil in children(*(f"Wren{n}" for n in range(count))):
        answer(load, pupil)
    client = sign_in(teacher)
    address = made(client)

    with django_assert_num_queries(14):
        client.get(NEW)
    with django_assert_num_queries(15):
        client.get(address)
