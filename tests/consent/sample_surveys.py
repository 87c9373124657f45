"""The sample surveys as rolls and entries, read with csv and openpyxl alone. Absent from a user's copy."""

import csv
import datetime as dt
from pathlib import Path

import openpyxl

from consent.survey.entry import Entry, Moment, MomentState, NamedChild, NamedRespondent, Precision
from people.names import clean
from people.roll.listing import ListedClass, ListedContact, ListedPupil, Roll

SAMPLES = Path(__file__).resolve().parents[2] / ".." / "shared" / "samples"
VARIANTS = ("v01", "v02", "v03", "v05", "v07", "v08", "v12")
ANSWERED = Moment(dt.datetime(2026, 9, 10, 12, tzinfo=dt.UTC), Precision.MINUTE)


def records(name: str) -> list[dict[str, str]]:
    """The rows of one of the sample tables."""
    with (SAMPLES / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def roll() -> Roll:
    """The pupils, classes and teachers of the samples. `pk` is the admission number as a number."""
    pupils = tuple(_pupil(row) for row in records("pupils_roll.csv"))
    teachers = {row["Class"]: f"{row['Title']} {row['Surname']}" for row in records("staff.csv") if row["Class"]}
    teachers["RB"] = "Mrs Brook"  # the assistant of the same class has left
    years = {pupil.class_codes[0]: pupil.year_group for pupil in pupils}
    return Roll(2026, pupils, tuple(ListedClass(c, "", (y,), (teachers[c],)) for c, y in years.items()))


def _pupil(row: dict[str, str]) -> ListedPupil:
    contacts = tuple(
        ListedContact(row[f"parent{n}"], row[f"parent{n}_email"], "", True) for n in (1, 2) if row[f"parent{n}"]
    )
    return ListedPupil(
        pk=int(row["pupil_id"]),
        admission_number=row["pupil_id"],
        upn=row["upn"],
        legal_forename=row["legal_forename"],
        middle_names=row["middle_names"],
        legal_surname=row["legal_surname"],
        preferred_forename=row["preferred_forename"],
        preferred_surname=row["preferred_surname"],
        born_on=dt.date.fromisoformat(row["dob"]),
        class_codes=(row["class"],),
        year_group=row["year_group"],
        contacts=contacts,
    )


def entries(variant: str) -> list[Entry]:
    """One entry for each row under the heading, all answered on the same day."""
    truth = [row for row in records("columns_truth.csv") if row["variant"] == variant]
    roles = {" ".join(row["header"].split()): row["role"] for row in truth}
    table = _table(next(SAMPLES.glob(f"{variant}_*")))
    heading = next(place for place, cells in enumerate(table) if len(set(roles) & set(_texts(cells))) > 2)
    columns = [roles.get(text, "ignore") for text in _texts(table[heading])]
    numbered = enumerate(table[heading + 1 :], start=heading + 2)
    return [_entry(record, dict(zip(columns, _texts(cells), strict=False))) for record, cells in numbered]


def _table(path: Path) -> list[list[object]]:
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as handle:
            return [list(cells) for cells in csv.reader(handle)]
    book = openpyxl.load_workbook(path)
    sheet = max(book.worksheets, key=lambda each: each.max_row)
    return [list(cells) for cells in sheet.iter_rows(values_only=True)]


def _texts(cells: list[object]) -> list[str]:
    return [" ".join(clean(str(cell)).split()) if cell is not None else "" for cell in cells]


def _entry(record: int, cell: dict[str, str]) -> Entry:
    comma = cell.get("child_surname_comma_forename", "")
    named = NamedChild(
        full_name=cell.get("child_fullname", "") or comma,
        surname_first=bool(comma),
        forename=cell.get("child_forename", ""),
        surname=cell.get("child_surname", ""),
        class_text=cell.get("class", ""),
    )
    respondent = NamedRespondent(cell.get("who", ""), cell.get("email", ""))
    total = any(text.startswith("Total") for text in cell.values())
    return Entry(record, 1, named, respondent, ANSWERED, MomentState.READ, {}, is_response=not total)
