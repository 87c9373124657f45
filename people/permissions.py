"""Who may do what. This table is the whole authorisation policy of the portal by role.

A view names one `Permission` with `@requires`; a template asks `{% if perms.consent.import_survey %}`.
Which *rows* a permitted user sees is decided by the `visible_to(user)` method of each queryset.
The school's own words for this table are in `docs/permissions.md`; a test asserts it against every address.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from django.contrib.auth.decorators import permission_required

from .permission_names import Permission as Permission  # the table and its names are asked for in one place
from .roles import Role

EVERYBODY = {
    Permission.HOME,
    Permission.POLICY_ACKNOWLEDGE,
    Permission.COMPLAINT_OWN,
    Permission.DATA_REQUEST_OWN,
}
STAFF = EVERYBODY | {
    Permission.INCIDENT_REPORT,
    Permission.CONSENT_CHECK,
    Permission.CONSENT_KEEP,
    Permission.SCHOOL_ACCOUNT_VIEW,
    Permission.PRIVACY_CHECKUP,
}
OFFICE = STAFF | {
    Permission.PEOPLE_VIEW,
    Permission.ROLL_IMPORT,
    Permission.ACCOUNT_MANAGE,
    Permission.ACCOUNT_END,
    Permission.CALENDAR_EDIT,
    Permission.SETTINGS_EDIT,
    Permission.UPKEEP_VIEW,
    Permission.UPKEEP_NOTE,
    Permission.SCHOOL_ACCOUNT_EDIT,
    Permission.DEVICE_ENROL,
    Permission.MAIL_VIEW,
    Permission.OUTGOING_VIEW,
    Permission.CONSENT_RECORD_VIEW,
    Permission.CONSENT_CORRECT,
    Permission.CONSENT_IMPORT,
    Permission.CONSENT_EXPORT,
    Permission.CONSENT_FIGURES,
    Permission.PHOTO_REQUEST_ANSWER,
    Permission.POLICY_DESK,
    Permission.POLICY_LISTS_EDIT,
    Permission.POLICY_SHEET_RECORD,
    Permission.LEAVER_LETTER,
    Permission.COMPLAINT_RECORD,
    Permission.DATA_REQUEST_KEEP,
}
GOVERNORS = EVERYBODY | {
    Permission.INCIDENT_REPORT,
    Permission.POLICY_DESK,
    Permission.POLICY_DRAFT_VIEW,
    Permission.POLICY_ACKNOWLEDGED_FIGURES,
    Permission.CONSENT_FIGURES,
    Permission.COMPLAINT_PANEL,
    Permission.REPORT_READ,
    Permission.REPORT_CONFIDENTIAL,
}
LEADING = {Permission.INCIDENT_READ, Permission.INCIDENT_LEAD}
ANSWERING = {Permission.COMPLAINT_READ, Permission.COMPLAINT_LEAD}
READING_DRAFTS = {
    Permission.POLICY_DRAFT_VIEW,
    Permission.POLICY_ACKNOWLEDGED_NAMES,
    Permission.POLICY_ACKNOWLEDGED_FIGURES,
}

ROLE_PERMISSIONS: dict[Role, set[Permission]] = {
    Role.HEAD: OFFICE
    | READING_DRAFTS
    | LEADING
    | ANSWERING
    | {
        Permission.COMPLAINT_FIGURES,
        Permission.DATA_BREACH,
        Permission.DATA_PART_READ,
        Permission.DISPOSAL_OPEN,
        Permission.RETENTION_REVIEW,
        Permission.RETENTION_SET,
        Permission.DATA_PAPERS,
        Permission.ASSESSMENT_APPROVE,
        Permission.REPORT_READ,
        Permission.REPORT_MAKE,
        Permission.INCIDENT_FIGURES,
        Permission.INCIDENT_LETTERS,
        Permission.FLAG_REASON_VIEW,
        Permission.FLAG_SET,
        Permission.GIVING_ALLOW,
        Permission.POLICY_DRAFT_EDIT,
        Permission.POLICY_PUBLISH,
        Permission.POLICY_REMIND,
        Permission.PRIVACY_CHECKUP_NAMES,
        Permission.ROLE_CONFIRM,
        Permission.COURT_ORDER,
        Permission.COVER_NAME,
        Permission.AUDIT_TRAIL,
        Permission.AUDIT_VERIFY,
    },
    Role.DSL: STAFF
    | READING_DRAFTS
    | LEADING
    | {
        Permission.DATA_PART_READ,
        Permission.DISPOSAL_OPEN,
        Permission.COMPLAINT_READ,
        Permission.INCIDENT_FIGURES,
        Permission.INCIDENT_LETTERS,
        Permission.PEOPLE_VIEW,
        Permission.CONSENT_RECORD_VIEW,
        Permission.FLAG_REASON_VIEW,
        Permission.FLAG_SET,
        Permission.COURT_ORDER,
        Permission.COVER_NAME,
        Permission.AUDIT_TRAIL,
    },
    Role.OFFICE: OFFICE | {Permission.ROLE_CHANGE, Permission.SECOND_STEP_RESET},
    Role.STAFF: STAFF | {Permission.INCIDENT_READ, Permission.COMPLAINT_READ},
    Role.CHAIR: GOVERNORS
    | LEADING
    | ANSWERING
    | {
        Permission.DISPOSAL_OPEN,
        Permission.RETENTION_REVIEW,
        Permission.INCIDENT_REFERRED,
        Permission.DATA_BREACH,  # those about headteacher and data-protection officer at once
        Permission.DATA_REQUEST_KEEP,  # those that the chair leads
        Permission.DATA_PART_READ,
        Permission.POLICY_APPROVE,
        Permission.STATUTE_CONFIRM,
        Permission.SCHOOL_ACCOUNT_VIEW,
        Permission.UPKEEP_VIEW,
        Permission.ACCOUNT_END,
        Permission.ROLE_CONFIRM,
        Permission.COVER_NAME,
        Permission.AUDIT_TRAIL,
        Permission.AUDIT_VERIFY,
        Permission.AUDIT_HEAD,
        Permission.REPORT_CONFIDENTIAL_ADD,
    },
    Role.VICE_CHAIR: GOVERNORS
    | LEADING
    | ANSWERING
    | {
        Permission.INCIDENT_REFERRED,
        Permission.REPORT_CONFIDENTIAL_ADD,
        Permission.DATA_PART_READ,
        Permission.DISPOSAL_OPEN,
    },
    Role.CLERK: GOVERNORS
    | LEADING
    | ANSWERING
    | {
        Permission.DATA_PART_READ,
        Permission.DISPOSAL_OPEN,
        Permission.POLICY_DRAFT_EDIT,
        Permission.POLICY_APPROVE,
        Permission.STATUTE_CONFIRM,
        Permission.COMPLAINT_FIGURES,
        Permission.REPORT_CONFIDENTIAL_ADD,
    },
    Role.GOVERNOR: GOVERNORS | {Permission.INCIDENT_REFERRED},
    Role.DPO: EVERYBODY
    | ANSWERING
    | {
        Permission.CONSENT_FIGURES,
        Permission.DATA_BREACH,
        Permission.REPORT_READ,
        Permission.DATA_REQUEST_KEEP,
        Permission.DATA_PART_READ,
        Permission.DISPOSAL_OPEN,
        Permission.RETENTION_REVIEW,
        Permission.DATA_PAPERS,
        Permission.ASSESSMENT_ADVISE,
        Permission.OUTGOING_VIEW,
    },
    Role.PARENT: EVERYBODY | {Permission.CONSENT_OWN},
}


class Zone(StrEnum):
    """How long a page stays open on a device after its person has gone (decision record 11)."""

    OPEN = "open"  # twelve hours, and on a class tablet: the three words, no more
    CLOSED = "closed"  # asks again after the idle limit of the role
    DOOR = "door"  # where one is asked again: as open as it must be, and shows nothing


# What a person whose closed zone is shut keeps, and the whole of what a class tablet may do.
OPEN_PERMISSIONS = frozenset({str(Permission.HOME), str(Permission.CONSENT_CHECK), str(Permission.CONSENT_KEEP)})
TABLET_PERMISSIONS = frozenset({str(Permission.CONSENT_CHECK)})

ALWAYS, SENDING = "always", "sending"  # when a view needs a fresh proof that it is still the same person


def requires(permission: Permission, *, zone: Zone = Zone.CLOSED) -> Callable[[Callable], Callable]:
    """Refuse a view (403) to a signed-in user without `permission`, and shut it after the idle limit.

    Both stay readable on the view, as `view.permission` and `view.zone`: tests prove that no view was left
    undeclared, and the zone watch (`todwick_portal/zone_watch.py`) reads the zone before the view runs. A view
    in the open zone may show the three words and nothing that only a closed page may show.
    """

    def decorate(view: Callable) -> Callable:
        guarded: Any = permission_required(permission, raise_exception=True)(view)
        guarded.permission = permission
        guarded.zone = zone
        return guarded

    return decorate


def is_in_open_zone(view: Callable) -> bool:
    """Whether the view stays open after its person has gone."""
    return getattr(view, "zone", Zone.CLOSED) is Zone.OPEN


def is_for_tablets(view: Callable) -> bool:
    """Whether a class tablet may show it: in the open zone, and nothing is kept there under a person's name."""
    return is_in_open_zone(view) and str(getattr(view, "permission", "")) in TABLET_PERMISSIONS


def proved_again(view: Callable) -> Callable:
    """A view that needs a proof of the last five minutes that it is still the same person: signing in, or renewing
    the sign-in. For exports and for what changes who may do what (security 2.2, lost laptop).

    Goes above or below `requires`, beneath `require_POST` and the like. A form keeps its typed words.
    """
    return _marked(view, ALWAYS)


def proved_to_send(view: Callable) -> Callable:
    """As `proved_again`, but the page is looked at without: only what is sent from it needs the proof. For a page that
    is read far more often than it gives somebody rights."""
    return _marked(view, SENDING)


def _marked(view: Callable, when: str) -> Callable:
    marked: Any = view
    marked.proved_again = when
    return marked


def public(view: Callable) -> Callable:
    """Open a view to everybody, signed in or not. Declared one by one; the test of all addresses lists them."""
    opened: Any = view
    opened.login_required = False
    opened.permission = None
    return opened
