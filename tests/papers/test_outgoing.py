"""What leaves this server is what its page says: as it is set up, and nothing else."""

import os
import shutil
import subprocess
import sys

import pytest
from django.conf import settings as kept
from django.urls import reverse

from people.delivery import send_due
from people.roles import Role
from tests.factories import UserFactory
from tests.guarded import connections
from tests.people.mail_server import MailServer
from tests.people.stored_mail import SMTP, mail
from todwick_portal.papers import outgoing

PROVIDER = {
    "provider_id": "microsoft",
    "name": "Microsoft 365",
    "settings": {"server_url": "https://login.microsoftonline.com/tenant/v2.0"},
}


def _where(key: str) -> list[str]:
    return [way.where for way in outgoing.ways() if way.key == key and way.is_out]


def test_mail_that_is_printed_goes_nowhere(settings):
    settings.MAIL_TRANSPORT = "django.core.mail.backends.console.EmailBackend"

    assert _where("mail") == []
    assert "Nothing leaves this server" in outgoing.document().lead


@pytest.mark.parametrize(("is_encrypted", "words"), [(True, "encrypted"), (False, "not encrypted on the way")])
def test_a_mail_server_is_named_with_its_port_and_whether_it_is_encrypted(settings, is_encrypted, words):
    settings.MAIL_TRANSPORT = SMTP
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "mail.school.example", 587, is_encrypted

    assert _where("mail") == ["mail.school.example, port 587"]
    assert [way.what for way in outgoing.ways() if way.key == "mail"] == [f"Mail server, {words}"]


def test_a_service_for_mail_is_named(settings):
    settings.MAIL_TRANSPORT = "anymail.backends.postmark.EmailBackend"

    assert _where("mail") == ["Postmark"]


def test_a_service_for_signing_in_is_named_by_its_host_and_never_by_its_secret(settings):
    settings.SIGN_IN_PROVIDERS = [{**PROVIDER, "client_id": "portal", "secret": "hush hush"}]

    assert _where("sign-in") == ["login.microsoftonline.com"]
    assert "hush hush" not in str(outgoing.document())


@pytest.mark.parametrize(
    ("host", "named"), [("db.school.example", ["db.school.example"]), ("127.0.0.1", []), ("/run/postgresql", [])]
)
def test_a_database_elsewhere_is_named_and_one_here_is_not(monkeypatch, host, named):
    monkeypatch.setitem(kept.DATABASES["default"], "HOST", host)

    assert _where("database") == named


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ({"bucket_name": "school", "endpoint_url": "https://s3.school.example:9000"}, ["s3.school.example"]),
        ({"bucket_name": "school", "endpoint_url": None, "region_name": "eu-west-2"}, ["s3.eu-west-2.amazonaws.com"]),
        ({"file_permissions_mode": 0o600}, []),
    ],
)
def test_storage_over_the_network_is_named_once(settings, options, named):
    store = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": options}
    settings.STORAGES = {**settings.STORAGES, "default": store, "evidence": store}  # no file is opened here

    assert _where("storage") == named


@pytest.mark.parametrize(("address", "named"), [("https://portal.school.example", 1), ("http://localhost:8000", 0)])
def test_the_nightly_look_at_the_own_certificate_stands_on_the_page_and_counts_as_no_way_out(settings, address, named):
    settings.SITE_URL = address
    found = [way for way in outgoing.ways() if way.key == "itself"]

    assert [(way.where, way.is_out) for way in found] == [
        ("portal.school.example, port 443: this portal itself", False)
    ] * named


def test_for_whom_backups_are_sealed_is_said_by_the_beginning_of_the_key_alone(settings):
    settings.BACKUP_RECIPIENTS = ["age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq"]

    assert [name for name, _ in outgoing.backups()] == ["Public key 1"]
    assert settings.BACKUP_RECIPIENTS[0] not in str(outgoing.document())


@pytest.mark.django_db
def test_sending_mail_connects_to_the_mail_server_of_the_settings_and_to_nobody_else(settings):
    server = MailServer()
    server.start()
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    mail()
    try:
        with connections() as found:
            assert send_due(transport=SMTP) == 1
    finally:
        server.stop()

    names = {place for place in found if str(server.port) in place or place == "127.0.0.1"}
    assert names and all("127.0.0.1" in place or place.startswith("b'127") for place in found)
    assert {place for place in found if place.startswith("(")} == {f"('127.0.0.1', {server.port})"}


CHILDREN = {
    "a PDF": (
        "import datetime as dt; from people.pdf.rendering import rendered; from people.pdf.pieces import Paper, text;"
        "assert rendered(Paper('A', 'B', dt.date(2026, 11, 30), [text('C')])).startswith(b'%PDF')"
    ),
    "a spreadsheet": (
        "from people.spreadsheets.reading import read; assert read(b'a,b\\n1,2\\n', 'a.csv')"
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", CHILDREN)
@pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed")
def test_the_process_that_makes_or_reads_a_file_opens_no_connection(what, tmp_path):
    """Seen from outside, every call of the process and its children: a hook of Python would not see a library’s own."""
    log = tmp_path / "calls"
    command = ["strace", "-f", "-qq", "-e", "trace=connect,sendto", "-o", str(log), sys.executable, "-c"]
    program = f"import django; django.setup(); {CHILDREN[what]}"
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "todwick_portal.settings"}

    subprocess.run([*command, program], cwd=kept.BASE_DIR, env=environment, check=True, capture_output=True)

    assert "AF_INET" not in log.read_text()


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.HEAD, Role.OFFICE, Role.DPO])
def test_head_office_and_officer_read_the_page(client, role):
    client.force_login(UserFactory(role=role))

    page = client.get(reverse("data:outgoing")).content.decode()

    assert "What never leaves it" in page
