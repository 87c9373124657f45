"""The steps of a new school year: where each class goes, who teaches it."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms

from people.models import User
from people.moving_up import Group, Move
from people.names import fold
from people.year_choices import Choices

from .calendar import day_field

FRESH = 4
LONGEST_CODE = 40


class MovesForm(forms.Form):
    """Where the children of each class go, and the classes that new children come into."""

    made_later: ClassVar[dict[str, forms.Field]] = {
        r"to(\d+)": forms.CharField(label="New class of the children on line {}"),
        r"leaves(\d+)": forms.BooleanField(label="Line {} leaves the school"),
        r"fresh(\d+)": forms.CharField(label="New class {}"),
    }

    def __init__(self, *args: Any, groups: Sequence[Group], choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = list(groups)
        moves = {move.key: move for move in choices.moves}
        for number, group in enumerate(self.groups, start=1):
            move = moves.get(group.key, Move(*group.key))
            self.fields[f"to{number}"] = forms.CharField(
                label=f"New class of {group.code}", required=False, max_length=LONGEST_CODE, initial=move.to
            )
            self.fields[f"leaves{number}"] = forms.BooleanField(
                label=f"{group.code} leaves the school", required=False, initial=move.leaves
            )
        for number in range(1, FRESH + 1):
            initial = choices.new_classes[number - 1] if number <= len(choices.new_classes) else ""
            self.fields[f"fresh{number}"] = forms.CharField(
                label=f"New class {number}", required=False, max_length=LONGEST_CODE, initial=initial
            )

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Each group with its two boxes, for the page."""
        return [
            {"group": group, "to": self[f"to{number}"], "leaves": self[f"leaves{number}"]}
            for number, group in enumerate(self.groups, start=1)
        ]

    @property
    def fresh(self) -> list[forms.BoundField]:
        return [self[f"fresh{number}"] for number in range(1, FRESH + 1)]

    def clean(self) -> dict[str, Any]:
        """A group goes to a class or leaves, never both."""
        data = super().clean() or {}
        for number, group in enumerate(self.groups, start=1):
            to, leaves = data.get(f"to{number}"), data.get(f"leaves{number}")
            if to and leaves:
                said = f"Empty this box if {group.code} leaves, or take the tick away."
                self.add_error(f"to{number}", said)
            elif not to and not leaves and f"to{number}" not in self.errors:
                self.add_error(f"to{number}", f"Write the new class of {group.code}, or tick that it leaves.")
        return data

    def chosen(self, before: Choices) -> Choices:
        """The choices with what stands here; teachers of classes that are no longer there go."""
        data = self.cleaned_data
        spelt: dict[str, str] = {}
        moves = [
            Move(*group.key, to=_one_spelling(data[f"to{number}"], spelt), leaves=data[f"leaves{number}"])
            for number, group in enumerate(self.groups, start=1)
        ]
        fresh = [data[f"fresh{number}"] for number in range(1, FRESH + 1) if data[f"fresh{number}"]]
        found = Choices(tuple(moves), tuple(fresh), {}, before.survey_expected)
        here = {fold(code) for code in found.codes}
        kept = {code: user for code, user in before.teachers.items() if fold(code) in here}
        return Choices(found.moves, found.new_classes, kept, found.survey_expected)


def _one_spelling(code: str, spelt: dict[str, str]) -> str:
    """The class as it was written first, so that "4h" is not a second 4H."""
    return spelt.setdefault(fold(code), code) if code else ""


class TeachersForm(forms.Form):
    """Who teaches which class from the first day on, as far as that is known; when the new answers are expected."""

    survey_expected = day_field(
        "By when do you expect the new answers about pictures?",
        required=False,
        help_text="Until they are loaded the check page says no to everything, and names this day.",
    )

    def __init__(
        self, *args: Any, choices: Choices, teachers: Sequence[User], proposed: dict[str, int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["survey_expected"].initial = _day(choices.survey_expected)
        self.codes = choices.codes
        known = {user.pk for user in teachers}
        options = [("", "Not known yet"), *((str(user.pk), str(user)) for user in teachers)]
        for number, code in enumerate(self.codes, start=1):
            held = choices.teachers.get(code) or proposed.get(fold(code))
            self.fields[f"teacher{number}"] = forms.ChoiceField(
                label=code, choices=options, required=False, initial=str(held) if held in known else ""
            )

    @property
    def classes(self) -> list[forms.BoundField]:
        return [self[f"teacher{number}"] for number in range(1, len(self.codes) + 1)]

    def chosen(self, before: Choices) -> Choices:
        """The choices with what stands here."""
        data = self.cleaned_data
        picked = {code: data[f"teacher{number}"] for number, code in enumerate(self.codes, start=1)}
        teachers = {code: int(user) for code, user in picked.items() if user}
        expected: dt.date | None = data["survey_expected"]
        return Choices(before.moves, before.new_classes, teachers, expected.isoformat() if expected else "")


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
