"""What a person says on the preview: comments read, and the number of answers that turn."""

import hashlib
from typing import Any, ClassVar

from django import forms

from consent.plans import SurveyPlan

from .comments import WordingsForm

HOW_MANY_UNKNOWN = "How many names are not on our pupil list?"
HOW_MANY_TURN = "How many answers would turn?"


class PreviewForm(WordingsForm):
    """What is said before saving. `seen` tells whether what is saved is what was seen."""

    seen = forms.CharField(widget=forms.HiddenInput)
    made_later: ClassVar[dict[str, forms.Field]] = {
        **WordingsForm.made_later,
        "accepted_unknown": forms.IntegerField(label=HOW_MANY_UNKNOWN),
        "accepted_changes": forms.IntegerField(label=HOW_MANY_TURN),
    }

    def __init__(self, *args: Any, plan: SurveyPlan, **kwargs: Any) -> None:
        super().__init__(*args, wordings=plan.wordings_unread, **kwargs)
        self.plan = plan
        self.digest = digest_of(plan)
        self.numbers: dict[str, int] = {}
        if plan.is_of_strangers:
            unknown = plan.unknown_children
            self._ask_for(
                "accepted_unknown", unknown, HOW_MANY_UNKNOWN,
                f"{unknown} of {plan.total}. This looks like another school’s or another year’s file. If it is the "
                "right one all the same, write the number.",
                "if this is the right file",
            )  # fmt: skip
        if plan.difference.is_large:
            turned = plan.difference.turned
            self._ask_for(
                "accepted_changes", turned, HOW_MANY_TURN,
                f"{turned} of {plan.difference.given_before} answers of this year would turn. That is unusual. "
                "If this is the right file, write the number.",
                "if so many answers are meant to turn",
            )  # fmt: skip

    def _ask_for(self, name: str, number: int, label: str, why: str, when: str) -> None:
        """A number that whoever saves has to write, so that nobody saves by habit what is unusual."""
        self.numbers[name] = number
        self.fields[name] = forms.IntegerField(
            label=label,
            help_text=why,
            error_messages={"required": f"Write {number} {when}.", "invalid": f"Write {number} in figures."},
        )

    def asked_numbers(self) -> list[forms.BoundField]:
        """The boxes for numbers, as the page shows them before the button."""
        return [self[name] for name in self.numbers]

    def clean(self) -> dict[str, Any]:
        """What is saved is what was seen: if the plan came out differently, the person looks again."""
        data = super().clean()
        if data.get("seen") != self.digest:
            raise forms.ValidationError(
                "The pupil list or the answers changed since you opened this page. Look again, then save."
            )
        for name, number in self.numbers.items():
            if data.get(name) not in (None, number):
                self.add_error(name, f"The number is {number}. Write it if that is what you expect.")
        return data


def digest_of(plan: SurveyPlan) -> str:
    """What a person saw, as one short text: outcomes, pupils, answers, changes, and what the year knew."""
    digest = hashlib.sha256(repr(plan.stamp).encode())
    for judged in plan.judged:
        digest.update(f"{judged.entry.record}.{judged.entry.child}:{judged.outcome}:{judged.pupil};".encode())
    for new in plan.difference.new:
        digest.update(f"{new.pupil}:{sorted(new.answers.items())};".encode())
    digest.update(f"{plan.difference.turned};{[comment.identity for comment in plan.comments_unread]}".encode())
    return digest.hexdigest()[:32]
