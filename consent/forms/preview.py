"""What a person says on the preview: comments read, and the number of answers that turn."""

import hashlib
from typing import Any

from django import forms

from consent.plans import SurveyPlan
from consent.queue_words import child_text

from .decisions import CONDITION_CHOICES, condition_field


class PreviewForm(forms.Form):
    """One choice for each comment, all of them optional: what is not read now waits in the queue."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, plan: SurveyPlan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan
        self.digest = digest_of(plan)
        self.comment_fields: dict[str, str] = {}
        self.children: dict[str, str] = {}
        for comment in plan.comments_unread:
            self._ask_about(comment.identity, child_text(comment.judged.entry))
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

    def _ask_about(self, identity: str, child: str) -> None:
        """The choice for one comment, and the words of its condition."""
        name = f"comment-{identity[:20]}"
        self.comment_fields[name] = identity
        self.fields[name] = forms.ChoiceField(
            label="Is there a condition in it?", choices=CONDITION_CHOICES, widget=forms.RadioSelect, required=False
        )
        self.fields[_words_of(name)] = condition_field()
        self.children[name] = child

    def clean(self) -> dict[str, Any]:
        """What is saved is what was seen: if the plan came out differently, the person looks again."""
        data = super().clean() or {}
        if data.get("seen") != self.digest:
            raise forms.ValidationError(
                "The pupil list or the answers changed since you opened this page. Look again, then save."
            )
        if "accepted_changes" in self.fields:
            turned = self.plan.difference.turned
            if data.get("accepted_changes") not in (None, turned):
                self.add_error("accepted_changes", f"The number is {turned}. Write it if that is what you expect.")
        for name in self.comment_fields:
            words = data.get(_words_of(name))
            if data.get(name) == "yes" and not words and _words_of(name) not in self.errors:
                self.add_error(_words_of(name), f"{self.children[name]}: write what the condition is, in a few words.")
            if data.get(name) != "yes" and words:
                self.add_error(name, f"{self.children[name]}: choose “There is a condition”, or empty the box below.")
        return data

    def read_comments(self) -> dict[str, str]:
        """What condition there is, "" for none, by the identity of each comment that was read."""
        return {
            identity: self.cleaned_data[_words_of(name)] if self.cleaned_data[name] == "yes" else ""
            for name, identity in self.comment_fields.items()
            if self.cleaned_data.get(name)
        }

    def choices(self) -> list[Any]:
        """The choice of each comment with the box for its condition, in the order of the preview."""
        return [(self[name], self[_words_of(name)]) for name in self.comment_fields]


def _words_of(name: str) -> str:
    return f"condition-{name.removeprefix('comment-')}"


def digest_of(plan: SurveyPlan) -> str:
    """What a person saw, as one short text: outcomes, pupils, answers, changes, and what the year knew."""
    digest = hashlib.sha256(repr(plan.stamp).encode())
    for judged in plan.judged:
        digest.update(f"{judged.entry.record}.{judged.entry.child}:{judged.outcome}:{judged.pupil};".encode())
    for new in plan.difference.new:
        digest.update(f"{new.pupil}:{sorted(new.answers.items())};".encode())
    digest.update(f"{plan.difference.turned};{[comment.identity for comment in plan.comments_unread]}".encode())
    return digest.hexdigest()[:32]
