"""The ways on from the start page, by the roles a person holds: only to pages that are there."""

from dataclasses import dataclass, replace

from django.urls import reverse

from people.models import User
from people.permissions import Permission
from people.roles import Role
from policies.words import Audience

POLICY = "social-media"
GOVERNING = frozenset({Role.GOVERNOR, Role.CHAIR, Role.VICE_CHAIR, Role.CLERK})
WHOLE = GOVERNING | {Role.DPO}
_ASKED = Permission.PHOTO_REQUEST_ANSWER
_LOAD, _SORT, _LIST = Permission.CONSENT_IMPORT, Permission.CONSENT_CORRECT, Permission.ROLL_IMPORT
JOBS = (
    (_LOAD, "Load the survey", "The file with the parents’ answers.", "consent:imports", "info"),
    (_SORT, "Answers to sort out", "What is not certain waits there.", "consent:review", "ask"),
    (_SORT, "Paper answers", "From forms, letters and calls, class by class.", "consent:paper", "info"),
    (
        _ASKED,
        "Requests about pictures",
        "Stop, take down, what is agreed: by parents.",
        "consent:requests",
        "camera",
    ),
    (Permission.ACCOUNT_END, "School", "Accounts, calendar, settings, what is missing.", "people:school", "info"),
    (Permission.POLICY_DESK, "Policy desk", "Drafts, open points, documents, reviews.", "policies:desk", "wait"),
    (Permission.COVER_NAME, "Who stands in for you", "Name somebody before you are away.", "people:cover", "wait"),
    (
        Permission.PRIVACY_CHECKUP,
        "Your privacy check-up",
        "Of your own accounts. Only the day is kept.",
        "policies:privacy-checkup",
        "lock",
    ),
    (
        Permission.DATA_BREACH,
        "Data breaches",
        "Each with its 72 hours, what was decided and why.",
        "incidents:breaches",
        "lock",
    ),
    (
        Permission.DATA_REQUEST_KEEP,
        "Requests about data",
        "What people ask about the data held on them, each with its month.",
        "incidents:data-requests",
        "lock",
    ),
    (
        Permission.DATA_PART_READ,
        "Copies of data to look through",
        "What you may read of somebody’s data, before it goes to them.",
        "incidents:bundle-parts",
        "eye",
    ),
    (
        Permission.DISPOSAL_OPEN,
        "Keep or destroy",
        "What is due for disposal, what is kept, what two people destroyed.",
        "disposal:overview",
        "lock",
    ),
    (
        Permission.DATA_PAPERS,
        "Data protection",
        "Records of processing, impact assessment, what leaves this server.",
        "data:index",
        "lock",
    ),
    (Permission.AUDIT_TRAIL, "What happened", "With the records you may read, and by whom.", "record:events", "lock"),
    (Permission.AUDIT_HEAD, "What the head opened", "When and how often, without names.", "record:head", "eye"),
    (_LIST, "Load a pupil or staff list", "After every change, at least each half-term.", "people:list-new", "info"),
)

FOR_SOMEBODY = (
    (
        "Write down a complaint for somebody",
        "It came by letter, by telephone or in person.",
        "incidents:complaint-on-behalf",
    ),
    ("A new access code", "Somebody rings who has lost the code of a complaint.", "incidents:complaint-codes"),
)
FOR_THE_CHAIR = "Accounts, what waits for a second person, and the record."


@dataclass(frozen=True)
class Door:
    """A way on from the start page, in words."""

    title: str
    text: str
    url: str
    sign: str = "info"


def doors(user: User, *, has_policy: bool) -> list[Door]:
    """The ways on that fit the roles a person holds, the office's own jobs first.

    `has_policy`: the policy is published and in force today.
    """
    checks = [*_checking(user), *_reporting(user), *_complaints(user)]
    jobs = _jobs(user)
    found = [*jobs, *checks] if Role.OFFICE in user.roles else [*checks, *jobs]
    if user.has_perm(Permission.CONSENT_OWN):
        own = "What you answered about pictures. You can stop them at once."
        found.insert(0, Door("My children", own, reverse("consent:mine"), "camera"))
    if user.has_perm(Permission.REPORT_READ):
        makes = user.has_perm(Permission.REPORT_MAKE)
        term = "This term in numbers, to release." if makes else "One term in numbers, without a name."
        found.append(Door("Report to governors", term, reverse("incidents:governors-reports"), "eye"))
    if has_policy:
        found += _policy_doors(user)
    if not (has_policy and user.roles & WHOLE):
        rules = "Each rule with its own address to quote."
        found.append(Door("The school’s policies", rules, reverse("policies:library"), "eye"))
    if Role.PARENT in user.roles:
        yours = "What the school holds about you and your child: ask for a copy, or put it right."
        found.append(Door("Your data", yours, reverse("incidents:own-data"), "lock"))
    if user.roles & {Role.PARENT, Role.DPO}:
        kept = "What this site keeps, for how long, and who sees it."
        found.append(Door("Privacy", kept, reverse("privacy"), "lock"))
    return found


def _checking(user: User) -> list[Door]:
    """The check, for whoever publishes pictures."""
    if not user.has_perm(Permission.CONSENT_CHECK):
        return []
    ask = "Ask before a picture of children goes out."
    return [Door("Can I use this picture?", ask, reverse("consent:check"), "camera")]


def _reporting(user: User) -> list[Door]:
    """Reporting what happened, and one's own reports."""
    if not user.has_perm(Permission.INCIDENT_REPORT):
        return []
    told = (
        ("Report an incident", "What happened online or with a picture. It goes to the headteacher.", "incidents:new"),
        ("My reports", "Whether each was seen, and closed.", "incidents:mine"),
    )
    return [Door(title, text, reverse(to), "letter") for title, text, to in told]


def _complaints(user: User) -> list[Door]:
    """What the office does for whoever complained; panels for governors; for whoever has no tab for complaints those
    given to somebody."""
    found = []
    if user.has_perm(Permission.COMPLAINT_RECORD):
        found += [Door(title, text, reverse(to), "letter") for title, text, to in FOR_SOMEBODY]
    if user.has_perm(Permission.COMPLAINT_PANEL):
        sat = "Those that you arrange or sit on, with the papers."
        found.append(Door("Panels of governors", sat, reverse("incidents:complaint-panels"), "wait"))
    if user.has_perm(Permission.COMPLAINT_LEAD):
        return found
    if user.has_perm(Permission.COMPLAINT_READ):
        given = "Those that somebody gave you to deal with."
        found.append(Door("Complaints", given, reverse("incidents:complaints"), "letter"))
    return found


def _jobs(user: User) -> list[Door]:
    """What the office does with answers and lists."""
    found = [Door(title, text, reverse(to), sign) for needed, title, text, to, sign in JOBS if user.has_perm(needed)]
    if user.has_perm(Permission.SETTINGS_EDIT):
        return found
    return [replace(door, text=FOR_THE_CHAIR) if door.url == reverse("people:school") else door for door in found]


def _policy_doors(user: User) -> list[Door]:
    """What of the policy is for each role."""
    found = []
    if Role.PARENT in user.roles:
        found.append(Door("What the policy asks of parents", "On one page, in plain words.", _for(Audience.PARENTS)))
        ways = "How school and families talk with one another, and how to complain."
        found.append(Door("How to complain", ways, f"{_for(Audience.PARENTS)}#complain", "ask"))
    if user.roles & GOVERNING:
        yours = "The rules that name you, then what holds for everybody."
        found.append(Door("What the policy says to governors", yours, _for(Audience.GOVERNORS)))
    if user.roles & WHOLE:
        whole = "Every rule. It can also be read as it stood on an earlier day."
        found.append(Door("The whole policy", whole, reverse("policies:policy", args=[POLICY]), "eye"))
    if Role.CLERK in user.roles:
        sheet = "What applies to one kind of reader, on one sheet of paper."
        for audience in (Audience.STAFF, Audience.PARENTS, Audience.VISITORS):
            found.append(Door(f"To print: {audience.label.lower()}", sheet, _for(audience), "eye"))
    return found


def _for(audience: Audience) -> str:
    return reverse("policies:audience", args=[POLICY, audience])
