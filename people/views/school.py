"""The school's own pages: the doors to them."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from people.http import SignedInRequest
from people.models import User
from people.permissions import Permission, requires


@dataclass(frozen=True)
class Door:
    """A way on, shown to those who hold its permission."""

    title: str
    text: str
    route: str
    permission: Permission
    sign: str = "info"

    @property
    def url(self) -> str:
        return reverse(self.route)


DOORS = (
    Door(
        "Setting up", "What is done, what is empty, what depends on it.", "first-run", Permission.SETTINGS_EDIT, "ask"
    ),
    Door("Accounts", "Who signs in here, and in which role.", "people:accounts", Permission.ACCOUNT_END, "eye"),
    Door("Parents to invite", "From the contact list.", "people:contacts", Permission.ACCOUNT_MANAGE, "letter"),
    Door(
        "Letters to leavers",
        "To leavers: what is confidential.",
        "policies:leaver-letters",
        Permission.LEAVER_LETTER,
        "letter",
    ),
    Door("To confirm", "What waits for a second person.", "people:proposals", Permission.ROLE_CONFIRM, "wait"),
    Door("Who stands in", "For headteacher, safeguarding lead and chair.", "people:cover", Permission.COVER_NAME),
    Door("What is missing", "People and numbers that are not filled in.", "missing", Permission.SETTINGS_EDIT, "ask"),
    Door("Calendar", "Terms, half-terms, INSET days.", "people:calendar", Permission.CALENDAR_EDIT),
    Door("New school year", "Classes move up, leavers leave.", "people:years", Permission.CALENDAR_EDIT),
    Door("School accounts", "What the school posts from.", "people:school-accounts", Permission.SCHOOL_ACCOUNT_VIEW),
    Door("Where pictures go", "The places that parents are asked about.", "consent:purposes", Permission.SETTINGS_EDIT),
    Door("Class tablets", "Yes, No, Ask the office on a shared device.", "people:devices", Permission.DEVICE_ENROL),
    Door("How the portal is doing", "Backups, mail, files, what to see to.", "upkeep:state", Permission.UPKEEP_VIEW),
    Door("Mail", "What was sent, what waits, what failed.", "people:mails", Permission.MAIL_VIEW, "letter"),
    Door("Settings", "Name, colours, times, days, and who changed what.", "people:settings", Permission.SETTINGS_EDIT),
    Door(
        "Days of complaints",
        "How long each stage takes, and who sits.",
        "people:settings-complaints",
        Permission.SETTINGS_EDIT,
    ),
    Door(
        "What the statements say",
        "Data-protection officer, server, addresses.",
        "people:settings-statements",
        Permission.SETTINGS_EDIT,
    ),
    Door("What leaves this server", "Every way out of it.", "data:outgoing", Permission.OUTGOING_VIEW, "eye"),
    Door(
        "Letters about complaints",
        "In the school’s own words.",
        "incidents:complaint-wordings",
        Permission.SETTINGS_EDIT,
        "letter",
    ),
    Door("What happened", "Who did what, as it was written down.", "record:events", Permission.AUDIT_TRAIL, "lock"),
    Door("What the head opened", "When and how often, without names.", "record:head", Permission.AUDIT_HEAD, "eye"),
    Door("Is the record whole?", "The last check, and its seal.", "record:chain", Permission.AUDIT_VERIFY, "lock"),
    Door(
        "Keep or destroy", "What is due for disposal, kept, destroyed.", "disposal:overview", Permission.DISPOSAL_OPEN
    ),
    Door("Pupil and staff lists", "Load a new one.", "people:lists", Permission.ROLL_IMPORT),
)


@require_safe
@requires(Permission.ACCOUNT_END)
def school(request: SignedInRequest) -> HttpResponse:
    """Every page on which the school looks after itself, as far as this person may open it."""
    return render(request, "people/school.html", {"doors": doors_of(request.user)})


def doors_of(user: User) -> list[Door]:
    """The doors that this person may open."""
    return [door for door in DOORS if user.has_perm(door.permission) and _is_there(door)]


def _is_there(door: Door) -> bool:
    try:
        return bool(door.url)
    except NoReverseMatch:
        return False
