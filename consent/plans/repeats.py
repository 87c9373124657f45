"""What the year knows already of a load's doubtful rows and comments: sorted out before, or still waiting."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from consent.identity import comment_identity
from consent.models import ReviewEntry
from consent.survey.entry import Moment, Precision
from consent.survey.verdict import Judged, Outcome, Reason


@dataclass(frozen=True)
class Comment:
    """A parent's comment beside a child's answers. `known` tells what a person found on an earlier reading."""

    judged: Judged
    identity: str
    known: str = ""
    waiting_entry: int = 0


def earlier_entries(school_year: int, identities: Iterable[str]) -> dict[str, list[ReviewEntry]]:
    """What loads that still stand have in the queue, or had, for the same submissions."""
    wanted = set(identities)
    entries = ReviewEntry.objects.filter(
        survey__school_year=school_year, survey__status="applied", kind=ReviewEntry.Kind.ENTRY
    ).select_related("survey")
    found: dict[str, list[ReviewEntry]] = {}
    for entry in entries if wanted else ():
        if entry.identity in wanted:
            found.setdefault(entry.identity, []).append(entry)
    return found


def as_settled_before(judged: Judged, earlier: list[ReviewEntry]) -> Judged:
    """A submission that a person has already sorted out is taken the same way again."""
    if judged.outcome is not Outcome.REVIEW:
        return judged
    for entry in reversed(earlier):
        if entry.status == ReviewEntry.Status.REJECTED:
            return replace(judged, outcome=Outcome.REJECT, waiting=(), reason=Reason.PUT_ASIDE)
        if entry.status == ReviewEntry.Status.SETTLED and entry.pupil_id and entry.answered_at:
            moment = Moment(entry.answered_at, Precision(entry.answered_precision))
            return replace(
                judged,
                entry=replace(judged.entry, moment=moment),
                outcome=Outcome.MATCH,
                pupil=entry.pupil_id,
                waiting=(),
                respondent_key=entry.respondent_key,
                reason=Reason.NONE,
            )
    return judged


def comments_of(judged: Iterable[Judged], school_year: int, asked: Iterable[str]) -> list[Comment]:
    """The comments of matched entries, with what a person found in the same comment before, or where it waits."""
    written = [entry for entry in judged if entry.outcome is Outcome.MATCH and entry.entry.comment]
    read: dict[str, str] = {}
    waiting: dict[str, int] = {}
    for entry in _comment_entries(school_year) if written else ():
        if entry.status != ReviewEntry.Status.OPEN:
            read[entry.identity] = entry.status
        elif set(asked) <= set(entry.survey.asked):
            waiting[entry.identity] = entry.pk
    return [
        Comment(entry, identity, read.get(identity, ""), waiting.get(identity, 0))
        for entry in written
        for identity in [comment_identity(entry.entry)]
    ]


def _comment_entries(school_year: int) -> Iterable[ReviewEntry]:
    return ReviewEntry.objects.filter(
        kind=ReviewEntry.Kind.COMMENT, survey__school_year=school_year, survey__status="applied"
    ).select_related("survey")
