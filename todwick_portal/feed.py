"""What waits for a person, as one list on the start page: newest first, each line with what to do next.

Another thing that can wait gets a `Kind`, a function that finds its lines, and a place in `lines_for`.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from consent.models import PhotoRequest, ReviewEntry, SurveyImport
from consent.sorting import Desk
from people.models import User

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
KINDS = (INCIDENT, COMPLAINT, ASKED, PLACE, COMMENT, DECIDE, MATCH)
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
    """The lines shown with their ages, the chips above them, and how many there are in all."""

    shown: list[tuple[Line, str]]
    chips: list[tuple[Kind, int]]
    chosen: str
    total: int

    @property
    def count(self) -> int:
        """How many there are of what was chosen."""
        return next((count for kind, count in self.chips if kind.key == self.chosen), self.total)

    @property
    def to_sort_out(self) -> int:
        """How many stand on the page of answers to sort out, where it is a way on from what was chosen; else 0."""
        if self.chosen and self.chosen not in SORTED_OUT:
            return 0
        return sum(count for kind, count in self.chips if kind.key in SORTED_OUT)

    @property
    def has(self) -> dict[str, bool]:
        """Which kinds are among what was chosen, for the ways on below the lines."""
        return {kind.key: self.chosen in ("", kind.key) for kind, _ in self.chips}


def feed_of(
    lines: Sequence[Line], now: dt.datetime, chosen: str = "", numbers: Mapping[str, int] | None = None
) -> Feed:
    """The newest lines, of the kind `chosen` where there are any of it.

    `numbers`: how many there are of a kind of which only the newest were fetched.
    """
    counts = Counter(line.kind.key for line in lines)
    counts.update({key: number - counts[key] for key, number in (numbers or {}).items() if key in counts})
    kinds = {line.kind.key: line.kind for line in lines}
    fitting = [line for line in lines if line.kind.key == chosen] if chosen in counts else lines
    newest = sorted(fitting, key=lambda line: line.when, reverse=True)[:MOST]
    return Feed(
        [(line, line.age or age(line.when, now)) for line in newest],
        [(kinds[kind.key], counts[kind.key]) for kind in KINDS if kind.key in counts],
        chosen if chosen in counts else "",
        counts.total(),
    )


def lines_for(user: User, desk: Desk) -> list[Line]:
    """Everything that waits for `user`. `desk`: what is to be sorted out, fetched once for the whole page."""
    return [*_asked(user), *_placing(desk.entries), *_reading(desk.comments), *_deciding(desk), *_begun(user)]


def age(when: dt.datetime, now: dt.datetime) -> str:
    """How long something has waited, in hours and then in whole days of 24 hours.

    >>> now = dt.datetime(2026, 10, 13, 8, 0)
    >>> age(now - dt.timedelta(minutes=5), now), age(now - dt.timedelta(hours=5), now), age(now - DAY, now)
    ('this hour', '5 hours', '1 day')
    """
    waited = now - when
    count, unit = (waited // DAY, "day") if waited >= DAY else (waited // dt.timedelta(hours=1), "hour")
    return f"{count} {unit}{'' if count == 1 else 's'}" if count > 0 else "this hour"


def _asked(user: User) -> Iterator[Line]:
    for asked in PhotoRequest.objects.visible_to(user).open():
        yield Line(asked.sent_at, asked.child_name, asked.asked_by, asked.get_absolute_url(), ASKED)


def _placing(entries: Iterable[ReviewEntry]) -> Iterator[Line]:
    for entry in entries:
        yield Line(entry.opened_at, entry.child_text, entry.respondent_name, entry.get_absolute_url(), PLACE)


def _reading(comments: Iterable[ReviewEntry]) -> Iterator[Line]:
    for entry in comments:
        child = str(entry.pupil or entry.child_text)
        yield Line(entry.opened_at, child, entry.respondent_name, entry.get_absolute_url(), COMMENT)


def _deciding(desk: Desk) -> Iterator[Line]:
    """A child waits since the last of the answers came in between which somebody must decide."""
    for child in desk.children:
        given = [voice.given for place in child.places for voice in place.voices]
        since = max((one.recorded_at for one in given), default=dt.datetime.min.replace(tzinfo=dt.UTC))
        names = ", ".join(dict.fromkeys(one.respondent_name for one in given if one.respondent_name))
        address = reverse("consent:decision", args=[child.pupil.public_id])
        yield Line(since, str(child.pupil), names, address, DECIDE)


def _begun(user: User) -> Iterator[Line]:
    loads = SurveyImport.objects.visible_to(user).filter(status__in=BEGUN).select_related("uploaded_by")
    for load in loads.defer("repeats", "mapping", "counts"):
        by = load.uploaded_by.get_short_name() if load.uploaded_by else ""
        yield Line(load.uploaded_at, str(load), by, load.get_absolute_url(), BEGUN[SurveyImport.Status(load.status)])
