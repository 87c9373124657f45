"""What waits for a person, as its pages show and count it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import QuerySet

from people.models import User
from people.permissions import Permission

from .alike import by_words
from .deciding import ToDecide, undecided
from .models import ReviewEntry, SurveyImport
from .models.reviews import grouped


@dataclass(frozen=True)
class Desk:
    """Everything that waits for a person. `count` is the number on the tab, on the start page and on the list.

    What says the same in several loads stands here once, by its first; `loads` says in how many it waits.
    """

    entries: list[ReviewEntry]
    comments: list[ReviewEntry]
    children: list[ToDecide]
    loads: dict[int, int] = field(default_factory=dict)

    @property
    def count(self) -> int:
        return len(self.entries) + len(self.comments) + len(self.children)

    @property
    def wordings(self) -> list[list[ReviewEntry]]:
        """The comments, the same sentence beside several children together: it is read once."""
        return by_words(self.comments, lambda entry: entry.comment)

    @property
    def in_words(self) -> str:
        """What the number is made of, such as "2 answers to place, 1 comment to read"."""
        parts = (
            (len(self.entries), "answer to place", "answers to place"),
            (len(self.comments), "comment to read", "comments to read"),
            (len(self.children), "child to decide about", "children to decide about"),
        )
        return ", ".join(f"{count} {one if count == 1 else many}" for count, one, many in parts if count)


def desk(user: User, day: dt.date) -> Desk:
    """What waits for `user` on `day`. The number of queries does not depend on how much it is."""
    children = undecided(day) if user.has_perm(Permission.CONSENT_CORRECT) else []
    return desk_of(entries_waiting(user), children)


def entries_waiting(user: User, year: int | None = None) -> QuerySet[ReviewEntry]:
    """The entries that wait for `user`, with their loads. `year`: the school year of today, where it is known."""
    entries = ReviewEntry.objects.visible_to(user).to_sort_out(year).select_related("survey", "pupil")
    return entries.defer("survey__repeats", "survey__mapping", "survey__counts")


def desk_of(entries: Iterable[ReviewEntry], children: list[ToDecide]) -> Desk:
    """The desk with these entries, oldest first (`ReviewEntry.Meta`), and the `children` to decide about. No query."""
    groups = grouped(sorted(entries, key=lambda one: (one.opened_at, one.record, one.child, one.pk)))
    waiting = [group[0] for group in groups]
    return Desk(
        [entry for entry in waiting if entry.kind == ReviewEntry.Kind.ENTRY],
        [entry for entry in waiting if entry.kind == ReviewEntry.Kind.COMMENT],
        children,
        {group[0].pk: len({entry.survey_id for entry in group}) for group in groups},
    )


def queue(entries: Iterable[ReviewEntry]) -> list[ReviewEntry]:
    """One line a submission, oldest first: what says the same in two loads is sorted out once."""
    return [group[0] for group in grouped(entries)]


@dataclass(frozen=True)
class Brought:
    """How many of one kind a load put into the queue, and how many of them waited there already."""

    count: int
    before: int

    @property
    def new(self) -> int:
        return self.count - self.before


def brought_by(survey: SurveyImport, kind: str) -> Brought:
    """What of `kind` waits because of a load: what an earlier load brought too waited already. One query."""
    own = survey.entries.filter(kind=kind).open().order_by().values("identity")
    same = ReviewEntry.objects.open().filter(kind=kind, identity__in=own, survey__school_year=survey.school_year)
    same = same.order_by("opened_at", "pk").defer("survey__repeats", "survey__mapping", "survey__counts")
    groups = [group for group in grouped(same.select_related("survey")) if _is_of(survey, group)]
    return Brought(len(groups), sum(not _is_of(survey, group[:1]) for group in groups))


def _is_of(survey: SurveyImport, group: list[ReviewEntry]) -> bool:
    return any(entry.survey_id == survey.pk for entry in group)
