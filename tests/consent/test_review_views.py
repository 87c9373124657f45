"""Sorting out over HTTP: the queue, an entry, a comment, a decision, paper answers, the register as a file."""

import csv
import datetime as dt
import io

import pytest
import time_machine
from django.urls import reverse

from audit.models import AuditEvent, Verb
from consent.effective import Status
from consent.models import Purpose, ReviewEntry, SurveyImport
from consent.register import register_on
from people.models import SchoolClass

from .surveys import child_with_parents, contact_of, csv_of, load, row, seen_on

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 24)


@pytest.fixture(autouse=True)
def _in_november():
    with time_machine.travel(dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.UTC), tick=True):
        yield


def status(pupil, slug="x_twitter"):
    return register_on([pupil], TODAY).of(pupil, Purpose.objects.get(slug=slug)).status


def test_a_doubtful_row_is_used_for_the_chosen_child(sign_in, office):
    wren = child_with_parents("Lucinda")
    load(csv_of(row("Lucnda Ashdown")))
    entry = ReviewEntry.objects.get()
    client = sign_in(office)

    assert "Lucnda Ashdown" in client.get(reverse("consent:review")).content.decode()
    response = client.post(entry.get_absolute_url(), {"who": str(wren.public_id)})

    assert response.url == reverse("consent:review")
    assert status(wren) is Status.YES
    assert "Open it again" in client.get(entry.get_absolute_url()).content.decode()


def test_somebody_else_from_the_pupil_list_can_be_chosen(sign_in, office):
    child_with_parents("Lucinda")
    other = child_with_parents("Rowan", code="4K", surname="Thorne")
    load(csv_of(row("Lucnda Ashdown")))
    entry = ReviewEntry.objects.get()
    client = sign_in(office)

    missing = client.post(entry.get_absolute_url(), {"who": "other"})
    assert "Write the name of the child, then choose from those found." in missing.content.decode()
    found = client.post(entry.get_absolute_url(), {"look": "1", "name": "rówan", "note": "Rang Mum."}).content.decode()
    assert "1 child found" in found and str(other.public_id) in found and "Rang Mum." in found
    assert "<title>Error" not in found
    chosen = {"who": str(other.public_id), "name": "rówan", "respondent_confirmed": "on"}
    client.post(entry.get_absolute_url(), chosen)

    assert status(other) is Status.YES


def test_nobody_of_this_school(sign_in, office):
    wren = child_with_parents("Lucinda")
    load(csv_of(row("Lucnda Ashdown")))
    client = sign_in(office)

    client.post(ReviewEntry.objects.get().get_absolute_url(), {"who": "nobody"})

    assert status(wren) is Status.NOT_ANSWERED


def test_choosing_nothing_says_what_to_do(sign_in, office):
    child_with_parents("Lucinda")
    load(csv_of(row("Lucnda Ashdown")))

    page = sign_in(office).post(ReviewEntry.objects.get().get_absolute_url(), {}).content.decode()

    assert "Choose the child, or say that it is nobody of this school." in page
    assert "<title>Error: " in page


def test_an_unknown_respondent_needs_the_tick(sign_in, office):
    wren = child_with_parents("Wren")
    load(csv_of(row("Wren Ashdown", parent="Betty Clough")))
    entry = ReviewEntry.objects.get()
    client = sign_in(office)

    page = client.post(entry.get_absolute_url(), {"who": str(wren.public_id), "note": "Rang her"}).content.decode()
    assert "parental responsibility" in page and "Rang her" in page
    client.post(entry.get_absolute_url(), {"who": str(wren.public_id), "respondent_confirmed": "on"})

    assert status(wren) is Status.YES


def test_a_comment_is_read_on_its_page(sign_in, office):
    wren = child_with_parents("Wren")
    load(csv_of(row("Wren Ashdown", comment="Only from behind please")))
    entry = ReviewEntry.objects.get()
    client = sign_in(office)

    assert "Only from behind please" in client.get(entry.get_absolute_url()).content.decode()
    client.post(entry.get_absolute_url(), {"has_condition": "yes", "condition": "Seen from the back"})

    assert status(wren) is Status.UNCLEAR
    assert "Only from behind" not in client.get(entry.get_absolute_url()).content.decode()


def test_a_conflict_is_decided_with_a_reason(sign_in, office):
    wren = child_with_parents("Wren", "Imogen Ashdown", "Felix Ashdown")
    load(csv_of(row("Wren Ashdown"), row("Wren Ashdown", "Yes", "No", parent="Felix Ashdown")))
    client = sign_in(office)
    address = reverse("consent:decision", args=[wren.public_id])

    listed = client.get(reverse("consent:review")).content.decode()
    assert "Parents differ" in listed and address in listed
    assert "Choose No or Yes for at least one place" in client.post(address, {"reason": "Hm."}).content.decode()
    assert "Write the reason" in client.post(address, {"place-x_twitter": "no"}).content.decode()
    chosen = {"place-x_twitter": "no", "reason": "Rang both on 3 October: they agree on no."}
    client.post(address, {**chosen, **seen_on(client.get(address))})

    assert status(wren) is Status.NO


@pytest.mark.parametrize("count", [1, 3])
def test_the_queue_makes_as_many_queries_for_three_as_for_one(sign_in, office, count, django_assert_num_queries):
    for number in range(count):
        child_with_parents(f"Lucinda{'abc'[number]}")
    load(csv_of(*(row(f"Lucnda{'abc'[n]} Ashdown") for n in range(count))))
    client = sign_in(office)
    client.get(reverse("consent:review"))

    with django_assert_num_queries(9):
        client.get(reverse("consent:review"))


def test_paper_answers_of_a_class_are_kept(sign_in, office):
    wren, rowan = child_with_parents("Wren"), child_with_parents("Rowan")
    client = sign_in(office)
    data = {"source": "Paper form", "answered_on": "2026-09-04"}
    data |= {f"{wren.public_id.hex}-contact": str(contact_of(wren).pk), f"{wren.public_id.hex}-x_twitter": "yes"}
    data |= {f"{rowan.public_id.hex}-contact": str(contact_of(rowan).pk)}

    assert SchoolClass.objects.get().code in client.get(reverse("consent:paper")).content.decode()
    response = client.post(reverse("consent:paper-class", args=["3H"]), data)

    assert response.status_code == 302
    assert (status(wren), status(rowan)) == (Status.YES, Status.NOT_ANSWERED)


def test_an_empty_paper_page_says_what_to_do(sign_in, office):
    child_with_parents("Wren")

    page = sign_in(office).post(
        reverse("consent:paper-class", args=["3H"]), {"source": "Letter", "answered_on": "2026-09-04"}
    )

    assert "Choose Yes or No for at least one child." in page.content.decode()


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_register_is_a_file_and_taking_it_is_recorded(sign_in, office, form):
    child_with_parents("Wren")
    load(csv_of(row("Wren Ashdown")))

    response = sign_in(office).post(reverse("consent:register"), {"form": form})

    assert response["Content-Disposition"].endswith(f'.{form}"')
    assert AuditEvent.objects.filter(verb=Verb.REGISTER_EXPORTED, by=office).count() == 1


def test_a_name_in_the_file_is_never_a_formula(sign_in, office):
    child_with_parents("Wren", "=HYPERLINK(1)")
    load(csv_of(row("Wren Ashdown", parent="=HYPERLINK(1)")))

    content = sign_in(office).post(reverse("consent:register"), {"form": "csv"}).content.decode("utf-8-sig")

    [first, *_] = csv.DictReader(io.StringIO(content))
    assert first["answered_by"].startswith("'=")


@pytest.mark.parametrize("name", ["consent:review", "consent:paper", "consent:questions"])
def test_teachers_do_not_reach_the_office_pages(sign_in, teacher, name):
    assert sign_in(teacher).get(reverse(name)).status_code == 403


def test_the_safeguarding_lead_reads_but_does_not_correct(sign_in, dsl):
    assert sign_in(dsl).get(reverse("consent:review")).status_code == 403


def paper_page(client, *pupils, value="yes", **more):
    """What a person sends from the page of a class: one answer for each of `pupils`."""
    address = reverse("consent:paper-class", args=["3H"])
    token = client.get(address).context["form"]["token"].value()
    data = {"source": "Paper form", "answered_on": "2026-09-04", "token": str(token)}
    for pupil in pupils:
        data |= {f"{pupil.public_id.hex}-contact": str(contact_of(pupil).pk)}
        data |= {f"{pupil.public_id.hex}-x_twitter": value}
    return address, data | more


def test_a_paper_page_sent_twice_is_one_load_and_ends_on_the_same_page(sign_in, office):
    wren = child_with_parents("Wren")
    client = sign_in(office)
    address, data = paper_page(client, wren)

    answers = [client.post(address, data) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0].url == answers[1].url
    assert SurveyImport.objects.count() == 1
    assert AuditEvent.objects.filter(verb=Verb.PAPER_RECORDED).count() == 1


def test_a_paper_page_saved_before_with_other_answers_says_so_and_can_be_saved_again(sign_in, office):
    wren, rowan = child_with_parents("Wren"), child_with_parents("Rowan")
    client = sign_in(office)
    address, data = paper_page(client, wren)
    client.post(address, data)
    _, other = paper_page(client, rowan, value="no")

    page = client.post(address, other | {"token": data["token"]})
    assert "This page was saved already" in page.content.decode()
    assert SurveyImport.objects.count() == 1
    client.post(address, other | {"token": page.context["form"]["token"].value()})

    assert (status(wren), status(rowan)) == (Status.YES, Status.NO)


def test_a_token_that_is_none_is_refused_in_words(sign_in, office):
    wren = child_with_parents("Wren")
    client = sign_in(office)
    address, data = paper_page(client, wren)

    page = client.post(address, data | {"token": "<b>"})

    assert "Open the page of the class again" in page.content.decode()
    assert not SurveyImport.objects.exists()
