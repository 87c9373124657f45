"""Two entries of one name beside one child, one of them under a court order: what a person said of the other."""

from django.db import models
from django.db.models import F, Q

from .contacts import PupilContact
from .users import User


class Namesake(models.Model):
    """Whether `other`, of the same name beside the same child, is the person under the court order on `marked`.

    As long as nobody has said so, it is taken for the same person: the mark means both (issue 3, item 1).
    `accounts` are those that hung on `other` alone when the mark was set, so that they can be told from the rest.
    """

    marked = models.ForeignKey(PupilContact, on_delete=models.PROTECT, related_name="namesakes")
    other = models.ForeignKey(PupilContact, on_delete=models.PROTECT, related_name="+")
    is_same_person = models.BooleanField(null=True, help_text="None as long as nobody has said so.")
    accounts = models.JSONField(default=list)
    said_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    said_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["marked", "other"], name="each_namesake_once"),
            models.CheckConstraint(condition=~Q(marked=F("other")), name="a_namesake_is_another_entry"),
            models.CheckConstraint(
                condition=Q(is_same_person=None) | Q(said_by__isnull=False), name="somebody_says_who_is_meant"
            ),
        ]

    def __str__(self) -> str:
        said = {True: "the same person", False: "somebody else", None: "nobody has said"}
        return said[self.is_same_person]
