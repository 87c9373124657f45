"""How long each kind of thing is kept, in words: one table, from the settings. Nothing else says a period.

What goes by itself is here with the setting or the constant that sends it away. What the school keeps for years stays
until the school decides; `of_the_school` is the one place where a period that the school sets for it comes in.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings

from people.settings import Key, number

Own = Mapping[Key, str]


class Kept(StrEnum):
    """A kind of thing that is kept for a time of its own."""

    ANSWERS = "answers"
    SURVEY_FILES = "survey_files"
    COMMENTS = "comments"
    CHECKS = "checks"
    POSTS = "posts"
    PHOTO_REQUESTS = "photo_requests"
    LISTS = "lists"
    PUPILS = "pupils"
    ACCOUNTS = "accounts"
    SIGN_INS = "sign_ins"
    TRIES = "tries"
    READINGS = "readings"
    POLICIES = "policies"
    INCIDENTS = "incidents"
    REPORT_DRAFTS = "report_drafts"
    EVIDENCE = "evidence"
    COMPLAINTS = "complaints"
    COMPLAINT_DRAFTS = "complaint_drafts"
    DATA_BREACHES = "data_breaches"
    REPORTS = "reports"
    MAIL = "mail"
    RECORD = "record"
    BACKUPS = "backups"
    ASSESSMENTS = "assessments"


@dataclass(frozen=True)
class Period:
    """What it is, for how long it is kept, and whether it then goes by itself."""

    what: str
    says: Callable[[Own], str]
    goes_by_itself: bool = False


def of_the_school(key: Kept) -> Callable[[Own], str]:
    """What the school decides. Nothing of it is destroyed by the portal alone."""
    return lambda own: "Until the school decides that it goes; the portal destroys nothing of it by itself"


def _days(count: int) -> str:
    return f"{count} day{'' if count == 1 else 's'}"


PERIODS: dict[Kept, Period] = {
    Kept.ANSWERS: Period("Answers about pictures, and what was decided about them", of_the_school(Kept.ANSWERS)),
    Kept.SURVEY_FILES: Period("A survey file", lambda own: "Until it is saved or left, 14 days at most", True),
    Kept.COMMENTS: Period("A parent’s comment beside an answer", lambda own: "Until it is read, 14 days at most", True),
    Kept.CHECKS: Period("Recorded checks of pictures", of_the_school(Kept.CHECKS)),
    Kept.POSTS: Period("What was posted, and what was taken down", of_the_school(Kept.POSTS)),
    Kept.PHOTO_REQUESTS: Period("Requests about pictures", of_the_school(Kept.PHOTO_REQUESTS)),
    Kept.LISTS: Period("An uploaded pupil or staff list", lambda own: "Until it is saved or left, a day at most", True),
    Kept.PUPILS: Period("Pupils, classes and contacts", of_the_school(Kept.PUPILS)),
    Kept.ACCOUNTS: Period("Accounts and roles, ended ones too", of_the_school(Kept.ACCOUNTS)),
    Kept.SIGN_INS: Period(
        "A sign-in", lambda own: f"{number(dict(own), Key.SIGNED_IN_HOURS)} hours at most, then it opens nothing", True
    ),
    Kept.TRIES: Period("Counters of tries and requests", lambda own: "Minutes, for the longest a day", True),
    Kept.READINGS: Period("Who has read a policy", of_the_school(Kept.READINGS)),
    Kept.POLICIES: Period("Every version of a policy", of_the_school(Kept.POLICIES)),
    Kept.INCIDENTS: Period("Incidents", of_the_school(Kept.INCIDENTS)),
    Kept.REPORT_DRAFTS: Period(
        "A report that was begun and not sent",
        lambda own: f"{_days(number(dict(own), Key.DRAFT_DAYS))} after it was last touched",
        True,
    ),
    Kept.EVIDENCE: Period("Files of evidence", of_the_school(Kept.EVIDENCE)),
    Kept.COMPLAINTS: Period("Complaints", of_the_school(Kept.COMPLAINTS)),
    Kept.COMPLAINT_DRAFTS: Period(
        "A complaint that was begun and not sent", lambda own: "24 hours after it was last touched", True
    ),
    Kept.DATA_BREACHES: Period("The record of a data breach", of_the_school(Kept.DATA_BREACHES)),
    Kept.REPORTS: Period("Reports to governors", of_the_school(Kept.REPORTS)),
    Kept.MAIL: Period(
        "The text of a mail",
        lambda own: f"{_days(settings.MAIL_TEXT_DAYS)}; with a code or a link in it, until it is sent",
        True,
    ),
    Kept.RECORD: Period("The record of who did what", of_the_school(Kept.RECORD)),
    Kept.BACKUPS: Period("Sealed backups", lambda own: "As the server is set up; the guide to it says 35 days"),
    Kept.ASSESSMENTS: Period("Impact assessments", of_the_school(Kept.ASSESSMENTS)),
}


def kept_for(key: Kept, own: Own) -> str:
    """For how long this kind is kept, as a sentence without its stop."""
    return PERIODS[key].says(own)
