"""Small lists in the shapes of the management systems, and helpers to load them."""

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from people.actions.rolls import ListSource, import_roll, prepare_roll
from people.actions.staff import import_staff
from people.models import RollImport, User
from people.roll.loading import (
    open_pupil_list,
    open_staff_list,
    pupil_columns,
    read_pupils,
    read_staff,
    staff_list_columns,
)
from people.roll.plan import RollPlan
from people.roll.rows import RollReading
from people.roll.staff.plan import StaffPlan

YEAR = 2026
SOURCE = ListSource("list.csv", "0" * 64)

NEUTRAL = """pupil_id,upn,legal_forename,middle_names,legal_surname,preferred_forename,preferred_surname,dob,sex,\
year_group,class,parent1,parent1_email,parent2,parent2_email
004001,R372999926001,Ella,Lee,Pickles,,,2021-11-24,M,R,RB,Donna Pickles,donna@example.org,Mark Pickles,mark@example.org
004015,M372999926006,Łucja,Rose,Okafor,,,2022-02-18,M,R,RB,Priti Okafor,priti@example.org,,
004061,C372999926027,Theo,James,Greaves,Teddy,,2022-07-26,F,R,RB,Wei Greaves,wei@example.org,,
004026,,Max,Lee,Rahman,,,2022-01-21,F,1,1M,Farah Rahman,farah@example.org,,
"""
SIMS = """Adno,UPN,Legal Surname,Legal Forename,Middle Name(s),Preferred Surname,Preferred Forename,DOB,Gender,\
Year Group,Reg Group
004001,R372999926001,Pickles,Ella,Lee,Pickles,Ella,24/11/2021,M,Year R,RB
004015,M372999926006,Okafor,?ucja,Rose,Okafor,?ucja,18/02/2022,M,Year R,RB
004061,C372999926027,Greaves,Theo,James,Greaves,Teddy,26/07/2022,F,Year R,RB
004026,,Rahman,Max,Lee,Rahman,Max,21/01/2022,F,Year  1,1M
"""
BROMCOM = """StudentID,AdmissionNumber,UPN,PreferredLastName,PreferredFirstName,LegalLastName,LegalFirstName,\
DateOfBirth,Gender,YearGroup,TutorGroup
54001,004001,R372999926001,Pickles,Ella,Pickles,Ella,24/11/2021,M,R,RB
54015,004015,M372999926006,Okafor,Łucja,Okafor,Łucja,18/02/2022,M,R,RB
54061,004061,C372999926027,Greaves,Teddy,Greaves,Theo,26/07/2022,F,R,RB
54026,004026,,Rahman,Max,Rahman,Max,21/01/2022,F,1,1M
"""
SCHOLARPACK = """Surname,Forename,Known As,DoB,M/F,Yr,Class,UPN,Adm No
Pickles,Ella,,24/11/2021,M,R,RB Mrs Brook,R372999926001,004001
Okafor,Łucja,,18/02/2022,M,R,RB Mrs Brook,M372999926006,004015
Greaves,Theo,Teddy,26/07/2022,F,R,RB Mrs Brook,C372999926027,004061
Rahman,Max,,21/01/2022,F,1,1M Miss Marlow,,004026
"""
ARBOR_HEADINGS = [
    "Arbor Student ID", "Student name", "Legal first name", "Legal last name", "Preferred first name",
    "Preferred last name", "UPN", "Date of birth", "Sex", "Year group", "Registration form",
]  # fmt: skip
ARBOR_ROWS: list[list[Any]] = [
    [1, "Ella Pickles", "Ella", "Pickles", "", "", "R372999926001", "24 Nov 2021", "Male", "Reception", "RB"],
    [2, "Łucja Okafor", "Łucja", "Okafor", "", "", "M372999926006", "18 Feb 2022", "Male", "Reception", "RB"],
    [3, "Teddy Greaves", "Theo", "Greaves", "Teddy", "", "C372999926027", "26 Jul 2022", "Female", "Reception", "RB"],
    [4, "Max Rahman", "Max", "Rahman", "", "", "", "21 Jan 2022", "Female", "Year 1", "1M"],
]
CTF_PUPILS = [
    ("R372999926001", "Pickles", "Ella", "2021-11-24", "Lee", "R"),
    ("M372999926006", "OKAFOR", "ŁUCJA", "2022-02-18", "Rose", "R"),
    ("C372999926027", "Greaves", "Theo", "2022-07-26", "James", "R"),
    ("", "Rahman", "Max", "2022-01-21", "Lee", "1"),
]
STAFF = """Staff Code,Title,Forename,Surname,Work Email,Job Title,Class,Start Date,End Date
HD,Mrs,Ruth,Ellison,Head@example.org,Headteacher,,01/09/2019,
DH,Mr,Owen,Pryce,opryce@example.org,Deputy Headteacher; DSL,,01/09/2020,
SBM,Ms,Gail,Turton,office@example.org,School Business Manager,,04/01/2016,
RBT,Mrs,Anne,Brook,brook@example.org,Class Teacher,RB,01/09/2022,
TA1,Miss,Zoë,O'Hara,zohara@example.org,Teaching Assistant,RB,01/09/2023,31/08/2026
"""


def ctf(qualifier: str = "full", pupils: Sequence[tuple[str, ...]] = CTF_PUPILS, head: str = "") -> bytes:
    """A Common Transfer File, with things in it that the portal must not read."""
    rows = "".join(
        f"<Pupil><UPN>{upn}</UPN><Surname>{surname}</Surname><Forename>{forename}</Forename><DOB>{dob}</DOB>"
        f"<BasicDetails><MiddleNames>{middle}</MiddleNames><NCyearActual>{year}</NCyearActual>"
        "<MedicalFlag>true</MedicalFlag><Ethnicity>WBRI</Ethnicity></BasicDetails>"
        "<LookedAfter><InCare>true</InCare></LookedAfter></Pupil>"
        for upn, surname, forename, dob, middle, year in pupils
    )
    return (
        f'<?xml version="1.0" encoding="utf-8"?>{head}<CTfile><Header><DocumentName>Common Transfer File'
        f"</DocumentName><DocumentQualifier>{qualifier}</DocumentQualifier></Header>"
        f"<CTFpupilData>{rows}</CTFpupilData></CTfile>"
    ).encode()


def workbook(headings: Sequence[str], rows: Sequence[Sequence[Any]]) -> bytes:
    """An .xlsx file with one sheet; dates become real date cells."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "default_date_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet("Students")
    for number, row in enumerate([headings, *rows]):
        for place, cell in enumerate(row):
            if isinstance(cell, dt.date):
                sheet.write_datetime(number, place, dt.datetime.combine(cell, dt.time()))
            else:
                sheet.write(number, place, cell)
    book.close()
    return buffer.getvalue()


def reading(content: str | bytes, today: dt.date = dt.date(2026, 10, 1)) -> RollReading:
    """A pupil list as read."""
    data = content.encode() if isinstance(content, str) else content
    listing = open_pupil_list(data, "list.csv")
    return read_pupils(listing, pupil_columns(listing.table.headings), today=today)


def load(content: str | bytes, year: int = YEAR, **options: Any) -> RollPlan:
    """Load a pupil list and give back what it did."""
    _, plan = import_roll(reading=reading(content), source=SOURCE, school_year=year, by=None, **options)
    return plan


def plan(content: str | bytes, year: int = YEAR, **options: Any) -> RollPlan:
    """What loading a pupil list would do."""
    return prepare_roll(reading(content), school_year=year, **options)


def load_staff(content: str, year: int = YEAR, by: User | None = None, **options: Any) -> tuple[RollImport, StaffPlan]:
    """Load a staff list, by a command unless `by` says who."""
    listing = open_staff_list(content.encode(), "staff.csv")
    read = read_staff(listing, staff_list_columns(listing.table.headings))
    return import_staff(reading=read, source=SOURCE, school_year=year, by=by, **options)
