"""The five minutes of the demo, on a phone and at a desk; then what no other product has (requirements, part 3): each
idea is one click on *Show me* away."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import DESK, PATIENCE, PHONE
from tests.journeys.inspecting import faults_of
from tests.journeys.touring import TOUR, goes_to_the_end, plays, says
from todwick_portal.show_me import SCENES
from todwick_portal.show_more import MORE

pytestmark = pytest.mark.browser
CHILD = "Poppy Cartwright"


@pytest.mark.parametrize("size", [PHONE, pytest.param(DESK, marks=pytest.mark.long)], ids=["phone", "desk"])
def test_the_five_minutes_go_to_their_end_and_ask_for_one_word(visit, size):
    assert list(TOUR) == [scene.title for scene in SCENES]
    is_phone = size is PHONE

    assert goes_to_the_end(visit(size, has_touch=is_phone, is_mobile=is_phone)) == []


@pytest.fixture(scope="module")
def phone(browser: Browser, lasting_portal, demo_schools) -> Iterator[Page]:
    """One phone for all that follows: each test begins at *Show me*, whatever the one before it left."""
    lasting_portal.become(demo_schools())
    context = browser.new_context(
        base_url=lasting_portal.url, viewport=PHONE, locale="en-GB", has_touch=True, is_mobile=True
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
    yield page
    context.close()
    assert faults == []


def lands(page: Page, title: str, *words: str | re.Pattern[str]) -> None:
    """The moment opens at a page without a fault on a phone, and it says this."""
    page.set_viewport_size(PHONE)
    plays(page, title)
    says(page, *words)
    assert faults_of(page, {PHONE["width"]: PHONE["height"]}) == []
    page.set_viewport_size(PHONE)


def test_the_page_show_me_is_in_order_with_everything_folded_out(phone):
    phone.goto("/demo/")
    assert faults_of(phone, {PHONE["width"]: PHONE["height"]}) == []
    for summary in phone.locator("main details summary").all():
        summary.click()

    assert phone.locator("main").get_by_role("button").count() == len(SCENES) + sum(len(one.scenes) for one in MORE)
    assert faults_of(phone, {PHONE["width"]: PHONE["height"]}) == []


def test_idea_01_may_i_post_this_and_the_check_to_quote(phone):
    plays(phone, "Six children, one picture, one answer")
    says(phone, "4 of 6 can go on X (Twitter). Leave out Ava and Ben.", "All six can go in: newsletter, display.")

    lands(phone, "A check to quote, and the post", "All 4 have permission for X (Twitter) today.", "Quote it beside")
    expect(phone.get_by_role("link", name="I posted it")).to_be_visible()


def test_idea_02_a_rule_its_incidents_by_term_and_the_rule_as_it_stood(phone):
    lands(phone, "A rule, and how often it was not followed", "How often it was not followed", "Still open")
    earlier = phone.locator("section[aria-labelledby=terms] tbody tr").filter(has=phone.get_by_role("link"))
    assert earlier.count() >= 2

    earlier.last.get_by_role("link").first.click()
    phone.locator("main tbody th a").first.click()
    says(phone, re.compile(r"Rules, as they stood on \d+ \w+ \d{4}"))


def test_idea_03_what_is_to_come_down_after_a_stop_and_what_the_parent_reads(phone):
    plays(phone, "Stop using pictures of my child")
    phone.get_by_role("button", name="Stop now").click()
    lands(phone, "Pictures to remove, with the hours running", CHILD, "0 of 2 removed. Due by", "To come down")
    phone.get_by_role("button", name=re.compile(r"^It is taken down\s*: Newsletter")).click()
    phone.locator("summary", has_text=re.compile(r"^It cannot be recalled\s*: Prospectus")).click()
    phone.get_by_label("Why, such as: printed and handed out").last.fill("Printed")
    phone.get_by_role("button", name=re.compile(r"^Cannot be recalled\s*: Prospectus")).click()
    phone.get_by_role("button", name="Let the parents see it").click()

    phone.goto("/demo/")
    plays(phone, "Stop using pictures of my child")  # that is done: it opens for the other child
    phone.goto("/consent/mine/")
    says(phone, "1 of 2 removed", "cannot be recalled")


def test_idea_04_a_complaint_about_the_head_is_the_chairs_and_says_who_can_see_it(phone):
    lands(
        phone, "What the headteacher cannot see", "A talk, with a day that holds.", "Who can see this",
        "chair of governors, whose it is to decide", "Nobody else",
    )  # fmt: skip


def test_idea_06_the_report_to_governors_is_released_and_leaves_small_numbers_out(phone):
    lands(
        phone, "A report without a name", "Released, cannot change", "No names.",
        "Numbers under five are not shown where a person could be worked out from them.", "fewer than 5",
    )  # fmt: skip


def test_idea_07_rules_that_fail_lead_into_the_review(phone):
    lands(
        phone, "Rules that fail", re.compile(r"Rule A8 was not followed in \d+ incidents?; \d+ of these closed with"),
        "Suggested for the review, or for reading again",
    )  # fmt: skip


def test_idea_08_where_the_rule_advises_a_conversation_is_next_and_discipline_wants_a_reason(phone):
    lands(
        phone, "A conversation, not discipline", "A conversation, not discipline.",
        "Have a conversation, not discipline",
    )  # fmt: skip

    phone.get_by_role("link", name="Close", exact=True).click()
    says(phone, "The rule only advises: a conversation, not discipline.")


def test_idea_09_whether_permission_existed_at_that_very_minute(phone):
    lands(phone, "Did permission exist?", re.compile("At 09:30, .*, by what the portal knew then."), "Newsletter")
    then = phone.locator("section[aria-labelledby=then]")
    expect(then).to_contain_text("Wren Varley")
    expect(then).to_contain_text("No answer")
    expect(then).to_contain_text("No check recorded before it had one of these children in it.")


def test_idea_10_the_card_of_the_class_for_this_morning(phone):
    lands(phone, "The card of the class", re.compile(r"Today \d+ children nowhere"), "Nowhere: ", "Wren Varley")
    expect(phone.get_by_role("button", name="Print for today")).to_be_visible()


def test_idea_11_a_list_that_ends_and_a_sheet_for_helpers_without_a_name(phone):
    lands(phone, "A list for sports day that ends by itself", "ends at the hour you set")
    phone.locator("label", has=phone.locator("input[name=classes]")).first.click()
    phone.get_by_role("button", name="Make the list").click()
    says(phone, re.compile(r"For today only, until \d\d:\d\d\."), "Wren Varley")

    lands(phone, "The sheet at the door", "there is no child’s name")
    phone.locator("main p a").click()
    says(phone, "Ask the teacher before you take any picture.")
    assert "Wren" not in phone.content()


def test_idea_15_the_reporter_sees_that_it_was_seen_and_when(phone):
    lands(phone, "Seen, and when", re.compile(r"Seen\s+on \d+ \w+ \d{4}, \d\d:\d\d"), "Not seen yet", "Closed")


def test_idea_16_the_letter_to_somebody_who_left(phone):
    lands(phone, "The letter to somebody who left", "Letter to Mr Roland Weston", "keep confidential what you know")
    phone.get_by_role("button", name="Make this letter").click()
    phone.get_by_label("By post").check()
    phone.get_by_role("button", name="Record that it was delivered").click()
    says(phone, "Recorded: the letter is delivered.", "The account does not open any more.")

    lands(phone, "The letter to somebody who left", "Letters to those who leave", "Ms Tamsin Oakley", "By post on")


def test_idea_17_the_privacy_check_up_keeps_the_day_and_nothing_else(phone):
    lands(phone, "Five minutes for your own privacy", "Kept are your name and the day.")
    phone.get_by_role("button", name="Done today").click()
    says(phone, "It is kept that you did it today, and nothing else.")


def test_idea_18_the_schools_accounts_with_two_holders_each(phone):
    lands(
        phone, "The school’s own accounts", "Two people hold each", "@TodwickPrimary", "Not looked at for over a year"
    )
    expect(phone.locator("main")).to_contain_text("Miss Nadia Hallam, Mrs Ngozi Okoro")


def test_idea_19_the_policy_as_it_stood_on_a_day(phone):
    lands(
        phone, "The policy as it stood on a day", re.compile(r"This is how the policy reads for \d+ \w+ \d{4}\."),
        "Do not accept a parent as a friend on a personal account.",
    )  # fmt: skip
    phone.get_by_role("link", name="Read today’s").click()
    says(phone, "If a parent asks to be your friend on a personal account, we strongly advise you to say no.")


def test_idea_20_what_the_policy_leaves_open_and_who_takes_care_of_it(phone):
    lands(
        phone, "What the policy leaves open", "Rule D1 speaks of four laws and does not name them.",
        re.compile(r"Ms Petra Lindqvist\s+since"), "nobody yet",
    )  # fmt: skip


def test_idea_22_what_happens_to_my_words_stands_under_the_box(phone):
    lands(
        phone, "What happens to your words", "Before you send them, you see who will read them.",
        "They stay in the record of the incident", "can ask the school what it holds about them.",
    )  # fmt: skip


def test_a_stop_without_an_account_says_who_reads_it_before_it_is_sent(phone):
    lands(phone, "A stop without an account", "Read by the school office and the headteacher", "Stop pictures now")
