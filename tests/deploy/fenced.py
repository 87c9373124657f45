"""What the services do besides answering: run on the machine by `manage.py shell`, inside the fences of a unit.

Each line that it prints is one thing that works there; the last ones are things that must not.
"""

import datetime as dt
import io
import socket
import zipfile
from pathlib import Path

import xlsxwriter
from django.contrib.auth.hashers import check_password, make_password
from django.db import DatabaseError, connection
from PIL import Image

from incidents.evidence.reading import made_safe
from people.pdf.pieces import Paper, plain, text
from people.pdf.rendering import rendered
from people.spreadsheets.reading import read


def picture() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (640, 480), "white").save(made, "PNG")
    return made.getvalue()


def workbook() -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        book.add_worksheet("Pupils").write_row(0, 0, ["Forename", "Surname", "Class"])
    return made.getvalue()


def refused(what, *faults) -> bool:
    try:
        what()
    except faults:
        return True
    return False


def remove_trigger() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_auditevent DISABLE TRIGGER ALL")


def empty_record() -> None:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE audit_auditevent CASCADE")


def make_table() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE of_somebody_else (id integer)")


def main() -> None:
    """Called on the machine alone, never where the code is worked on."""
    paper = Paper("Phones", "A school", dt.date(2026, 11, 30), [text(plain("Nobody films in the changing room."))])
    print("paper", rendered(paper)[:5] == b"%PDF-")
    print("spreadsheet", read(workbook(), "pupils.xlsx").sheets[0].name == "Pupils")
    print("picture", made_safe(picture(), "a.png").content[:4] == b"\x89PNG")
    print("password", check_password("three words do not belong", make_password("three words do not belong")))
    print("temporary folder", zipfile.is_zipfile(io.BytesIO(workbook())) and not Path("/tmp/typed").exists())
    print("code is not written", refused(lambda: Path("manage.py").touch(), OSError))
    print("settings are not read", refused(lambda: Path("/etc/todwick-portal.env").read_text(), OSError))
    print("no home is seen", refused(lambda: list(Path("/home").iterdir()), OSError))
    print("no raw socket", refused(lambda: socket.socket(socket.AF_PACKET, socket.SOCK_RAW), OSError))
    print("trigger stays", refused(remove_trigger, DatabaseError))
    print("record is not emptied", refused(empty_record, DatabaseError))
    print("no table", refused(make_table, DatabaseError))
