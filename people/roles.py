"""The roles of the school's policy and its procedures."""

from django.db import models


class Role(models.TextChoices):
    """What somebody is to the school. A person may hold several at once, each with its dates."""

    HEAD = "head", "Headteacher"
    DSL = "dsl", "Safeguarding lead"
    OFFICE = "office", "School office"
    STAFF = "staff", "Member of staff"
    CHAIR = "chair", "Chair of governors"
    VICE_CHAIR = "vice_chair", "Vice-chair of governors"
    CLERK = "clerk", "Clerk to the governors"
    GOVERNOR = "governor", "Governor"
    DPO = "dpo", "Data-protection officer"
    PARENT = "parent", "Parent or carer"
