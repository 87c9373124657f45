"""The cases behind the rows of the matrix: about whom, who deals with it, and which one a row means."""

from collections.abc import Callable

from django.utils import timezone

from incidents.walls import Standing
from people.models import User
from tests.incidents.made import about, report

from .people import Cast
from .planting import Planted

NEW, ASKED, CLOSED = "1 new", "2 asked", "3 closed"
MOMENTS = (NEW, ASKED, CLOSED)


def _pupil(cast: Cast) -> Planted:
    return Planted(cast, [], cast.head, cast.reporter)


def _staff(cast: Cast) -> Planted:
    return Planted(cast, [about(cast.colleague)], cast.head, cast.reporter)


def _said_of_oneself(cast: Cast) -> Planted:
    return Planted(cast, [], cast.head, cast.colleague, is_self_report=True)


def _head(cast: Cast) -> Planted:
    return Planted(cast, [about(cast.head, Standing.HEAD)], cast.chair, cast.reporter)


def _head_and_staff(cast: Cast) -> Planted:
    return Planted(cast, [about(cast.head, Standing.HEAD), about(cast.colleague)], cast.chair, cast.reporter)


def _chair(cast: Cast) -> Planted:
    return Planted(cast, [about(cast.chair, Standing.CHAIR)], cast.vice_chair, cast.reporter)


def _chair_and_staff(cast: Cast) -> Planted:
    return Planted(cast, [about(cast.chair, Standing.CHAIR), about(cast.colleague)], cast.vice_chair, cast.reporter)


def _board(cast: Cast) -> Planted:
    linked = [about(cast.chair, Standing.CHAIR), about(cast.head, Standing.HEAD)]
    return Planted(cast, linked, cast.clerk, cast.reporter)


LIVES: dict[str, Callable[[Cast], Planted]] = {
    "pupil": _pupil, "staff": _staff, "self-report": _said_of_oneself, "head": _head, "head and staff": _head_and_staff,
    "chair": _chair, "chair and staff": _chair_and_staff, "board": _board,
}  # fmt: skip
PUPIL, STAFF, HEAD = "incident_pupil", "incident_staff", "incident_head"
# A row of somebody who is the subject: the same case, and about them too.
OF_SUBJECTS = {
    ("staff_subject", PUPIL): "staff", ("staff_subject", STAFF): "self-report",
    ("staff_subject", HEAD): "head and staff", ("head_subject", PUPIL): "head",
    ("head_subject", STAFF): "head and staff", ("head_subject", HEAD): "head",
    ("chair_subject", PUPIL): "chair", ("chair_subject", STAFF): "chair and staff",
    ("chair_subject", HEAD): "board",
}  # fmt: skip


def planted_at(cast: Cast, life: str, moment: str) -> Planted:
    """A case as it is at a moment."""
    planted = LIVES[life](cast)
    if moment != NEW:
        planted.handle()
        planted.refer()
    if moment == CLOSED:
        planted.close()
    return planted


def life_of(role: str, what: str) -> str:
    """The case that a row means."""
    return OF_SUBJECTS.get((role, what), what.removeprefix("incident_"))


def a_school() -> Cast:
    """The people, and one new report behind each wall of those who lead: no list and no number is empty before."""
    cast = Cast()
    for linked in ((), (about(cast.extra["unrelated"]),), (about(cast.clerk, Standing.CLERK),)):
        report(cast.reporter, *linked, title="Words in a group chat")
    for user, standing in ((cast.vice_chair, Standing.VICE_CHAIR),):
        report(cast.reporter, about(user, standing), title="Words in a group chat")
    User.objects.update(last_login=timezone.now())  # a walk signs in, which changes no list of accounts then
    return cast
