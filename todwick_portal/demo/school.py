"""The demo school's lists as its management system would export them: pupils with parents, and staff."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence

from people.school_year import first_day, last_day
from people.upn import check_letter

from .families import CLASSES, LEFT, Child, Parent

_PARENT = ("name", "email", "relationship", "parental responsibility")
PUPIL_HEADINGS = (
    "Admission number", "UPN", "Legal forename", "Legal surname", "Preferred forename", "Date of birth",
    "Year group", "Class", "Admission date", "Leaving date",
    *(f"Parent {number} {what}" for number in (1, 2, 3) for what in _PARENT),
)  # fmt: skip
STAFF_HEADINGS = ("Staff code", "Title", "Forename", "Surname", "Work e-mail", "Job title", "Class", "Start date",
                  "End date")  # fmt: skip
# Code, title, forename, surname, address, post, class, years at the school. Miss Hallam is the demo's teacher.
_STAFF = (
    ("BAX", "Mrs", "Imelda", "Baxter", "i.baxter", "Class teacher", "RB", 6),
    ("MER", "Mr", "Tobias", "Merrick", "t.merrick", "Class teacher", "1M", 3),
    ("PER", "Mrs", "Shireen", "Pervez", "s.pervez", "Class teacher", "2P", 9),
    ("HAL", "Miss", "Nadia", "Hallam", "teacher", "Class teacher", "3H", 2),
    ("KAY", "Mr", "Olu", "Kayode", "o.kayode", "Class teacher", "4K", 4),
    ("TRA", "Mrs", "Gwyneth", "Tranter", "g.tranter", "Class teacher", "5T", 12),
    ("DYS", "Ms", "Carol", "Dyson", "c.dyson", "Teaching assistant", "3H", 7),
    ("FEL", "Mr", "Emil", "Feldman", "e.feldman", "Teaching assistant", "RB", 1),
    ("ROW", "Mrs", "Pauline", "Rowbotham", "p.rowbotham", "Midday supervisor", "", 15),
)
_OLD_6W = ("WES", "Mr", "Roland", "Weston", "r.weston", "Class teacher", "6W", 21)
_OLD_2P = ("OAK", "Ms", "Tamsin", "Oakley", "t.oakley", "Teaching assistant", "2P", 5)
LEFT_WITH_A_LETTER = "Oakley"
_NEW_6W = ("WIL", "Mr", "Stefan", "Wilk", "s.wilk", "Class teacher", "6W", 0)


def as_csv(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A table as a school's spreadsheet program saves it as CSV UTF-8."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def this_year(children: Iterable[Child]) -> list[Child]:
    """The 210 who are at the school now."""
    return [child for child in children if child.year < LEFT and not child.gone]


def last_year(children: Iterable[Child]) -> list[Child]:
    """The 210 of last year: one class higher today, or gone."""
    return [child for child in children if child.year > 0 and not child.joined]


def pupil_list(children: Iterable[Child], school_year: int) -> bytes:
    """This year's pupil list, as of `school_year`."""
    rows = [_pupil(child, school_year, child.year, child.class_code, "") for child in this_year(children)]
    return as_csv(PUPIL_HEADINGS, rows)


def former_pupil_list(children: Iterable[Child], school_year: int) -> bytes:
    """Last year's list, with the last day of those who left in summer. `school_year` is this year's."""
    last = f"{last_day(school_year - 1):%d/%m/%Y}"
    rows = [
        _pupil(child, school_year, child.year - 1, child.former_class, last if leaves(child) else "")
        for child in last_year(children)
    ]
    return as_csv(PUPIL_HEADINGS, rows)


def leaves(child: Child) -> bool:
    """Whether this was the child's last year here."""
    return child.gone or child.year == LEFT


def born_on(child: Child, school_year: int) -> dt.date:
    """A birthday within the year in which a child of this year group is born."""
    first = dt.date(school_year - 5 - child.year, 9, 1)
    return first + dt.timedelta(days=(child.slot * 12 + child.year) % 364)


def _upn(child: Child, school_year: int) -> str:
    """A number of an establishment that does not exist, with the right check letter."""
    entry = school_year - child.year
    rest = f"9994321{entry % 100:02d}{child.slot + (60 if child.gone else 0):03d}"
    return check_letter(rest) + rest


def _pupil(child: Child, school_year: int, year: int, code: str, last: str) -> list[str]:
    joined = first_day(school_year if child.joined else school_year - child.year)
    preferred = child.forename if child.legal_forename != child.forename else ""
    row = [
        child.admission_number, _upn(child, school_year), child.legal_forename, child.surname, preferred,
        f"{born_on(child, school_year):%d/%m/%Y}", str(year) if year else "R", code, f"{joined:%d/%m/%Y}", last,
    ]  # fmt: skip
    for parent in child.parents:
        row += _parent(parent)
    return row + [""] * (len(PUPIL_HEADINGS) - len(row))


def _parent(parent: Parent) -> list[str]:
    return [parent.name, parent.email, parent.relationship, "Yes" if parent.has_responsibility else "No"]


def staff_list(school_year: int) -> bytes:
    """This year's staff: a new teacher for 6W, and the two who left in summer."""
    last = f"{last_day(school_year - 1):%d/%m/%Y}"
    rows = [_staff(who, school_year) for who in (*_STAFF, _NEW_6W)]
    return as_csv(STAFF_HEADINGS, [*rows, *(_staff(who, school_year, last) for who in (_OLD_6W, _OLD_2P))])


def former_staff_list(school_year: int) -> bytes:
    """Last year's staff. `school_year` is this year's."""
    return as_csv(STAFF_HEADINGS, [_staff(who, school_year) for who in (*_STAFF, _OLD_6W, _OLD_2P)])


def _staff(who: tuple[str, str, str, str, str, str, str, int], school_year: int, last: str = "") -> list[str]:
    code, title, forename, surname, local, post, school_class, years = who
    begun = f"{first_day(school_year - years):%d/%m/%Y}"
    return [code, title, forename, surname, f"{local}@todwick.example", post, school_class, begun, last]


__all__ = [
    "CLASSES",
    "born_on",
    "former_pupil_list",
    "former_staff_list",
    "last_year",
    "pupil_list",
    "staff_list",
    "this_year",
]
