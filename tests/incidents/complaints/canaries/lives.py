"""The complaints behind the rows of the matrix: about whom, who answers them, and which one a row means."""

from collections.abc import Callable

from django.utils import timezone

from incidents.complaints.abouts import About
from people.models import User
from tests.incidents.canaries.people import Cast
from tests.incidents.canaries.planting import canary
from tests.incidents.complaints.made import complain

from .planting import Complained

NEW, HANDLED, PANEL, CLOSED = "1 new", "2 handled", "3 panel", "4 closed"
MOMENTS = (NEW, HANDLED, PANEL, CLOSED)
OBJECTS = GENERAL, HEAD, CHAIR = "complaint_general", "complaint_about_head", "complaint_about_chair"


def _staff(cast: Cast) -> Complained:
    return Complained(cast, About.STAFF, cast.head, by=cast.own_parent, subject=cast.colleague)


def _withheld(cast: Cast) -> Complained:
    return Complained(cast, About.STAFF, cast.head, by=cast.own_parent, withheld=True)


def _head(cast: Cast) -> Complained:
    return Complained(cast, About.HEAD, cast.chair, by=cast.own_parent, also=(cast.colleague,))


def _chair(cast: Cast) -> Complained:
    return Complained(cast, About.CHAIR, cast.clerk, by=cast.own_parent, also=(cast.colleague,))


def _board(cast: Cast) -> Complained:
    """About the chair; then it turns out to be about the headteacher as well."""
    return Complained(cast, About.CHAIR, cast.clerk, also=(cast.head,))


LIVES: dict[str, Callable[[Cast], Complained]] = {
    "staff": _staff, "withheld": _withheld, "head": _head, "chair": _chair, "board": _board,
}  # fmt: skip
# What the matrix has no row of. Who owns them reads them, and nobody else knows of them.
OTHERS: dict[str, Callable[[Cast], Complained]] = {
    "governor": lambda cast: Complained(cast, About.GOVERNOR, cast.clerk, subject=cast.governor),
    "whole board": lambda cast: Complained(cast, About.BOARD, cast.clerk),
    "clerk": lambda cast: Complained(cast, About.CLERK, cast.chair),
    "unsure": lambda cast: Complained(cast, About.UNSURE, cast.clerk),
    "data": lambda cast: Complained(cast, About.DATA, cast.dpo),
}
# A row of somebody who is the subject: a complaint of that kind, and about them.
OF_SUBJECTS = {
    ("staff_subject", GENERAL): "staff", ("staff_subject", HEAD): "head", ("staff_subject", CHAIR): "chair",
    ("head_subject", GENERAL): "head", ("head_subject", HEAD): "head", ("head_subject", CHAIR): "board",
    ("chair_subject", GENERAL): "chair", ("chair_subject", HEAD): "board", ("chair_subject", CHAIR): "chair",
}  # fmt: skip


def lives_of(role: str, what: str) -> tuple[str, ...]:
    """The complaints that a row means: a general one with the name given, and one with the name withheld."""
    if (role, what) in OF_SUBJECTS:
        return (OF_SUBJECTS[role, what],)
    return {GENERAL: ("staff", "withheld"), HEAD: ("head",), CHAIR: ("chair",)}[what]


def planted_at(cast: Cast, life: str, moment: str) -> Complained:
    """A complaint as it is at a moment."""
    planted = (LIVES | OTHERS)[life](cast)
    if moment != NEW:
        planted.handle()
    if moment in {PANEL, CLOSED}:
        planted.answer()
    if moment == PANEL:
        planted.to_panel()
    if moment == CLOSED:
        planted.close()
    return planted


def a_school() -> Cast:
    """The people, and one new complaint with each of those who answer: no list and no number is empty before. Whoever
    complains signed in bears a canary for a name."""
    cast = Cast()
    cast.own_parent.forename = cast.own_parent.surname = canary("account")
    cast.own_parent.save(update_fields=["forename", "surname"])
    for what in (About.SCHOOL, About.HEAD, About.CHAIR, About.CLERK, About.DATA):
        complain(what)
    User.objects.update(last_login=timezone.now())  # a walk signs in, which changes no list of accounts then
    return cast
