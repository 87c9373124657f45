"""What is typed about complaints that are put together: which, what they are about, one answer or message to all."""

from collections.abc import Iterable
from typing import Any, cast
from uuid import UUID

from django import forms

from incidents.complaint_groups import InGroup
from incidents.models import Case

from .complaint_answering import AnswerFields, WriteForm

CHANGED = "One of them was changed or taken out since this page was opened. Look at the list, then choose again."


def _choices(*, required: str, wrong: str = CHANGED, label: str = "Which?") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": required, "invalid_choice": wrong},
    )


def _offer(form: forms.Form, choices: Iterable[tuple[str, str]]) -> None:
    cast(forms.ChoiceField, form.fields["chosen"]).choices = list(choices)


def _called(case: Case) -> str:
    """A complaint in a line: never who made it."""
    words = " ".join((case.complaint.wish or case.title).split())
    return f"{case.reference}, {case.title.lower()}, {case.received_on:%-d %B}: {words[:90]}"


class AddForm(forms.Form):
    """Further complaints for a group."""

    chosen = _choices(
        label="Complaints of yours that are open and in no group",
        required="Choose at least one complaint.",
        wrong="One of them is not open any more, or in another group. Choose again.",
    )

    def __init__(self, data: Any = None, *, cases: Iterable[Case]) -> None:
        super().__init__(data)
        _offer(self, [(str(case.public_id), _called(case)) for case in cases])

    @property
    def keys(self) -> list[UUID]:
        return [UUID(key) for key in self.cleaned_data["chosen"]]


class GroupForm(AddForm):
    """A new group."""

    title = forms.CharField(
        label="What are they about?",
        max_length=160,
        help_text="In a few words, without a name. Only you read it.",
        error_messages={"required": "Write what they are about."},
    )
    field_order = ("title", "chosen")


class _ToEach(forms.Form):
    """To which of a group it goes."""

    chosen = _choices(label="To whom it goes", required="Choose at least one complaint.")

    def offer(self, found: list[tuple[str, str]]) -> None:
        """Those that it can go to, all of them chosen where nothing was sent."""
        _offer(self, found)
        self.initial["chosen"] = [sign for sign, _ in found]


class GroupAnswerForm(AnswerFields, _ToEach):
    """One answer to several complaints."""

    field_order = ("chosen",)

    def __init__(self, data: Any = None, *, rows: Iterable[InGroup]) -> None:
        super().__init__(data)
        self.offer([(row.sign, _called(row.case)) for row in rows if not row.why_not])

    @property
    def seen(self) -> dict[UUID, int]:
        """The revision of each that was chosen, as the page showed it."""
        parts = (sign.partition(":") for sign in self.cleaned_data["chosen"])
        return {UUID(key): int(revision) for key, _, revision in parts}


class GroupWordsForm(WriteForm, _ToEach):
    """One message to several people, each on the page of their own complaint."""

    field_order = ("chosen",)

    def __init__(self, data: Any = None, *, rows: Iterable[InGroup]) -> None:
        super().__init__(data)
        self.offer([(str(row.case.public_id), _called(row.case)) for row in rows])

    @property
    def keys(self) -> list[UUID]:
        return [UUID(key) for key in self.cleaned_data["chosen"]]
