"""Setting up a class tablet: what the office chooses, and the code typed on the tablet."""

from typing import Any

from django import forms

from people.models import SchoolClass
from people.names import clean

WHICH = (("classes", "Only these classes"), ("school", "The whole school"))


class DeviceForm(forms.Form):
    """A new tablet."""

    name = forms.CharField(
        label="What is it called?",
        help_text="As it is called in school, such as 3H tablet.",
        max_length=60,
        error_messages={"required": "Write what the tablet is called."},
    )
    which = forms.ChoiceField(
        label="Whose permissions does it show?",
        choices=WHICH,
        widget=forms.RadioSelect,
        initial="classes",
        error_messages={"required": "Choose whose permissions it shows."},
    )
    classes = forms.ModelMultipleChoiceField(
        label="Which classes?",
        queryset=SchoolClass.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": "Choose from the classes of this year."},
    )

    def __init__(self, *args: Any, school_year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["classes"]
        field.queryset = SchoolClass.objects.filter(school_year=school_year)
        in_order = sorted(field.queryset, key=lambda one: one.school_order)
        field.choices = [(one.pk, str(one)) for one in in_order]
        if not in_order:  # before the first pupil list
            del self.fields["classes"]
            self.fields["which"].choices = WHICH[1:]  # type: ignore[attr-defined]
            self.fields["which"].initial = "school"

    def clean_name(self) -> str:
        return clean(self.cleaned_data["name"])

    def clean(self) -> dict[str, Any]:
        """Some classes, or the whole school."""
        data = super().clean() or {}
        if data.get("which") == "classes" and "classes" in data and not data["classes"]:
            self.add_error("classes", "Tick at least one class, or choose the whole school.")
        return data

    @property
    def chosen(self) -> list[SchoolClass]:
        """The classes; none means the whole school."""
        return list(self.cleaned_data["classes"]) if self.cleaned_data["which"] == "classes" else []


class TabletCodeForm(forms.Form):
    """The code that the office shows, typed on the tablet."""

    code = forms.CharField(
        label="Code",
        help_text="Two groups of four. Capitals or small letters, both work.",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": "Write the code that the school office shows you."},
    )
