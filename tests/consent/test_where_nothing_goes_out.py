"""A place that is retired, or a platform without an account (policy A4), is no yes anywhere: not on a page, not on
paper, not in a file, not in a count. What was answered stays to be read by the office."""

import datetime as dt
import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from consent.actions.own import give_permission
from consent.actions.places import retire_place
from consent.class_lists import class_lists
from consent.exporting import register_rows
from consent.faults import ConsentFault
from consent.figures import figures_on
from consent.models import Purpose, Shut
from consent.own import own_children
from consent.register import register_on
from consent.unanswered import non_answers_on
from people.actions.school_accounts import close_account
from people.models import RollImport, SchoolSetting
from people.roles import Role
from policies.demo import load_demo_policy
from tests.factories import UserFactory

from .checked import checked, use_of
from .given import MORNING, TODAY, answer, children, survey
from .parents import mother
from .school_places import ASKED_TWELVE as ASKED
from .school_places import DAY, place
from .test_check_views import ask, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_october")]
CLASS = reverse("consent:class", args=["3H"])
FACEBOOK_SHUT = "Facebook: the school has no account there, so nothing goes out on it."


def readers(sign_in, office, teacher, tablet):
    return {"office": sign_in(office).get(CLASS), "teacher": sign_in(teacher).get(CLASS), "tablet": tablet.get(CLASS)}


# --- the rule, once ------------------------------------------------------------------------------------------


def test_a_place_in_use_goes_out_and_a_closed_or_retired_one_does_not(all_yes, no_facebook, no_website):
    register = register_on(all_yes, TODAY)

    assert [register.shut(place(slug)) for slug in ASKED] == [Shut.RETIRED, Shut.NO_ACCOUNT, None, None]
    assert [register.goes_out(place(slug)) for slug in ASKED] == [False, False, True, True]


def test_before_the_first_account_is_registered_every_platform_goes_out(all_yes):
    assert register_on(all_yes, TODAY).goes_out(place("facebook"))


def test_the_day_before_it_was_closed_or_retired_a_place_still_went_out(all_yes, no_facebook, no_website):
    yesterday = register_on(all_yes, TODAY - DAY)

    assert yesterday.goes_out(place("facebook")) and yesterday.goes_out(place("website"))


# --- the grid ------------------------------------------------------------------------------------------------


def test_the_grid_is_never_a_yes_where_nothing_goes_out(
    sign_in, office, teacher, tablet, all_yes, no_facebook, no_website
):
    for who, page in readers(sign_in, office, teacher, tablet).items():
        for row in page.context["rows"]:
            assert [cell.said.word for cell in row.cells] == ["Retired", "No account", "Yes", "Yes"], who
        heads = re.findall(r'<th scope="col"[^>]*>(.*?)</th>', page.content.decode())
        assert ["Retired" in heads[1], "No account" in heads[2], "account" in heads[3]] == [True, True, False], who
        said = text(page)
        assert "Yes to all 2" in said and "Yes to all 4" not in said, who
        assert "Yes Retired No account 12 of 12 12 of 12" in said, who
        assert FACEBOOK_SHUT in said and "Website: retired, so nothing goes out there." in said, who


def test_the_grid_counts_a_place_without_an_account_in_neither_narrowing(sign_in, office, all_yes, no_facebook):
    page = sign_in(office).get(CLASS, {"show": "some"})

    assert page.context["rows"] == [] and page.context["some"] == 0


def test_a_child_whose_only_yes_was_for_a_closed_place_has_no_yes(sign_in, teacher, no_facebook):
    load = survey(ASKED)
    [wren] = children("Wren")
    answer(load, wren, {"website": "no", "facebook": "yes", "newsletter": "no", "video": "no"})

    assert "No, all 3" in text(sign_in(teacher).get(CLASS))


def test_where_nothing_at_all_goes_out_the_row_says_so(sign_in, teacher, no_facebook):
    [wren] = children("Wren")
    answer(survey(["facebook"]), wren)

    said = text(sign_in(teacher).get(CLASS))
    assert "Nothing goes out" in said and "Yes to" not in said


def test_the_grid_of_a_day_before_the_account_was_closed_still_says_yes(sign_in, office, all_yes, no_facebook):
    page = sign_in(office).get(CLASS, {"on": str(TODAY - DAY)})

    assert [cell.said.word for cell in page.context["rows"][0].cells] == ["Yes"] * 4


def test_the_pupil_page_says_no_and_what_was_answered(sign_in, office, all_yes, no_facebook):
    page = text(sign_in(office).get(reverse("consent:pupil", args=[all_yes[0].public_id])))

    assert re.search(r"Facebook No: no account Answered: Yes", page)
    assert f"{FACEBOOK_SHUT} What was answered stays on record." in page
    assert re.search(r"Newsletter Yes Imogen", page)


def test_the_figures_count_nobody_where_nothing_goes_out(all_yes, no_facebook, no_website):
    most = "all but fewer than 5 of 12"

    assert [said for _, said in figures_on(TODAY, 2026).allowed] == ["Retired", "No account", most, most]


# --- the file ------------------------------------------------------------------------------------------------


def test_the_export_never_says_may_publish_where_the_check_says_no(all_yes, no_facebook, no_website):
    rows = {(row[1], row[2], row[3]) for row in register_rows(2026, TODAY)}

    assert rows == {
        ("website", "yes", "0"), ("facebook", "yes", "0"), ("newsletter", "yes", "1"), ("video", "yes", "1"),
    }  # fmt: skip


def test_the_export_before_any_account_is_registered_stays_as_it_was(all_yes):
    assert {row[3] for row in register_rows(2026, TODAY)} == {"1"}


# --- the recorded check --------------------------------------------------------------------------------------


def test_a_recorded_check_says_why_nothing_goes_out_and_names_both_rules(
    sign_in, office, teacher, head, all_yes, no_facebook
):
    version = load_demo_policy(by_head=head, by_chair=UserFactory(role=Role.CHAIR), effective_from=dt.date(2026, 9, 1))
    check = checked(teacher, all_yes[:3], use_of("facebook"))

    assert (check.answer, check.verdict, check.nowhere) == (FACEBOOK_SHUT, "not_all", "no_account")
    assert check.account_rule_version.code == "A4" and check.account_rule_version.version == version
    assert check.rule_version.code == "A11"
    for user in (teacher, office):
        said = text(sign_in(user).get(check.get_absolute_url()))
        assert "A4 as it stood that day" in said and "A11 as it stood that day" in said
        assert said.count(FACEBOOK_SHUT) == 2 and "None of the 3" not in said
        assert "No account in use there that day" in said
    assert "Facebook: No account Answered: Yes" in said


def test_a_check_of_a_place_in_use_names_the_one_rule_and_no_reason(sign_in, office, teacher, all_yes, facebook):
    check = checked(teacher, all_yes[:3], use_of("facebook"))

    assert (check.nowhere, check.account_rule_version) == ("", None)
    assert "A4" not in text(sign_in(office).get(check.get_absolute_url()))


def test_an_account_closed_since_shows_beside_the_check_as_what_holds_now(sign_in, office, teacher, all_yes, facebook):
    check = checked(teacher, all_yes[:2], use_of("facebook"))
    close_account(account=facebook, on=TODAY, by=office)

    said = text(sign_in(office).get(check.get_absolute_url()))

    assert f"2 children’s answers have changed since. {FACEBOOK_SHUT}" in said
    assert "Facebook: Yes Now: No account Answered: Yes" in said


def test_a_check_of_a_retired_place_says_that_it_is_retired(teacher, all_yes, no_website):
    check = checked(teacher, all_yes[:2], use_of("website"))

    assert (check.answer, check.nowhere) == ("Website: retired, so nothing goes out there.", "retired")
    assert check.account_rule_version is None


def test_a_film_where_films_are_retired_says_so_on_the_check_on_record_and_on_the_class_list(
    sign_in, teacher, head, all_yes
):
    film = use_of("website", what="film")
    client, sent = sign_in(teacher), {"where": "website", "what": "film", "names": "none"}
    listed = client.post(reverse("consent:sheet-new", args=["3H"]), sent)["Location"]
    retire_place(purpose=place("video"), from_day=TODAY, by=head)
    said = "Film: retired, so nothing goes out there."

    check = checked(teacher, all_yes[:2], film)

    assert (check.answer, check.verdict, check.nowhere) == (said, "not_all", "")
    assert said in text(client.get(check.get_absolute_url()))
    page = text(ask(client, all_yes[:2], **sent))
    assert said in page and "None of the 2" not in page
    page = text(client.get(listed))
    assert said in page and "Not in the picture: 12" in page


# --- nobody is asked about it --------------------------------------------------------------------------------


def test_the_survey_to_write_leaves_such_places_out_and_says_which_and_why(sign_in, office, no_facebook, no_website):
    page = sign_in(office).get(reverse("consent:questions"))

    asked = {question.purpose.slug for question in page.context["questions"]}
    assert "newsletter" in asked and not asked & {"facebook", "instagram", "x_twitter", "website"}
    said = text(page)
    assert "Facebook, X (Twitter) and Instagram: the school has no account there" in said
    assert "Website: retired, so nothing goes out there." in said


def test_the_survey_to_write_asks_about_everything_and_says_nothing_while_no_account_is_known(sign_in, office):
    page = sign_in(office).get(reverse("consent:questions"))

    assert len(page.context["questions"]) == Purpose.objects.count()
    assert "Left out." not in text(page)


def test_a_parent_is_not_offered_to_allow_what_goes_nowhere(sign_in, no_facebook):
    SchoolSetting.objects.create(key="parents_may_give", value="yes")
    [poppy] = children("Poppy")
    leanne = mother(poppy)
    survey(ASKED)

    [child] = own_children(leanne.user, TODAY)
    assert {one.purpose.slug for one in child.places if one.may_be_given} == {"website", "newsletter", "video"}
    page = sign_in(leanne.user).get(reverse("consent:giving", args=[poppy.public_id, "facebook"]))
    assert "There is nothing to allow here" in text(page)
    with pytest.raises(ConsentFault, match="nothing to allow"):
        give_permission(user=leanne.user, pupil=poppy, purpose=place("facebook"), token=uuid4())


def test_no_family_is_chased_for_a_place_where_nothing_goes_out(office, no_facebook, no_website):
    load = survey(ASKED)
    done, open_one, silent = pupils = children("Done", "Open", "Silent")
    answer(load, done, only=["newsletter", "video"])
    answer(load, open_one, only=["facebook"])

    listed = non_answers_on(class_lists(office, TODAY, 2026), TODAY, 2026, pupils)

    found = {family.pupil: (family.missing, family.is_silent) for family in listed.families}
    assert found == {open_one: (["Newsletter", "Film"], False), silent: (["Newsletter", "Film"], True)}


# --- how old the pupil list is -------------------------------------------------------------------------------


def test_every_page_that_says_yes_or_no_says_how_old_the_pupil_list_is(sign_in, office, teacher, tablet, all_yes):
    record = reverse("consent:pupil", args=[all_yes[0].public_id])
    pages = [*readers(sign_in, office, teacher, tablet).values(), sign_in(office).get(record)]
    assert all("No pupil list has been loaded yet." in text(page) for page in pages)

    RollImport.objects.create(
        status="applied", school_year=2026, file_name="roll.csv", sha256="0", applied_at=MORNING - 3 * DAY
    )
    pages = [*readers(sign_in, office, teacher, tablet).values(), sign_in(office).get(record)]
    assert all("Pupil list updated 3 days ago." in text(page) for page in pages)


@pytest.mark.parametrize("address", [CLASS, reverse("consent:questions")])
def test_it_costs_no_more_where_places_are_closed(sign_in, office, all_yes, facebook, address):
    client = sign_in(office)
    client.get(address)
    with CaptureQueriesContext(connection) as before:
        client.get(address)
    close_account(account=facebook, on=TODAY, by=office)
    client.get(address)
    with CaptureQueriesContext(connection) as after:
        client.get(address)

    assert len(before) == len(after)
