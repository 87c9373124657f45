"""What forms about an incident share: which state of it somebody saw while typing."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from incidents.models import Case

TEXT, SHORT = 10_000, 300


class RevisedForm(forms.Form):
    """A form that knows how the case stood when its page was opened, so that of two people the second is told."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, case: Case, initial: dict[str, Any] | None = None, **kwargs: Any) -> None:
        as_seen = {"revision": case.revision, "seen": case.changed_at.isoformat()}
        super().__init__(data, initial=as_seen | (initial or {}), **kwargs)

    @property
    def as_seen(self) -> int:
        """The revision on the page that was sent; without one, a revision that no case has."""
        found = self.cleaned_data.get("revision")
        return -1 if found is None else found

    @property
    def seen_at(self) -> dt.datetime:
        """When the case had last changed as its page was opened; without a sign of it, now."""
        try:
            found = parse_datetime(str(self.data.get(self.add_prefix("seen"), "")))
        except ValueError:
            found = None
        is_a_moment = found and timezone.is_aware(found) and 2000 < found.year < 9000
        return found if found and is_a_moment else timezone.now()
