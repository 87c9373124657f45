"""Roles that wait for a second person."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from people.roles import Role

from .users import RoleAssignment, User


class RoleProposalQuerySet(models.QuerySet["RoleProposal"]):
    def waiting(self):
        return self.filter(outcome="")


class RoleProposal(models.Model):
    """What needs a second person: a role to be given or ended; a new address or the end of somebody who holds one.

    Neither who asked nor whom it is for decides. `address` is that of the account when it was asked for: confirmed is
    only what was asked for this person, at this address.
    """

    class Change(models.TextChoices):
        GIVE = "give", "to be given"
        END = "end", "to be ended"
        MOVE = "move", "new e-mail address"
        SHUT = "shut", "account to be ended"

    class Outcome(models.TextChoices):
        CONFIRMED = "confirmed", "Confirmed"
        DECLINED = "declined", "Not confirmed"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="role_proposals")
    change = models.CharField(max_length=4, choices=Change, default=Change.GIVE)
    role = models.CharField(max_length=20, choices=Role)
    assignment = models.ForeignKey(RoleAssignment, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    starts_on = models.DateField(default=timezone.localdate)
    ends_on = models.DateField(null=True, blank=True)
    address = models.EmailField(blank=True)
    new_address = models.EmailField(blank=True)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    told = models.JSONField(default=list, blank=True, help_text="Whom a mail told of it, the worker's mails too.")
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = RoleProposalQuerySet.as_manager()

    class Meta:
        ordering = ["proposed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "change"], condition=Q(outcome=""), name="one_open_proposal_of_a_role"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=models.F("proposed_by")), name="a_second_person_decides"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.what}"

    @property
    def reference(self) -> str:
        """What it is called where no name may stand."""
        return f"R-{self.public_id.hex[:8].upper()}"

    @property
    def what(self) -> str:
        """What is to become of it, in words."""
        moves = self.change == self.Change.MOVE
        return f"{self.get_change_display()} {self.new_address}" if moves else self.get_change_display()
