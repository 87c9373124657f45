"""A file that was taken for another one: answers to a survey, staff for pupils, pupils for staff.

Loading it would mark the whole school as left, so it is refused in words before anything is compared. Nothing
here is certain: whoever knows better says what each column holds, and is believed (`loading.refuse_other_file`).
"""

import re
from collections.abc import Sequence

from people.spreadsheets.table import Table

from . import columns
from .cells import cell_text, yes_or_no
from .columns import Part, fold_heading
from .staff import columns as staff_columns
from .staff.columns import StaffPart

_ASKING = re.compile(
    r"\b(consents?|permissions?|permit|happy|agree|allow(ed)?|object|tick|may (we|my|your|the)|can (we|my|your|the)|"
    r"do not|don[’']t|photos?|photographs?|photographed|images?|pictures?|film|filmed|videos?)\b",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"website|facebook|twitter|instagram|socialmedia|newsletter|prospectus|display|press|newspaper|photo|video|film|"
    r"consent|permission"
)
_SENT = re.compile(r"timestamp|submi(tted|ssion)|respon(se|dent)|completed|completion|answeredon")
_FEWEST_WORDS = 5
_MOSTLY = 0.8
_ROLL_ALONE = {
    Part.ADMISSION_NUMBER, Part.UPN, Part.JOINED_ON, Part.LEAVES_ON, Part.CONTACT_RESPONSIBILITY, Part.CONTACT_PRIORITY,
}  # fmt: skip
_BORN_AND_YEAR = {Part.BORN_ON, Part.YEAR_GROUP}


def survey_question(table: Table) -> str:
    """The heading by which a file is answers to a survey and no list of pupils or staff; empty if it is not.

    A survey asks something and says when it was sent; a pupil list has numbers, days of joining or leaving. A
    list with numbers and a column "Photo consent" stays a list; one with answers to three questions and a day on
    which they were sent in does not.
    """
    sent = is_sent_in(table.headings)
    asked = _asked(table, sent)
    if not asked:
        return ""
    parts = {column.part for column in columns.recognise(table.headings)}
    whole = [heading for heading in asked if _is_question(heading) or fold_heading(heading) == "question"]
    has_enough = bool(whole) or len(asked) >= 2 or sent
    is_list = bool(parts & _ROLL_ALONE) or (parts >= _BORN_AND_YEAR and not sent)
    return (whole or asked)[0] if (has_enough and not is_list) or (sent and len(asked) >= 3) else ""


def is_sent_in(headings: Sequence[str]) -> bool:
    """Whether a column says when or by whom a form was sent in: no list of pupils or staff has one."""
    return any(_SENT.search(fold_heading(heading)) for heading in headings)


def is_staff_list(headings: Sequence[str]) -> bool:
    """Whether these are the headings of a staff list: job titles, and nothing that only children have."""
    parts = {column.part for column in columns.recognise(headings)}
    staff = {column.part for column in staff_columns.recognise(headings)}
    return StaffPart.JOB_TITLE in staff and not parts & (columns.KEYS | columns.CONTACT_NAMES | {Part.YEAR_GROUP})


def is_pupil_list(headings: Sequence[str]) -> bool:
    """Whether these are the headings of a pupil list: numbers of children, or their births and years."""
    parts = {column.part for column in columns.recognise(headings)}
    staff = {column.part for column in staff_columns.recognise(headings)}
    return StaffPart.JOB_TITLE not in staff and (
        bool(parts & {Part.ADMISSION_NUMBER, Part.UPN}) or parts >= _BORN_AND_YEAR
    )


def _asked(table: Table, sent: bool) -> list[str]:
    """The headings that ask something: whole questions, and places with a yes or no in nearly every cell. In a
    file of forms that were sent in, anything with a yes or no was asked."""
    folded = {fold_heading(heading) for heading in table.headings}
    if {"question", "answer"} <= folded:
        return [heading for heading in table.headings if fold_heading(heading) == "question"]
    return [
        heading
        for place, heading in enumerate(table.headings)
        if _is_question(heading) or ((sent or _PLACE.search(fold_heading(heading))) and _is_answered(table, place))
    ]


def _is_question(heading: str) -> bool:
    return len(heading.split()) >= _FEWEST_WORDS and (heading.endswith("?") or bool(_ASKING.search(heading)))


def _is_answered(table: Table, place: int) -> bool:
    """Whether nearly every cell that is filled in begins with yes or no."""
    texts = [text for line in table.lines if (text := cell_text(line.cells[place]))]
    answers = [text for text in texts if yes_or_no(re.split(r"[\s,;:.–-]", text, maxsplit=1)[0]) is not None]
    return bool(answers) and len(answers) >= _MOSTLY * len(texts)
