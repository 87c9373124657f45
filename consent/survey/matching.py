"""Which pupil a row is about: certain by the rules of domain 5.4, or a question with suggestions."""

from people.names import fold, has_mixed_scripts, split_surname_first
from people.roll.listing import Roll

from .classes import Clarity, ClassReader
from .entry import NamedChild, NamedRespondent
from .matching_index import RollIndex
from .matching_likeness import HALF_ALIKE, Likeness, LikenessFinder, Way
from .matching_suggestions import CERTAIN, Signs, ranked
from .matching_test_rows import has_test_word
from .verdict import Match, Outcome, Reason, Suggestion


class Matcher:
    """Matches rows against one roll; made once for a file, as it remembers what it has met."""

    def __init__(self, roll: Roll) -> None:
        self._index = RollIndex(roll)
        self._classes = ClassReader(roll)
        self._likeness = LikenessFinder(self._index)
        self._certain: dict[NamedChild, Match] = {}

    def match(self, named: NamedChild, respondent: NamedRespondent) -> Match:
        """The pupil, if number and name (or birth date) or name and class leave no doubt; else a question.

        The respondent only lifts suggestions. Nothing but an exact name, by the folding of `people.names`,
        is ever taken as certain without a number and a date of birth that agree.
        """
        if named not in self._certain:
            match = self._match(named, respondent)
            if match.outcome is not Outcome.MATCH:
                return match
            self._certain[named] = match
        return self._certain[named]

    def _match(self, named: NamedChild, respondent: NamedRespondent) -> Match:
        written = _written(named)
        key = fold(written)
        numbered = self._index.numbered(named)
        if not key:
            return self._without_name(named, numbered)
        if has_test_word(key, self._index.words):
            return Match(Outcome.REJECT, reason=Reason.TEST_ROW)
        if has_mixed_scripts(written):
            return self._ask(key, named, respondent, numbered, Reason.NAME_NEARLY)
        exact = self._index.exact.get(key, ())
        if numbered:
            return self._by_number(key, exact, named, respondent, numbered)
        if not exact:
            return self._ask(key, named, respondent, (), Reason.NAME_NEARLY)
        return self._by_class(key, exact, named, respondent)

    def _without_name(self, named: NamedChild, numbered: tuple[int, ...]) -> Match:
        if len(numbered) == 1 and self._born_alike(named, numbered[0]):
            return _certain(numbered[0])
        if not numbered:
            return Match(Outcome.REJECT, reason=Reason.NO_NAME)
        signs = Signs(frozenset(), frozenset(), frozenset(), numbered)
        return Match(Outcome.REVIEW, None, ranked((), signs, self._index.pupils), Reason.NO_NAME)

    def _by_number(
        self,
        key: str,
        exact: tuple[int, ...],
        named: NamedChild,
        respondent: NamedRespondent,
        numbered: tuple[int, ...],
    ) -> Match:
        """Rule (a). A date of birth alone does not do where the name is exactly another pupil's, a twin's."""
        pupil = numbered[0]
        if len(numbered) == 1 and (pupil in exact or (not exact and self._born_alike(named, pupil))):
            return _certain(pupil)
        alike = len(numbered) == 1 and any(found.pupil == pupil for found in self._likeness.like(key))
        reason = Reason.NAME_NEARLY if alike and not exact else Reason.NUMBER_AND_NAME_DISAGREE
        return self._ask(key, named, respondent, numbered, reason)

    def _by_class(self, key: str, exact: tuple[int, ...], named: NamedChild, respondent: NamedRespondent) -> Match:
        """Rules (b) and (c) for pupils who have exactly this name."""
        reading = self._classes.read(named.class_text)
        candidates = exact
        reason = Reason.SEVERAL_PUPILS
        if reading.clarity is Clarity.UNCLEAR:
            candidates, reason = (), Reason.CLASS_UNCLEAR
        elif reading.clarity is Clarity.UNDERSTOOD:
            pupils = self._index.pupils
            candidates = tuple(pk for pk in exact if self._classes.fits(reading, pupils[pk]))
            if len(candidates) > 1:
                candidates = tuple(pk for pk in candidates if self._born_alike(named, pk))
            elif not candidates:
                reason = Reason.OTHER_CLASS
        if len(candidates) == 1:
            if not self._born_otherwise(named, candidates[0]):
                return _certain(candidates[0])
            reason = Reason.BIRTH_DATE_DISAGREES
        return self._ask(key, named, respondent, (), reason)

    def _ask(
        self,
        key: str,
        named: NamedChild,
        respondent: NamedRespondent,
        numbered: tuple[int, ...],
        reason: Reason,
    ) -> Match:
        """A question for a person; an unknown child if nobody on the roll is alike."""
        of_parent = self._index.children_of(respondent)
        likenesses = list(self._likeness.like(key))
        met = {found.pupil for found in likenesses}
        for pupil in of_parent - met:
            if (alike := self._likeness.between(key, pupil)) >= HALF_ALIKE:
                likenesses.append(Likeness(pupil, alike, Way.NEARLY))
        signs = self._signs(named, of_parent, numbered, [found.pupil for found in likenesses])
        suggestions = ranked(likenesses, signs, self._index.pupils)
        if not suggestions:
            return Match(Outcome.REJECT, reason=Reason.UNKNOWN_CHILD)
        return Match(Outcome.REVIEW, None, suggestions, reason)

    def _signs(
        self, named: NamedChild, of_parent: frozenset[int], numbered: tuple[int, ...], pupils: list[int]
    ) -> Signs:
        reading = self._classes.read(named.class_text)
        return Signs(
            in_class=frozenset(pk for pk in pupils if self._classes.fits(reading, self._index.pupils[pk])),
            of_parent=of_parent,
            of_birth=frozenset(pk for pk in pupils if self._born_alike(named, pk)),
            numbered=numbered,
            class_given=reading.clarity is Clarity.UNDERSTOOD,
        )

    def _born_alike(self, named: NamedChild, pupil: int) -> bool:
        return named.born_on is not None and named.born_on == self._index.pupils[pupil].born_on

    def _born_otherwise(self, named: NamedChild, pupil: int) -> bool:
        """Whether the birth dates differ. Day and month that changed places say nothing either way."""
        given, listed = named.born_on, self._index.pupils[pupil].born_on
        if given is None or listed is None or given == listed:
            return False
        return (given.year, given.month, given.day) != (listed.year, listed.day, listed.month)


def _certain(pupil: int) -> Match:
    return Match(Outcome.MATCH, pupil, (Suggestion(pupil, CERTAIN, "Certain by the rules for matching."),))


def _written(named: NamedChild) -> str:
    """The name with the forename first. A full name beats forename and surname in columns of their own."""
    full = named.full_name.strip() or (named.forename.strip() if not named.surname.strip() else "")
    if full:
        return " ".join(split_surname_first(full)) if "," in full else full
    return f"{named.forename} {named.surname}"
