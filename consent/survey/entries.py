"""From a table and its mapping to entries: one child of one submission each, read but not matched."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from people.names import clean, fold
from people.spreadsheets.table import Cell, Line, Table

from .answers import looks_like_yes, read_answer, read_ticks
from .cells import EMPTY_COMMENTS, cell_text
from .dates import read_day, read_moment
from .entry import Entry, Lookalike, Moment, MomentState, NamedChild, NamedRespondent, Reading
from .mapping import CHILD_ROLES, Column, Mapping, Question, bind, fold_heading, purposes_asked, slugs_of
from .several import split_children

TOTALS = re.compile(r"^(?:grand\s+)?(?:sub)?totals?\b|^(?:sum|count|average|number of responses)\b", re.IGNORECASE)


@dataclass
class SurveyReading:
    """A file as read: its entries, what it asked and under which wording, and what was left alone.

    `wordings` gives for each purpose the (question, asked as a refusal) pairs; `refused` the headings that
    were not read.
    """

    entries: list[Entry] = field(default_factory=list)
    asked: tuple[str, ...] = ()
    wordings: dict[str, list[tuple[str, bool]]] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    hidden_rows: int = 0


@dataclass
class _Columns:
    """The columns of a mapping by what they are for, each with its place."""

    by_role: dict[str, list[tuple[Column, int]]]
    month_order: str | None
    epoch_1904: bool

    def cells(self, line: Line, role: str, child: int | None = None) -> Iterator[tuple[Column, Cell]]:
        """The cells of a role; with `child`, those of that child and those of no child in particular."""
        for column, index in self.by_role.get(role, ()):
            if child is None or column.child in (None, child):
                yield column, line.cells[index] if index < len(line.cells) else None

    def text(self, line: Line, role: str, child: int | None = None, limit: int = 200) -> str:
        for _, cell in self.cells(line, role, child):
            if text := clean(cell_text(cell))[:limit]:
                return text
        return ""


def read_entries(table: Table, mapping: Mapping) -> SurveyReading:
    """Every entry of a table. Raises MappingFault if the mapping does not fit its headings."""
    bound = bind(mapping, table)
    by_role: dict[str, list[tuple[Column, int]]] = defaultdict(list)
    for column, index in bound:
        by_role[column.role].append((column, index))
    columns = _Columns(by_role, mapping.date_order, table.epoch_1904)
    read = _read_long if mapping.layout == "long" else _read_wide
    used = {index for column, index in bound if column.role != "ignore"}
    return SurveyReading(
        entries=list(read(table, mapping, columns)),
        asked=purposes_asked(mapping),
        wordings=_wordings(mapping),
        refused=[heading for index, heading in enumerate(table.headings) if index not in used and heading],
        hidden_rows=table.hidden_rows,
    )


def _wordings(mapping: Mapping) -> dict[str, list[tuple[str, bool]]]:
    found: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    for column in mapping.columns:
        slugs: Iterable[str] = column.purposes if column.role == "consent" else ()
        if column.role == "consent_multi":
            slugs = {slug for option in column.options.values() for slug in slugs_of(option)}
        for slug in slugs:
            found[slug].append((column.header, column.polarity == "refusal"))
    for question in mapping.questions:
        for slug in question.purposes:
            found[slug].append((question.question, question.polarity == "refusal"))
    return dict(found)


def _read_wide(table: Table, mapping: Mapping, columns: _Columns) -> Iterator[Entry]:
    numbers = sorted({column.child for column in mapping.columns if column.child}) or [None]
    asked = purposes_asked(mapping)
    headings = {fold_heading(heading) for heading in table.headings if heading}
    for line in table.lines:
        is_response = _is_response(line, headings)
        moment, state = _moment(line, columns)
        respondent = _respondent(line, columns)
        comment = _comment(cell for _, cell in columns.cells(line, "comment"))
        begun = 0
        for number in numbers:
            named = _named(line, columns, number)
            if (
                number is not None
                and not _is_named(named)
                and (number != numbers[0] or _later_child(line, columns, numbers))
            ):
                continue
            answers, lookalikes = _answers(line, columns, number, asked)
            entry = Entry(
                line.record, begun + 1, named, respondent, moment, state, answers, lookalikes, comment, is_response
            )
            for child in split_children(entry) if is_response else [entry]:
                begun += 1
                yield replace(child, child=begun)


def _later_child(line: Line, columns: _Columns, numbers: list) -> bool:
    return any(_is_named(_named(line, columns, number)) for number in numbers[1:])


def _is_named(named: NamedChild) -> bool:
    return bool(named.full_name or named.forename or named.surname or named.admission_number or named.upn)


def _is_response(line: Line, headings: set[str]) -> bool:
    """Not a heading that is repeated, a totals row, or a note under the table."""
    texts = [cell_text(cell) for cell in line.cells]
    filled = [text for text in texts if text]
    same = sum(text.casefold() in headings for text in filled)
    if same >= 2 and same * 2 > len(filled):
        return False
    first = filled[0] if filled else ""
    return not (TOTALS.match(first) and not re.search(r"[A-Za-z]{2,}\s+[A-Za-z]{2,}", first.split(":")[0]))


def _moment(line: Line, columns: _Columns) -> tuple[Moment | None, MomentState]:
    if "when" not in columns.by_role:
        return None, MomentState.NO_COLUMN
    filled = [cell for _, cell in columns.cells(line, "when") if cell_text(cell)]
    if not filled:
        return None, MomentState.EMPTY
    moment = read_moment(filled[0], columns.month_order, columns.epoch_1904)
    return (moment, MomentState.READ) if moment else (None, MomentState.UNREADABLE)


def _respondent(line: Line, columns: _Columns) -> NamedRespondent:
    return NamedRespondent(
        name=columns.text(line, "who", limit=160),
        email=columns.text(line, "email", limit=254),
        relationship=columns.text(line, "relationship", limit=60),
    )


def _named(line: Line, columns: _Columns, child: int | None) -> NamedChild:
    reversed_name = columns.text(line, "child_surname_comma_forename", child)
    full = columns.text(line, "child_fullname", child) or reversed_name
    born = next((cell for _, cell in columns.cells(line, "dob", child) if cell_text(cell)), None)
    return NamedChild(
        full_name=full,
        surname_first=bool(reversed_name) and full == reversed_name,
        forename="" if full else columns.text(line, "child_forename", child),
        surname="" if full else columns.text(line, "child_surname", child),
        class_text=columns.text(line, "class", child, limit=120),
        admission_number=columns.text(line, "admission_number", child, limit=20),
        upn=columns.text(line, "upn", child, limit=20),
        born_on=read_day(born, None, columns.epoch_1904) if born is not None else None,
    )


def _comment(cells: Iterable[Cell]) -> str:
    texts = [clean(cell_text(cell)) for cell in cells]
    return "\n".join(text[:2000] for text in texts if text and fold(text.strip(" .!-–—/")) not in EMPTY_COMMENTS)


def _answers(
    line: Line, columns: _Columns, child: int | None, asked: Iterable[str]
) -> tuple[dict[str, Reading], tuple[Lookalike, ...]]:
    """The reading of every purpose; of two columns for one, a difference is unclear and a blank counts for nothing."""
    answers = dict.fromkeys(asked, Reading.BLANK)
    lookalikes: list[Lookalike] = []
    for role in ("consent", "consent_multi"):
        for column, cell in columns.cells(line, role, child):
            for slug, reading in _of_column(column, cell).items():
                answers[slug] = both(answers[slug], reading)
                if looks_like_yes(cell, reading) and not (role == "consent_multi" and reading is not Reading.UNCLEAR):
                    lookalikes.append(Lookalike(slug, clean(cell_text(cell))[:200], reading))
    return answers, _not_taken_as_yes(lookalikes, answers)


def _of_column(column: Column, cell: Cell) -> dict[str, Reading]:
    refusal = column.polarity == "refusal"
    if column.role == "consent_multi":
        return read_ticks(cell, column.options, refusal)
    return dict.fromkeys(column.purposes, read_answer(cell, refusal))


def both(first: Reading, second: Reading) -> Reading:
    """Two readings for one purpose in one submission."""
    if Reading.BLANK in (first, second):
        return second if first is Reading.BLANK else first
    return first if first is second else Reading.UNCLEAR


def _not_taken_as_yes(lookalikes: list[Lookalike], answers: dict[str, Reading]) -> tuple[Lookalike, ...]:
    return tuple(replace(look, taken_as=answers[look.purpose]) for look in lookalikes)


def _read_long(table: Table, mapping: Mapping, columns: _Columns) -> Iterator[Entry]:
    """One line an answer: the lines of one response and child are brought together."""
    questions = {fold_heading(question.question): question for question in mapping.questions}
    has_number = "response_id" in columns.by_role
    groups: dict[tuple, list[Line]] = {}
    for line in table.lines:
        named = _named(line, columns, None)
        key: tuple = (
            fold(" ".join((named.full_name, named.forename, named.surname))),
            named.admission_number,
            named.upn,
        )
        if has_number and (number := columns.text(line, "response_id")):
            key = (*key, number)
        else:
            moment, _ = _moment(line, columns)
            who = _respondent(line, columns)
            key = (*key, fold(named.class_text), fold(who.name), who.email.casefold(), moment)
        groups.setdefault(key, []).append(line)
    begun: dict[str, int] = defaultdict(int)
    for lines in groups.values():
        entry = _of_lines(lines, columns, questions, purposes_asked(mapping), has_number)
        number = columns.text(lines[0], "response_id") or f"line {entry.record}"
        for child in split_children(entry):
            begun[number] += 1
            yield replace(child, child=begun[number])


def _of_lines(
    lines: list[Line], columns: _Columns, questions: dict[str, Question], asked: tuple[str, ...], has_number: bool
) -> Entry:
    answers: dict[str, Reading] = {}
    lookalikes: list[Lookalike] = []
    comments: list[Cell] = [cell for line in lines for _, cell in columns.cells(line, "comment")]
    for line in lines:
        question = questions.get(fold_heading(columns.text(line, "question", limit=2000)))
        cell = next((cell for _, cell in columns.cells(line, "answer")), None)
        if question is None:
            continue
        if question.comment:
            comments.append(cell)
        reading = read_answer(cell, question.polarity == "refusal")
        for slug in question.purposes:
            answers[slug] = both(answers[slug], reading) if slug in answers else reading
            if looks_like_yes(cell, reading):
                lookalikes.append(Lookalike(slug, clean(cell_text(cell))[:200], reading))
    missing = frozenset(asked) - answers.keys()
    if has_number:
        answers |= dict.fromkeys(missing, Reading.BLANK)
    moment, state = _moment(lines[0], columns)
    return Entry(
        lines[0].record, 1, _named(lines[0], columns, None), _respondent(lines[0], columns), moment, state, answers,
        _not_taken_as_yes(lookalikes, answers), _comment(comments), True, frozenset() if has_number else missing,
    )  # fmt: skip


__all__ = ["CHILD_ROLES", "SurveyReading", "both", "read_entries"]
