"""What the school sets for itself. The record keeps which thing was set, not what it was set to."""

from collections.abc import Mapping

from django.db import transaction

from audit.models import Verb
from audit.recorder import record
from people.models import SchoolSetting, User
from people.settings import Key, read_all


class NothingSet(Exception):
    """Everything stands as asked already."""


@transaction.atomic
def change_settings(*, values: Mapping[Key, str], by: User | None) -> list[Key]:
    """Keep what differs; returns the keys. Raises NothingSet."""
    now = read_all()
    changed = [key for key, value in values.items() if now[key] != value]
    if not changed:
        raise NothingSet("Nothing was changed.")
    for key in changed:
        kept, _ = SchoolSetting.objects.update_or_create(key=key, defaults={"value": values[key]})
        record(Verb.SETTING_CHANGED, target=kept, by=by, key=str(key))
    return changed
