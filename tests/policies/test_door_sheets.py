"""A sheet for the door with a square code, for helpers and visitors (requirements, part 3, 11): rules, never a name."""

import pytest
from django.urls import reverse

from people.models import Pupil, SchoolSetting
from people.settings import DEFAULTS, Key
from policies.qr import code_of
from tests.consent.given import answer, children, survey

from .test_lists import POLICY, fetch

pytestmark = pytest.mark.django_db
LINE = "Ask the teacher before you take any picture. Never post other people’s children."


@pytest.mark.parametrize("audience", ["helpers", "visitors"])
def test_helpers_and_visitors_read_first_to_ask_the_teacher_and_never_to_post_others_children(
    client, version, audience
):
    assert DEFAULTS[Key.HELPERS_LINE] == LINE
    for address in (f"{POLICY}for/{audience}/", f"{POLICY}for/{audience}/code/"):
        assert LINE in fetch(client, address).words


def test_the_line_is_the_schools_own_and_not_the_policy(client, version):
    SchoolSetting.objects.create(key=Key.HELPERS_LINE, value="Phones stay in the bag.")
    words = fetch(client, f"{POLICY}for/helpers/").words

    assert "Phones stay in the bag. The school’s own line, not the policy." in words and LINE not in words


def test_a_school_that_takes_the_line_away_has_the_sheet_all_the_same(client, version):
    SchoolSetting.objects.create(key=Key.HELPERS_LINE, value="")

    assert "Read what applies to you before you take a picture." in fetch(client, f"{POLICY}for/helpers/code/").words
    assert "own line" not in fetch(client, f"{POLICY}for/helpers/").words


def test_other_readers_have_neither_line_nor_sheet(client, version):
    for audience in ("staff", "parents", "pupils", "governors"):
        assert LINE not in fetch(client, f"{POLICY}for/{audience}/").words
        assert client.get(f"{POLICY}for/{audience}/code/").status_code == 404
    assert client.get(f"{POLICY}for/cats/code/").status_code == 404
    assert client.get("/policies/none/for/helpers/code/").status_code == 404


def test_the_code_leads_to_their_page_which_is_typed_out_beside_it(client, version, settings):
    settings.SITE_URL = "https://portal.school.example"
    page = client.get(f"{POLICY}for/helpers/code/")
    address = "https://portal.school.example/policies/social-media/for/helpers/"

    assert page.context["address"] == address and address in page.content.decode()
    assert page.context["code"] == code_of(address)
    assert f'<a href="{POLICY}for/helpers/">{address}</a>' in page.content.decode()
    assert "style=" not in page.content.decode() and not page.cookies


def test_no_name_of_a_child_stands_on_it_or_behind_it(client, version):
    load = survey()
    for pupil in children("Zachariah", "Quenby"):
        answer(load, pupil)
    assert Pupil.objects.count() == 2

    for address in (f"{POLICY}for/helpers/", f"{POLICY}for/helpers/code/"):
        page = client.get(address).content.decode()
        assert "Zachariah" not in page and "Quenby" not in page


def test_the_page_of_that_reader_offers_the_sheet(client, version):
    assert f'href="{reverse("policies:audience-code", args=["social-media", "helpers"])}"' in (
        client.get(f"{POLICY}for/helpers/").content.decode()
    )


def test_the_square_code_is_the_matrix_and_has_its_white_around_it():
    code = code_of("https://portal.school.example/")

    assert (code.side - 8 - 17) % 4 == 0  # a version of the standard, and four modules of white on each side
    assert code.path.startswith("M4 4h7v1h-7z")  # the first line of the mark in the corner
    assert code_of("https://portal.school.example/") == code != code_of("https://portal.school.example/x")
