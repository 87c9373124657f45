"""What the school sets for itself. The record keeps which thing was set; what it was set to stands beside the setting,
for those who may set it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from audit.models import Verb
from audit.recorder import record
from people.models import SchoolSetting, SettingChange, User
from people.permissions import Permission
from people.setting_history import in_words, set_meanwhile
from people.settings import DEFAULTS, Key, read_all


class NothingSet(Exception):
    """Everything stands as asked already."""


class HeadsAlone(Exception):
    """Only the headteacher decides this."""


@dataclass(frozen=True)
class Clash:
    """Two people set one thing: `theirs` was saved first, in words, with who it was and when; `own` was sent now."""

    key: Key
    theirs: SettingChange
    own: str

    @property
    def words(self) -> str:
        who = str(self.theirs.by) if self.theirs.by else "Somebody"
        set_to = in_words(self.key, self.theirs.after)
        return f"{who} set this to “{set_to}” after you opened the page. You chose “{in_words(self.key, self.own)}”."


class SetMeanwhile(Exception):
    """Somebody else set some of it since the page was opened. `clashes` say what; nothing was changed."""

    def __init__(self, clashes: list[Clash]) -> None:
        self.clashes = clashes
        super().__init__(clashes[0].words)


@transaction.atomic
def change_settings(*, values: Mapping[Key, str], by: User | None, seen: int | None = None) -> list[Key]:
    """Keep what differs; returns the keys. Raises NothingSet.

    `seen` is the last change that the page knew of (`newest_of`): what another person set since and this one did not
    touch stays as that person set it; what both set raises SetMeanwhile. That parents may give permission in the
    portal is turned on by the head alone, or raises HeadsAlone (B10); whoever edits the settings may turn it off.
    """
    now = _held(values)
    wanted = dict(values) if seen is None else _untouched_left(values, now, seen)
    changed = [key for key, value in wanted.items() if now[key] != value]
    if not changed:
        raise NothingSet("Nothing was changed.")
    if Key.PARENTS_MAY_GIVE in changed and values[Key.PARENTS_MAY_GIVE] and not _may_allow_giving(by):
        raise HeadsAlone("That parents may give permission here is the headteacher’s to decide.")
    for key in changed:
        row = keep(key, wanted[key], by)
        record(Verb.SETTING_CHANGED, target=row, by=by, key=str(key))
    return changed


def keep(key: Key, value: str, by: User | None) -> SchoolSetting:
    """Write one setting and its line of history, where it differs. The caller records it, in the same transaction."""
    row, _ = SchoolSetting.objects.select_for_update(no_key=True).get_or_create(
        key=key, defaults={"value": DEFAULTS[key]}
    )
    if row.value != value:
        SettingChange.objects.create(key=key, before=row.value, after=value, by=by)
        row.value = value
        row.save(update_fields=["value"])
    return row


def _held(values: Mapping[Key, str]) -> dict[Key, str]:
    """What stands now, and nobody else changes what differs until this is done: two at once are one after the other."""
    now = read_all()
    for key in sorted(key for key, value in values.items() if now[key] != value):
        row, _ = SchoolSetting.objects.select_for_update(no_key=True).get_or_create(
            key=key, defaults={"value": DEFAULTS[key]}
        )
        now[key] = row.value
    return now


def _untouched_left(values: Mapping[Key, str], now: Mapping[Key, str], seen: int) -> dict[Key, str]:
    """What this person really set. Raises SetMeanwhile for what somebody else set otherwise since."""
    since, wanted, clashes = set_meanwhile(list(values), seen), {}, []
    for key, value in values.items():
        if key not in since:
            wanted[key] = value
            continue
        was, theirs = since[key]
        if value not in (was, now[key]):
            clashes.append(Clash(key, theirs, value))
    if clashes:
        raise SetMeanwhile(clashes)
    return wanted


def _may_allow_giving(by: User | None) -> bool:
    return by is None or by.has_perm(Permission.GIVING_ALLOW)
