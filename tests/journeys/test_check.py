"""Can I use this picture? On a phone, without a script, by keyboard (requirements 5 and 6.1)."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import PHONE
from tests.journeys.walking import answer, child, choice, sign_in

pytestmark = pytest.mark.browser
SIX = ("Ava", "Ben", "Esme", "Finn", "Maya", "Omar")
VERDICT = "4 of 6 can go on X (Twitter). Leave out Ava and Ben."


def test_six_children_and_the_answer_take_at_most_nine_taps(visit):
    page = visit(PHONE, has_touch=True, is_mobile=True)
    sign_in(page, "teacher")
    taps = 0

    for target in (choice(page, "where", "x_twitter"), *(child(page, name) for name in SIX)):
        target.tap()
        taps += 1

    expect(answer(page)).to_contain_text(VERDICT)
    assert taps <= 9
    expect(answer(page)).to_contain_text("All six can go in: newsletter, display.")


def test_the_check_works_without_a_script(visit):
    page = visit(PHONE, java_script_enabled=False)
    sign_in(page, "teacher")

    choice(page, "where", "x_twitter").click()
    for name in SIX:
        child(page, name).click()
    page.get_by_role("button", name="Check").last.click()

    expect(answer(page)).to_contain_text(VERDICT)
    expect(child(page, "Ava")).to_contain_text("No")
    expect(child(page, "Ben")).to_contain_text("Ask the office")


def test_the_check_works_by_keyboard_alone(visit):
    page = visit()
    sign_in(page, "teacher")

    _tab_to(page, "input[name=where]:checked")
    for _ in range(8):
        if page.locator("input[name=where][value=x_twitter]").is_checked():
            break
        page.keyboard.press("ArrowRight")
    for name in SIX:
        box = child(page, name).locator("input")
        _tab_to(page, f"#{box.get_attribute('id')}")
        page.keyboard.press("Space")
        expect(child(page, name)).to_have_class("choice pupil pupil--" + {"Ava": "no", "Ben": "ask"}.get(name, "yes"))

    expect(answer(page)).to_contain_text(VERDICT)


def _tab_to(page, selector: str) -> None:
    """Press Tab until the element has the focus: whoever uses no mouse gets there too."""
    for _ in range(120):
        if page.evaluate("selector => document.activeElement?.matches(selector) ?? false", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reaches {selector}")
