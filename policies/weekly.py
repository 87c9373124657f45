"""What the weekly mail says of policies: reviews that fall due, who has read them, readings overdue (A6, A9; 6.6)."""

import datetime as dt
from functools import cache

from django.urls import reverse

from people.models import User
from people.permissions import Permission

from .models import PolicyVersion
from .overdue import overdue_readings, readings_so_far
from .review import Due, reviews_due

WHEN = {
    Due.NOW: "Due now",
    Due.ONE_MONTH: "Within a month",
    Due.TWO_MONTHS: "Within two months",
}


def owners_of_policies() -> dict[int, str]:
    """Those who look after a policy that is in force, each by their key with the name of it in addresses; of several
    the first by title."""
    owned = PolicyVersion.objects.published().filter(policy__owner__isnull=False).order_by("-policy__title")
    return {owner: slug for owner, slug in owned.values_list("policy__owner", "policy__slug") if owner}


class PoliciesOfTheWeek:
    """What is due is asked as of that Monday. Read once for all who are told, however many there are."""

    def __init__(self, monday: dt.date) -> None:
        self.reviews = _reviews(monday)
        self.owners = owners_of_policies()
        self._readings = cache(lambda in_full: _readings(monday, in_full=in_full))

    def page_for(self, user: User) -> str:
        """Where somebody sees more: the desk, or the policy that they look after. Whoever has neither has a start
        page, which for those who only check pictures is the check."""
        if user.has_perm(Permission.POLICY_DESK):
            return reverse("policies:desk")
        slug = self.owners.get(user.pk)
        return reverse("policies:policy", args=[slug]) if slug else reverse("dashboard")

    def of(self, user: User) -> list[str]:
        """The paragraphs of one person: titles and days for whoever has a desk or looks after a policy; in full for who
        sees names, rounded for who sees figures, else nothing of who has read what."""
        looks_after = user.has_perm(Permission.POLICY_DESK) or user.pk in self.owners
        found = list(self.reviews) if looks_after else []
        sees_names = user.has_perm(Permission.POLICY_ACKNOWLEDGED_NAMES)
        if sees_names or user.has_perm(Permission.POLICY_ACKNOWLEDGED_FIGURES):
            found += self._readings(sees_names)
        return found


def _readings(monday: dt.date, *, in_full: bool) -> list[str]:
    return [words for find in (overdue_readings, readings_so_far) if (words := find(monday, in_full=in_full))]


def _reviews(monday: dt.date) -> list[str]:
    """Titles and days, the nearest first; nothing else."""
    found = reviews_due(monday)
    said = []
    for due, words in WHEN.items():
        lines = [
            f"{version.policy.title}: review by {version.review_due_on:%-d %B %Y}"
            for version, near in found
            if near is due and version.review_due_on
        ]
        if lines:
            said.append("\n".join([f"{words}:", *lines]))
    return said
