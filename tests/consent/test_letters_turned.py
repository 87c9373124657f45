"""What the office enters from a letter or call where it becomes a yes, or where a court order stands beside it."""

import datetime as dt

import pytest

from consent.effective import Status
from people.models import PupilContact
from tests.factories import PupilContactFactory

from .given import SEPTEMBER, TODAY, children
from .letters import enter, leanne
from .parents import mother, said, separated, september, status
from .test_check_views import text
from .test_letters import refused
from .test_letters_page import page_of, typed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_october")]


def test_where_no_parent_has_an_account_the_page_says_of_nobody_that_they_hear(sign_in, office):
    september()
    [alone] = children("Alone")
    contact = PupilContactFactory(pupil=alone, name="Leanne Cartwright", user=None)

    sent = typed(alone, contact=str(contact.pk), **{"place-website": "no"})
    page = sign_in(office).post(page_of(alone), sent, follow=True)

    assert "Saved: what Leanne Cartwright said." in text(page)
    assert "hear that something changed" not in text(page)


# --- what becomes a yes


def stopped(poppy, office):
    """The mother's no of nine days ago."""
    enter(leanne(poppy), office, {"website": "no"}, on=TODAY - dt.timedelta(days=9))


def test_a_yes_after_a_stop_is_listed_with_its_day_before_anything_is_written(poppy, sign_in, office):
    stopped(poppy, office)
    client, sent = sign_in(office), typed(poppy, **{"place-website": "yes"})

    page = client.post(page_of(poppy), sent)

    said_there = text(page)
    assert "<title>Error: " in page.content.decode()
    assert "Website" in said_there and "4 October 2026" in said_there
    assert "One answer becomes a Yes. Nothing is saved yet" in said_there
    assert "The parent says Yes for this answer." in said_there
    assert status(poppy) is Status.WITHDRAWN

    stamp = page.context["form"].stamp
    client.post(page_of(poppy), sent | {"accepted": stamp})
    assert status(poppy) is Status.YES


def test_a_tick_for_other_answers_than_were_shown_is_asked_for_anew(poppy, sign_in, office):
    stopped(poppy, office)
    client, sent = sign_in(office), typed(poppy, **{"place-website": "yes"})
    stamp = client.post(page_of(poppy), sent).context["form"].stamp
    enter(leanne(poppy), office, {"newsletter": "no"}, on=TODAY - dt.timedelta(days=8))

    page = client.post(page_of(poppy), sent | {"accepted": stamp, "place-newsletter": "yes"})

    assert "2 answers become a Yes" in text(page)
    assert (status(poppy), status(poppy, "newsletter")) == (Status.WITHDRAWN, Status.WITHDRAWN)


def test_the_other_parents_yes_that_would_end_nothing_is_not_asked_about(sign_in, office):
    load, poppy, _, gareth = separated()
    said(load, gareth, "no", given=SEPTEMBER + dt.timedelta(days=2))

    page = sign_in(office).post(page_of(poppy), typed(poppy, **{"place-website": "yes"}), follow=True)

    assert "It does not decide everything" in text(page)


# --- court orders


@pytest.mark.parametrize("where", ["here", "sibling"])
def test_a_yes_of_who_is_under_a_court_order_is_refused_and_a_no_counts(poppy, sign_in, office, where):
    frank = mother(poppy, "Frank Popson")
    if where == "here":
        PupilContact.objects.filter(pk=frank.pk).update(gets_nothing=True)
    else:
        [bo] = children("Bo")
        PupilContactFactory(pupil=bo, name="F. Popson", email=frank.email.upper(), gets_nothing=True)
    frank.refresh_from_db()

    refused("Ask the safeguarding lead before you enter this", frank, office, {"website": "yes", "video": "no"})
    assert "ask the safeguarding lead before you enter a Yes" in text(sign_in(office).get(page_of(poppy)))

    assert enter(frank, office, {"website": "no"})
    assert status(poppy) is Status.CONFLICT
