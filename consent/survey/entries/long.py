"""Files with one line an answer: the lines of one response and child are brought together (contract 3)."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator

from people.names import fold
from people.spreadsheets.table import Cell, Line, Table

from ..answers import looks_like_yes, read_answer
from ..cells import cell_text
from ..entry import Entry, Lookalike, Moment, MomentState, NamedChild, NamedRespondent, Reading
from ..mapping import Mapping, Question, fold_heading, purposes_asked
from .answering import both, lookalike, settled
from .children import split_children
from .columns import Columns, is_named, joined_comments
from .rows import Rows


def read_long(table: Table, mapping: Mapping, columns: Columns) -> Iterator[Entry]:
    """One entry a response and child, with the record of its first line, in the order of the file."""
    reader = _Lines(columns, mapping)
    rows = Rows(table, columns)
    begun: dict[Hashable, int] = defaultdict(int)
    responses = [line for line in table.lines if rows.is_response(line, [columns.named(line)])]
    for group, lines in _responses(responses, columns).items():
        for of_child in _by_child(lines, columns):
            entry = reader.entry(of_child)
            for child in split_children(entry) if entry.is_response else [entry]:
                begun[group] += 1
                yield child._replace(child=begun[group])


def _responses(lines: Iterable[Line], columns: Columns) -> dict[Hashable, list[Line]]:
    """The lines of each response: by its number, else by child, class, respondent and time."""
    found: dict[Hashable, list[Line]] = {}
    for line in lines:
        number = columns.text(line, "response_id")
        found.setdefault(fold(number) if number else _without_number(line, columns), []).append(line)
    return found


def _without_number(line: Line, columns: Columns) -> Hashable:
    named, who = columns.named(line), columns.respondent(line)
    when = tuple(cell_text(cell) for _, cell in columns.cells(line, "when"))
    return (
        _identity(named),
        fold(named.class_text),
        fold(who.name),
        who.email.casefold(),
        fold(who.relationship),
        when,
    )


def _identity(named: NamedChild) -> tuple[str, str, str]:
    name = fold(" ".join((named.full_name, named.forename, named.surname)))
    return name, named.admission_number.lstrip("0"), named.upn.upper()


def _by_child(lines: list[Line], columns: Columns) -> list[list[Line]]:
    """The lines of each child of one response. A line that names no child belongs to the one named before it."""
    found: dict[tuple[str, str, str], list[Line]] = {}
    nobody = _identity(NamedChild())
    named = [_identity(columns.named(line)) for line in lines]
    current = next((identity for identity in named if identity != nobody), nobody)
    for line, identity in zip(lines, named, strict=True):
        current = current if identity == nobody else identity
        found.setdefault(current, []).append(line)
    return list(found.values())


class _Lines:
    """Reads the lines of one child of one response as one entry."""

    def __init__(self, columns: Columns, mapping: Mapping) -> None:
        self._columns = columns
        self._asked = purposes_asked(mapping)
        self._questions = {fold_heading(question.question): question for question in mapping.questions}

    def entry(self, lines: list[Line]) -> Entry:
        columns = self._columns
        numbered = bool(columns.text(lines[0], "response_id"))
        asked = [(self._question(line), self._answer(line)) for line in lines]
        answers, lookalikes = _answers(asked)
        missing = frozenset(self._asked) - answers.keys()
        if numbered:
            answers |= dict.fromkeys(missing, Reading.BLANK)
        moment, state = self._moment(lines)
        comments = [columns.comment(line) for line in lines]
        comments += [joined_comments([cell]) for question, cell in asked if question and question.comment]
        return Entry(
            record=lines[0].record,
            child=1,
            named=self._named(lines),
            respondent=self._respondent(lines),
            moment=moment,
            moment_state=state,
            answers=answers,
            lookalikes=settled(lookalikes, answers),
            comment="\n".join(dict.fromkeys(filter(None, comments))),
            is_response=bool(answers) or any(comments),
            answers_missing=frozenset() if numbered else missing,
        )

    def _question(self, line: Line) -> Question | None:
        cells = self._columns.cells(line, "question")
        return next((self._questions.get(fold_heading(cell_text(cell))) for _, cell in cells), None)

    def _answer(self, line: Line) -> Cell:
        return next((cell for _, cell in self._columns.cells(line, "answer")), None)

    def _named(self, lines: list[Line]) -> NamedChild:
        found = [self._columns.named(line) for line in lines]
        first = next((named for named in found if is_named(named)), found[0])
        return first._replace(class_text=next((named.class_text for named in found if named.class_text), ""))

    def _respondent(self, lines: list[Line]) -> NamedRespondent:
        found = [self._columns.respondent(line) for line in lines]
        return next((who for who in found if who != NamedRespondent()), found[0])

    def _moment(self, lines: list[Line]) -> tuple[Moment | None, MomentState]:
        found = [self._columns.moment(line) for line in lines]
        filled = [pair for pair in found if pair[1] is not MomentState.EMPTY]
        return filled[0] if filled else found[0]


def _answers(asked: Iterable[tuple[Question | None, Cell]]) -> tuple[dict[str, Reading], list[Lookalike]]:
    """The readings of the purposes that have a line. Two different answers to one question are unclear."""
    answers: dict[str, Reading] = {}
    lookalikes: list[Lookalike] = []
    for question, cell in asked:
        if question is None or not question.purposes:
            continue
        reading = read_answer(cell, question.polarity == "refusal")
        for slug in question.purposes:
            answers[slug] = both(answers.get(slug, Reading.BLANK), reading)
            if looks_like_yes(cell, reading):
                lookalikes.append(lookalike(slug, cell, reading))
    return answers, lookalikes
