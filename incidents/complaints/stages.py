"""How far a complaint has come, in the words of the field (requirements 2.4, domain 1.1)."""

from django.db import models


class Way(models.TextChoices):
    """What whoever writes wants. A concern is not a complaint, and nobody is made to begin with one."""

    CONCERN = "concern", "I am worried about something and would like somebody to call me"
    COMPLAINT = "complaint", "I want to make a complaint"


class Stage(models.TextChoices):
    """The stages of the procedure. The law fixes no number; these are the usual ones."""

    INFORMAL = "informal", "Informal talk"
    ONE = "one", "Stage 1: the school looks into it"
    TWO = "two", "Stage 2: a panel of governors"


class Progress(models.TextChoices):
    """What has become of it. The labels are what those who deal with it read; `status_words` says it to the other
    side."""

    RECEIVED = "received", "Received"
    ACKNOWLEDGED = "acknowledged", "They know that we have it"
    TALKING = "talking", "Informal talk"
    LOOKING = "looking", "Being looked into"
    ANSWERED = "answered", "Answered"
    NEXT_ASKED = "next_asked", "Next stage asked for"
    PANEL = "panel", "With a panel"
    CLOSED = "closed", "Closed"
    WITHDRAWN = "withdrawn", "Taken back"
    REDIRECTED = "redirected", "Somebody else decides this"
    ALREADY = "already", "Already answered"


ENDED = frozenset({Progress.CLOSED, Progress.WITHDRAWN, Progress.REDIRECTED, Progress.ALREADY})


class Finding(models.TextChoices):
    """What came of a complaint. A talk that settled it needs none of the first three."""

    UPHELD = "upheld", "Upheld"
    PARTLY = "partly", "Partly upheld"
    NOT_UPHELD = "not_upheld", "Not upheld"
    SETTLED = "settled", "Settled by a talk"


class Source(models.TextChoices):
    """By which way it came. All but the first are recorded on somebody's behalf."""

    FORM = "form", "The form of the portal"
    LETTER = "letter", "A letter"
    TELEPHONE = "telephone", "A telephone call"
    EMAIL = "email", "An e-mail"
    IN_PERSON = "in_person", "Said in person"


class ComplainantRelation(models.TextChoices):
    """What whoever complains is to the school. Anyone may complain, not only parents."""

    PARENT = "parent", "A parent or carer"
    FAMILY = "family", "Another member of a family"
    STAFF = "staff", "Somebody who works here"
    PUPIL = "pupil", "A pupil"
    NEIGHBOUR = "neighbour", "A neighbour or visitor"
    OTHER = "other", "Somebody else"


class ReachBy(models.TextChoices):
    """How to reach whoever complains. None is needed: the access code shows every answer."""

    EMAIL = "email", "E-mail"
    TELEPHONE = "telephone", "Telephone"
    POST = "post", "A letter"
    CODE = "code", "None of these: I will look with my access code"
