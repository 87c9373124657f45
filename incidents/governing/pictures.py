"""Pictures for the governors: permission stopped, pictures posted with a check, pictures removed and how fast."""

import datetime as dt
from statistics import median

from django.db.models import QuerySet, Sum

from consent.models import (
    ConsentResponse,
    PhotoRequest,
    PictureReview,
    Post,
    RecordedCheck,
    RemovalItem,
    RemovalLook,
    SurveyImport,
)
from incidents.list_filter import midnight

from .hiding import FEWEST, Cell, few
from .periods import ONE_DAY, Period
from .tables import Row

Removed = RemovalItem.Outcome


def rows(period: Period) -> list[Row]:
    """The lines about pictures of one term. Seven queries, whatever is in the register."""
    within = (midnight(period.first), midnight(period.last + ONE_DAY) - dt.timedelta(microseconds=1))
    stopped = ConsentResponse.objects.filter(
        survey__kind=SurveyImport.Kind.PORTAL, recorded_at__range=within, answers__value="no", retraction=None
    )
    children = stopped.order_by().values("pupil").distinct().count()
    asked = PhotoRequest.objects.filter(kind=PhotoRequest.Kind.STOP, sent_at__range=within).count()
    checks = RecordedCheck.objects.filter(recorded_at__range=within).count()
    posts = Post.objects.filter(posted_on__range=(period.first, period.last)).exclude(check_record=None).count()
    done = RemovalItem.objects.filter(done_at__range=within, removal__called_off_at=None)
    hours, stays = hours_to_remove(done)
    by_hand = _by_hand(within)
    return [
        Row("stopped", "Permission stopped during the term", few(children + asked)),
        Row("checks", "Good use: pictures checked before posting", Cell(checks)),
        Row("posts", "Good use: pictures posted after such a check", Cell(posts)),
        Row("removed", "Pictures removed", few(len(hours) + by_hand)),
        Row("stays", "Pictures that cannot be recalled, such as in print", few(stays)),
        Row("hours", "Hours to remove a picture: half came down sooner", Cell(words=_middle(hours))),
    ]


def hours_to_remove(done: QuerySet[RemovalItem]) -> tuple[list[float], int]:
    """How long each picture that came down had been asked for, in hours; and how many could not be recalled.

    One picture that was asked for twice, for two children, is one, and took as long as the first who asked waited. A
    picture that a later stop added has its own last moment: what it was given is what the list was given.
    """
    hours: dict[int, float] = {}
    stays: set[int] = set()
    fields = "post", "outcome", "done_at", "due_at", "removal__due_at", "removal__opened_at"
    for post, outcome, done_at, due_at, first_due, opened_at in done.values_list(*fields):
        if outcome == Removed.STAYS:
            stays.add(post)
        else:
            waited = (done_at - (due_at - (first_due - opened_at))).total_seconds() / 3600
            hours[post] = max(waited, hours.get(post, 0))
    return list(hours.values()), len(stays)


def _by_hand(within: tuple[dt.datetime, dt.datetime]) -> int:
    """Pictures found and taken down by looking through an account: they were in no list."""
    looks = RemovalLook.objects.filter(done_at__range=within, removal__called_off_at=None)
    reviews = PictureReview.objects.filter(recorded_at__range=within)
    return sum(found.aggregate(all=Sum("removed"))["all"] or 0 for found in (looks, reviews))


def _middle(hours: list[float]) -> str:
    """Of fewer than five nothing is said: it would be the story of one child."""
    return f"{median(hours):.0f} hours" if len(hours) >= FEWEST else "too few to say"
