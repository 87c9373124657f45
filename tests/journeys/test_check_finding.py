"""The check page in a teacher's hand: other children, whom to leave out, a slow line (requirements 6.1)."""

from urllib.parse import unquote

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.in_each_run import some_of
from tests.journeys.conftest import DESK, PHONE
from tests.journeys.inspecting import faults_of
from tests.journeys.walking import answer, child, choice, sign_in

pytestmark = pytest.mark.browser
SIX = ("Ava", "Ben", "Esme", "Finn", "Maya", "Omar")
HAND = {"has_touch": True, "is_mobile": True}


@pytest.fixture
def phone(visit) -> Page:
    """A teacher's phone at the check for X, signed in."""
    page = visit(PHONE, **HAND)
    sign_in(page, "teacher")
    choice(page, "where", "x_twitter").tap()
    return page


def _choose(page: Page, names: tuple[str, ...]) -> None:
    """Tap one after the other, each as soon as the one before is answered."""
    for name in names:
        child(page, name).tap()
        expect(child(page, name)).to_have_class(f"choice pupil pupil--{ {'Ava': 'no', 'Ben': 'ask'}.get(name, 'yes') }")


def _found(page: Page, name: str) -> Locator:
    return page.locator("#found button", has_text=name)


def _open_others(page: Page) -> Locator:
    """The field in which a name is typed."""
    page.locator("#others > summary").click()
    return page.get_by_label("Find a child of the whole school")


def test_two_letters_as_they_are_typed_find_a_child_and_no_address_holds_them(phone):
    asked = []
    phone.on("request", lambda request: asked.append(unquote(request.url)))
    _choose(phone, ("Esme",))

    field = _open_others(phone)
    field.press_sequentially("Adamcz")
    _found(phone, "Aleksander Adamczyk").tap()

    expect(_found(phone, "Aleksander Adamczyk")).to_have_attribute("aria-pressed", "true")
    expect(answer(phone)).to_contain_text("Both have permission for X (Twitter) today.")
    expect(field).to_have_value("Adamcz")
    expect(phone.locator("fieldset", has_text="Also chosen").locator(".tag")).to_have_text("RB")
    child(phone, "Finn").tap()
    expect(answer(phone)).to_contain_text("All 3 have permission")
    phone.reload()
    expect(answer(phone)).to_contain_text("All 3 have permission")
    assert len(asked) >= 4
    assert [url for url in [*asked, phone.url] if "adam" in url.casefold() or "find" in url] == []


def test_a_child_is_found_and_added_without_a_script(visit):
    page = visit(PHONE, java_script_enabled=False)
    sign_in(page, "teacher")
    choice(page, "where", "x_twitter").click()
    child(page, "Esme").click()

    _open_others(page).fill("adam")
    page.get_by_role("button", name="Find").click()
    assert "adam" not in page.url
    _found(page, "Aleksander Adamczyk").click()

    expect(_found(page, "Aleksander Adamczyk")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_label("Find a child of the whole school")).to_have_value("adam")
    expect(answer(page)).to_contain_text("Both have permission for X (Twitter) today.")


def test_a_child_is_found_and_added_by_keyboard_alone(visit):
    page = visit()
    sign_in(page, "teacher")
    page.locator("#others > summary").focus()
    page.keyboard.press("Enter")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "find":
            break

    page.keyboard.type("adamcz")
    expect(_found(page, "Aleksander Adamczyk")).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")

    expect(_found(page, "Aleksander Adamczyk")).to_have_attribute("aria-pressed", "true")
    expect(_found(page, "Aleksander Adamczyk")).to_be_focused()
    page.keyboard.press("Space")
    expect(_found(page, "Aleksander Adamczyk")).to_have_attribute("aria-pressed", "false")


def test_a_button_does_its_work_once(phone):
    field = _open_others(phone)
    field.press_sequentially("adamcz")
    _found(phone, "Aleksander").tap()
    expect(_found(phone, "Aleksander")).to_have_attribute("aria-pressed", "true")
    phone.locator("#all").tap()
    expect(answer(phone)).to_contain_text("of 31 can go")

    _untick_as_safari_does(child(phone, "Finn"))
    expect(answer(phone)).to_contain_text("of 30 can go")
    _untick_as_safari_does(phone.locator("fieldset", has_text="Also chosen").locator("label"))

    expect(answer(phone)).to_contain_text("of 29 can go")


def _untick_as_safari_does(tile: Locator) -> None:
    """A tap that leaves the focus where it was: on the button tapped before."""
    script = "box => { box.checked = false; box.dispatchEvent(new Event('change', { bubbles: true })) }"
    tile.locator("input").evaluate(script)


def test_answer_and_children_stand_on_the_first_screen_and_the_classes_close_behind_the_choice(phone):
    _choose(phone, SIX)
    phone.goto(phone.url)

    panel, tile = phone.locator(".answer").bounding_box(), phone.locator("label.pupil").first.bounding_box()
    assert tile["y"] + tile["height"] <= panel["y"]
    assert panel["y"] + panel["height"] <= PHONE["height"]
    assert panel["height"] < PHONE["height"] / 4

    _open_others(phone)
    phone.get_by_role("button", name="4K", exact=True).tap()

    expect(phone.get_by_role("heading", name="Who from 4K?")).to_be_visible()
    expect(phone.locator("#others")).not_to_have_attribute("open", "")
    expect(phone.locator("#others > summary")).to_be_focused()
    expect(phone.locator("label.pupil").first).to_be_in_viewport()


def test_of_a_whole_class_those_to_leave_out_are_named_at_first_sight_and_one_tap_leaves_them_out(phone):
    phone.locator("#all").tap()

    expect(answer(phone)).to_contain_text("21 of 30 can go on X (Twitter). Leave out these 9:")
    for name in ("Ava", "Jacob", "Kai", "Poppy", "Rosa", "Wren", "Zara", "Ben", "Nell"):
        expect(phone.locator(".answer__out")).to_contain_text(name)
    expect(phone.locator(".answer__out")).to_be_in_viewport(ratio=1)
    phone.get_by_role("button", name="Check without them").tap()

    expect(answer(phone)).to_contain_text("All 21 have permission for X (Twitter) today.")
    expect(answer(phone)).to_contain_text("Taken out: Ava, Ben, Jacob")
    expect(phone.get_by_role("button", name="Put them back")).to_be_focused()
    phone.get_by_role("button", name="Put them back").tap()
    expect(answer(phone)).to_contain_text("21 of 30 can go on X (Twitter).")


def _slow(page: Page, milliseconds: int) -> None:
    line = {"offline": False, "latency": milliseconds, "downloadThroughput": -1, "uploadThroughput": -1}
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", line)


def test_on_a_slow_line_an_old_answer_goes_and_no_tap_is_lost(visit):
    page = visit()
    sign_in(page, "teacher")
    choice(page, "where", "x_twitter").click()
    child(page, "Esme").click()
    expect(answer(page)).to_contain_text("Esme has permission")
    _slow(page, 2500)

    child(page, "Ava").click()
    expect(page.get_by_text("Checking …")).to_be_visible()
    expect(answer(page)).not_to_be_visible()
    finn = child(page, "Finn").bounding_box()
    page.mouse.move(finn["x"] + 20, finn["y"] + 20)
    page.mouse.down()
    page.wait_for_timeout(3000)  # the answer for Ava would be here by now
    page.mouse.up()

    expect(child(page, "Finn")).to_have_class("choice pupil pupil--yes")
    expect(answer(page)).to_contain_text("2 of 3 can go on X (Twitter). Leave out Ava.")
    expect(page.get_by_text("Checking …")).not_to_be_visible()


def test_a_tick_by_the_space_bar_is_not_lost_to_an_answer_that_comes_while_it_is_down(visit):
    page = visit()
    sign_in(page, "teacher")
    choice(page, "where", "x_twitter").click()
    child(page, "Esme").click()
    expect(answer(page)).to_contain_text("Esme has permission")
    _slow(page, 600)

    child(page, "Ava").click()
    child(page, "Finn").locator("input").focus()
    page.keyboard.down("Space")
    page.wait_for_timeout(1500)  # the answer for Ava would be here by now
    page.keyboard.up("Space")

    expect(child(page, "Finn")).to_have_class("choice pupil pupil--yes")
    expect(answer(page)).to_contain_text("2 of 3 can go on X (Twitter). Leave out Ava.")


def test_a_press_that_ends_elsewhere_still_gets_the_answer_that_was_under_way(visit):
    page = visit()
    sign_in(page, "teacher")
    _slow(page, 600)

    child(page, "Esme").click()
    ada = child(page, "Ada").bounding_box()
    page.mouse.move(ada["x"] + 20, ada["y"] + 20)
    page.mouse.down()
    page.mouse.move(5, 5)
    page.mouse.up()

    expect(child(page, "Esme")).to_have_class("choice pupil pupil--yes")
    expect(answer(page)).to_contain_text("Esme has permission")


def test_where_the_sign_in_has_ended_the_tap_is_kept_and_the_sign_in_asked_for(phone):
    _choose(phone, ("Esme",))
    phone.context.clear_cookies()

    child(phone, "Finn").tap()

    phone.wait_for_url("**/accounts/login/**")
    assert unquote(phone.url).count("p=") == 2


def test_nothing_is_wrong_with_the_page_while_a_child_is_looked_for_and_a_whole_class_is_chosen(visit):
    page = visit(DESK)
    sign_in(page, "teacher")
    choice(page, "where", "x_twitter").click()
    page.locator("#all").click()
    expect(answer(page)).to_contain_text("of 30 can go")
    _open_others(page).press_sequentially("al")
    expect(page.locator("#found button").first).to_be_visible()
    page.locator("#found button").nth(1).click()
    expect(page.locator("#found button").nth(1)).to_have_attribute("aria-pressed", "true")
    page.locator(".answer details").evaluate("folded => folded.open = true")

    assert faults_of(page) == []


@pytest.mark.parametrize("who", some_of(["office", "teacher"], {"office"}))
def test_the_grid_of_ten_permissions_fits_and_its_heads_stay(visit, who):
    page = visit(DESK)
    sign_in(page, who)
    page.goto("/consent/classes/3H/")
    box = page.locator(".reg-box")

    assert page.locator("thead tr").nth(1).locator("th").count() == 11
    assert box.evaluate("box => box.scrollWidth - box.clientWidth") == 0
    box.evaluate("box => box.scrollTop = 300")
    top = box.bounding_box()["y"]
    assert abs(page.locator("thead tr").nth(1).locator("th").nth(1).bounding_box()["y"] - top) < 40
    page.set_viewport_size({"width": 800, "height": 900})
    box.evaluate("box => box.scrollLeft = 200")
    left = box.bounding_box()["x"]
    assert abs(page.locator("tbody th").first.bounding_box()["x"] - left) < 3
    assert faults_of(page) == []


@pytest.mark.parametrize("who", some_of(["office", "head"], {"head"}))
def test_six_tabs_stand_in_one_line_wherever_there_are_tabs(visit, who):
    page = visit(DESK)
    sign_in(page, who)
    tabs = page.locator("#nav > *")

    for width in (1024, 1120, 1279, 1280):
        page.set_viewport_size({"width": width, "height": 700})
        tops = [tab.bounding_box()["y"] for tab in tabs.all()]
        assert max(tops) - min(tops) < 10, (width, tops)
    assert tabs.count() == 7


def test_without_an_answer_no_sign_of_the_one_before_is_left(phone):
    _choose(phone, ("Ava", "Ben", "Esme"))
    expect(phone.get_by_role("button", name="Check without them")).to_be_visible()

    phone.route("**/consent/check/", lambda route: route.abort())
    child(phone, "Omar").tap()

    expect(answer(phone)).to_contain_text("No answer: the portal could not be reached.")
    expect(phone.get_by_role("button", name="Check without them")).to_be_hidden()
    for name in ("Ava", "Ben", "Esme"):
        expect(child(phone, name).locator(".pupil__say")).to_be_hidden()
        expect(child(phone, name).locator("input")).to_be_checked()

    phone.unroute("**/consent/check/")
    phone.get_by_role("button", name="Check again").tap()
    expect(answer(phone)).to_contain_text("2 of 4 can go on X (Twitter).")
    expect(child(phone, "Ava").locator(".pupil__say")).to_be_visible()


def test_who_was_found_on_a_phone_does_not_lie_behind_the_answer(phone):
    _choose(phone, ("Ava", "Esme"))

    _open_others(phone).press_sequentially("iq")
    expect(phone.locator("#found-say")).to_have_text("3 children.")

    expect(phone.locator("#found button").last).to_be_in_viewport(ratio=1)
    lowest = phone.locator("#found button").last.bounding_box()
    panel = phone.locator(".answer").bounding_box()
    assert lowest and panel and lowest["y"] + lowest["height"] <= panel["y"]


def test_four_rows_of_children_show_on_a_phone_before_anything_is_tapped(visit):
    page = visit(PHONE, **HAND)
    sign_in(page, "teacher")

    panel = page.locator(".answer").bounding_box()
    tiles = [tile.bounding_box() for tile in page.locator("#who .pupil").all()]

    assert panel
    assert len([box for box in tiles if box and box["y"] + box["height"] <= panel["y"]]) >= 8


@pytest.mark.long
def test_the_places_that_are_folded_on_a_phone_stand_open_with_room(visit):
    for size in (PHONE, DESK):
        page = visit(size)
        sign_in(page, "teacher")
        last = page.locator("input[name=where]").last
        if size is PHONE:
            expect(last).to_be_hidden()
            page.locator(".more > summary").click()
        expect(last).to_be_visible()
        last.check()
        expect(page.locator(".more > summary")).to_be_hidden()
        assert faults_of(page) == []
