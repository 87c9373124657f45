"""Page 2, about you: who complains and how to reach them. No list, no account, nothing that must be given but a name,
or the wish to stay unknown."""

from typing import Any

from django import forms

from incidents.complaints.stages import ComplainantRelation, ReachBy

from .fields import Email, Short, tick

RELATIONS = [("", "Choose what fits best"), *ComplainantRelation.choices]
REACHED: dict[str, tuple[str, str]] = {
    ReachBy.EMAIL: ("email", "Write your e-mail address, or choose another way."),
    ReachBy.TELEPHONE: ("telephone", "Write your telephone number, or choose another way."),
    ReachBy.POST: ("postal", "Write your address, or choose another way."),
}


class YouForm(forms.Form):
    """Who complains. `anonymous`: whether the school takes complaints without a name."""

    name = Short(label="Your name", longest=160, autocomplete="name")
    is_anonymous = tick(
        "I do not want to give my name",
        "If you tick this, we often cannot look into it, because we cannot ask you anything. Your name, your child’s "
        "name and how to reach you are not kept, even if you write them here.",
    )
    relation = forms.ChoiceField(
        label="What are you to the school?",
        choices=RELATIONS,
        required=False,
        error_messages={"invalid_choice": "Choose one from the list."},
    )
    child_name = Short(label="Your child’s name, if it is about your child", longest=160)
    reach_by = forms.ChoiceField(
        label="How should we reach you?",
        choices=ReachBy.choices,
        widget=forms.RadioSelect,
        help_text="You can read every answer here with a code that you get at the end. So you need not choose any.",
        error_messages={"required": "Choose how we should reach you.", "invalid_choice": "Choose one of the four."},
    )
    email = Email(
        label="E-mail address",
        help_text="The mail never says what it is about.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    telephone = Short(label="Telephone number", longest=40, autocomplete="tel")
    postal = Short(label="Address for letters", longest=300, autocomplete="street-address")
    wants_call = tick("Please ring me")
    is_name_withheld = tick(
        "Do not tell my name to those who deal with it",
        "The person who decides will know it. The others will not.",
    )
    wants_interpreter = tick("I would like an interpreter when we talk")
    language = Short(label="You may write in your own language. Which one?", longest=60)
    written_by = Short(
        label="Does a friend write this for you? Their name", longest=160, help_text="Leave it empty if you write it."
    )

    def __init__(self, *args: Any, anonymous: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not anonymous:
            del self.fields["is_anonymous"]

    def clean(self) -> dict[str, Any]:
        """A name or the wish to have none; an address where one is needed. Who stays unknown gives none."""
        data = super().clean() or {}
        if data.get("is_anonymous"):
            for name in ("name", "email", "telephone", "postal", "child_name"):
                self.errors.pop(name, None)
            return data
        if not data.get("name") and "name" not in self.errors:
            otherwise = ", or tick that you do not want to give it" if "is_anonymous" in self.fields else ""
            self.add_error("name", f"Write your name{otherwise}.")
        self._reached(data)
        if data.get("wants_call") and not data.get("telephone") and "telephone" not in self.errors:
            self.add_error("telephone", "Write the number to ring, or take off the tick at “Please ring me”.")
        return data

    def _reached(self, data: dict[str, Any]) -> None:
        name, said = REACHED.get(data.get("reach_by") or "", ("", ""))
        if name and not data.get(name) and name not in self.errors:
            self.add_error(name, said)
