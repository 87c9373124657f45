"""What whoever complained types when they come back, and what the office types after a call."""

import uuid
from typing import Any

from django import forms

from incidents.forms.evidence import EvidenceForm
from incidents.forms.writing import KeyedForm
from policies.forms.texts import Text

from .complaints.fields import Email

MOST_WORDS = 4000
REFERENCE = "Your reference"
AS_TYPED = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}


def _reference(label: str = REFERENCE, help_text: str = "Such as CMP-2627-H4T9.") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=40,
        help_text=help_text,
        widget=forms.TextInput(attrs=AS_TYPED),
        error_messages={"required": "Type the reference. It begins with CMP."},
    )


class CodeForm(forms.Form):
    """Reference and access code."""

    reference = _reference()
    code = forms.CharField(
        label="Your access code",
        max_length=80,
        help_text="25 signs in five groups. Capitals or small letters, with or without spaces.",
        widget=forms.TextInput(attrs=AS_TYPED),
        error_messages={"required": "Type your access code. It stands on your copy, under the reference."},
    )


class AskCodeForm(forms.Form):
    """Reference alone, for a code by mail."""

    reference = _reference()


class MailedCodeForm(forms.Form):
    """Reference and the six digits of the mail."""

    reference = _reference()
    code = forms.CharField(
        label="The code in the mail",
        max_length=20,
        help_text="Six digits.",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
        error_messages={"required": "Type the six digits that stand in the mail."},
    )


class MessageForm(KeyedForm):
    """A message to those who answer."""

    text = Text(
        label="Your message",
        rows=6,
        max_length=MOST_WORDS,
        help_text="You may write in your own language. At most 4,000 signs.",
        error_messages={
            "required": "Write your message.",
            "max_length": "Write at most 4,000 signs. Send the rest as a second message.",
        },
    )


class FilesForm(EvidenceForm):
    """Files from whoever complained."""

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        self.fields["note"].label = "What it shows"
        self.fields["note"].help_text = "A sentence, such as: messages in the class chat, seen on Monday."


class CorrectionForm(forms.Form):
    """What was understood wrongly. `shown` is the sign of the understanding that stood on the page."""

    shown = forms.CharField(max_length=24, widget=forms.HiddenInput)
    correction = Text(
        label="What did we get wrong?",
        rows=5,
        max_length=MOST_WORDS,
        error_messages={
            "required": "Write what we got wrong.",
            "max_length": "Write at most 4,000 signs. Send the rest as a message.",
        },
    )


class WhyForm(KeyedForm):
    """Why somebody goes on."""

    why = Text(
        label="Why?",
        rows=5,
        max_length=MOST_WORDS,
        help_text="In your own words. A sentence is enough.",
        error_messages={
            "required": "Write why, in your own words.",
            "max_length": "Write at most 4,000 signs. Send the rest as a message.",
        },
    )


class TakeBackForm(KeyedForm):
    """Why somebody takes it back: as they like."""

    why = Text(
        label="Would you like to say why?",
        rows=4,
        max_length=MOST_WORDS,
        required=False,
        help_text="You need not.",
        error_messages={"max_length": "Write at most 4,000 signs."},
    )


class MailsForm(forms.Form):
    """Where mails about it go."""

    email = Email(
        label="Your e-mail address",
        or_else=", or leave it empty",
        help_text="Empty: we send no mails. Your access code still shows everything.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class OtherMailsForm(MailsForm):
    """The same by code, which shows no address: another one, or no more mails."""

    stop = forms.BooleanField(label="Send me no more e-mails", required=False)

    def __init__(self, *args: Any, has_address: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_address:
            del self.fields["stop"]
        self.fields["email"].help_text = (
            "We do not show the one we have." if has_address else "Your access code shows everything without it too."
        )

    def clean(self) -> dict[str, Any]:
        """An address or no more mails: an empty box alone changes nothing."""
        data = super().clean() or {}
        if data.get("stop"):
            data["email"] = ""
        elif not data.get("email") and "email" not in self.errors:
            self.add_error(
                "email",
                "Write the address, or tick that you want no more e-mails."
                if "stop" in self.fields
                else "Write the address, such as name@example.org.",
            )
        return data


class NewCodeForm(KeyedForm):
    """After a call: for which reference, and how the office made sure who it is."""

    reference = _reference("The reference that the caller gives", "It begins with CMP.")
    reason = Text(
        label="Which number you rang, and how you made sure who it is",
        max_length=1000,
        help_text="Ring back on a number that the school had before. Do not ask what it is about, and write no name "
        "here: those who deal with it need not know who complained.",
        error_messages={
            "required": "Write which number you rang, and how you made sure who it is.",
            "max_length": "Write at most 1,000 signs.",
        },
    )


def form_key_of(form: forms.Form) -> uuid.UUID:
    """The one-time key with which a form was sent."""
    key: uuid.UUID = form.cleaned_data["form_key"]
    return key
