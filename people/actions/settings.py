"""What the school sets for itself. The record keeps which thing was set, not what it was set to."""

from collections.abc import Mapping

from django.db import transaction

from audit.models import Verb
from audit.recorder import record
from people.models import SchoolSetting, User
from people.permissions import Permission
from people.settings import Key, read_all


class NothingSet(Exception):
    """Everything stands as asked already."""


class HeadsAlone(Exception):
    """Only the headteacher decides this."""


@transaction.atomic
def change_settings(*, values: Mapping[Key, str], by: User | None) -> list[Key]:
    """Keep what differs; returns the keys. Raises NothingSet.

    That parents may give permission in the portal is turned on by the head alone, or raises HeadsAlone (B10); whoever
    edits the settings may turn it off.
    """
    now = read_all()
    changed = [key for key, value in values.items() if now[key] != value]
    if not changed:
        raise NothingSet("Nothing was changed.")
    if Key.PARENTS_MAY_GIVE in changed and values[Key.PARENTS_MAY_GIVE] and not _may_allow_giving(by):
        raise HeadsAlone("That parents may give permission here is the headteacher’s to decide.")
    for key in changed:
        kept, _ = SchoolSetting.objects.update_or_create(key=key, defaults={"value": values[key]})
        record(Verb.SETTING_CHANGED, target=kept, by=by, key=str(key))
    return changed


def _may_allow_giving(by: User | None) -> bool:
    return by is None or by.has_perm(Permission.GIVING_ALLOW)
