"""What a load would change: the difference between the entries of a file and what the year already knows.

The difference is the preview, and what is written: there is no second pass (performance 2).
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .bulk import NewResponse
from .effective import Effective, Status, resolve
from .facts import Facts, Place
from .known import Known, Submission
from .models import Purpose
from .survey.entries import both
from .survey.entry import Moment, Reading
from .survey.verdict import Judged
from .voices import NOBODY, Given

VALUES = ("yes", "no", "blank", "unclear")


@dataclass(frozen=True, slots=True)
class Change:
    """An answer that turns: of one pupil and purpose, from one effective status, and its day, to another."""

    pupil: int
    purpose: int
    was: Status
    will_be: Status
    answered_at: dt.datetime
    was_at: dt.datetime | None = None


@dataclass
class Difference:
    """What would be written, what was found again, and which answers would turn."""

    new: list[NewResponse] = field(default_factory=list)
    repeats: list[tuple[int, int, int, list[int]]] = field(default_factory=list)
    yes_to_no: list[Change] = field(default_factory=list)
    no_to_yes: list[Change] = field(default_factory=list)
    new_values: dict[str, int] = field(default_factory=lambda: dict.fromkeys(VALUES, 0))
    conflicts: list[Place] = field(default_factory=list)
    given_before: int = 0

    @property
    def turned(self) -> int:
        return len(self.yes_to_no) + len(self.no_to_yes)

    @property
    def is_large(self) -> bool:
        """More than 20 % of the answers given that year turn, and at least 20 of them (contract 2)."""
        return self.turned >= 20 and self.turned * 5 > self.given_before


def difference(
    judged: Iterable[Judged],
    known: Known,
    *,
    survey: int,
    school_year: int,
    purposes: dict[str, Purpose],
    opened: Moment | None,
    now: dt.datetime,
) -> Difference:
    """Compare the matched entries of a file with what is known.

    The same answer is the same pupil, purpose, respondent, moment and value (contract 2). `opened` dates
    the answers of a file without dates.
    """
    found = Difference()
    as_written = _AsWritten(purposes)
    for (submission, moment), rows in _by_submission(judged, opened).items():
        fresh = as_written.of(_together(rows))
        if before := known.answers.get(submission):
            fresh = _without_repeats(found, rows[0], fresh, before)
        if fresh:
            found.new.append(_response(rows[0], moment, fresh, survey, school_year))
    found.new_values.update(count_values([new.answers for new in found.new]))
    _find_changes(found, known, now)
    return found


def count_values(said: Sequence[Mapping[Any, str]]) -> dict[str, int]:
    """How many times each value stands in these sets of answers, of which there are few different ones."""
    times = Counter(map(id, said))
    counted: Counter[str] = Counter()
    for answers in {id(answers): answers for answers in said}.values():
        for value in answers.values():
            counted[str(value)] += times[id(answers)]
    return {value: counted[value] for value in VALUES}


class _AsWritten:
    """Answers as they are written: values by the purpose's number. Entries share their few sets of answers."""

    def __init__(self, purposes: dict[str, Purpose]) -> None:
        self._keys = {slug: purpose.pk for slug, purpose in purposes.items()}
        self._known: dict[int, tuple[dict[str, Reading], dict[int, str]]] = {}

    def of(self, said: dict[str, Reading]) -> dict[int, str]:
        known = self._known.get(id(said))
        if known is None:  # what was said is kept beside it, so that no other may come to have its id
            known = said, {self._keys[slug]: value.value for slug, value in said.items()}
            self._known[id(said)] = known
        return known[1]


def _by_submission(judged: Iterable[Judged], opened: Moment | None) -> dict[tuple[Submission, Moment], list[Judged]]:
    """The matched rows of a file, those of one parent, child and moment together."""
    rows: dict[tuple[Submission, Moment], list[Judged]] = {}
    for one in judged:
        moment = one.entry.moment or opened
        if one.pupil is not None and moment is not None:
            rows.setdefault(((one.pupil, one.respondent_key, moment.at), moment), []).append(one)
    return rows


def _together(rows: list[Judged]) -> dict[str, Reading]:
    """What rows of one submission say. Two that differ at the same moment are unclear: nobody knows the order."""
    if len(rows) == 1:
        return rows[0].entry.answers
    answers: dict[str, Reading] = {}
    for row in rows:
        for slug, value in row.entry.answers.items():
            answers[slug] = both(answers[slug], value) if slug in answers else value
    return answers


def _without_repeats(
    found: Difference, judged: Judged, answers: dict[int, str], before: list[tuple[int, dict[int, str]]]
) -> dict[int, str]:
    """The answers that were not known. Which response holds each of the others is remembered, so that each load
    can stand alone."""
    known_of = {purpose: (value, response) for response, said in before for purpose, value in said.items()}
    by_response: dict[int, list[int]] = {}
    fresh = {}
    for purpose, value in answers.items():
        known, response = known_of.get(purpose, ("", 0))
        if known == value:
            by_response.setdefault(response, []).append(purpose)
        else:
            fresh[purpose] = value
    for response, again in by_response.items():
        found.repeats.append((response, judged.entry.record, judged.entry.child, again))
    return fresh


def _response(judged: Judged, moment: Moment, answers: dict[int, str], survey: int, school_year: int) -> NewResponse:
    entry = judged.entry
    return NewResponse(
        survey, judged.pupil or 0, school_year, entry.record, entry.child, judged.respondent_key,
        entry.respondent.name[:160], entry.respondent.email[:254], entry.respondent.relationship[:60],
        moment.at, moment.precision.value, answers, judged.settled, judged.respondent_confirmed,
    )  # fmt: skip


def _find_changes(found: Difference, known: Known, now: dt.datetime) -> None:
    """Which places turn from yes to no or back, and which become a conflict."""
    added: dict[Place, list[Given]] = defaultdict(list)
    for new in _that_may_change(found.new, known):
        for purpose, value in new.answers.items():
            moment = new.answered_at, now, new.answered_precision
            added[new.pupil, purpose].append(Given(0, value, new.respondent_key, *moment))
    known_to_count = added and (known.answers or known.decided)
    facts = known.facts if known_to_count else Facts()
    for place, answers in added.items():
        decisions, before = facts.decisions.get(place, ()), facts.given.get(place)
        after = resolve([*(before or ()), *answers], decisions=decisions)
        if after.status is Status.CONFLICT:
            found.conflicts.append(place)
        if before:
            _sort_change(found, place, resolve(before, decisions=decisions), after)
    if found.turned:
        given = facts.given.items()
        effective = (resolve(answers, decisions=facts.decisions.get(place, ())).status for place, answers in given)
        found.given_before = sum(status in (Status.YES, *REFUSALS) for status in effective)


def _that_may_change(new: list[NewResponse], known: Known) -> Iterable[NewResponse]:
    """The new responses for pupils about whom something is known, or for whom more than one parent answers.

    One parent alone turns nothing where nothing was known, and contradicts nobody (domain 5.5).
    """
    parents: dict[int, set[str]] = defaultdict(set)
    for one in new:
        parents[one.pupil].add(one.respondent_key)
    return (
        one for one in new if one.pupil in known.pupils or one.respondent_key == NOBODY or len(parents[one.pupil]) > 1
    )


REFUSALS = (Status.NO, Status.WITHDRAWN)


def _sort_change(found: Difference, place: Place, before: Effective, after: Effective) -> None:
    if after.shown is None:
        return
    was_at = before.shown.answered_at if before.shown else None
    change = Change(*place, before.status, after.status, after.shown.answered_at, was_at)
    if before.status is Status.YES and after.status in REFUSALS:
        found.yes_to_no.append(change)
    elif before.status in REFUSALS and after.status is Status.YES:
        found.no_to_yes.append(change)
