"""A survey export in a layout that nobody prepared for: title rows, another tool's questions, one of them a refusal."""

import datetime as dt
from pathlib import Path

import xlsxwriter

HEADINGS = (
    "Nr", "Sent at", "Pupil", "Form", "Signed by", "E-mail of signatory",
    "Pictures on our website?", "I do NOT agree to pictures of my child on X (formerly Twitter)",
    "Pictures in the newsletter?", "Pictures on display boards?", "Filming?", "First name next to a picture?",
    "Swimming badge", "Doctor and medication", "Remarks about photographs",
)  # fmt: skip
# Pupil, parent, website, NOT on X, newsletter, display, filming, name, remark.
_ANSWERS = (
    ("Whitworth, Ada", "Abigail Whitworth", "Y N Y Y Y Y", ""),
    ("Brennan, Callum", "Eileen Brennan", "Y Y Y Y Y Y", ""),
    ("Okonkow, Chidi", "Funke Okonkwo", "Y N Y Y Y Y", ""),
    ("Hartley, Daisy", "James Hartley", "N N Y Y N Y", ""),
    ("Qureshi, Farah", "Rukhsana Qureshi", "Y N Y Y Y Y", ""),
    ("Qureshi, Farah", "Shahid Qureshi", "Y Y Y Y Y Y", ""),
    ("Tasker, George", "Gemma Tasker", "Y N Y Y Y N", "He loves being in the newsletter."),
)
WAS_ASKED_OF = ("Ada", "Callum", "Chidi", "Daisy", "Farah", "George")


def messy_export(path: Path, day: dt.date, school_class: str = "3H") -> Path:
    """Seven answers of one class, sent on `day`."""
    with xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy hh:mm"}) as book:
        book.add_worksheet("Read me").write(0, 0, "Made with forms")
        sheet = book.add_worksheet("Answers")
        sheet.write(0, 0, "Photographs: all answers")
        sheet.write(1, 0, "Only for the office")
        sheet.write_row(3, 0, HEADINGS)
        for number, (pupil, parent, ticks, remark) in enumerate(_ANSWERS, start=1):
            at = dt.datetime.combine(day, dt.time(9, 10 * (number % 6)))
            email = parent.lower().replace(" ", ".") + "@families.example"
            row = [number, at, pupil, school_class, parent, email, *ticks.split(), "5 m", "none", remark]
            sheet.write_row(3 + number, 0, row)
        sheet.write_row(5 + len(_ANSWERS), 0, ["", "", f"Total: {len(_ANSWERS)}"])
    return path
