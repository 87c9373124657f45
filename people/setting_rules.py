"""Settings that stand together: what two of them say at once has to make sense. The form asks it of what was typed, and
the action again of what stands at that moment, so that two people who set one of them each are judged too."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from .colours import is_colour
from .look import nearest_main, nearest_second
from .settings import Key, number

Own = Mapping[Key, str]


@dataclass(frozen=True)
class SettingFault:
    """What cannot be together: `key` is the setting that is to be another, `text` what to write there. `nearest`: a
    colour that could be taken instead."""

    key: Key
    text: str
    nearest: str = ""


@dataclass(frozen=True)
class Together:
    """Settings that are judged together. `judge` gets each as it is kept, none of them empty but a tick."""

    keys: tuple[Key, ...]
    judge: Callable[[Own], SettingFault | None]


def _lessons(own: Own) -> SettingFault | None:
    if own[Key.LESSONS_END] > own[Key.LESSONS_BEGIN]:
        return None
    return SettingFault(Key.LESSONS_END, "Write a time after the one at which lessons begin.")


def _chair_after_cover(own: Own) -> SettingFault | None:
    """Whoever stands in hears of it first."""
    cover = number(own, Key.TOLD_TO_COVER_DAYS)
    if number(own, Key.TOLD_TO_CHAIR_DAYS) > cover:
        return None
    return SettingFault(Key.TOLD_TO_CHAIR_DAYS, f"Write a number above {cover}: whoever stands in comes first.")


def _reminded_within(own: Own) -> SettingFault | None:
    """Nobody is reminded before their days have begun."""
    days = number(own, Key.COMPLAINT_NEXT_STAGE_DAYS)
    if number(own, Key.COMPLAINT_CLOSING_DAYS) < days:
        return None
    return SettingFault(
        Key.COMPLAINT_CLOSING_DAYS,
        f"Write a number below {days}: they have no more days than that to ask for the next stage.",
    )


def _main_colour(own: Own) -> SettingFault | None:
    """A colour on which, or in which, nobody could read words; as the colour of links it has to be darker."""
    main, links = own[Key.MAIN_COLOUR], own[Key.COLOUR_LINKS] == "yes"
    if not is_colour(main) or (nearest := nearest_main(main, links=links)) == main:
        return None
    where = "white words on it, and links in it on a light page," if links else "white words on it"
    return _unread(Key.MAIN_COLOUR, main, nearest, f"is too light: {where} could not be read (WCAG 2.2 AA).")


def _second_colour(own: Own) -> SettingFault | None:
    second = own[Key.SECOND_COLOUR]
    if not is_colour(second) or (nearest := nearest_second(second)) == second:
        return None
    return _unread(Key.SECOND_COLOUR, second, nearest, "is too dark: dark words on it could not be read.")


def _unread(key: Key, colour: str, nearest: str, why: str) -> SettingFault:
    return SettingFault(key, f"{colour} {why} The nearest that can be read is {nearest}.", nearest)


TICKS = frozenset({Key.COLOUR_LINKS})
TOGETHER: tuple[Together, ...] = (
    Together((Key.LESSONS_BEGIN, Key.LESSONS_END), _lessons),
    Together((Key.TOLD_TO_COVER_DAYS, Key.TOLD_TO_CHAIR_DAYS), _chair_after_cover),
    Together((Key.COMPLAINT_NEXT_STAGE_DAYS, Key.COMPLAINT_CLOSING_DAYS), _reminded_within),
    Together((Key.MAIN_COLOUR, Key.COLOUR_LINKS), _main_colour),
    Together((Key.SECOND_COLOUR,), _second_colour),
)


def with_partners(keys: Collection[Key]) -> set[Key]:
    """These settings, and those that are judged together with one of them."""
    return {*keys, *(key for one in TOGETHER if not set(keys).isdisjoint(one.keys) for key in one.keys)}


def faults(own: Own, touched: Collection[Key]) -> Iterator[SettingFault]:
    """What cannot be together in `own`, as it is kept, where one of `touched` is part of it: what stood wrong before is
    nobody's fault who sets something else. What is missing or empty in `own` is not judged."""
    for one in TOGETHER:
        if set(touched).isdisjoint(one.keys) or not all(own.get(key) or key in TICKS for key in one.keys):
            continue
        if fault := one.judge({key: own.get(key, "") for key in one.keys}):
            yield fault
