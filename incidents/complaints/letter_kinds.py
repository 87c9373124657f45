"""What a letter about a complaint is for (requirements 2.4)."""

from django.db import models


class ComplaintLetterKind(models.TextChoices):
    """The five letters that the school words, and the one that tells of a plan for contact."""

    RECEIVED = "received", "We have it"
    LOOKING = "looking", "Still looking"
    OUTCOME = "outcome", "What came of it"
    REMOVAL = "removal", "Please take it down"
    THANKS = "thanks", "Thank you"
    PLAN = "plan", "How to reach us from now on"

    @property
    def wording(self) -> str:
        """By which its wording stands among those of the other letters.

        >>> ComplaintLetterKind.THANKS.wording
        'complaint-thanks'
        """
        return f"complaint-{self.value}"


# Those that the school words and somebody chooses. The plan's letter follows from the plan.
WORDED = tuple(kind for kind in ComplaintLetterKind if kind != ComplaintLetterKind.PLAN)
