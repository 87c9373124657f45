"""Which of several columns with one role is taken, and what the others then are."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace

from .columns import Spot
from .headings import ChildNumber

ONE_FOR_ALL = ("when", "email", "relationship", "question", "answer", "response_id")
OF_A_CHILD = (
    *("child_fullname", "child_surname_comma_forename", "child_forename", "child_surname"),
    *("class", "admission_number", "upn", "dob"),
)
UNUSED = "Another column serves the same end better. It is not read."


def choose(spots: list[Spot], long: bool) -> list[Spot]:
    """The columns with each role given once, as a mapping may hold it (contract 3)."""
    spots = _settle_names(spots)
    spots = _number_children(spots)
    spots = [_without_stray_number(spot) for spot in spots]
    for role in ONE_FOR_ALL:
        spots = _keep_best(spots, role, lambda spot: None)
    for role in OF_A_CHILD:
        spots = _keep_best(spots, role, lambda spot: spot.child.number if spot.child else 1)
    spots = _one_respondent(spots)
    spots = _one_full_name(spots)
    if not long:
        spots = [replace(s, role="ignore") if s.role == "response_id" else s for s in spots]
    return spots


def _keep_best(spots: list[Spot], role: str, key: Callable[[Spot], int | None]) -> list[Spot]:
    groups: dict[int | None, list[Spot]] = defaultdict(list)
    for spot in spots:
        if spot.role == role:
            groups[key(spot)].append(spot)
    best = {min(group, key=lambda spot: (spot.rank, -spot.look.filled, spot.index)).index for group in groups.values()}
    return [
        replace(spot, role="ignore", confirm="", child=None) if spot.role == role and spot.index not in best else spot
        for spot in spots
    ]


def _settle_names(spots: list[Spot]) -> list[Spot]:
    """A bare "Name", "First name" or "Surname" is the child's unless another column already is."""
    has_child = any(spot.role in OF_A_CHILD[:4] and _is_first(spot) for spot in spots)
    has_parent = any(spot.role == "who" for spot in spots)
    out = []
    for spot in spots:
        part = spot.role.removeprefix("name_")
        if spot.role.startswith("name_"):
            pupil = _pupil_share(spot, part)
            of_child = pupil >= 0.5 if pupil or spot.look.share("contact") >= 0.3 else not has_child
            spot = _as_child(spot, part) if of_child else _as_parent(spot, part, has_parent)
        out.append(spot)
    return out


def _is_first(spot: Spot) -> bool:
    """Whether a name column is that of the only or the first child, and not of a brother or sister."""
    return spot.child is None or (spot.child.number == 1 and not spot.child.sibling)


def _pupil_share(spot: Spot, part: str) -> float:
    return spot.look.share({"full": "pupil", "fore": "forename", "sur": "surname"}[part])


def _as_child(spot: Spot, part: str) -> Spot:
    role = {"full": "child_fullname", "fore": "child_forename", "sur": "child_surname"}[part]
    if role == "child_fullname" and spot.look.share("comma") >= 0.6:
        role = "child_surname_comma_forename"
    return replace(spot, role=role, rank=4)


def _as_parent(spot: Spot, part: str, has_parent: bool) -> Spot:
    if spot.look.share("anonymous") > 0.5 or has_parent:
        return replace(spot, role="ignore")
    return replace(spot, role="who", rank={"full": 0, "fore": 2, "sur": 3}[part])


def _number_children(spots: list[Spot]) -> list[Spot]:
    """Give the columns of sibling rows their child: by number, or by the repetition of one heading."""
    children = [spot for spot in spots if spot.role in OF_A_CHILD]
    counted = [spot for spot in children if spot.child]
    if not counted:
        return _number_repeats(spots)
    base = any(not spot.child or (not spot.child.sibling and spot.child.number == 1) for spot in children)
    names = {spot.child.number for spot in counted if spot.child and spot.role in OF_A_CHILD[:6]}
    if not names or (len(names) == 1 and not base):
        return [replace(s, child=None) if s.role in OF_A_CHILD else s for s in spots]
    out = []
    for spot in spots:
        number = spot.child
        if spot.role in OF_A_CHILD:
            number = number or ChildNumber(1)
        elif number and not number.sure:
            number = None
        if number and number.sibling and base:
            number = ChildNumber(number.number + 1)
        out.append(replace(spot, child=number))
    return out


def _number_repeats(spots: list[Spot]) -> list[Spot]:
    """Two columns "Child's name", two "Class": a form that asks again for each child."""
    seen: dict[str, int] = defaultdict(int)
    names = [spot.role for spot in spots if spot.role in OF_A_CHILD[:4]]
    repeated = any(names.count(role) > 1 for role in names)
    out = []
    for spot in spots:
        if repeated and spot.role in OF_A_CHILD and _stands_twice(spot, spots):
            seen[spot.role] += 1
            spot = replace(spot, child=ChildNumber(seen[spot.role]))
        out.append(spot)
    return out


def _stands_twice(spot: Spot, spots: list[Spot]) -> bool:
    same = [
        s
        for s in spots
        if s.role == spot.role and s.heading.raw.strip().casefold() == spot.heading.raw.strip().casefold()
    ]
    return len(same) > 1 or spot.role == "class"


def _without_stray_number(spot: Spot) -> Spot:
    """Only the columns of a child, its permissions and its comment keep a child's number."""
    keeps = {*OF_A_CHILD, "consent", "consent_multi", "comment"}
    if spot.child and (spot.role not in keeps or spot.child.number > 9):
        return replace(spot, child=None)
    if spot.child and spot.role not in OF_A_CHILD and not spot.child.sure:
        return replace(spot, child=None)
    return spot


def _one_respondent(spots: list[Spot]) -> list[Spot]:
    """One full name, or a forename with a surname. An anonymous column only where there is no other."""
    who = [spot for spot in spots if spot.role == "who"]
    named = [spot for spot in who if spot.look.share("anonymous") <= 0.5] or who[:1]
    whole_names = [spot for spot in named if spot.rank not in {2, 3}]
    kept = whole_names[:1] if whole_names else named[:2]
    if whole_names:
        kept = [min(whole_names, key=lambda spot: (spot.rank, spot.index))]
    indexes = {spot.index for spot in kept}
    return [replace(s, role="ignore", confirm="") if s.role == "who" and s.index not in indexes else s for s in spots]


def _one_full_name(spots: list[Spot]) -> list[Spot]:
    """A child's full name is read once: not also as "Surname, Forename"."""
    full = {s.child.number if s.child else 1 for s in spots if s.role == "child_fullname" and not s.confirm}
    return [
        replace(s, role="ignore", child=None)
        if s.role == "child_surname_comma_forename" and (s.child.number if s.child else 1) in full
        else s
        for s in spots
    ]
