"""What lists of people can be narrowed by. No name stands in an address, so names are no filter."""

import django_filters
from django.db.models import Q
from django.utils import timezone

from people.models import RoleAssignment, User
from people.models.users import UserQuerySet
from people.roles import Role

STATES = [("works", "Works"), ("uninvited", "Not invited yet"), ("ends", "Has an end"), ("ended", "Ended")]


class AccountFilter(django_filters.FilterSet):
    """Accounts by role and state."""

    role = django_filters.ChoiceFilter(label="Role", choices=Role.choices, empty_label="Every role", method="of_role")
    state = django_filters.ChoiceFilter(label="State", choices=STATES, empty_label="Every state", method="in_state")

    class Meta:
        model = User
        fields: list[str] = []

    def of_role(self, accounts: UserQuerySet, name: str, value: str):
        """Who holds the role today, whether or not the account still works."""
        held = RoleAssignment.objects.in_force().filter(role=value).values("user_id")
        return accounts.filter(pk__in=held)

    def in_state(self, accounts: UserQuerySet, name: str, value: str):
        """By what becomes of the account today."""
        today = timezone.localdate()
        never = Q(invited_at=None, last_login=None)
        works = Q(ends_on=None) | Q(ends_on__gte=today)
        states = {"works": works, "uninvited": works & never, "ends": Q(ends_on__gte=today)}
        return accounts.filter(states.get(value, Q(ends_on__lt=today)))
