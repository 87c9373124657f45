"""The rules of a report: those of the day, in plain words, what fits first; and what the portal can say by itself."""

import datetime as dt

import pytest
from django.utils import timezone

from incidents.kinds import Kind
from incidents.models import Case
from incidents.rule_choices import rules_to_name
from incidents.walls import Standing
from people.models import SchoolAccount
from policies.demo import load_demo_policy
from policies.models import Platform, PolicyVersion, RuleVersion
from tests import html
from tests.factories import PupilFactory

from .filled import Reporting

FIRST = dt.date(2026, 9, 1)


@pytest.fixture
def policy(school) -> PolicyVersion:
    """The demo policy, in force since the first of September."""
    return load_demo_policy(by_head=school.head, by_chair=school.chair, effective_from=FIRST)


@pytest.fixture
def reporting(school, policy, sign_in):
    """`reporting(...)` is a report of the teacher's that has come to its last step."""
    client = sign_in(school.reporter)

    def _reporting(*links: str, **changes: str) -> Reporting:
        writing = Reporting(client, **changes)
        writing.begin()
        for link in links:
            writing.to("report-people", add=link)
        writing.say_who(**({"is_nobody": ""} if any(link.startswith("subject") for link in links) else {}))
        return writing

    return _reporting


def codes(groups) -> list[str]:
    return [rule.code for group in groups for rule in group.rules]


def hints(writing: Reporting) -> list[tuple[str, str]]:
    return [(hint.code, hint.text) for hint in writing.look("report-check").context["drafted"].hints]


def text_of(response) -> str:
    return html.Page(response.content.decode()).text


# --- which rules -------------------------------------------------------------------------------------------


def test_rules_about_pictures_that_are_for_staff_fit_a_picture_that_staff_shared(policy):
    offered = rules_to_name(timezone.localdate(), [Standing.STAFF], Kind.PHOTO_SHARED)

    assert [group.title for group in offered.fitting] == ["Pictures of pupils"]
    assert codes(offered.fitting) == ["A3", "A4", "A11"]
    every = set(policy.rules.values_list("code", flat=True))
    assert set(codes(offered.fitting)) | set(codes(offered.others)) == every
    assert not set(codes(offered.fitting)) & set(codes(offered.others))


def test_c1_stands_among_the_rules_for_a_picture_that_a_parent_posted(policy):
    offered = rules_to_name(timezone.localdate(), [Standing.PARENT], Kind.PHOTO_EVENT)

    assert codes(offered.fitting) == ["C1"]


def test_for_nobody_known_every_rule_about_what_happened_fits(policy):
    offered = rules_to_name(timezone.localdate(), [], Kind.PHOTO_SHARED)

    assert set(codes(offered.fitting)) == {"A3", "A4", "A11", "C1"}


def test_3a_a_mobile_phone_has_no_rule_of_its_own_and_every_rule_for_them_is_offered(policy):
    offered = rules_to_name(timezone.localdate(), [Standing.STAFF], Kind.MOBILE_PHONE)

    assert set(codes(offered.fitting)) == {f"A{number}" for number in range(1, 12)}
    assert rules_to_name(timezone.localdate(), [], Kind.MOBILE_PHONE).fitting == []


def test_the_rule_of_a_hint_fits_whatever_happened(policy):
    offered = rules_to_name(timezone.localdate(), [Standing.PARENT], Kind.PHOTO_EVENT, ["lesson-time"])

    assert codes(offered.fitting) == ["C1", "A6"]


def test_a_rule_stands_with_its_text_beside_the_box(reporting, policy):
    writing = reporting()
    page = text_of(writing.look("report-check"))

    assert policy.rules.get(code="A4").text in page
    assert "No specific rule? Tick none." in page


def test_chosen_rules_are_kept_as_they_stood_on_the_day(reporting, policy):
    writing = reporting()
    rule = policy.rules.get(code="A4")

    writing.send(rules=str(rule.pk))

    assert [cited.rule for cited in Case.objects.get().incident.cited.all()] == [rule]


def test_no_rule_at_all_is_legal(reporting):
    reporting().send()

    assert not Case.objects.get().incident.cited.exists()


def test_before_the_policy_held_no_rule_is_offered_and_the_report_goes(reporting):
    writing = reporting(happened_on="2026-08-20")
    assert "No social media policy held on 20 August 2026." in text_of(writing.look("report-check"))

    writing.send()

    assert Case.objects.count() == 1


def test_a_rule_of_another_day_is_refused_in_words(reporting, policy):
    writing = reporting(happened_on="2026-08-20")
    rule = policy.rules.first()

    page = text_of(writing.to("report-check", rules=str(rule.pk), send="1", seen="x"))

    assert "That rule did not hold on the day you gave. Look at the rules again." in page
    assert not Case.objects.exists()


# --- hints -------------------------------------------------------------------------------------------------


def test_a6_a_quarter_past_ten_is_during_lessons_and_five_is_not(reporting):
    today = timezone.localdate().isoformat()
    morning = reporting(happened_on=today, happened_at="10:15")
    evening = reporting(happened_on=today, happened_at="17:00")

    assert hints(morning) == [("A6", "This was during lessons, by the school’s own times.")]
    assert hints(evening) == []
    preset = [writing.look("report-check").context["form"]["in_lessons"].value() for writing in (morning, evening)]
    assert preset == ["yes", "no"]


def test_a6_the_reporter_may_say_otherwise(reporting):
    writing = reporting(happened_on=timezone.localdate().isoformat(), happened_at="10:15")

    writing.send(in_lessons="no")

    assert Case.objects.get().incident.in_lessons is False


def test_a4_an_account_that_is_not_in_the_register_is_not_a_school_account(reporting):
    SchoolAccount.objects.create(platform="X (Twitter)", handle="@TodwickPrimary")

    other, own = reporting(account="@todwick_mums"), reporting(account=" todwickprimary")

    assert hints(other) == [("A4", "@todwick_mums is not a school account.")]
    assert hints(own) == [("", "todwickprimary is one of the school’s own accounts.")]
    assert hints(reporting()) == []


def test_b1_a_child_of_nine_is_below_the_age_and_another_age_changes_the_hint(reporting):
    platform, _ = Platform.objects.update_or_create(name="Instagram", defaults={"minimum_age": 13})
    child = PupilFactory(code="3H", legal_forename="Wren", born_on=dt.date(2017, 6, 1), year_group="5")
    writing = reporting(f"subject|pupil:{child.public_id.hex}", kind="pupil_account", platform="instagram")

    assert hints(writing) == [("B1", "Wren Ashdown was at most 9 then. Instagram takes people from 13.")]
    Platform.objects.filter(pk=platform.pk).update(minimum_age=9)
    assert hints(writing) == []


def test_a_hint_names_no_rule_where_the_school_named_none(reporting, policy):
    RuleVersion.objects.get(version=policy, code="A4").rule.uses.all().delete()

    assert hints(reporting(account="@todwick_mums")) == [("", "@todwick_mums is not a school account.")]


# --- the whole of it before it is sent -----------------------------------------------------------------------


def test_everything_that_was_said_stands_on_the_page_before_the_button(reporting, school):
    said = {"platform": "WhatsApp", "account": "@todwick_mums", "link": "https://example.org/1", "event_name": "Fair"}
    writing = reporting(f"subject|user:{school.colleague.pk}", happened_at="10:15", is_about="on", **said)

    page = text_of(writing.look("report-check"))

    shown = (*said.values(), writing.first["words"], str(school.colleague), "About", "10:15", "Online",
             "A picture of a pupil was shared or posted", "This will be read by the headteacher.")  # fmt: skip
    assert [word for word in shown if word not in page] == []


def test_c1_the_event_is_kept(reporting):
    reporting(kind="photo_event", event_name="Sports day", place="event").send()

    incident = Case.objects.get().incident
    assert (incident.event_name, incident.place, incident.is_out_of_hours) == ("Sports day", "event", False)
