"""The way from an account to its letter on confidentiality, for pages about accounts (A9)."""

from typing import Any

from django import template

from people.models import RoleAssignment, User
from people.permissions import Permission
from policies.leavers import leaver
from policies.readers import ROLES_OF
from policies.words import Audience

register = template.Library()


@register.inclusion_tag("policies/_letter_door.html", takes_context=True)
def letter_door(context: Any, account: User) -> dict[str, Any]:
    """The person's own letter, for whoever writes letters and once there is a last day; before it, what will be.

    Nothing for an account that never worked here, such as a parent's.
    """
    if not context["request"].user.has_perm(Permission.LEAVER_LETTER):
        return {}
    leaving = leaver(account.pk)
    held = RoleAssignment.objects.filter(user=account, role__in=ROLES_OF[Audience.STAFF], is_cover=False)
    return {"account": account, "leaving": leaving, "works_here": leaving is None and held.exists()}
