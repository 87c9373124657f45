"""Yes or no to all at once: on paper answers and where places are decided; nothing is ticked beforehand."""

import datetime as dt

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from consent.effective import Status
from consent.models import ConsentDecision, Purpose, SurveyImport
from consent.register import register_on

from .surveys import child_with_parents, contact_of, csv_of, load, row

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 24)


@pytest.fixture(autouse=True)
def _in_november():
    with time_machine.travel(dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.UTC), tick=True):
        yield


def status(pupil, slug="x_twitter"):
    return register_on([pupil], TODAY).of(pupil, Purpose.objects.get(slug=slug)).status


def paper(client, *lines, asked=(), **more):
    """Send the page of class 3H: (pupil, what is chosen by field) for each of `lines`."""
    data = {"source": "Letter", "answered_on": "2026-09-04", "asked": list(asked), **more}
    for pupil, chosen in lines:
        data |= {f"{pupil.public_id.hex}-contact": str(contact_of(pupil).pk)}
        data |= {f"{pupil.public_id.hex}-{name}": value for name, value in chosen.items()}
    return client.post(reverse("consent:paper-class", args=["3H"]), data)


def test_yes_to_all_on_paper_means_what_the_paper_asks_about_and_no_other_place(sign_in, office):
    wren, rowan = child_with_parents("Wren"), child_with_parents("Rowan")

    answer = paper(
        sign_in(office), (wren, {"every": "yes", "x_twitter": "no", "video": "left"}), (rowan, {"every": "no"}),
        asked=["website", "x_twitter", "video"],
    )  # fmt: skip

    assert answer.status_code == 302
    assert [status(wren, slug) for slug in ("website", "x_twitter", "video", "facebook")] == [
        Status.YES, Status.NO, Status.NOT_ANSWERED, Status.NOT_ANSWERED
    ]  # fmt: skip
    assert (status(rowan, "website"), status(rowan, "facebook")) == (Status.NO, Status.NOT_ANSWERED)


def test_yes_to_all_without_saying_what_was_asked_writes_nothing_and_keeps_what_was_chosen(sign_in, office):
    wren = child_with_parents("Wren")

    page = paper(sign_in(office), (wren, {"every": "yes"})).content.decode()

    assert "Tick what the paper asks about" in page and not SurveyImport.objects.exists()
    assert page.index('role="alert"') < page.index("What does the paper ask about?")
    assert 'value="yes" id="id_' in page and page.count("checked") >= 2


def test_every_fault_of_the_paper_page_stands_in_one_box_at_the_top(sign_in, office):
    wren, rowan = child_with_parents("Wren", "Imogen Ashdown", "Felix Ashdown"), child_with_parents("Rowan")
    client = sign_in(office)

    answers = {f"{pupil.public_id.hex}-x_twitter": "yes" for pupil in (wren, rowan)}
    address = reverse("consent:paper-class", args=["3H"])
    page = client.post(address, {"source": "Letter", "answered_on": "", **answers}).content.decode()

    box = page[page.index('class="errors"') : page.index("</ul></div>", page.index('class="errors"'))]
    assert page.count('class="errors"') == 1 and "3 things to put right" in box
    assert "Choose who answered for Wren Ashdown." in box and "Write the day" in box


def differing():
    wren = child_with_parents("Wren", "Imogen Ashdown", "Felix Ashdown")
    load(csv_of(row("Wren Ashdown"), row("Wren Ashdown", "No", "No", "No", parent="Felix Ashdown")))
    return wren, reverse("consent:decision", args=[wren.public_id])


def test_no_to_all_decides_every_place_but_those_with_a_choice_of_their_own(sign_in, office):
    wren, address = differing()
    client = sign_in(office)

    shown = client.get(address)
    page, places = shown.content.decode(), shown.context["found"].places
    seen = {f"seen-{place.purpose.slug}": place.stamp for place in places}
    chosen = {"every": "no", "place-website": "yes", "place-video": "later", "reason": "Rang both on 3 October."}
    client.post(address, seen | chosen)

    assert "No to all" in page and page.count("Felix Ashdown</span>: <strong>no") == 1
    assert dict(ConsentDecision.objects.values_list("purpose__slug", "value")) == {"website": "yes", "x_twitter": "no"}
    assert [status(wren, slug) for slug in ("website", "x_twitter", "video")] == [
        Status.YES,
        Status.NO,
        Status.CONFLICT,
    ]


def test_nothing_is_decided_where_all_is_left_for_later(sign_in, office):
    wren, address = differing()

    page = sign_in(office).post(address, {"every": "", "reason": "Hm."}).content.decode()

    assert "Choose No or Yes for at least one place" in page and not ConsentDecision.objects.exists()
    assert status(wren) is Status.CONFLICT


def test_who_could_answer_is_never_ticked_beforehand(sign_in, office):
    child_with_parents("Wren")
    file = SimpleUploadedFile("survey.csv", csv_of(row("Wren Ashdown", email="imogen@families.example")))
    client = sign_in(office)

    page = client.post(reverse("consent:import-new"), {"school_year": "2026", "file": file}, follow=True)

    assert page.context["page"].facts["only_parents_could_answer"].value() is False
    assert SurveyImport.objects.get().mapping.get("only_parents_could_answer", False) is False
