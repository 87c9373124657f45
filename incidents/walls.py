"""Which wall a case stands behind: what follows from the people it is about (security 2.3, requirements 1.14)."""

from collections.abc import Collection

from django.db import models

from people.roles import Role


class Wall(models.TextChoices):
    """Whom a case is about, as far as that decides who reads it. The lowest wall stands first."""

    PUPIL = "pupil", "About pupils, parents or somebody unknown"
    STAFF = "staff", "About somebody who works or worked here"
    GOVERNOR = "governor", "About a governor"
    CLERK = "clerk", "About the clerk to the governors"
    HEAD = "head", "About the headteacher"
    CHAIR = "chair", "About the chair of governors"
    BOARD = "board", "About the headteacher and the chair, or chair and vice-chair"
    # Complaints alone: an incident says whom it is about, and is never about how data was used only.
    UNSURE = "unsure", "Not known yet whom it is about"
    DATA = "data", "About how personal data was used"


class Standing(models.TextChoices):
    """What a person in a case is to the school, as said by whoever links them."""

    PUPIL = "pupil", "A pupil"
    FORMER_PUPIL = "former_pupil", "A former pupil"
    PARENT = "parent", "A parent or carer"
    STAFF = "staff", "Somebody who works here"
    FORMER_STAFF = "former_staff", "Somebody who worked here"
    HEAD = "head", "The headteacher"
    GOVERNOR = "governor", "A governor"
    CHAIR = "chair", "The chair of governors"
    VICE_CHAIR = "vice_chair", "The vice-chair of governors"
    CLERK = "clerk", "The clerk to the governors"
    ACCOUNT = "account", "An account; nobody knows whose"
    OTHER = "other", "Somebody else"


# What a role of today makes of somebody, whatever whoever links them says they are.
OF_A_ROLE = {
    Role.HEAD: Standing.HEAD,
    Role.CHAIR: Standing.CHAIR,
    Role.VICE_CHAIR: Standing.VICE_CHAIR,
    Role.CLERK: Standing.CLERK,
    Role.GOVERNOR: Standing.GOVERNOR,
    Role.DSL: Standing.STAFF,
    Role.OFFICE: Standing.STAFF,
    Role.STAFF: Standing.STAFF,
}
_ALONE = {
    Standing.HEAD: Wall.HEAD,
    Standing.CHAIR: Wall.CHAIR,
    Standing.CLERK: Wall.CLERK,
    Standing.VICE_CHAIR: Wall.GOVERNOR,
    Standing.GOVERNOR: Wall.GOVERNOR,
    Standing.STAFF: Wall.STAFF,
    Standing.FORMER_STAFF: Wall.STAFF,
}
_HEIGHT = {wall: height for height, wall in enumerate(Wall)}


def wall_of(standings: Collection[Standing]) -> Wall:
    """The wall that keeps a case from all of the people it is about.

    The highest of theirs; headteacher and chair together, or chair and vice-chair, are the board's.

    >>> wall_of([]), wall_of([Standing.PUPIL, Standing.STAFF])
    (Wall.PUPIL, Wall.STAFF)
    >>> wall_of([Standing.HEAD, Standing.CHAIR])
    Wall.BOARD
    """
    about = set(standings)
    if Standing.CHAIR in about and about & {Standing.HEAD, Standing.VICE_CHAIR}:
        return Wall.BOARD
    return max((_ALONE.get(one, Wall.PUPIL) for one in about), key=_HEIGHT.__getitem__, default=Wall.PUPIL)
