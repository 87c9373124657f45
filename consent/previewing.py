"""The preview of a load as its page shows it: names, words and counts. Nothing is saved yet."""

import datetime as dt
from collections import Counter, defaultdict
from functools import cached_property

from django.utils import timezone

from people.roll.listing import ListedPupil
from people.school_year import label, survey_window

from .consequences import Consequences, Turn, consequences_of
from .effective import Status
from .plans import Comment, SurveyPlan
from .preview_lines import AskedLine, Child, DifferingLine, WrittenLine, day_words, listed, said_by
from .queue_words import child_text
from .survey.verdict import Judged, Outcome
from .wording import not_used_words, reason_words


class Preview:
    """What the preview page shows, in the order in which it needs a person."""

    def __init__(self, plan: SurveyPlan) -> None:
        self.plan = plan
        self._pupils: dict[int, ListedPupil] = {pupil.pk: pupil for pupil in plan.roll.pupils}
        self._labels = {slug: purpose.label for slug, purpose in plan.purposes.items()}
        self._labels_by_key = {purpose.pk: purpose.label for purpose in plan.purposes.values()}

    def child(self, judged: Judged) -> Child:
        """The pupil of the roll where the match is certain, else as the file names the child."""
        pupil = self._pupils.get(judged.pupil or 0)
        return listed(pupil) if pupil else Child(child_text(judged.entry), judged.entry.named.class_text)

    @cached_property
    def matched(self) -> list[Judged]:
        return self.plan.of(Outcome.MATCH)

    @cached_property
    def to_sort(self) -> list[tuple[Child, str]]:
        """The doubtful rows, each with why."""
        return [(self.child(judged), reason_words(judged.reason)) for judged in self.plan.of(Outcome.REVIEW)]

    @cached_property
    def not_used(self) -> list[str]:
        """How many rows are not used, by why, in a few words, most first."""
        counted = Counter(judged.reason for judged in self.plan.of(Outcome.REJECT))
        return [not_used_words(reason, count) for reason, count in counted.most_common()]

    @property
    def not_used_total(self) -> int:
        return len(self.plan.of(Outcome.REJECT))

    @property
    def total(self) -> int:
        return self.plan.total

    @property
    def pupils(self) -> int:
        return len({judged.pupil for judged in self.matched})

    @property
    def new_yes(self) -> int:
        return self.plan.difference.new_values["yes"]

    @property
    def new_no(self) -> int:
        return self.plan.difference.new_values["no"]

    @property
    def new_unclear(self) -> int:
        return self.plan.difference.new_values["unclear"]

    @property
    def new_blank(self) -> int:
        """How many places were left empty: kept, but no answer."""
        return self.plan.difference.new_values["blank"]

    @property
    def new_answers(self) -> int:
        """Every yes and no, and what we cannot tell; without what was left empty."""
        return self.new_yes + self.new_no + self.new_unclear

    @property
    def changes_nothing(self) -> bool:
        return not self.plan.difference.new and not self.to_sort

    @property
    def is_useless(self) -> bool:
        """Whether no row of the file can be used this year: another year's survey, or another school's."""
        return not self.matched and not self.to_sort

    @property
    def is_of_strangers(self) -> bool:
        return self.plan.is_of_strangers

    @property
    def unknown_text(self) -> str:
        """Why a file of strangers is no survey of ours; empty where most children are on the list."""
        unknown = self.plan.unknown_children
        if unknown < 10 or unknown * 2 < self.total:
            return ""
        names = f"{unknown} of {self.total} names are not on our pupil list."
        if self.plan.is_of_strangers:
            return f"This looks like another school’s or another year’s file: {names} Saving it would help nobody."
        return f"{names} Is this our survey, and is the pupil list up to date?"

    @cached_property
    def dates(self) -> tuple[dt.date, dt.date] | None:
        """The first and last day in the file, if it has dates."""
        days = [timezone.localdate(j.entry.moment.at) for j in self.plan.judged if j.entry.moment]
        return (min(days), max(days)) if days else None

    @property
    def outside_text(self) -> str:
        """Why answers of another year give nothing; empty if there are none."""
        count = self.plan.outside_year
        if not count:
            return ""
        first, last = survey_window(self.plan.school_year)
        every = count == self.total
        begin = f"All {count} answers" if every else f"{count} of {self.total} answers"
        end = " So nothing in this file gives permission: it looks like another year’s survey." if every else ""
        return (
            f"{begin} are dated outside {first:%-d %B %Y} to {last:%-d %B %Y}. They are not used for "
            f"{label(self.plan.school_year)}.{end}"
        )

    @cached_property
    def lookalikes(self) -> list[AskedLine]:
        """Answers that look like a yes and are not, by name."""
        shown = (Outcome.MATCH, Outcome.REVIEW)
        return [
            AskedLine(self.child(j), self._labels.get(look.purpose, look.purpose), look.wrote, look.taken_as.value)
            for j in self.plan.judged
            if j.outcome in shown
            for look in j.entry.lookalikes
        ]

    @cached_property
    def comments(self) -> list[WrittenLine]:
        """Comments nobody has read, each sentence once, with the children and who wrote."""
        return [self._written(comments) for comments in self.plan.wordings_unread]

    @property
    def comments_total(self) -> int:
        """How many comments there are to read, however few sentences they are."""
        return sum(len(line.beside) for line in self.comments)

    def _written(self, comments: list[Comment]) -> WrittenLine:
        beside = [(self.child(c.judged), c.judged.entry.respondent.name or "A parent") for c in comments]
        return WrittenLine(comments[0].judged.entry.comment, beside)

    @cached_property
    def _consequences(self) -> Consequences:
        return consequences_of(self.plan)

    @cached_property
    def conflicts(self) -> list[DifferingLine]:
        """Children whose parents answered differently: places of which both said the same stand on one line."""
        about: dict[tuple[int, str, str], list[str]] = defaultdict(list)
        for (pupil, purpose), voices in self._consequences.differing.items():
            yes = "; ".join(said_by(given) for given in voices if given.value == "yes")
            others = "; ".join(said_by(given) for given in voices if given.value in ("no", "unclear"))
            about[pupil, yes, others].append(self._labels_by_key[purpose])
        return [
            DifferingLine(listed(self._pupils[pupil]), ", ".join(labels), yes, others)
            for (pupil, yes, others), labels in about.items()
        ]

    @property
    def children_in_conflict(self) -> int:
        return len({pupil for pupil, _ in self._consequences.differing})

    @cached_property
    def yes_to_no(self) -> list[AskedLine]:
        """Permissions that are a yes no longer, also because another parent answers differently."""
        return [self._change(turn) for turn in self._turns if turn.was is Status.YES]

    @cached_property
    def no_to_yes(self) -> list[AskedLine]:
        """Permissions that become a yes, also because parents differ no longer."""
        return [self._change(turn) for turn in self._turns if turn.was is not Status.YES]

    @cached_property
    def _turns(self) -> list[Turn]:
        """What the plan counts as turned, and what else turns in effect."""
        found = self.plan.difference
        both = found.yes_to_no + found.no_to_yes
        turns = [Turn((c.pupil, c.purpose), c.was, c.will_be, c.answered_at, c.was_at) for c in both]
        listed_already = {turn.place for turn in turns}
        return turns + [turn for turn in self._consequences.turns if turn.place not in listed_already]

    def _change(self, turn: Turn) -> AskedLine:
        pupil, purpose = turn.place
        return AskedLine(
            listed(self._pupils[pupil]),
            self._labels_by_key[purpose],
            was=turn.was.value,
            was_on=day_words(turn.was_at),
            will_be=turn.will_be.value,
            answered=day_words(turn.answered_at),
        )

    @property
    def left_alone(self) -> tuple[str, ...]:
        """The headings of columns that are not read and not kept."""
        return tuple(self.plan.reading.refused)

    @cached_property
    def questions(self) -> list[tuple[str, str, bool]]:
        """(purpose, wording, asked as a refusal) of every question that is read."""
        return [
            (self._labels.get(slug, slug), wording, refusal)
            for slug, asked in self.plan.reading.wordings.items()
            for wording, refusal in asked
        ]
