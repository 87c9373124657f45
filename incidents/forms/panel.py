"""What is typed about a panel: who sits on it, its papers, what it decided. Its days: `panel_days.py`."""

from typing import Any, cast

from django import forms

from incidents.actions.panel_deciding import OF_A_PANEL
from incidents.actions.panel_naming import Outside
from incidents.complaints.panels import people
from incidents.panel_seating import Seating, governors
from people.models import User
from policies.forms.texts import Text

from .complaint_answering import FOR_THEM, STAYS
from .texts import SHORT, TEXT
from .writing import KeyedForm


class NamingForm(KeyedForm):
    """Who fills the free seats of a panel: governors of the school, and of other schools by name.

    Only those who may sit are offered. Another one that is sent all the same is judged, and named with the reason.
    """

    governors = forms.ModelMultipleChoiceField(
        label="Governors of this school",
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose governors out of the list."},
    )

    def __init__(self, data: Any = None, *, seating: Seating, missing: int, is_academy: bool) -> None:
        super().__init__(data)
        field = cast(forms.ModelMultipleChoiceField, self.fields["governors"])
        field.queryset = governors()
        field.choices = [(user.pk, str(user)) for user in seating.offered]
        field.help_text = f"Name {people(missing)} in all." if missing > 0 else ""
        if not seating.offered:
            del self.fields["governors"]
        self.numbers = range(1, missing + 1)
        for number in self.numbers:
            self.fields[f"name_{number}"] = forms.CharField(label="Name", max_length=160, required=False)
            self.fields[f"school_{number}"] = forms.CharField(label="Their school", max_length=160, required=False)
            if is_academy:
                label = "They have no part in managing or running this school"
                self.fields[f"independent_{number}"] = forms.BooleanField(label=label, required=False)

    @property
    def chosen(self) -> list[User]:
        """The governors of this school that were chosen."""
        return list(self.cleaned_data.get("governors") or ())

    @property
    def outside(self) -> list[Outside]:
        """The governors of other schools that were typed."""
        said = self.cleaned_data
        rows = [(said[f"name_{n}"], said[f"school_{n}"], said.get(f"independent_{n}", False)) for n in self.numbers]
        return [Outside(*row) for row in rows if row[0].strip() or row[1].strip()]

    @property
    def of_other_schools(self) -> list[list[Any]]:
        """The fields of each governor of another school, for the page."""
        names = ("name", "school", "independent")
        return [[self[f"{name}_{n}"] for name in names if f"{name}_{n}" in self.fields] for n in self.numbers]

    @property
    def is_outside_open(self) -> bool:
        """Whether something was typed there, or is wrong."""
        return self.is_bound and any(str(field.value() or "").strip() for row in self.of_other_schools for field in row)


class LeavingForm(forms.Form):
    """Why somebody leaves a panel. Whoever arranges it alone says that it is about them: nothing is to be chosen."""

    ABOUT, PART = "about", "part"
    why = forms.ChoiceField(
        label="Why do you leave it?",
        choices=[(ABOUT, "It is about me"), (PART, "I had a part in it before")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose why you leave it."},
    )
    reason = Text(
        label="If you had a part in it: which?", rows=2, max_length=SHORT, required=False,
        help_text=f"In a few words. {STAYS}",
    )  # fmt: skip

    def __init__(self, data: Any = None, *, sits: bool) -> None:
        super().__init__(data)
        if not sits:
            del self.fields["why"], self.fields["reason"]

    @property
    def is_about_me(self) -> bool:
        """Whether they say that it is about them."""
        return self.cleaned_data.get("why", self.ABOUT) == self.ABOUT


class PanelReasonForm(forms.Form):
    """Why somebody is taken off a panel."""

    reason = Text(label="Why?", rows=2, max_length=SHORT, help_text=STAYS, error_messages={"required": "Write why."})


class WithoutPapersForm(KeyedForm):
    """Why a panel meets without papers."""

    reason = Text(label="Why?", rows=2, max_length=SHORT, help_text=STAYS, error_messages={"required": "Write why."})


class PapersForm(KeyedForm):
    """What the panel reads."""

    text = Text(
        label="What the panel reads",
        rows=20,
        max_length=5 * TEXT,
        help_text="Names are blacked out. Change it as you see fit; a name that is left in it is not sent.",
        error_messages={"required": "Write what the panel needs to know, without names."},
    )
    why_late = Text(label="If the papers are late: why?", rows=2, max_length=TEXT, required=False, help_text=STAYS)


class PanelDecisionForm(KeyedForm):
    """What the panel decided: what goes to whoever complained, and what does not."""

    finding = forms.ChoiceField(
        label="What did the panel decide?",
        choices=[(finding.value, finding.label) for finding in OF_A_PANEL],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what the panel decided."},
    )
    reason = Text(
        label="Why",
        rows=8,
        max_length=TEXT,
        help_text=f"{FOR_THEM} What the panel found on each point, and why.",
        error_messages={"required": "Write why the panel decided so, for whoever complained."},
    )
    actions = Text(label="What the school will do", max_length=TEXT, required=False, help_text=FOR_THEM)
    private = Text(label="What else the panel says to the school", max_length=TEXT, required=False, help_text=STAYS)
    learning = Text(label="What the school learns from it", max_length=TEXT, required=False, help_text=STAYS)
