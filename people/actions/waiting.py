"""Lists that were uploaded and wait: for their columns to be matched, for somebody to look and save.

Nothing of the school changes here, so nothing is recorded; the rows of the file are held for a day at most.
"""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from people.models import RollImport, RollMapping, User
from people.roll.columns import headings_key
from people.roll.lists import ListFile, pack, unpack

from .rolls import LoadIsOver

LONGEST_WAIT = dt.timedelta(days=1)
Status = RollImport.Status


@transaction.atomic
def stage_list(
    *,
    kind: RollImport.Kind,
    listing: ListFile,
    school_year: int,
    is_partial: bool,
    file_name: str,
    by: User,
    columns: list[dict[str, str]] | None = None,
) -> RollImport:
    """Keep an uploaded list until it is saved. With `columns` it can be looked at, and the cells of all other
    columns are dropped; without, a person matches the columns first."""
    drop_old_loads()
    return RollImport.objects.create(
        kind=kind,
        status=Status.PREVIEWED if columns else Status.UPLOADED,
        school_year=school_year,
        file_name=file_name[:200],
        sha256=listing.sha256,
        is_partial=is_partial,
        staged=pack(listing, _read(columns) if columns else None),
        mapping={"columns": columns or []},
        by=by,
    )


def _read(columns: list[dict[str, str]]) -> set[int]:
    return {place for place, column in enumerate(columns) if column["part"] != "ignore"}


@transaction.atomic
def match_columns(*, load: RollImport, columns: list[dict[str, str]], by: User) -> RollImport:
    """Settle what the columns hold, and remember it for the next list with these headings.

    The cells of columns that are not read are dropped here. Raises LoadIsOver.
    """
    load = _waiting(load)
    listing = unpack(load.staged or b"")
    load.staged = pack(listing, _read(columns))
    load.mapping = {"columns": columns}
    load.status = Status.PREVIEWED
    load.save(update_fields=["staged", "mapping", "status"])
    RollMapping.objects.update_or_create(
        headings_sha256=headings_key([load.kind, *listing.table.headings]),
        defaults={"kind": load.kind, "columns": columns, "confirmed_by": by, "confirmed_at": timezone.now()},
    )
    return load


@transaction.atomic
def cancel_load(*, load: RollImport) -> RollImport:
    """Drop an uploaded list with all its rows. Raises LoadIsOver."""
    load = _waiting(load)
    _drop(load)
    return load


def drop_old_loads() -> int:
    """Drop every list that has waited longer than a day; returns how many. For the worker, and each upload."""
    old = RollImport.objects.waiting().filter(uploaded_at__lt=timezone.now() - LONGEST_WAIT)
    dropped: dict[str, Any] = {"status": Status.CANCELLED, "staged": None, "mapping": {}}
    return old.update(**dropped)


def _waiting(load: RollImport) -> RollImport:
    locked = RollImport.objects.select_for_update(no_key=True).get(pk=load.pk)
    if locked.staged is None:
        raise LoadIsOver("This list was saved or dropped meanwhile.")
    return locked


def _drop(load: RollImport) -> None:
    load.status, load.staged, load.mapping = Status.CANCELLED, None, {}
    load.save(update_fields=["status", "staged", "mapping"])
