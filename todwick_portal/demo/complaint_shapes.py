"""What the demo school tells of a complaint: what was sent when, and what was done with it on which day."""

from dataclasses import dataclass, field
from typing import Any

from incidents.complaints.abouts import About
from incidents.complaints.stages import ComplainantRelation, ReachBy

from .complaint_deeds import Deed

Relation = ComplainantRelation


@dataclass(frozen=True)
class Sent:
    """One complaint: how many days ago it was sent, by the name by which others of the story know it, and each deed so
    many days later.

    `in_school_days`: `ago` counts school days, for what stands close to a day that was promised. `by`: the key of the
    account with which it was sent, empty for most; `recorded_by`: who wrote it down for somebody else. `said`: what
    else was typed, as in `Complained`.
    """

    key: str
    ago: int
    about: About
    words: str
    then: tuple[tuple[int, Deed], ...] = ()
    in_school_days: bool = False
    by: str = ""
    recorded_by: str = ""
    said: dict[str, Any] = field(default_factory=dict)


def parent(name: str, child: str = "", **more: Any) -> dict[str, Any]:
    """A parent who gave an address, which is that of nobody."""
    email = f"{name.lower().replace(' ', '.')}@families.example"
    known = {"name": name, "child_name": child, "email": email, "relation": Relation.PARENT}
    return known | {"reach_by": ReachBy.EMAIL} | more


def caller(name: str, telephone: str, **more: Any) -> dict[str, Any]:
    """Somebody who wants to be rung."""
    known = {"name": name, "telephone": telephone, "relation": Relation.PARENT, "wants_call": True}
    return known | {"reach_by": ReachBy.TELEPHONE} | more
