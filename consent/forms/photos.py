"""What is typed about pictures without an account, and how the office answers it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core import signing
from django.http import QueryDict
from django.utils import timezone

from consent.actions.requests import OUTCOMES, Asked, Outcome
from consent.models import PhotoRequest
from people.models import PupilContact
from people.names import clean

from .choices import offer

Kind = PhotoRequest.Kind
SALT = "photo request"
QUICKEST, LONGEST = 2, 24 * 60 * 60  # seconds between the page and what it sends
ONCE_MORE = "Look it over and press the button once more. Everything you wrote is still here."


class PhotoRequestForm(forms.Form):
    """One request, in the words of whoever asks. No name is looked up while it is typed, and none is offered."""

    seal = forms.CharField(required=False, widget=forms.HiddenInput)
    child_name = forms.CharField(
        label="The child’s name",
        max_length=160,
        help_text="First name and surname, as the school knows them.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Write the child’s name."},
    )
    class_name = forms.CharField(
        label="Class, if you know it",
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    where = forms.CharField(
        label="Where is the picture?",
        max_length=2000,
        help_text="The address of the page, or what you saw and when.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Write where the picture is."},
    )
    asked_by = forms.CharField(
        label="Your name",
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Write your name."},
    )
    relationship = forms.CharField(
        label="What are you to the child?", max_length=60, required=False, help_text="Such as mother, father, carer."
    )
    reach_by = forms.CharField(
        label="How can we reach you?",
        max_length=200,
        required=False,
        help_text="We ring the number that the school has already. If that is an old one, write it here.",
    )
    message = forms.CharField(
        label="Anything else?", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    second_name = forms.CharField(label="Leave this box empty", required=False)

    def __init__(self, *args: Any, kind: PhotoRequest.Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        if kind != Kind.TAKE_DOWN:
            del self.fields["where"]
        self.fields["seal"].initial = new_seal
        for field in self.fields.values():
            if isinstance(field, forms.CharField) and field.max_length:
                field.error_messages.setdefault("max_length", "")
                field.error_messages["max_length"] = f"Write it in at most {field.max_length} letters."

    def clean(self) -> dict[str, Any]:
        """Programs fill in every box at once. A person who is taken for one presses the button a second time."""
        data = super().clean() or {}
        if data.get("second_name") or not _is_unhurried(data.get("seal", "")):
            self.add_error(None, ONCE_MORE)
            self.seal_anew()
        return data

    def seal_anew(self) -> None:
        """Let what is typed be sent again, without what only a program fills in."""
        if isinstance(self.data, QueryDict):
            self.data = {**self.data.dict(), "seal": new_seal(again=True), "second_name": ""}

    @property
    def asked(self) -> Asked:
        """What was typed, without hidden signs."""
        typed = {name: self.cleaned_data.get(name, "") for name in Asked.__dataclass_fields__}
        long = {"where", "message"}
        return Asked(**{name: text if name in long else clean(text) for name, text in typed.items()})

    @property
    def form_key(self) -> UUID:
        return UUID(_opened(self.cleaned_data["seal"])[0])


def new_seal(*, again: bool = False) -> str:
    """One for each form shown: a key of its own, and when it was shown. `again`: shown with a person's words in it."""
    shown = timezone.now().timestamp() - (QUICKEST if again else 0)
    return signing.dumps([str(uuid4()), shown], salt=SALT)


def _opened(seal: str) -> tuple[str, float]:
    key, shown = signing.loads(seal, salt=SALT)
    return key, shown


def _is_unhurried(seal: str) -> bool:
    try:
        shown = _opened(seal)[1]
    except signing.BadSignature:
        return False
    return QUICKEST <= timezone.now().timestamp() - shown <= LONGEST


ENDINGS = {
    Kind.STOP: (Outcome.CONFIRMED, Outcome.ANSWERED, Outcome.NOT_PARENT, Outcome.WRONG_CHILD),
    Kind.TAKE_DOWN: (Outcome.ANSWERED, Outcome.NOT_PARENT, Outcome.WRONG_CHILD),
    Kind.AGREED: (Outcome.ANSWERED, Outcome.NOT_PARENT, Outcome.WRONG_CHILD),
}
TAKEN_BACK = "The parent takes it back: nothing is stopped"


class AnswerForm(forms.Form):
    """How a request was answered, and what was found out."""

    outcome = forms.ChoiceField(
        label="What came of it?", widget=forms.RadioSelect, error_messages={"required": "Choose what came of it."}
    )
    contact = forms.ChoiceField(label="Which parent or carer confirmed it?", required=False)
    note = forms.CharField(
        label="Whom did you ring or speak to, and what did they say?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Write whom you rang or spoke to, and what they said."},
    )

    def __init__(self, *args: Any, kind: str, contacts: Sequence[PupilContact], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = {**OUTCOMES, **({Outcome.ANSWERED: TAKEN_BACK} if kind == Kind.STOP else {})}
        offer(self, "outcome", [(ending.value, words[ending]) for ending in ENDINGS[Kind(kind)]])
        self.contacts = {str(contact.pk): contact for contact in contacts}
        if kind != Kind.STOP:
            del self.fields["contact"]
            return
        people = [(key, f"{contact.name}, for {contact.pupil}") for key, contact in self.contacts.items()]
        offer(self, "contact", [("", "Nobody yet"), *people])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("outcome") == Outcome.CONFIRMED and not data.get("contact"):
            find = (
                "Choose who confirmed it." if self.contacts else "Find the child first, then choose who confirmed it."
            )
            self.add_error("contact", find)
        return data

    @property
    def confirmed_by(self) -> PupilContact | None:
        return self.contacts.get(self.cleaned_data.get("contact", ""))
