"""The page of a comment and of a child to decide about, with wrong input; where a condition is shown and where not."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from consent.deciding import undecided
from consent.effective import Status
from consent.models import ConsentDecision, Purpose, ReviewEntry
from consent.register import register_on
from consent.sorting import desk
from consent.tab_number import number_waiting

from .surveys import child_with_parents, csv_of, load, row, seen_on

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 24)
NEVER = "Never with her surname"


@pytest.fixture(autouse=True)
def _in_november():
    with time_machine.travel(dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.UTC), tick=True):
        yield


def status(pupil, slug="x_twitter"):
    return register_on([pupil], TODAY).of(pupil, Purpose.objects.get(slug=slug)).status


@pytest.fixture
def wren():
    pupil = child_with_parents("Wren", "Imogen Ashdown", "Felix Ashdown")
    load(csv_of(row("Wren Ashdown", "Yes", "Yes", "No", comment="ok but no surname")))
    return pupil


def entry_of(pupil):
    return ReviewEntry.objects.get(pupil=pupil, kind="comment")


FOUND = {"has_condition": "yes", "condition": NEVER}


def test_the_page_offers_what_the_comment_touches_and_leaves_it_for_later(sign_in, office, wren):
    page = sign_in(office).get(entry_of(wren).get_absolute_url())

    form = page.context["form"]
    assert [place.purpose.slug for place in form.places] == ["website", "x_twitter"]
    assert [field.value() or "" for _, field in form.rows] == ["", ""]
    assert "The same parent said no to Film. That stays no." in page.content.decode()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "Read the comment, then choose."),
        ({"has_condition": "perhaps"}, "Choose one of these."),
        ({"has_condition": "yes"}, "Write what the condition is, in a few words."),
        ({"has_condition": "yes", "condition": "x" * 301}, "300"),
        ({**FOUND, "place-website": "no"}, "Write the reason: whom you asked, when, and what they said."),
        ({**FOUND, "place-website": "no", "reason": "  "}, "Write the reason: whom you asked, when, and what they"),
        ({**FOUND, "place-website": "maybe", "reason": "Rang."}, "Choose one of these."),
        ({**FOUND, "reason": "Rang Mum."}, "Choose No or Yes for a place, or empty this box"),
        ({"has_condition": "no", "condition": NEVER}, "Below you wrote or decided something about a condition."),
        ({"has_condition": "no", "place-website": "no", "reason": "R"}, "Below you wrote or decided something"),
    ],
)
def test_wrong_input_is_said_in_words_and_keeps_the_child_waiting(sign_in, office, wren, data, said):
    entry = entry_of(wren)

    page = sign_in(office).post(entry.get_absolute_url(), data)

    assert page.status_code == 200
    assert said in page.content.decode()
    assert "<title>Error: " in page.content.decode()
    for typed in ("condition", "reason"):
        assert data.get(typed, "")[:300].strip() in page.content.decode()
    assert (status(wren, "website"), ConsentDecision.objects.count()) == (Status.WAITING, 0)


def test_the_words_of_a_condition_are_never_markup(sign_in, office, wren):
    client = sign_in(office)
    words = "<script>alert(1)</script> & {{ school }}"
    client.post(entry_of(wren).get_absolute_url(), {"has_condition": "yes", "condition": words})

    for address in (reverse("consent:review"), reverse("consent:pupil", args=[wren.public_id])):
        page = client.get(address).content.decode()
        assert "<script>alert" not in page and "&lt;script&gt;alert(1)" in page


def test_the_condition_stands_on_the_record_and_with_each_decision(sign_in, office, head, dsl, wren):
    data = {**FOUND, "place-website": "yes", "reason": "Rang Mum on 24 November."}
    client, address = sign_in(office), entry_of(wren).get_absolute_url()
    client.post(address, {**data, **seen_on(client.get(address))})

    assert (status(wren, "website"), status(wren)) == (Status.YES, Status.UNCLEAR)
    for reader in (office, head, dsl):
        page = sign_in(reader).get(reverse("consent:pupil", args=[wren.public_id])).content.decode()
        assert page.count(NEVER) == 2  # the comment that was read, and the decision
        assert "Rang Mum on 24 November." in page


@pytest.mark.parametrize("address", ["consent:check", "consent:classes", "dashboard"])
def test_no_teacher_reads_a_condition(sign_in, office, teacher, wren, address):
    sign_in(office).post(entry_of(wren).get_absolute_url(), FOUND)
    client = sign_in(teacher)

    pages = [client.get(reverse(address), follow=True), client.get(reverse("consent:class", args=["3H"]))]

    assert all(NEVER not in page.content.decode() for page in pages)
    assert client.get(reverse("consent:pupil", args=[wren.public_id])).status_code == 403
    assert client.get(reverse("consent:decision", args=[wren.public_id])).status_code == 403


def test_while_something_else_waits_the_condition_is_kept_and_nothing_decided(sign_in, office, wren):
    load(csv_of(row("Wren Ashdown", parent="Felix Ashdown", comment="Only from behind")))
    entry = ReviewEntry.objects.get(respondent_name="Imogen Ashdown")
    client = sign_in(office)

    assert "Something else about this child waits as well." in client.get(entry.get_absolute_url()).content.decode()
    client.post(entry.get_absolute_url(), FOUND)

    entry.refresh_from_db()
    assert (entry.status, entry.condition, status(wren)) == ("condition", NEVER, Status.WAITING)


def test_a_comment_read_twice_says_that_it_was_read(sign_in, office, wren):
    client, address = sign_in(office), entry_of(wren).get_absolute_url()

    first, second = client.post(address, FOUND), client.post(address, {**FOUND, "condition": "Something else"})

    assert first.status_code == 302
    page = second.content.decode()
    assert "there is a condition" in page and NEVER in page
    assert "Not saved: somebody was faster." in page and "Something else" in page
    assert ReviewEntry.objects.filter(status="condition").count() == 1


def test_a_comment_opened_again_offers_its_condition(sign_in, office, wren):
    client, entry = sign_in(office), entry_of(wren)
    client.post(entry.get_absolute_url(), FOUND)
    client.post(reverse("consent:reopening", args=[entry.public_id]))

    page = client.get(entry.get_absolute_url()).content.decode()

    assert "The text is no longer held here." in page
    assert f'value="{NEVER}"' in page


def test_what_is_left_is_decided_on_the_page_of_the_child(sign_in, office, wren):
    client = sign_in(office)
    client.post(entry_of(wren).get_absolute_url(), FOUND)
    address = reverse("consent:decision", args=[wren.public_id])

    page = client.get(address)
    assert NEVER in page.content.decode() and "yes</strong>, with a condition" in page.content.decode()
    chosen = {"place-website": "no", "place-x_twitter": "yes", "reason": "Rang Mum."}
    client.post(address, {**chosen, **seen_on(page)})

    assert (status(wren, "website"), status(wren)) == (Status.NO, Status.YES)
    assert set(ConsentDecision.objects.values_list("condition", flat=True)) == {NEVER}
    assert "There is nothing to decide about this child now." in client.get(address).content.decode()
    assert (
        "There is nothing to decide" in client.post(address, {"place-website": "yes", "reason": "x"}).content.decode()
    )


def test_a_row_with_a_comment_asks_for_the_words_of_its_condition(sign_in, office):
    pupil = child_with_parents("Lucinda")
    load(csv_of(row("Lucnda Ashdown", comment="no surname")))
    entry = ReviewEntry.objects.get()
    client, who = sign_in(office), {"who": str(pupil.public_id)}

    missing = client.post(entry.get_absolute_url(), {**who, "has_condition": "yes"}).content.decode()
    unchosen = client.post(
        entry.get_absolute_url(), {**who, "has_condition": "no", "condition": NEVER}
    ).content.decode()
    client.post(entry.get_absolute_url(), {**who, **FOUND})

    assert "Write what the condition is, in a few words." in missing
    assert "You wrote a condition." in unchosen and NEVER in unchosen
    assert entry_of(pupil).condition == NEVER
    assert status(pupil) is Status.UNCLEAR


def test_the_number_is_the_same_on_tab_start_page_and_list(sign_in, office, wren):
    child_with_parents("Rowan", "Imogen Ashdown", "Felix Ashdown")
    child_with_parents("Lucinda")
    felix = row("Rowan Ashdown", "Yes", "No", "No", parent="Felix Ashdown")
    load(csv_of(row("Rowan Ashdown"), felix, row("Lucnda Ashdown")))
    waiting = desk(office, TODAY)
    client = sign_in(office)

    assert (waiting.count, number_waiting(office, TODAY), len(undecided(TODAY))) == (3, 3, 1)
    assert waiting.in_words == "1 answer to place, 1 comment to read, 1 child to decide about"
    tiles = client.get(reverse("dashboard")).context["tiles"]
    assert [tile.number for tile in tiles[:3]] == ["1", "1", "1"]
    start, listed = (client.get(reverse(name)).content.decode() for name in ("dashboard", "consent:review"))
    assert f"3 wait: {waiting.in_words}." in listed
    assert start.count('<span class="count">3<') == listed.count('<span class="count">3<') == 1


def test_nobody_else_is_told_how_much_waits(teacher, wren):
    assert (number_waiting(teacher, TODAY), desk(teacher, TODAY).count) == (0, 0)


@pytest.mark.parametrize("count", [1, 3])
def test_deciding_costs_as_many_queries_for_three_children_as_for_one(office, count, django_assert_num_queries):
    for number in range(count):
        child_with_parents(f"Wren{number}", "Imogen Ashdown", "Felix Ashdown")
    rows = [row(f"Wren{n} Ashdown", "No", parent=parent) for n in range(count) for parent in ("Felix Ashdown",)]
    load(csv_of(*rows, *(row(f"Wren{n} Ashdown") for n in range(count))))

    with django_assert_num_queries(10):
        assert len(undecided(TODAY)) == count
