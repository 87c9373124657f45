"""The pages of classes and pupils, and the mark that keeps a child out of everything."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.models import AuditEvent, Verb
from people.models import Pupil, RollImport
from tests.factories import PupilContactFactory, PupilFactory

from . import lists


@pytest.mark.parametrize("count", [1, 3])
def test_the_start_page_makes_as_many_queries_for_three_classes_as_for_one(
    sign_in, office, django_assert_num_queries, count
):
    for number in range(count):
        PupilFactory(code=f"{number + 1}A")
    client = sign_in(office)

    with django_assert_num_queries(_queries(client, reverse("people:pupils"))):
        response = client.get(reverse("people:pupils"))

    assert len(response.context["classes"]) == count
    assert _queries(client, reverse("people:pupils")) <= 13


def _queries(client, address: str) -> int:
    """How many a page needs while nothing changes: the number on the tab is counted at the first request."""
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


def _pages() -> dict[str, str]:
    pupil = Pupil.objects.latest("pk")
    return {
        "pupils": reverse("people:pupils"),
        "class": reverse("people:class", args=["3H"]),
        "without class": reverse("people:without-class"),
        "pupil": pupil.get_absolute_url(),
        "lists": reverse("people:lists"),
    }


@pytest.mark.parametrize("which", ["pupils", "class", "without class", "pupil", "lists"])
def test_a_page_makes_as_many_queries_for_three_as_for_one(sign_in, office, which):
    def _add() -> None:
        pupil = PupilFactory(code="3H")
        PupilContactFactory.create_batch(2, pupil=pupil)
        PupilFactory()
        RollImport.objects.create(school_year=2026, file_name="x", sha256="0", by=office)

    client = sign_in(office)
    _add()
    of_one = _queries(client, _pages()[which])
    _add()
    _add()

    assert _queries(client, _pages()[which]) == of_one


def test_a_search_is_posted_and_finds_names_without_their_accents(sign_in, office):
    lists.load(lists.NEUTRAL)
    PupilFactory(legal_forename="Lucian", legal_surname="Frost", left_on="2026-01-01")

    response = sign_in(office).post(reverse("people:pupils"), {"name": "LUC"})

    assert [str(pupil) for pupil in response.context["found"]] == ["Lucian Frost", "Łucja Okafor"]
    assert response.request["QUERY_STRING"] == ""


def test_an_empty_search_asks_for_a_name(sign_in, office):
    response = sign_in(office).post(reverse("people:pupils"), {"name": ""})

    assert "Write a name, or a part of one." in response.text


def test_a_class_with_a_stroke_in_its_code_has_a_page(sign_in, office):
    PupilFactory(code="3/4B", legal_forename="Ottoline")

    response = sign_in(office).get(reverse("people:class", args=["3/4B"]))

    assert "Ottoline" in response.text


def test_the_reason_is_for_head_and_safeguarding_lead_alone(sign_in, office, head, dsl):
    pupil = PupilFactory(do_not_publish=True, do_not_publish_reason="canary-order")

    seen = {user.pk: "canary-order" in sign_in(user).get(pupil.get_absolute_url()).text for user in (office, head, dsl)}

    assert seen == {office.pk: False, head.pk: True, dsl.pk: True}


def test_the_mark_is_set_and_taken_off_and_recorded(sign_in, head):
    pupil = PupilFactory()
    client = sign_in(head)

    client.post(reverse("people:flag-new", args=[pupil.public_id]), {"reason": "A court order."})
    pupil.refresh_from_db()
    assert (pupil.do_not_publish, pupil.do_not_publish_reason) == (True, "A court order.")

    client.post(reverse("people:flag-removal", args=[pupil.public_id]))
    client.post(reverse("people:flag-removal", args=[pupil.public_id]))
    pupil.refresh_from_db()
    assert (pupil.do_not_publish, pupil.do_not_publish_reason) == (False, "")
    assert [e.verb for e in AuditEvent.objects.about(pupil)] == [Verb.PUPIL_FLAGGED, Verb.PUPIL_UNFLAGGED]
    assert "court" not in str([event.details for event in AuditEvent.objects.all()])


def test_a_mark_needs_a_reason(sign_in, head):
    pupil = PupilFactory()

    response = sign_in(head).post(reverse("people:flag-new", args=[pupil.public_id]), {"reason": " "})

    assert "Write the reason" in response.text
    pupil.refresh_from_db()
    assert not pupil.do_not_publish


def test_the_office_cannot_set_the_mark(sign_in, office):
    pupil = PupilFactory()

    assert sign_in(office).post(reverse("people:flag-new", args=[pupil.public_id]), {"reason": "x"}).status_code == 403
    assert "Mark as not to be published" not in sign_in(office).get(pupil.get_absolute_url()).text
