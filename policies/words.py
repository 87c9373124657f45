"""How firmly a rule speaks, and to whom: the codes that are stored and the words that people read."""

from collections.abc import Iterable

from django.db import models


class Strength(models.TextChoices):
    """How firmly a rule speaks (contract 5). Labels are the words on screen; two of them are alike."""

    UNDER_NO_CIRCUMSTANCES = "under_no_circumstances", "Never"
    MUST_NOT = "must_not", "Must not"
    MUST = "must", "Must"
    ONLY_IF = "only_if", "Only if"
    SHOULD = "should", "Should"
    SHOULD_NOT = "should_not", "Should not"
    STRONGLY_DISCOURAGED = "strongly_discouraged", "Please avoid"
    RECOMMENDED_NOT = "recommended_not", "Please avoid"
    INFORMATION = "information", "Good to know"


# What each word asks of the reader, for the page of one rule.
MEANINGS: dict[Strength, str] = {
    Strength.UNDER_NO_CIRCUMSTANCES: "There is no exception.",
    Strength.MUST_NOT: "This is not allowed.",
    Strength.MUST: "This is required.",
    Strength.ONLY_IF: "This is allowed where the condition is met, and not otherwise.",
    Strength.SHOULD: "We expect this of you.",
    Strength.SHOULD_NOT: "We expect you not to do this.",
    Strength.STRONGLY_DISCOURAGED: "We strongly advise you against it.",
    Strength.RECOMMENDED_NOT: "We recommend that you leave it.",
    Strength.INFORMATION: "This explains how things are.",
}


class Power(models.TextChoices):
    """The four signs of firmness (look 5), with the heading of their group on a card."""

    MUST = "must", "Must, must not, only if"
    SHOULD = "should", "Should, should not"
    AVOID = "avoid", "Please avoid"
    INFO = "info", "Good to know"


POWERS: dict[Strength, Power] = {
    Strength.UNDER_NO_CIRCUMSTANCES: Power.MUST,
    Strength.MUST_NOT: Power.MUST,
    Strength.MUST: Power.MUST,
    Strength.ONLY_IF: Power.MUST,
    Strength.SHOULD: Power.SHOULD,
    Strength.SHOULD_NOT: Power.SHOULD,
    Strength.STRONGLY_DISCOURAGED: Power.AVOID,
    Strength.RECOMMENDED_NOT: Power.AVOID,
    Strength.INFORMATION: Power.INFO,
}


class Audience(models.TextChoices):
    """Whom a rule is for, in the order in which people are named on screen (contract 6)."""

    STAFF = "staff", "Staff"
    PUPILS = "pupils", "Pupils"
    PARENTS = "parents", "Parents and carers"
    GOVERNORS = "governors", "Governors"
    VISITORS = "visitors", "Visitors"
    HELPERS = "helpers", "Parent helpers"


EVERYBODY: list[str] = [str(audience) for audience in Audience]


def is_everybody(audiences: Iterable[str]) -> bool:
    """Whether a rule speaks to all, and so names nobody in particular."""
    return set(audiences) == set(EVERYBODY)


def for_whom(audiences: Iterable[str]) -> str:
    """Who it is for, as people read it.

    >>> for_whom(["staff"]), for_whom(["visitors", "helpers"]), for_whom(EVERYBODY)
    ('for all staff', 'for visitors and parent helpers', 'for everybody')
    """
    if is_everybody(audiences):
        return "for everybody"
    chosen = set(audiences)
    if chosen == {Audience.STAFF}:
        return "for all staff"
    names = [audience.label.lower() for audience in Audience if audience in chosen]
    return "for " + ", ".join(names[:-1]) + " and " * (len(names) > 1) + names[-1] if names else "for nobody yet"
