"""What a school fills in before the portal serves it. Each step is worked out from what is there; none is ticked."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from audit.models import AuditEvent, Verb
from consent.models import Purpose, SurveyImport
from people import missing
from people.calendar import terms_missing, years_entered
from people.models import Notification, Pupil, RoleAssignment, SchoolAccount, SchoolYear, Term, User
from people.models.school import year_of
from people.roles import NAMES_COVER, Role
from people.settings import Key
from people.together import Work, together
from policies.models import PolicyVersion, Statute
from todwick_portal.doors import POLICY

Own = Mapping[Key, str]


@dataclass(frozen=True)
class There:
    """What a school has already, as far as the steps ask for it. `sent`, `pupils` and the like: whether there is one at
    all; `staff`: of each member of staff whether they still wait to be invited."""

    own: Own
    today: dt.date
    year: int
    terms: list[int]
    held: list[RoleAssignment]
    covers: set[str]
    sent: bool
    pupils: bool
    places: bool
    loaded: bool
    accounts: bool
    staff: list[bool]
    policy: bool
    laws: bool
    backups: bool


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


def _name(there: There) -> Step:
    lacks = _lacks(
        (not there.own[Key.OFFICE_PHONE], "The telephone number of the office is empty.",
         "It stands at the foot of every page, so whoever is in need cannot ring."),
        (not there.own[Key.OFFICE_EMAIL], "The e-mail address of the office is empty.",
         "A parent without an account cannot write, and the privacy page names nobody."),
    )  # fmt: skip
    return Step("name", "Name and numbers of the school", lacks, "people:settings-group", "School and look", ("look",))


def _look(there: There) -> Step:
    is_plain = not (there.own[Key.LOGO] or there.own[Key.MAIN_COLOUR])
    lacks = _lacks(
        (is_plain, "There is no logo, and the colours are the portal’s own.",
         "Families see on every page and letter that it comes from you only by the name.")
    )  # fmt: skip
    door = ("people:settings-group", "School and look", ("look",))
    return Step("look", "Logo and colours", lacks, *door, Key.WITHOUT_LOOK, there.own[Key.WITHOUT_LOOK])


def _terms(there: There) -> Step:
    then = (
        "Without them days of answers cannot be worked out: a complaint of 20 December would fall due in the holidays."
    )
    lacks = tuple(Lack(text, then) for text in terms_missing(there.terms, there.year, there.today))
    return Step("terms", "Terms and days", lacks, "people:calendar", "Calendar")


def _people(there: There) -> Step:
    lacks = _of_gaps(missing.role_gaps(there.held, beside=(Role.VICE_CHAIR,)))
    return Step("people", "People", lacks, "people:accounts", "Accounts")


def _covers(there: There) -> Step:
    unheld = missing.role_gaps(there.held, beside=set(Role) - NAMES_COVER)
    lacks = _of_gaps([*unheld, *missing.cover_gaps(there.held, there.covers)])
    return Step("covers", "Who stands in", lacks, "people:cover", "Who stands in")


def _numbers(there: There) -> Step:
    lacks = _of_gaps(missing.ringing_gaps(there.own))
    where = ("people:settings-group", "Settings: Incidents", ("incidents",))
    return Step("numbers", "Whom to ring for a child at risk", lacks, *where)


def _mail(there: There) -> Step:
    lacks = _lacks(
        (not there.sent, "No test mail has gone out yet.",
         "Codes to sign in, invitations and reminders go by mail. If none gets out, nobody can sign in.")
    )  # fmt: skip
    return Step("mail", "Test mail", lacks, "first-run-mail", "Send a test mail to yourself")


def _pupils(there: There) -> Step:
    then = "Nobody can check a picture, and no parent can be invited."
    lacks = _lacks((not there.pupils, "No pupil list is loaded.", then))
    return Step("pupils", "Pupil list", lacks, "people:list-new", "Load a list")


def _places(there: There) -> Step:
    lacks = _lacks(
        (not there.own[Key.PERMISSION_BASIS], "Why the school asks for permission is empty.",
         "The privacy page cannot say on which ground pictures are used."),
        (not there.places, "No place for pictures is in use.", "Parents can be asked about nothing."),
    )  # fmt: skip
    route = "people:settings-group" if there.places else "consent:purposes"
    door, where = ("Settings: Photos", ("photos",)) if there.places else ("Where pictures go", ())
    return Step("places", "Purposes and places", lacks, route, door, where)


def _survey(there: There) -> Step:
    then = "Until it is, every answer is No: nothing may be published."
    lacks = _lacks((not there.loaded, "This year’s survey is not loaded.", then))
    door = ("consent:imports", "Load the survey", ())
    return Step("survey", "Answers of the parents", lacks, *door, Key.WITHOUT_SURVEY, there.own[Key.WITHOUT_SURVEY])


def _accounts(there: There) -> Step:
    lacks = _lacks(
        (not there.accounts, "No school account on social media is registered.",
         "Nobody is told to take a picture down there, and every place is offered where a picture is checked.")
    )  # fmt: skip
    door = ("people:school-accounts", "School accounts", ())
    aside = Key.WITHOUT_SCHOOL_ACCOUNTS
    return Step("accounts", "School accounts", lacks, *door, aside, there.own[aside])


def _invited(there: There) -> Step:
    waiting = sum(there.staff)
    are = f"{waiting} members of staff are" if waiting > 1 else "One member of staff is"
    none_then = "Nobody can report an incident or check a picture."
    lacks = _lacks(
        (not there.staff, "No member of staff has an account.", none_then),
        (waiting > 0, f"{are} not invited.", "Whoever is not invited does not know how to sign in."),
    )
    return Step("invited", "Accounts to sign in", lacks, "people:accounts", "Accounts")


def _policy(there: There) -> Step:
    lacks = _lacks(
        (not there.policy, "No policy is in force.",
         "Incidents and letters have no rule to quote, and the page for parents is empty."),
    )  # fmt: skip
    return Step("policy", "The policy", lacks, "policies:library", "Policies")


def _laws(there: There) -> Step:
    lacks = _lacks(
        (not there.laws, "The governors have confirmed no law.",
         "The rule on the law cannot say which laws it means, and incidents cannot name one."),
    )  # fmt: skip
    return Step("laws", "The laws", lacks, "policies:statutes", "Laws", (POLICY,), others="The chair and the clerk.")


def _deadlines(there: There) -> Step:
    lacks = _lacks(
        (not there.own[Key.COMPLAINT_DAYS_AGREED],
         "Nobody has said that the days of complaints are those of your procedure.",
         "Whoever complains is promised days that your procedure may not know.")
    )  # fmt: skip
    return Step("deadlines", "Days of answers", lacks, "people:settings-complaints", "Days of complaints")


def _backups(there: There) -> Step:
    lacks = _lacks(
        (not settings.BACKUP_RECIPIENTS, "No key for backups is set on the server (BACKUP_RECIPIENTS).",
         "If the server is lost, everything is. Whoever runs it sets the key."),
        (not there.backups, "No backup was made yet.", "If the server is lost, everything is."),
    )  # fmt: skip
    door = ("upkeep:backups", "Backups and drills", ())
    return Step("backups", "Backups", lacks, *door, Key.WITHOUT_BACKUPS, there.own[Key.WITHOUT_BACKUPS])


MAKERS: tuple[Callable[[There], Step], ...] = (
    _name, _look, _mail, _terms, _people, _covers, _numbers, _deadlines, _pupils, _invited, _policy, _laws, _places,
    _accounts, _survey, _backups,
)  # fmt: skip


def steps(own: Own, today: dt.date) -> list[Step]:
    """Every step in the order in which a school does them. One query."""
    return together(guide(own, today))[0]


def guide(own: Own, today: dt.date) -> Work[list[Step]]:
    """The same as work: asked once."""
    tests = Notification.objects.filter(kind=Notification.Kind.TEST, status=Notification.Status.SENT)
    applied = SurveyImport.objects.filter(status=SurveyImport.Status.APPLIED)
    years, terms, held, covers, loaded, staff, *some = yield [
        SchoolYear.objects.of(today),
        Term.objects.values_list("school_year", flat=True),
        missing.held_on(today),
        missing.covers_named(today),
        applied.order_by().values_list("school_year", flat=True).distinct(),
        User.objects.holding(Role.STAFF).values_list("invited_at", "last_login"),
        _one(tests),
        _one(Pupil.objects.on_roll_on(today)),
        _one(Purpose.objects.active_on(today).destinations()),
        _one(SchoolAccount.objects.all()),
        _one(PolicyVersion.objects.in_force_on(today)),
        _one(Statute.objects.confirmed()),
        _one(AuditEvent.objects.filter(verb=Verb.BACKUP_MADE)),
    ]
    sent, pupils, places, accounts, policy, laws, backups = (bool(rows) for rows in some)
    year = year_of(years, today)
    there = There(
        own, today, year, years_entered(terms), list(held), set(covers), sent, pupils, places, year in loaded, accounts,
        [invited is None and seen is None for invited, seen in staff], policy, laws, backups,
    )  # fmt: skip
    return [make(there) for make in MAKERS]


def _one(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Whether there is one at all."""
    return rows.order_by().values("pk")[:1]


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
