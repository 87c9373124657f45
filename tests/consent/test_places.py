"""The school's own list of places: added, changed, moved, retired, taken back, never deleted (decision 8)."""

import pytest
from django.urls import reverse
from django.utils import timezone

from consent.actions import add_place, change_place, retire_place, take_place_back
from consent.actions.places import PlaceEntry
from consent.checking import Use, judge
from consent.effective import Word
from consent.faults import PlaceFault, WrongState
from consent.loading import purpose_words
from consent.models import Purpose
from consent.register import register_on
from consent.survey.proposing.finding import PurposeFinder
from people.actions.school_accounts import close_account
from tests import html

from .given import TODAY
from .school_places import DAY, as_it_is, events, place, slugs

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_october")]


# --- the list of places -------------------------------------------------------------------------------------


def test_a_new_place_has_a_slug_of_its_label_stands_where_it_was_put_and_is_permitted_by_nobody(office, wren):
    added = add_place(
        entry=PlaceEntry("Church  magazine", (" parish magazine", "Parish Magazine", ""), after=place("newsletter")),
        by=office,
    )

    assert (added.slug, added.label, added.aliases) == ("church_magazine", "Church magazine", ["parish magazine"])
    order = slugs(Purpose.objects.all())
    assert order.index("church_magazine") == order.index("newsletter") + 1
    assert judge(register_on([wren], TODAY), [wren], Use(added)) == {wren.pk: Word.NO}
    [event] = events()
    assert event.details == {"created": True}


def test_a_new_place_stands_before_what_a_picture_shows_so_that_the_grid_keeps_its_columns(office):
    add_place(entry=PlaceEntry("TikTok", is_social_media=True, after=place("photographer")), by=office)

    kinds = [one.kind for one in Purpose.objects.all()]
    assert kinds == sorted(kinds, reverse=True)
    assert [one.position for one in Purpose.objects.all()] == list(range(1, len(kinds) + 1))


def test_a_survey_is_matched_by_the_words_of_a_new_place(office):
    add_place(entry=PlaceEntry("TikTok", ("tik tok",), is_social_media=True), by=office)

    found = PurposeFinder(purpose_words()).find("May we show photographs on Tik Tok?")

    assert found.destinations == ("tiktok",)


@pytest.mark.parametrize("label", ["New", "Accounts", "Everywhere", "Every", "Contact"])
def test_a_label_that_is_a_word_of_the_portal_gets_a_slug_of_its_own(office, label):
    added = add_place(entry=PlaceEntry(label), by=office)

    assert added.slug == f"{label.lower()}_2"


@pytest.mark.parametrize(
    ("entry", "field", "words"),
    [
        (PlaceEntry("  "), "label", "Write what it is called"),
        (PlaceEntry("x" * 61), "label", "60 signs"),
        (PlaceEntry("WEBSITE"), "label", "on the list already"),
        (PlaceEntry("TikTok", ("w" * 81,)), "aliases", "too long"),
        (PlaceEntry("TikTok", tuple(f"word {n}" for n in range(101))), "aliases", "100 lines"),
    ],
)
def test_a_place_that_cannot_be_so_is_refused_at_its_field(office, entry, field, words):
    before = slugs(Purpose.objects.all())

    with pytest.raises(PlaceFault, match=words) as refused:
        add_place(entry=entry, by=office)

    assert refused.value.field == field
    assert slugs(Purpose.objects.all()) == before and not events().exists()


def test_only_a_platform_hangs_on_an_account_and_on_none_that_is_closed(office, account):
    with pytest.raises(PlaceFault, match="Only a platform"):
        change_place(purpose=place("website"), entry=as_it_is(place("website"), account=account), by=office)
    close_account(account=account, on=TODAY, by=office)
    account.refresh_from_db()
    with pytest.raises(PlaceFault, match="closed"):
        change_place(purpose=place("facebook"), entry=as_it_is(place("facebook"), account=account), by=office)


def test_a_new_label_changes_neither_the_slug_nor_an_answer(office, wren):
    change_place(purpose=place("x_twitter"), entry=as_it_is(place("x_twitter"), label="X"), by=office)

    assert place("x_twitter").label == "X"
    assert events().get().details == {"fields": ["label"]}
    assert judge(register_on([wren], TODAY), [wren], Use(place("x_twitter"))) == {wren.pk: Word.YES}


def test_a_place_moves_in_every_list(office):
    change_place(purpose=place("press"), entry=as_it_is(place("press"), after=None), by=office)

    assert slugs(Purpose.objects.all())[:2] == ["press", "website"]
    assert events().get().details == {"fields": ["position"]}


def test_the_same_words_again_are_no_change(office):
    for one in Purpose.objects.all():
        with pytest.raises(WrongState, match="Nothing was changed"):
            change_place(purpose=one, entry=as_it_is(one), by=office)

    assert not events().exists()


def test_what_a_picture_shows_is_never_a_platform(office):
    change_place(purpose=place("video"), entry=as_it_is(place("video"), label="Films", is_social_media=True), by=office)

    assert not place("video").is_social_media


def test_a_retired_place_is_kept_with_its_answers_and_taken_back(office, wren):
    retire_place(purpose=place("website"), from_day=TODAY, by=office)

    retired = register_on([wren], TODAY)
    assert judge(retired, [wren], Use(place("website"))) == {wren.pk: Word.NO}
    assert "website" in slugs(retired.asked)
    with pytest.raises(WrongState, match="already"):
        retire_place(purpose=place("website"), from_day=TODAY + DAY, by=office)

    take_place_back(purpose=place("website"), by=office)
    assert judge(register_on([wren], TODAY), [wren], Use(place("website"))) == {wren.pk: Word.YES}
    with pytest.raises(WrongState, match="not retired"):
        take_place_back(purpose=place("website"), by=office)
    assert [event.details for event in events()] == [
        {"fields": ["retired_on"]},
        {"fields": ["retired_on"], "taken_back": True},
    ]


def test_an_end_that_is_planned_may_be_moved_and_none_lies_in_the_past(office):
    retire_place(purpose=place("press"), from_day=TODAY + 30 * DAY, by=office)
    retire_place(purpose=place("press"), from_day=TODAY + 9 * DAY, by=office)

    assert place("press").is_active_on(TODAY) and not place("press").is_active_on(TODAY + 9 * DAY)
    with pytest.raises(PlaceFault, match="today or a later day"):
        retire_place(purpose=place("display"), from_day=TODAY - DAY, by=office)
    with pytest.raises(WrongState, match="already"):
        retire_place(purpose=place("press"), from_day=TODAY + 9 * DAY, by=office)


def test_a_label_of_a_retired_place_is_not_used_again(office):
    retire_place(purpose=place("press"), from_day=TODAY, by=office)

    with pytest.raises(PlaceFault, match="take it back"):
        add_place(entry=PlaceEntry("Press"), by=office)


# --- its pages ----------------------------------------------------------------------------------------------


def test_the_list_shows_kinds_accounts_and_what_is_retired(pages, office, on_x):
    retire_place(purpose=place("press"), from_day=TODAY, by=office)

    page = pages(reverse("consent:purposes"), office)

    said = page.text
    assert said.index("Where it is used") < said.index("Website") < said.index("What it shows") < said.index("Film")
    assert said.index("Retired") < said.index("Press")
    assert "No account: not offered" in said and on_x.get_absolute_url() in page.links


def test_the_list_says_that_the_register_is_empty(pages, office):
    assert "No school account is registered yet." in pages(reverse("consent:purposes"), office).text


def test_the_office_adds_changes_retires_and_takes_back(sign_in, office, account):
    client = sign_in(office)
    sent = {"label": "TikTok", "aliases": "tik tok\r\ntiktok page", "is_social_media": "on", "account": account.pk,
            "after": place("instagram").pk}  # fmt: skip

    client.post(reverse("consent:purpose-new"), sent)
    added = place("tiktok")
    assert (added.aliases, added.account, added.is_social_media) == (["tik tok", "tiktok page"], account, True)

    address = reverse("consent:purpose", args=["tiktok"])
    assert "Nothing was changed." in client.post(address, sent, follow=True).content.decode()
    assert "Saved." in client.post(address, {**sent, "aliases": "tik tok"}, follow=True).content.decode()
    retiring = reverse("consent:purpose-retiring", args=["tiktok"])
    assert "Write today or a later day." in client.post(retiring, {"retired_on": "2020-01-01"}).content.decode()
    client.post(retiring, {"retired_on": TODAY.isoformat()})
    assert not place("tiktok").is_active_on(TODAY)
    client.post(reverse("consent:purpose-return", args=["tiktok"]))
    assert place("tiktok").is_active_on(TODAY)
    assert events().count() == 4


def test_a_fault_stands_at_its_field_and_nothing_typed_is_lost(sign_in, office):
    sent = {"label": "Website", "aliases": "our pages"}
    page = html.Page(sign_in(office).post(reverse("consent:purpose-new"), sent).content.decode())

    assert page.title.startswith("Error: ") and "is on the list already" in page.text
    assert "our pages" in page.html


def test_what_a_picture_shows_has_no_box_for_an_account(pages, office):
    page = pages(reverse("consent:purpose", args=["video"]), office)

    assert "School account" not in page.text and "What it shows." in page.text


def test_an_account_that_was_closed_stays_chosen_until_somebody_chooses_another(sign_in, office, on_x):
    close_account(account=on_x, on=TODAY, by=office)
    client, address = sign_in(office), reverse("consent:purpose", args=["x_twitter"])

    assert "X (Twitter) @ourschool (closed)" in client.get(address).content.decode()
    x = place("x_twitter")
    client.post(address, {"label": "X", "aliases": "\n".join(x.aliases), "is_social_media": "on", "account": on_x.pk,
                          "after": place("facebook").pk})  # fmt: skip

    assert (place("x_twitter").label, place("x_twitter").account) == ("X", on_x)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_more_and_for_three_more(
    sign_in, office, account, count, django_assert_num_queries
):
    for number in range(count):
        add_place(entry=PlaceEntry(f"Platform {number}", is_social_media=True, account=account), by=office)
    client, address = sign_in(office), reverse("consent:purposes")
    client.get(address)

    with django_assert_num_queries(LIST_QUERIES):
        client.get(address)


LIST_QUERIES = 7


def test_the_time_of_these_tests_is_the_one_that_they_say():
    assert timezone.localdate() == TODAY
