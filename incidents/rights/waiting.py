"""What of requests and bundles waits for one person."""

from typing import Any

from incidents.models import BundlePart
from people.models import User
from people.permissions import Permission

from .leading import NOT_GIVEN, hands_in, may_prepare

MOST = 50


def parts_of(user: User) -> dict[str, Any]:
    """The parts to look through, to check, and those handed over apart of which nobody said yet how it was done."""
    found = BundlePart.objects.readable_by(user).select_related("request", "case", "breach")
    to_prepare: list[BundlePart] = []
    to_check: list[BundlePart] = []
    with_others: list[BundlePart] = []
    for part in found.waiting().order_by("request__due_on", "pk")[:MOST]:
        if part.released_at is None:
            (to_prepare if may_prepare(user, part) else with_others).append(part)
        elif user.pk in hands_in(part):
            with_others.append(part)
        else:
            to_check.append(part)
    done = found.filter(is_apart=True, checked_at__isnull=False, entries=None, bundle__fetched_at=None)
    apart = list(done.exclude(request__state__in=NOT_GIVEN).order_by("pk")[:MOST])
    return {"to_prepare": to_prepare, "to_check": to_check, "with_others": with_others, "apart": apart}


def waiting_parts(user: User) -> list[BundlePart]:
    """Those for which somebody waits on `user`, for the morning mail."""
    if not user.has_perm(Permission.DATA_PART_READ):
        return []
    found = parts_of(user)
    return [*found["to_prepare"], *found["to_check"]]
