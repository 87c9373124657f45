"""Matching the questions: what each column of the file means, one small form a column."""

import json
from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from consent.models import Purpose
from consent.survey import mapping as mappings
from consent.survey.mapping import Column, Mapping, MappingFault, Question, slugs_of

from .choices import offer, offered

ROLE_CHOICES = [
    ("ignore", "Not used: it is not read and not kept"),
    ("consent", "A permission: tick below what it is about"),
    ("consent_multi", "One column with all ticked places"),
    ("comment", "A comment, to be read beside the child"),
    ("child_fullname", "Child: whole name"),
    ("child_surname_comma_forename", "Child: surname, forename"),
    ("child_forename", "Child: forename"),
    ("child_surname", "Child: surname"),
    ("class", "Class, year or teacher"),
    ("admission_number", "Admission number"),
    ("upn", "UPN"),
    ("dob", "Date of birth"),
    ("who", "Who answered: name"),
    ("email", "Who answered: e-mail"),
    ("relationship", "Who answered: relationship"),
    ("when", "When it was answered"),
    ("response_id", "Number of the answer"),
    ("question", "The question"),
    ("answer", "The answer"),
]
POLARITY_CHOICES = [
    ("consent", "A yes in this column is a yes"),
    ("refusal", "It asks the other way round: a yes here is a no"),
]


class ColumnForm(forms.Form):
    """What one column means."""

    role = forms.ChoiceField(label="What is in this column?", choices=ROLE_CHOICES)
    purposes = forms.MultipleChoiceField(label="Permission for", required=False, widget=forms.CheckboxSelectMultiple)
    polarity = forms.ChoiceField(
        label="What does a yes mean?", choices=POLARITY_CHOICES, required=False, initial="consent"
    )
    child = forms.TypedChoiceField(
        label="Which child of the row?",
        required=False,
        coerce=lambda value: int(value) if value else None,
        empty_value=None,
        choices=[("", "The only child, or all children"), *((str(n), f"Child {n}") for n in range(1, 7))],
    )
    confirmed = forms.BooleanField(label="Yes, that is right", required=False)

    def __init__(self, *args, purposes: Sequence[Purpose], column: Column, samples: Sequence[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.column, self.samples = column, samples
        offer(self, "purposes", [(purpose.slug, purpose.label) for purpose in purposes])
        self.option_fields = []
        for number, (label, slugs) in enumerate(column.options.items()):
            name = f"option{number}"
            self.fields[name] = forms.MultipleChoiceField(
                label=label,
                required=False,
                initial=list(slugs_of(slugs)),
                choices=offered(self, "purposes"),
                widget=forms.CheckboxSelectMultiple,
            )
            self.option_fields.append(self[name])

    def clean(self) -> dict[str, Any]:
        """A permission needs its purpose, and what may be misread needs a person's word."""
        data = super().clean() or {}
        if data.get("role") == "consent" and not data.get("purposes"):
            self.add_error("purposes", "Tick what this permission is about, or choose “Not used”.")
        confirm = needs_person(self.column, data)
        if confirm and not data.get("confirmed"):
            self.add_error("confirmed", f"Look at this column, then tick that it is right: {confirm}")
        return data

    @property
    def chosen_labels(self) -> str:
        """The purposes ticked now, in words."""
        chosen = set(self["purposes"].value() or ())
        return ", ".join(label for slug, label in offered(self, "purposes") if slug in chosen)

    @property
    def asks_without_purpose(self) -> bool:
        return self["role"].value() == "consent" and not self.chosen_labels

    @property
    def shows_confirmation(self) -> bool:
        """Whether a person's tick is asked for, or was given."""
        return bool(self.column.confirm or self["confirmed"].value() or self["confirmed"].errors)

    def as_column(self) -> dict[str, Any]:
        """The column as the mapping file writes it (contract 3)."""
        data = self.cleaned_data
        column: dict[str, Any] = {"header": self.column.header, "role": data["role"]}
        if data["child"]:
            column["child"] = data["child"]
        if data["role"] == "consent":
            column |= {"purposes": data["purposes"], "polarity": data["polarity"] or "consent"}
        if data["role"] == "consent_multi":
            chosen = [data.get(field.name) or [] for field in self.option_fields]
            labels = list(self.column.options)
            column["options"] = {k: " ".join(v) or None for k, v in zip(labels, chosen, strict=True)}
            column["polarity"] = data["polarity"] or "consent"
        return column


def needs_person(column: Column, data: dict[str, Any]) -> str:
    """Why a person must confirm this column as it is now filled in; empty if nothing in it is easily misread."""
    role = data.get("role")
    if role == "consent" and data.get("polarity") == "refusal":
        return "a yes in it will count as a no."
    if role == "consent" and len(data.get("purposes") or ()) > 1:
        return "one answer will count for several places."
    if role == "consent_multi":
        return "what is ticked counts as yes, what is not ticked as no."
    if role in ("consent", "comment") and column.confirm:
        return column.confirm
    return ""


class QuestionForm(forms.Form):
    """What one question of a long file is about."""

    purposes = forms.MultipleChoiceField(label="Permission for", required=False, widget=forms.CheckboxSelectMultiple)
    polarity = forms.ChoiceField(
        label="What does a yes mean?", choices=POLARITY_CHOICES, required=False, initial="consent"
    )
    confirmed = forms.BooleanField(label="Yes, that is right", required=False)

    def __init__(self, *args, purposes: Sequence[Purpose], question: Question, **kwargs):
        super().__init__(*args, **kwargs)
        self.question = question
        offer(self, "purposes", [(purpose.slug, purpose.label) for purpose in purposes])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        misread = data.get("polarity") == "refusal" or len(data.get("purposes") or ()) > 1
        if (misread or self.question.confirm) and data.get("purposes") and not data.get("confirmed"):
            why = self.question.confirm or "this question is easily misread."
            self.add_error("confirmed", f"Look at this question, then tick that it is right: {why}")
        return data

    def as_question(self) -> dict[str, Any]:
        data = self.cleaned_data
        is_comment = self.question.comment and not data["purposes"]
        return {
            "question": self.question.question,
            "purposes": data["purposes"],
            "polarity": data["polarity"] or "consent",
            **({"comment": True} if is_comment else {}),
        }


class SurveyFactsForm(forms.Form):
    """What only a person knows about the survey as a whole."""

    only_parents_could_answer = forms.BooleanField(
        label="Only parents and carers could answer this survey",
        help_text=(
            "Tick this if the survey went to parents through their own sign-in or address. Without it, answers "
            "signed only “Mum” or “Dad”, or not at all, wait to be sorted out. Your name is kept with it."
        ),
        required=False,
    )
    survey_opened = forms.DateField(
        label="On which day did the survey open?",
        help_text="The file has no date of its own, so every answer in it gets this day.",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Write the day like 02/09/2026."},
    )
    date_order = forms.ChoiceField(
        label="How are the dates written?",
        choices=[("", "Day first, as usual"), ("dmy", "Day first"), ("mdy", "Month first, the American way")],
        required=False,
    )

    def __init__(self, *args, undated: bool, month_first: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if undated:
            self.fields["survey_opened"].required = True
            self.fields["survey_opened"].error_messages["required"] = "Write the day on which the survey opened."
        else:
            del self.fields["survey_opened"]
        if not month_first:
            del self.fields["date_order"]


class MappingForms:
    """The whole page: the facts, one form a column, one a question. `mapping` is set once all are valid."""

    def __init__(
        self, proposal: Mapping, samples: list[list[str]], purposes: Sequence[Purpose], data: QueryDict | None
    ) -> None:
        self.proposal, self.data = proposal, data
        self.mapping: Mapping | None = None
        self.fault = ""
        undated = not any(column.role == "when" for column in proposal.columns)
        self.facts = SurveyFactsForm(
            data,
            undated=undated,
            month_first=proposal.date_order == "mdy",
            initial={
                "only_parents_could_answer": proposal.only_parents_could_answer,
                "survey_opened": proposal.survey_opened,
                "date_order": proposal.date_order or "",
            },
        )
        self.columns = [
            ColumnForm(
                data, prefix=f"c{i}", purposes=purposes, column=column, samples=samples[i], initial=_initial(column)
            )
            for i, column in enumerate(proposal.columns)
        ]
        self.questions = [
            QuestionForm(
                data,
                prefix=f"q{i}",
                purposes=purposes,
                question=question,
                initial={"purposes": list(question.purposes), "polarity": question.polarity},
            )
            for i, question in enumerate(proposal.questions)
        ]

    def all(self) -> list[forms.Form]:
        return [self.facts, *self.columns, *self.questions]

    def is_valid(self, known_slugs: set[str]) -> bool:
        """True once every form is right and together they make a mapping that can be used."""
        checked = [form.is_valid() for form in self.all()]  # all of them, so that every fault is shown at once
        if self.data is None or not all(checked):
            return False
        try:
            text = json.dumps(self._json())
            self.fault = _missing(mappings.load_unfinished(text, known_slugs))
            mapping = mappings.load(text, known_slugs) if not self.fault else None
        except MappingFault as fault:
            self.fault = str(fault)
        if self.fault:
            return False
        self.mapping = mapping
        return True

    def _json(self) -> dict[str, Any]:
        facts, proposal = self.facts.cleaned_data, self.proposal
        opened = facts.get("survey_opened")
        return {
            "layout": proposal.layout,
            "sheet": proposal.sheet,
            "header_row": proposal.header_row,
            "date_order": (facts["date_order"] or None) if "date_order" in facts else proposal.date_order,
            "only_parents_could_answer": facts["only_parents_could_answer"],
            "survey_opened": opened.isoformat() if opened else None,
            "columns": [form.as_column() for form in self.columns],
            "questions": [form.as_question() for form in self.questions],
        }

    def errors(self) -> list[tuple[str, str]]:
        """(id of the field, message) of everything that is missing, in the order of the page."""
        found = [("", self.fault)] if self.fault else []
        for form in self.all():
            for name, messages in form.errors.items():
                group = name in form.fields and isinstance(form.fields[name].widget, forms.CheckboxSelectMultiple)
                target = f"{form[name].auto_id}_0" if group else form[name].auto_id
                found += [(target, str(message)) for message in messages]
        return found


def _initial(column: Column) -> dict[str, Any]:
    return {
        "role": column.role,
        "purposes": list(column.purposes),
        "polarity": column.polarity,
        "child": str(column.child or ""),
    }


def _missing(mapping: Mapping) -> str:
    """What a survey cannot do without, in words; empty if it is all there."""
    roles = {column.role for column in mapping.columns}
    names = {"child_fullname", "child_surname_comma_forename", "admission_number", "upn"}
    if not roles & names and not {"child_forename", "child_surname"} <= roles:
        return "Say which column holds the child’s name: one for the whole name, or one each for forename and surname."
    if mapping.layout == "wide" and not roles & {"consent", "consent_multi"}:
        return "Say which column is a permission. Without one there is nothing to load."
    if mapping.layout == "long" and not {"question", "answer"} <= roles:
        return "Say which column holds the question and which the answer."
    return ""
