"""Who may do what. This table is the whole authorisation policy of the portal by role.

A view names one `Permission` with `@requires`; a template asks `{% if perms.consent.import_survey %}`.
Which *rows* a permitted user sees is decided by the `visible_to(user)` method of each queryset.
The school's own words for this table are in `docs/permissions.md`; a test asserts it against every address.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from django.contrib.auth.decorators import permission_required

from .roles import Role


class Permission(StrEnum):
    """A thing someone may do, named `app_label.verb_noun` as `User.has_perm` expects."""

    HOME = "people.view_home"
    PEOPLE_VIEW = "people.view_people"
    ROLL_IMPORT = "people.import_roll"
    FLAG_REASON_VIEW = "people.view_flag_reason"
    FLAG_SET = "people.set_flag"
    ACCOUNT_MANAGE = "people.manage_accounts"
    ACCOUNT_END = "people.end_account"
    ROLE_CHANGE = "people.change_role"
    ROLE_CONFIRM = "people.confirm_role"
    COURT_ORDER = "people.set_court_order"
    SECOND_STEP_RESET = "people.reset_second_step"
    COVER_NAME = "people.name_cover"
    CALENDAR_EDIT = "people.edit_calendar"
    SETTINGS_EDIT = "people.edit_settings"
    GIVING_ALLOW = "people.allow_giving"  # parents may give permission in the portal, not only stop it (B10)
    SCHOOL_ACCOUNT_VIEW = "people.view_school_accounts"
    SCHOOL_ACCOUNT_EDIT = "people.edit_school_accounts"
    DEVICE_ENROL = "people.enrol_device"
    MAIL_VIEW = "people.view_mail"
    DISPOSAL_OPEN = "people.open_disposal"  # what is due, kept, destroyed: of which records, each kind says
    RETENTION_REVIEW = "people.review_retention"  # of pupils, accounts and loads; cases by the relation to each
    RETENTION_SET = "people.set_retention"
    DATA_PAPERS = "people.read_data_papers"  # records of processing, impact assessment
    ASSESSMENT_ADVISE = "people.advise_on_assessment"  # and put one before the headteacher
    ASSESSMENT_APPROVE = "people.approve_assessment"
    OUTGOING_VIEW = "people.view_outgoing"
    CONSENT_CHECK = "consent.check_consent"
    CONSENT_KEEP = "consent.keep_check"  # record a check, make a class list: under one's own name, so no tablet does
    CONSENT_RECORD_VIEW = "consent.view_record"
    CONSENT_CORRECT = "consent.correct_record"
    CONSENT_IMPORT = "consent.import_survey"
    CONSENT_EXPORT = "consent.export_register"
    POLICY_DRAFT_VIEW = "policies.view_draft"
    POLICY_DRAFT_EDIT = "policies.edit_draft"  # write, import, send to the governors
    POLICY_APPROVE = "policies.approve_version"  # the chair; the clerk records the board's decision
    POLICY_PUBLISH = "policies.publish_version"
    POLICY_ACKNOWLEDGE = "policies.acknowledge_version"
    POLICY_ACKNOWLEDGED_NAMES = "policies.view_acknowledged_names"
    POLICY_ACKNOWLEDGED_FIGURES = "policies.view_acknowledged_figures"
    POLICY_REMIND = "policies.remind_readers"  # and say who is asked to read it
    POLICY_SHEET_RECORD = "policies.record_signed_sheet"
    POLICY_DESK = "policies.view_desk"  # what waits in the policies, points not settled with their owners, reviews
    POLICY_LISTS_EDIT = "policies.edit_lists"  # documents, platforms, notes, owners of gaps
    STATUTE_CONFIRM = "policies.confirm_statutes"
    PRIVACY_CHECKUP = "policies.do_privacy_checkup"
    PRIVACY_CHECKUP_NAMES = "policies.view_privacy_checkups"
    LEAVER_LETTER = "policies.write_leaver_letter"
    CONSENT_FIGURES = "consent.view_figures"
    CONSENT_OWN = "consent.view_own_children"
    PHOTO_REQUEST_ANSWER = "consent.answer_request"
    INCIDENT_REPORT = "incidents.report_incident"
    INCIDENT_READ = "incidents.read_incident"  # which ones, the relation to each says
    INCIDENT_LEAD = "incidents.lead_incident"
    INCIDENT_REFERRED = "incidents.read_referral"  # what governors read before they decide on legal action
    INCIDENT_FIGURES = "incidents.view_figures"
    INCIDENT_LETTERS = "incidents.word_letters"
    COMPLAINT_OWN = "incidents.view_own_complaints"
    COMPLAINT_READ = "incidents.read_complaint"  # which ones, the relation to each says
    COMPLAINT_LEAD = "incidents.lead_complaint"
    COMPLAINT_RECORD = "incidents.record_complaint"  # on somebody's behalf, and a new access code after a call
    COMPLAINT_PANEL = "incidents.sit_on_panel"
    COMPLAINT_FIGURES = "incidents.view_complaint_figures"
    DATA_BREACH = "incidents.keep_data_breach"  # not of one that is about oneself
    REPORT_READ = "incidents.read_governors_report"
    REPORT_MAKE = "incidents.make_governors_report"
    REPORT_CONFIDENTIAL = "incidents.read_confidential_part"  # never the head, whatever else they are
    REPORT_CONFIDENTIAL_ADD = "incidents.add_confidential_part"
    UPKEEP_VIEW = "people.view_upkeep"  # how the portal is doing, its backups and drills
    UPKEEP_NOTE = "people.note_upkeep"  # where a copy of the backups lies
    DATA_REQUEST_OWN = "incidents.ask_about_own_data"
    DATA_REQUEST_KEEP = "incidents.keep_data_requests"  # never of oneself, nor of whoever holds one's own post
    DATA_PART_READ = "incidents.look_through_bundle_part"  # which ones, the reader of each case says
    AUDIT_TRAIL = "audit.read_trail"
    AUDIT_VERIFY = "audit.verify_chain"
    AUDIT_HEAD = "audit.read_head_accesses"


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
