"""A device that knows its owner, and a phone app: set up, signed in with, lost and recovered, in a real browser."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE
from tests.journeys.inspecting import faults_of
from tests.journeys.walking import EMAILS, sign_in
from tests.people.signing_in import app_code
from todwick_portal.demo_people import PASSWORD

pytestmark = pytest.mark.browser
STEP = "/accounts/second-step/"
OWNER = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


class Device:
    """Chromium's virtual authenticator: fingerprint, face or PIN of somebody who is there."""

    def __init__(self, page: Page) -> None:
        self.devtools = page.context.new_cdp_session(page)
        self.devtools.send("WebAuthn.enable")
        added = self.devtools.send("WebAuthn.addVirtualAuthenticator", {"options": OWNER})
        self.key: dict[str, Any] = {"authenticatorId": added["authenticatorId"]}

    def lose(self) -> None:
        """It is gone, with everything it knew."""
        self.devtools.send("WebAuthn.removeVirtualAuthenticator", self.key)

    def is_somebody_else(self) -> None:
        """The finger is not the owner's."""
        self.devtools.send("WebAuthn.setUserVerified", {**self.key, "isUserVerified": False})

    def knows(self) -> int:
        return len(self.devtools.send("WebAuthn.getCredentials", self.key)["credentials"])


def _set_up_device(page: Page) -> list[str]:
    """Set up this device; gives the recovery codes."""
    page.goto(STEP)
    page.get_by_role("link", name="Set it up on this device").click()
    page.get_by_label("A name for it").fill("My laptop")
    page.get_by_role("button", name="Set it up on this device").click()
    expect(page.locator("h1")).to_have_text("Your recovery codes")
    return page.locator("#codes").inner_text().split()


def _sign_out(page: Page) -> None:
    page.goto("/accounts/logout/")
    page.locator("main").get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(re.compile("/accounts/login/$"))


def _first_step(page: Page, who: str, password: str = PASSWORD) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("E-mail address").fill(EMAILS[who])
    page.get_by_label("Password").fill(password)
    page.locator("main").get_by_role("button", name="Sign in", exact=True).click()


def test_a_device_is_set_up_and_is_then_the_whole_sign_in(visit: Callable[..., Page]):
    page = visit()
    device = Device(page)
    sign_in(page, "head")
    codes = _set_up_device(page)
    assert (device.knows(), len(codes)) == (1, 10)
    page.goto(STEP)
    expect(page.get_by_text("My laptop").first).to_be_visible()

    _sign_out(page)
    page.get_by_role("button", name="Fingerprint, face or PIN").click()

    expect(page).to_have_url(re.compile("/dashboard/$"))


def test_after_the_password_the_device_is_asked_and_a_strange_finger_opens_nothing(visit: Callable[..., Page]):
    page = visit()
    device = Device(page)
    sign_in(page, "head")
    _set_up_device(page)
    _sign_out(page)

    _first_step(page, "head")
    expect(page.locator("h1")).to_have_text("Your second step")
    page.goto("/dashboard/")
    expect(page.locator("h1")).to_have_text("Your second step")

    page.get_by_role("button", name="Use your fingerprint, face or PIN").click()
    expect(page).to_have_url(re.compile("/dashboard/$"))

    _sign_out(page)
    device.is_somebody_else()
    page.get_by_role("button", name="Fingerprint, face or PIN").click()
    expect(page.get_by_role("alert").filter(has_text="Try again")).to_be_visible()
    page.goto("/dashboard/")
    expect(page).to_have_url(re.compile("/accounts/login/"))


def test_a_lost_device_is_helped_by_a_recovery_code_and_then_taken_off(visit: Callable[..., Page]):
    page = visit(PHONE)
    device = Device(page)
    sign_in(page, "head")
    codes = _set_up_device(page)
    _sign_out(page)
    device.lose()

    _first_step(page, "head")
    page.get_by_label("Recovery code").fill(codes[3])
    page.locator("main").get_by_role("button", name="Sign in", exact=True).click()
    expect(page).to_have_url(re.compile("/dashboard/$"))

    page.goto(STEP)
    page.get_by_role("link", name=re.compile("Take it off")).click()
    page.get_by_role("button", name="Take it off").click()
    expect(page.get_by_role("link", name="Set it up on this device")).to_be_visible()
    _sign_out(page)
    sign_in(page, "head")  # no second step is left


def test_the_phone_app_is_set_up_and_used_without_javascript(visit: Callable[..., Page]):
    page = visit(PHONE, java_script_enabled=False)
    sign_in(page, "office")
    page.goto(STEP)
    page.get_by_role("link", name="Set up the app").click()
    secret = page.locator("#secret").inner_text().strip()
    page.get_by_label("Code from your phone app").fill(app_code(secret))
    page.get_by_role("button", name="Set up the app").click()
    codes = page.locator("#codes").inner_text().split()
    page.get_by_role("link", name="I have them, go on").click()
    _sign_out(page)

    _first_step(page, "office")
    page.get_by_label("Code from your phone app").fill("000000")
    page.locator("main").get_by_role("button", name="Sign in", exact=True).click()
    expect(page.locator("main")).to_contain_text("That code does not work")
    page.get_by_label("Code from your phone app").fill(app_code(secret, ahead=1))
    page.locator("main").get_by_role("button", name="Sign in", exact=True).click()
    expect(page).to_have_url(re.compile("/dashboard/$"))

    _sign_out(page)
    _first_step(page, "office")
    page.get_by_label("Code from your phone app").fill(codes[0])
    page.locator("main").get_by_role("button", name="Sign in", exact=True).click()
    expect(page).to_have_url(re.compile("/dashboard/$"))


@pytest.mark.long
def test_a_throttled_head_still_gets_in_with_the_device(visit: Callable[..., Page]):
    page = visit()
    Device(page)
    sign_in(page, "head")
    _set_up_device(page)
    _sign_out(page)
    for _ in range(6):
        _first_step(page, "head", "not the password")
    expect(page.locator("h1")).to_have_text("That was tried too often")
    expect(page.locator("main")).to_contain_text("Wait 5 minutes")

    page.get_by_role("link", name="Back to signing in").click()
    page.get_by_role("button", name="Fingerprint, face or PIN").click()

    expect(page).to_have_url(re.compile("/dashboard/$"))


def test_a_page_elsewhere_is_signed_out_from_here(visit: Callable[..., Page]):
    page, other = visit(), visit(PHONE)
    sign_in(page, "head")
    sign_in(other, "head")

    page.goto("/accounts/sessions/")
    page.get_by_role("button", name="Sign out everywhere but here").click()

    expect(page.get_by_text("You are signed out everywhere but here.")).to_be_visible()
    other.goto("/dashboard/")
    expect(other).to_have_url(re.compile("/accounts/login/"))


def test_the_pages_are_in_order_at_both_widths_in_light_and_dark(visit: Callable[..., Page]):
    page = visit()
    Device(page)
    faults = []
    page.goto("/accounts/login/")
    faults += faults_of(page)
    page.goto("/accounts/login/with/refused/")
    faults += faults_of(page)
    sign_in(page, "office")
    for address in (STEP, f"{STEP}app/", f"{STEP}passkeys/new/", "/accounts/sessions/"):
        page.goto(address)
        faults += faults_of(page)
    _set_up_device(page)
    faults += faults_of(page)
    for address in (STEP, f"{STEP}recovery-codes/", f"{STEP}recovery-codes/new/", "/accounts/reauthenticate/passkey/",
                    "/accounts/reauthenticate/code/", f"{STEP}passkeys/removal/?key=1"):  # fmt: skip
        page.goto(address)
        faults += faults_of(page)
    _sign_out(page)
    _first_step(page, "office")
    faults += faults_of(page)
    page.locator("main").get_by_role("button", name="Sign in", exact=True).click()
    faults += faults_of(page)

    assert faults == []
