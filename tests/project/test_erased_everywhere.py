"""Issue 8, Done 1: an erased person appears nowhere, and stays erased after an older backup is put back."""

import json
import uuid
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from audit.models import AuditEvent, RowLeave, Verb
from consent.models import Post, RecordedCheck
from incidents.models import Case, DataRequest
from incidents.search import matching
from people import destroyed_list
from people.actions.destroying import confirm_destruction
from people.actions.disposal import Asked, ask_destruction, set_period
from people.models import DestructionRecord, Ground, Pupil
from tests.project.erased import FORENAME, LEFT, SURNAME, WORDS, ErasedSchool, files_with, raw_words
from tests.project.portals import forget, migrated, portal
from tests.project.restoring import is_untouched, refused
from todwick_portal.backups.making import make_backup
from todwick_portal.backups.restoring import opened
from todwick_portal.backups.sealing import make_key
from todwick_portal.disposal.kinds import BY_SLUG

WHY = "Kept for six years, as decided."


class Erased:
    """A portal with the child, a backup of it, and what is left once two people had it erased."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.key = folder, str(folder / "key")
        self.before, self.after = folder / "before" / "monday.age", folder / "after" / "friday.age"
        for archive in (self.before, self.after):
            archive.parent.mkdir(parents=True)
        self.public = make_key(folder / "key")
        with portal(folder / "school") as self.database:
            migrated()
            school = ErasedSchool()
            self.planted, self.key_of_child = raw_words(), school.child.pk
            make_backup(self.before, [self.public])
            (self.before.parent / destroyed_list.NAME).unlink(missing_ok=True)
            pupil = BY_SLUG["pupil"]
            set_period(kind=pupil, months=72, source="Decided.", by=school.head)
            asked = Asked(Ground.DUE, WHY)
            ask_destruction(kind=pupil, found=school.child, asked=asked, by=school.head, address="https://x.example/")
            confirm_destruction(kind=pupil, found=school.child, by=school.chair)
            self.left = raw_words()
            make_backup(self.after, [self.public])
            connection.close()


@pytest.fixture(scope="module")
def erased(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock():
        made = Erased(tmp_path_factory.mktemp("erased"))
        yield made
        forget(made.database)


def test_the_words_stood_in_every_part_of_the_portal_before(erased):
    assert {word for words in erased.planted.values() for word in words} == set(WORDS)
    assert {table.partition("_")[0] for table in erased.planted} >= {"people", "consent", "incidents"}
    assert len(erased.planted) > 20, sorted(erased.planted)


def test_no_table_holds_a_word_of_the_erased_person(erased):
    assert erased.left == {}


def test_no_file_of_the_portal_holds_one_not_even_in_the_free_space_of_its_database(erased):
    assert files_with(erased.folder / "school") == {}


def test_the_next_backup_opened_holds_none(erased, elsewhere):
    with opened(erased.after, Path(erased.key).read_text()) as archive:
        found = [files_with(path.parent) for path in (archive.rows, *archive.files.values())]

    assert found and not any(found)


def test_what_was_of_others_is_still_there_and_says_that_something_went(erased, elsewhere):
    with portal(erased.folder / "school", erased.database):
        other = Case.objects.get(title="Words in a chat")
        assert other.incident.words == f"Corin wrote about {'█' * len(FORENAME)} {'█' * len(SURNAME)}."
        affected = Case.objects.get(title=f"A picture of {'█' * len(FORENAME)}")
        assert affected.people.get().name == f"{'█' * len(FORENAME)} {'█' * len(SURNAME)}"
        assert "laughed at by Corin Ashdown" in affected.incident.words
        assert {bool(file.destroyed_at) for file in affected.evidence.all()} == {True, False}
        for case in (other, affected):
            assert case.timeline.filter(what__startswith="Names of somebody").count() == 1
        assert RecordedCheck.objects.get().children.count() == Post.objects.get().children.count() == 1
        assert list(Pupil.objects.values_list("legal_forename", flat=True)) == ["Corin"]
        assert matching(Case.objects.all(), "corin").cases.count() == 2
        asked = DataRequest.objects.get(asker_name="Hester Ashdown")
        assert asked.words.startswith("Everything about Corin Ashdown, and what █")
        assert asked.parts.get().content["pieces"][0]["rows"][0].endswith("█ sat beside.")
        assert "07700" not in DataRequest.objects.get(about_user__isnull=False).asker_reach


def test_what_remains_is_a_record_without_a_name_and_the_record_of_everything_holds(erased, elsewhere):
    with portal(erased.folder / "school", erased.database):
        made = DestructionRecord.objects.get()
        assert (made.kind, made.described) == ("pupil", "Pupil, last in 6K (2018/19)")
        assert (made.counted_from, made.due_on, made.months) == (LEFT, LEFT.replace(year=2025), 72)
        assert (made.asked_as, made.confirmed_as, made.reason) == ("head", "chair", WHY)
        assert "2 parents and carers" in made.went
        assert not RowLeave.objects.exists()
        call_command("verify_audit")
        event = AuditEvent.objects.get(verb=Verb.DESTROYED)
        assert (event.target_id, event.details) == (str(made.pk), {"ground": "due"})


def test_the_list_beside_the_backup_names_the_row_and_nobody(erased):
    kept = destroyed_list.read(erased.after.parent / destroyed_list.NAME)

    assert [one["kind"] for one in kept.values()] == ["pupil"]
    assert [one["key"].split()[0] for one in kept.values()] == [str(erased.key_of_child)]
    assert not files_with(erased.after.parent)
    assert WHY not in (erased.after.parent / destroyed_list.NAME).read_text()


@pytest.mark.parametrize("place", ["named", "beside the archive", "in VAR_DIR"])
def test_put_back_from_the_older_backup_the_person_is_erased_again(erased, empty, place, capsys):
    kept = erased.folder / "school" / "var" / destroyed_list.NAME
    target = {"beside the archive": erased.before.parent, "in VAR_DIR": empty / "var"}.get(place)
    if target:
        (target / destroyed_list.NAME).write_bytes(kept.read_bytes())

    restored(erased, *([] if target else ["--destroyed", str(kept)]))
    (erased.before.parent / destroyed_list.NAME).unlink(missing_ok=True)

    assert "Destroyed again: 1 of 1" in capsys.readouterr().out
    assert raw_words() == {}
    call_command("verify_audit")
    assert AuditEvent.objects.filter(verb=Verb.DESTROYED_AGAIN).count() == 1
    assert AuditEvent.objects.get(verb=Verb.BACKUP_RESTORED).details["destroyed_again"] == 1
    assert DestructionRecord.objects.get().reason == destroyed_list.WORDS_LOST
    connection.close()
    assert files_with(empty) == {}


def restored(erased, *options: str) -> None:
    call_command("restore", str(erased.before), "--key", erased.key, "--into-empty", *options)


def test_without_any_list_it_is_said_that_the_erased_are_back(erased, empty, capsys):
    restored(erased)

    assert "destroyed.txt" in capsys.readouterr().out
    assert FORENAME in raw_words()["people_pupil"]


def test_a_list_that_cannot_be_read_stops_the_restore(erased, empty, capsys):
    bad = empty / "bad.txt"
    bad.write_text("nothing of the sort")

    said = refused(capsys, erased.before, erased.key, "--destroyed", str(bad))

    assert "Line 1" in said and "comes back" in said
    bad.unlink()
    assert is_untouched(empty)


def test_a_row_of_the_same_number_that_is_another_is_left_alone(erased, empty, capsys):
    """A portal that was put back gives numbers again: the list says more of a row than its number."""
    line = json.loads((erased.folder / "school" / "var" / destroyed_list.NAME).read_text())
    line["key"] = f"{erased.key_of_child} {uuid.uuid4()}"
    (empty / "other.txt").write_text(json.dumps(line))

    restored(erased, "--destroyed", str(empty / "other.txt"))

    assert "Destroyed again: 0 of 1" in capsys.readouterr().out
    assert Pupil.objects.filter(pk=erased.key_of_child).exists()
