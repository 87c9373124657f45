"""The worker's nightly look: a flipped byte in the database or in a file raises the alarm (security 2.5)."""

import datetime as dt
import ipaddress
import json
import socket
import ssl
import threading
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
import time_machine
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings
from django.utils import timezone

from audit import triggers
from audit.models import AuditEvent, Verb
from incidents.models import EvidenceFile, TimelineEntry
from people.models import Notification, UpkeepCheck
from policies.actions.documents import DocumentEntry, add_document
from policies.files import check_file
from tests.factories import UserFactory
from tests.incidents.filed import added
from tests.incidents.made import School, report
from tests.policies.made import PDF_BYTES
from tests.project.portals import forget, migrated, portal
from todwick_portal import heartbeat
from todwick_portal.upkeep.certificate import look_at_certificate
from todwick_portal.upkeep.nightly import look_each_night
from todwick_portal.upkeep.state import signs

Kind = UpkeepCheck.Kind
DAY = dt.timedelta(days=1)
DAMAGE = "the nightly look found damage in database or files"


class Here:
    """A portal with a case that has two files, and a document."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.school = School().everybody_leading()
        self.office = UserFactory(role="office")
        self.case = report(self.school.reporter)
        self.files = [added(self.case, self.school.head, f"File {n}.".encode()) for n in range(2)]
        entry = DocumentEntry("A policy", file=check_file(PDF_BYTES, "a.pdf"))
        self.document = add_document(entry=entry, by=self.office)

    def path(self, name: str) -> Path:
        return self.folder / "media" / name


@pytest.fixture
def here(elsewhere, tmp_path):
    with portal(tmp_path) as name:
        migrated()
        yield Here(tmp_path)
    forget(name)


def _flip(path: Path, place: int) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)


def _next_night(nights: int = 1) -> dict[str, UpkeepCheck]:
    with time_machine.travel(timezone.now() + nights * DAY):
        return {check.kind: check for check in look_each_night()}


def _faults() -> list[str]:
    caches["process"].clear()
    with override_settings(TASKS={"default": {"BACKEND": "none"}}):
        return list(Client().get("/health/").json()["faults"])


def test_what_is_whole_is_found_whole_once_a_night(here):
    assert {check.kind: check.is_fine for check in look_each_night()} == {Kind.DATABASE: True, Kind.FILES: True}
    assert look_each_night() == []
    found = _next_night()

    assert {kind: check.fault for kind, check in found.items()} == {Kind.DATABASE: "", Kind.FILES: ""}
    assert found[Kind.FILES].seen == 3
    assert DAMAGE not in _faults()
    assert not AuditEvent.objects.filter(verb=Verb.DAMAGE_FOUND).exists()


@pytest.mark.parametrize("which", [0, 1, "document"])
def test_a_flipped_byte_in_a_file_is_told_by_health_page_and_mail(here, which):
    look_each_night()
    name = here.document.file.name if which == "document" else here.files[which].kept_as
    _flip(here.path(name), 3)

    found = _next_night()
    _next_night(2)

    assert found[Kind.FILES].fault == f"1 of 3 files damaged: {name} is changed."
    assert DAMAGE in _faults()
    page = {sign.key: sign for sign in signs(timezone.now())}["files"]
    assert (page.state, name in page.detail, name in page.says) == ("no", True, False)
    mails = Notification.objects.filter(subject__startswith="The portal found something wrong with its files")
    assert {mail.address for mail in mails} == {here.school.head.email, here.office.email}
    assert not any(name in mail.body or "3" in mail.body.split("\n\n")[1] for mail in mails)
    assert [event.details for event in AuditEvent.objects.filter(verb=Verb.DAMAGE_FOUND)] == [{"damage": "files"}]


def test_a_missing_file_is_told_and_one_that_was_destroyed_is_not(here):
    here.path(here.files[0].kept_as).unlink()
    EvidenceFile.objects.filter(pk=here.files[1].pk).update(sealed_at=timezone.now(), destroyed_at=timezone.now())
    here.path(here.files[1].kept_as).unlink()

    [check] = [check for check in look_each_night() if check.kind == Kind.FILES]

    assert check.fault == f"1 of 2 files damaged: {here.files[0].kept_as} is missing."


def test_when_it_is_mended_the_alarm_ends(here):
    path = here.path(here.files[0].kept_as)
    _flip(path, 0)
    look_each_night()
    assert DAMAGE in _faults()

    _flip(path, 0)
    _next_night()

    assert DAMAGE not in _faults()


def test_a_row_that_never_changes_and_did_is_found_whatever_the_database(here):
    look_each_night()
    triggers.remove()
    entry = TimelineEntry.objects.first()
    TimelineEntry.objects.filter(pk=entry.pk).update(what=f"{entry.what[:-1]}!")
    triggers.install()

    first, second = _next_night()[Kind.DATABASE], _next_night(2)[Kind.DATABASE]

    assert "Rows of incidents_timelineentry that never change are other than on" in first.fault
    assert first.fault.split(" than ")[0] == second.fault.split(" than ")[0]
    assert DAMAGE in _faults()


def test_more_rows_are_no_damage_and_after_an_update_the_sums_begin_anew(here):
    look_each_night()
    report(here.school.reporter)
    assert _next_night()[Kind.DATABASE].is_fine

    last = UpkeepCheck.objects.filter(kind=Kind.DATABASE).first()
    kept = last.kept | {"migrations": ["people.0001_initial", 1]}
    UpkeepCheck.objects.filter(pk=last.pk).update(kept=kept)

    assert _next_night(2)[Kind.DATABASE].is_fine


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a file of SQLite")
@pytest.mark.parametrize("kind", ["table", "index"])
def test_a_flipped_byte_in_the_structure_of_the_database_file_is_found(here, kind):
    look_each_night()
    connection.close()
    path = here.folder / "portal.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute("SELECT min(rootpage) FROM sqlite_master WHERE type = %s AND tbl_name = 'people_user'", [kind])
        (page,) = cursor.fetchone()
    connection.close()
    _flip(path, (page - 1) * 4096)

    found = _next_night()[Kind.DATABASE]

    assert not found.is_fine and found.fault.startswith("The database file ")
    assert DAMAGE in _faults()


def test_before_two_at_night_last_nights_look_still_counts(here):
    with time_machine.travel(dt.datetime(2026, 11, 30, 1, 30, tzinfo=dt.UTC)):
        assert len(look_each_night()) == 2
    with time_machine.travel(dt.datetime(2026, 11, 30, 1, 59, tzinfo=dt.UTC)):
        assert look_each_night() == []
    with time_machine.travel(dt.datetime(2026, 11, 30, 2, 1, tzinfo=dt.UTC)):
        assert len(look_each_night()) == 2


def test_the_command_says_which_file_and_ends_with_1(here, capsys):
    _flip(here.path(here.files[0].kept_as), 0)
    look_each_night()

    with pytest.raises(SystemExit) as ended:
        call_command("portal_status")

    said = json.loads(capsys.readouterr().out)
    assert (ended.value.code, said["status"]) == (1, "fault")
    assert here.files[0].kept_as in {sign["key"]: sign for sign in said["signs"]}["files"]["detail"]


def test_the_command_sees_at_once_that_the_worker_is_silent(here, capsys):
    look_each_night()
    caches["worker"].clear()
    with override_settings(TASKS={"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}):
        with pytest.raises(SystemExit):
            call_command("portal_status")
        assert "Last heard: never" in capsys.readouterr().out
        heartbeat.beat()
        call_command("portal_status")


# --- the certificate ---------------------------------------------------------------------------------------


def _certificate(folder: Path, days: int) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - DAY).not_valid_after(now + days * DAY)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    path = folder / "both.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


@contextmanager
def _served(path: Path):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    with socket.create_server(("127.0.0.1", 0)) as server:

        def _answer() -> None:
            with suppress(OSError):
                client, _ = server.accept()
                with client, suppress(OSError):
                    context.wrap_socket(client, server_side=True).close()

        thread = threading.Thread(target=_answer, daemon=True)
        thread.start()
        yield f"https://127.0.0.1:{server.getsockname()[1]}"
        thread.join(timeout=5)


@pytest.mark.parametrize(("days", "left", "fault"), [(60, 59, ""), (9, 8, "ends in 8 days")])
def test_the_days_of_a_certificate_are_counted_and_few_of_them_are_told(tmp_path, days, left, fault):
    path = _certificate(tmp_path, days)
    trusted = ssl.create_default_context(cafile=str(path))

    with _served(path) as address, override_settings(SITE_URL=address):
        found = look_at_certificate(timezone.now(), trusted)

    assert found.seen == left and fault in found.fault and bool(found.fault) == bool(fault)


def test_a_certificate_that_browsers_do_not_trust_and_a_silent_server_are_told(tmp_path):
    with _served(_certificate(tmp_path, 60)) as address, override_settings(SITE_URL=address):
        assert "is not trusted" in look_at_certificate(timezone.now()).fault
    with override_settings(SITE_URL=address):
        assert "Nothing answers at 127.0.0.1" in look_at_certificate(timezone.now()).fault
