"""The pages of pupils and lists: who sees what, and a load from the file to the saved list."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent, Verb
from people.actions.waiting import drop_old_loads
from people.models import Pupil, RollImport, RollMapping, User
from people.roll.lists import unpack

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
