"""Days typed about an incident: nothing has been that is still to come, and no year is a slip of the finger."""

import datetime as dt

import pytest
from django.utils import timezone

from incidents.forms.days import CHECK_THE_YEAR
from incidents.models import Case, CaseStep

from .made import report
from .pages import a_key, as_seen, send

TYPED = {
    "correction": ("happened_on", {"kind": "comment", "place": "online", "reason": "She told me."}),
    "bullying": ("of", {}),
    "step-new": ("due_on", {"text": "Talk"}),
    "words-new": ("look_again_on", {"to": "the mother", "text": "Soon."}),
}


def _sent(client, school, page: str, day: str):
    case, (field, more) = report(school.reporter), TYPED[page]
    key = {"form_key": a_key()} if page == "words-new" else {}
    return send(client, school.head, page, case.public_id, **more, **key, **as_seen(case), **{field: day})


@pytest.mark.parametrize("page", ["correction", "bullying"])
def test_a_day_that_is_still_to_come_has_not_been(client, school, page):
    tomorrow = timezone.localdate() + dt.timedelta(days=1)

    refused = _sent(client, school, page, tomorrow.isoformat())

    assert refused.status_code == 400
    assert "That day is still to come." in refused.content.decode()


@pytest.mark.parametrize("page", TYPED)
@pytest.mark.parametrize("day", ["9999-12-31", "1026-09-01"])
def test_a_slip_in_the_year_is_asked_about_and_every_word_stays(client, school, page, day):
    refused = _sent(client, school, page, day)

    assert refused.status_code == 400
    said = refused.content.decode()
    assert CHECK_THE_YEAR in said or "still to come" in said
    assert all(str(words) in said for words in TYPED[page][1].values() if " " in str(words))


@pytest.mark.parametrize("page", TYPED)
def test_the_thirty_first_of_february_is_no_day(client, school, page):
    refused = _sent(client, school, page, "2026-02-31")

    assert refused.status_code == 400
    assert "Choose a day, or write it like 2026-09-01." in refused.content.decode()


def test_a_step_whose_day_went_by_can_still_be_reworded(client, school):
    case = report(school.reporter)
    gone = timezone.localdate() - dt.timedelta(days=20)
    step = CaseStep.objects.create(case=case, text="Talk", due_on=gone)

    sent = send(
        client, school.head, "step", case.public_id, step.public_id, text="Talk again", due_on=gone.isoformat(),
        **as_seen(Case.objects.get(pk=case.pk)),
    )  # fmt: skip

    assert sent.status_code == 302
