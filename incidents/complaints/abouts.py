"""Whom or what a complaint is about, and behind which wall that puts it (requirements 1.14, domain 1.1)."""

from collections.abc import Collection

from django.db import models

from incidents.walls import Standing, Wall, wall_of


class About(models.TextChoices):
    """The one choice of the form that decides who reads it. The order is that of the form."""

    STAFF = "staff", "Somebody who works here"
    HEAD = "head", "The headteacher"
    GOVERNOR = "governor", "A governor"
    CHAIR = "chair", "The chair of governors"
    BOARD = "board", "The chair and the vice-chair, or most of the governors"
    CLERK = "clerk", "The clerk to the governors"
    SCHOOL = "school", "The school as a whole, or a rule"
    CHILD = "child", "A child"
    ADULT = "adult", "A parent or another adult"
    DATA = "data", "How personal data was used"
    UNSURE = "unsure", "I am not sure"


# What the choice makes of the person it is about, before anybody found out who that is.
STANDINGS = {
    About.STAFF: Standing.STAFF,
    About.HEAD: Standing.HEAD,
    About.GOVERNOR: Standing.GOVERNOR,
    About.CHAIR: Standing.CHAIR,
    About.CLERK: Standing.CLERK,
    About.CHILD: Standing.PUPIL,
    About.ADULT: Standing.OTHER,
}
# Whom the form asks to be named: the others are one person, or none.
NAMED = frozenset({About.STAFF, About.GOVERNOR, About.CHILD, About.ADULT})
# Where a typed name may be that of somebody who could read it.
MAY_READ = NAMED - {About.CHILD} | {About.SCHOOL, About.UNSURE}


def wall_of_complaint(about: About, standings: Collection[Standing], *, is_to_sort: bool = False) -> Wall:
    """The wall of a complaint about this, and about the people found since.

    `is_to_sort`: the clerk has still to say whom it is about, or the school sends every complaint to the clerk first.

    >>> wall_of_complaint(About.STAFF, []), wall_of_complaint(About.STAFF, [Standing.HEAD])
    (Wall.STAFF, Wall.HEAD)
    >>> wall_of_complaint(About.DATA, [Standing.HEAD]), wall_of_complaint(About.UNSURE, [])
    (Wall.DATA, Wall.UNSURE)
    """
    if about == About.DATA:
        return Wall.DATA
    if about == About.BOARD:
        return Wall.BOARD
    if about == About.UNSURE:
        return Wall.UNSURE
    wall = wall_of([*standings, *([STANDINGS[about]] if about in STANDINGS else [])])
    return Wall.UNSURE if is_to_sort and wall in {Wall.PUPIL, Wall.STAFF} else wall
