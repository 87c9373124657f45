"""Who set what, from what to what, and when: as the pages of settings show it beside each setting."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Window
from django.db.models.functions import RowNumber

from .models import SettingChange
from .roles import Role
from .settings import DEFAULTS, Key

SHOWN = 10  # of each setting, newest first; the rest stays in the table
TICKS = frozenset(
    {
        Key.PARENTS_MAY_GIVE,
        Key.COMPLAINT_ANONYMOUS,
        Key.COMPLAINTS_TO_CLERK,
        Key.IS_ACADEMY,
        Key.COMPLAINT_DAYS_AGREED,
        Key.COLOUR_LINKS,
    }
)
SCHOOL_DAYS = (
    Key.TOLD_TO_COVER_DAYS, Key.TOLD_TO_CHAIR_DAYS, Key.INCIDENT_DECISION_DAYS, Key.LETTER_LOOK_DAYS,
    Key.COMPLAINT_ACKNOWLEDGE_DAYS, Key.COMPLAINT_ANSWER_DAYS, Key.COMPLAINT_NEXT_STAGE_DAYS,
    Key.COMPLAINT_CLOSING_DAYS, Key.COMPLAINT_PANEL_DAYS, Key.COMPLAINT_LETTER_DAYS,
)  # fmt: skip
UNITS: dict[Key, str] = {
    **dict.fromkeys(SCHOOL_DAYS, "school day"),
    **dict.fromkeys((Key.COMPLAINT_DATA_DAYS, Key.ALIKE_DAYS, Key.DRAFT_DAYS, Key.BUNDLE_DAYS), "day"),
    **dict.fromkeys((Key.REMOVAL_HOURS, Key.REMOVAL_HEAD_HOURS, Key.SIGNED_IN_HOURS), "hour"),
    **dict.fromkeys((Key.COMPLAINT_MONTHS, Key.ACCOUNT_REVIEW_MONTHS, Key.PICTURE_LOOK_MONTHS), "month"),
    **dict.fromkeys((Key.IDLE_MINUTES, Key.IDLE_MINUTES_LEADING), "minute"),
    Key.PRIVACY_CHECKUPS: "time",
}
PICTURES = frozenset({Key.LOGO})
DAYS = frozenset({Key.SURVEY_EXPECTED, Key.ACCESSIBILITY_TRIED_ON, Key.ACCESSIBILITY_READ_ON})
NOTHING = "nothing"
BY_COMMAND = "The portal by itself"


@dataclass(frozen=True)
class Change:
    """One line: when, who, from what to what, as people say it. `who` is a name where `is_name`; `place` counts the
    changes of this setting from its first."""

    at: dt.datetime
    who: str
    is_name: bool
    before: str
    after: str
    place: int


def history_of(keys: Collection[Key], most: int = SHOWN) -> dict[Key, list[Change]]:
    """The last changes of each of these settings, newest first, at most `most` of each. One query.

    However often another setting changed: what was changed at all has a line here.
    """
    found: dict[Key, list[Change]] = defaultdict(list)
    back, place = (Window(RowNumber(), partition_by="key", order_by=by) for by in ("-pk", "pk"))
    rows = SettingChange.objects.filter(key__in=keys).annotate(back=back, place=place).filter(back__lte=most)
    for row in rows.select_related("by").order_by("-pk"):
        key, who = Key(row.key), str(row.by) if row.by else BY_COMMAND
        words = in_words(key, row.before), in_words(key, row.after)
        found[key].append(Change(row.at, who, bool(row.by), *words, row.place))
    return found


def newest_of(keys: Collection[Key]) -> int:
    """The number of the last change of any of these; 0 where nothing was changed yet."""
    return SettingChange.objects.filter(key__in=keys).order_by("-pk").values_list("pk", flat=True).first() or 0


def set_meanwhile(keys: Collection[Key], seen: int) -> Mapping[Key, tuple[str, SettingChange]]:
    """Of each of these settings that was changed since `seen`: what stood there then, and the last change of it."""
    found: dict[Key, tuple[str, SettingChange]] = {}
    for row in SettingChange.objects.filter(key__in=keys, pk__gt=seen).select_related("by").order_by("pk"):
        key = Key(row.key)
        found[key] = (found[key][0] if key in found else row.before, row)
    return found


def in_words(key: Key, text: str) -> str:
    """What is kept, as a person says it.

    >>> in_words(Key.IS_ACADEMY, "yes"), in_words(Key.SURVEY_EXPECTED, "2026-09-18"), in_words(Key.OFFICE_PHONE, "")
    ('Yes', '18 September 2026', 'nothing')
    >>> in_words(Key.REMOVAL_HOURS, "48"), in_words(Key.LETTER_LOOK_DAYS, "1")
    ('48 hours', '1 school day')
    """
    if key in TICKS:
        return "Yes" if text == "yes" else "No"
    if not text:
        return NOTHING
    if key in UNITS:
        return f"{text} {UNITS[key]}{'s' * (text != '1')}"
    if key in PICTURES:
        return "a picture"
    if key == Key.SECOND_STEP_ROLES:
        return ", ".join(str(Role(role).label) for role in text.split() if role in set(Role))
    if key in DAYS:
        try:
            return f"{dt.date.fromisoformat(text):%-d %B %Y}"
        except ValueError:
            return text
    return text


def usual(key: Key) -> str:
    """The default in words; empty where nothing stands there until the school fills it in."""
    said = in_words(key, DEFAULTS[key])
    return "" if said == NOTHING else said
