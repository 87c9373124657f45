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


# What the office gives and ends by itself; every other role waits for the head or the chair (requirements 1.4).
GIVEN_ALONE = frozenset({Role.PARENT, Role.STAFF})
# What takes a second person whoever asks, the head and the chair too (access matrix, row account).
ALWAYS_TWO = frozenset({Role.HEAD, Role.CHAIR, Role.VICE_CHAIR, Role.CLERK})
# Whose holder, today or ever, no single person moves to another address or joins with another account: whoever reads
# the mail at that address is that person.
GUARDED = ALWAYS_TWO | {Role.DSL}
# What one person never is at once, not by standing in either: each confirms what the other asks for.
NEVER_BOTH = frozenset({Role.HEAD, Role.CHAIR})
# Who names somebody to stand in for them.
NAMES_COVER = frozenset({Role.HEAD, Role.DSL, Role.CHAIR})
