"""What people said to a policy: of their own accord too, in earlier years, and on paper (A7)."""

import datetime as dt
from collections.abc import Iterable

from people.models import SchoolYear, User

from .models import Acknowledgement, Policy, PolicyVersion
from .readers import Reader
from .standing import Standing


def last_agreed(policy: Policy, user: User) -> Acknowledgement | None:
    """The last version of `policy` to which `user` agreed, in any year."""
    said = Acknowledgement.objects.filter(version__policy=policy, user=user, agrees=True)
    return said.select_related("version").order_by("version__number", "at").last()


def also_said(standing: Standing, readers: Iterable[Reader]) -> list[Acknowledgement]:
    """The last that others with an account said to the versions that count: who left since, or was never asked."""
    asked = {reader.user.pk for reader in readers}
    rows = Acknowledgement.objects.filter(version__in=standing.counts, user__isnull=False).exclude(user__in=asked)
    last: dict[int | None, Acknowledgement] = {}
    for row in rows.select_related("version", "user").order_by("at", "pk"):
        last[row.user_id] = row
    return sorted(last.values(), key=_by_name)


def said_of(version: PolicyVersion) -> list[Acknowledgement]:
    """Everything that anybody ever said to one version, in whatever year, by name and then by day."""
    rows = version.acknowledgements.select_related("version__policy", "user").order_by("at", "pk")
    return sorted(rows, key=_by_name)


def _by_name(row: Acknowledgement) -> tuple[str, str]:
    return (row.user.surname, row.user.forename) if row.user else (row.person, "")


def sheets_of(standing: Standing, today: dt.date) -> list[Acknowledgement]:
    """The signed sheets that count, of this school year, by audience and name."""
    year = SchoolYear.objects.year_on(today)
    rows = Acknowledgement.objects.filter(user=None, version__in=standing.counts, school_year=year)
    return list(rows.select_related("version", "recorded_by").order_by("audience", "person", "pk"))
