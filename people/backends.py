"""How people sign in, and where their permissions come from."""

from allauth.account.auth_backends import AuthenticationBackend


class RoleBackend(AuthenticationBackend):
    """Sign-in by e-mail address, with permissions read from `ROLE_PERMISSIONS` and nowhere else."""

    def get_all_permissions(self, user_obj, obj=None):
        if user_obj.is_anonymous or not user_obj.is_active or obj is not None:
            return set()
        return user_obj.permissions

    def has_perm(self, user_obj, perm, obj=None):
        return perm in self.get_all_permissions(user_obj, obj)
