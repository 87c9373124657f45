"""A made-up school of any size and its survey export: the same for every way that is measured."""

import csv
import datetime as dt
import io
from dataclasses import dataclass
from itertools import product

from django.utils import timezone

from people.models import ClassMembership, Pupil, PupilContact, SchoolClass
from people.school_year import first_day, school_year_of

BEGINNINGS = ("Bra", "Cal", "Dor", "Ell", "Fen", "Gwi", "Hol", "Ivo", "Jas", "Kel", "Lor", "Mar", "Nes", "Ori", "Pru")
MIDDLES = ("ba", "de", "fi", "go", "ha", "li", "me", "no", "ri", "sa", "tu", "vy")
ENDINGS = ("ck", "d", "field", "lan", "ley", "more", "n", "ra", "ston", "th", "well", "x")
PURPOSES = ("website", "facebook", "x_twitter")
HEADINGS = (
    "Completed", "Admission number", "Child", "Class", "Parent", "E-mail", "Dietary needs",
    "School website?", "Facebook?", "X (Twitter)?",
)  # fmt: skip
ANSWERS = ("Yes", "No", "Yes", "Yes")
OPENED = dt.timedelta(hours=8)


@dataclass(frozen=True)
class School:
    """`rows` lines of a survey about `pupils` children, each answered for several times from
    September `until` now."""

    pupils: int
    rows: int
    school_year: int
    until: dt.datetime


def make(pupils: int, rows: int) -> School:
    """Put the pupils, their classes and one parent each into the database, past every action."""
    year = school_year_of(timezone.localdate())
    classes = SchoolClass.objects.bulk_create(
        SchoolClass(school_year=year, code=f"{form}{number}", year_groups=[str(form)])
        for form, number in product(range(1, 7), range(pupils // 150 + 1))
    )
    made = Pupil.objects.bulk_create(
        Pupil(admission_number=number(n), legal_forename=forename(n), legal_surname=surname(n), year_group="3")
        for n in range(pupils)
    )
    ClassMembership.objects.bulk_create(
        (ClassMembership(pupil=pupil, school_class=classes[n % len(classes)]) for n, pupil in enumerate(made)),
        batch_size=5000,
    )
    PupilContact.objects.bulk_create(
        (PupilContact(pupil=pupil, name=parent(n), email=email(n)) for n, pupil in enumerate(made)), batch_size=5000
    )
    return School(pupils, rows, year, timezone.localtime().replace(tzinfo=None))


def number(n: int) -> str:
    return f"{n + 1:06d}"


def forename(n: int) -> str:
    return BEGINNINGS[n % 15] + MIDDLES[n // 15 % 12] + ENDINGS[n // 180 % 12]


def surname(n: int) -> str:
    return (ENDINGS[n // 2160 % 12] + MIDDLES[n % 12] + ENDINGS[n // 12 % 12]).capitalize()


def parent(n: int) -> str:
    return f"{BEGINNINGS[n // 7 % 15]}{MIDDLES[n % 12]} {surname(n)}"


def email(n: int) -> str:
    return f"parent{n}@families.example"


def export(school: School, marker: str = "") -> bytes:
    """The survey export as .csv. `marker` stands in a column that nobody reads: other bytes, the same answers."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADINGS)
    opened = dt.datetime.combine(first_day(school.school_year), dt.time()) + OPENED
    step = (school.until - opened) / (school.rows + 1)
    for row in range(school.rows):
        n = row % school.pupils
        answers = [ANSWERS[(n + row // school.pupils + k) % 4] for k in range(len(PURPOSES))]
        when = f"{opened + step * row:%d/%m/%Y %H:%M:%S}"
        name = f"{forename(n)} {surname(n)}"
        writer.writerow([when, number(n), name, "", parent(n), email(n), marker, *answers])
    return out.getvalue().encode()


def mapping() -> dict[str, object]:
    """The mapping file of the export (contract 3)."""
    roles = ("when", "admission_number", "child_fullname", "class", "who", "email", "ignore")
    columns = [{"header": header, "role": role} for header, role in zip(HEADINGS, roles, strict=False)]
    columns += [
        {"header": header, "role": "consent", "purposes": [purpose], "polarity": "consent"}
        for header, purpose in zip(HEADINGS[len(roles) :], PURPOSES, strict=True)
    ]
    return {
        "layout": "wide", "sheet": None, "header_row": 1, "date_order": "dmy", "only_parents_could_answer": True,
        "survey_opened": None, "columns": columns, "questions": [],
    }  # fmt: skip
