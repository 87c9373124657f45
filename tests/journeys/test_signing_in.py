"""Every demo account gets in, by password and by a code that comes by mail, and lands on a page of its own."""

import re
import time
from collections.abc import Iterator

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from playwright.sync_api import expect

from tests.journeys import portal as portals
from tests.journeys.portal import Portal
from tests.journeys.walking import EMAILS, sign_in
from tests.ports import free_port
from todwick_portal.demo_people import DEMO_PEOPLE

pytestmark = pytest.mark.browser
CODE = re.compile(r"^\s*([A-Z0-9]{3,5}-?[A-Z0-9]{3,5})\s*$", re.MULTILINE)
LANDS_ON = {"teacher": "/consent/check/"}


class LetterBox(Message):
    """Keeps every mail that the portal sends."""

    def __init__(self) -> None:
        super().__init__()
        self.letters: list[tuple[str, str]] = []

    def handle_message(self, message) -> None:
        self.letters.append((message["To"], message.get_payload(decode=True).decode()))

    def code_for(self, email: str) -> str:
        """The code in the last letter to `email` that holds one, once the worker has sent it."""
        for _ in range(100):
            if codes := self.codes_to(email):
                return codes[-1]
            time.sleep(0.1)
        raise AssertionError(f"No code came to {email} within ten seconds.")

    def codes_to(self, email: str) -> list[str]:
        """The codes of all letters to `email`; the demo's other letters hold none."""
        found = (CODE.search(text) for to, text in self.letters if to == email)
        return [match[1] for match in found if match]


@pytest.fixture
def letter_box() -> Iterator[LetterBox]:
    box = LetterBox()
    controller = Controller(box, hostname="127.0.0.1", port=free_port())
    controller.start()
    box.port = controller.port
    yield box
    controller.stop()


@pytest.fixture
def portal(demo_school, tmp_path, letter_box) -> Iterator[Portal]:
    """The portal with a letter box."""
    with Portal(portals.copy_of(demo_school, tmp_path / "portal"), mail_port=letter_box.port) as running:
        yield running


def test_every_demo_account_signs_in_with_its_password_and_lands_on_a_page_of_its_own(visit):
    page = visit(java_script_enabled=False)

    for person in DEMO_PEOPLE:
        sign_in(page, person.key)
        expect(page).to_have_url(re.compile(f"{LANDS_ON.get(person.key, '/dashboard/')}$"))
        expect(page.locator("h1")).to_contain_text("Can I use" if person.key == "teacher" else person.surname)
        page.locator("form.nav--end button").click()


@pytest.mark.long
def test_every_demo_account_signs_in_with_a_code_by_mail(visit, letter_box):
    page = visit(java_script_enabled=False)

    for person in DEMO_PEOPLE:
        email = EMAILS[person.key]
        page.goto("/accounts/login/code/")
        page.get_by_label("E-mail address").fill(email)
        page.locator("main form button").first.click()
        page.get_by_label("Code").fill(letter_box.code_for(email))
        page.locator("main form button").first.click()
        expect(page).to_have_url(re.compile(f"{LANDS_ON.get(person.key, '/dashboard/')}$"))
        page.locator("form.nav--end button").click()

    assert [len(letter_box.codes_to(EMAILS[person.key])) for person in DEMO_PEOPLE] == [1] * len(DEMO_PEOPLE)
