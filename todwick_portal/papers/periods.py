"""How long each kind of thing is kept, in words: one table, from the settings. Nothing else says a period.

What goes by itself is here with the setting or the constant that sends it away. What the school keeps for years stays
as long as the school has set for kinds of record (`people/disposal.py`), and then until two people destroy it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings

from people import disposal
from people.settings import Key, number
from todwick_portal.disposal.kinds import BY_SLUG

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
    DATA_REQUESTS = "data_requests"
    BUNDLES = "bundles"
    DESTRUCTIONS = "destructions"
    UPKEEP = "upkeep"


@dataclass(frozen=True)
class Period:
    """What it is, for how long it is kept, and whether it then goes by itself. `kinds`: the kinds of record, by slug,
    for each of which the school sets how long it is kept; then nothing is said of the settings."""

    what: str
    says: Callable[[Own], str]
    goes_by_itself: bool = False
    kinds: tuple[str, ...] = ()
    is_for_good: bool = False

    @property
    def goes(self) -> str:
        """Who lets it go then."""
        if self.is_for_good:
            return "it does not"
        return "by itself" if self.goes_by_itself else "by people"


FOR_GOOD = "For good: nothing in the portal destroys it"


def of_the_school(what: str, kind: str, *more: str) -> Period:
    """What the school decides, by kinds of record. Nothing of it is destroyed by the portal alone."""
    return Period(what, lambda own: "", kinds=(kind, *more))


def for_good(what: str) -> Period:
    """What no kind of record is: two people cannot have it destroyed here, and no paper says that they can."""
    return Period(what, lambda own: FOR_GOOD, is_for_good=True)


def _days(count: int) -> str:
    return f"{count} day{'' if count == 1 else 's'}"


PERIODS: dict[Kept, Period] = {
    Kept.ANSWERS: of_the_school("Answers about pictures, and what was decided about them", "pupil"),
    Kept.SURVEY_FILES: Period("A survey file", lambda own: "Until it is saved or left, 14 days at most", True),
    Kept.COMMENTS: Period("A parent’s comment beside an answer", lambda own: "Until it is read, 14 days at most", True),
    Kept.CHECKS: of_the_school("Recorded checks of pictures", "pupil"),
    Kept.POSTS: of_the_school("What was posted, and what was taken down", "pupil"),
    Kept.PHOTO_REQUESTS: of_the_school("Requests about pictures", "photo-request"),
    Kept.LISTS: Period("An uploaded pupil or staff list", lambda own: "Until it is saved or left, a day at most", True),
    Kept.PUPILS: of_the_school("Pupils, classes and contacts", "pupil"),
    Kept.ACCOUNTS: of_the_school("Accounts and roles, ended ones too", "staff", "parent"),
    Kept.SIGN_INS: Period(
        "A sign-in", lambda own: f"{number(dict(own), Key.SIGNED_IN_HOURS)} hours at most, then it opens nothing", True
    ),
    Kept.TRIES: Period("Counters of tries and requests", lambda own: "Minutes, for the longest a day", True),
    Kept.READINGS: of_the_school("Who has read a policy", "staff"),
    Kept.POLICIES: of_the_school("Every version of a policy", "policy"),
    Kept.INCIDENTS: of_the_school("Incidents", "incident", "incident-staff"),
    Kept.REPORT_DRAFTS: Period(
        "A report that was begun and not sent",
        lambda own: f"{_days(number(dict(own), Key.DRAFT_DAYS))} after it was last touched",
        True,
    ),
    Kept.EVIDENCE: of_the_school("Files of evidence", "incident", "incident-staff"),
    Kept.COMPLAINTS: of_the_school("Complaints", "complaint"),
    Kept.COMPLAINT_DRAFTS: Period(
        "A complaint that was begun and not sent", lambda own: "24 hours after it was last touched", True
    ),
    Kept.DATA_BREACHES: of_the_school("The record of a data breach", "data-breach"),
    Kept.REPORTS: for_good("Reports to governors"),
    Kept.MAIL: Period(
        "The text of a mail",
        lambda own: f"{_days(settings.MAIL_TEXT_DAYS)}; with a code or a link in it, until it is sent",
        True,
    ),
    Kept.RECORD: for_good("The record of who did what"),
    Kept.BACKUPS: Period("Sealed backups", lambda own: "As the server is set up; the guide to it says 35 days"),
    Kept.ASSESSMENTS: for_good("Impact assessments"),
    Kept.DATA_REQUESTS: of_the_school("Requests about data", "data-request"),
    Kept.BUNDLES: Period(
        "The file with somebody’s data, put together for them",
        lambda own: f"{_days(number(dict(own), Key.BUNDLE_DAYS))} after it was put together",
        True,
    ),
    Kept.DESTRUCTIONS: for_good("The record of what was destroyed, without a name"),
    Kept.UPKEEP: for_good("Earlier settings, restore drills, and where copies of backups lie"),
}


def all_kept(own: Own) -> dict[Kept, str]:
    """For how long each kind of thing is kept, as sentences without their stops. One query."""
    own_periods = disposal.periods(BY_SLUG.values())
    return {
        key: "; ".join(_of_kind(slug, own_periods[slug], one.what) for slug in one.kinds) or one.says(own)
        for key, one in PERIODS.items()
    }


def _of_kind(slug: str, period: disposal.Period, what: str) -> str:
    """What the school has set; where nobody has confirmed it, that it is the portal's proposal. The name of the kind
    stands first, but where that is `what` it is said of."""
    kind = BY_SLUG[slug]
    first = "" if kind.label == what else f"{kind.label}: "
    said = f"{first}{period.words} from {kind.counted}, then two people decide"
    return said if period.confirmed else f"{said} (proposed; the school has not confirmed it)"
