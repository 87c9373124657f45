"""How a file is given out: as an attachment of its own kind, to who may read the incident, each time recorded."""

from audit.models import AuditEvent, Verb
from incidents.models import EvidenceFile

from .filed import added, address, safe, send
from .hostile_files import SAFE
from .made import report

# --- fetched --------------------------------------------------------------------------------------------------


KINDS = (
    "JPEG with notes",
    "PNG with a page behind it",
    "WEBP with notes",
    "PDF with a page behind it",
    "text with marks",
)
TYPES = ["image/jpeg", "image/png", "image/webp", "application/pdf", "text/plain; charset=utf-8"]


def test_every_file_is_given_out_as_an_attachment_under_its_checked_kind_in_a_sandbox(client, school):
    case = report(school.reporter)
    client.force_login(school.head)
    assert send(client, case, *[("page.html", SAFE[kind][0]) for kind in KINDS]).status_code == 302

    answers = [client.get(address(file)) for file in case.evidence.order_by("pk")]

    assert [answer["Content-Type"] for answer in answers] == TYPES
    for answer in answers:
        assert answer["Content-Disposition"].startswith("attachment; filename=")
        assert ".html" not in answer["Content-Disposition"]
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "no-store, private")
    assert AuditEvent.objects.about(case).filter(verb=Verb.EVIDENCE_OPENED, by_id=school.head.pk).count() == 5


def test_a_damaged_file_is_told_on_the_page_of_the_incident(client, school):
    case = report(school.reporter)
    file = added(case, school.head)
    EvidenceFile.objects.filter(pk=file.pk).update(sha256_kept="0" * 64)
    client.force_login(school.head)

    response = client.get(address(file), follow=True)

    assert response.redirect_chain == [(case.get_absolute_url(), 302)]
    assert "damaged or missing on the server" in response.content.decode()


def test_36_c3_a_screenshot_is_not_reached_without_signing_in_nor_guessed_and_each_fetching_is_recorded(client, school):
    case = report(school.reporter)
    file = added(case, school.reporter)
    url = address(file)

    nobody = client.get(url)
    client.force_login(school.head)
    fetched = client.get(url)

    assert (nobody.status_code, nobody.url) == (302, f"/accounts/login/?next={url}")
    assert (fetched.content, len(file.public_id.hex), file.public_id.version) == (safe().content, 32, 4)
    recorded = AuditEvent.objects.about(case).filter(verb=Verb.EVIDENCE_OPENED)
    assert [event.by_id for event in recorded] == [school.head.pk]
