"""Who is in an incident, who deals with it, whether parents were told."""

from typing import Any, cast

from django import forms

from incidents.actions.reporting import Linked
from incidents.finding_people import accounts_called, notes_on
from incidents.models import Case, CasePerson
from incidents.walls import Standing
from people.models import Pupil, User
from people.roles import Role

from .days import day_to_wait_for
from .texts import SHORT, RevisedForm

NOBODY_ELSE = "typed"
MOST_FOUND = 8
CHILDREN = {Standing.PUPIL, Standing.FORMER_PUPIL}
DEALING = (Role.HEAD, Role.DSL, Role.STAFF)


class PersonForm(forms.Form):
    """Somebody is added: part, who they are to the school, name. Where the lists know the name, it is asked who."""

    part = forms.ChoiceField(
        label="What part do they have?",
        choices=CasePerson.Part.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what part they have."},
    )
    standing = forms.ChoiceField(
        label="Who are they?", choices=Standing.choices, error_messages={"required": "Choose who they are."}
    )
    name = forms.CharField(
        label="Name, or the account",
        max_length=160,
        help_text="First name and surname, as the lists have them.",
        error_messages={"required": "Write the name, or what is known of the account."},
    )
    who = forms.ChoiceField(label="Who is it?", required=False, widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, reader: User) -> None:
        super().__init__(data)
        self.found = self._found(reader) if data else {}
        if not self.found:
            del self.fields["who"]
            return
        notes = notes_on(one for one in self.found.values() if isinstance(one, User))
        choices = [(key, _with_note(one, notes)) for key, one in self.found.items()]
        cast(forms.ChoiceField, self.fields["who"]).choices = [*choices, (NOBODY_ELSE, "Somebody else of that name")]

    def _found(self, reader: User) -> dict[str, Pupil | User]:
        name, standing = str(self.data.get("name", "")).strip(), self.data.get("standing", "")
        if not name or standing == Standing.ACCOUNT:
            return {}
        if standing in CHILDREN:
            return {f"p{one.pk}": one for one in Pupil.objects.visible_to(reader).called_like(name)[:MOST_FOUND]}
        return {f"u{one.pk}": one for one in accounts_called(name)[:MOST_FOUND]}

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if self.found and not said.get("who"):
            self.add_error("who", "Choose who it is: the lists know this name.")
        return said

    @property
    def linked(self) -> Linked:
        """Whom to link. Who has left is somebody who worked here, whatever was chosen of today."""
        said = self.cleaned_data
        chosen = self.found.get(said.get("who", ""))
        standing = Standing(said["standing"])
        if isinstance(chosen, User) and not chosen.is_active and standing == Standing.STAFF:
            standing = Standing.FORMER_STAFF
        return Linked(
            CasePerson.Part(said["part"]),
            standing,
            str(chosen) if chosen else said["name"],
            user=chosen if isinstance(chosen, User) else None,
            pupil=chosen if isinstance(chosen, Pupil) else None,
        )


def _with_note(one: Pupil | User, notes: dict[int, str]) -> str:
    """A name as it is offered, an account's with the post of today or the day on which they left."""
    return f"{one} ({notes[one.pk]})" if isinstance(one, User) else str(one)


class ParentsToldForm(RevisedForm):
    """Whether a child's parents were told (requirements C26)."""

    told = forms.ChoiceField(
        label="Were the parents told?",
        choices=[choice for choice in CasePerson.Told.choices if choice[0]],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether they were told."},
    )
    on = day_to_wait_for("When, or by when", required=False)
    note = forms.CharField(label="How, or why not", max_length=SHORT, required=False)

    def __init__(self, data: Any = None, *, case: Case, person: CasePerson) -> None:
        said = {"told": person.parents_told, "on": person.told_on, "note": person.told_note}
        super().__init__(data, case=case, initial=said)


class AssignmentForm(forms.Form):
    """Who is to deal with it: somebody who works here and is not in it."""

    user = forms.ModelChoiceField(
        label="Who deals with it?",
        queryset=User.objects.none(),
        empty_label="Choose somebody",
        error_messages={"required": "Choose somebody."},
    )

    def __init__(self, data: Any = None, *, case: Case) -> None:
        super().__init__(data)
        in_it = case.people.present().exclude(user=None).values("user")
        has_it = case.assignments.filter(ended_at=None).values("user")
        field = cast(forms.ModelChoiceField, self.fields["user"])
        field.queryset = User.objects.holding(*DEALING).exclude(pk__in=in_it).exclude(pk__in=has_it)
