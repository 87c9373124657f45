"""A form that meets an ended sign-in: its words stay, in its own labels, and one click after signing in saves them."""

from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import reverse

from people.models import Pupil
from tests import html
from tests.factories import PupilFactory, UserFactory
from tests.people.time_away import _at
from todwick_portal.demo_people import PASSWORD
from todwick_portal.form_labels import label_of

pytestmark = pytest.mark.django_db
REASON = 'Order of the court.\nAsk Mrs Tindall first, she knows the <whole> of it and "more".'


@pytest.fixture
def head_with_password(head):
    head.set_password(PASSWORD)
    head.save()
    return head


@pytest.fixture
def browser(db) -> Client:
    """A client that must send the tokens of its pages, as a browser does."""
    return Client(enforce_csrf_checks=True)


class _Forms(HTMLParser):
    """The hidden fields of each form of a page, by where it goes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: dict[str, dict[str, str]] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.fields = self.found.setdefault(values["action"], {})
        if tag == "input" and values.get("type") == "hidden":
            self.fields[values["name"]] = values.get("value", "")


def _form_to(response, action: str) -> dict[str, str]:
    """What the form of the page that goes to `action` sends as it stands."""
    return _Forms(response.content.decode()).found[action]


def test_words_go_through_the_sign_in_and_are_saved_by_one_click(browser, head_with_password):
    pupil = PupilFactory()
    address = reverse("people:flag-new", args=[pupil.public_id])
    browser.force_login(head_with_password)
    browser.get(address)
    token = browser.cookies["csrftoken"].value
    del browser.cookies["sessionid"]

    ended = browser.post(address, {"reason": REASON, "csrfmiddlewaretoken": token})

    assert ended.status_code == 401
    assert html.faults(ended.content.decode()) == []
    sign_in = _form_to(ended, reverse("account_login_kept"))
    again = browser.post(
        reverse("account_login_kept"), {**sign_in, "login": head_with_password.email, "password": PASSWORD}
    )
    page = html.Page(again.content.decode())
    assert again.status_code == 200
    assert html.faults(again.content.decode()) == []
    assert "Why is this child not to be published?" in page.text

    sent = browser.post(address, _form_to(again, address))

    assert sent.status_code == 302
    kept = Pupil.objects.get(pk=pupil.pk)
    assert kept.do_not_publish
    assert kept.do_not_publish_reason.replace("\r\n", "\n") == REASON


def test_a_wrong_password_keeps_the_words(browser, head_with_password):
    page = browser.post(
        reverse("account_login_kept"), _signing_in(browser, head_with_password.email, password="not the password")
    )

    assert page.status_code == 200
    assert "Not sent yet" in page.content.decode()
    assert _form_to(page, reverse("account_login_kept"))["kept"] == '[["reason", "thirty words"]]'


def test_who_signed_in_elsewhere_meanwhile_goes_on_with_the_words(browser, head_with_password):
    fields = _signing_in(browser, head_with_password.email)
    browser.force_login(head_with_password)

    page = browser.post(reverse("account_login_kept"), fields)

    assert "Send it now" in page.content.decode()
    assert "thirty words" in page.content.decode()


def test_a_stale_page_on_the_way_through_the_sign_in_keeps_the_words_too(browser, head_with_password):
    fields = _signing_in(browser, head_with_password.email) | {"csrfmiddlewaretoken": "stale"}

    page = browser.post(reverse("account_login_kept"), fields)

    assert page.status_code == 403
    assert _form_to(page, "/people/lists/new/")["reason"] == "thirty words"


@pytest.mark.parametrize("action", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", ""])
def test_words_are_never_sent_to_another_site(browser, head_with_password, action):
    fields = _signing_in(browser, head_with_password.email) | {"kept_action": action}

    page = browser.post(reverse("account_login_kept"), fields)

    assert _form_to(page, reverse("dashboard"))["reason"] == "thirty words"


@pytest.mark.parametrize("kept", ["", "no JSON", "{}", "[1]", '[["one"]]', "null"])
def test_what_is_not_of_the_pages_own_making_breaks_nothing(browser, head_with_password, kept):
    fields = _signing_in(browser, head_with_password.email) | {"kept": kept}

    assert browser.post(reverse("account_login_kept"), fields).status_code == 200


def _signing_in(browser: Client, email: str, password: str = PASSWORD) -> dict[str, str]:
    browser.get(reverse("account_login"))
    return {
        "csrfmiddlewaretoken": browser.cookies["csrftoken"].value, "login": email, "password": password,
        "kept": '[["reason", "thirty words"]]', "kept_action": "/people/lists/new/", "kept_files": "[]",
    }  # fmt: skip


def test_choices_stand_in_the_words_of_the_form(client):
    answer = client.post(
        reverse("people:list-new"), {"kind": "staff", "school_year": "2026", "whole": "some", "match": "on"}
    )

    page = html.Page(answer.content.decode())
    assert "What is in the file?" in page.text
    assert "Let me check what each column holds" in page.text
    assert 'value="Staff list"' in answer.content.decode()
    assert 'value="No, only some: nobody is marked as left"' in answer.content.decode()


def test_what_was_chosen_of_a_child_stands_in_words_and_is_kept(client):
    address = reverse("consent:decision", args=["5d0e1d6c-0c53-4e0c-9d3f-0d1c4a3f7a11"])

    answer = client.post(address, {"place-facebook": "yes", "place-video": "no", "reason": "Rang Mum."})

    text = html.Page(answer.content.decode()).text
    assert "Facebook Yes" in text and "Film No" in text
    assert "more choice" not in text
    assert _form_to(answer, address)["place-facebook"] == "yes"


def test_answers_on_paper_are_told_apart_line_by_line_without_a_name(client):
    address = reverse("consent:paper-class", args=["3H"])
    one, other = PupilFactory(), PupilFactory()
    sent = {"source": "Paper form", f"{one.public_id.hex}-website": "yes", f"{other.public_id.hex}-website": "no"}

    answer = client.post(address, sent | {f"{other.public_id.hex}-video": "yes"})

    text = html.Page(answer.content.decode()).text
    assert "Child 1 Website: Yes Child 2 Website: No; Film: Yes" in text
    assert str(one) not in text and str(other) not in text
    assert _form_to(answer, address)[f"{other.public_id.hex}-video"] == "yes"


def test_columns_stand_by_their_number_with_what_they_are_for(client):
    address = reverse("consent:mapping", args=["5d0e1d6c-0c53-4e0c-9d3f-0d1c4a3f7a11"])
    sent = {"c0-role": "when", "c3-role": "consent", "c3-purposes": ["website", "facebook"], "c3-polarity": "refusal"}

    answer = client.post(address, sent | {"only_parents_could_answer": "on"})

    page = html.Page(answer.content.decode())
    assert "Column 1 When it was answered Column 4 A permission: tick below what it is about; Website;" in page.text
    assert "Website; Facebook; It asks the other way round: a yes is a no" in page.text
    assert "choice, kept" not in page.text


def test_choices_that_say_nothing_by_themselves_are_counted_and_kept(client):
    address = reverse("consent:paper-class", args=["3H"])

    answer = client.post(address, {"source": "Paper form", "ab12-contact": "17", "cd34-contact": "18"})

    assert "And 2 more choices, kept as you made them." in html.Page(answer.content.decode()).text
    assert _form_to(answer, address)["ab12-contact"] == "17"


def test_nobody_without_a_password_is_let_in_by_that_page(browser):
    user = UserFactory()

    page = browser.post(reverse("account_login_kept"), _signing_in(browser, user.email, password=""))

    assert "Not sent yet" in page.content.decode()
    assert "_auth_user_id" not in browser.session


KEY = "5d0e1d6c-0c53-4e0c-9d3f-0d1c4a3f7a11"


@pytest.mark.parametrize(
    ("address", "typed", "shown"),
    [
        (("consent:decision", KEY), {"reason": "Rang Mum at ten."}, "Why?"),
        (("consent:entry", KEY), {"has_condition": "yes", "condition": "Not X", "reason": "Rang."}, "Why?"),
        (("consent:comments", KEY), {"has_condition": "yes", "condition": "Never X"}, "What is the condition?"),
        (("consent:confirmation", KEY), {"condition-all-3f2a": "Never X here"}, "What is the condition?"),
        (("consent:confirmation", KEY), {"accepted_unknown": "no idea"}, "How many names are not on our pupil list?"),
        (("consent:confirmation", KEY), {"accepted_changes": "no idea"}, "How many answers would turn?"),
        (("people:list-columns", KEY), {"column3": "upn"}, "Column 3"),
        (("people:calendar-year", 2026), {"autumn_half_first": "2026-10-26"}, "Autumn term: half-term from"),
        (("people:calendar-year", 2026), {"closed2_note": "The boiler broke"}, "Why closed (2)"),
        (
            ("people:settings-group", "photos"),
            {"permission_basis": "Because we ask"},
            "Why the school asks for permission",
        ),
    ],
)
def test_what_a_form_asks_only_of_some_stands_in_its_own_words_too(client, address, typed, shown):
    name, *where = address

    page = html.Page(client.post(reverse(name, args=where), typed).content.decode())

    assert shown in page.text
    assert not any(label_of(field) in page.text for field in typed if field not in ("condition", "has_condition"))


@pytest.mark.parametrize("is_typed", [False, True])
def test_the_demonstration_says_its_password_wherever_it_asks_for_it_and_no_school_does(
    client, settings, head_with_password, is_typed
):
    """Who looked around with one press knows no password, and stood before a door without a key."""

    def page() -> str:
        if not is_typed:
            return client.get("/accounts/reauthenticate/").content.decode()
        with _at(minutes=40):
            return client.post("/people/settings/times/", {"lessons_begin": "9:00"}).content.decode()

    if is_typed:
        with _at():
            client.force_login(head_with_password)
            client.get("/people/settings/")
    else:
        client.force_login(head_with_password)

    assert f">{PASSWORD}</code>" in page()
    settings.DEMO = False
    assert "Your password" in page() and PASSWORD not in page()
