"""Trying a file out: what the importer would make of a survey export, without a pupil list and keeping nothing."""

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.utils import timezone

from people.names import fold
from people.school_year import survey_window
from people.spreadsheets.table import Table

from .alike import by_words
from .effective import Status, resolve
from .loading import proposed, read_table
from .queue_words import child_text
from .survey import mapping as mappings
from .survey.entries import read_entries
from .survey.entry import Entry
from .survey.mapping import Mapping
from .survey.respondents import respondent_key
from .voices import Given

UNDATED = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Line:
    """One finding: the child as written, what it is about, and the parent's own words."""

    child: str
    about: str
    wrote: str = ""
    taken_as: str = ""


@dataclass(frozen=True)
class Written:
    """A comment, once, and the children beside whose answers it stands in these words."""

    text: str
    children: list[str]


@dataclass
class Trial:
    """What a file holds, in the order in which a headteacher would want to know."""

    file_name: str
    rows: int = 0
    children: int = 0
    answers: Counter[str] = field(default_factory=Counter)
    lookalikes: list[Line] = field(default_factory=list)
    comments: list[Written] = field(default_factory=list)
    differ: list[Line] = field(default_factory=list)
    outside: int = 0
    confirm: list[tuple[str, str]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    questions: list[tuple[str, str]] = field(default_factory=list)

    @property
    def comments_total(self) -> int:
        """How many comments there are, however few sentences they are."""
        return sum(len(written.children) for written in self.comments)

    @property
    def clear(self) -> int:
        return self.answers["yes"] + self.answers["no"]


def try_file(content: bytes, name: str, *, school_year: int, labels: dict[str, str]) -> Trial:
    """Read a survey export and say what is in it. Writes nothing, keeps nothing.

    Children are told apart by name and class alone, as there is no pupil list. `labels` are the purposes'
    words by slug. Raises UnreadableFile or MappingFault in words.
    """
    table = read_table(content, name)
    mapping = proposed(table)
    return summarise(table, mapping, name, school_year=school_year, labels=labels)


def summarise(table: Table, mapping: Mapping, name: str, *, school_year: int, labels: dict[str, str]) -> Trial:
    """The findings of one table under one mapping."""
    reading = read_entries(table, mapping)
    entries = [entry for entry in reading.entries if entry.is_response]
    inside = [entry for entry in entries if not _is_outside(entry, school_year)]
    found = Trial(file_name=name, rows=len(entries), outside=len(entries) - len(inside))
    found.children = len({_child(entry) for entry in inside})
    found.answers = Counter(value.value for entry in inside for value in entry.answers.values())
    found.lookalikes = [
        Line(child_text(entry), labels.get(look.purpose, look.purpose), look.wrote, look.taken_as.value)
        for entry in inside
        for look in entry.lookalikes
    ]
    written = by_words([entry for entry in inside if entry.comment], lambda entry: entry.comment)
    found.comments = [Written(group[0].comment, [child_text(entry) for entry in group]) for group in written]
    found.differ = _differences(inside, labels)
    found.confirm = mappings.needs_confirmation(mapping)
    found.refused = list(reading.refused)
    found.questions = [(labels.get(s, s), w) for s, asked in reading.wordings.items() for w, _ in asked]
    return found


def _is_outside(entry: Entry, school_year: int) -> bool:
    first, last = survey_window(school_year)
    return entry.moment is not None and not first <= timezone.localdate(entry.moment.at) <= last


def _child(entry: Entry) -> tuple[str, str]:
    return fold(child_text(entry)), fold(entry.named.class_text)


def _differences(entries: list[Entry], labels: dict[str, str]) -> list[Line]:
    """Children for whom two respondents answered yes and no to the same."""
    given: dict[tuple[str, str], dict[str, list[Given]]] = defaultdict(lambda: defaultdict(list))
    names: dict[tuple[str, str], str] = {}
    for number, entry in enumerate(entries):
        moment = entry.moment.at if entry.moment else UNDATED
        names.setdefault(_child(entry), child_text(entry))
        for slug, value in entry.answers.items():
            key = respondent_key(entry.respondent, ())
            given[_child(entry)][slug].append(Given(number, value.value, key, moment, moment))
    found = []
    for child, by_purpose in given.items():
        about = [labels.get(s, s) for s, all_ in by_purpose.items() if resolve(all_).status is Status.CONFLICT]
        if about:
            found.append(Line(names[child], ", ".join(about)))
    return found
