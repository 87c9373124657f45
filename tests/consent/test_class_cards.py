"""The card of a class for one morning (requirements, part 3, 10): who may be nowhere today, who only in some places."""

import re

import pytest
import time_machine
from django.urls import reverse

from audit.models import AuditEvent, Verb
from consent.class_card import card_of
from consent.models import Purpose
from consent.register import register_on
from people.models import ClassTeacher, Pupil, SchoolClass
from people.roles import Role
from tests.factories import UserFactory

from .given import MORNING, TODAY, answer, children, six, survey
from .test_check_views import text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_october")]
CARD = reverse("consent:class-card", args=["3H"])
PRINT = reverse("consent:class-card-print", args=["3H"])
ASKED = ["website", "newsletter", "display", "video"]


@pytest.fixture
def morning():
    """Two children nowhere, two only in the newsletter, one not on the display, one everywhere but in no film."""
    load = survey(ASKED)
    ava, silent, cy, dee, eli, flo = children("Ava", "Bo", "Cy", "Dee", "Eli", "Flo")
    answer(load, ava, "no")
    for child in (cy, dee):
        answer(load, child, {"website": "no", "newsletter": "yes", "display": "no", "video": "no"})
    answer(load, eli, {"website": "yes", "newsletter": "yes", "display": "no", "video": "yes"})
    answer(load, flo, {"website": "yes", "newsletter": "yes", "display": "yes", "video": "no"})
    return [ava, silent, cy, dee, eli, flo]


def names(pupils):
    return [pupil.called for pupil in pupils]


def test_it_says_who_may_be_nowhere_who_only_somewhere_and_who_everywhere(morning):
    card = card_of(register_on(morning, TODAY), morning)

    assert names(card.nowhere) == ["Ava", "Bo"]
    assert [(group.words, names(group.children)) for group in card.some] == [
        ("only for the newsletter", ["Cy", "Dee"]),
        ("all but the display", ["Eli"]),
    ]
    assert names(card.everywhere) == ["Flo"]
    assert [(group.words, names(group.children)) for group in card.conditions] == [("Film", ["Cy", "Dee", "Flo"])]
    assert card.sentence == "Today 2 children nowhere, 2 only for the newsletter and 1 not everywhere."


def test_whom_the_office_is_asked_about_is_in_no_picture_there_until_it_has_answered():
    pupils = six(survey(["website", "newsletter"]))
    card = card_of(register_on(pupils, TODAY), pupils)

    assert names(card.nowhere) == ["Ava", "Ben", "Callum", "George"]
    assert [(one.pupil.called, one.where) for one in card.to_ask] == [("Ben", "everything")]
    assert names(card.everywhere) == ["Esme", "Finn"]


def test_it_says_for_what_the_office_is_asked_where_that_is_not_everything():
    load = survey(["website", "newsletter"])
    [ada] = children("Ada")
    answer(load, ada)
    answer(load, ada, {"website": "no"}, who="Tobias Ashdown")
    card = card_of(register_on([ada], TODAY), [ada])

    assert [(one.pupil.called, one.where) for one in card.to_ask] == [("Ada", "website")]
    assert [group.words for group in card.some] == ["only for the newsletter"]


def test_a_place_where_nothing_goes_out_is_none_of_the_card(morning):
    Purpose.objects.filter(slug="newsletter").update(retired_on=TODAY)
    card = card_of(register_on(morning, TODAY), morning)

    assert names(card.nowhere) == ["Ava", "Bo", "Cy", "Dee"]
    assert names(card.everywhere) == ["Flo"]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("yes", "Today everybody may be in a picture everywhere."),
        ("no", "Today nobody may be in a picture anywhere."),
        ({"website": "yes", "newsletter": "no"}, "Today 2 children only for the website."),
    ],
)
def test_the_sentence_of_a_class_that_is_all_the_same(value, said):
    load = survey(["website", "newsletter"])
    pupils = children("Ada", "Bo")
    for pupil in pupils:
        answer(load, pupil, value)

    assert card_of(register_on(pupils, TODAY), pupils).sentence == said


def test_where_nothing_goes_out_anywhere_it_says_that():
    pupils = children("Ada")
    survey(["website"])
    Purpose.objects.update(retired_on=TODAY)

    assert "nothing goes out anywhere" in card_of(register_on(pupils, TODAY), pupils).sentence


def test_everybody_reads_the_three_words_of_it_the_office_too(sign_in, office, teacher, morning):
    ava = morning[0]
    Pupil.objects.filter(pk=ava.pk).update(do_not_publish=True, do_not_publish_reason="A court order.")
    pages = [text(sign_in(user).get(CARD)) for user in (office, teacher)]

    assert "3H today" in pages[0] and "Nowhere: 2 Ava Avason Bo Boson" in pages[0]
    for page in pages:
        assert not re.search("Never|Stopped|differ|court|No answer", page.partition("Nowhere:")[2])


def test_the_page_of_the_class_begins_with_its_sentence_and_leads_to_the_card(sign_in, teacher, morning):
    page = sign_in(teacher).get(reverse("consent:class", args=["3H"]))

    assert "Today 2 children nowhere, 2 only for the newsletter and 1 not everywhere." in text(page)
    assert f'href="{CARD}"' in page.content.decode()


def test_a_teacher_finds_the_card_of_their_own_class_in_the_list_of_classes(sign_in, teacher, morning):
    ClassTeacher.objects.create(user=teacher, school_class=SchoolClass.objects.get(), starts_on=TODAY)

    assert f'href="{CARD}"' in sign_in(teacher).get(reverse("consent:classes")).content.decode()


def test_it_is_printed_by_a_button_recorded_once_and_carries_who_made_it(sign_in, teacher, morning):
    client = sign_in(teacher)
    looked = client.get(CARD).content.decode()
    assert "watermark" not in looked and "The names are not printed from here." in looked

    page = client.post(PRINT, follow=True)

    assert f"For today only. Made by {teacher} on 13 October 2026 at 09:20" in text(page)
    assert 'class="watermark' in page.content.decode() and "not printed from here" not in page.content.decode()
    event = AuditEvent.objects.get(verb=Verb.CLASS_LIST_PRINTED)
    assert (event.by, event.details) == (teacher, {"all_places": True, "children": 6, "as_of": "2026-10-13"})


def test_the_address_of_a_print_is_good_for_its_maker_and_its_day_alone(sign_in, teacher, office, morning):
    address = sign_in(teacher).post(PRINT)["Location"]

    def is_print(user, address=address):
        return 'class="watermark' in sign_in(user).get(address).content.decode()

    assert is_print(teacher) and not is_print(office)
    grid = sign_in(office).post(reverse("consent:class-print", args=["3H"]))["Location"]
    assert not is_print(office, f"{CARD}?{grid.partition('&')[2]}")
    with time_machine.travel(MORNING.replace(day=14), tick=False):
        assert not is_print(teacher)


def test_a_class_tablet_shows_it_and_does_not_print_it(tablet, morning):
    page = tablet.get(CARD)

    assert "Nowhere: 2" in text(page) and "Print for today" not in text(page)
    assert tablet.post(PRINT).status_code == 401


@pytest.mark.parametrize("role", [Role.PARENT, Role.GOVERNOR, Role.CHAIR, Role.DPO])
def test_nobody_but_staff_opens_it(sign_in, morning, role):
    client = sign_in(UserFactory(role=role))

    assert (client.get(CARD).status_code, client.post(PRINT).status_code) == (403, 403)
    client.logout()
    assert client.get(CARD)["Location"].startswith("/accounts/login/")


def test_a_class_that_the_year_does_not_have_has_no_card(sign_in, teacher):
    assert sign_in(teacher).get(reverse("consent:class-card", args=["9Z"])).status_code == 404
    assert sign_in(teacher).post(reverse("consent:class-card-print", args=["9Z"])).status_code == 404


def test_before_the_survey_is_in_it_says_that_nothing_may_be_published(sign_in, teacher):
    children("Ava")

    assert "Until they are, nothing may be published." in text(sign_in(teacher).get(CARD))


@pytest.mark.parametrize("count", [1, 30])
def test_thirty_children_cost_as_many_queries_as_one(sign_in, teacher, count, django_assert_max_num_queries):
    load = survey()
    for pupil in children(*(f"Wren{n}" for n in range(count))):
        answer(load, pupil)
    client = sign_in(teacher)
    client.get(CARD)

    with django_assert_max_num_queries(24):
        client.get(CARD)
