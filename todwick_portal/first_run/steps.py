"""What a school fills in before the portal serves it. Each step is worked out from what is there; none is ticked."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings

from audit.models import AuditEvent, Verb
from consent.models import Purpose, SurveyImport
from people import missing
from people.calendar import calendar_gaps
from people.models import Notification, Pupil, SchoolAccount, SchoolYear, User
from people.roles import NAMES_COVER, Role
from people.settings import Key
from policies.models import PolicyVersion, Statute
from todwick_portal.doors import POLICY

Own = Mapping[Key, str]


@dataclass(frozen=True)
class Lack:
    """Something that is not there yet, and what depends on it."""

    text: str
    then: str


@dataclass(frozen=True)
class Step:
    """One step. `route` and `where` name the page on which it is done; `aside` the setting that says, with a reason,
    that it is not for this school, where that can be."""

    key: str
    title: str
    lacks: tuple[Lack, ...]
    route: str
    door: str
    where: tuple[str, ...] = ()
    aside: Key | None = None
    reason: str = ""
    others: str = "Somebody else does this, who signs in under their own name."

    @property
    def is_done(self) -> bool:
        return not self.lacks

    @property
    def is_set_aside(self) -> bool:
        """Not for this school. What is done all the same is done."""
        return bool(self.reason) and bool(self.lacks)

    @property
    def is_settled(self) -> bool:
        return self.is_done or self.is_set_aside


def _lacks(*found: tuple[bool, str, str]) -> tuple[Lack, ...]:
    return tuple(Lack(text, then) for is_lacking, text, then in found if is_lacking)


def _of_gaps(gaps: Iterable[missing.Gap]) -> tuple[Lack, ...]:
    return tuple(Lack(gap.text, gap.then) for gap in gaps)


def _name(own: Own, today: dt.date) -> Step:
    lacks = _lacks(
        (not own[Key.OFFICE_PHONE], "The telephone number of the office is empty.",
         "It stands at the foot of every page, so whoever is in need cannot ring."),
        (not own[Key.OFFICE_EMAIL], "The e-mail address of the office is empty.",
         "A parent without an account cannot write, and the privacy page names nobody."),
    )  # fmt: skip
    return Step("name", "Name and numbers of the school", lacks, "people:settings-group", "School and look", ("look",))


def _look(own: Own, today: dt.date) -> Step:
    is_plain = not (own[Key.LOGO] or own[Key.MAIN_COLOUR])
    lacks = _lacks(
        (is_plain, "There is no logo, and the colours are the portal’s own.",
         "Families see on every page and letter that it comes from you only by the name.")
    )  # fmt: skip
    door = ("people:settings-group", "School and look", ("look",))
    return Step("look", "Logo and colours", lacks, *door, Key.WITHOUT_LOOK, own[Key.WITHOUT_LOOK])


def _terms(own: Own, today: dt.date) -> Step:
    then = (
        "Without them days of answers cannot be worked out: a complaint of 20 December would fall due in the holidays."
    )
    lacks = tuple(Lack(text, then) for text in calendar_gaps(today))
    return Step("terms", "Terms and days", lacks, "people:calendar", "Calendar")


def _people(own: Own, today: dt.date) -> Step:
    lacks = _of_gaps(missing.role_gaps(today, beside=(Role.VICE_CHAIR,)))
    return Step("people", "People", lacks, "people:accounts", "Accounts")


def _covers(own: Own, today: dt.date) -> Step:
    unheld = missing.role_gaps(today, beside=set(Role) - NAMES_COVER)
    lacks = _of_gaps([*unheld, *missing.cover_gaps(today)])
    return Step("covers", "Who stands in", lacks, "people:cover", "Who stands in")


def _numbers(own: Own, today: dt.date) -> Step:
    lacks = _of_gaps(missing.ringing_gaps(own))
    where = ("people:settings-group", "Settings: Incidents", ("incidents",))
    return Step("numbers", "Whom to ring for a child at risk", lacks, *where)


def _mail(own: Own, today: dt.date) -> Step:
    sent = Notification.objects.filter(kind=Notification.Kind.TEST, status=Notification.Status.SENT).exists()
    lacks = _lacks(
        (not sent, "No test mail has gone out yet.",
         "Codes to sign in, invitations and reminders go by mail. If none gets out, nobody can sign in.")
    )  # fmt: skip
    return Step("mail", "Test mail", lacks, "first-run-mail", "Send a test mail to yourself")


def _pupils(own: Own, today: dt.date) -> Step:
    there = Pupil.objects.on_roll_on(today).exists()
    then = "Nobody can check a picture, and no parent can be invited."
    lacks = _lacks((not there, "No pupil list is loaded.", then))
    return Step("pupils", "Pupil list", lacks, "people:list-new", "Load a list")


def _places(own: Own, today: dt.date) -> Step:
    there = Purpose.objects.active_on(today).destinations().exists()
    lacks = _lacks(
        (not own[Key.PERMISSION_BASIS], "Why the school asks for permission is empty.",
         "The privacy page cannot say on which ground pictures are used."),
        (not there, "No place for pictures is in use.", "Parents can be asked about nothing."),
    )  # fmt: skip
    route = "people:settings-group" if there else "consent:purposes"
    return Step("places", "Purposes and places", lacks, route, "Settings: Photos" if there else "Where pictures go",
                ("photos",) if there else ())  # fmt: skip


def _survey(own: Own, today: dt.date) -> Step:
    year = SchoolYear.objects.year_on(today)
    loaded = SurveyImport.objects.filter(school_year=year, status=SurveyImport.Status.APPLIED).exists()
    lacks = _lacks(
        (not loaded, "This year’s survey is not loaded.", "Until it is, every answer is No: nothing may be published.")
    )
    door = ("consent:imports", "Load the survey", ())
    return Step("survey", "Answers of the parents", lacks, *door, Key.WITHOUT_SURVEY, own[Key.WITHOUT_SURVEY])


def _accounts(own: Own, today: dt.date) -> Step:
    lacks = _lacks(
        (not SchoolAccount.objects.exists(), "No school account on social media is registered.",
         "Nobody is told to take a picture down there, and every place is offered where a picture is checked.")
    )  # fmt: skip
    door = ("people:school-accounts", "School accounts", ())
    aside = Key.WITHOUT_SCHOOL_ACCOUNTS
    return Step("accounts", "School accounts", lacks, *door, aside, own[aside])


def _invited(own: Own, today: dt.date) -> Step:
    staff = User.objects.holding(Role.STAFF)
    waiting = staff.filter(invited_at=None, last_login=None).count() if staff else 0
    are = f"{waiting} members of staff are" if waiting > 1 else "One member of staff is"
    none_then = "Nobody can report an incident or check a picture."
    lacks = _lacks(
        (not staff, "No member of staff has an account.", none_then),
        (waiting > 0, f"{are} not invited.", "Whoever is not invited does not know how to sign in."),
    )
    return Step("invited", "Accounts to sign in", lacks, "people:accounts", "Accounts")


def _policy(own: Own, today: dt.date) -> Step:
    lacks = _lacks(
        (not PolicyVersion.objects.in_force_on(today).exists(), "No policy is in force.",
         "Incidents and letters have no rule to quote, and the page for parents is empty."),
    )  # fmt: skip
    return Step("policy", "The policy", lacks, "policies:library", "Policies")


def _laws(own: Own, today: dt.date) -> Step:
    lacks = _lacks(
        (not Statute.objects.confirmed().exists(), "The governors have confirmed no law.",
         "The rule on the law cannot say which laws it means, and incidents cannot name one."),
    )  # fmt: skip
    return Step("laws", "The laws", lacks, "policies:statutes", "Laws", (POLICY,), others="The chair and the clerk.")


def _deadlines(own: Own, today: dt.date) -> Step:
    lacks = _lacks(
        (not own[Key.COMPLAINT_DAYS_AGREED], "Nobody has said that the days of complaints are those of your procedure.",
         "Whoever complains is promised days that your procedure may not know.")
    )  # fmt: skip
    return Step("deadlines", "Days of answers", lacks, "people:settings-complaints", "Days of complaints")


def _backups(own: Own, today: dt.date) -> Step:
    made = AuditEvent.objects.filter(verb=Verb.BACKUP_MADE).exists()
    lacks = _lacks(
        (not settings.BACKUP_RECIPIENTS, "No key for backups is set on the server (BACKUP_RECIPIENTS).",
         "If the server is lost, everything is. Whoever runs it sets the key."),
        (not made, "No backup was made yet.", "If the server is lost, everything is."),
    )  # fmt: skip
    door = ("upkeep:backups", "Backups and drills", ())
    return Step("backups", "Backups", lacks, *door, Key.WITHOUT_BACKUPS, own[Key.WITHOUT_BACKUPS])


MAKERS: tuple[Callable[[Own, dt.date], Step], ...] = (
    _name, _look, _mail, _terms, _people, _covers, _numbers, _deadlines, _pupils, _invited, _policy, _laws, _places,
    _accounts, _survey, _backups,
)  # fmt: skip


def steps(own: Own, today: dt.date) -> list[Step]:
    """Every step in the order in which a school does them. A constant number of queries."""
    return [make(own, today) for make in MAKERS]


@dataclass(frozen=True)
class Progress:
    """How far it has come: how many steps are settled of how many, and what comes next."""

    settled: int
    total: int
    following: str

    @property
    def is_over(self) -> bool:
        return self.settled == self.total

    @property
    def words(self) -> str:
        return f"{self.settled} of {self.total} done"


def progress_of(found: list[Step]) -> Progress:
    """What the start page says."""
    following = next((step.title for step in found if not step.is_settled), "")
    return Progress(sum(step.is_settled for step in found), len(found), following)
