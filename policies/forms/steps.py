"""What somebody writes with a step of a version: a note, an approval, a day, a reason; and comments on a draft."""

from typing import Any, cast

from django import forms
from django.conf import settings
from django.utils import timezone

from policies.models import PolicyVersion

from .texts import NOTE, RULE, Text, day_field

COPY, FILE = "copy", "file"
ACCEPTED = ".txt,.md,.docx"


class NoteForm(forms.Form):
    """A note that may be left empty."""

    note = Text(label="A word to the governors", max_length=NOTE, required=False, help_text="You may leave it empty.")


class ChangeRequestForm(forms.Form):
    """What the governors want changed."""

    note = Text(
        label="What is to be changed?", max_length=NOTE, error_messages={"required": "Write what is to be changed."}
    )


class ApprovalForm(forms.Form):
    """Who approved it, when, and where that is written. `revision` is that of the wording on the page."""

    revision = forms.IntegerField(
        widget=forms.HiddenInput, error_messages={"required": "Open this page again, then approve the version."}
    )
    approved_by_text = forms.CharField(
        label="Who approved it?",
        max_length=120,
        initial="the governing board",
        error_messages={"required": "Write who approved it, such as: the governing board."},
    )
    approved_on = day_field("On which day?")
    minute_reference = forms.CharField(
        label="Minute",
        max_length=60,
        required=False,
        help_text="The number under which the decision stands in the minutes. The clerk always writes it.",
    )

    def __init__(self, data: Any = None, *, version: PolicyVersion) -> None:
        super().__init__(data, initial={"revision": version.revision})
        self.fields["approved_on"].initial = timezone.localdate


class PublicationForm(forms.Form):
    """From which day it applies."""

    effective_from = day_field("It applies from", help_text="Today or a later day.")
    review_due_on = day_field("Next review by", required=False)


class WithdrawalForm(forms.Form):
    """Why a version is withdrawn."""

    reason = Text(
        label="Why is it withdrawn?",
        max_length=NOTE,
        help_text="Kept with the version, for those who may read drafts. The public page says only since when.",
        error_messages={"required": "Write why it is withdrawn."},
    )


class DiscardingForm(forms.Form):
    """Why a draft is thrown away."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    reason = Text(
        label="Why is it thrown away?",
        max_length=NOTE,
        help_text="Kept in the history of the policy, for those who may read drafts.",
        error_messages={"required": "Write why it is thrown away."},
    )

    def show_again(self, stamp: str) -> None:
        """Let the page carry what it tells now, also where something was sent before."""
        self.initial["seen"] = stamp
        if self.is_bound:
            self.data = {**self.data.dict(), "seen": stamp}  # type: ignore[attr-defined]  # what a browser sent


class CommentForm(forms.Form):
    """A comment on one rule, one area or the whole."""

    about = forms.ChoiceField(label="What is it about?")
    text = Text(label="Your comment", max_length=RULE, error_messages={"required": "Write your comment."})

    def __init__(self, data: Any = None, *, version: PolicyVersion, about: str = "") -> None:
        super().__init__(data, initial={"about": about})
        choices = [("", "The whole of it")]
        for section in version.sections.all():
            choices.append((f"area-{section.pk}", f"Area {section.code}: {section.title}"))
            choices += [(f"rule-{rule.pk}", f"Rule {rule.code}: {rule.text[:60]}") for rule in section.rules.all()]
        field = cast(forms.ChoiceField, self.fields["about"])
        field.choices, field.required = choices, False
        field.error_messages["invalid_choice"] = "That is not in the draft any more. Choose again."


class AnswerForm(forms.Form):
    """What became of a comment."""

    answer = Text(
        label="What became of it?",
        max_length=RULE,
        rows=2,
        error_messages={"required": "Write what you changed, or why you left it."},
    )


class _Upload(forms.Form):
    def clean_file(self) -> Any:
        """Refuse what is larger than any policy."""
        file = self.cleaned_data["file"]
        if file and file.size > settings.MAX_UPLOAD_BYTES:
            raise forms.ValidationError("This file is larger than 10 MB. Save the policy without its pictures.")
        return file


def _file_field(help_text: str) -> forms.FileField:
    return forms.FileField(
        label="The file",
        required=False,
        help_text=help_text,
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
        error_messages={"empty": "This file is empty."},
    )


class BeginForm(_Upload):
    """How the next version begins."""

    how = forms.ChoiceField(
        label="How does it begin?",
        choices=[(COPY, "With a copy of the version that applies"), (FILE, "From a file of ours")],
        initial=COPY,
        widget=forms.RadioSelect,
    )
    file = _file_field("A text, Markdown or Word file (.txt, .md, .docx), only if you chose the file.")

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("how") == FILE and not said.get("file") and "file" not in self.errors:
            self.add_error("file", "Choose the file.")
        return said


class NewPolicyForm(_Upload):
    """A policy that the portal does not know yet."""

    title = forms.CharField(
        label="Title of the policy", max_length=120, error_messages={"required": "Write the title."}
    )
    slug = forms.SlugField(
        label="Its address",
        max_length=60,
        help_text="A few words with hyphens, such as mobile-phones. It stays for good.",
        error_messages={
            "required": "Write its address.",
            "invalid": "Use small letters, figures and hyphens, such as mobile-phones.",
        },
    )
    file = _file_field("A text, Markdown or Word file (.txt, .md, .docx). Without one you begin with an empty page.")

    def clean_slug(self) -> str:
        return self.cleaned_data["slug"].lower()
