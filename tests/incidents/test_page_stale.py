"""Two people at one incident: the second sees both texts, what was done meanwhile, and loses nothing."""

import random

import pytest

from incidents.actions.notes import add_note
from incidents.actions.steps import add_step
from incidents.models import Case
from incidents.outcomes import Outcome
from incidents.walls import Standing

from .made import about, report
from .pages import a_key, as_seen, send, text_of

FEW, MANY = 5, 100


def _typed(page: str, words: str) -> dict:
    return {
        "closing": {"outcomes": [str(Outcome.ADVICE)], "reason": words},
        "out-of-hours": {"disturbs": "yes", "disturbs_because": words, "threatens": "no", "reputation": "no"},
        "correction": {"kind": "comment", "happened_on": "2026-09-10", "place": "online", "reason": words},
        "step": {"text": words},
        "parents-told": {"told": "no", "note": words},
        "safeguarding": {"is_safeguarding": "on", "number": words},
    }[page]


def _conflict(client, school, number: int) -> None:
    draw = random.Random(number)
    page = draw.choice(["closing", "out-of-hours", "correction", "step", "parents-told", "safeguarding"])
    case = report(school.reporter, about(None, Standing.PUPIL, "Kim Ash"))
    step = add_step(case=case, text="Talk", owner=None, due_on=None, by=school.head)
    key = {"step": [step.public_id], "parents-told": [case.people.get().public_id]}.get(page, [])
    opened, words, theirs = as_seen(case), f"Mine {number}", f"Theirs {number}"
    add_note(case=case, text=theirs, form_key=a_key(), by=school.dsl)
    before = Case.objects.get(pk=case.pk).revision

    refused = send(client, school.head, page, case.public_id, *key, **_typed(page, words), **opened)

    said = refused.content.decode()
    assert refused.status_code == 409, page
    assert "Nothing is lost" in said
    assert theirs in said, page
    assert words in said, page
    assert Case.objects.get(pk=case.pk).revision == before
    form = refused.context["form"]
    again = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    if page == "closing":
        send(client, school.head, "parents-told", case.public_id, case.people.get().public_id, told="no", note="x",
             **as_seen(case))  # fmt: skip
        again |= as_seen(case)
    assert send(client, school.head, page, case.public_id, *key, **again).status_code == 302, page


@pytest.mark.parametrize("number", range(FEW))
def test_a_second_person_sees_both_texts_and_loses_nothing(client, school, number):
    _conflict(client, school, number)


@pytest.mark.long
def test_a_hundred_stale_edits_are_a_hundred_pages_with_both_texts(client, school):
    for number in range(MANY):
        _conflict(client, school, number)


def test_of_a_fact_that_somebody_else_corrected_both_stand_side_by_side(client, school):
    case = report(school.reporter, account="@first")
    opened = as_seen(case)
    typed = {"kind": "comment", "happened_on": "2026-09-15", "place": "in_school", "reason": "I saw it."}
    send(client, school.dsl, "correction", case.public_id, **typed, account="@second", **opened)

    refused = send(client, school.head, "correction", case.public_id, **typed, account="@third", **opened)

    assert refused.status_code == 409
    assert "Account Saved now @second Yours @third" in text_of(refused)


def test_words_for_an_incident_that_was_closed_meanwhile_stand_there_still(client, school):
    case = report(school.reporter)
    opened = as_seen(case)
    send(client, school.dsl, "closing", case.public_id, outcomes=["advice"], reason="Over.", **opened)

    refused = send(client, school.head, "correction", case.public_id, kind="comment", happened_on="2026-09-10",
                   place="online", reason="My words.", **opened)  # fmt: skip

    assert refused.status_code == 409
    assert "is closed. Open it again first." in text_of(refused)
    assert "My words." in refused.content.decode()
