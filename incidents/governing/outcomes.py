"""What came of a closed incident, in five words for the governors, so that each counts once."""

from collections.abc import Collection

from django.db import models

from incidents.outcomes import Outcome


class CameTo(models.TextChoices):
    """The weightiest stands first."""

    PASSED_ON = "passed_on", "Passed on: police, local authority, governors, child protection"
    PROCEDURE = "procedure", "Sanction, or a procedure of the school"
    REMOVED = "removed", "Taken down, or reported to the platform"
    TALK = "talk", "Advice, a talk, training"
    NOTHING = "nothing", "No further action"


_OF = {
    CameTo.PASSED_ON: {Outcome.POLICE, Outcome.LADO, Outcome.LEGAL, Outcome.CHILD_PROTECTION},
    CameTo.PROCEDURE: {Outcome.SANCTION, Outcome.DISCIPLINARY},
    CameTo.REMOVED: {Outcome.REMOVED, Outcome.PLATFORM},
    CameTo.TALK: {
        Outcome.ADVICE, Outcome.CONVERSATION, Outcome.PARENT_SPOKEN_TO, Outcome.TRAINING, Outcome.LOW_LEVEL,
        Outcome.NOT_KNOWN,
    },
}  # fmt: skip


def came_to(outcomes: Collection[str]) -> CameTo:
    """The weightiest of what came of one incident.

    >>> came_to([Outcome.ADVICE, Outcome.REMOVED])
    CameTo.REMOVED
    """
    found = set(outcomes)
    return next((one for one, of in _OF.items() if found & of), CameTo.NOTHING)
