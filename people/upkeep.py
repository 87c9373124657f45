"""What the pages of upkeep and the command `portal_status` ask of the rows: last drills, copies, checks."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from .models import BackupCopy, RestoreDrill, UpkeepCheck

SHOWN = 10


@dataclass(frozen=True)
class Copy:
    """One of the three places, and the last tick there; None where nobody has looked yet."""

    label: str
    seen: BackupCopy | None


def copies() -> list[Copy]:
    """The three places of 3-2-1 in their order, each with the newest tick. One query."""
    newest = BackupCopy.objects.filter(place=OuterRef("place")).order_by("-seen_at", "-pk").values("pk")[:1]
    found = {copy.place: copy for copy in BackupCopy.objects.filter(pk=Subquery(newest)).select_related("by")}
    return [Copy(str(place.label), found.get(place)) for place in BackupCopy.Place]


def last_drills() -> list[RestoreDrill]:
    """The newest drills, those that failed too. One query."""
    return list(RestoreDrill.objects.select_related("by")[:SHOWN])


def last_whole_drill() -> dt.datetime | None:
    """When an archive was last proved."""
    return RestoreDrill.objects.filter(is_whole=True).values_list("at", flat=True).first()


def last_checks() -> dict[str, UpkeepCheck]:
    """The newest look of each kind. One query."""
    newest = UpkeepCheck.objects.filter(kind=OuterRef("kind")).order_by("-at", "-pk").values("pk")[:1]
    return {check.kind: check for check in UpkeepCheck.objects.filter(pk=Subquery(newest)).defer("kept")}


def is_damaged() -> bool:
    """Whether the last look at the database or at the files found damage. One query."""
    checks = last_checks()
    return any(
        kind in checks and not checks[kind].is_fine for kind in (UpkeepCheck.Kind.DATABASE, UpkeepCheck.Kind.FILES)
    )
