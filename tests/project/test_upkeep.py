"""How the portal is doing, its backups and drills: what head, office and chair read, and what tells them of no case."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit.checking import check_chain
from audit.models import AuditEvent, ChainCheck, Verb
from incidents.complaints.abouts import About
from incidents.models import EvidenceFile
from people.actions.calendar import save_dates
from people.actions.upkeep import Held, keep_drill
from people.models import BackupCopy, Notification, RestoreDrill, UpkeepCheck
from people.roles import Role
from tests import html
from tests.factories import UserFactory
from tests.incidents.complaints.made import complain
from tests.incidents.filed import added
from tests.incidents.made import School, about, report
from tests.mornings import mails_at
from tests.people.calendar_dates import dates
from tests.trail.events import did, queries
from todwick_portal.upkeep.drills import drill_state
from todwick_portal.upkeep.state import signs
from todwick_portal.upkeep.words import files_in_words

pytestmark = pytest.mark.django_db
STATE, BACKUPS, COPY, PAPER = (
    reverse(f"upkeep:{name}") for name in ("state", "backups", "copy-new", "backups-pdf")
)  # fmt: skip
NOW = dt.datetime(2026, 11, 30, 9, tzinfo=dt.UTC)
MONDAY = dt.datetime(2026, 11, 9, 9, tzinfo=dt.UTC)


def _held(fault: str = "", **more) -> Held:
    whole = {"made_at": NOW, "version": "0.1.0", "rows": 6172, "files": 21, "events": 52, "head": "45d8" * 16}
    return Held(timezone.now(), "a.tar.age", fault, 75, **({} if fault else whole), **more)


def _text(client: Client, address: str) -> str:
    return html.Page(client.get(address).content.decode()).text


def _all_in_order() -> None:
    check_chain(by=None)
    for kind in (UpkeepCheck.Kind.DATABASE, UpkeepCheck.Kind.FILES):
        UpkeepCheck.objects.create(kind=kind, is_fine=True, seen=3)


def _state(key: str) -> tuple[str, str]:
    sign = {sign.key: sign for sign in signs(timezone.now())}[key]
    return sign.state, sign.says


# --- how it is doing ---------------------------------------------------------------------------------------


def test_where_all_is_in_order_the_page_says_so_in_one_sentence(client, head, settings):
    settings.BACKUP_RECIPIENTS = ["age1"]
    _all_in_order()
    did(Verb.BACKUP_MADE, bytes=12_345_678)
    keep_drill(held=_held(), by=head)
    client.force_login(head)

    text = _text(client, STATE)

    assert "All 11 things that the portal looks at are in order." in text
    assert "The last one was made just now, 12 MB." in text
    assert "This is version 0.1.0 of the portal." in text


def test_what_is_not_in_order_comes_first_with_what_to_do(client, head, settings):
    settings.BACKUP_RECIPIENTS = ["age1"]
    _all_in_order()
    did(Verb.BACKUP_MADE, at=timezone.now() - dt.timedelta(days=3), bytes=9)
    ChainCheck.objects.create(at=timezone.now(), is_whole=False, events=4, fault="Event 5 was changed.")
    client.force_login(head)

    rows = html.Page(client.get(STATE).content.decode()).text

    assert "2 of 11 things are not in order. Ask whoever runs the server to look today." in rows
    assert rows.index("Ask whoever runs the server to make one today.") < rows.index("In order")
    assert "Event 5" not in rows  # where it broke is for the chair


@pytest.mark.parametrize("age", [dt.timedelta(minutes=30), dt.timedelta(hours=2)])
def test_mail_that_waits_over_an_hour_is_at_fault(head, age):
    mail = Notification.objects.create(address="a@b.example", subject="x", message_id="1")
    Notification.objects.filter(pk=mail.pk).update(due_at=timezone.now() - age)

    state, says = _state("mail")

    assert says.startswith("1 waiting to be sent, 0 could not be sent")
    assert state == ("no" if age > dt.timedelta(hours=1) else "yes")


def test_room_that_runs_out_is_told(settings):
    settings.DISK_FLOOR_BYTES = 10**18
    assert _state("disk")[0] == "no"


def test_a_case_about_the_head_changes_no_word_of_what_the_head_reads(client):
    school = School().everybody_leading()
    _all_in_order()
    keep_drill(held=_held(), by=None)
    did(Verb.BACKUP_MADE, bytes=12_345_678)
    client.force_login(school.head)
    before = [_text(client, address) for address in (STATE, BACKUPS)]

    complain(about=About.HEAD, words="About the headteacher.")
    added(report(school.reporter, about(school.head)), school.chair)
    assert EvidenceFile.objects.count() == Notification.objects.filter(kind="case").exists() == 1

    after = [_text(client, address) for address in (STATE, BACKUPS)]
    assert [_without_disk(text) for text in before] == [_without_disk(text) for text in after]


def _without_disk(text: str) -> str:
    return " ".join(word for word in text.split() if not any(sign.isdigit() for sign in word))


def test_as_many_queries_for_three_of_everything_as_for_one(client, head):
    client.force_login(head)
    few = {}
    for count in (1, 2):
        for _ in range(count):
            _all_in_order()
            keep_drill(held=_held(), by=head)
            did(Verb.BACKUP_MADE, bytes=9)
            for place in BackupCopy.Place:
                BackupCopy.objects.create(place=place, where="x", archive_of=timezone.localdate(), by=head)
        now = {address: queries(client, address) for address in (STATE, BACKUPS)}
        few = few or now
        assert now == few


# --- backups and drills ------------------------------------------------------------------------------------


def test_the_page_shows_drills_that_went_well_and_those_that_failed(client, head):
    keep_drill(held=_held("This key does not open the archive."), by=None)
    keep_drill(held=_held(), by=head)
    client.force_login(head)

    text = _text(client, BACKUPS)

    assert "Failed Cannot be restored. This key does not open the archive. 75 seconds whoever runs the server" in text
    assert f"Proved Can be restored. Every row, file and event was proved. 75 seconds {head}" in text
    assert "6,172" not in text and "45d8" not in text


def test_the_chair_reads_the_numbers_and_the_head_of_the_record_too(client):
    keep_drill(held=_held(), by=None)
    client.force_login(UserFactory(role=Role.CHAIR))

    text = _text(client, BACKUPS)

    assert "Can be restored: 6,172 rows, 21 files; head of the record 45d845d845d845d8." in text
    assert "I looked at a copy" not in text
    assert client.get(COPY).status_code == 403


@pytest.mark.parametrize(("count", "said"), [(1, "1 file"), (0, "0 files"), (2100, "2,100 files")])
def test_one_file_is_one_file(count, said):
    assert files_in_words(count) == said


def test_a_drill_is_one_row_and_one_event_and_neither_changes(head):
    drill = keep_drill(held=_held("It is damaged."), by=head)

    event = AuditEvent.objects.get(verb=Verb.DRILL_HELD)
    assert (event.by, event.details) == (head, {"whole": False, "rows": 0, "files": 0})
    assert (drill.is_whole, drill.fault, RestoreDrill.objects.count()) == (False, "It is damaged.", 1)


def test_a_copy_is_noted_once_however_often_the_form_is_sent_and_shown_with_whom_and_when(client):
    typed = {"place": "elsewhere", "where": "Safe of the church", "archive_of": "2026-11-28", "form_key": uuid.uuid4()}

    with time_machine.travel(NOW):
        office = UserFactory(role=Role.OFFICE)
        client.force_login(office)
        answers = [client.post(COPY, typed) for _ in range(2)]
        text = _text(client, BACKUPS)

    assert [answer.status_code for answer in answers] == [302, 302]
    assert BackupCopy.objects.count() == AuditEvent.objects.filter(verb=Verb.BACKUP_COPY_SEEN).count() == 1
    assert f"In another building Looked at Safe of the church 28 November 2026 {office} , 30 November 2026" in text
    assert text.count("Nobody looked yet") == 2


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"place": ""}, "Choose which copy you looked at."),
        ({"place": "moon"}, "Choose one of the three."),
        ({"where": ""}, "Write where it is."),
        ({"where": "x" * 121}, "in at most 120 letters"),
        ({"archive_of": "soon"}, "Give a day, such as 28/11/2026."),
        ({"archive_of": "2999-01-01"}, "This day has not come yet."),
    ],
)
def test_a_fault_notes_nothing_and_keeps_what_was_typed(client, office, change, words):
    client.force_login(office)
    typed = {"place": "server", "where": "On the server", "archive_of": "2026-11-28", "form_key": uuid.uuid4()}

    page = html.Page(client.post(COPY, typed | change).content.decode())

    assert words in page.text and page.title.startswith("Error: ")
    assert BackupCopy.objects.count() == 0


def test_the_paper_says_what_the_page_says(client, head):
    keep_drill(held=_held(), by=head)
    client.force_login(head)

    answer = client.get(PAPER)

    assert (answer.status_code, answer["Content-Type"], answer.content[:5]) == (200, "application/pdf", b"%PDF-")
    assert "Backups and restore drills" in answer["Content-Disposition"]


# --- once a half-term --------------------------------------------------------------------------------------


def test_a_drill_is_due_again_with_each_half_term(office):
    save_dates(dates=dates(), by=office)
    with time_machine.travel(dt.datetime(2026, 10, 1, 9, tzinfo=dt.UTC)):
        assert drill_state(timezone.now()).is_due
        keep_drill(held=_held(), by=office)
        assert not drill_state(timezone.now()).is_due
    with time_machine.travel(dt.datetime(2026, 11, 3, 9, tzinfo=dt.UTC)):
        assert drill_state(timezone.now()).is_due
        keep_drill(held=_held("It is damaged."), by=office)
        assert drill_state(timezone.now()).is_due  # one that failed proved nothing


def test_head_and_office_hear_of_it_on_the_first_school_day_of_each_week(settings):
    with time_machine.travel(MONDAY - dt.timedelta(days=30)):
        school = School().everybody_leading()
        save_dates(dates=dates(), by=school.office)
    settings.BACKUP_RECIPIENTS = ["age1"]
    monday, tuesday = MONDAY, MONDAY + dt.timedelta(days=1)

    told = {user: mail.body for user, mail in mails_at(monday).items() if "restore drill" in mail.body}
    again = {user for user, mail in mails_at(tuesday).items() if "restore drill" in mail.body}

    assert set(told) == {school.head, school.office} and again == set()
    assert "1 restore drill of the backups to hold this half-term (Autumn 2, ’26), none was held yet" in str(told)


def test_without_backups_nobody_is_asked_for_a_drill(settings):
    with time_machine.travel(MONDAY - dt.timedelta(days=30)):
        school = School().everybody_leading()
        save_dates(dates=dates(), by=school.office)
        report(school.reporter)
    settings.BACKUP_RECIPIENTS = []

    mails = mails_at(MONDAY)
    assert mails and not any("restore drill" in mail.body for mail in mails.values())
