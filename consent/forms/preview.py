"""What a person says on the preview: comments read, and the number of answers that turn."""

import hashlib
from typing import Any

from django import forms

from consent.plans import SurveyPlan

from .comments import WordingsForm


class PreviewForm(WordingsForm):
    """What is said before saving. `seen` tells whether what is saved is what was seen."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, plan: SurveyPlan, **kwargs: Any) -> None:
        super().__init__(*args, wordings=plan.wordings_unread, **kwargs)
        self.plan = plan
        self.digest = digest_of(plan)
        if plan.difference.is_large:
            turned = plan.difference.turned
            self.fields["accepted_changes"] = forms.IntegerField(
                label="How many answers would turn?",
                help_text=(
                    f"{turned} of {plan.difference.given_before} answers of this year would turn. That is unusual. "
                    "If this is the right file, write the number."
                ),
                error_messages={
                    "required": f"Write {turned} if so many answers are meant to turn.",
                    "invalid": f"Write {turned} in figures.",
                },
            )

    def clean(self) -> dict[str, Any]:
        """What is saved is what was seen: if the plan came out differently, the person looks again."""
        data = super().clean()
        if data.get("seen") != self.digest:
            raise forms.ValidationError(
                "The pupil list or the answers changed since you opened this page. Look again, then save."
            )
        if "accepted_changes" in self.fields:
            turned = self.plan.difference.turned
            if data.get("accepted_changes") not in (None, turned):
                self.add_error("accepted_changes", f"The number is {turned}. Write it if that is what you expect.")
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
