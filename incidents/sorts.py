"""The two sorts of case: what somebody reports, and what somebody complains of."""

from django.db import models


class Sort(models.TextChoices):
    """What a case is. Both have people, a timeline, evidence and walls; they differ in who may do what."""

    INCIDENT = "incident", "Incident"
    COMPLAINT = "complaint", "Complaint"

    @property
    def none_open(self) -> str:
        """What is good where nothing of it is open."""
        return f"No {self.label.lower()} is open."
