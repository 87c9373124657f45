"""Paper answers: no day is put in for anybody, and no answer becomes a yes that nobody looked at."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent, Verb
from consent import bulk
from consent.effective import Status
from consent.models import ConsentResponse, SurveyImport
from consent.register import register_on
from tests.consent.given import MORNING, SEPTEMBER, children, survey
from tests.consent.parents import mother, said
from tests.factories import PupilFactory, SchoolClassFactory

pytestmark = pytest.mark.django_db
PAGE = "/consent/paper/3H/"


@pytest.fixture(autouse=True)
def october(monkeypatch):
    """It is Tuesday 13 October 2026."""
    monkeypatch.setattr(timezone, "now", lambda: MORNING)


@pytest.fixture
def stopped():
    """Poppy, whose mother said yes in September and stopped it on 2 October."""
    load = survey()
    [poppy] = children("Poppy")
    leanne = mother(poppy, "Leanne Cartwright")
    said(load, leanne)
    said(load, leanne, "no", given=SEPTEMBER + dt.timedelta(days=25))
    return poppy


def filled(*pupils, **more):
    data = {"source": "Paper form", "answered_on": "2026-10-09", "asked": ["website", "x_twitter"]}
    for pupil in pupils:
        data |= {
            f"{pupil.public_id.hex}-contact": str(pupil.contacts.first().pk),
            f"{pupil.public_id.hex}-every": "yes",
        }
    return data | more


def status_of(pupil):
    register = register_on([pupil], MORNING.date(), 2026)
    return {register.of(pupil, p).status for p in register.asked if p.slug in ("website", "x_twitter")}


def test_no_day_is_filled_in(sign_in, office, stopped):
    page = sign_in(office).get(PAGE)

    assert page.context["form"]["answered_on"].value() is None


def test_what_was_stopped_is_listed_by_name_with_its_day_before_it_becomes_a_yes(sign_in, office, stopped):
    client = sign_in(office)

    page = client.post(PAGE, filled(stopped))

    words = page.content.decode()
    assert "2 answers become a Yes" in words
    assert "Poppy Poppyson" in words and "2 October" in words and "Stopped" in words
    assert "<title>Error: " in words
    assert not SurveyImport.objects.filter(kind="paper").exists()
    assert status_of(stopped) == {Status.WITHDRAWN}
    assert page.context["form"]["answered_on"].value() == "2026-10-09"
    assert page.context["rows"][0]["every"].value() == "yes"


def test_a_yes_of_who_is_under_a_court_order_is_not_written_and_the_line_says_whom_to_ask(sign_in, office, stopped):
    stopped.contacts.update(gets_nothing=True)
    client = sign_in(office)

    page = client.post(PAGE, filled(stopped, accepted="x"))

    assert "Leanne Cartwright said Yes. Ask the safeguarding lead before you enter this." in page.content.decode()
    assert "Leanne Cartwright (Yes: ask the safeguarding lead first)" in page.content.decode()
    assert not SurveyImport.objects.filter(kind="paper").exists()

    client.post(PAGE, filled(stopped) | {f"{stopped.public_id.hex}-every": "no"})
    assert SurveyImport.objects.filter(kind="paper").count() == 1


def test_ticked_it_is_written(sign_in, office, stopped):
    client = sign_in(office)
    page = client.post(PAGE, filled(stopped))

    response = client.post(PAGE, filled(stopped, accepted=page.context["form"].stamp))

    assert response.status_code == 302
    assert status_of(stopped) == {Status.YES}


def test_a_tick_stands_for_the_answers_that_were_shown_and_for_no_others(sign_in, office, stopped):
    client = sign_in(office)
    stamp = client.post(PAGE, filled(stopped)).context["form"].stamp
    [wren] = children("Wren")
    said(SurveyImport.objects.get(), mother(wren, "Gareth Pike"), "no")

    page = client.post(PAGE, filled(stopped, wren, accepted=stamp))

    assert "4 answers become a Yes" in page.content.decode()
    assert not SurveyImport.objects.filter(kind="paper").exists()


@pytest.mark.parametrize("earlier", ["no", "unclear"])
def test_a_no_and_an_unclear_answer_are_listed_too(sign_in, office, earlier):
    [wren] = children("Wren")
    said(survey(), mother(wren), earlier)

    page = sign_in(office).post(PAGE, filled(wren))

    assert "become a Yes" in page.content.decode()


def test_differing_parents_are_listed_where_the_paper_settles_it(sign_in, office):
    load, [wren] = survey(), children("Wren")
    said(load, mother(wren), "no")
    said(load, mother(wren, "Gareth Pike", relationship="Father"))

    page = sign_in(office).post(PAGE, filled(wren))

    assert [one.was for one in page.context["form"].turned] == [Status.CONFLICT] * 2


def test_a_yes_that_no_other_answer_stood_against_asks_for_nothing(sign_in, office):
    survey()
    [wren] = children("Wren")
    mother(wren)

    assert sign_in(office).post(PAGE, filled(wren)).status_code == 302
    assert status_of(wren) == {Status.YES}


def test_a_yes_beside_the_other_parents_no_becomes_no_yes_and_asks_for_nothing(sign_in, office):
    load, [wren] = survey(), children("Wren")
    mother(wren, priority=1)
    said(load, mother(wren, "Gareth Pike", relationship="Father", priority=2), "no")
    imogen = wren.contacts.get(name="Imogen Ashdown")

    response = sign_in(office).post(PAGE, filled(wren, **{f"{wren.public_id.hex}-contact": str(imogen.pk)}))

    assert response.status_code == 302
    assert status_of(wren) == {Status.CONFLICT}


def test_the_page_of_the_load_counts_what_it_brought(sign_in, office):
    [wren] = children("Wren")
    mother(wren)
    client = sign_in(office)
    client.post(PAGE, filled(wren, **{f"{wren.public_id.hex}-x_twitter": "no"}))

    page = client.get(reverse("consent:import", args=[SurveyImport.objects.get().public_id])).content.decode()

    assert "1 yes, 1 no, for 1 child<" in page
    assert "1 rows" not in page


def test_the_record_seals_the_written_answers(sign_in, office):
    [wren] = children("Wren")
    mother(wren)
    sign_in(office).post(PAGE, filled(wren))

    kept = ConsentResponse.objects.get()
    answers = dict(kept.answers.values_list("purpose_id", "value"))
    given_at = timezone.localtime(kept.answered_at)
    new = bulk.NewResponse(
        kept.survey_id, wren.pk, 2026, 1, 1, kept.respondent_key, "", "", "", given_at, "day", answers
    )  # fmt: skip
    event = AuditEvent.objects.get(verb=Verb.PAPER_RECORDED)
    assert event.details["answers_sha256"] == bulk.digest_of([new])


def test_reception_comes_first_in_the_list_of_classes(sign_in, office):
    for code, years in (("1A", ["1"]), ("RB", ["R"]), ("3/4C", ["3", "4"])):
        SchoolClassFactory(code=code, school_year=2026, year_groups=years)
    PupilFactory(code="3H")

    page = sign_in(office).get(reverse("consent:paper"))

    assert [one.code for one in page.context["classes"]][:3] == ["RB", "1A", "3/4C"]
