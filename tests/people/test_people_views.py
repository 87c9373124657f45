"""The pages of pupils and lists: who sees what, and a load from the file to the saved list."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent, Verb
from people.actions.waiting import drop_old_loads
from people.models import Pupil, RollImport, RollMapping, User
from people.roll.lists import unpack
from tests.factories import PupilContactFactory, PupilFactory

from . import lists

STRANGE = "Ref,Rufname,Zuname,Geboren,Notiz\n1,Ella,Pickles,24/11/2021,nuts\n2,Tom,Lund,01/02/2020,milk\n"


def _upload(client, content: str | bytes, *, kind: str = "pupils", name: str = "list.csv", follow: bool = True, **more):
    data = content.encode() if isinstance(content, str) else content
    fields = {"kind": kind, "school_year": "2026", "whole": "all", "file": SimpleUploadedFile(name, data), **more}
    return client.post(reverse("people:list-new"), fields, follow=follow)


def _save(client, response, **fields):
    load = response.context["load"]
    seen = response.context["form"].initial["seen"]
    address = reverse("people:list-confirmation", args=[load.public_id])
    return client.post(address, {"seen": seen, **fields}, follow=True)


def test_a_list_goes_from_file_to_look_to_saved(sign_in, office):
    client = sign_in(office)

    look = _upload(client, lists.NEUTRAL)
    assert not Pupil.objects.exists()
    saved = _save(client, look)

    assert "Look before saving" in look.text
    assert "Ella Pickles" in look.text
    assert saved.status_code == 200
    assert Pupil.objects.count() == 4
    load = RollImport.objects.get()
    assert (load.status, load.staged, load.by, load.counts["new"]) == ("applied", None, office, 4)
    assert AuditEvent.objects.get(verb=Verb.ROLL_IMPORTED).by == office


def test_the_look_shows_what_becomes_of_what(sign_in, office):
    lists.load(lists.NEUTRAL)
    content = lists.NEUTRAL.replace("Teddy", "Ted").replace(",R,RB,Donna", ",1,1M,Donna").splitlines()

    look = _upload(sign_in(office), "\n".join(content[:2] + content[3:]))

    assert look.text.count("would be marked as left") == 1
    shown = {(line.name, line.label, line.was, line.becomes) for line in look.context["preview"].lines}
    assert shown == {
        ("Ella Pickles", "Year group", "R", "1"),
        ("Ella Pickles", "Class", "RB", "1M"),
        ("Teddy Greaves", "Called", "Teddy", "Ted"),
    }
    assert [pupil.name for pupil in look.context["preview"].plan.left] == ["Łucja Okafor"]


def test_staff_are_loaded_the_same_way(sign_in, office):
    client = sign_in(office)

    look = _upload(client, lists.STAFF, kind="staff")
    _save(client, look)

    assert "Safeguarding lead" in look.text
    assert User.objects.filter(email="opryce@example.org").exists()


def test_unknown_headings_are_matched_once_and_remembered(sign_in, office):
    client = sign_in(office)
    page = _upload(client, STRANGE)
    load = RollImport.objects.get()
    address = reverse("people:list-columns", args=[load.public_id])
    assert page.redirect_chain[-1][0] == address
    assert "nuts · milk" in page.text

    refused = client.post(address, {f"column{n}": "ignore" for n in range(1, 6)})
    assert "Choose which column holds the child’s name" in refused.text

    chosen = ["admission_number", "legal_forename", "legal_surname", "born_on", "ignore"]
    look = client.post(address, {f"column{n}": part for n, part in enumerate(chosen, start=1)}, follow=True)
    load.refresh_from_db()
    assert {line.cells[4] for line in unpack(load.staged).table.lines} == {""}
    _save(client, look)
    assert Pupil.objects.filter(legal_forename="Ella", admission_number="1").exists()

    again = _upload(client, STRANGE)
    assert again.context["preview"].plan.counts["unchanged"] == 2
    assert RollMapping.objects.count() == 1


def test_columns_can_be_checked_on_request_and_one_thing_stands_once(sign_in, office):
    client = sign_in(office)
    _upload(client, lists.SIMS, match="on")
    address = reverse("people:list-columns", args=[RollImport.objects.get().public_id])
    parts = {f"column{n}": "ignore" for n in range(1, 12)} | {"column3": "legal_surname", "column4": "legal_surname"}

    response = client.post(address, parts | {"column5": "legal_forename"})

    assert "holds this already" in response.text


def test_suspiciously_many_leavers_ask_for_their_number(sign_in, office):
    head = "Adno,Forename,Surname,Class\n"
    everybody = [f"{n},Wren{n},Ash{n},{n % 2}A\n" for n in range(100, 120)]
    lists.load(head + "".join(everybody))
    client = sign_in(office)
    look = _upload(client, head + "".join(everybody[:10]))

    refused = _save(client, look)
    assert "Type 10 if so many children have left" in refused.text
    assert Pupil.objects.filter(left_on=None).count() == 20

    _save(client, look, accepted_leavers="10")
    assert Pupil.objects.filter(left_on=None).count() == 10


def test_what_changed_since_the_look_is_not_saved(sign_in, office):
    client = sign_in(office)
    look = _upload(client, lists.NEUTRAL)
    lists.load(lists.NEUTRAL)

    response = _save(client, look)

    assert "Look at the changes once more" in response.text
    assert RollImport.objects.filter(status="previewed").exists()


def test_a_list_with_faults_shows_them_and_has_no_save_button(sign_in, office):
    look = _upload(sign_in(office), lists.NEUTRAL.replace("2021-11-24", "soon"))

    assert "<strong>Row 2:</strong>" in look.text
    assert "Save this list" not in look.text
    response = _save(sign_in(office), look)
    assert "Row 2" in response.text
    assert not Pupil.objects.exists()


def test_cancelling_drops_the_rows(sign_in, office):
    client = sign_in(office)
    _upload(client, lists.NEUTRAL)
    load = RollImport.objects.get()

    for _ in range(2):
        response = client.post(reverse("people:list-cancellation", args=[load.public_id]), follow=True)

    load.refresh_from_db()
    assert response.status_code == 200
    assert (load.status, load.staged, load.mapping) == ("cancelled", None, {})


def test_a_list_that_waits_longer_than_a_day_is_dropped(sign_in, office):
    _upload(sign_in(office), lists.NEUTRAL)
    RollImport.objects.update(uploaded_at=timezone.now() - timezone.timedelta(hours=25))

    assert drop_old_loads() == 1
    assert RollImport.objects.get().staged is None


BAD = {
    "nothing": b"",
    "a picture": b"\x89PNG\r\n\x1a\n" + b"\0" * 50,
    "a broken workbook": b"PK\x03\x04" + b"x" * 50,
    "hostile xml": b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><CTfile>&b;</CTfile>',
    "headings alone": b"Adno,Forename,Surname\n",
    "words": "just some words\n".encode("utf-16"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_an_error_in_words_and_keeps_what_was_chosen(sign_in, office, name):
    response = _upload(sign_in(office), BAD[name], whole="some", school_year="2027")

    assert response.status_code == 200
    if "form" in response.context and "whole" in response.context["form"].fields:
        assert response.context["form"].errors
        assert response.context["form"]["whole"].value() == "some"
        assert response.context["form"]["school_year"].value() == "2027"
    assert not Pupil.objects.exists()


@pytest.mark.parametrize("missing", ["kind", "school_year", "whole", "file"])
def test_what_lacks_is_asked_for(sign_in, office, missing):
    fields = {"kind": "pupils", "school_year": "2026", "whole": "all", "file": SimpleUploadedFile("a.csv", b"a,b")}
    fields.pop(missing)

    response = sign_in(office).post(reverse("people:list-new"), fields)

    assert list(response.context["form"].errors) == [missing]


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


@pytest.mark.parametrize("name", ["pupils", "lists", "list-new"])
def test_teachers_parents_and_governors_do_not_reach_these_pages(sign_in, teacher, parent, governor, name):
    codes = [sign_in(user).get(reverse(f"people:{name}")).status_code for user in (teacher, parent, governor)]

    assert codes == [403, 403, 403]


def test_the_safeguarding_lead_sees_pupils_and_loads_no_list(sign_in, dsl):
    client = sign_in(dsl)

    assert client.get(reverse("people:pupils")).status_code == 200
    assert client.get(reverse("people:lists")).status_code == 403


def test_a_saved_load_shows_its_figures(sign_in, office):
    load, _ = lists.load_staff(lists.STAFF)

    response = sign_in(office).get(load.get_absolute_url())

    assert "What was saved" in response.text
    assert "a command on the server" in response.text
