"""How people sign in, and where their permissions come from."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from .models import User
from .prepared import prepared_of


class RoleBackend(AuthenticationBackend):
    """Sign-in by e-mail address, with permissions read from `ROLE_PERMISSIONS` and nowhere else."""

    def get_user(self, user_id: Any) -> User | None:
        """Who a session belongs to, as they are now; None where nobody has the number or their account is over. Asked
        on every page, so by SQL that is kept."""
        found = prepared_of("user", [int(user_id)], lambda keys: User.objects.filter(pk__in=keys).order_by())
        return found[0] if found and self.user_can_authenticate(found[0]) else None

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        if user_obj.is_anonymous or not user_obj.is_active or obj is not None:
            return set()
        return user_obj.permissions

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        return perm in self.get_all_permissions(user_obj, obj)
