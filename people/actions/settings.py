"""What the school sets for itself. The record keeps which thing was set; what it was set to stands beside the setting,
for those who may set it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from audit.models import Verb
from audit.recorder import record
from people.models import Notification, SchoolSetting, SettingChange, User
from people.permissions import Permission
from people.roles import Role
from people.setting_history import in_words, set_meanwhile
from people.settings import DEFAULTS, RINGING, Key, read_all

from .mail import queue_mails

NOT_TO_CLERK = "Complaints no longer go to the clerk first"
NOT_TO_CLERK_TEXT = (
    "From now on a new complaint in the school's portal goes to whom it concerns, not to the clerk first.\n"
)


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
    """Somebody else set some of it since the page was opened. `clashes` say what; nothing was changed.

    `theirs` is what they set besides, as it is kept, where this person touched nothing: the page shows it from now on,
    or what is sent next would undo it. `seen` is the last change that all of this knows of.
    """

    def __init__(self, clashes: list[Clash], theirs: Mapping[Key, str], seen: int) -> None:
        self.clashes, self.theirs, self.seen = clashes, theirs, seen
        super().__init__(clashes[0].words)


class NeedsNumber(Exception):
    """A number to ring for a child at risk was to be emptied: without it nobody could report an incident."""

    def __init__(self, key: Key) -> None:
        self.key = key
        super().__init__(f"Without the number of {RINGING[key]} nobody could report an incident. Write the new one.")


@transaction.atomic
def change_settings(*, values: Mapping[Key, str], by: User | None, seen: int | None = None) -> list[Key]:
    """Keep what differs; returns the keys. Raises NothingSet; NeedsNumber for a number to ring that would be empty.

    `seen` is the last change that the page knew of (`newest_of`): what another person set since and this one did not
    touch stays as that person set it; what both set raises SetMeanwhile. That parents may give permission in the
    portal is turned on by the head alone, or raises HeadsAlone (B10); whoever edits the settings may turn it off. The
    clerk hears when complaints go there first no longer.
    """
    now = _held(values)
    wanted = dict(values) if seen is None else _untouched_left(values, now, seen)
    changed = [key for key, value in wanted.items() if now[key] != value]
    if not changed:
        raise NothingSet("Nothing was changed.")
    if Key.PARENTS_MAY_GIVE in changed and values[Key.PARENTS_MAY_GIVE] and not _may_allow_giving(by):
        raise HeadsAlone("That parents may give permission here is the headteacher’s to decide.")
    for key in changed:
        if key in RINGING and now[key].strip() and not wanted[key].strip():
            raise NeedsNumber(key)
    for key in changed:
        row = keep(key, wanted[key], by)
        record(Verb.SETTING_CHANGED, target=row, by=by, key=str(key))
    if Key.COMPLAINTS_TO_CLERK in changed and not wanted[Key.COMPLAINTS_TO_CLERK]:
        _tell_clerk(by)
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
    since, wanted, clashes, left = set_meanwhile(list(values), seen), {}, [], {}
    for key, value in values.items():
        if key not in since:
            wanted[key] = value
            continue
        was, theirs = since[key]
        if value not in (was, now[key]):
            clashes.append(Clash(key, theirs, value))
        elif value != theirs.after:
            left[key] = theirs.after
    if clashes:
        raise SetMeanwhile(clashes, left, max(row.pk for _, row in since.values()))
    return wanted


def _tell_clerk(by: User | None) -> None:
    """Whoever is the clerk would else wait for complaints that go to others now."""
    clerks = [user for user in User.objects.holding(Role.CLERK).order_by("pk") if user != by]
    queue_mails(kind=Notification.Kind.OTHER, users=clerks, subject=NOT_TO_CLERK, body=NOT_TO_CLERK_TEXT)


def _may_allow_giving(by: User | None) -> bool:
    return by is None or by.has_perm(Permission.GIVING_ALLOW)
