"""A class list leaves the portal on paper: that it was printed is recorded before it is shown."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from audit.models import Verb
from audit.recorder import record
from consent.checking import Use
from consent.sheets import Sheet
from people.models import SchoolClass, User


@transaction.atomic
def record_class_list(*, school_class: SchoolClass | None, use: Use, sheet: Sheet, by: User) -> None:
    """Record that `by` printed the list of a class (None: the children in no class) for one use, with its counts."""
    counts = sheet.counts
    record(
        Verb.CLASS_LIST_PRINTED, target=school_class, by=by, where=use.destination.slug, what=use.what,
        names=use.names, yes=counts["yes"], no=counts["no"], ask=counts["ask"],
    )  # fmt: skip


@transaction.atomic
def record_class_grid(*, school_class: SchoolClass | None, shows: dt.date, children: int, by: User) -> None:
    """Record that `by` printed all permissions of a class (None: the children in no class), as of `shows`."""
    record(
        Verb.CLASS_LIST_PRINTED, target=school_class, by=by, all_places=True, children=children,
        as_of=shows.isoformat(),
    )  # fmt: skip


@transaction.atomic
def record_event_list(*, classes: Sequence[tuple[SchoolClass | None, Sheet]], use: Use, by: User) -> None:
    """Record that `by` made a list for an event: of each of its classes, as of a class list."""
    for school_class, sheet in classes:
        record_class_list(school_class=school_class, use=use, sheet=sheet, by=by)
