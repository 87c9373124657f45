"""What the school sets for itself. The record keeps which thing was set; what it was set to stands beside the setting,
for those who may set it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from audit.models import Verb
from audit.recorder import record
from people.models import Notification, SchoolSetting, SettingChange, User
from people.permissions import Permission
from people.roles import Role
from people.setting_history import set_meanwhile
from people.setting_rules import SettingFault, faults, with_partners
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
class Theirs:
    """What another person set while a page was open: what stood there when it was opened, and the change by which it
    stands as it does. `own` is what this person chose there; None where they left it alone."""

    key: Key
    before: str
    last: SettingChange
    own: str | None = None


class SetMeanwhile(Exception):
    """Somebody else set some of it since the page was opened; nothing was changed. `theirs` is all that they set.

    Either both set one thing, or what both set cannot be together: that is what `faults` say. What this person left
    alone the page shows as the other set it (`left`), or what is sent next would undo it. `seen` is the last change
    that all of this knows of.
    """

    def __init__(self, theirs: Sequence[Theirs], seen: int, faults: Sequence[SettingFault] = ()) -> None:
        self.theirs, self.seen, self.faults = theirs, seen, faults
        super().__init__("Somebody else changed these settings after the page was opened.")

    @property
    def left(self) -> dict[Key, str]:
        """What this person left alone, as it is kept now."""
        return {one.key: one.last.after for one in self.theirs if one.own is None}


class NotTogether(Exception):
    """Settings that stand together were to be what they cannot be at once; nothing was changed. `faults` say which."""

    def __init__(self, faults: Sequence[SettingFault]) -> None:
        self.faults = faults
        super().__init__(faults[0].text)


class NeedsNumber(Exception):
    """A number to ring for a child at risk was to be emptied: without it nobody could report an incident."""

    def __init__(self, key: Key) -> None:
        self.key = key
        super().__init__(f"Without the number of {RINGING[key]} nobody could report an incident. Write the new one.")


@transaction.atomic
def change_settings(*, values: Mapping[Key, str], by: User | None, seen: int | None = None) -> list[Key]:
    """Keep what differs; returns the keys. Raises NothingSet; NeedsNumber for a number to ring that would be empty.

    `seen` is the last change that the page knew of (`newest_of`): what another person set since and this one did not
    touch stays as that person set it; what both set raises SetMeanwhile. Settings that stand together are judged as
    all of them stand then, or two people who set one each would have what nobody may set: SetMeanwhile where another
    person had a part in it, else NotTogether. That parents may give permission in the portal is turned on by the head
    alone, or raises HeadsAlone (B10); whoever edits the settings may turn it off. The clerk hears when complaints go
    there first no longer.
    """
    now = _held(values)
    meanwhile = _Meanwhile.since(seen, values) if seen is not None else _Meanwhile()
    wanted = {key: value for key, value in values.items() if key not in meanwhile.left_alone}
    changed = [key for key, value in wanted.items() if now[key] != value]
    if not changed:
        raise NothingSet("Nothing was changed.")
    found = list(faults({**now, **wanted}, changed))
    if meanwhile.is_clash:
        raise SetMeanwhile(meanwhile.theirs, meanwhile.seen, found)
    if Key.PARENTS_MAY_GIVE in changed and values[Key.PARENTS_MAY_GIVE] and not _may_allow_giving(by):
        raise HeadsAlone("That parents may give permission here is the headteacher’s to decide.")
    for key in changed:
        if key in RINGING and now[key].strip() and not wanted[key].strip():
            raise NeedsNumber(key)
    if found:
        raise SetMeanwhile(meanwhile.theirs, meanwhile.seen, found) if meanwhile.theirs else NotTogether(found)
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
    """What stands now, and nobody else changes what differs until this is done: two at once are one after the other.

    What is judged together is held together, also where one of it stays as it is. From then on that one has a row of
    its own: it is what the school judged the other by, whatever a later version proposes.
    """
    now = read_all()
    for key in sorted(with_partners([key for key, value in values.items() if now[key] != value])):
        row, _ = SchoolSetting.objects.select_for_update(no_key=True).get_or_create(
            key=key, defaults={"value": DEFAULTS[key]}
        )
        now[key] = row.value
    return now


@dataclass(frozen=True)
class _Meanwhile:
    """What others set since a page was opened. `left_alone`: what whoever sent it did not touch of that, or wants as it
    stands now."""

    theirs: tuple[Theirs, ...] = ()
    left_alone: frozenset[Key] = frozenset()
    seen: int = 0

    @property
    def is_clash(self) -> bool:
        """Whether both set one thing, and not to the same."""
        return any(one.own is not None for one in self.theirs)

    @classmethod
    def since(cls, seen: int, values: Mapping[Key, str]) -> "_Meanwhile":
        """What others set since the change `seen`. What was set and set back stands as the page showed it."""
        theirs, left = [], set()
        rows = set_meanwhile(list(values), seen)
        for key, (before, last) in rows.items():
            is_touched = values[key] not in (before, last.after)
            if not is_touched:
                left.add(key)
            if last.after not in (before, values[key]):
                theirs.append(Theirs(key, before, last, values[key] if is_touched else None))
        return cls(tuple(theirs), frozenset(left), max((row.pk for _, row in rows.values()), default=seen))


def _tell_clerk(by: User | None) -> None:
    """Whoever is the clerk would else wait for complaints that go to others now."""
    clerks = [user for user in User.objects.holding(Role.CLERK).order_by("pk") if user != by]
    queue_mails(kind=Notification.Kind.OTHER, users=clerks, subject=NOT_TO_CLERK, body=NOT_TO_CLERK_TEXT)


def _may_allow_giving(by: User | None) -> bool:
    return by is None or by.has_perm(Permission.GIVING_ALLOW)
