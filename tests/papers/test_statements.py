"""The statements: filled from the settings, empty where those are, readable, on paper too."""

import datetime as dt
import re

import pytest
import time_machine
from django.conf import settings as kept
from django.urls import reverse

from consent.models import Purpose
from people.models import SchoolSetting
from people.regulator import ICO, ICO_PHONE, ICO_SITE
from people.roles import Role
from people.settings import Key
from tests import html
from tests.factories import UserFactory
from tests.people.read_paper import ReadPaper
from tests.people.stored_mail import SMTP
from tests.readability import grade
from todwick_portal.papers import outgoing
from todwick_portal.papers.periods import PERIODS
from todwick_portal.statements.privacy_for import READERS
from todwick_portal.statements.views import STATEMENTS

pytestmark = pytest.mark.django_db
FILLED = {
    Key.SCHOOL_NAME: "Ashbrook Primary School",
    Key.SCHOOL_ADDRESS: "1 School Lane, Ashbrook",
    Key.OFFICE_PHONE: "01632 960001",
    Key.OFFICE_EMAIL: "office@ashbrook.example",
    Key.DPO_NAME: "Wilhelmina Ogden",
    Key.DPO_EMAIL: "dpo@ashbrook.example",
    Key.DPO_PHONE: "01632 960002",
    Key.ICO_NUMBER: "Z1234567",
    Key.SERVER_KEPT_BY: "Brindle Schools IT",
    Key.SERVER_PLACE: "Leeds, England",
    Key.PERMISSION_BASIS: "Permission, as the governors worded it.",
}


def _page(client, name: str, **arguments: str) -> html.Page:
    response = client.get(reverse(name, kwargs=arguments))
    assert response.status_code == 200
    return html.Page(response.content.decode())


def _fill() -> None:
    SchoolSetting.objects.bulk_create(SchoolSetting(key=key, value=value) for key, value in FILLED.items())


def test_the_privacy_statement_says_what_the_school_has_set(client):
    _fill()

    text = _page(client, "privacy").text

    assert [value for key, value in FILLED.items() if value not in text and key != Key.SERVER_PLACE] == []


INSIDE = ("mail.inside.example", "2525", "s3.inside.example", "9000", "db.inside.example", "id.inside.example", "Leeds")
PUBLIC = (
    "front",
    "privacy",
    "cookies",
    "accessibility",
    "guides",
    "policies:library",
    "consent:photos",
    "account_login",
)


def test_no_public_page_tells_hosts_ports_or_where_the_server_stands(client, settings, monkeypatch):
    """What whoever wants to break in would look for first. The kinds of recipients and who they are do stand there."""
    _fill()
    settings.MAIL_TRANSPORT = SMTP
    settings.EMAIL_HOST, settings.EMAIL_PORT = "mail.inside.example", 2525
    store = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"bucket_name": "school", "endpoint_url": "https://s3.inside.example:9000"},
    }
    settings.STORAGES = {**settings.STORAGES, "default": store, "evidence": store}  # no file is opened here
    monkeypatch.setitem(kept.DATABASES["default"], "HOST", "db.inside.example")
    named = [{"provider_id": key, "name": name, "settings": {"server_url": "https://id.inside.example"}}
             for key, name in (("school", "Brindle Accounts"), ("google", "Google"))]  # fmt: skip
    settings.SIGN_IN_PROVIDERS = named
    internal = str(outgoing.document())
    pages = {name: client.get(reverse(name)) for name in PUBLIC}
    pages |= {reader: client.get(reverse("privacy-for", args=[reader])) for reader in READERS}
    shown = {name: response.content.decode() for name, response in pages.items()}
    for name in STATEMENTS:
        shown[f"{name} on paper"] = ReadPaper(client.get(reverse("statement-pdf", args=[name])).content).words

    assert [one for one in INSIDE if one not in internal] == ["9000", "Leeds"]  # these are on other papers, or nowhere
    assert {response.status_code for response in pages.values()} == {200}
    assert [(name, one) for name, text in shown.items() for one in INSIDE if one in text] == []
    privacy = html.Page(shown["privacy"])
    assert "Brindle Accounts" in privacy.text and "Google" in privacy.text
    assert [privacy.text.count(f"{name} Whoever keeps that") for name in ("Database", "Files")] == [1, 1]
    assert privacy.text.count("Signing in") == 1


def test_no_way_out_is_without_a_name_for_everybody(settings):
    settings.SIGN_IN_PROVIDERS = [
        {"provider_id": "google", "name": "Google", "settings": {"server_url": "https://a.b"}}
    ]
    settings.MAIL_TRANSPORT = SMTP

    assert {way.key for way in outgoing.ways() if way.is_out} <= set(outgoing.PUBLIC_NAMES)
    assert [name for name, _ in outgoing.kinds_of_recipients()] == ["Mail", "Signing in"]


def test_what_is_not_set_is_not_made_up_and_is_told_to_whoever_can_fill_it_in(client, head, office, teacher):
    public = _page(client, "privacy").text
    client.force_login(teacher)
    of_teacher = _page(client, "privacy").text
    client.force_login(office)
    of_office = _page(client, "privacy").text
    client.force_login(head)
    of_head = _page(client, "accessibility").text

    gap = "Not filled in yet: the postal address of the school"
    assert "To be reached at" not in public
    assert [gap in text for text in (public, of_teacher, of_office, of_head)] == [False, False, True, True]


def test_nothing_is_missing_once_all_is_filled_in(client, office):
    _fill()
    client.force_login(office)

    assert "Not filled in yet" not in _page(client, "privacy").text


def test_the_places_where_pictures_go_are_those_in_use(client):
    place = Purpose.objects.get(slug="website")
    before = _page(client, "privacy").text
    Purpose.objects.filter(pk=place.pk).update(label="Our own magazine")
    after = _page(client, "privacy").text
    Purpose.objects.filter(pk=place.pk).update(retired_on="2020-01-01")
    retired = _page(client, "privacy").text

    assert ["Our own magazine" in text for text in (before, after, retired)] == [False, True, False]


def test_every_period_stands_in_it_and_follows_the_setting(client):
    SchoolSetting.objects.create(key=Key.DRAFT_DAYS, value="77")
    text = _page(client, "privacy").text

    assert [period.what for period in PERIODS.values() if period.what not in text] == []
    assert "77 days after it was last touched" in text


def test_it_says_how_to_complain_to_the_school_within_the_days_that_are_set_and_to_the_ico(client):
    SchoolSetting.objects.create(key=Key.COMPLAINT_DATA_DAYS, value="11")
    text = _page(client, "privacy").text

    assert "within 11 days" in text
    assert "Data (Use and Access) Act 2025" in text
    assert all(word in text for word in (ICO, ICO_PHONE, ICO_SITE, "It expects that you told the school first"))


def test_no_postal_address_of_the_ico_is_told_since_it_moved(client):
    text = _page(client, "privacy").text

    assert "Wilmslow" not in text and "its address stands on its website" in text


@pytest.mark.parametrize(
    ("setting", "words"), [("", "you stop a permission"), ("yes", "you give or stop a permission")]
)
def test_parents_read_whether_they_may_give_a_permission_here(client, setting, words):
    SchoolSetting.objects.create(key=Key.PARENTS_MAY_GIVE, value=setting)

    assert words in _page(client, "privacy-for", reader="parents").text


def test_a_child_of_nine_can_read_the_page_for_children(client):
    page = client.get(reverse("privacy-for", args=["children"])).content.decode()

    assert grade(page) <= 4.0
    assert "Article" not in page


@pytest.mark.parametrize("reader", [*READERS])
def test_each_kind_of_reader_has_a_page_of_their_own(client, reader):
    assert _page(client, "privacy-for", reader=reader).headings[0].startswith("Privacy, for")


def test_a_reader_or_statement_that_does_not_exist_is_not_found(client):
    assert client.get(reverse("privacy-for", args=["nobody"])).status_code == 404
    assert client.get(reverse("statement-pdf", args=["nothing"])).status_code == 404


def test_the_accessibility_statement_says_all_that_the_regulations_ask(client):
    text = _page(client, "accessibility").text

    for asked in (
        "is committed to making its website accessible, in accordance with the Public Sector Bodies",
        "This website is partially compliant with the Web Content Accessibility Guidelines version 2.2 AA standard, "
        "due to the non-compliances listed below.",
        "axe-core",
        "The Equality and Human Rights Commission (EHRC) is responsible for enforcing the Public Sector Bodies",
        "Equality Advisory and Support Service",
        "0808 800 0082",
    ):
        assert asked in text


def test_no_day_is_made_up_on_which_the_accessibility_statement_was_looked_through(client):
    before = _page(client, "accessibility").text
    SchoolSetting.objects.create(key=Key.ACCESSIBILITY_READ_ON, value="2027-01-12")
    after = _page(client, "accessibility").text

    assert "has not written down yet when it last looked this statement through" in before
    assert re.search(r"\b20(2[6-9]|[3-9]\d)\b", before) is None
    assert "The school last looked this statement through on 12 January 2027." in after


def test_that_nobody_has_tried_it_is_said_until_somebody_has(client):
    before = _page(client, "accessibility").text
    SchoolSetting.objects.create(key=Key.ACCESSIBILITY_TRIED_ON, value="2026-10-05")
    after = _page(client, "accessibility").text

    assert "It has not been tried yet" in before
    assert "on 5 October 2026" in after and "It has not been tried yet" not in after


@pytest.mark.parametrize(
    ("read_on", "said"),
    [
        ("", "The accessibility statement was not looked through yet."),
        ("2026-11-30", ""),
        ("2025-11-30", ""),
        ("2025-11-29", "The accessibility statement was last looked through on 29 November 2025."),
    ],
)
def test_head_and_office_are_told_once_the_accessibility_statement_was_not_looked_through_for_a_year(
    client, read_on, said
):
    SchoolSetting.objects.create(key=Key.ACCESSIBILITY_READ_ON, value=read_on)
    with time_machine.travel(dt.datetime(2026, 11, 30, 9, tzinfo=dt.UTC)):
        client.force_login(UserFactory(role=Role.OFFICE))
        text = _page(client, "missing").text

    assert said in text if said else "The accessibility statement was" not in text


@pytest.mark.parametrize("name", [*STATEMENTS])
def test_every_statement_can_be_had_on_paper_with_the_same_words(client, name):
    _fill()
    response = client.get(reverse("statement-pdf", args=[name]))

    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    text = " ".join(ReadPaper(response.content).words.split())
    assert "As it stood on" in text
    assert "Ashbrook Primary School" in text


@pytest.mark.parametrize("key", [Key.ACCESSIBILITY_TRIED_ON, Key.ACCESSIBILITY_READ_ON])
def test_the_day_on_which_somebody_tried_it_or_looked_it_through_has_been(client, office, key):
    client.force_login(office)
    page = client.post(reverse("people:settings-statements"), {key: "2099-01-01"})

    assert "This one is still to come" in page.content.decode()
    assert not SchoolSetting.objects.filter(key=key).exists()


def test_the_day_the_statement_was_looked_through_is_set_on_its_page_and_stands_in_its_history_as_people_say_it(
    client, office
):
    client.force_login(office)
    address = reverse("people:settings-statements")
    client.post(address, {"accessibility_read_on": "2026-09-14"})

    assert SchoolSetting.objects.get(key=Key.ACCESSIBILITY_READ_ON).value == "2026-09-14"
    assert "14 September 2026" in client.get(address).content.decode()


def test_a_number_of_the_ico_that_cannot_be_one_is_refused_with_what_was_typed(client, office):
    client.force_login(office)
    page = client.post(reverse("people:settings-statements"), {"ico_number": "12", "dpo_name": "Wilhelmina Ogden"})

    assert "such as Z1234567" in page.content.decode()
    assert 'value="Wilhelmina Ogden"' in page.content.decode()
    assert not SchoolSetting.objects.filter(key=Key.DPO_NAME).exists()
