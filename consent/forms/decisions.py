"""Reading a comment, and deciding place by place what counts from now on."""

from collections.abc import Sequence
from typing import Any

from django import forms

from consent.undecided_places import Place, Voice

CONDITION_CHOICES = [("no", "No condition"), ("yes", "There is a condition")]
EVERY_CHOICES = [("", "Leave for later"), ("no", "No to all"), ("yes", "Yes to all")]
VALUE_CHOICES = [("", "Leave for later"), ("no", "No"), ("yes", "Yes")]
AMONG_SEVERAL = [("", "As for all"), ("later", "Later"), ("no", "No"), ("yes", "Yes")]
WHAT_CONDITION = "What is the condition?"
CONDITION_HELP = (
    "In a few words, such as: never with her surname. It is kept with the decision; teachers do not see it."
)


def condition_field(**more: Any) -> forms.CharField:
    """A box for what a comment asks for."""
    return forms.CharField(label=WHAT_CONDITION, help_text=CONDITION_HELP, max_length=300, required=False, **more)


class PlacesForm(forms.Form):
    """No, Yes or later for each of some places, and one reason for what is decided. What is left stays as it is.

    Where there are several, `every` answers for all of them at once, but for those that have their own choice.
    """

    reason = forms.CharField(
        label="Why?",
        help_text="Whom you asked, when, and what they said. It is kept with your name; office, head and "
        "safeguarding lead can read it.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )

    def __init__(self, *args: Any, places: Sequence[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = places
        if len(places) > 1:
            self.fields["every"] = _choice("All of them", EVERY_CHOICES)
        for place in places:
            choices = AMONG_SEVERAL if len(places) > 1 else VALUE_CHOICES
            self.fields[_name(place)] = _choice(place.purpose.label, choices)
        self.fields["reason"] = self.fields.pop("reason")  # asked last

    @property
    def rows(self) -> list[tuple[Place, forms.BoundField]]:
        """Each place with its choice."""
        return [(place, self[_name(place)]) for place in self.places]

    def chosen(self, data: dict[str, Any]) -> dict[str, str]:
        """What is decided, by the purpose's slug."""
        every = data.get("every", "")
        said = {place.purpose.slug: data.get(_name(place)) or every for place in self.places}
        return {slug: value for slug, value in said.items() if value in ("no", "yes")}

    @property
    def said_once(self) -> list[Voice]:
        """What the parents said, where it is the same about every place; nothing where it differs, or is one."""
        said = [[voice.in_short for voice in place.voices] for place in self.places]
        return self.places[0].voices if len(said) > 1 and all(voices == said[0] for voices in said) else []

    @property
    def seen(self) -> dict[str, str]:
        """The stamp of each place as the page showed it that was sent."""
        return {place.purpose.slug: self.data.get(f"seen-{place.purpose.slug}", "") for place in self.places}

    @property
    def has_lost_choices(self) -> bool:
        """Whether something was chosen for a place that cannot be decided any more."""
        return any(name.startswith("place-") and value and name not in self.fields for name, value in self.data.items())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.has_lost_choices:
            self.add_error(
                None,
                "While you were writing, somebody decided one of your places, or something else about this child "
                "began to wait. Nothing is kept yet. Look at what is below now, then choose again.",
            )
        if self.chosen(data) and not (data.get("reason") or "").strip() and "reason" not in self.errors:
            self.add_error("reason", "Write the reason: whom you asked, when, and what they said.")
        return data

    @property
    def values(self) -> dict[str, str]:
        """What was decided, once the form is valid."""
        return self.chosen(self.cleaned_data)


class DecisionForm(PlacesForm):
    """A named person's decision about one child, with the reason."""

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.chosen(data) and not self.has_lost_choices:
            raise forms.ValidationError("Choose No or Yes for at least one place, or leave them all for later.")
        return data


def _whether_condition() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="Is there a condition in it?",
        choices=CONDITION_CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": "Read the comment, then choose."},
    )


class AlikeForm(forms.Form):
    """What the same sentence means beside several children."""

    has_condition = _whether_condition()
    condition = condition_field()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("has_condition") == "yes" and not data.get("condition") and "condition" not in self.errors:
            self.add_error("condition", "Write what the condition is, in a few words.")
        if data.get("has_condition") == "no" and data.get("condition"):
            self.add_error("has_condition", "Choose “There is a condition”, or empty the box below.")
        return data


class CommentForm(PlacesForm):
    """What a comment means for the answers beside it, and what is decided at once."""

    has_condition = _whether_condition()
    condition = condition_field()

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        typed, chosen, found = data.get("condition"), self.chosen(data), data.get("has_condition")
        if found == "yes" and not typed and "condition" not in self.errors:
            self.add_error("condition", "Write what the condition is, in a few words.")
        if found == "no" and (typed or chosen or (self.places and data.get("reason"))):
            self.add_error(
                "has_condition",
                "Below you wrote or decided something about a condition. Choose “There is a condition” to keep it, "
                "or empty it: without a condition the answers count as they stand.",
            )
        if found == "yes" and data.get("reason") and self.places and not chosen:
            self.add_error("reason", "Choose No or Yes for a place, or empty this box: it is the reason of a decision.")
        return data

    @property
    def found(self) -> bool:
        return self.cleaned_data["has_condition"] == "yes"


def _choice(label: str, choices: list[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, required=False, widget=forms.RadioSelect)


def _name(place: Place) -> str:
    return f"place-{place.purpose.slug}"
