"""What those who answer a complaint type: what they understood, a talk, an answer, an end, a new day."""

from typing import Any, cast

from django import forms

from incidents.complaints.stages import Finding, Stage
from incidents.models import Case, DateRevision
from incidents.shown_words import shown
from policies.forms.texts import Text, day_field

from .days import day_to_wait_for
from .people import AssignmentForm
from .texts import TEXT, RevisedForm
from .writing import KeyedForm

FOR_THEM = "They read this."
STAYS = "It stays in school."


class AcknowledgeForm(RevisedForm):
    """*This is what we understood.*"""

    understood = Text(
        label="What you understood",
        max_length=TEXT,
        help_text=f"In a sentence or two, in plain words. {FOR_THEM} They can say that it is right, or put it right.",
        error_messages={"required": "Write what you understood, in a sentence or two."},
    )
    wish = Text(label="What would put it right, as you understood it", rows=2, max_length=TEXT, required=False)

    def __init__(self, data: Any = None, *, case: Case) -> None:
        super().__init__(data, case=case, initial={"wish": shown(case.complaint, "wish", None)})


class TalkForm(RevisedForm):
    """An informal talk."""

    on = day_field("When did you talk?")
    words = Text(
        label="What was said", max_length=TEXT, help_text=STAYS, error_messages={"required": "Write what was said."}
    )


class AnswerFields(forms.Form):
    """The answer to a stage: what goes to whoever complained, and what does not."""

    finding = forms.ChoiceField(
        label="What came of it",
        choices=Finding.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what came of it."},
    )
    reason = Text(
        label="Your answer, and why",
        rows=8,
        max_length=TEXT,
        help_text=f"{FOR_THEM} What you looked into, what you found, and why.",
        error_messages={"required": "Write the reason, for whoever complained."},
    )
    actions = Text(label="What the school will do", max_length=TEXT, required=False, help_text=FOR_THEM)
    private = Text(label="Your conclusion", max_length=TEXT, required=False, help_text=STAYS)
    learning = Text(label="What the school learns from it", max_length=TEXT, required=False, help_text=STAYS)


class AnswerForm(AnswerFields, RevisedForm):
    """The answer to one complaint."""


class EndForm(RevisedForm):
    """How it is closed."""

    words = Text(
        label="Why it is closed",
        max_length=TEXT,
        help_text=f"{FOR_THEM} Also say whom they may turn to if they do not agree.",
        error_messages={"required": "Write to whoever complained why it is closed."},
    )
    private = Text(label="Your conclusion", max_length=TEXT, required=False, help_text=STAYS)


class ReopenForm(forms.Form):
    """Why it is opened again."""

    reason = Text(
        label="Why is it opened again?",
        max_length=TEXT,
        help_text=FOR_THEM,
        error_messages={"required": "Write why it is opened again."},
    )


class NextStageForm(RevisedForm):
    """How the next stage was asked for, where that was not on the portal."""

    how = Text(
        label="When and how did they ask?",
        rows=2,
        max_length=TEXT,
        help_text=f"Such as: by telephone on 3 March, because the answer left out the school trip. {STAYS}",
        error_messages={"required": "Write when and how they asked."},
    )


class WriteForm(KeyedForm):
    """Words to whoever complained."""

    text = Text(
        label="Your words",
        rows=8,
        max_length=TEXT,
        help_text="They read it on the page of their complaint. The mail says only that something is there.",
        error_messages={"required": "Write the words."},
    )
    is_question = forms.BooleanField(label="It is a question that they are to answer", required=False)


class DateForm(RevisedForm):
    """A promised day is put off."""

    what = forms.ChoiceField(
        label="Which day?", widget=forms.RadioSelect, error_messages={"required": "Choose which day."}
    )
    after = day_to_wait_for("The new day")
    reason = Text(
        label="Why",
        rows=3,
        max_length=TEXT,
        help_text=FOR_THEM,
        error_messages={"required": "Write why, for whoever complained."},
    )

    def __init__(self, data: Any = None, *, case: Case) -> None:
        super().__init__(data, case=case)
        complaint, what = case.complaint, DateRevision.What
        choices = [(what.ANSWER.value, f"The day {what.ANSWER.label}: {complaint.answer_by:%-d %B %Y}")]
        if complaint.acknowledged_at is None:
            day = f"{complaint.acknowledge_by:%-d %B %Y}"
            choices.insert(0, (what.ACKNOWLEDGE.value, f"The day {what.ACKNOWLEDGE.label}: {day}"))
        field = cast(forms.ChoiceField, self.fields["what"])
        field.choices = choices
        field.initial = choices[0][0]


class LetterForm(forms.Form):
    """The words of a letter that the office did not open."""

    words = Text(
        label="The words of the letter",
        rows=12,
        max_length=TEXT,
        help_text="As they stand there.",
        error_messages={"required": "Type the words of the letter."},
    )
    wish = Text(label="What would put it right, if they say so", rows=2, max_length=TEXT, required=False)


class GiveForm(AssignmentForm):
    """Who is to deal with it, and whether they need to know who complained."""

    knows_who = forms.BooleanField(
        label="They need to know who complained",
        required=False,
        help_text="Else they see the words and the people it is about, and neither name nor address.",
    )

    def __init__(self, data: Any = None, *, case: Case) -> None:
        super().__init__(data, case=case)
        if case.complaint.is_name_withheld:
            del self.fields["knows_who"]


def stage_in_words(stage: str) -> str:
    """The stage at which it is answered, without what the label explains."""
    return str(Stage(stage).label).partition(":")[0].lower()
