"""What kinds of incidents there are, where they happen, whom they touch. Small on purpose (requirements 2.3, C6)."""

from django.db import models


class Kind(models.TextChoices):
    """What happened, in the words by which somebody finds it. The order is that of the form."""

    PHOTO_SHARED = "photo_shared", "A picture of a pupil was shared or posted"
    PHOTO_EVENT = "photo_event", "A picture from a school event was posted"
    PHOTO_UNPERMITTED = "photo_unpermitted", "The school posted a picture without permission"
    COMMENT = "comment", "A hurtful or untrue comment"
    BULLYING = "bullying", "Bullying online"
    IMPERSONATION = "impersonation", "An account that pretends to be somebody"
    ACCOUNT_MISUSE = "account_misuse", "A school account was used wrongly"
    CONTACT = "contact", "Contact between staff and parents or pupils online"
    STAFF_USE = "staff_use", "Social media used by staff in a way the policy does not allow"
    PUPIL_ACCOUNT = "pupil_account", "A pupil has an account below the age for it"
    MOBILE_PHONE = "mobile_phone", "A mobile phone or other device in school"
    THREAT = "threat", "A threat"
    AI_ALTERED = "ai_altered", "An AI-altered picture, or blackmail with a picture"
    POSTED_COMPLAINT = "posted_complaint", "A complaint posted online"
    INAPPROPRIATE = "inappropriate", "Other inappropriate use"
    OTHER = "other", "Something else"


class Place(models.TextChoices):
    """Where it happened."""

    IN_SCHOOL = "in_school", "In school"
    EVENT = "event", "At a school event"
    TRIP = "trip", "On a school trip or on the way"
    ONLINE = "online", "Online"
    ELSEWHERE = "elsewhere", "Somewhere else"


class Affected(models.TextChoices):
    """Whom it touches (policy A5, C3)."""

    PUPIL = "pupil", "A pupil"
    PARENT = "parent", "A parent or carer"
    COLLEAGUE = "colleague", "Somebody who works here"
    GOVERNOR = "governor", "A governor or the governing body"
    SCHOOL = "school", "The school as a whole"


BULLYING = frozenset({Kind.BULLYING})
OF_CHILDREN_ONLINE = frozenset({Kind.PUPIL_ACCOUNT, Kind.BULLYING, Kind.IMPERSONATION})
PICTURES = frozenset({Kind.PHOTO_SHARED, Kind.PHOTO_EVENT, Kind.PHOTO_UNPERMITTED})
# What a parent says of the school, fair or unfair, is recorded only where one of these holds (requirements 1.11).
BEYOND_CRITICISM = {
    "child": "It shows another child",
    "threat": "It threatens somebody",
    "harassment": "It harasses somebody",
    "impersonation": "It pretends to be somebody",
    "false": "It says something false about a named person",
}
