"""The records of processing tell of every table that holds somebody’s data, and of no other."""

import csv
from io import StringIO

import pytest
from django.apps import apps
from django.urls import reverse

from people.models import SchoolSetting, User
from people.settings import DEFAULTS, Key, read_all
from todwick_portal.papers import processing
from todwick_portal.papers.activities import ACTIVITIES, NOBODY
from todwick_portal.papers.measures import MEASURES
from todwick_portal.papers.outgoing import ways
from todwick_portal.papers.periods import PERIODS, Kept, all_kept
from todwick_portal.papers.risks import RISKS, level

PERSONAL = ("name", "email", "telephone", "address", "forename", "surname", "ip", "born_on", "words", "comment")


def _told() -> set[str]:
    return {model for one in ACTIVITIES for model in one.models}


def test_every_table_belongs_to_an_activity_or_says_why_it_holds_nobodys_data():
    every = {model._meta.label for model in apps.get_models()}

    assert every - _told() - set(NOBODY) == set()
    assert (_told() | set(NOBODY)) - every == set()
    assert _told() & set(NOBODY) == set()


def test_a_table_that_is_said_to_hold_nobody_names_nobody():
    """No account, no child, no contact, and no field in which somebody could be named."""
    wrong = []
    for label in NOBODY:
        if label.split(".")[0] in {"auth", "socialaccount"}:  # not used: nothing writes there
            continue
        for field in apps.get_model(label)._meta.concrete_fields:
            related = getattr(field, "related_model", None)
            if related is User or (related is not None and related._meta.label in _told()):
                wrong.append(f"{label}.{field.name}")
            if field.name in PERSONAL and label not in {"people.SchoolClass", "people.Term", "policies.Platform"}:
                wrong.append(f"{label}.{field.name}")

    known = {
        "policies.CommunicationMethod.name",  # "By telephone"
        "consent.Purpose.account",  # which account of the school, not whose
        "consent.SurveyQuestion.survey",
        *(f"policies.{name}.version" for name in ("Section", "RuleVersion", "CommunicationMethod", "OpenPoint")),
        "policies.Rule.policy",
        "policies.AcknowledgementDuty.policy",
    }
    assert set(wrong) - known == set()


def test_every_activity_says_all_that_the_law_asks():
    for one in ACTIVITIES:
        assert all((one.title, one.purpose, one.basis, one.people, one.data, one.readers)), one.key
        assert "Article" in one.basis, one.key
        assert one.kept and all(key in PERIODS for key in one.kept), one.key
        assert one.measures and all(key in MEASURES for key in one.measures), one.key
        assert set(one.recipients) <= {"mail", "sign-in", "backups"}, one.key
    assert len({one.key for one in ACTIVITIES}) == len(ACTIVITIES)


@pytest.mark.django_db
def test_what_the_school_typed_is_no_formula_in_the_table():
    own = DEFAULTS | {Key.PERMISSION_BASIS: '=HYPERLINK("https://elsewhere.example")'}

    with_formula = [cell for row in csv.reader(StringIO(processing.as_csv(own))) for cell in row if "HYPERLINK" in cell]

    assert with_formula and all(cell.startswith("'=") for cell in with_formula)


def test_a_storage_for_files_is_named_as_a_recipient_wherever_files_are_kept(settings):
    store = {"BACKEND": "a storage", "OPTIONS": {"bucket_name": "school", "endpoint_url": "https://s3.school.example"}}
    settings.STORAGES = {**settings.STORAGES, "default": store, "evidence": store}  # no file is opened here

    told = {one.key for one in ACTIVITIES if "s3.school.example" in processing.recipients_of(one)}

    assert told == {"incidents", "complaints", "data-requests", "policies"}


def test_every_period_and_every_measure_is_used():
    assert {key for one in ACTIVITIES for key in one.kept} == set(PERIODS)
    used = {key for one in ACTIVITIES for key in one.measures} | {key for risk in RISKS for key in risk.measures}

    assert set(MEASURES) - used == {"transit", "outgoing"}  # of everything at once


@pytest.mark.django_db
def test_a_period_that_is_a_setting_follows_it():
    before = processing.as_csv(read_all())
    SchoolSetting.objects.create(key=Key.DRAFT_DAYS, value="44")
    after = processing.as_csv(read_all())

    assert "44 days after it was last touched" in after
    assert "44 days" not in before


@pytest.mark.django_db
def test_the_table_has_a_line_for_each_activity_and_no_empty_cell():
    rows = list(csv.reader(StringIO(processing.as_csv(read_all()))))

    assert tuple(rows[0]) == processing.HEADS
    assert [row[0] for row in rows[1:]] == [one.title for one in ACTIVITIES]
    assert all(cell for row in rows for cell in row)


@pytest.mark.django_db
def test_what_is_not_filled_in_stands_as_a_gap_and_what_is_does_not(client, head):
    client.force_login(head)
    page = client.get(reverse("data:processing")).content.decode()
    SchoolSetting.objects.create(key=Key.DPO_NAME, value="Harriet Swann")
    filled = client.get(reverse("data:processing")).content.decode()

    assert page.count("Gap: not filled in yet") == filled.count("Gap: not filled in yet") + 1
    assert "Harriet Swann" in filled and "Harriet Swann" not in page


def test_a_risk_is_never_left_higher_than_it_was():
    order = ["low", "medium", "high"]

    assert [risk.title for risk in RISKS if order.index(level(*risk.after)) > order.index(level(*risk.before))] == []
    assert {key for risk in RISKS for key in risk.measures} <= set(MEASURES)


def test_nothing_is_said_of_a_service_that_is_not_set_up(settings):
    settings.MAIL_TRANSPORT = "django.core.mail.backends.console.EmailBackend"
    settings.SIGN_IN_PROVIDERS = []
    settings.BACKUP_RECIPIENTS = []

    assert [way for way in ways() if way.is_out] == []
    assert {processing.recipients_of(one) for one in ACTIVITIES} == {"Nobody outside the school"}
    assert DEFAULTS[Key.DPO_NAME] == ""


@pytest.mark.django_db
def test_a_paper_says_that_the_school_decides_only_where_it_can():
    """What is no kind of record cannot be destroyed here: then it goes by itself, or the papers say that it stays."""
    said = all_kept(read_all())

    stays = {PERIODS[key].what for key, words in said.items() if words.startswith("For good")}
    assert stays == {one.what for one in PERIODS.values() if not one.kinds and not one.goes_by_itself} - {
        PERIODS[Kept.BACKUPS].what
    }
    assert not [words for words in said.values() if "decide" in words and "two people decide" not in words]
    assert all(words for words in said.values())
    assert not [words for key, words in said.items() if words.startswith(f"{PERIODS[key].what}: ")], (
        "nothing is said twice"
    )


@pytest.mark.django_db
def test_what_stays_for_good_goes_by_nobody(client, head):
    """A table that says *for good* and then who lets it go says two things."""
    client.force_login(head)
    said = client.get(reverse("data:processing")).content.decode()

    rows = [row for row in said.split("<tr") if "For good: nothing" in row]
    assert len(rows) == 5 and all("it does not" in row and "by people" not in row for row in rows)
