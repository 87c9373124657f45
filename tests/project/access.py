"""Who reaches which address. Nobody reaches a page unless this file says so."""

from collections.abc import Callable, Iterable, Iterator

from django.urls import URLPattern, URLResolver

from people.permissions import ROLE_PERMISSIONS
from people.roles import Role

PUBLIC = "everybody, signed in or not"
EVERY_ROLE = set(Role)
CHECKING = {Role.HEAD, Role.DSL, Role.OFFICE, Role.STAFF}
READING = {Role.HEAD, Role.DSL, Role.OFFICE}
OFFICE = {Role.HEAD, Role.OFFICE}
FLAGGING = {Role.HEAD, Role.DSL}
ENDING = {Role.HEAD, Role.OFFICE, Role.CHAIR}
CONFIRMING = {Role.HEAD, Role.CHAIR}
READING_ACCOUNTS = CHECKING | {Role.CHAIR}
COVERED = {Role.HEAD, Role.DSL, Role.CHAIR}
TRAIL = {Role.HEAD, Role.DSL, Role.CHAIR}
VERIFYING = {Role.HEAD, Role.CHAIR}
READING_DRAFTS = {Role.HEAD, Role.DSL, Role.CHAIR, Role.VICE_CHAIR, Role.CLERK, Role.GOVERNOR}
WRITING_DRAFTS = {Role.HEAD, Role.CLERK}
APPROVING = {Role.CHAIR, Role.CLERK}
DEALING = {Role.HEAD, Role.DSL, Role.STAFF, Role.CHAIR, Role.VICE_CHAIR, Role.CLERK}
LEADING = DEALING - {Role.STAFF}
POLICY_DESK = {Role.HEAD, Role.OFFICE, Role.CHAIR, Role.VICE_CHAIR, Role.GOVERNOR, Role.CLERK}

ACCESS: dict[str, str | set[Role]] = {
    "front": PUBLIC,
    "dashboard": EVERY_ROLE,
    "health": PUBLIC,
    "accessibility": PUBLIC,
    "privacy": PUBLIC,
    "demo": PUBLIC,
    "demo-trial": PUBLIC,
    "demo-look-as": PUBLIC,
    "account_login": PUBLIC,
    "account_login_kept": PUBLIC,
    "account_logout": PUBLIC,
    "account_request_login_code": PUBLIC,
    "account_confirm_login_code": PUBLIC,
    "account_reset_password": PUBLIC,
    "account_reset_password_done": PUBLIC,
    "account_reset_password_from_key": PUBLIC,
    "account_reset_password_from_key_done": PUBLIC,
    "mfa_login_webauthn": PUBLIC,
    "mfa_authenticate": PUBLIC,
    "openid_connect_login": PUBLIC,
    "openid_connect_callback": PUBLIC,
    "socialaccount_login_error": PUBLIC,
    "socialaccount_login_cancelled": PUBLIC,
    "account_set_password": EVERY_ROLE,
    "account_change_password": EVERY_ROLE,
    "account_reauthenticate": EVERY_ROLE,
    "account_reauthenticate_by_mail": EVERY_ROLE,
    "mfa_reauthenticate": EVERY_ROLE,
    "mfa_reauthenticate_webauthn": EVERY_ROLE,
    "mfa_index": EVERY_ROLE,
    "mfa_activate_totp": EVERY_ROLE,
    "mfa_deactivate_totp": EVERY_ROLE,
    "mfa_add_webauthn": EVERY_ROLE,
    "mfa_remove_webauthn": EVERY_ROLE,
    "mfa_view_recovery_codes": EVERY_ROLE,
    "mfa_generate_recovery_codes": EVERY_ROLE,
    "usersessions_list": EVERY_ROLE,
    "account_signup": PUBLIC,
    "account_inactive": PUBLIC,
    "record:events": TRAIL,
    "record:trail": TRAIL,
    "record:head": {Role.CHAIR},
    "record:chain": VERIFYING,
    "record:check": VERIFYING,
    "missing": OFFICE,
    "people:school": ENDING,
    "people:settings": OFFICE,
    "people:devices": OFFICE,
    "people:device-new": OFFICE,
    "people:device-code": OFFICE,
    "people:device-revocation": OFFICE,
    "people:tablet": PUBLIC,
    "people:me": EVERY_ROLE,
    "people:contacts": OFFICE,
    "people:court-order": FLAGGING,
    "people:cover": COVERED,
    "people:cover-ending": COVERED,
    "people:proposals": CONFIRMING,
    "people:proposal-decision": CONFIRMING,
    "people:proposal-withdrawal": ENDING,
    "people:role-ending": {Role.OFFICE},
    "people:role-new": {Role.OFFICE},
    "people:accounts": ENDING,
    "people:account": ENDING,
    "people:account-new": OFFICE,
    "people:account-edit": OFFICE,
    "people:account-invitation": OFFICE,
    "people:account-joining": OFFICE,
    "people:account-ending": ENDING,
    "people:account-reopening": OFFICE,
    "people:pupils": READING,
    "people:without-class": READING,
    "people:class": READING,
    "people:pupil": READING,
    "people:flag-new": FLAGGING,
    "people:flag-removal": FLAGGING,
    "people:second-step-reset": {Role.OFFICE},
    "people:school-accounts": READING_ACCOUNTS,
    "people:school-account": READING_ACCOUNTS,
    "people:school-account-new": OFFICE,
    "people:school-account-edit": OFFICE,
    "people:school-account-review": OFFICE,
    "people:school-account-closing": OFFICE,
    "people:school-account-reopening": OFFICE,
    "people:calendar": OFFICE,
    "people:calendar-year": OFFICE,
    "people:lesson-times": OFFICE,
    "people:years": OFFICE,
    "people:year-dates": OFFICE,
    "people:year-classes": OFFICE,
    "people:year-teachers": OFFICE,
    "people:year-preview": OFFICE,
    "people:year-taking-back": OFFICE,
    "people:mails": OFFICE,
    "people:mail": OFFICE,
    "people:mail-sending": OFFICE,
    "people:lists": OFFICE,
    "people:list-new": OFFICE,
    "people:list": OFFICE,
    "people:list-columns": OFFICE,
    "people:list-confirmation": OFFICE,
    "people:list-cancellation": OFFICE,
    "incidents:incidents": DEALING,
    "incidents:incidents-file": LEADING,
    "incidents:statistics": {Role.HEAD, Role.DSL},
    "consent:check": CHECKING,
    "consent:recorded-checks": CHECKING,
    "consent:recorded-check-new": CHECKING,
    "consent:recorded-check": CHECKING,
    "consent:classes": CHECKING,
    "consent:class": CHECKING,
    "consent:sheet-new": CHECKING,
    "consent:class-print": READING,
    "consent:sheet": CHECKING,
    "consent:non-answers": READING,
    "consent:non-answers-file": OFFICE,
    "consent:pupil": READING,
    "consent:answer-new": OFFICE,
    "consent:imports": OFFICE,
    "consent:import-new": OFFICE,
    "consent:import": OFFICE,
    "consent:mapping": OFFICE,
    "consent:file": OFFICE,
    "consent:preview": OFFICE,
    "consent:confirmation": OFFICE,
    "consent:cancellation": OFFICE,
    "consent:undoing": OFFICE,
    "consent:review": OFFICE,
    "consent:entry": OFFICE,
    "consent:comments": OFFICE,
    "consent:reopening": OFFICE,
    "consent:decision": OFFICE,
    "consent:paper": OFFICE,
    "consent:paper-class": OFFICE,
    "consent:purposes": OFFICE,
    "consent:purpose-new": OFFICE,
    "consent:purpose": OFFICE,
    "consent:purpose-retiring": OFFICE,
    "consent:purpose-return": OFFICE,
    "consent:account-places": OFFICE,
    "consent:questions": OFFICE,
    "consent:register": OFFICE,
    "consent:mine": {Role.PARENT},
    "consent:stop": {Role.PARENT},
    "consent:giving": {Role.PARENT},
    "consent:requests": OFFICE,
    "consent:photo-request": OFFICE,
    "consent:photos": PUBLIC,
    "consent:photo-request-new": PUBLIC,
    "consent:photo-request-sent": PUBLIC,
    "policies:library": PUBLIC,
    "policies:policy": PUBLIC,
    "policies:rule": PUBLIC,
    "policies:audience": PUBLIC,
    "policies:policy-pdf": PUBLIC,
    "policies:version-pdf": PUBLIC,
    "policies:audience-pdf": PUBLIC,
    "policies:compare-pdf": PUBLIC,
    "policies:versions": PUBLIC,
    "policies:version": PUBLIC,
    "policies:policy-new": WRITING_DRAFTS,
    "policies:version-new": WRITING_DRAFTS,
    "policies:draft": WRITING_DRAFTS,
    "policies:draft-texts": WRITING_DRAFTS,
    "policies:area-new": WRITING_DRAFTS,
    "policies:area-edit": WRITING_DRAFTS,
    "policies:area-place": WRITING_DRAFTS,
    "policies:area-division": WRITING_DRAFTS,
    "policies:area-union": WRITING_DRAFTS,
    "policies:area-numbers": WRITING_DRAFTS,
    "policies:area-removal": WRITING_DRAFTS,
    "policies:rule-new": WRITING_DRAFTS,
    "policies:rule-edit": WRITING_DRAFTS,
    "policies:rule-place": WRITING_DRAFTS,
    "policies:rule-division": WRITING_DRAFTS,
    "policies:rule-union": WRITING_DRAFTS,
    "policies:rule-removal": WRITING_DRAFTS,
    "policies:source": READING_DRAFTS,
    "policies:comments": READING_DRAFTS,
    "policies:comment-answer": WRITING_DRAFTS,
    "policies:discarding": WRITING_DRAFTS,
    "policies:submission": WRITING_DRAFTS,
    "policies:taking-back": WRITING_DRAFTS,
    "policies:change-request": APPROVING,
    "policies:approval": APPROVING,
    "policies:publication": {Role.HEAD},
    "policies:withdrawal": {Role.HEAD},
    "policies:search": PUBLIC,
    "policies:rule-uses": {Role.HEAD},
    "policies:document-file": PUBLIC,
    "policies:desk": POLICY_DESK,
    "policies:documents": OFFICE,
    "policies:document-new": OFFICE,
    "policies:document": OFFICE,
    "policies:document-look": OFFICE,
    "policies:platforms": OFFICE,
    "policies:platform-new": OFFICE,
    "policies:platform": OFFICE,
    "policies:note": OFFICE,
    "policies:statutes": POLICY_DESK,
    "policies:statute-proposal": OFFICE,
    "policies:statute-new": OFFICE,
    "policies:statute-withdrawal": OFFICE,
    "policies:statute-confirmation": {Role.CHAIR, Role.CLERK},
    "policies:statute-ending": {Role.CHAIR, Role.CLERK},
    "policies:gaps": POLICY_DESK,
    "policies:gap": OFFICE,
    "policies:review": POLICY_DESK,
    "policies:policy-owner": {Role.HEAD, Role.CLERK},
    "policies:compare": PUBLIC,
    "policies:acknowledgement": EVERY_ROLE,
    "policies:acknowledgements": READING_DRAFTS,
    "policies:reminder": {Role.HEAD},
    "policies:acknowledgement-register": FLAGGING,
    "policies:acknowledgement-register-pdf": FLAGGING,
    "policies:readers": {Role.HEAD},
    "policies:signed-sheet": OFFICE,
    "policies:privacy-checkup": CHECKING,
    "policies:leaver-letters": OFFICE,
    "policies:leaver-letter": OFFICE,
    "policies:leaver-letter-new": OFFICE,
    "policies:leaver-letter-pdf": OFFICE,
}

UNDECLARED = "nothing declared"

# The rows of the table of permissions that test_walk_audit.py and test_walk_accounts.py walk.
AUDIT = {("audit_log", a) for a in ("read_record_trail", "read_system", "verify_chain", "read_head_accesses")}
ACCOUNT = {("account", a) for a in ("create", "deactivate", "change_role", "reset_second_factor", "edit_own")}

# The rows that tests/policies/test_versions_access.py walks.
POLICY = {("policy_draft", action) for action in ("create", "edit", "approve", "publish")}
POLICY |= {("policy_old_version", "read")}
# The rows that test_walk_reading.py walks.
READING_ROWS = {("policy_acknowledgement", action) for action in ("create_own", "list_all", "figures")}

# The row that test_walk_backup.py walks: no address leads to a copy, only the server's commands.
BACKUP = {("backup", action): command for action, command in (("make", "backup"), ("restore", "restore"))}


def views(patterns: Iterable[URLPattern | URLResolver], prefix: str = "") -> Iterator[tuple[str, Callable]]:
    """The name and view of every address."""
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name or pattern.pattern}", pattern.callback
        else:
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from views(pattern.url_patterns, prefix + inner)


def declared(view: Callable) -> str | set[Role]:
    """Who may use a view by what it declares itself: PUBLIC, the roles that hold its permission, or UNDECLARED."""
    if not hasattr(view, "permission"):
        return UNDECLARED
    permission = view.permission
    if permission is None:
        return PUBLIC if getattr(view, "login_required", True) is False else UNDECLARED
    return {role for role, granted in ROLE_PERMISSIONS.items() if permission in granted}
