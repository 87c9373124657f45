"""The check page: a child of another class by two letters, who is left out, and an address without a name."""

import re
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from people.models import Pupil
from people.roles import Role
from tests.factories import PupilContactFactory, UserFactory

from .given import MORNING, TODAY, answer, children, six, survey
from .test_check_views import ask, handle, text

pytestmark = pytest.mark.django_db
CHECK = reverse("consent:check")
SCRIPT = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture(autouse=True)
def _in_october():
    with time_machine.travel(MORNING, tick=False):
        yield


def send(client, pupils=(), *, script=False, **fields):
    """The form as a browser posts it, with or without script."""
    sent = {"where": "x_twitter", "what": "photo", "names": "none", "class": "3H", "find": "", **fields}
    return client.post(CHECK, {**sent, "p": [handle(pupil) for pupil in pupils]}, **(SCRIPT if script else {}))


def found(page):
    return [(tile["name"], tile["class"], tile["chosen"]) for tile in page.context["found_tiles"]]


def chosen(page):
    return [row["name"] for row in page.context["rows"]]


@pytest.mark.parametrize("script", [False, True])
def test_two_letters_find_a_child_of_another_class_and_nothing_chosen_is_lost(sign_in, teacher, script):
    load = survey()
    [ava] = children("Ava", code="3H")
    [zoe] = children("Zoë", code="6W")
    answer(load, ava)

    page = send(sign_in(teacher), [ava], script=script, find="ZO", where="newsletter", what="film", names="first")

    assert found(page) == [("Zoë Zoëson", "6W", False)]
    assert chosen(page) == ["Ava"]
    assert (page.context["use"].destination.slug, page.context["use"].what) == ("newsletter", "film")
    assert 'name="find" value="ZO"' in page.content.decode()
    assert f'name="add" value="{handle(zoe)}"' in page.content.decode()


def test_a_child_found_is_added_and_taken_out_by_the_same_button(sign_in, teacher):
    load = survey()
    [ava] = children("Ava", code="3H")
    [zoe] = children("Zoë", code="6W")
    answer(load, ava)
    client = sign_in(teacher)

    added = send(client, [ava], find="zo", add=handle(zoe))
    out = send(client, [ava, zoe], find="zo", out=handle(zoe))

    assert found(added) == [("Zoë Zoëson", "6W", True)]
    assert chosen(added) == ["Ava (3H)", "Zoë (6W)"]
    assert "1 of 2 can go on X (Twitter). Leave out Zoë (6W)." in text(added)
    assert chosen(out) == ["Ava"]
    assert out.context["left_names"] == ""


@pytest.mark.parametrize("typed", ["Zo", "Zoë", "al", "a", "\u202eZo", "x&p=1"])
def test_no_address_ever_holds_what_was_typed_or_a_name(sign_in, teacher, typed):
    survey()
    [zoe] = children("Zoë", code="6W")
    client = sign_in(teacher)

    with_script = send(client, [zoe], script=True, find=typed)
    without = send(client, [zoe])

    for address in (with_script["HX-Replace-Url"], without["Location"]):
        assert set(parse_qs(urlsplit(address).query)) == {"where", "what", "names", "class", "p"}
        assert "zo" not in unquote(address).casefold()
    assert "Location" not in with_script
    assert 'method="post"' in client.get(CHECK).content.decode()


def test_what_stands_in_an_address_is_never_looked_for_nor_shown(sign_in, teacher):
    children("Zoë", code="6W")

    page = sign_in(teacher).get(CHECK, {"find": "Zo", "search": "1", "class": "3H"})

    assert page.context["found"] is None
    assert 'value="Zo"' not in page.content.decode()


def test_the_form_without_script_is_sent_to_the_address_of_what_was_chosen(sign_in, teacher):
    load = survey()
    ava, ben = children("Ava", "Ben")
    answer(load, ava)
    client = sign_in(teacher)

    sent = send(client, [ava, ben])
    page = client.get(sent["Location"])

    assert sent.status_code == 302
    assert chosen(page) == ["Ava", "Ben"]
    assert chosen(client.get(sent["Location"])) == ["Ava", "Ben"]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Type two letters or more."),
        ("z", "Type two letters or more."),
        ("xx", "Nobody on today’s pupil list is called that."),
        ("zo", "One child."),
        ("wr", "2 children."),
        ("mo", "The first 12 of 20. Type one more letter to see fewer."),
    ],
)
def test_the_page_says_how_many_were_found(sign_in, teacher, typed, says):
    children("Zoë", "Wren", "Wrenna", *(f"Mo{letter}" for letter in "abcdefghijklmnopqrst"), code="6W")

    page = send(sign_in(teacher), find=typed, search="1")

    assert says in text(page)
    assert len(page.context["found_tiles"]) <= 12
    assert '<details class="who__others no-print" id="others" open>' in page.content.decode()


def test_who_was_found_is_a_name_and_a_class_and_nothing_more(sign_in, teacher):
    load = survey()
    [zoe] = children("Zoë", code="6W")
    Pupil.objects.filter(pk=zoe.pk).update(
        legal_forename="Persephone", preferred_forename="Zoë", middle_names="Calliope", do_not_publish=True,
        do_not_publish_reason="A court order.", born_on=TODAY.replace(year=2016), upn="A123456789012",
    )  # fmt: skip
    PupilContactFactory(pupil=zoe, name="Imogen Ashdown")
    answer(load, zoe)
    client = sign_in(teacher)

    page = send(client, [zoe], find="zo").content.decode()

    for secret in (
        "Persephone",
        "Calliope",
        "court",
        "2016",
        "A12345",
        "Imogen",
        "Ashdown",
        "Never<",
        zoe.public_id.hex,
    ):
        assert secret not in page
    assert found(send(client, find="pe")) == found(send(client, find="ca")) == []


def test_leavers_and_children_still_to_come_are_not_found(sign_in, teacher):
    gone, later = children("Zoran", "Zora")
    Pupil.objects.filter(pk=gone.pk).update(left_on=TODAY)
    Pupil.objects.filter(pk=later.pk).update(joined_on=TODAY.replace(day=20))

    assert found(send(sign_in(teacher), find="zo")) == []


@pytest.mark.parametrize("role", [Role.PARENT, Role.GOVERNOR, Role.CHAIR, Role.CLERK, Role.DPO])
def test_who_does_not_publish_finds_nobody(sign_in, role):
    children("Zoë")

    assert send(sign_in(UserFactory(role=role)), find="zo").status_code == 403


def test_the_form_is_refused_without_its_token(teacher):
    client = Client(enforce_csrf_checks=True)
    client.force_login(teacher)

    assert send(client, find="zo").status_code == 403


@pytest.mark.parametrize("count", [1, 30])
def test_finding_thirty_costs_as_many_queries_as_finding_one(sign_in, teacher, count, django_assert_num_queries):
    load = survey()
    pupils = children(*(f"Zo{chr(97 + n % 26)}{n}" for n in range(count)), code="6W")
    for pupil in pupils:
        answer(load, pupil)
    client = sign_in(teacher)
    ask(client, pupils)

    with django_assert_num_queries(14):
        send(client, pupils, script=True, find="zo")


def test_children_of_other_classes_carry_their_class(sign_in, teacher):
    survey()
    [ava] = children("Ava", code="3H")
    [zoe] = children("Zoë", code="6W")

    page = ask(sign_in(teacher), [ava, zoe])

    [tile] = page.context["tray"]
    assert (tile["name"], tile["class"]) == ("Zoë", "6W")
    tray = page.content.decode().split("Also chosen", 1)[1]
    assert re.search(r'>Zoë</span> <span class="tag">6W</span>', tray)


def test_a_whole_class_names_everybody_to_leave_out_at_first_sight(sign_in, teacher):
    load = survey()
    pupils = six(load)
    more = children("Hana", "Idris", "Jo", "Kim", "Lou")
    for pupil in more[:2]:
        answer(load, pupil)

    page = ask(sign_in(teacher), **{"all": "3H"})

    first_view = text(page).split("Child by child")[0]
    assert "4 of 11 can go on X (Twitter). Leave out these 7:" in first_view
    assert "No: Ava, Callum, George, Jo, Kim and Lou" in first_view
    assert "Ask the office first: Ben" in first_view
    assert page.context["out"].count(",") == 6
    assert handle(pupils[0]) not in page.context["out"]


def test_one_tap_checks_without_exactly_those_named_and_one_puts_them_back(sign_in, teacher):
    load = survey()
    esme, finn, ava, callum, george, ben = pupils = six(load)
    client = sign_in(teacher)
    offered = ask(client, pupils).context["out"]
    answer(load, finn, "no")

    after = send(client, pupils, script=True, without=offered)
    kept = client.get(after["HX-Replace-Url"])
    back = send(client, [esme, finn], script=True, left=after.context["left"], add=",".join(after.context["left"]))

    assert set(offered.split(",")) == {handle(pupil) for pupil in (ava, callum, george, ben)}
    assert chosen(after) == ["Esme", "Finn"]
    assert "1 of 2 can go on X (Twitter). Leave out Finn." in text(after)
    for page in (after, kept):
        assert "Taken out: Ava, Ben, Callum and George. Make sure that the picture does not show them." in text(page)
    assert chosen(back) == ["Ava", "Ben", "Callum", "Esme", "Finn", "George"]
    assert back.context["left"] == []


@pytest.mark.parametrize("sent", [{"where": "mars"}, {}])
def test_nobody_is_left_out_where_nobody_can_go_or_there_is_no_answer(sign_in, teacher, sent):
    load = survey() if sent else survey(["website"])
    for pupil in (pupils := children("Ava", "Ben")):
        answer(load, pupil, "no")

    page = ask(sign_in(teacher), pupils, **sent)

    assert page.context["out"] == ""
    assert "Check without" not in text(page)


def test_a_place_the_survey_did_not_ask_about_is_no_choice_and_a_sentence_says_why(sign_in, teacher):
    load = survey()
    [ava] = children("Ava")
    answer(load, ava)
    client = sign_in(teacher)

    page = ask(client, [ava])
    asked_all_the_same = ask(client, [ava], where="instagram")

    assert [place.slug for place in page.context["places"]] == ["website", "x_twitter", "newsletter", "display"]
    assert re.search(r"Instagram[^.]*: not asked about this year, so nobody has given permission", text(page))
    assert "Ava has no permission for Instagram. Leave out Ava." in text(asked_all_the_same)
    assert "This year’s survey did not ask about: Instagram." in text(asked_all_the_same)
    assert asked_all_the_same.context["places"][0].slug == "instagram"
