"""The page on which the office enters what a parent told it."""

import datetime as dt
from uuid import uuid4

import pytest
from django.urls import reverse

from consent.effective import Status
from consent.models import ConsentResponse, Purpose, SurveyImport

from .given import SEPTEMBER, TODAY, children
from .letters import enter, leanne
from .parents import mother, said, separated, status
from .test_check_views import text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_october")]


def page_of(pupil):
    return reverse("consent:answer-new", args=[pupil.public_id])


def typed(pupil, **more):
    return {
        "token": str(uuid4()), "contact": str(leanne(pupil).pk), "way": "Letter", "said_on": "2026-10-12",
        "every": "", "note": "In the book bag.", **more,
    }  # fmt: skip


def test_the_record_leads_to_the_page_and_shows_the_answer_with_its_source(poppy, sign_in, office):
    client = sign_in(office)
    record = reverse("consent:pupil", args=[poppy.public_id])
    assert f'href="{page_of(poppy)}"' in client.get(record).content.decode()

    page = client.post(page_of(poppy), typed(poppy, **{"place-website": "no"}), follow=True)

    assert page.redirect_chain == [(record, 302)]
    said_there = text(page)
    assert "Saved: what Leanne Cartwright said. The parents with an account hear that something changed." in said_there
    assert "Letter, entered by the office, recorded 13 October 2026, 09:20 by" in said_there
    assert "In the book bag." in said_there
    assert status(poppy) is Status.WITHDRAWN


def test_no_to_everything_means_every_place_and_yes_to_everything_what_was_asked(poppy, sign_in, office):
    client = sign_in(office)

    client.post(page_of(poppy), typed(poppy, every="no"))
    assert ConsentResponse.objects.latest("pk").answers.count() == Purpose.objects.active_on(TODAY).count()
    sent = typed(poppy, every="yes", said_on="2026-10-13", **{"place-display": "no"})
    client.post(page_of(poppy), sent | {"accepted": client.post(page_of(poppy), sent).context["form"].stamp})

    given = {answer.purpose.slug: answer.value for answer in ConsentResponse.objects.latest("pk").answers.all()}
    assert given == {"website": "yes", "x_twitter": "yes", "newsletter": "yes", "display": "no", "video": "yes"}


def test_where_it_does_not_decide_the_page_says_so(sign_in, office):
    load, poppy, _, gareth = separated()
    said(load, gareth, "no", given=SEPTEMBER + dt.timedelta(days=2))

    page = sign_in(office).post(page_of(poppy), typed(poppy, **{"place-website": "yes"}), follow=True)

    assert "It does not decide everything: Website is “Parents differ”." in text(page)


def test_sent_twice_the_page_says_that_nothing_was_written_twice(poppy, sign_in, office):
    client, sent = sign_in(office), typed(poppy, **{"place-website": "no"})
    client.post(page_of(poppy), sent)

    page = client.post(page_of(poppy), sent, follow=True)

    assert "Nothing was written twice." in text(page)
    assert SurveyImport.objects.filter(kind="letter").count() == 1


def test_a_page_saved_with_other_answers_can_be_saved_as_another_one(poppy, sign_in, office):
    client, sent = sign_in(office), typed(poppy, **{"place-website": "no"})
    client.post(page_of(poppy), sent)

    again = client.post(page_of(poppy), sent | {"place-website": "", "place-display": "no"})
    assert "This page was saved already" in text(again)
    token = again.context["form"]["token"].value()
    client.post(page_of(poppy), sent | {"place-website": "", "place-display": "no", "token": token})

    assert status(poppy, "display") is Status.WITHDRAWN


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"contact": ""}, "Choose who said it."),
        ({"contact": "0"}, "Choose somebody from the list."),
        ({"way": ""}, "Choose how we heard of it."),
        ({"said_on": ""}, "Write the day on which it was said."),
        ({"said_on": "soon"}, "Write the day like 02/09/2026."),
        ({"said_on": "2026-10-14"}, "The day must lie between 1 June 2026 and today."),
        ({"note": " "}, "Write in a few words what was said."),
        ({"note": "a" * 501}, "Write it in at most 500 letters."),
        ({"place-website": ""}, "Choose Yes or No for everything, or for at least one place below."),
        ({"place-website": "", "place-press": "yes"}, "did not ask about Press"),
        ({"token": "x"}, "Open the child’s page again before you save."),
    ],
)
def test_what_is_missing_or_wrong_is_said_and_what_was_typed_stays(poppy, sign_in, office, change, fault):
    page = sign_in(office).post(page_of(poppy), typed(poppy, **{"place-website": "no"} | change))

    assert page.status_code == 200 and "<title>Error: " in page.content.decode()
    assert fault in text(page)
    assert page.context["form"]["said_on"].value() == change.get("said_on", "2026-10-12")
    assert not SurveyImport.objects.filter(kind="letter").exists()


def test_only_who_may_answer_is_offered(poppy, sign_in, office):
    mother(poppy, "Aunt Hester", has_parental_responsibility=False)

    page = sign_in(office).get(page_of(poppy))

    assert list(page.context["form"].contacts.values()) == [leanne(poppy)]
    assert "Aunt Hester" not in text(page)


def test_where_nobody_may_answer_the_page_says_what_comes_first(sign_in, office):
    [alone] = children("Alone")
    client = sign_in(office)

    assert "Nobody on the contact list may answer for this child" in text(client.get(page_of(alone)))
    client.post(page_of(alone), {"contact": "", "way": "Letter"})

    assert not SurveyImport.objects.exists()


def test_it_is_for_the_office_and_the_head_and_not_for_leavers(poppy, sign_in, dsl, teacher, office):
    for user in (dsl, teacher):
        assert sign_in(user).get(page_of(poppy)).status_code == 403
    poppy.left_on = TODAY
    poppy.save()

    assert sign_in(office).get(page_of(poppy)).status_code == 404


def test_no_parent_sees_the_note(poppy, sign_in, office):
    enter(leanne(poppy), office, {"website": "no"}, note="She was very upset about it.")

    page = text(sign_in(leanne(poppy).user).get(reverse("consent:mine")))

    assert "You said no, 12 October 2026" in page
    assert "upset" not in page
