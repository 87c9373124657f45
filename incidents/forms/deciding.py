"""What is decided about an incident: may the school act, how it ends, why it is opened again."""

from typing import Any, cast

from django import forms

from incidents.models import OutOfHoursTest
from incidents.outcomes import SCHOOL_ACTS, Outcome
from incidents.shown_words import shown
from people.models import User
from policies.forms.texts import Text
from policies.models import RelatedDocument

from .days import day_that_was
from .texts import SHORT, TEXT, RevisedForm

YES_NO = [("yes", "Yes"), ("no", "No")]


def _yes_no(label: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=YES_NO, widget=forms.RadioSelect, error_messages={"required": f"Answer: {label}"}
    )


def _because() -> Text:
    return Text(label="Because", rows=3, max_length=TEXT, required=False)


class OutOfHoursForm(RevisedForm):
    """The three questions of rule D3. A yes says why."""

    disturbs = _yes_no("Would it disturb school life?")
    disturbs_because = _because()
    threatens = _yes_no("Is somebody threatened?")
    threatens_because = _because()
    reputation = _yes_no("Does the good name of the school or its people suffer?")
    reputation_because = _because()
    reputation_of = forms.ChoiceField(
        label="Whose good name?", choices=[("", "Nobody’s"), *OutOfHoursTest.Who.choices], required=False
    )

    @property
    def answers(self) -> OutOfHoursTest:
        """The test as answered, unsaved."""
        said = self.cleaned_data
        answers = OutOfHoursTest(**{name: said[name] == "yes" for name in ("disturbs", "threatens", "reputation")})
        for name in ("disturbs_because", "threatens_because", "reputation_because"):
            setattr(answers, name, said[name].strip())
        answers.reputation_of = said["reputation_of"] if answers.reputation else ""
        return answers

    @staticmethod
    def initial_of(test: OutOfHoursTest | None, reader: User) -> dict[str, Any]:
        """The latest answers as `reader` reads them; nothing where the questions were not answered yet."""
        if test is None:
            return {}
        names = ("disturbs", "threatens", "reputation")
        said: dict[str, Any] = {name: "yes" if getattr(test, name) else "no" for name in names}
        said |= {f"{name}_because": shown(test, f"{name}_because", reader) for name in names}
        return said | {"reputation_of": test.reputation_of}


class ClosingForm(RevisedForm):
    """How a case ends. Discipline stands behind a reason of its own where the rule only advises (policy A1)."""

    outcomes = forms.MultipleChoiceField(
        label="What came of it",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose what came of it."},
    )
    reason = Text(label="Why", max_length=TEXT, error_messages={"required": "Write why."})
    told = Text(
        label="Who was told", rows=2, max_length=TEXT, required=False, help_text="Who heard that it is over, and how."
    )
    why_discipline = Text(
        label="Discipline all the same? Write why",
        rows=2,
        max_length=TEXT,
        required=False,
        help_text="The rule only advises: a conversation, not discipline. Write a reason and choose Check the outcome "
        "again, and discipline is offered above.",
    )

    def __init__(self, *args: Any, fitting: tuple[Outcome, ...], offers_discipline: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        typed = str(self.data.get("why_discipline", "")).strip() if self.is_bound else ""
        shown = [one for one in fitting if offers_discipline or typed or one not in SCHOOL_ACTS]
        field = cast(forms.MultipleChoiceField, self.fields["outcomes"])
        field.choices = [(one.value, one.label) for one in shown]
        if offers_discipline or not set(fitting) & SCHOOL_ACTS:
            del self.fields["why_discipline"]

    @property
    def chosen(self) -> list[Outcome]:
        return [Outcome(value) for value in self.cleaned_data["outcomes"]]


class ReasonForm(forms.Form):
    """A reason, for an act that needs no more."""

    reason = forms.CharField(label="Why?", max_length=SHORT, error_messages={"required": "Write why."})


class BullyingForm(forms.Form):
    """Which Anti-bullying policy was followed (rule D2)."""

    document = forms.ModelChoiceField(
        label="The document", queryset=RelatedDocument.objects.none(), required=False, empty_label="Not on the list"
    )
    of = day_that_was(
        "Of which day?",
        "Give the day from which it holds. That day is still to come.",
        help_text="The day from which that Anti-bullying policy holds.",
    )

    def __init__(self, data: Any = None, *, documents: Any) -> None:
        super().__init__(data)
        field = cast(forms.ModelChoiceField, self.fields["document"])
        field.queryset = documents
        field.initial = next((one.pk for one in documents if "bullying" in one.title.casefold()), None)
