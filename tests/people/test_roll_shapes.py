"""The lists of six systems are the same children."""

import datetime as dt
from pathlib import Path

import pytest

from people.models import ClassMembership, Pupil, PupilContact
from people.roll.columns import Part, recognise
from people.roll.lists import ListFile, pack, unpack
from people.roll.loading import UnknownColumns, open_pupil_list
from people.spreadsheets.table import UnreadableFile

from . import lists

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared" / "samples"
SHAPES = {
    "neutral": lists.NEUTRAL.encode(),
    "sims": lists.SIMS.encode("cp1252"),
    "bromcom": b"\xef\xbb\xbf" + lists.BROMCOM.encode(),
    "scholarpack": lists.SCHOLARPACK.encode(),
    "arbor": lists.workbook(lists.ARBOR_HEADINGS, lists.ARBOR_ROWS),
    "ctf": lists.ctf(),
}
SAMPLES = [
    "roll_sims.csv", "roll_arbor.xlsx", "roll_bromcom.csv", "roll_scholarpack.csv", "roll_ctf.xml", "pupils_roll.csv",
]  # fmt: skip
samples_needed = pytest.mark.skipif(not SHARED.exists(), reason="the shared samples are not beside this checkout")


def _children():
    return sorted(Pupil.objects.values_list("legal_forename", "legal_surname", "preferred_forename", "born_on"))


@pytest.mark.parametrize("shape", SHAPES)
def test_each_shape_gives_the_same_children(db, shape):
    lists.load(SHAPES[shape])

    children = {(f, s, b) for f, s, _, b in _children()}
    expected = {
        ("Ella", "Pickles", dt.date(2021, 11, 24)),
        ("Łucja", "Okafor", dt.date(2022, 2, 18)),
        ("Theo", "Greaves", dt.date(2022, 7, 26)),
        ("Max", "Rahman", dt.date(2022, 1, 21)),
    }
    damaged = {"sims": ("?ucja", "Okafor"), "ctf": ("ŁUCJA", "OKAFOR")}.get(shape)
    if damaged:
        expected = {child for child in expected if child[1] != "Okafor"} | {(*damaged, dt.date(2022, 2, 18))}
    assert children == expected


@pytest.mark.parametrize("shape", SHAPES)
def test_each_shape_loaded_after_the_neutral_sheet_changes_nothing(db, shape):
    lists.load(SHAPES["neutral"])
    before = _children()

    plan = lists.load(SHAPES[shape])

    assert plan.counts == {"new": 0, "changed": 0, "unchanged": 4, "left": 0, "returned": 0}
    assert _children() == before


@pytest.mark.parametrize("shape", sorted(set(SHAPES) - {"ctf"}))
def test_class_and_year_group_are_read(db, shape):
    lists.load(SHAPES[shape])

    places = ClassMembership.objects.values_list("pupil__legal_surname", "school_class__code", "pupil__year_group")
    assert set(places) == {
        ("Pickles", "RB", "R"),
        ("Okafor", "RB", "R"),
        ("Greaves", "RB", "R"),
        ("Rahman", "1M", "1"),
    }


@samples_needed
@pytest.mark.slow
def test_the_six_samples_are_the_same_children(db):
    lists.load((SHARED / "pupils_roll.csv").read_bytes())

    for name in SAMPLES:
        plan = lists.load((SHARED / name).read_bytes())
        assert (name, plan.counts["unchanged"], plan.counts["new"], plan.counts["left"]) == (name, 210, 0, 0)
    assert Pupil.objects.count() == 210
    assert PupilContact.objects.filter(ends_on=None).count() == 420


def test_headings_are_told_by_meaning():
    headings = ["Adm No", "Pupil Forename", "Child's Surname", "D.O.B.", "Reg Group", "Parent 2 Email", "No photos"]

    parts = [(column.part, column.group) for column in recognise(headings)]

    assert parts == [
        (Part.ADMISSION_NUMBER, ""),
        (Part.LEGAL_FORENAME, ""),
        (Part.LEGAL_SURNAME, ""),
        (Part.BORN_ON, ""),
        (Part.CLASS, ""),
        (Part.CONTACT_EMAIL, "parent2"),
        (Part.DO_NOT_PUBLISH, ""),
    ]


def test_a_number_of_the_system_is_no_admission_number_beside_a_better_key():
    parts = [column.part for column in recognise(["Student ID", "Student name", "UPN"])]

    assert parts == [Part.IGNORE, Part.FULL_NAME, Part.UPN]
    assert recognise(["Student ID", "Student name"])[0].part is Part.ADMISSION_NUMBER


def test_a_list_without_names_says_which_headings_there_are(db):
    with pytest.raises(UnknownColumns, match="holds the child’s name"):
        lists.reading("Farbe,Nummer\nrot,1\nblau,2\n")


def test_real_dates_and_numbers_of_a_workbook_are_read(db):
    rows = [[4001, "Ella", "Pickles", dt.date(2021, 11, 24), "RB"], [4002, "Tom", "Lund", 44524, "RB"]]
    content = lists.workbook(["Adno", "Forename", "Surname", "DOB", "Class"], rows)

    read = lists.reading(content)

    assert [(row.admission_number, row.born_on) for row in read.rows] == [
        ("4001", dt.date(2021, 11, 24)),
        ("4002", dt.date(2021, 11, 24)),
    ]


def test_a_waiting_list_keeps_only_the_cells_that_are_read():
    listing = open_pupil_list(b"Adno,Forename,Surname,Allergies\n1,Ella,Pickles,nuts\n2,Tom,Lund,milk\n", "x.csv")

    kept = unpack(pack(listing, {0, 1, 2}))

    assert isinstance(kept, ListFile)
    assert [line.cells for line in kept.table.lines] == [["1", "Ella", "Pickles", ""], ["2", "Tom", "Lund", ""]]
    assert b"nuts" not in pack(listing, {0, 1, 2})


def test_a_transfer_file_gives_names_numbers_birthdays_and_years_alone():
    listing = open_pupil_list(lists.ctf("partial"), "file.xml")

    assert listing.is_partial
    assert listing.table.lines[0].cells == ["R372999926001", "Pickles", "Ella", "2021-11-24", "Lee", "", "", "R"]
    assert not open_pupil_list(lists.ctf("full"), "file.xml").is_partial
    assert open_pupil_list(lists.ctf("whatever"), "file.xml").is_partial


HOSTILE = {
    "entity": lists.ctf(head='<!DOCTYPE CTfile [<!ENTITY x SYSTEM "file:///etc/passwd">]>').replace(
        b"<Forename>Ella", b"<Forename>&x;"
    ),
    "bomb": lists.ctf(head='<!DOCTYPE CTfile [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'),
    "doctype alone": lists.ctf(head="<!DOCTYPE CTfile>"),
    "external": lists.ctf(head='<!DOCTYPE CTfile SYSTEM "http://127.0.0.1:9/x.dtd">'),
    "deep": b"<CTfile>" + b"<a>" * 5000 + b"</a>" * 5000 + b"</CTfile>",
    "cut off": lists.ctf()[:200],
    "other xml": b"<?xml version='1.0'?><html><body>hello</body></html>",
    "no pupil": lists.ctf(pupils=()),
    "strange encoding": lists.ctf().replace(b"utf-8", b"made-up"),
    "nul": b"<CTfile>\0\0\0</CTfile>",
    "empty": b"<",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_xml_is_refused_in_words(name):
    with pytest.raises(UnreadableFile) as fault:
        open_pupil_list(HOSTILE[name], "file.xml")

    assert str(fault.value).endswith(".")
