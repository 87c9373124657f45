"""Matching the questions: the whole page, one small form a column."""

import json
from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from consent.models import Purpose
from consent.survey import mapping as mappings
from consent.survey.mapping import Column, Mapping, MappingFault

from .columns import ColumnForm
from .questions import QuestionForm


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
                data,
                prefix=f"c{i}",
                purposes=purposes,
                column=column,
                samples=samples[i],
                initial=_initial(column),
                number=i + 1,
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
                number=i + 1,
            )
            for i, question in enumerate(proposal.questions)
        ]

    # What a form is about decides where it stands, never what was typed into it: nothing moves between two looks.

    @property
    def to_confirm(self) -> list[ColumnForm]:
        """The columns that need a person's word."""
        return [form for form in self.columns if form.begins_doubtful]

    @property
    def used(self) -> list[ColumnForm]:
        """The columns that are read and in which nothing is easily misread."""
        return [form for form in self.columns if not form.begins_doubtful and form.column.role != "ignore"]

    @property
    def left_out(self) -> list[ColumnForm]:
        """The columns that are not read, unless a person brings them back."""
        return [form for form in self.columns if not form.begins_doubtful and form.column.role == "ignore"]

    @property
    def left_out_touched(self) -> bool:
        """Whether one of them was brought back just now, or has something to put right."""
        return any(form.errors or form["role"].value() != "ignore" for form in self.left_out)

    @property
    def questions_in_order(self) -> list[QuestionForm]:
        """The questions, those first that need a person's word."""
        return sorted(self.questions, key=lambda form: not form.begins_doubtful)

    def all(self) -> list[forms.Form]:
        """Every form, in the order of the page."""
        columns = [*self.to_confirm, *self.used, *self.left_out]
        return [*columns, *self.questions_in_order, self.facts]

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
                found += [(target, f"{_named(form)}{message}") for message in messages]
        return found


def _named(form: forms.Form) -> str:
    """The heading or question that a message is about, so that two messages can be told apart."""
    heading = form.column.header if isinstance(form, ColumnForm) else ""
    heading = form.question.question if isinstance(form, QuestionForm) else heading
    flat = " ".join(heading.split())
    return f"“{flat[:60]}{'…' if len(flat) > 60 else ''}”: " if flat else ""


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
