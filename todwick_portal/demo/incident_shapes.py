"""What the demo school tells of an incident: who reported what, who is in it, and what was done when."""

from dataclasses import dataclass

from incidents.kinds import Affected, Kind, Place
from incidents.models import CasePerson
from incidents.walls import Standing

from .incident_deeds import Deed

Part = CasePerson.Part


@dataclass(frozen=True)
class Who:
    """Somebody in an incident. With an account: `name` is its key or surname."""

    part: CasePerson.Part
    standing: Standing
    name: str
    has_account: bool = False


@dataclass(frozen=True)
class Told:
    """One incident: how many days ago it was reported, what was typed, and each deed so many days later."""

    ago: int
    kind: Kind
    title: str
    words: str
    then: tuple[tuple[int, Deed], ...] = ()
    by: str = "teacher"
    place: Place = Place.ONLINE
    at: str = ""
    days_earlier: int = 1
    people: tuple[Who, ...] = ()
    rules: str = ""
    platform: str = ""
    account: str = ""
    link: str = ""
    event: str = ""
    affected: tuple[Affected, ...] = ()
    child_at_risk: bool = False
    is_self_report: bool = False
    beyond: tuple[str, ...] = ()


def child(name: str, part: CasePerson.Part = Part.AFFECTED) -> Who:
    return Who(part, Standing.PUPIL, name)


def about(name: str, standing: Standing = Standing.STAFF) -> Who:
    return Who(Part.SUBJECT, standing, name, has_account=True)


def typed(name: str, standing: Standing) -> Who:
    return Who(Part.SUBJECT, standing, name)
