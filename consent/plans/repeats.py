"""What the year knows already of a load's doubtful rows and comments: sorted out before."""

from collections import Counter
from collections.abc import Iterable, Mapping
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


def sorted_out_before(
    read: list[Judged], identities: Mapping[int, str], earlier: Mapping[str, list[ReviewEntry]]
) -> dict[int, ReviewEntry]:
    """By its place in `read`: the settlement that holds for a submission again.

    Children of one name may share an identity. Then only what the rows say can tell them, and where it does not,
    a person looks again: nobody is given another child's answer.
    """
    contents = {number: content_digest(read[number].entry) for number, one in identities.items() if one in earlier}
    rows = Counter((identities[number], content) for number, content in contents.items())
    rows_of = Counter(identities[number] for number in contents)
    found = {}
    for number, content in contents.items():
        identity = identities[number]
        alike = [entry for entry in earlier[identity] if entry.content == content]
        prior = _holds_again(alike, rows[identity, content]) if alike else _edited(earlier[identity], rows_of[identity])
        if prior and read[number].outcome is Outcome.REVIEW:
            found[number] = prior
    return found


def _holds_again(alike: list[ReviewEntry], rows: int) -> ReviewEntry | None:
    """Of entries that said the same: the latest, if all went one way and no load had fewer of them than rows now."""
    ways = {(entry.status, entry.pupil_id) for entry in alike}
    at_once = max(Counter(entry.survey_id for entry in alike).values())
    return alike[-1] if len(ways) == 1 and rows <= at_once else None


def _edited(earlier: list[ReviewEntry], rows: int) -> ReviewEntry | None:
    """The one settlement of a submission that says something else now. One put aside was put aside for what it
    said then."""
    settled = [entry for entry in earlier if entry.status == Status.SETTLED]
    several = rows > 1 or any(count > 1 for count in Counter(entry.survey_id for entry in earlier).values())
    return settled[-1] if len({entry.pupil_id for entry in settled}) == 1 and not several else None


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
        respondent_confirmed=prior.respondent_confirmed,
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
