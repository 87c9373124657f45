"""How a case ends: the standard words, so that figures can count them (requirements C17; KCSIE part 4 for staff)."""

from django.db import models

from .walls import Wall


class Outcome(models.TextChoices):
    """What came of a case. Several may hold at once."""

    ADVICE = "advice", "Advice given"
    CONVERSATION = "conversation", "A conversation was held"
    PARENT_SPOKEN_TO = "parent_spoken_to", "Parent or carer spoken to"
    REMOVED = "removed", "Picture or comment taken down"
    SANCTION = "sanction", "Sanction under the behaviour policy"
    LOW_LEVEL = "low_level", "Low-level concern recorded"
    TRAINING = "training", "Training or support agreed"
    NOT_KNOWN = "not_known", "The rule was not known"
    DISCIPLINARY = "disciplinary", "Passed to the disciplinary process"
    LADO = "lado", "Passed to the LADO"
    POLICE = "police", "Passed to the police"
    PLATFORM = "platform", "Reported to the platform"
    LEGAL = "legal", "Passed to the governors for legal action"
    CHILD_PROTECTION = "child_protection", "Passed to child protection"
    SUBSTANTIATED = "substantiated", "Substantiated: there is enough to show that it happened"
    UNSUBSTANTIATED = "unsubstantiated", "Unsubstantiated: not enough to show either way"
    FALSE = "false", "False: it did not happen"
    MALICIOUS = "malicious", "Malicious: it did not happen, and was said to deceive"
    DUPLICATE = "duplicate", "Recorded elsewhere already"
    UNFOUNDED = "unfounded", "Unfounded"
    OUTSIDE_REMIT = "outside_remit", "Not for the school to decide"
    NOTHING_FURTHER = "nothing_further", "No further action"


# What the school does to somebody, as against advice: outside school hours it needs the three questions (policy D3).
SCHOOL_ACTS = frozenset({Outcome.SANCTION, Outcome.DISCIPLINARY})
# Never for pupils, parents or people unknown: they do not work here.
OF_STAFF = frozenset({
    Outcome.LOW_LEVEL, Outcome.DISCIPLINARY, Outcome.LADO, Outcome.TRAINING,
    Outcome.SUBSTANTIATED, Outcome.UNSUBSTANTIATED, Outcome.FALSE, Outcome.MALICIOUS,
})  # fmt: skip
OF_PUPILS = frozenset({Outcome.SANCTION, Outcome.PARENT_SPOKEN_TO, Outcome.CHILD_PROTECTION})


def outcomes_for(wall: Wall, only_parents: bool = False) -> tuple[Outcome, ...]:
    """The outcomes that fit the people a case is about. A parent is never sanctioned (requirements 1.11).

    >>> Outcome.SANCTION in outcomes_for(Wall.PUPIL), Outcome.SANCTION in outcomes_for(Wall.STAFF)
    (True, False)
    """
    left_out = OF_STAFF if wall == Wall.PUPIL else OF_PUPILS
    if only_parents:
        left_out = left_out | {Outcome.SANCTION}
    return tuple(outcome for outcome in Outcome if outcome not in left_out)
