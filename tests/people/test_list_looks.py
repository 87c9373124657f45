"""A pupil list under headings nobody knows: its cells are looked at, and a person says what they are."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from people.models import Pupil, RollImport
from people.roll import looks
from people.roll.columns import Part, recognise
from people.roll.loading import open_pupil_list
from tests import html

from . import lists

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 10, 13)
HEAD = "Zi,Gamma,Delta,Epsilon,Kappa,Lambda,Mu,Nu\n"
ROWS = (
    "R372999926001,24/11/2021,RB,4001,Ella,Pickles,donna@example.org,nuts\n"
    "M372999926006,18/02/2022,RB,4015,Łucja,Okafor,priti@example.org,\n"
    "C372999926027,26/07/2022,RB,4061,Theo,Greaves,wei@example.org,milk\n"
)
EVERYTHING = [
    "upn",
    "born_on",
    "class",
    "admission_number",
    "legal_forename",
    "legal_surname",
    "contact_email",
    "ignore",
]


@pytest.fixture
def roll():
    """The school's list as it was loaded last: the same children, with numbers of four digits."""
    lists.load(lists.NEUTRAL.replace("\n004", "\n4"))


def proposed(content: str, today: dt.date = TODAY) -> list[str]:
    listing = open_pupil_list(content.encode(), "list.csv")
    said = recognise(listing.table.headings)
    return [column.part.value for column in looks.propose(said, listing, looks.known_words(2026), today)]


def test_what_the_cells_look_like_is_proposed(roll):
    assert proposed(HEAD + ROWS) == EVERYTHING


def test_in_a_school_without_a_list_only_what_speaks_for_itself_is_proposed():
    assert proposed(HEAD + ROWS) == ["upn", "born_on", *["ignore"] * 4, "contact_email", "ignore"]


@pytest.mark.parametrize(
    ("found", "other", "part"),
    [
        ("R372999926001", "A372999926001", Part.UPN),  # the check letter is wrong
        ("24/11/2021", "24/11/1981", Part.BORN_ON),  # a parent
        ("24/11/2021", "24/11/2025", Part.BORN_ON),  # a baby, or the day on which somebody joined
        ("24/11/2021", "soon", Part.BORN_ON),
    ],
)
def test_what_only_looks_a_little_like_it_is_not_proposed(found, other, part):
    assert part.value in proposed(HEAD + ROWS)
    assert part.value not in proposed(HEAD + ROWS.replace(found, other))


def test_of_two_columns_that_look_alike_none_is_proposed(roll):
    doubled = "".join(f"{line},{line.split(',')[1]}\n" for line in ROWS.splitlines())

    assert "born_on" not in proposed(HEAD.strip() + ",Xi\n" + doubled)


def test_a_heading_that_is_known_is_believed_whatever_the_cells_look_like(roll):
    assert proposed(HEAD.replace("Epsilon", "Forename") + ROWS)[3] == "legal_forename"
    assert "legal_forename" not in proposed(HEAD.replace("Epsilon", "Forename") + ROWS)[4:]


@pytest.mark.parametrize("name", ["Ella Pickles", '"Pickles, Ella"'])
def test_a_whole_name_is_known_in_either_order(roll, name):
    assert proposed(f"Zi,Gamma\n{name},x\n{name},y\n") == ["full_name", "ignore"]


def upload(client, content: str):
    file = SimpleUploadedFile("list.csv", content.encode())
    data = {"kind": "pupils", "school_year": "2026", "whole": "some", "file": file}
    return client.post(reverse("people:list-new"), data, follow=True)


def test_the_page_shows_each_proposal_chosen_and_says_that_it_is_one(sign_in, office, roll):
    page = upload(sign_in(office), HEAD + ROWS)

    fields = list(page.context["form"])
    assert [field.value().partition(":")[0] for field in fields] == EVERYTHING
    assert [looks_so for field in fields if (looks_so := "by the look of it" in field.help_text)] == [True] * 7
    assert "by the look of it" not in fields[7].help_text
    assert Pupil.objects.count() == 4 and not RollImport.objects.filter(status="applied").exclude(by=None).exists()


def test_where_the_childs_name_is_not_chosen_the_message_stands_at_a_field_and_the_summary_leads_there(
    sign_in, office, roll
):
    client = sign_in(office)
    upload(client, HEAD + ROWS)
    address = reverse("people:list-columns", args=[RollImport.objects.latest("pk").public_id])

    response = client.post(address, {"column1": "upn", **{f"column{n}": "ignore" for n in range(2, 9)}})

    page = html.Page(response.content.decode())
    assert list(response.context["form"].errors) == ["column2"]
    assert 'href="#id_column2"' in response.content.decode()
    assert page.text.count("Choose which column holds the child’s name: this one, or another.") == 2
