"""The states of a policy version."""

from django.db import models


class Status(models.TextChoices):
    """Where a version stands. It never goes back: a correction is a new version.

    A draft that was thrown away keeps its row, its number and its steps, and nothing else.
    """

    DRAFT = "draft", "Draft"
    IN_REVIEW = "in_review", "Being looked at"
    CHANGES_REQUESTED = "changes_requested", "Changes asked for"
    APPROVED = "approved", "Approved"
    PUBLISHED = "published", "Published"
    SUPERSEDED = "superseded", "Replaced by a later version"
    WITHDRAWN = "withdrawn", "Withdrawn"
    DISCARDED = "discarded", "Thrown away"


# Everybody may read these, the earlier ones too: they are the evidence of what applied on a day.
PUBLIC = (Status.PUBLISHED, Status.SUPERSEDED, Status.WITHDRAWN)
# These were put in force and not taken back.
STOOD = (Status.PUBLISHED, Status.SUPERSEDED)
AGREED = (Status.APPROVED, *PUBLIC)
# Still being worked on, or waiting for its publication: one at a time of each policy.
EDITABLE = (Status.DRAFT, Status.CHANGES_REQUESTED)
UNDER_WAY = (*EDITABLE, Status.IN_REVIEW, Status.APPROVED)
