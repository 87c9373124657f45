"""What people do on every journey: sign in, tap, match the questions of a survey."""

from playwright.sync_api import Locator, Page, expect

from todwick_portal.demo_people import DEMO_PEOPLE, PASSWORD

UNHURRIED = 2_100  # milliseconds: what is sent sooner is taken for a program
EMAILS = {person.key: person.email for person in DEMO_PEOPLE}


def sign_in(page: Page, who: str) -> None:
    """Through the sign-in page, with the password."""
    page.goto("/accounts/login/")
    page.get_by_label("E-mail address").fill(EMAILS[who])
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in", exact=True).click()
    expect(page.locator("form.nav--end button")).to_be_attached()


def choice(page: Page, name: str, value: str) -> Locator:
    """The chip of the check page for a place, or for what the picture is."""
    return page.locator(f"label:has(input[name={name}][value={value}])")


def child(page: Page, name: str) -> Locator:
    """The tile of a child on the check page."""
    return page.locator("label.pupil", has_text=name).first


def answer(page: Page) -> Locator:
    """The answer of the check page in words."""
    return page.locator("#answer")


def match_the_questions(page: Page) -> None:
    """The refusal and the remarks ask for a person's word; without it the page stays."""
    page.get_by_role("button", name="Look before saving").click()
    expect(page.locator("[role=alert]")).to_contain_text("put right")
    for box in page.locator(".notice--ask input[type=checkbox]").all():
        box.check()
    page.get_by_label("Only parents and carers could answer this survey").check()
    page.get_by_role("button", name="Look before saving").click()


def say_stop(parent: Page, name: str) -> None:
    """Somebody without an account writes a child's name on the public page, and sends it."""
    parent.goto("/photos/")
    parent.get_by_role("link", name="Stop using pictures of my child").click()
    parent.get_by_label("The child’s name").fill(name)
    parent.get_by_label("Your name", exact=True).fill("Her mother")
    parent.wait_for_timeout(UNHURRIED)
    parent.get_by_role("button", name="Stop pictures now").click()
    expect(parent.locator("h1")).to_have_text("We have got it")
