"""The pages of requests about data: recorded, told step by step, listed, looked through, fetched; with wrong input."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent, Verb
from incidents.actions.reporting import Linked
from incidents.models import BundlePart, CasePerson, DataRequest, RequestState
from incidents.newest import SIZE
from incidents.rights.part_page import names_of
from incidents.walls import Standing
from people import zones
from people.models import SchoolSetting
from people.regulator import ICO, ICO_COMPLAINTS, ICO_PHONE, ICO_SITE
from people.roles import Role
from people.settings import Key
from tests.factories import PupilContactFactory, PupilFactory, UserFactory
from tests.incidents.made import report
from tests.incidents.pages import a_key, page_of, send, text_of
from todwick_portal.mornings.morning import send_morning_mails

from .asked import Kind, bundled, checked, fresh, gathered, mother_of, own, received, say

pytestmark = pytest.mark.django_db
LETTER = {
    "right": "access", "way": "letter", "received_on": "2026-09-14", "asker_name": "Imogen Ashdown", "asked_as": "self",
    "asker_reach": "By post", "about_name": "Imogen Ashdown", "about_reference": "", "words": "Everything.",
}  # fmt: skip


@pytest.fixture
def wren(school):
    return PupilFactory(legal_forename="Wren", legal_surname="Ashdown", code="3H")


# --- the register -----------------------------------------------------------------------------------------------


def test_a_letter_is_recorded_with_the_day_it_came(client, school, dpo):
    response = send(client, school.office, "data-request-new", form_key=a_key(), **LETTER)

    held = DataRequest.objects.get()
    assert response["Location"] == held.get_absolute_url()
    said = text_of(client.get(held.get_absolute_url()))
    assert f"{held.reference} is recorded" in said and "Answer: by 14 October 2026." in said


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"received_on": "2026-09-17"}, "That day is still to come."),
        ({"received_on": "soon"}, "Choose a day"),
        ({"asker_name": ""}, "Write who asks."),
        ({"about_name": " "}, "Write about whom."),
        ({"right": "everything"}, "Choose what they ask for."),
        ({"way": "portal"}, "Choose how it came."),
    ],
)
def test_what_cannot_be_so_is_said_and_nothing_typed_is_lost(client, school, dpo, changed, said):
    response = send(client, school.office, "data-request-new", form_key=a_key(), **(LETTER | changed))

    assert response.status_code == 400 and said in text_of(response)
    assert "By post" in response.content.decode()
    assert not DataRequest.objects.exists()


def test_who_records_a_request_of_their_own_post_does_not_read_it(client, school, dpo):
    held = own(school.head)

    assert page_of(client, school.head, "data-request", held.public_id).status_code == 404
    assert page_of(client, school.office, "data-request", held.public_id).status_code == 200
    assert held.reference not in text_of(page_of(client, school.head, "data-requests"))


def test_opening_one_is_recorded(client, school, dpo):
    held = received(school.office)
    page_of(client, dpo, "data-request", held.public_id)

    assert AuditEvent.objects.about(held).filter(verb=Verb.RIGHTS_READ, by=dpo).count() == 1


def test_the_list_is_narrowed_and_goes_on(client, school, dpo):
    late = received(school.office, received_on=dt.date(2026, 7, 14), about_name="Somebody late")
    for _ in range(SIZE):
        received(school.office)
    narrowed = page_of(client, dpo, "data-requests")
    assert 'rel="next"' in narrowed.content.decode()

    client.force_login(dpo)
    assert "Somebody late" in text_of(client.get(reverse("incidents:data-requests"), {"state": "overdue"}))
    assert client.get(reverse("incidents:data-requests"), {"since": "no day"}).status_code == 400
    assert late.due_on < timezone.localdate()


@pytest.mark.parametrize("name", ["data-requests", "bundle-parts"])
def test_no_list_asks_more_for_three_than_for_one(client, school, dpo, name):
    def asked() -> int:
        client.force_login(dpo)
        with CaptureQueriesContext(connection) as found:
            assert client.get(reverse(f"incidents:{name}")).status_code == 200
        return len(found)

    gathered(own(mother_of(PupilFactory()), pupil=None), dpo)
    asked()
    first = asked()
    for _ in range(2):
        gathered(own(UserFactory(role=Role.STAFF)), dpo)

    assert asked() <= first + (4 if name == "bundle-parts" else 0)


def test_whose_data_it_is_is_found_by_name_as_far_as_each_sees_the_lists(client, school, dpo, wren):
    PupilContactFactory(pupil=wren, name="Imogen Ashdown")
    held = received(school.office)

    office = text_of(send(client, school.office, "data-request-person", held.public_id, name="Ashd"))
    officer = text_of(send(client, dpo, "data-request-person", held.public_id, name="Ashd"))

    assert "Wren Ashdown" in office and "On the contact list of Wren Ashdown" in office
    assert "Wren" not in officer and "is found by office or headteacher" in officer
    assert "is found by office or headteacher" not in office
    assert send(client, dpo, "data-request-person", held.public_id, name="a").status_code == 400
    pupil = f"pupil:{wren.public_id.hex}"
    assert send(client, dpo, "data-request-person", held.public_id, person=pupil).status_code == 404
    assert send(client, school.office, "data-request-person", held.public_id, person="pupil:x").status_code == 404
    send(client, school.office, "data-request-person", held.public_id, person=pupil)
    assert fresh(held).about_pupil == wren


def test_of_two_who_write_at_once_the_second_is_told_and_keeps_the_words(client, school, dpo):
    held = received(school.office)
    stale = str(held.revision)
    say(held, Kind.NOTE, dpo, text="First.")

    response = send(
        client, school.office, "data-request-entry", held.public_id, "notes", form_key=a_key(), revision=stale,
        text="Second words",
    )  # fmt: skip

    assert response.status_code == 409
    assert "Your words are not saved." in text_of(response) and "Second words" in response.content.decode()


def test_a_refusal_without_their_rights_told_is_refused(client, school, dpo):
    held = received(school.office)
    typed = {"form_key": a_key(), "revision": str(held.revision), "ground": "exempt", "reason": "So.",
             "told_on": "2026-09-16"}  # fmt: skip

    response = send(client, dpo, "data-request-entry", held.public_id, "refusal", **typed)

    assert response.status_code == 400 and "Tell them so; then tick." in text_of(response)
    send(client, dpo, "data-request-entry", held.public_id, "refusal", told_rights="on", **typed)
    assert fresh(held).state == RequestState.REFUSED


@pytest.mark.parametrize("part", ["nothing", "received", "ready"])
def test_there_is_no_form_for_what_nobody_says(client, school, dpo, part):
    held = received(school.office)

    assert page_of(client, dpo, "data-request-entry", held.public_id, part).status_code == 404


# --- one's own --------------------------------------------------------------------------------------------------


def test_a_mother_asks_for_her_child_and_reads_where_it_stands(client, school, dpo, wren):
    mother = mother_of(wren)
    typed = {"form_key": a_key(), "about": wren.public_id.hex, "right": "access", "words": ""}

    send(client, mother, "own-data-new", **typed)
    send(client, mother, "own-data-new", **typed)

    held = DataRequest.objects.get()
    assert held.about_pupil == wren and held.identity == "account"
    said = text_of(page_of(client, mother, "own-data"))
    assert held.reference in said and "You get an answer by 16 October 2026." in said


def test_nobody_asks_for_a_child_of_somebody_else(client, school, dpo, wren):
    other = mother_of(PupilFactory())
    typed = {"form_key": a_key(), "about": wren.public_id.hex, "right": "access", "words": ""}

    assert send(client, other, "own-data-new", **typed).status_code == 400
    assert not DataRequest.objects.exists()


def test_an_educational_record_of_oneself_is_no_record(client, school, dpo, wren):
    typed = {"form_key": a_key(), "about": "me", "right": "record", "words": "The lot"}
    response = send(client, mother_of(wren), "own-data-new", **typed)

    assert response.status_code == 400 and "choose the child" in text_of(response)
    assert "The lot" in response.content.decode()


def test_nobody_reads_or_fetches_what_somebody_else_asked(client, school, dpo, wren):
    mother = mother_of(wren)
    held = own(mother, pupil=wren)
    checked(gathered(held, dpo)[0], school.head, dpo)
    bundle = bundled(held, dpo)
    stranger = mother_of(PupilFactory())

    assert held.reference not in text_of(page_of(client, stranger, "own-data"))
    assert _proved(client, stranger, "own-data-file", bundle.public_id).status_code == 404
    fetched = _proved(client, mother, "own-data-file", bundle.public_id)
    assert fetched["Content-Type"] == "application/zip" and fetched["Content-Disposition"].startswith("attachment")


def test_what_goes_beside_the_bundle_is_fetched_by_whoever_asked_about_themselves_alone(client, school, dpo, wren):
    held = own(school.reporter)
    checked(gathered(held, dpo)[0], school.head, dpo)
    bundle = bundled(held, dpo)

    assert "Download mails and deeds" in text_of(page_of(client, school.reporter, "own-data"))
    fetched = _proved(client, school.reporter, "own-data-file", bundle.public_id, beside="1")
    assert fetched["Content-Type"] == "application/zip"
    assert _proved(client, dpo, "own-data-file", bundle.public_id, beside="1").status_code == 404
    assert "Download mails and deeds" not in text_of(page_of(client, mother_of(wren), "own-data"))


def _proved(client, user, name, *args, **typed):
    """Somebody who signed in a moment ago, and so needs no other proof."""
    client.force_login(user)
    session = client.session
    zones.begin(session)
    session.save()
    return client.post(reverse(f"incidents:{name}", args=args), typed)


def test_how_to_ask_is_read_by_everybody(client, school):
    said = text_of(client.get(reverse("incidents:data-rights")))

    assert "15 school days" in said and "ask for that in writing" in said
    assert all(word in said for word in (ICO, ICO_SITE, ICO_PHONE))


def test_the_address_of_the_ico_leads_to_its_page_for_complaints(client, school):
    page = client.get(reverse("incidents:data-rights")).content.decode()

    assert f'<a href="{ICO_COMPLAINTS}">{ICO_SITE}</a>' in page


def test_an_academy_offers_no_educational_record_and_takes_no_request_for_one(client, school, dpo, wren):
    SchoolSetting.objects.create(key=Key.IS_ACADEMY, value="yes")
    mother = mother_of(wren)
    told = text_of(client.get(reverse("incidents:data-rights")))
    forms = [page_of(client, mother, "own-data-new"), page_of(client, dpo, "data-request-new")]

    assert "educational record" not in told and "15 school days" not in told
    assert all("ducational record" not in text_of(page) for page in forms)
    typed = {"form_key": a_key(), "about": wren.public_id.hex, "right": "record", "words": ""}
    assert send(client, mother, "own-data-new", **typed).status_code == 400
    letter = LETTER | {"right": "record", "form_key": a_key()}
    assert send(client, school.office, "data-request-new", **letter).status_code == 400
    assert not DataRequest.objects.exists()


def test_a_maintained_school_offers_the_educational_record_to_parents(client, school, dpo, wren):
    forms = [page_of(client, mother_of(wren), "own-data-new"), page_of(client, dpo, "data-request-new")]

    assert all("educational record of a child" in text_of(page) for page in forms)


# --- the parts --------------------------------------------------------------------------------------------------


def test_the_head_sees_no_sign_of_a_case_about_the_head_on_any_page(client, school, dpo, wren):
    held = own(mother_of(wren), pupil=wren)
    gathered(held, dpo)
    pages = ("data-requests", "data-request", "bundle-parts")

    def seen() -> list[str]:
        client.force_login(school.head)
        args = {"data-request": [held.public_id]}
        return [text_of(client.get(reverse(f"incidents:{name}", args=args.get(name, [])))) for name in pages]

    before = seen()
    with time_machine.travel(timezone.now()):
        linked = (
            Linked(CasePerson.Part.SUBJECT, Standing.HEAD, str(school.head), user=school.head),
            Linked(CasePerson.Part.AFFECTED, Standing.PUPIL, str(wren), pupil=wren),
        )
        case = report(school.reporter, *linked)
        BundlePart.objects.create(request=held, kind="case", case=case, content={"sections": [], "pieces": []})

    assert seen() == before
    assert "Incident" in text_of(page_of(client, school.chair, "bundle-parts"))


def test_a_part_is_looked_through_a_name_opened_words_blacked_out_and_released(client, school, dpo, wren):
    PupilContactFactory(pupil=wren, name="Dario Vance")
    held = own(mother_of(wren), pupil=wren)
    part = gathered(held, dpo)[0]
    name = next(one for one in names_of(part) if one.words == "Dario Vance")
    args = (part.public_id, name.sign)
    assert "Dario Vance" in text_of(page_of(client, school.head, "bundle-part", part.public_id))
    assert send(client, school.head, "bundle-part-name", *args, why="known", reason="").status_code == 400
    seen = str(fresh(part).revision)
    send(client, school.head, "bundle-part-name", *args, why="known", reason="They live together.", revision=seen)
    assert fresh(part).opened[name.key]["why"] == "known"

    number = next(n for n, piece in enumerate(part.pieces) if piece["text"] == "Wren")
    typed = {"revision": str(fresh(part).revision), "phrases": "Wren", "whole": "harm", "reason": ""}
    refused = send(client, school.head, "bundle-part-piece", part.public_id, number, **typed)
    assert refused.status_code == 400 and "Write why it is withheld." in text_of(refused)
    typed |= {"whole": "give"}
    send(client, school.head, "bundle-part-piece", part.public_id, number, **typed)
    assert fresh(part).pieces[number]["more"] == [[0, 4]]

    send(client, school.head, "bundle-part-release", part.public_id, revision=str(fresh(part).revision))
    final = text_of(page_of(client, dpo, "bundle-part", part.public_id))
    assert "████" in final and "Dario Vance" in final and "imogen" not in final.casefold().replace("imogen ashdown", "")
    assert send(client, school.head, "bundle-part-check", part.public_id).status_code == 404
    send(client, dpo, "bundle-part-check", part.public_id, back="1", reason="")
    assert fresh(part).released_at
    send(client, dpo, "bundle-part-check", part.public_id, revision=str(fresh(part).revision))
    assert fresh(part).checked_by == dpo


def test_a_part_of_several_pages_is_released_and_checked_at_its_end_alone(client, school, dpo, wren, monkeypatch):
    monkeypatch.setattr("incidents.rights.part_page.PAGE", 1)
    part = gathered(own(mother_of(wren), pupil=wren), dpo)[0]

    for reader, button in ((school.head, "Release this part"), (dpo, "I have checked it")):
        first = page_of(client, reader, "bundle-part", part.public_id)
        pages = first.context["pages"]
        assert pages > 1 and f"This is page 1 of {pages}." in text_of(first) and button not in text_of(first)
        last = client.get(first.request["PATH_INFO"], {"page": pages})
        assert button in text_of(last) and "This is page" not in text_of(last)
        send(client, school.head, "bundle-part-release", part.public_id, revision=str(fresh(part).revision))


def test_a_page_that_somebody_else_changed_meanwhile_changes_nothing(client, school, dpo, wren):
    part = gathered(own(mother_of(wren), pupil=wren), dpo)[0]
    number = next(n for n, piece in enumerate(part.pieces) if piece["text"] == "Wren")
    BundlePart.objects.filter(pk=part.pk).update(revision=7)

    typed = {"revision": "0", "phrases": "Wren", "whole": "give", "reason": ""}
    response = send(client, school.head, "bundle-part-piece", part.public_id, number, **typed)

    assert response.status_code == 302
    assert not fresh(part).pieces[number].get("more")


def test_what_is_no_fact_of_the_part_has_no_page(client, school, dpo, wren):
    part = gathered(own(mother_of(wren), pupil=wren), dpo)[0]

    assert page_of(client, school.head, "bundle-part-piece", part.public_id, 0).status_code == 200
    assert page_of(client, school.head, "bundle-part-piece", part.public_id, 9999).status_code == 404


# --- mails ------------------------------------------------------------------------------------------------------


def test_the_morning_mail_says_by_reference_what_is_near_in_holidays_too(school, dpo):
    held = received(school.office, received_on=dt.date(2026, 9, 28) - dt.timedelta(days=14), about_name="Zyzzyva")
    saturday = dt.datetime(2026, 10, 10, 8, tzinfo=dt.UTC)
    with time_machine.travel(saturday):
        send_morning_mails()

    mails = {mail.user: mail.body for mail in dpo.notifications.model.objects.filter(kind="morning")}
    assert set(mails) == {dpo, school.head, school.office}
    assert all(f"{held.reference}: to answer by 14 October 2026" in body for body in mails.values())
    assert all("Zyzzyva" not in body for body in mails.values())


def test_whoever_a_request_is_about_reads_nothing_of_it_in_the_morning(school, dpo):
    own(school.head)
    with time_machine.travel(dt.datetime(2026, 10, 12, 8, tzinfo=dt.UTC)):
        send_morning_mails()

    mails = school.head.notifications.filter(kind="morning")
    assert all("about data" not in mail.body for mail in mails)


def test_the_start_page_counts_what_is_open_and_leads_to_it(client, school, dpo):
    received(school.office)
    client.force_login(dpo)

    said = text_of(client.get(reverse("dashboard")))

    assert "request about data" in said and "by 16 October" in said
