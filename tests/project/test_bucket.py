"""Uploads in a bucket of S3-compatible storage: kept, opened, sealed, destroyed, backed up and restored; and what
people read where the storage does not answer. The server is a process of its own, asked over HTTP (issue 8, 4)."""

import urllib.error
import urllib.request
import uuid

import pytest
from django.core.cache import caches
from django.core.exceptions import ImproperlyConfigured, SuspiciousFileOperation
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import Client, override_settings
from django.utils import timezone
from environs import Env

from audit.models import AuditEvent, Verb
from incidents import evidence_store, sealed_list
from incidents.actions.evidence import add_evidence, open_evidence, seal_evidence
from incidents.actions.evidence_ending import ask_destruction, confirm_destruction, sweep_evidence
from incidents.actions.faults import WrongState
from incidents.evidence_store import NotKept
from incidents.models import EvidenceFile
from people.stores import is_bucket
from policies.actions.documents import DocumentEntry, add_document
from policies.actions.faults import CannotBeSo
from policies.files import check_file
from policies.models import RelatedDocument
from tests.buckets import Bucket, Line, storage_server
from tests.factories import UserFactory
from tests.incidents.filed import added, address, safe, send
from tests.incidents.made import School, report
from tests.policies.made import PDF_BYTES
from tests.project.portals import forget, migrated, portal
from tests.project.restoring import refused
from todwick_portal import guard
from todwick_portal.backups.faults import CannotBackUp
from todwick_portal.backups.making import make_backup
from todwick_portal.backups.sealing import make_key
from todwick_portal.storage_settings import storages_from
from todwick_portal.upkeep.integrity import look_at_files
from todwick_portal.upkeep.storage import storage_fault

WHY = "On the advice of the police."


@pytest.fixture(scope="module")
def server():
    with storage_server() as address:
        yield address


@pytest.fixture
def bucket(server):
    kept = Bucket(server).make()
    with kept.in_use():
        yield kept


@pytest.fixture
def line(server):
    made = Line(server)
    yield made
    made.close()


@pytest.fixture
def far(server, line):
    """A bucket at the end of a line that can be cut."""
    Bucket(server, "far-away").make() if "far-away" not in _buckets(server) else None
    kept = Bucket(line.address, "far-away", prefix=uuid.uuid4().hex)
    with kept.in_use():
        yield kept


def _buckets(server: str) -> set[str]:
    return {one["Name"] for one in Bucket(server).client.list_buckets()["Buckets"]}


@pytest.fixture
def school(db):
    return School().everybody_leading()


# --- kept there, and handed out by the portal alone --------------------------------------------------------


def test_a_file_lies_in_the_bucket_under_a_name_by_chance_and_nobody_gets_it_without_the_portal(bucket, school, client):
    case = report(school.reporter)
    client.force_login(school.head)

    answer = send(client, case, ("../../Wren Penrose ü\n.txt", b"It was in the class chat.\n"))
    file = EvidenceFile.objects.get(case=case)
    got = client.get(address(file))

    assert (answer.status_code, got.status_code, got.content) == (302, 200, b"It was in the class chat.\n")
    [key] = bucket.objects()
    assert key == f"portal/{file.kept_as}" and len(file.kept_as) == len("evidence/") + 40
    assert "Wren" not in key and "Wren" not in str(bucket.client.head_object(Bucket=bucket.name, Key=key))
    with pytest.raises(urllib.error.HTTPError) as refusal:
        urllib.request.urlopen(f"{bucket.address}/{bucket.name}/{key}", timeout=10)
    assert refusal.value.code == 403
    refusal.value.close()
    with pytest.raises(ValueError, match="no address"):
        evidence_store.store().url(file.kept_as)


@pytest.mark.parametrize("name", ["../x", "/etc/passwd", "a//b", "a/./b", "a\\b", "a\x00b", "", "a/", "..", "a\nb"])
def test_no_name_leads_out_of_its_place(bucket, name):
    store = bucket.store()

    for ask in (store.open, store.delete, store.exists, lambda one: store._save(one, ContentFile(b"x"))):
        with pytest.raises((SuspiciousFileOperation, ValueError)):
            ask(name)
    assert bucket.objects() == {}


def test_a_document_of_a_policy_lies_there_and_is_read_by_everybody_who_may(bucket, db, client):
    office = UserFactory(role="office")
    entry = DocumentEntry("Acceptable Use Policy", file=check_file(PDF_BYTES, "../aup.pdf"))

    document = add_document(entry=entry, by=office)
    client.force_login(office)
    got = client.get(document.address)

    assert (got.status_code, got.content) == (200, PDF_BYTES)
    [key] = bucket.objects()
    assert key == f"portal/{document.file.name}" and document.file.name.startswith("documents/")
    assert "aup" not in key


def test_a_document_whose_row_cannot_be_saved_leaves_no_object(bucket, db):
    office = UserFactory(role="office")
    add_document(entry=DocumentEntry("Standards"), by=office)

    with pytest.raises(CannotBeSo, match="has this title"):
        add_document(entry=DocumentEntry("Standards", file=check_file(PDF_BYTES, "a.pdf")), by=office)

    assert bucket.objects() == {}


def test_sealed_stays_and_nobody_opens_it_destroyed_is_gone(
    bucket, school, django_capture_on_commit_callbacks, settings, tmp_path
):
    settings.VAR_DIR = tmp_path
    file = added(report(school.reporter), school.head)

    with django_capture_on_commit_callbacks(execute=True):
        seal_evidence(evidence=file, by=school.head)
    kept = list(bucket.objects())
    with django_capture_on_commit_callbacks(execute=True):
        ask_destruction(evidence=file, reason=WHY, by=school.head)
        confirm_destruction(evidence=file, by=school.dsl)

    assert (kept, list(bucket.objects())) == ([f"portal/{file.kept_as}"], [])
    assert sealed_list.read(tmp_path / "sealed.txt")[file.kept_as].destroyed_at


def test_without_its_row_no_object_stays_and_what_a_crash_left_goes_after_a_day(bucket, school):
    case = report(school.reporter)
    with pytest.raises(WrongState):
        key = report(school.reporter).timeline.first().form_key
        add_evidence(case=case, files=[safe(), safe()], note="", form_key=key, by=school.head)
    assert bucket.objects() == {}

    kept = added(case, school.head)
    with evidence_store.written([b"left over"]):
        pass
    now = timezone.now()

    assert (sweep_evidence(now), sweep_evidence(now + timezone.timedelta(days=2))) == (0, 1)
    assert list(bucket.objects()) == [f"portal/{kept.kept_as}"]


# --- where the storage does not answer ---------------------------------------------------------------------


@pytest.mark.parametrize("before_it_breaks", [0, 1, 2])
def test_a_storage_that_breaks_down_in_the_middle_keeps_nothing_by_half(
    far, line, server, school, client, before_it_breaks
):
    case = report(school.reporter)
    client.force_login(school.head)
    line.left = before_it_breaks

    answer = send(client, case, *((f"{n}.txt", b"It was in the class chat.\n") for n in range(3)), note="Typed once.")

    assert answer.status_code == 507
    text = answer.content.decode()
    assert "Not sent: the portal has no room to write just now." in text and "Typed once." in text
    assert (case.evidence.count(), AuditEvent.objects.filter(verb=Verb.EVIDENCE_ADDED).count()) == (0, 0)
    line.is_cut, line.left = False, -1
    sweep_evidence(timezone.now() + timezone.timedelta(days=2))
    assert [key for key in Bucket(server, far.name).objects() if key.startswith(far.prefix)] == []
    assert send(client, case, ("1.txt", b"It was in the class chat.\n")).status_code == 302


def test_while_it_is_down_each_page_says_so_and_nothing_is_changed(far, line, school, client):
    case = report(school.reporter)
    file = added(case, school.head)
    office = UserFactory(role="office")
    document = add_document(entry=DocumentEntry("A policy", file=check_file(PDF_BYTES, "a.pdf")), by=office)
    before = AuditEvent.objects.count()
    line.is_cut = True

    with pytest.raises(NotKept):
        added(case, school.head)
    with pytest.raises(WrongState, match="cannot be fetched just now, and nothing is lost"):
        open_evidence(evidence=file, by=school.head)
    with pytest.raises(CannotBeSo, match="cannot keep a file just now"):
        add_document(entry=DocumentEntry("Another", file=check_file(PDF_BYTES, "b.pdf")), by=office)
    client.force_login(office)
    page = client.get(document.address)

    assert (page.status_code, "cannot be fetched just now" in page.content.decode()) == (503, True)
    assert (AuditEvent.objects.count(), RelatedDocument.objects.count(), case.evidence.count()) == (before, 1, 1)
    assert sweep_evidence(timezone.now() + timezone.timedelta(days=2)) == 0


def test_bytes_of_a_destroyed_file_go_when_the_storage_is_back(
    far, line, school, django_capture_on_commit_callbacks, settings, tmp_path
):
    settings.VAR_DIR = tmp_path
    file = added(report(school.reporter), school.head)
    seal_evidence(evidence=file, by=school.head)
    ask_destruction(evidence=file, reason=WHY, by=school.head)
    line.is_cut = True

    with django_capture_on_commit_callbacks(execute=True):
        confirm_destruction(evidence=file, by=school.dsl)

    line.is_cut = False
    assert evidence_store.store().exists(file.kept_as)
    assert sweep_evidence(timezone.now() + timezone.timedelta(days=2)) == 1
    assert not evidence_store.store().exists(file.kept_as)


def test_health_and_the_page_of_upkeep_say_that_it_is_down(far, line, school, client):
    caches["process"].clear()
    assert storage_fault() == ""
    line.is_cut = True
    caches["process"].clear()

    with override_settings(TASKS={"default": {"BACKEND": "none"}}):
        said = Client().get("/health/").json()
    client.force_login(school.head)
    page = client.get("/upkeep/").content.decode()

    assert said == {"status": "fault", "faults": ["the file storage does not answer"]}
    assert "The bucket of uploads does not answer" in page and far.name not in page and line.address not in page
    caches["process"].clear()


def test_each_night_the_objects_are_compared_and_a_storage_that_is_down_is_asked_again(far, line, server, school):
    file = added(report(school.reporter), school.head)
    assert look_at_files().seen == 1 and look_at_files().fault == ""
    key = f"{far.prefix}/{file.kept_as}"
    Bucket(server).client.put_object(Bucket=far.name, Key=key, Body=b"other")
    assert look_at_files().fault == f"1 of 1 files damaged: {file.kept_as} is changed."
    line.is_cut = True

    with pytest.raises(OSError, match="does not answer as it must"):
        look_at_files()


# --- backups -----------------------------------------------------------------------------------------------


def test_a_backup_holds_the_objects_and_restores_them_into_an_empty_bucket(server, elsewhere, tmp_path, capsys):
    old, new = Bucket(server).make(), Bucket(server, prefix="").make()
    with portal(tmp_path / "old") as first, old.in_use():
        migrated()
        school = School().everybody_leading()
        files = [added(report(school.reporter), school.head, f"File {n}.".encode()) for n in range(3)]
        seal_evidence(evidence=files[0], by=school.head)
        old.client.put_object(Bucket=old.name, Key="portal/odd//name", Body=b"not the portal's")
        made = make_backup(tmp_path / "a.age", [make_key(tmp_path / "key")])
        assert made.manifest.files == 2
        assert "is not empty" in refused(capsys, tmp_path / "a.age", str(tmp_path / "key"))
    with portal(tmp_path / "new") as second, new.in_use():
        call_command("restore", str(tmp_path / "a.age"), "--key", str(tmp_path / "key"))
        assert new.objects() == {}
        call_command("restore", str(tmp_path / "a.age"), "--key", str(tmp_path / "key"), "--into-empty")
        assert new.objects() == {file.kept_as: f"File {n}.".encode() for n, file in enumerate(files) if n}
        assert not list((tmp_path / "new" / "var").glob("backup-work-*"))
    with portal(tmp_path / "third") as third:  # and into a folder, for a school that moves back
        call_command("restore", str(tmp_path / "a.age"), "--key", str(tmp_path / "key"), "--into-empty")
        assert not is_bucket() and evidence_store.read(files[1].kept_as) == b"File 1."
    for name in (first, second, third):
        forget(name)


def test_a_bucket_that_is_not_empty_or_does_not_answer_is_not_written_into(
    far, line, server, elsewhere, tmp_path, capsys
):
    with portal(tmp_path / "old") as first:
        migrated()
        school = School().everybody_leading()
        for number in range(3):
            added(report(school.reporter), school.head, f"File {number}.".encode())
        line.is_cut = True
        with pytest.raises(CannotBackUp, match="storage of uploads does not answer"):
            make_backup(tmp_path / "none.age", [make_key(tmp_path / "other")])
        assert [path.name for path in tmp_path.glob("*.age*")] == []
        line.is_cut = False
        make_backup(tmp_path / "a.age", [make_key(tmp_path / "key")])
    with portal(tmp_path / "new") as second:
        assert "The bucket of uploads is not empty." in refused(capsys, tmp_path / "a.age", str(tmp_path / "key"))
        empty = Bucket(line.address, far.name, prefix="another")
        with empty.in_use():
            line.left = 1
            said = refused(capsys, tmp_path / "a.age", str(tmp_path / "key"))
            assert "A file cannot be written into the bucket of uploads" in said
            line.is_cut, line.left = False, -1
        left = [key for key in Bucket(server, far.name).objects() if key.startswith("another/")]
        assert len(left) <= 1  # what was written while the line broke; the next try says that it is not empty
    for name in (first, second):
        forget(name)


# --- settings ----------------------------------------------------------------------------------------------

WHOLE = {"S3_BUCKET": "school", "S3_ENDPOINT": "https://s3.example", "S3_ACCESS_KEY": "a", "S3_SECRET_KEY": "b"}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"S3_SECRET_KEY": ""}, "S3_ACCESS_KEY and S3_SECRET_KEY are not both"),
        ({"S3_ENDPOINT": ""}, "neither S3_ENDPOINT nor S3_REGION"),
        ({"S3_ENDPOINT": "http://s3.example"}, "must begin with https://"),
        ({"S3_PREFIX": "a/../b"}, "must be a plain name"),
    ],
)
def test_half_a_setting_stops_the_start_and_names_no_secret(monkeypatch, change, words):
    for name, value in (WHOLE | change).items():
        monkeypatch.setenv(name, value)

    with pytest.raises(ImproperlyConfigured, match=words):
        storages_from(Env(), is_demo=False)


def test_a_whole_setting_is_taken_and_without_a_bucket_it_is_a_folder(monkeypatch):
    assert storages_from(Env(), is_demo=False)["default"]["BACKEND"] == "people.stores.FolderStore"
    for name, value in (WHOLE | {"S3_PREFIX": "/portal/"}).items():
        monkeypatch.setenv(name, value)

    options = storages_from(Env(), is_demo=False)["evidence"]["OPTIONS"]

    assert (options["bucket_name"], options["location"]) == ("school", "portal")


@pytest.mark.parametrize("how", ["grants", "object"])
def test_a_bucket_that_strangers_read_is_seen(server, how):
    bucket = Bucket(server).make()
    bucket.store()._save("documents/a", ContentFile(b"a"))
    assert bucket.store().why_public() == ""
    if how == "grants":
        bucket.client.put_bucket_acl(Bucket=bucket.name, ACL="public-read")
    else:
        bucket.client.put_object_acl(Bucket=bucket.name, Key="portal/documents/a", ACL="public-read")

    assert bucket.store().why_public()
    with bucket.in_use():
        [said] = guard.faults()
        assert f"Strangers can read the bucket {bucket.name}: " in said and "Make it private, then start." in said
        with pytest.raises(ImproperlyConfigured, match="Strangers can read"):
            guard.refuse_unsafe_start()


def test_a_bucket_that_does_not_answer_is_no_reason_not_to_start(far, line):
    line.is_cut = True
    assert guard.faults() == []
