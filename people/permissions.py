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
    CONSENT_CHECK = "consent.check_consent"
    CONSENT_RECORD_VIEW = "consent.view_record"
    CONSENT_CORRECT = "consent.correct_record"
    CONSENT_IMPORT = "consent.import_survey"
    CONSENT_EXPORT = "consent.export_register"
    CONSENT_FIGURES = "consent.view_figures"
    POLICY_DRAFT_VIEW = "policies.view_draft"


STAFF = {Permission.HOME, Permission.CONSENT_CHECK}
OFFICE = STAFF | {
    Permission.PEOPLE_VIEW,
    Permission.ROLL_IMPORT,
    Permission.CONSENT_RECORD_VIEW,
    Permission.CONSENT_CORRECT,
    Permission.CONSENT_IMPORT,
    Permission.CONSENT_EXPORT,
    Permission.CONSENT_FIGURES,
}

GOVERNORS = {Permission.HOME, Permission.CONSENT_FIGURES, Permission.POLICY_DRAFT_VIEW}

ROLE_PERMISSIONS: dict[Role, set[Permission]] = {
    Role.HEAD: OFFICE | {Permission.FLAG_REASON_VIEW, Permission.FLAG_SET, Permission.POLICY_DRAFT_VIEW},
    Role.DSL: STAFF
    | {
        Permission.PEOPLE_VIEW,
        Permission.CONSENT_RECORD_VIEW,
        Permission.FLAG_REASON_VIEW,
        Permission.FLAG_SET,
        Permission.POLICY_DRAFT_VIEW,
    },
    Role.OFFICE: OFFICE,
    Role.STAFF: STAFF,
    Role.CHAIR: GOVERNORS,
    Role.VICE_CHAIR: GOVERNORS,
    Role.CLERK: GOVERNORS,
    Role.GOVERNOR: GOVERNORS,
    Role.DPO: {Permission.HOME, Permission.CONSENT_FIGURES},
    Role.PARENT: {Permission.HOME},
}


def requires(permission: Permission) -> Callable[[Callable], Callable]:
    """Refuse a view (403) to a signed-in user without `permission`.

    The permission stays readable on the view as `view.permission`, so that a test can prove that no view
    was left undeclared.
    """

    def decorate(view: Callable) -> Callable:
        guarded: Any = permission_required(permission, raise_exception=True)(view)
        guarded.permission = permission
        return guarded

    return decorate


def public(view: Callable) -> Callable:
    """Open a view to everybody, signed in or not. Declared one by one; the test of all addresses lists them."""
    opened: Any = view
    opened.login_required = False
    opened.permission = None
    return opened
