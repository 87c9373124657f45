"""My children as a page: one's own, the same bytes whatever the cause, two taps to stop."""

import datetime as dt
import re
from uuid import uuid4

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from consent.models import PhotoHold, PhotoRequest, Purpose, ReviewEntry, ReviewWaiting, SurveyImport
from consent.register import register_on
from people.models import Notification, Pupil, SchoolSetting
from tests.consent.given import SEPTEMBER, TODAY, answer, survey
from tests.consent.parents import mother, said, separated
from tests.consent.stops import NOON
from tests.factories import PupilFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
MINE = "/consent/mine/"


def stopping(pupil):
    return reverse("consent:stop", args=[pupil.public_id])


def page_of(client, address=MINE):
    """The whole page. Only what is made anew for each request is left out: two tokens."""
    page = client.get(address).content.decode()
    return re.sub(r'name="(csrfmiddlewaretoken|token)" value="[\w-]+"', "", page)


# --- why pictures are not used cannot be told


def father_says_no(load, poppy, gareth):
    said(load, gareth, "no", given=SEPTEMBER + dt.timedelta(days=1))


def father_is_unclear(load, poppy, gareth):
    said(load, gareth, "unclear", given=SEPTEMBER + dt.timedelta(days=1))


def somebody_unknown_says_no(load, poppy, gareth):
    answer(load, poppy, "no", who="A grandmother")


def father_stops_it_in_the_portal(load, poppy, gareth):
    from_portal = survey([], file_name="A parent, in the portal")
    SurveyImport.objects.filter(pk=from_portal.pk).update(kind="portal")
    said(from_portal, gareth, "no", only=load.asked, given=NOON)


def the_office_enters_his_letter(load, poppy, gareth):
    letter = survey(load.asked, file_name="Letter")
    SurveyImport.objects.filter(pk=letter.pk).update(kind="letter")
    said(letter, gareth, "no", given=NOON)


def a_comment_waits(load, poppy, gareth):
    entry = ReviewEntry.objects.create(survey=load, kind="comment", pupil=poppy, record=2, child=1, opened_at=SEPTEMBER)
    ReviewWaiting.objects.create(entry=entry, pupil=poppy)


def a_flag_is_set(load, poppy, gareth):
    Pupil.objects.filter(pk=poppy.pk).update(do_not_publish=True, do_not_publish_reason="Court")


def somebody_asked_on_the_public_page(load, poppy, gareth):
    request = PhotoRequest.objects.create(
        kind="stop", child_name="Poppy", asked_by="Gareth", form_key=uuid4(), due_on=TODAY, sent_at=NOON
    )
    PhotoHold.objects.create(request=request, pupil=poppy, starts_at=NOON)


CAUSES = [
    father_says_no, father_is_unclear, somebody_unknown_says_no, father_stops_it_in_the_portal,
    the_office_enters_his_letter, a_comment_waits, a_flag_is_set, somebody_asked_on_the_public_page,
]  # fmt: skip


def pages_under(client, family, cause):
    """The bytes of the parent's page and of the page to stop under one cause, which is taken back afterwards."""
    load, poppy, _, gareth = family
    with transaction.atomic():
        cause(load, poppy, gareth)
        now = Pupil.objects.get(pk=poppy.pk)
        entries = register_on([now], TODAY, 2026).entries
        assert entries and not any(effective.may_publish for effective in entries.values())
        pages = page_of(client), page_of(client, stopping(poppy))
        transaction.set_rollback(True)
    return pages


@pytest.mark.parametrize("cause", CAUSES)
def test_the_page_is_the_same_to_the_byte_whatever_the_cause(sign_in, cause):
    family = separated()
    client = sign_in(family[2].user)
    assert "The school is using pictures of Poppy here; ask the office." in page_of(client)

    mine, stop = pages_under(client, family, cause)

    assert "The school is not using pictures of Poppy here; ask the office." in mine
    assert "is using" not in mine
    assert (mine, stop) == pages_under(client, family, father_says_no)
    assert not any(name in mine + stop for name in ("Gareth", "Pike", "grandmother", "Letter", "Court"))


def test_only_own_answers_stand_on_the_page(sign_in):
    load, _, leanne, gareth = separated()
    said(load, gareth, "no", only=["press"], given=SEPTEMBER + dt.timedelta(days=1))

    page = page_of(sign_in(leanne.user))

    assert "May we use Website?" in page
    assert page.count("You said yes, 7 September 2026") == len(load.asked)
    assert page.count("7 September 2026, 19:32") == len(load.asked)
    assert "said no" not in page


def test_last_years_answers_are_folded_away_as_history(sign_in):
    _, _, leanne, _ = separated()
    last = survey(["website"], year=2025, applied=SEPTEMBER - dt.timedelta(days=365), file_name="2025.csv")
    said(last, leanne, "no", given=SEPTEMBER - dt.timedelta(days=365))

    page = page_of(sign_in(leanne.user))

    assert "What you answered in 2025/26: history only" in page


def test_two_taps_stop_everything_without_script(sign_in):
    _, poppy, leanne, _ = separated()
    client = sign_in(leanne.user)
    assert stopping(poppy) in page_of(client)
    token = client.get(stopping(poppy)).context["form"]["token"].value()

    response = client.post(stopping(poppy), {"place": "everywhere", "token": str(token)}, follow=True)

    assert "Stopped. It counts from now on" in response.content.decode()
    assert register_on([poppy], TODAY, 2026).of(poppy, Purpose.objects.get(slug="website")).may_publish is False
    assert "Stop all pictures" not in response.content.decode()
    assert Notification.objects.filter(user=leanne.user, kind="permission_changed").count() == 1


def test_the_first_tap_on_one_place_chooses_it_on_the_second_page(sign_in):
    _, poppy, leanne, _ = separated()

    page = sign_in(leanne.user).get(stopping(poppy), {"place": "x_twitter"})

    assert page.context["form"]["place"].value() == "x_twitter"
    assert (
        sign_in(leanne.user).get(stopping(poppy), {"place": "nonsense"}).context["form"]["place"].value()
        == "everywhere"
    )


@pytest.mark.parametrize("sent", [{}, {"place": "nowhere"}, {"place": "website", "token": "x"}, {"place": "website"}])
def test_wrong_input_is_answered_in_words_and_writes_nothing(sign_in, sent):
    _, poppy, leanne, _ = separated()

    response = sign_in(leanne.user).post(stopping(poppy), sent)

    assert "Error: " in response.content.decode()
    assert not SurveyImport.objects.filter(kind="portal").exists()


def test_somebody_elses_child_is_not_found_like_one_that_does_not_exist(sign_in):
    _, _, leanne, _ = separated()
    other = PupilFactory(code="3H")
    mother(other, "Somebody Else")
    client = sign_in(leanne.user)

    for address in (stopping(other), reverse("consent:stop", args=[uuid4()])):
        assert client.get(address).status_code == 404
        assert client.post(address, {"place": "everywhere", "token": str(uuid4())}).status_code == 404


def test_an_account_without_a_child_says_where_to_ask(sign_in, parent):
    assert "No child is linked to your account" in page_of(sign_in(parent))


def test_a_parent_allows_a_place_only_where_the_school_turned_it_on(sign_in):
    load, poppy, leanne, _ = separated()
    said(load, leanne, "no", given=SEPTEMBER + dt.timedelta(days=2))
    client = sign_in(leanne.user)
    address = reverse("consent:giving", args=[poppy.public_id, "website"])
    assert "A new yes goes through the school office" in page_of(client, address)
    refused = client.post(address, {"token": str(uuid4())}).content.decode()
    assert "Error: " in refused and not SurveyImport.objects.filter(kind="portal").exists()

    SchoolSetting.objects.create(key="parents_may_give", value="yes")
    assert address in page_of(client)
    token = client.get(address).context["form"]["token"].value()
    client.post(address, {"token": str(token)})
    assert client.get(reverse("consent:giving", args=[poppy.public_id, "nowhere"])).status_code == 404

    assert register_on([poppy], TODAY, 2026).of(poppy, Purpose.objects.get(slug="website")).may_publish


def test_a_stop_in_july_is_one_line_for_the_office(sign_in, office, monkeypatch):
    _, _, leanne, _ = separated()
    monkeypatch.setattr(timezone, "now", lambda: dt.datetime(2027, 7, 20, 12, 0, tzinfo=dt.UTC))
    sign_in(leanne.user).post(stopping(leanne.pupil), {"place": "website", "token": str(uuid4())})

    assert SurveyImport.objects.filter(kind="portal").count() == 2
    page = sign_in(office).get(reverse("consent:requests")).content.decode()
    assert page.count("By <span translate") == 1


def test_the_office_sees_who_stopped_what_and_when(sign_in, office):
    _, poppy, leanne, _ = separated()
    client = sign_in(leanne.user)
    client.post(stopping(poppy), {"place": "website", "token": str(uuid4())})

    requests = sign_in(office).get(reverse("consent:requests")).content.decode()
    record = sign_in(office).get(reverse("consent:pupil", args=[poppy.public_id])).content.decode()

    assert "Leanne Cartwright" in requests and "Poppy" in requests and "Website" in requests
    assert "A parent, in the portal" in record and "13 October 2026, 13:00" in record
