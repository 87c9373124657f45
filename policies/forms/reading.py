"""What somebody says to a policy, whom the school asks, and what stands on a signed sheet."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone

from policies.actions.reminding import Asked
from policies.models import AcknowledgementDuty
from policies.words import Audience

AGREES, CANNOT = "agrees", "cannot"
LONGEST_REASON = 4000
MOST_DAYS = 90
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
FORMATS = ["%Y-%m-%d", "%d/%m/%Y"]
# Who may be asked. Pupils are not; visitors are told at the door.
ASKED = (Audience.STAFF, Audience.GOVERNORS, Audience.PARENTS, Audience.HELPERS)
SIGNING = (Audience.HELPERS, Audience.VISITORS, Audience.STAFF, Audience.GOVERNORS, Audience.PARENTS)
START = {Audience.STAFF: Asked(is_asked=True, is_yearly=True, days=14)}
NOBODY = Asked(is_asked=False, is_yearly=False, days=14)


class AcknowledgementForm(forms.Form):
    """One of two answers. What is written is never thrown away: who wrote a reason is not taken to agree."""

    answer = forms.ChoiceField(
        choices=[(AGREES, "I have read it and agree"), (CANNOT, "I cannot agree")],
        widget=forms.HiddenInput,
        required=False,
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
    reason = forms.CharField(
        label="I cannot agree, because",
        help_text="The headteacher reads it and talks with you. The safeguarding lead can read it too.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST_REASON,
        required=False,
        strip=False,
    )

    @property
    def agrees(self) -> bool:
        return self.cleaned_data["answer"] == AGREES

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        answer, reason = data.get("answer"), (data.get("reason") or "").strip()
        if not answer:
            self.add_error("reason", "Press one of the two buttons: that you agree, or that you cannot and why.")
        if answer == AGREES and reason:
            self.add_error("reason", "You wrote why you cannot agree. Send that, or take the words out to agree.")
        return data


class SignedSheetForm(forms.Form):
    """A sheet of paper that somebody without an account has signed."""

    person = forms.CharField(
        label="Name on the sheet", max_length=120, error_messages={"required": "Write the name as it stands there."}
    )
    audience = forms.ChoiceField(
        label="Who it is",
        choices=[(audience.value, audience.label) for audience in SIGNING],
        error_messages={"required": "Choose who it is."},
    )
    signed_on = forms.DateField(
        label="Signed on",
        input_formats=FORMATS,
        widget=DAY,
        initial=timezone.localdate,
        error_messages={"required": "Write the day.", "invalid": "Write the day, such as 3/9/2026."},
    )


class DutiesForm(forms.Form):
    """For each audience: whether it is asked, each year or once, and within how many days."""

    def __init__(self, *args: Any, kept: Mapping[str, AcknowledgementDuty], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for audience in ASKED:
            duty = kept.get(audience)
            now = Asked(duty.is_asked, duty.is_yearly, duty.days) if duty else NOBODY
            start = now if kept else START.get(audience, NOBODY)
            for name, field in _fields(start).items():
                self.fields[f"{audience.value}-{name}"] = field

    @property
    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The three fields of each audience, under its name."""
        return [
            (audience.label, [self[f"{audience.value}-{name}"] for name in ("asked", "yearly", "days")])
            for audience in ASKED
        ]

    @property
    def wanted(self) -> dict[Audience, Asked]:
        data = self.cleaned_data
        return {
            audience: Asked(
                is_asked=data[f"{audience.value}-asked"],
                is_yearly=data[f"{audience.value}-yearly"],
                days=data[f"{audience.value}-days"],
            )
            for audience in ASKED
        }


def _fields(start: Asked) -> dict[str, forms.Field]:
    say = f"Write a whole number from 1 to {MOST_DAYS}."
    return {
        "asked": forms.BooleanField(label="Asked to read it and agree", required=False, initial=start.is_asked),
        "yearly": forms.BooleanField(label="Again each school year", required=False, initial=start.is_yearly),
        "days": forms.IntegerField(
            label="Days to do it in",
            min_value=1,
            max_value=MOST_DAYS,
            initial=start.days,
            error_messages={"required": say, "invalid": say, "min_value": say, "max_value": say},
        ),
    }
