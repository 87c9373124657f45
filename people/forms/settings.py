"""The pages of settings: a form of one group each, and what it says of two who set one thing at once."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict

from people.colours import is_colour
from people.look import nearest_main, nearest_second
from people.names import clean
from people.setting_groups import Group
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
        """Lessons end after they begin; the chair is told after whoever stands in; somebody is reminded of their days
        within them; colours can be read."""
        data = super().clean() or {}
        begin, end = data.get(Key.LESSONS_BEGIN), data.get(Key.LESSONS_END)
        if begin and end and end <= begin:
            self.add_error(str(Key.LESSONS_END), "Write a time after the one at which lessons begin.")
        cover, chair = data.get(Key.TOLD_TO_COVER_DAYS), data.get(Key.TOLD_TO_CHAIR_DAYS)
        if cover and chair and chair <= cover:
            self.add_error(str(Key.TOLD_TO_CHAIR_DAYS), f"Write a number above {cover}: whoever stands in comes first.")
        ask_next, closing = data.get(Key.COMPLAINT_NEXT_STAGE_DAYS), data.get(Key.COMPLAINT_CLOSING_DAYS)
        if ask_next and closing and closing >= ask_next:
            say = f"Write a number below {ask_next}: they have no more days than that to ask for the next stage."
            self.add_error(str(Key.COMPLAINT_CLOSING_DAYS), say)
        self._judge_colours(data)
        return data

    def _judge_colours(self, data: dict[str, Any]) -> None:
        """A colour that nobody could read words in, or on, is refused, with the nearest one that does."""
        main, second = data.get(Key.MAIN_COLOUR) or "", data.get(Key.SECOND_COLOUR) or ""
        links = bool(data.get(Key.COLOUR_LINKS))
        if is_colour(main) and (nearest := nearest_main(main, links=links)) != main:
            where = "white words on it, and links in it on a light page," if links else "white words on it"
            self._refuse(Key.MAIN_COLOUR, main, nearest, f"is too light: {where} could not be read (WCAG 2.2 AA).")
        if is_colour(second) and (nearest := nearest_second(second)) != second:
            self._refuse(Key.SECOND_COLOUR, second, nearest, "is too dark: dark words on it could not be read.")

    def _refuse(self, key: Key, colour: str, nearest: str, why: str) -> None:
        self.nearest[str(key)] = nearest
        self.add_error(str(key), f"{colour} {why} The nearest that can be read is {nearest}.")


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
