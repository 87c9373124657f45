"""Reading comments many at once: one answer for the same sentence, with room for the one child that is different."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django import forms

from consent.plans import Comment
from consent.queue_words import child_text

from .choices import offer
from .decisions import CONDITION_CHOICES, condition_field

AS_FOR_ALL = ("", "As for all")


@dataclass(frozen=True)
class Wording:
    """One sentence as the form asks about it: the name of its choice, and that of each child's own by identity.

    A sentence that stands beside one child has no other choice than that child's.
    """

    name: str
    own: dict[str, str]

    @property
    def is_of_several(self) -> bool:
        return len(self.own) > 1


@dataclass
class Shown:
    """The boxes of one sentence on the page: choice and condition for all of its children.

    `apart` are the child as written, choice and condition of each child where there are several.
    """

    choice: forms.BoundField
    condition: forms.BoundField
    apart: list[tuple[str, forms.BoundField, forms.BoundField]] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """Whether somebody has answered for a child apart, or it is at fault."""
        return any(one.value() or box.value() or one.errors or box.errors for _, one, box in self.apart)


def _choice() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="Is there a condition in it?", choices=CONDITION_CHOICES, widget=forms.RadioSelect, required=False
    )


class WordingsForm(forms.Form):
    """One choice for each sentence, all of them optional: what is not read now waits in the queue."""

    made_later: ClassVar[dict[str, forms.Field]] = {"comment-.+": _choice(), "condition-.+": condition_field()}

    def __init__(self, *args: Any, wordings: Iterable[list[Comment]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.called: dict[str, str] = {}
        self.wordings = [self._ask_about(comments) for comments in wordings]

    def _ask_about(self, comments: list[Comment]) -> Wording:
        first = comments[0]
        own = {comment.identity: f"comment-{comment.identity[:20]}" for comment in comments}
        if len(comments) == 1:
            self._offer(own[first.identity], child_text(first.judged.entry))
            return Wording(own[first.identity], own)
        name = f"comment-all-{first.identity[:20]}"
        self._offer(name, f"“{first.judged.entry.comment[:60]}”")
        for comment in comments:
            self._offer(own[comment.identity], child_text(comment.judged.entry), apart=True)
        return Wording(name, own)

    def _offer(self, name: str, called: str, apart: bool = False) -> None:
        self.called[name] = called
        self.fields[name] = _choice()
        if apart:
            offer(self, name, [AS_FOR_ALL, *CONDITION_CHOICES])
        self.fields[_words_of(name)] = condition_field()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name, called in self.called.items():
            box = _words_of(name)
            if data.get(name) == "yes" and not data.get(box) and box not in self.errors:
                self.add_error(box, f"{called}: write what the condition is, in a few words.")
            if data.get(name) != "yes" and data.get(box):
                self.add_error(name, f"{called}: choose “There is a condition”, or empty the box below.")
        return data

    def read_comments(self) -> dict[str, str]:
        """What condition there is, "" for none, by the identity of each comment that was read."""
        answered = ((identity, self._answered(w, name)) for w in self.wordings for identity, name in w.own.items())
        return {
            identity: self.cleaned_data[_words_of(name)] if self.cleaned_data[name] == "yes" else ""
            for identity, name in answered
            if name
        }

    def _answered(self, wording: Wording, own: str) -> str:
        """The choice that holds for one child: its own, else that for all; empty if nobody has chosen."""
        return next((name for name in (own, wording.name) if self.cleaned_data.get(name)), "")

    def shown(self) -> Iterator[Shown]:
        """The boxes of each sentence, in the order of the preview."""
        for wording in self.wordings:
            own = wording.own.values() if wording.is_of_several else ()
            yield Shown(*self._boxes(wording.name), [(self.called[name], *self._boxes(name)) for name in own])

    def _boxes(self, name: str) -> tuple[forms.BoundField, forms.BoundField]:
        return self[name], self[_words_of(name)]


def _words_of(name: str) -> str:
    return f"condition-{name.removeprefix('comment-')}"
