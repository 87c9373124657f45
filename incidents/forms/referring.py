"""What the governors are asked about legal action, and what they decide (policy D4)."""

from typing import Any, cast

from django import forms

from incidents.actions.referring import GOVERNING, RECOMMENDING, Decided
from incidents.models import AskedGovernor, LegalDecision, LegalReferral
from people.models import User
from policies.forms.texts import Text

from .days import day_that_was
from .texts import TEXT


class ReferralForm(forms.Form):
    """Why it is recommended, and what they read."""

    reason = Text(
        label="Why you recommend it", max_length=TEXT, error_messages={"required": "Write why you recommend it."}
    )
    bundle = Text(
        label="What the governors read",
        rows=14,
        max_length=TEXT,
        help_text="Without names. Put together from the incident; change it as you see fit.",
        error_messages={"required": "Write what the governors need to know, without names."},
    )


class GovernorForm(forms.Form):
    """A governor who reads it beside the chair."""

    user = forms.ModelChoiceField(
        label="Which governor?",
        queryset=User.objects.none(),
        empty_label="Choose a governor",
        error_messages={"required": "Choose a governor."},
    )

    def __init__(self, data: Any = None, *, referral: LegalReferral, by: User) -> None:
        super().__init__(data)
        in_it = referral.case.people.present().exclude(user=None).values("user")
        asked = AskedGovernor.objects.filter(referral=referral).values("user")
        field = cast(forms.ModelChoiceField, self.fields["user"])
        leading = User.objects.holding(*RECOMMENDING).values("pk")
        governors = User.objects.holding(*GOVERNING).exclude(pk__in=in_it).exclude(pk__in=asked).exclude(pk__in=leading)
        field.queryset = governors.exclude(pk__in=[by.pk, referral.case.reported_by_id or 0])


class DecisionForm(forms.Form):
    """What was decided, at which meeting."""

    answer = forms.ChoiceField(
        label="What did the governors decide?",
        choices=LegalDecision.Answer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what was decided."},
    )
    meeting_on = day_that_was("Day of the meeting", "Give the day of the meeting. That day is still to come.")
    minute_reference = forms.CharField(label="Minute", max_length=60, required=False)
    reason = Text(label="Why", max_length=TEXT, error_messages={"required": "Write why the governors decided so."})
    contact = forms.CharField(
        label="Whom they turned to",
        max_length=200,
        required=False,
        help_text="Such as the local authority or a solicitor.",
    )

    @property
    def decided(self) -> Decided:
        said = self.cleaned_data
        answer = LegalDecision.Answer(said["answer"])
        return Decided(answer, said["meeting_on"], said["reason"], said["minute_reference"], said["contact"])
