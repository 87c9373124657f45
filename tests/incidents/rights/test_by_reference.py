"""The reference of a complaint is no secret: alone it makes nobody the author, and says to nobody that there is one."""

import json

import pytest
from django.utils import timezone

from incidents.actions.bundle_parts import black_out_more
from incidents.complaints.abouts import About
from incidents.models import DataRequest
from tests.incidents.complaints.made import complain
from tests.incidents.made import again
from tests.incidents.pages import page_of, text_of

from .asked import Kind, checked, fresh, gathered, received, say

pytestmark = pytest.mark.django_db


def quoted(school, case, name: str, by=None) -> DataRequest:
    by = by or school.office
    found = received(by, about_reference=case.reference, about_name=name, asker_name=name)
    say(found, Kind.IDENTITY, by, how="known", on=timezone.localdate().isoformat())
    return fresh(found)


def test_whoever_quotes_the_complaint_of_somebody_else_gets_nothing_of_it(school, dpo):
    case = complain(words="Zqcomplaintzq.")

    parts = gathered(quoted(school, case, "Mallory Crake"), dpo)

    assert [part.kind for part in parts] == ["lists"]
    assert "nadia" not in json.dumps(parts[0].content).casefold()


def test_its_author_gets_it_and_what_they_gave_of_themself_may_be_blacked_out(school, dpo):
    case = complain(words="Zqcomplaintzq.", telephone="01709 555 123")

    part = gathered(quoted(school, case, "Mrs Nadia Ferrier"), dpo)[1]

    number = next(at for at, piece in enumerate(part.pieces) if piece["text"] == "01709 555 123")
    black_out_more(part=part, number=number, phrases=["555 123"], by=again(school.head))
    assert fresh(part).pieces[number]["more"]
    checked(fresh(part), school.head, school.dsl)


def test_whoever_complained_signed_in_gets_it_as_they_gave_it(school, dpo):
    case = complain(by=school.reporter, name="Zqnamezq Other")
    found = received(school.office, about_name="A teacher", asker_name="A teacher")
    DataRequest.objects.filter(pk=found.pk).update(about_user=school.reporter, identity="known")

    part = next(one for one in gathered(found, dpo) if one.case == case)

    assert [piece for piece in part.pieces if piece["text"] == "Zqnamezq Other" and "spans" not in piece]


@pytest.mark.parametrize(("about", "sees"), [(About.HEAD, False), (About.SCHOOL, True)])
def test_a_complaint_about_the_head_that_its_author_quotes_shows_on_no_page_of_the_heads(
    client, school, dpo, about, sees
):
    found = quoted(school.everybody_leading(), complain(about=about), "Nadia Ferrier", by=school.office)

    assert (found.reference in text_of(page_of(client, school.head, "data-requests"))) is sees
    assert page_of(client, school.head, "data-request", found.public_id).status_code == (200 if sees else 404)
    assert page_of(client, dpo, "data-request", found.public_id).status_code == 200


def test_the_page_of_a_request_says_the_same_of_a_reference_of_the_head_and_of_none(client, school, dpo):
    school.everybody_leading()
    case = complain(about=About.HEAD)
    pages = []
    for reference in (case.reference, "COM-2627-ZZZZ"):
        found = received(school.office, about_reference=reference, about_name="Nadia Ferrier")
        assert found.is_known
        text = text_of(page_of(client, school.office, "data-request", found.public_id))
        pages.append(text.replace(found.reference, "").replace(reference, ""))

    assert pages[0] == pages[1]
