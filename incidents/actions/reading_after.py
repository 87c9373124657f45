"""Who would read a case if somebody came into it or went out of it: asked once more before that is done.

The same table and the same routing as everything else, on people who are not kept yet; nothing is written.
"""

import copy
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from incidents.models import Case, CasePerson
from incidents.seeing import Links, Seer, links_of, who_can_see
from people.models import User

from .routing import about_of, wall_and_owner


@dataclass(frozen=True)
class Change:
    """Who reads the whole of a case afterwards; who comes to it by that; who reads it, or anything of it, no more."""

    readers: tuple[User, ...]
    coming: tuple[User, ...]
    going: tuple[User, ...]

    @property
    def is_any(self) -> bool:
        return bool(self.coming or self.going)

    @property
    def key(self) -> str:
        """By which a page says what it was that somebody agreed to. Another change has another key."""
        said = "|".join(",".join(str(user.pk) for user in users) for users in (self.readers, self.coming, self.going))
        return hashlib.sha256(said.encode()).hexdigest()[:32]


class AskFirst(Exception):
    """Others would read the case afterwards, and whoever does it was not told so yet. Nothing was done."""

    def __init__(self, change: Change) -> None:
        self.change = change
        super().__init__("Who reads this incident would change.")


def if_linked(case: Case, person: CasePerson) -> Change:
    """What it would change if `person`, who is not kept yet, came into the case. Raises NobodyLeft."""
    links = links_of(case)
    return _change(case, links, [*links.people, person])


def if_taken_off(case: Case, person: CasePerson) -> Change:
    """What it would change if `person` went out of the case. Raises NobodyLeft."""
    links = links_of(case)
    return _change(case, links, [one for one in links.people if one.pk != person.pk])


def refuse_untold(change: Change, knowing: str | None) -> None:
    """Raise AskFirst where others would read the case and `knowing` is not the key of just that change. None: whoever
    calls does not ask anybody."""
    if knowing is not None and change.is_any and knowing != change.key:
        raise AskFirst(change)


def _change(case: Case, links: Links, people: Sequence[CasePerson]) -> Change:
    moved = copy.copy(case)
    moved.wall, moved.owner_role = wall_and_owner(about_of(people), case)
    before, after = who_can_see(case, links), who_can_see(moved, Links(people, links.dealing, links.referrals))
    whole, whole_after = _whole(before), _whole(after)
    any_after = {seer.user for seer in after}
    going = [seer.user for seer in before if seer.user not in (whole_after if seer.is_whole else any_after)]
    return Change(tuple(whole_after), tuple(user for user in whole_after if user not in whole), tuple(going))


def _whole(seers: Sequence[Seer]) -> list[User]:
    return [seer.user for seer in seers if seer.is_whole]
