"""Loading a list: the file, what its columns hold, and saving it."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, ClassVar, cast

from django import forms
from django.conf import settings

from people.models import RollImport
from people.roll import columns as pupil_columns
from people.roll.columns import Column, Part
from people.roll.staff import columns as staff_columns
from people.roll.staff.columns import StaffColumn, StaffPart
from people.roll.words import as_choice, pupil_choices, staff_choices
from people.school_year import label, school_year_of

ACCEPTED = ".csv,.xlsx,.xls,.ods,.txt,.tsv,.xml"
LOOKS = ". We think so by the look of it: check it."
ALL, SOME = "all", "some"


class ListUploadForm(forms.Form):
    """A pupil or staff list to load."""

    kind = forms.ChoiceField(
        label="What is in the file?",
        choices=RollImport.Kind.choices,
        initial=RollImport.Kind.PUPILS,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what is in the file."},
    )
    school_year = forms.TypedChoiceField(
        label="For which school year?",
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the school year."},
    )
    whole = forms.ChoiceField(
        label="If it is a pupil list: is every child of the school in it?",
        help_text="Children who are missing from a list of the whole school are marked as left.",
        choices=[(ALL, "Yes, every child"), (SOME, "No, only some: nobody is marked as left")],
        initial=ALL,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether every child is in the file."},
    )
    match = forms.BooleanField(label="Let me check what each column holds", required=False)
    file = forms.FileField(
        label="The file",
        help_text="As SIMS, Arbor, Bromcom or ScholarPack saves it (.csv, .xlsx, .xls, .ods), or a transfer file "
        "(.xml); up to 10 MB.",
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
        error_messages={"required": "Choose the file.", "empty": "This file is empty. Export it again."},
    )

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        year = school_year_of(today)
        field = cast(forms.TypedChoiceField, self.fields["school_year"])
        field.choices = [(str(y), label(y)) for y in (year, year + 1, year - 1)]
        field.initial = str(year)

    def clean_file(self) -> Any:
        """Refuse what is larger than any school's list."""
        file = self.cleaned_data["file"]
        if file.size > settings.MAX_UPLOAD_BYTES:
            raise forms.ValidationError("This file is larger than 10 MB. Save only the sheet with the list.")
        return file


class ConfirmationForm(forms.Form):
    """Saving a list that was looked at. `seen` says which changes stood on the page."""

    seen = forms.CharField(widget=forms.HiddenInput)
    accepted_leavers = forms.IntegerField(
        required=False,
        min_value=1,
        label="How many children have left?",
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": "Write the number in figures."},
    )

    def __init__(self, *args: Any, leavers: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.leavers = leavers
        if leavers is None:
            del self.fields["accepted_leavers"]
        else:
            field = self.fields["accepted_leavers"]
            field.help_text = "If they have really left, type their number. If not, this file is a part of the list."

    def clean_accepted_leavers(self) -> int:
        """The number of leavers, typed by somebody who has looked at them."""
        typed = self.cleaned_data["accepted_leavers"]
        if typed != self.leavers:
            raise forms.ValidationError(
                f"Type {self.leavers} if so many children have left. If not, choose the file again and say that it "
                "holds only some of them."
            )
        return typed


class ColumnsForm(forms.Form):
    """What each column of a list holds: one choice a column.

    `chosen` is what the headings say, `proposed` what stands chosen on the page: besides, what the cells look like.
    """

    made_later: ClassVar[dict[str, forms.Field]] = {
        r"column(\d+)": forms.ChoiceField(label="Column {}", choices=[*pupil_choices(()), *staff_choices()])
    }

    def __init__(
        self,
        *args: Any,
        chosen: Sequence[Column | StaffColumn],
        proposed: Sequence[Column | StaffColumn],
        samples: Sequence[Sequence[str]],
        is_pupils: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.is_pupils = is_pupils
        self.headings = [column.heading for column in chosen]
        self.is_empty = [not texts for texts in samples]
        choices = pupil_choices(chosen) if is_pupils else staff_choices()
        for number, column in enumerate(proposed, start=1):
            looks = "" if column == chosen[number - 1] else LOOKS
            self.fields[f"column{number}"] = forms.ChoiceField(
                label=f"Column {number}: {column.heading or '(no heading)'}",
                choices=choices,
                initial=as_choice(column),
                help_text=(" · ".join(samples[number - 1]) or "Nothing is filled in.") + looks,
                error_messages={
                    "required": "Choose what this column holds.",
                    "invalid_choice": "Choose from the list.",
                },
            )

    def clean(self) -> dict[str, Any]:
        """The columns that are needed, each thing once."""
        data = super().clean() or {}
        if self.errors:
            return data
        columns = self.columns()
        module = pupil_columns if self.is_pupils else staff_columns
        if lacking := module.missing(columns):
            self.add_error(self._first_unused(), f"Choose which column holds {lacking}: this one, or another.")
            return data
        seen: dict[str, str] = {}
        for number, heading in enumerate(self.headings, start=1):
            value = data[f"column{number}"]
            if value != Part.IGNORE and value in seen:
                self.add_error(f"column{number}", f"“{seen[value]}” holds this already. Choose one of the two.")
            seen.setdefault(value, heading)
        return data

    def _first_unused(self) -> str:
        """The first column that holds something and is not used: the message stands where there is something to do."""
        names = [f"column{number}" for number in range(1, len(self.headings) + 1)]
        unused = [name for name in names if self.cleaned_data[name] == Part.IGNORE]
        filled = [name for name, empty in zip(names, self.is_empty, strict=True) if name in unused and not empty]
        return (filled or unused or names)[0]

    def columns(self) -> list[Any]:
        """The columns as chosen."""
        values = [self.cleaned_data[f"column{n}"] for n in range(1, len(self.headings) + 1)]
        pairs = zip(self.headings, values, strict=True)
        if not self.is_pupils:
            return [StaffColumn(heading, StaffPart(value)) for heading, value in pairs]
        return [Column(heading, Part(value.partition(":")[0]), value.partition(":")[2]) for heading, value in pairs]

    def as_json(self) -> list[dict[str, str]]:
        """The columns as they are remembered."""
        module = pupil_columns if self.is_pupils else staff_columns
        return module.as_json(self.columns())
