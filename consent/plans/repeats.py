"""What the year knows already of a load's doubtful rows and comments: sorted out before."""

from collections.abc import Iterable
from dataclasses import dataclass

from consent.identity import comment_identity, content_digest
from consent.models import ReviewEntry
from consent.survey.entry import Moment, Precision
from consent.survey.verdict import Judged, Outcome, Reason

Status = ReviewEntry.Status


@dataclass(frozen=True)
class Comment:
    """A parent's comment beside a child's answers. `known` is an earlier reading of the same comment."""

    judged: Judged
    identity: str
    known: ReviewEntry | None = None


def earlier_entries(school_year: int, identities: Iterable[str]) -> dict[str, list[ReviewEntry]]:
    """What loads that still stand have sorted out of the same submissions, oldest first."""
    wanted = set(identities)
    entries = ReviewEntry.objects.filter(
        survey__school_year=school_year,
        survey__status="applied",
        kind=ReviewEntry.Kind.ENTRY,
        status__in=[Status.SETTLED, Status.REJECTED],
    )
    found: dict[str, list[ReviewEntry]] = {}
    for entry in entries.order_by("settled_at") if wanted else ():
        if entry.identity in wanted:
            found.setdefault(entry.identity, []).append(entry)
    return found


def sorted_out_before(judged: Judged, earlier: list[ReviewEntry]) -> ReviewEntry | None:
    """The settlement that holds for a submission again. One put aside was put aside for what it said then."""
    if judged.outcome is not Outcome.REVIEW:
        return None
    for entry in reversed(earlier):
        if entry.status == Status.SETTLED or entry.content == content_digest(judged.entry):
            return entry
    return None


def taken_alike(judged: Judged, prior: ReviewEntry | None) -> Judged:
    """A submission that a person has already sorted out is taken the same way again."""
    if prior is None:
        return judged
    if prior.status == Status.REJECTED or prior.answered_at is None:
        return judged._replace(outcome=Outcome.REJECT, waiting=(), reason=Reason.PUT_ASIDE)
    return judged._replace(
        entry=judged.entry._replace(moment=Moment(prior.answered_at, Precision(prior.answered_precision))),
        outcome=Outcome.MATCH,
        pupil=prior.pupil_id,
        waiting=(),
        respondent_key=prior.respondent_key,
        reason=Reason.NONE,
        settled=True,
    )


def comments_of(judged: Iterable[Judged], school_year: int) -> list[Comment]:
    """The comments of matched entries, with what a person found in the same comment before."""
    written = [entry for entry in judged if entry.outcome is Outcome.MATCH and entry.entry.comment]
    read = {entry.identity: entry for entry in _read_comments(school_year)} if written else {}
    identities = [comment_identity(entry.entry) for entry in written]
    return [Comment(entry, identity, read.get(identity)) for entry, identity in zip(written, identities, strict=True)]


def _read_comments(school_year: int) -> Iterable[ReviewEntry]:
    return ReviewEntry.objects.filter(
        kind=ReviewEntry.Kind.COMMENT,
        survey__school_year=school_year,
        survey__status="applied",
        status__in=[Status.NO_CONDITION, Status.CONDITION],
    ).order_by("settled_at")
