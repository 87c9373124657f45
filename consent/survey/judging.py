"""What becomes of each entry of a file: applied, left to a person, turned away, and who waits meanwhile."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from people.roll.listing import ListedPupil, Roll
from people.school_year import survey_window

from .entry import Entry, MomentState, NamedRespondent
from .matching import Matcher
from .respondents import Standing, bare_side, is_unnamed, respondent_key, standing
from .verdict import Judged, Match, Outcome, Reason, Suggestion

SCHOOL_TIME = ZoneInfo("Europe/London")

_DOUBTS = {
    Standing.NOT_ON_LIST: Reason.RESPONDENT_NOT_ON_LIST,
    Standing.WITHOUT_RESPONSIBILITY: Reason.RESPONDENT_WITHOUT_RESPONSIBILITY,
    Standing.UNNAMED: Reason.RESPONDENT_UNNAMED,
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
        self._pupils: dict[int, ListedPupil] = {pupil.pk: pupil for pupil in self.roll.pupils}
        self._first, self._last = survey_window(self.school_year)
        self._unnamed: dict[NamedRespondent, bool] = {}
        self._stands: dict[tuple[NamedRespondent, int], tuple[Standing, str]] = {}

    def judge(self, entry: Entry) -> Judged:
        if not entry.is_response:
            return Judged(entry, Outcome.IGNORE, reason=Reason.NOT_A_RESPONSE)
        unnamed = self._is_unnamed(entry.respondent)
        day = self._day(entry)
        if day is not None and not self._first <= day <= self._last:
            return Judged(entry, Outcome.REJECT, reason=Reason.OUTSIDE_YEAR, respondent_unnamed=unnamed)
        match = self._matcher.match(entry.named, entry.respondent)
        pupil = self._pupils[match.pupil] if match.pupil is not None else None
        if pupil is None:
            several = entry.several_in_cell and match.outcome is Outcome.REVIEW
            reason = Reason.SEVERAL_CHILDREN_IN_ONE_CELL if several else match.reason
            return _judged(entry, match, reason, unnamed)
        if doubt := self._doubt_about_date(entry, day) or self._doubt_about_respondent(entry, pupil):
            return _judged(entry, match, doubt, unnamed)
        _, key = self._standing(entry.respondent, pupil)
        return Judged(entry, Outcome.MATCH, pupil.pk, respondent_unnamed=unnamed, respondent_key=key)

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

    def _doubt_about_respondent(self, entry: Entry, pupil: ListedPupil) -> Reason | None:
        if entry.several_in_cell:
            return Reason.SEVERAL_CHILDREN_IN_ONE_CELL
        stands, _ = self._standing(entry.respondent, pupil)
        if stands is Standing.ON_LIST or (stands is Standing.UNNAMED and self.only_parents):
            return None
        return _DOUBTS[stands]

    def _is_unnamed(self, respondent: NamedRespondent) -> bool:
        if respondent not in self._unnamed:
            self._unnamed[respondent] = is_unnamed(respondent)
        return self._unnamed[respondent]

    def _standing(self, respondent: NamedRespondent, pupil: ListedPupil) -> tuple[Standing, str]:
        """Where the respondent stands and under which key; parents answer again, and are judged once."""
        met = (respondent, pupil.pk)
        if met not in self._stands:
            self._stands[met] = standing(respondent, pupil), respondent_key(respondent, pupil.contacts)
        return self._stands[met]


def _judged(entry: Entry, match: Match, reason: Reason, unnamed: bool) -> Judged:
    """An entry that is not applied: turned away with the match, or left to a person."""
    outcome = Outcome.REJECT if match.outcome is Outcome.REJECT else Outcome.REVIEW
    return Judged(entry, outcome, suggestions=match.suggestions, reason=reason, respondent_unnamed=unnamed)


def _keep_sides_apart(judged: list[Judged]) -> list[Judged]:
    """Where "Mum" and "Dad" write from one address for one child, they are two respondents (domain 5.5)."""
    sides: dict[tuple[int | None, str], set[str]] = defaultdict(set)
    for one in judged:
        if one.outcome is Outcome.MATCH and (side := bare_side(one.entry.respondent)):
            sides[one.pupil, one.respondent_key].add(side)
    two_sided = {key for key, found in sides.items() if len(found) > 1}
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
