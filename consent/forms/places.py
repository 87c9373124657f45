"""What a person may type about the places that parents are asked about."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from consent.actions.places import PlaceEntry
from consent.models import Purpose
from people.models import SchoolAccount

from .choices import offer

NO_DAY = {"required": "Write the day.", "invalid": "Write the day, such as 3/9/2026."}


class PlaceForm(forms.Form):
    """One place, or one thing that a picture shows. Whether it can be so is for the action to say."""

    label = forms.CharField(
        label="What it is called", max_length=60, error_messages={"required": "Write what it is called."}
    )
    aliases = forms.CharField(
        label="Other words for it in a survey",
        required=False,
        max_length=9000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="One in each line. By these the portal knows which question of a survey asks about it.",
    )
    is_social_media = forms.BooleanField(
        label="It is a social-media platform: pictures go out on a school account", required=False
    )
    account = forms.ModelChoiceField(
        label="School account",
        queryset=SchoolAccount.objects.none(),
        required=False,
        empty_label="No account: nothing goes out on it",
        help_text="Only for a platform.",
        error_messages={"invalid_choice": "Choose an account from the list."},
    )
    after = forms.ModelChoiceField(
        label="Where it stands in every list",
        queryset=Purpose.objects.none(),
        required=False,
        empty_label="First",
        error_messages={"invalid_choice": "Choose a line from the list."},
    )

    def __init__(self, data: Any = None, *, purpose: Purpose | None = None) -> None:
        super().__init__(data, initial=_initial(purpose))
        kind = purpose.kind if purpose else Purpose.Kind.DESTINATION
        after: Any = self.fields["after"]
        same_kind = Purpose.objects.filter(kind=kind)
        after.queryset = same_kind.exclude(pk=purpose.pk) if purpose else same_kind
        after.label_from_instance = lambda one: f"After {one}"
        if kind == Purpose.Kind.CONDITION:
            del self.fields["is_social_media"], self.fields["account"]
            return
        account: Any = self.fields["account"]
        own = purpose.account_id if purpose else None
        account.queryset = SchoolAccount.objects.filter(Q(closed_on=None) | Q(pk=own))
        account.label_from_instance = lambda one: str(one) if one.is_active else f"{one} (closed)"

    @property
    def entry(self) -> PlaceEntry:
        data = dict(self.cleaned_data)
        return PlaceEntry(**data | {"aliases": tuple(data["aliases"].splitlines())})


def _initial(purpose: Purpose | None) -> dict[str, Any]:
    """The boxes of a place as it is; a new one stands behind the last."""
    places = Purpose.objects.filter(kind=purpose.kind if purpose else Purpose.Kind.DESTINATION)
    if purpose is None:
        return {"after": places.last()}
    return {
        "label": purpose.label,
        "aliases": "\n".join(purpose.aliases),
        "is_social_media": purpose.is_social_media,
        "account": purpose.account_id,
        "after": places.filter(
            Q(position__lt=purpose.position) | Q(position=purpose.position, slug__lt=purpose.slug)
        ).last(),
    }


class RetiringForm(forms.Form):
    """From which day on a place is not used."""

    retired_on = forms.DateField(
        label="From which day on?",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages=NO_DAY,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["retired_on"].initial = timezone.localdate


class AccountPlacesForm(forms.Form):
    """Which platforms hang on an account."""

    places = forms.MultipleChoiceField(
        label="Which places does it serve?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose places from the list."},
    )

    def __init__(self, *args: Any, account: SchoolAccount, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        platforms = Purpose.objects.active_on(timezone.localdate()).destinations().filter(is_social_media=True)
        self.purposes = {one.slug: one for one in platforms.select_related("account")}
        offer(self, "places", [(slug, _now_on(one, account)) for slug, one in self.purposes.items()])
        own = [slug for slug, one in self.purposes.items() if one.account_id == account.pk]
        self.fields["places"].initial = own or [s for s, one in self.purposes.items() if _is_meant(one, account)]

    @property
    def chosen(self) -> list[Purpose]:
        return [self.purposes[slug] for slug in self.cleaned_data["places"]]


def _now_on(purpose: Purpose, account: SchoolAccount) -> str:
    other = purpose.account if purpose.account_id != account.pk else None
    return f"{purpose}, now on {other}" if other else str(purpose)


def _is_meant(purpose: Purpose, account: SchoolAccount) -> bool:
    """Whether the platform of an account that serves nothing yet is called like a place without an account."""
    words = {word.casefold() for word in (purpose.label, *purpose.aliases)}
    return purpose.account_id is None and account.platform.casefold() in words
