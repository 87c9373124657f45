"""What the portal lets go of by itself: survey files nobody settled, comments nobody read in time."""

import datetime as dt

from consent.faults import WrongState
from consent.models import ReviewEntry, StagedSurvey

from .staging import HELD_DAYS, cancel_survey


def drop_expired_surveys(now: dt.datetime) -> int:
    """Leave unsaved every load whose file was held as long as it may be (domain 0.11). Returns how many.

    What a load held beyond its time goes in any case, also where the load itself was settled meanwhile.
    """
    expired = StagedSurvey.objects.filter(expires_at__lte=now).select_related("survey")
    dropped = 0
    for staged in expired:
        try:
            cancel_survey(survey=staged.survey, by=None)
            dropped += 1
        except WrongState:
            staged.delete()
    return dropped


def blank_old_comments(now: dt.datetime) -> int:
    """Forget the words of comments that nobody read within 14 days. Returns how many.

    The pupil keeps waiting: a comment that may hold a condition is not taken for a yes (domain 5.8). What was
    written then has to be asked of the parent, or read from the survey tool.
    """
    oldest = now - dt.timedelta(days=HELD_DAYS)
    held = ReviewEntry.objects.filter(opened_at__lte=oldest).exclude(comment="")
    return held.update(comment="")
