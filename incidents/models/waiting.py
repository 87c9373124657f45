"""Names that could not be blacked out yet in a case that is open, kept on, or not due."""

from django.db import models
from django.utils import timezone

from .cases import Case


class WaitingBlackout(models.Model):
    """Somebody was destroyed while this case needed their name. As soon as it does not, the name goes here too, and
    this row with it. `sealed`: what they are known by, under DATA_KEY. `is_linked`: single names lead to them here.
    `until_due`: the two had it stay until the case is due itself."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="waiting_blackouts")
    sealed = models.BinaryField()
    is_linked = models.BooleanField(default=False)
    until_due = models.BooleanField(default=False)
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"names that wait in {self.case}"
