"""What people do on every journey: sign in, tap."""

from playwright.sync_api import Locator, Page, expect

from todwick_portal.demo_people import DEMO_PEOPLE, PASSWORD

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
