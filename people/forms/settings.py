"""The pages of settings: a form of one group each, and what it says of two who set one thing at once."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict

from people.names import clean
from people.setting_groups import Group
from people.setting_rules import SettingFault, faults
from people.settings import Key

from .complaint_settings import OF_COMPLAINTS
from .school_settings import FIELDS
from .statement_settings import OF_STATEMENTS

ALL = FIELDS | OF_COMPLAINTS | OF_STATEMENTS


class KeptSettings(forms.Form):
    """A page of settings: each key with what is kept of it."""

    made_later: ClassVar[dict[str, forms.Field]] = {str(key): make() for key, make in ALL.items()}

    def __init__(self, *args: Any, kept: dict[Key, str], keys: Iterable[Key], **kwargs: Any) -> None:
        """`keys` in the order of the page."""
        super().__init__(*args, **kwargs)
        for key in keys:
            self.fields[str(key)] = ALL[key]()
            self.fields[str(key)].initial = _shown(kept[key], self.fields[str(key)])

    def as_texts(self) -> dict[Key, str]:
        """Everything as it is kept."""
        return {key: _kept(self.cleaned_data[str(key)]) for key in Key if str(key) in self.fields}


class SettingsForm(KeptSettings):
    """The settings of one group. `seen`: the last change that was known when the page was made."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(
        self, *args: Any, kept: dict[Key, str], group: Group, may_allow_giving: bool, seen: int = 0, **kwargs: Any
    ) -> None:
        """Who may not allow parents to give permission sees that setting only where it is on, to turn it off."""
        hidden = () if may_allow_giving or kept[Key.PARENTS_MAY_GIVE] else (Key.PARENTS_MAY_GIVE,)
        super().__init__(*args, kept=kept, keys=[key for key in group.keys if key not in hidden], **kwargs)
        self.fields["seen"].initial = seen
        self.nearest: dict[str, str] = {}

    def show_instead(self, posted: QueryDict, kept: Mapping[Key, str], *, seen: int) -> None:
        """Show what was posted, but these as they are kept, and know of the change `seen`."""
        sent = posted.copy()
        for key, text in kept.items():
            shown = _shown(text, self.fields[str(key)])
            if isinstance(shown, list):
                sent.setlist(str(key), shown)
            else:
                sent[str(key)] = {True: "on", False: ""}.get(shown, shown)
        sent["seen"] = str(seen)
        self.data = sent

    def clean(self) -> dict[str, Any]:
        """What stands together has to make sense together (`people/setting_rules.py`); the action asks it again."""
        data = super().clean() or {}
        typed = {key: _kept(data[str(key)]) for key in Key if str(key) in data}
        for fault in list(faults(typed, list(typed))):
            self.refuse(fault)
        return data

    def refuse(self, fault: SettingFault) -> None:
        """Say beside a setting what has to be written there; a colour that would do is offered."""
        if fault.nearest:
            self.nearest[str(fault.key)] = fault.nearest
        self.add_error(str(fault.key), fault.text)


class StatementSettingsForm(KeptSettings):
    """What the statements and the records of processing say of the school."""

    made_later: ClassVar[dict[str, forms.Field]] = {str(key): make() for key, make in OF_STATEMENTS.items()}

    def __init__(self, *args: Any, kept: dict[Key, str], **kwargs: Any) -> None:
        super().__init__(*args, kept=kept, keys=OF_STATEMENTS, **kwargs)


def _shown(text: str, field: forms.Field) -> Any:
    if isinstance(field, forms.MultipleChoiceField):
        return text.split()
    return text == "yes" if isinstance(field, forms.BooleanField) else text


def _kept(value: Any) -> str:
    """As the rest of the portal reads it: dates as 2026-09-01, times as 08:45, a tick as yes."""
    if value is None or value is False:
        return ""
    if value is True:
        return "yes"
    if isinstance(value, dt.time):
        return f"{value:%H:%M}"
    if isinstance(value, dt.date):
        return value.isoformat()
    return " ".join(value) if isinstance(value, list) else clean(str(value))
