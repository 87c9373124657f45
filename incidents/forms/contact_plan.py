"""A plan for contact, as it is made, looked at again and ended."""

from django import forms

from policies.forms.texts import Text, day_field

from .texts import TEXT
from .writing import KeyedForm


class PlanForm(KeyedForm):
    """Whom they write to, how often they are answered, why, until when."""

    contact = forms.CharField(
        label="Whom they write to",
        max_length=160,
        help_text="One person, with the way: such as the school business manager, by e-mail. They read this.",
        error_messages={"required": "Write whom they write to."},
    )
    frequency = forms.CharField(
        label="How often they get an answer",
        max_length=160,
        help_text="Such as: once in two weeks, to everything that came in. They read this.",
        error_messages={"required": "Write how often they get an answer."},
    )
    reason = Text(
        label="Why",
        max_length=TEXT,
        help_text="What was done, how often, and what it meant for the work of the school. They read this.",
        error_messages={"required": "Write why. They read it."},
    )
    review_on = day_field(
        "Look at it again by",
        help_text="At most six months ahead, twelve in all. Then it is over by itself.",
    )


class PlanReviewForm(KeyedForm):
    """A plan goes on until another day."""

    review_on = day_field("It goes on, and you look at it again by")
