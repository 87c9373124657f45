"""Related documents: linked, given a file, looked at, read by whoever may (A11; requirements 21, 28, 32)."""

import datetime as dt
import re
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from audit.models import AuditEvent, Verb
from people.roles import Role
from policies.actions import draft_version
from policies.actions.documents import DocumentEntry, add_document, change_document, look_at_document
from policies.actions.faults import CannotBeSo, NothingChanged
from policies.files import check_file
from policies.models import Policy, RelatedDocument
from tests.factories import UserFactory
from todwick_portal.backups.files import present

from .made import PDF_BYTES, uploaded, word_bytes
from .pages import fetch
from .wordings import a_rule, a_wording

pytestmark = pytest.mark.usefixtures("that_wednesday")

LIST = "/policies/documents/"
AUP = "Acceptable Use Policy"


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def aup(version) -> RelatedDocument:
    return RelatedDocument.objects.get(title=AUP)


def given(document, by, content=PDF_BYTES, name="aup.pdf") -> RelatedDocument:
    entry = DocumentEntry(document.title, file=check_file(content, name))
    return change_document(document=document, entry=entry, by=by)


# --- 21, 28, 32 ---------------------------------------------------------------------------------------------


def test_21_rule_A7_shows_the_link_the_edition_and_the_day_somebody_looked(client, version, office):
    standards = RelatedDocument.objects.get(title="Teachers’ Standards")
    entry = DocumentEntry(standards.title, url=standards.url, dated="July 2011")
    change_document(document=standards, entry=entry, by=office)

    page = fetch(client, "/policies/social-media/rules/A7/")

    assert f'href="{standards.url}"' in page.html
    assert "July 2011" in page.words
    assert f"we last looked there on {standards.checked_on:%-d %B %Y}" in page.words


@pytest.mark.parametrize(("days", "is_due"), [(0, False), (364, False), (366, True)])
@pytest.mark.parametrize("who", ["head", "office"])
def test_21_after_twelve_months_the_start_page_of_head_and_office_says_so(request, sign_in, version, who, days, is_due):
    RelatedDocument.objects.filter(url__gt="").update(checked_on=localdate() - dt.timedelta(days=days))

    page = sign_in(request.getfixturevalue(who)).get(reverse("dashboard")).content.decode()

    assert ("1 document, not looked at for a year" in " ".join(re.sub("<[^>]+>", "", page).split())) == is_due


def test_21_a_governor_is_not_asked_to_look_at_documents(sign_in, version, governor):
    RelatedDocument.objects.update(checked_on=localdate() - dt.timedelta(days=800))

    assert "not looked at for a year" not in sign_in(governor).get(reverse("dashboard")).content.decode()


def test_28_rule_B2_says_that_the_document_is_not_linked_and_then_links_it(client, aup, office):
    before = fetch(client, "/policies/social-media/rules/B2/").words
    change_document(document=aup, entry=DocumentEntry(AUP, url="https://school.example/aup"), by=office)
    after = fetch(client, "/policies/social-media/rules/B2/")

    assert f"{AUP} not yet linked" in before
    assert 'href="https://school.example/aup"' in after.html and "not yet linked" not in after.words
    assert f"{AUP}: not yet linked" not in fetch(client, "/policies/social-media/").words


def test_32_the_complaints_procedure_is_two_clicks_from_the_page_for_parents(client, version, office):
    procedure = RelatedDocument.objects.get(title="Complaints procedure")
    given(procedure, office, name="Complaints procedure.pdf")

    page = fetch(client, "/policies/social-media/for/parents/")
    [link] = set(re.findall(r'href="(/policies/documents/[^"]+)"', page.html))

    assert client.get(link).content == PDF_BYTES


# --- what happens --------------------------------------------------------------------------------------------


def test_a_new_link_counts_as_looked_at_today(aup, office):
    change_document(document=aup, entry=DocumentEntry(AUP, url="https://school.example/aup"), by=office)

    aup.refresh_from_db()
    assert (aup.checked_on, aup.checked_by) == (localdate(), office)
    assert AuditEvent.objects.about(aup).get().details == {"fields": ["url"]}


def test_a_new_date_alone_is_no_look(aup, office):
    change_document(document=aup, entry=DocumentEntry(AUP, dated="version 3"), by=office)

    aup.refresh_from_db()
    assert (aup.dated, aup.checked_on) == ("version 3", None)


def test_a_file_is_kept_under_a_random_name_out_of_the_reach_of_the_web(aup, office):
    given(aup, office, name="Our AUP.pdf")

    aup.refresh_from_db()
    kept = Path(aup.file.path)
    assert re.fullmatch(r"[0-9a-f]{32}\.pdf", kept.name)
    assert kept.parent == django_settings.MEDIA_ROOT / "documents"
    assert kept.stat().st_mode & 0o077 == 0
    assert aup.file_name == "Our AUP.pdf"
    assert AuditEvent.objects.about(aup).get().details == {"fields": ["file"], "sha256": aup.sha256}


def test_a_link_takes_the_place_of_a_file_and_the_other_way_round(aup, office):
    given(aup, office)
    change_document(document=aup, entry=DocumentEntry(AUP, url="https://school.example/aup"), by=office)
    aup.refresh_from_db()
    assert (bool(aup.file), aup.url) == (False, "https://school.example/aup")

    given(aup, office)
    aup.refresh_from_db()
    assert (bool(aup.file), aup.url) == (True, "")


def test_a_file_taken_away_leaves_the_document_not_linked_and_not_looked_at(aup, office):
    given(aup, office)
    change_document(document=aup, entry=DocumentEntry(AUP, without_file=True), by=office)

    aup.refresh_from_db()
    assert (aup.is_linked, aup.checked_on, aup.file_name, aup.sha256) == (False, None, "", "")


def test_looking_is_noted_once_a_day_and_only_where_there_is_something_to_look_at(aup, office, head):
    with pytest.raises(NothingChanged):
        look_at_document(document=aup, by=office)
    given(aup, office)
    RelatedDocument.objects.update(checked_on=localdate() - dt.timedelta(days=500))

    look_at_document(document=aup, by=head)
    with pytest.raises(NothingChanged):
        look_at_document(document=aup, by=office)

    aup.refresh_from_db()
    assert (aup.checked_on, aup.checked_by) == (localdate(), head)
    assert AuditEvent.objects.about(aup).filter(verb=Verb.DOCUMENT_CHECKED).count() == 1


def test_saving_what_stands_already_writes_nothing(aup, office):
    given(aup, office)
    events = AuditEvent.objects.count()

    with pytest.raises(NothingChanged):
        given(aup, office)
    assert AuditEvent.objects.count() == events


def test_two_documents_have_no_title_in_common(aup, office):
    with pytest.raises(CannotBeSo):
        add_document(entry=DocumentEntry(AUP), by=office)


# --- the pages -----------------------------------------------------------------------------------------------


def test_the_office_gives_a_document_a_file_and_readers_download_it(sign_in, client, aup, office):
    address = aup.get_absolute_url()
    data = {"title": AUP, "url": "", "dated": "2026", "file": uploaded(word_bytes(), "AUP.docx")}

    assert sign_in(office).post(address, data).status_code == 302
    client.logout()
    response = client.get(reverse("policies:document-file", args=[aup.public_id]))

    assert response.content == word_bytes()
    assert response["Content-Disposition"] == 'attachment; filename="AUP.docx"'
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Type"].endswith("wordprocessingml.document")
    assert not response.cookies


@pytest.mark.parametrize(
    ("url", "content", "said"),
    [
        ("javascript:alert(1)", None, "Write it like https://"),
        ("ftp://school.example/aup", None, "Write it like https://"),
        ("//evil.example/aup", None, "Write it like https://"),
        ("data:text/html,x", None, "Write it like https://"),
        ("", b"<svg/>", "neither a PDF nor a Word document"),
        ("https://school.example/aup", PDF_BYTES, "not both"),
    ],
)
def test_a_bad_link_or_file_is_refused_with_what_to_do(sign_in, aup, office, url, content, said):
    data = {"title": AUP, "url": url, **({"file": uploaded(content)} if content else {})}

    page = sign_in(office).post(aup.get_absolute_url(), data).content.decode()

    assert said in page and "Error: " in page
    aup.refresh_from_db()
    assert not aup.is_linked


@pytest.mark.parametrize("role", [*Role, None])
def test_a_file_that_no_published_policy_names_is_for_those_who_look_after_the_list(client, head, office, role):
    policy = Policy.objects.create(slug="phones", title="Phones")
    draft_version(policy=policy, wording=a_wording(a_rule(related=("Phone contract",))), by=head)
    document = RelatedDocument.objects.get(title="Phone contract")
    given(document, office)
    if role:
        client.force_login(UserFactory(role=role))

    status = client.get(reverse("policies:document-file", args=[document.public_id])).status_code

    assert status == (200 if role in {Role.HEAD, Role.OFFICE} else 404)


def test_a_document_without_a_file_or_whose_file_is_gone_has_no_file_page(client, aup, office):
    address = reverse("policies:document-file", args=[aup.public_id])
    assert client.get(address).status_code == 404
    given(aup, office)
    aup.refresh_from_db()
    Path(aup.file.path).unlink()

    assert client.get(address).status_code == 404


def test_the_list_shows_first_what_needs_somebody(sign_in, version, office):
    rows = sign_in(office).get(LIST).context["rows"]

    assert [row["document"].title for row in rows][-1] == "Teachers’ Standards"
    assert rows[-1]["rules"] == ["Social media policy, A7"]


def test_looked_today_from_the_list_leads_back_to_it(sign_in, version, office):
    RelatedDocument.objects.update(checked_on=localdate() - dt.timedelta(days=400))
    document = RelatedDocument.objects.get(title="Teachers’ Standards")

    response = sign_in(office).post(reverse("policies:document-look", args=[document.public_id]), {"from_list": "1"})

    assert response.url == LIST
    document.refresh_from_db()
    assert document.checked_on == localdate()


def test_an_empty_list_says_how_it_fills(sign_in, office):
    assert "No policy names a document yet" in sign_in(office).get(LIST).content.decode()


def test_three_documents_cost_the_list_as_many_queries_as_one(sign_in, office, head, chair):
    counts, client = [], sign_in(office)
    for number in (1, 3):
        wording = a_wording(*(a_rule(f"A{n}", related=(f"Paper {n}",)) for n in range(1, number + 1)))
        policy = Policy.objects.create(slug=f"p{number}", title=f"P{number}")
        draft_version(policy=policy, wording=wording, by=head)
        for document in RelatedDocument.objects.all():
            document.checked_by = office
            document.save()
        client.get(LIST)
        with CaptureQueriesContext(connection) as used:
            assert len(client.get(LIST).context["rows"]) == number
        counts.append(len(used))

    assert counts[0] == counts[1]


def test_the_files_are_among_what_a_backup_copies(aup, office):
    given(aup, office)
    aup.refresh_from_db()

    assert {path for _, path in present()} == {Path(aup.file.path)}
