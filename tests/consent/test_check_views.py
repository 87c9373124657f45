"""Can I use this picture? The page as a teacher meets it."""

import datetime as dt
import re

import pytest
import time_machine
from django.urls import reverse

from consent.models import Purpose
from people.models import ClassMembership, ClassTeacher, Pupil, RollImport, SchoolClass, SchoolSetting
from people.roles import Role
from tests.factories import SchoolClassFactory, UserFactory

from .given import MORNING, TODAY, answer, children, six, survey

pytestmark = pytest.mark.django_db
CHECK = reverse("consent:check")


@pytest.fixture(autouse=True)
def _in_october():
    with time_machine.travel(MORNING, tick=False):
        yield


def handle(pupil):
    return pupil.public_id.hex[:10]


def ask(client, pupils=(), **use):
    """The page for a picture of `pupils`."""
    asked = {"where": "x_twitter", "what": "photo", "names": "none", "class": "3H", **use}
    return client.get(CHECK, {**asked, "p": [handle(pupil) for pupil in pupils]})


def text(response):
    """What is read on the page, without its markup."""
    body = response.content.decode().split("<main", 1)[1]
    return " ".join(re.sub(r"<[^>]+>", " ", body).replace("\N{NO-BREAK SPACE}", " ").split()).replace(" .", ".")


def words(response):
    return {tile["name"]: str(tile["word"]) for tile in response.context["tiles"] if tile["chosen"]}


def test_A11_25a_six_pupils_with_yes_yes_no_not_answered_withdrawn_and_conflict_give_four_to_leave_out(
    sign_in, teacher
):
    page = ask(sign_in(teacher), six(survey()))

    assert words(page) == {
        "Ava": "no", "Ben": "ask", "Callum": "no", "Esme": "yes", "Finn": "yes", "George": "no",
    }  # fmt: skip
    assert "2 of 6 can go on X (Twitter). Leave out Ava, Ben, Callum and George." in text(page)


def test_A11_25a_without_the_four_both_have_permission(sign_in, teacher):
    esme, finn, *_ = six(survey())

    page = ask(sign_in(teacher), [esme, finn])

    assert "Both have permission for X (Twitter) today." in text(page)
    assert "Both can go in: website, newsletter, display." in text(page)
    assert "may post" not in text(page)


def test_A11_25b_on_the_first_of_september_of_a_new_year_nothing_may_be_published(sign_in, teacher):
    load = survey()
    [wren] = children("Wren")
    answer(load, wren)
    ClassMembership.objects.create(pupil=wren, school_class=SchoolClassFactory(school_year=2027, code="4K"))

    with time_machine.travel(dt.datetime(2027, 9, 1, 0, 1, tzinfo=dt.timezone(dt.timedelta(hours=1)))):
        page = ask(sign_in(teacher), [wren], **{"class": "4K"})

    assert words(page) == {"Wren": "no"}
    assert "This year’s answers are not loaded yet, so nothing may be published" in text(page)


@pytest.mark.parametrize(
    ("expected", "sentence"),
    [
        ("2026-10-20", "nothing may be published; the office expects them on 20 October 2026."),
        ("", "nothing may be published; the office has not set a date yet."),
        ("next week", "nothing may be published; the office has not set a date yet."),
    ],
)
def test_before_the_survey_is_in_the_page_says_when_it_is_expected(sign_in, teacher, expected, sentence):
    SchoolSetting.objects.create(key="survey_expected", value=expected)

    assert sentence in text(ask(sign_in(teacher), children("Wren")))


def test_a_teacher_lands_on_the_own_class_with_the_last_used_place_first(sign_in, teacher):
    survey()
    children("Ada", code="RB")
    children("Wren", code="3H")
    ClassTeacher.objects.create(school_class=SchoolClass.objects.get(code="3H"), user=teacher)
    client = sign_in(teacher)
    ask(client, Pupil.objects.filter(memberships__school_class__code="3H"), where="newsletter")

    page = client.get(CHECK)

    assert page.context["shown"].code == "3H"
    assert page.context["places"][0].slug == "newsletter"
    assert page.context["use"].destination.slug == "newsletter"
    assert "Choose the children who can be seen in it." in text(page)


def test_children_of_another_class_stay_chosen_and_are_told_apart(sign_in, teacher):
    load = survey()
    [here] = children("Ava", code="3H")
    [there] = children("Ava", code="4K")
    answer(load, here)

    page = ask(sign_in(teacher), [here, there], **{"class": "4K"})

    assert [tile["name"] for tile in page.context["tray"]] == ["Ava"]
    assert "1 of 2 can go on X (Twitter). Leave out Ava (4K)." in text(page)


def test_a_whole_class_in_one_tap_and_off_again(sign_in, teacher):
    load = survey()
    for pupil in children("Ava", "Ben", "Cy"):
        answer(load, pupil)
    client = sign_in(teacher)

    whole = ask(client, **{"all": "3H"})
    none = ask(client, Pupil.objects.all(), clear="3H")

    assert "All 3 have permission for X (Twitter) today." in text(whole)
    assert none.context["rows"] == []


def test_a_child_in_two_classes_counts_once(sign_in, teacher):
    load = survey()
    [wren] = children("Wren")
    ClassMembership.objects.create(pupil=wren, school_class=SchoolClassFactory(code="4K"))
    answer(load, wren)

    page = ask(sign_in(teacher), [wren])

    assert "Wren has permission for X (Twitter) today." in text(page)
    assert page.context["tray"] == []


def test_leavers_are_not_shown_and_what_is_not_on_the_list_is_taken_out_with_a_notice(sign_in, teacher):
    load = survey()
    wren, gone = children("Wren", "Gone")
    Pupil.objects.filter(pk=gone.pk).update(left_on=TODAY)
    answer(load, wren)
    client = sign_in(teacher)

    page = client.get(CHECK, {"class": "3H", "p": [handle(wren), handle(gone), "x' OR 1=1", "", "\x00", "9" * 500]})

    assert [tile["name"] for tile in page.context["tiles"]] == ["Wren"]
    assert "5 children you had chosen are not on today’s pupil list and were taken out." in text(page)
    assert "Wren has permission for the website today." in text(page)


@pytest.mark.parametrize("sent", [{"where": "mars"}, {"what": "painting"}, {"names": "initials"}, {"where": ""}])
def test_a_place_or_manner_that_does_not_exist_is_no_answer_at_all(sign_in, teacher, sent):
    load = survey()
    [wren] = children("Wren")
    answer(load, wren)

    page = ask(sign_in(teacher), [wren], **sent)

    assert words(page) == {"Wren": "no"}
    assert "Choose where it will go." in text(page)


def test_a_place_retired_between_two_taps_is_no_longer_offered(sign_in, teacher):
    load = survey()
    [wren] = children("Wren")
    answer(load, wren)
    Purpose.objects.filter(slug="x_twitter").update(retired_on=TODAY)

    page = ask(sign_in(teacher), [wren])

    assert "x_twitter" not in [place.slug for place in page.context["places"]]
    assert "Choose where it will go." in text(page)


def test_a_teacher_learns_the_word_and_nothing_more_in_the_markup_too(sign_in, teacher):
    load = survey()
    pupils = six(load)
    [never] = children("Idris")
    Pupil.objects.filter(pk=never.pk).update(do_not_publish=True, do_not_publish_reason="A court order.")
    answer(load, never)

    page = ask(sign_in(teacher), [*pupils, never]).content.decode()

    for secret in (
        "withdrawn", "conflict", "not_answered", "do_not_publish", "Stopped", "Never<", "Parents differ", "court",
        "Imogen", "Tobias", "September", "families.example", "data-status", "Ashdown",
    ):  # fmt: skip
        assert secret not in page


def test_the_address_holds_no_name_and_no_number(sign_in, teacher):
    [wren] = children("Wren")

    page = ask(sign_in(teacher), [wren])

    values = re.findall(r'name="p" value="([^"]+)"', page.content.decode())
    assert values == [wren.public_id.hex[:10]]


def test_beside_the_answer_stand_the_age_of_the_list_and_the_schools_advice(sign_in, teacher):
    survey()
    children("Wren")
    RollImport.objects.create(
        status="applied", school_year=2026, file_name="roll.csv", sha256="0",
        applied_at=MORNING - dt.timedelta(days=3),
    )  # fmt: skip
    SchoolSetting.objects.create(key="picture_advice", value="Backs of heads, please.")

    page = text(sign_in(teacher).get(CHECK))

    assert "Pupil list updated 3 days ago. Backs of heads, please." in page
    assert "Pictures for learning inside school are not affected." in page


def test_without_any_pupils_the_page_says_what_comes_first(sign_in, teacher):
    assert "There are no pupils yet" in text(sign_in(teacher).get(CHECK))


@pytest.mark.parametrize("role", [Role.PARENT, Role.GOVERNOR, Role.CHAIR, Role.CLERK, Role.DPO])
def test_the_page_is_not_for_people_who_do_not_publish(sign_in, role):
    assert sign_in(UserFactory(role=role)).get(CHECK).status_code == 403


@pytest.mark.parametrize("count", [1, 30])
def test_thirty_children_cost_as_many_queries_as_one(sign_in, teacher, count, django_assert_num_queries):
    load = survey()
    pupils = children(*(f"Wren{n}" for n in range(count)))
    for pupil in pupils:
        answer(load, pupil)
    client = sign_in(teacher)
    ask(client, pupils)

    with django_assert_num_queries(14):
        ask(client, pupils)
