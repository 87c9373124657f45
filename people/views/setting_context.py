"""The pages of settings as they are shown: each setting with what it is now, where it comes from, and its history."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from django.utils import timezone

from people.actions.settings import Theirs
from people.forms.settings import ALL
from people.http import url_for
from people.models import User
from people.setting_groups import GROUPS, SOURCES, Door, Group
from people.setting_history import BY_COMMAND, Change, in_words, usual
from people.settings import Key

HEADS_ALONE = frozenset({Key.PARENTS_MAY_GIVE})
LABELS = {key: str(make().label) for key, make in ALL.items()}


@dataclass(frozen=True)
class Beside:
    """What stands beside one setting."""

    key: Key
    label: str
    now: str
    usual: str
    source: str
    who: str
    changes: list[Change] = field(default_factory=list)

    @property
    def last(self) -> Change | None:
        return self.changes[0] if self.changes else None

    @property
    def times(self) -> int:
        """How often it was changed, with what is not shown here."""
        return self.last.place if self.last else 0

    @property
    def older(self) -> int:
        return self.times - len(self.changes)


@dataclass(frozen=True)
class OnIndex:
    """A group on the index: its settings as they stand, and the pages beside it that this reader may open."""

    group: Group
    settings: list[Beside]
    doors: list[tuple[Door, str]]


def beside(keys: Iterable[Key], own: Mapping[Key, str], history: Mapping[Key, list[Change]]) -> list[Beside]:
    """Each of these settings, in their order."""
    return [
        Beside(
            key, LABELS[key], in_words(key, own[key]), usual(key), SOURCES.get(key, ""),
            "The headteacher alone turns it on." if key in HEADS_ALONE else "",
            history.get(key, []),
        )
        for key in keys
    ]  # fmt: skip


def index_for(user: User, own: Mapping[Key, str], history: Mapping[Key, list[Change]]) -> list[OnIndex]:
    """Every group with its settings; one that has neither settings nor a page that `user` may open is left out."""
    groups = [OnIndex(group, beside(group.keys, own, history), doors_for(user, group.doors)) for group in GROUPS]
    return [one for one in groups if one.settings or one.doors]


def doors_for(user: User, doors: Collection[Door]) -> list[tuple[Door, str]]:
    """The doors whose page is there and open to `user`, each with its address."""
    found = [(door, url_for(user, door.route)) for door in doors]
    return [(door, url) for door, url in found if url]


def meanwhile(theirs: Theirs) -> str:
    """What another person set while the page was open: which setting, from what to what, by whom and when; and what
    comes of it, as this person chose something else there or left it alone."""
    key, last, at = theirs.key, theirs.last, timezone.localtime(theirs.last.at)
    before, after = in_words(key, theirs.before), in_words(key, last.after)
    said = (
        f"{last.by or BY_COMMAND} set “{LABELS[key]}” from “{before}” to “{after}” on {at:%-d %B %Y} at {at:%H:%M}, "
        "after you opened the page."
    )
    if theirs.own is None:
        return f"{said} You left it alone: it stands here as they set it."
    return f"{said} You chose “{in_words(key, theirs.own)}”. Save again to have yours, or change it back."
