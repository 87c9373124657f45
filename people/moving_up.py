"""Where the children of each class go when a new school year begins: a proposal, for a person to confirm. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

OLDEST = "6"
ORDER = ("N", "R", "1", "2", "3", "4", "5", OLDEST)
_FIGURE = re.compile(r"(?<!\d)\d{1,2}(?!\d)")


@dataclass(frozen=True)
class Group:
    """The children of one year group in one class. A mixed class (3/4B) is two groups."""

    code: str
    year_group: str
    children: int = 0

    @property
    def key(self) -> tuple[str, str]:
        return self.code, self.year_group


@dataclass(frozen=True)
class Move:
    """Where a group goes: to a class, or out of the school; neither where nobody has said it."""

    code: str
    year_group: str
    to: str = ""
    leaves: bool = False

    @property
    def key(self) -> tuple[str, str]:
        return self.code, self.year_group


def next_year_group(year_group: str) -> str:
    """The year group after this one; "" after the oldest and for one we do not know.

    >>> [next_year_group(year) for year in ("N", "R", "1", "5", "6", "")]
    ['R', '1', '2', '6', '', '']
    """
    if year_group not in ORDER or year_group == OLDEST:
        return ""
    return ORDER[ORDER.index(year_group) + 1]


def propose(
    groups: Sequence[Group], classes: Mapping[str, Sequence[str]], before: Mapping[tuple[str, str], str]
) -> list[Move]:
    """A move for each group.

    `classes` are the classes of the year that ends with their year groups; `before` says where the group of the same
    class and year went a year ago, for schools whose class codes stay with the teacher. Else the figure in the code
    goes up by one: 3H to 4H. The oldest leave. Nothing is proposed where nothing fits.
    """
    return [_propose(group, classes, before) for group in groups]


def _propose(group: Group, classes: Mapping[str, Sequence[str]], before: Mapping[tuple[str, str], str]) -> Move:
    if group.year_group == OLDEST:
        return Move(*group.key, leaves=True)
    following = next_year_group(group.year_group)
    if not following:
        return Move(*group.key)
    if went := before.get(group.key):
        return Move(*group.key, to=went)
    if following in classes.get(group.code, ()):
        return Move(*group.key, to=group.code)
    return Move(*group.key, to=_counted_up(group, following) or _only_class_of(following, classes))


def _counted_up(group: Group, following: str) -> str:
    """The code with the year group in it one higher: "3H" to "4H", "Class 3" to "Class 4", "RB" to "1B"."""
    if group.year_group == "R" and re.match(r"R(?=[A-Z0-9]{0,2}$)", group.code):
        return f"{following}{group.code[1:]}"
    figures = _FIGURE.findall(group.code)
    if figures == [group.year_group]:
        return _FIGURE.sub(following, group.code)
    return ""


def _only_class_of(year_group: str, classes: Mapping[str, Sequence[str]]) -> str:
    """The one class that holds this year group, such as Oak. "" where there are more, or none."""
    fitting = [code for code, years in classes.items() if year_group in years]
    return fitting[0] if len(fitting) == 1 else ""
