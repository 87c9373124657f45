"""What waits for a person, as one list on the start page: newest first, each line with what to do next.

Another thing that can wait gets a `Kind` with its number in `start.py`, and lines in `consent/start_waiting.py`.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from consent.models import SurveyImport
from consent.removal_desk import clock_words, in_words
from consent.start_waiting import Found
from incidents.desk import MINE, OUT

MOST = 8
DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Kind:
    """One kind of thing that waits: its key in the address, what a list of them is called, its state, what to do."""

    key: str
    many: str
    state: str
    step: str
    sign: str = "wait"


PLACE = Kind("place", "Answers to place", "Answer to place", "Choose the child", "ask")
COMMENT = Kind("comment", "Comments", "Comment to read", "Read it")
DECIDE = Kind("decide", "To decide", "To decide", "Decide place by place", "differ")
MATCH = Kind("load", "Loads begun", "Not saved yet", "Match its questions", "info")
ASKED = Kind("request", "Requests about pictures", "Request about a picture", "Ring, then answer it", "camera")
SAVE = Kind("load", "Loads begun", "Not saved yet", "Look it over and save it", "info")
INCIDENT = Kind("incident", "Incidents", "", "")  # each state has its own words, in `incident_desk.py`
COMPLAINT = Kind("complaint", "Complaints", "", "")  # as an incident, in `complaint_start.py`
REMOVAL = Kind("removal", "Pictures to remove", "", "Take them down, then tick each")
KINDS = (INCIDENT, COMPLAINT, REMOVAL, ASKED, PLACE, COMMENT, DECIDE, MATCH)
NAMED = {kind.key: kind for kind in KINDS}
# What lies across the kinds: whose it is, and when it happened. Chips of their own, behind the others.
VIEWS = {MINE: "Mine", OUT: "Out of hours"}
ROUTES = {
    ASKED.key: "consent:photo-request", PLACE.key: "consent:entry", COMMENT.key: "consent:entry",
    DECIDE.key: "consent:decision", MATCH.key: "consent:import", REMOVAL.key: "consent:takedown",
}  # fmt: skip
# From what lies across the kinds on to the lists.
WAYS = {
    INCIDENT.key: ("Incidents:", "incidents:incidents"), COMPLAINT.key: ("Complaints:", "incidents:complaints"),
    REMOVAL.key: ("All pictures to remove", "consent:takedowns"),
}  # fmt: skip
NARROWED: dict[str, dict[str, dict[str, str]]] = {
    MINE: {
        INCIDENT.key: {"state": "open", "mine": "mine"}, COMPLAINT.key: {"progress": "open", "mine": "mine"},
    },
    OUT: {INCIDENT.key: {"state": "open", "hours": "out"}},
}  # fmt: skip
SORTED_OUT = {kind.key for kind in (PLACE, COMMENT, DECIDE)}  # all on the one page of answers to sort out
BEGUN = {SurveyImport.Status.UPLOADED: MATCH, SurveyImport.Status.PREVIEWED: SAVE}


@dataclass(frozen=True)
class Line:
    """One thing that waits: since when, what it is, from whom, where it is dealt with, of which kind.

    `what` and `who` are names or words of the school's data, shown as they are. An incident says more: `about`, its
    own next `step`, and its `age` in school days; `who` is then with whom it is.
    """

    when: dt.datetime
    what: str
    who: str
    url: str
    kind: Kind
    about: str = ""
    step: str = ""
    age: str = ""

    @property
    def to_do(self) -> str:
        """What to do next."""
        return self.step or self.kind.step


@dataclass(frozen=True)
class Feed:
    """The lines shown with their ages, the chips above them, and how many there are in all. `views` are the chips that
    lie across the kinds, such as what is the reader's own; `among`: how many of each kind the chosen of these holds.
    """

    shown: list[tuple[Line, str]]
    chips: list[tuple[Kind, int]]
    chosen: str
    total: int
    views: list[tuple[str, str, int]] = field(default_factory=list)
    among: Mapping[str, int] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many there are of what was chosen."""
        counts = {kind.key: count for kind, count in self.chips} | {key: count for key, _, count in self.views}
        return counts.get(self.chosen, self.total)

    @property
    def has_chips(self) -> bool:
        """Whether there is anything to choose between."""
        return len(self.chips) > 1 or any(count < self.total for _, _, count in self.views)

    @property
    def to_sort_out(self) -> int:
        """How many stand on the page of answers to sort out, where it is a way on from what was chosen; else 0."""
        if self.chosen and self.chosen not in SORTED_OUT:
            return 0
        return sum(count for kind, count in self.chips if kind.key in SORTED_OUT)

    @property
    def ways_on(self) -> list[tuple[str, str]]:
        """From what lies across the kinds on to the lists, narrowed to that where a list can be: words, address."""
        found = []
        for key in [key for key, count in self.among.items() if count]:
            words, route = WAYS[key]
            if narrowed := NARROWED[self.chosen].get(key):
                found.append((f"{words} {self.among[key]}", f"{reverse(route)}?{urlencode(narrowed)}"))
            else:
                found.append((words, reverse(route)))
        return found

    @property
    def has(self) -> dict[str, bool]:
        """Which kinds are among what was chosen, for the ways on below the lines."""
        return {kind.key: self.chosen in ("", kind.key) for kind, _ in self.chips}


def chosen_of(asked: str, numbers: Mapping[str, int]) -> str:
    """The chip that an address asks for; "" for all where there is nothing of it, or no such chip."""
    return asked if numbers.get(asked) else ""


def feed_of(
    lines: Sequence[Line],
    now: dt.datetime,
    chosen: str = "",
    numbers: Mapping[str, int] | None = None,
    across: Mapping[str, Mapping[str, int]] | None = None,
) -> Feed:
    """The newest lines, of the kind `chosen` where there are any of it.

    `numbers`: how many there are of each kind, and of what lies across the kinds, where only the newest were fetched;
    then what was chosen of the latter was chosen already. A chip of which there is nothing is not shown. `across`: of
    the latter, how many there are of each kind.
    """
    counts = Counter(line.kind.key for line in lines) if numbers is None else Counter(dict(numbers))
    kinds = [kind for kind in KINDS if counts[kind.key]]
    chosen = chosen_of(chosen, counts)
    fitting = lines if not chosen or chosen in VIEWS else [line for line in lines if line.kind.key == chosen]
    newest = sorted(fitting, key=lambda line: line.when, reverse=True)[:MOST]
    return Feed(
        [(line, line.age or age(line.when, now)) for line in newest],
        [(kind, counts[kind.key]) for kind in kinds],
        chosen,
        sum(counts[kind.key] for kind in kinds),
        [(key, label, counts[key]) for key, label in VIEWS.items() if counts[key]],
        (across or {}).get(chosen, {}),
    )


def lines_for(found: Iterable[Found], now: dt.datetime) -> list[Line]:
    """What waits beside the cases, as lines. `now` is local: of a clock the weekday is told."""
    return [_removal(one, now) if one.kind == REMOVAL.key else _line(one) for one in found]


def _line(one: Found) -> Line:
    kind = BEGUN[SurveyImport.Status(one.status)] if one.kind == MATCH.key else NAMED[one.kind]
    return Line(one.when, one.what, one.who, reverse(ROUTES[one.kind], args=[one.public_id]), kind)


def _removal(one: Found, now: dt.datetime) -> Line:
    """Pictures to remove: whose, how many, by when. Too late it says so in words and with the sign of a no."""
    clock = timezone.localtime(one.clock) if one.clock else None
    is_late = clock is not None and clock < now
    state = in_words(one.left, one.looks)
    kind = Kind(REMOVAL.key, REMOVAL.many, f"Overdue: {state}" if is_late else state, "", "no" if is_late else "wait")
    step = "Tick it when it is gone" if clock is None else REMOVAL.step
    return Line(
        one.when, one.what, one.who, reverse(ROUTES[one.kind], args=[one.public_id]), kind,
        about=_sentence(clock_words(clock, now)) if clock else "", step=step,
    )  # fmt: skip


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def age(when: dt.datetime, now: dt.datetime) -> str:
    """How long something has waited, in hours and then in whole days of 24 hours.

    >>> now = dt.datetime(2026, 10, 13, 8, 0)
    >>> age(now - dt.timedelta(minutes=5), now), age(now - dt.timedelta(hours=5), now), age(now - DAY, now)
    ('this hour', '5 hours', '1 day')
    """
    waited = now - when
    count, unit = (waited // DAY, "day") if waited >= DAY else (waited // dt.timedelta(hours=1), "hour")
    return f"{count} {unit}{'' if count == 1 else 's'}" if count > 0 else "this hour"
