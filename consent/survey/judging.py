"""What becomes of each entry of a file: applied, left to a person, turned away, and who waits meanwhile."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple
from zoneinfo import ZoneInfo

from people.roll.listing import ListedPupil, Roll
from people.school_year import survey_window

from .addresses import FamilyAddresses
from .entry import Entry, MomentState, NamedChild, NamedRespondent
from .matching import Matcher
from .respondents import Standing, bare_side, is_unnamed, standing_and_key
from .verdict import Judged, Match, Outcome, Reason, Suggestion

SCHOOL_TIME = ZoneInfo("Europe/London")

_DOUBTS = {
    Standing.NOT_ON_LIST: Reason.RESPONDENT_NOT_ON_LIST,
    Standing.WITHOUT_RESPONSIBILITY: Reason.RESPONDENT_WITHOUT_RESPONSIBILITY,
    Standing.UNNAMED: Reason.RESPONDENT_UNNAMED,
    Standing.NAMESAKE: Reason.RESPONDENT_NAMESAKE,
}


def judge(
    entries: Iterable[Entry],
    roll: Roll,
    *,
    school_year: int,
    now: dt.datetime,
    only_parents_could_answer: bool,
    survey_opened: dt.date | None,
) -> list[Judged]:
    """The end of every entry of one file, in the order of the file (domain 5.3 to 5.10).

    An answer dated outside the year is turned away whatever else is wrong with it. `now` is aware;
    `survey_opened` stands for the dates of a file without a date column. Only a certain child, a readable
    date that has come, and a parent or carer with parental responsibility make an answer count.
    """
    bench = _Bench(roll, school_year, now, only_parents_could_answer, survey_opened)
    judged = _keep_sides_apart([bench.judge(entry) for entry in entries])
    answered = frozenset(one.pupil for one in judged if one.pupil is not None)
    return [_let_wait(one, answered) if one.outcome is Outcome.REVIEW else one for one in judged]


@dataclass
class _Bench:
    """What every entry of one file is judged by."""

    roll: Roll
    school_year: int
    now: dt.datetime
    only_parents: bool
    survey_opened: dt.date | None

    def __post_init__(self) -> None:
        self._matcher = Matcher(self.roll)
        self._addresses = FamilyAddresses(self.roll)
        self._pupils: dict[int, ListedPupil] = {pupil.pk: pupil for pupil in self.roll.pupils}
        self._first, self._last = survey_window(self.school_year)
        self._opens = _midnight(self._first)
        self._ends = min(_midnight(self._last + dt.timedelta(days=1)), self.now)
        self._known: dict[tuple[NamedChild, NamedRespondent], _People] = {}

    def judge(self, entry: Entry) -> Judged:
        if not entry.is_response:
            return Judged(entry, Outcome.IGNORE, reason=Reason.NOT_A_RESPONSE)
        timely = entry.moment is not None and self._opens <= entry.moment.at < self._ends
        if timely and entry.moment_state is MomentState.READ and not entry.several_in_cell:
            people = self._people(entry.named, entry.respondent)
            if people.counts:
                return Judged(entry, Outcome.MATCH, people.match.pupil, (), Reason.NONE, (), people.unnamed, people.key)
        return self._judge_closely(entry)

    def _judge_closely(self, entry: Entry) -> Judged:
        """An entry about which something is doubtful, or may be."""
        day = self._day(entry)
        if day is not None and not self._first <= day <= self._last:
            unnamed = is_unnamed(entry.respondent)
            return Judged(entry, Outcome.REJECT, reason=Reason.OUTSIDE_YEAR, respondent_unnamed=unnamed)
        people = self._people(entry.named, entry.respondent)
        match = people.match
        if people.stands is None:
            several = entry.several_in_cell and match.outcome is Outcome.REVIEW
            reason = Reason.SEVERAL_CHILDREN_IN_ONE_CELL if several else match.reason
            return _judged(entry, match, reason, people.unnamed)
        if doubt := self._doubt_about_date(entry, day) or self._doubt_about_respondent(entry, people):
            return _judged(entry, match, doubt, people.unnamed)
        return Judged(entry, Outcome.MATCH, match.pupil, respondent_unnamed=people.unnamed, respondent_key=people.key)

    def _people(self, named: NamedChild, respondent: NamedRespondent) -> "_People":
        """What a child and a respondent are found to be; parents answer again, and are looked for once."""
        known = self._known.get((named, respondent))
        if known is None:
            known = self._known[named, respondent] = self._look_for(named, respondent)
        return known

    def _look_for(self, named: NamedChild, respondent: NamedRespondent) -> "_People":
        match, unnamed = self._matcher.match(named, respondent), is_unnamed(respondent)
        if match.pupil is None:
            return _People(match, unnamed)
        pupil = self._pupils[match.pupil]
        stands, key = standing_and_key(respondent, pupil)
        if stands is Standing.ON_LIST and self._addresses.of_others_alone(respondent, pupil):
            stands = Standing.NAMESAKE
        return _People(match, unnamed, stands, key, self._counts(stands))

    def _counts(self, stands: Standing) -> bool:
        """Whether somebody who stands so towards a pupil may answer for it."""
        return stands is Standing.ON_LIST or (stands is Standing.UNNAMED and self.only_parents)

    def _day(self, entry: Entry) -> dt.date | None:
        """The local day of the answer, or None where the file should give one and does not."""
        if entry.moment_state is MomentState.NO_COLUMN:
            return self.survey_opened
        if entry.moment is None or entry.moment_state is not MomentState.READ:
            return None
        return entry.moment.at.astimezone(SCHOOL_TIME).date()

    def _doubt_about_date(self, entry: Entry, day: dt.date | None) -> Reason | None:
        if day is None:
            unread = entry.moment_state in {MomentState.UNREADABLE, MomentState.READ}
            return Reason.DATE_UNREADABLE if unread else Reason.DATE_MISSING
        if entry.moment_state is MomentState.READ and entry.moment is not None:
            return Reason.DATE_IN_FUTURE if entry.moment.at > self.now else None
        return Reason.DATE_IN_FUTURE if day > self.now.astimezone(SCHOOL_TIME).date() else None

    def _doubt_about_respondent(self, entry: Entry, people: "_People") -> Reason | None:
        if entry.several_in_cell:
            return Reason.SEVERAL_CHILDREN_IN_ONE_CELL
        return None if people.counts or people.stands is None else _DOUBTS[people.stands]


class _People(NamedTuple):
    """A named child and a respondent: the pupil who is meant, and where the respondent stands towards that pupil.

    `stands` and `key` are of a certain match alone; `counts` where this respondent may answer for that pupil.
    """

    match: Match
    unnamed: bool
    stands: Standing | None = None
    key: str = ""
    counts: bool = False


def _midnight(day: dt.date) -> dt.datetime:
    """The moment at which a day of the school begins."""
    return dt.datetime.combine(day, dt.time(), SCHOOL_TIME).astimezone(dt.UTC)


def _judged(entry: Entry, match: Match, reason: Reason, unnamed: bool) -> Judged:
    """An entry that is not applied: turned away with the match, or left to a person."""
    outcome = Outcome.REJECT if match.outcome is Outcome.REJECT else Outcome.REVIEW
    return Judged(entry, outcome, suggestions=match.suggestions, reason=reason, respondent_unnamed=unnamed)


def _keep_sides_apart(judged: list[Judged]) -> list[Judged]:
    """Where "Mum" and "Dad" write from one address for one child, they are two respondents (domain 5.5)."""
    sides: dict[tuple[int | None, str], set[str]] = defaultdict(set)
    different = {(one.pupil, one.respondent_key, one.entry.respondent) for one in judged if one.pupil is not None}
    for pupil, key, respondent in different:
        if side := bare_side(respondent):
            sides[pupil, key].add(side)
    two_sided = {key for key, found in sides.items() if len(found) > 1}
    if not two_sided:
        return judged
    return [_with_side(one) if (one.pupil, one.respondent_key) in two_sided else one for one in judged]


def _with_side(one: Judged) -> Judged:
    side = bare_side(one.entry.respondent)
    return one._replace(respondent_key=f"{one.respondent_key} {side}") if side else one


def _let_wait(one: Judged, answered: frozenset[int]) -> Judged:
    """Orders equally good suggestions, those not yet answered first, and says who waits (domain 5.6)."""
    suggestions = sorted(one.suggestions, key=lambda each: (-each.score, each.pupil in answered))
    return one._replace(suggestions=tuple(suggestions), waiting=_waiting(suggestions, answered))


def _waiting(suggestions: list[Suggestion], answered: frozenset[int]) -> tuple[int, ...]:
    """The first suggestion; of several tied at the top those not answered in the file, else all."""
    tied = [each.pupil for each in suggestions if each.score == suggestions[0].score]
    return tuple(pupil for pupil in tied if pupil not in answered) or tuple(tied)
