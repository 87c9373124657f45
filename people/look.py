"""The school's own look: its colours made into the tokens of the stylesheet, its logo (docs/look.md, part 2)."""

import base64
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from .colours import (
    EDGE,
    NIGHT,
    TEXT,
    WHITE,
    Oklch,
    Pair,
    contrast,
    is_colour,
    nearest,
    oklch,
    reads_on,
    shade,
)
from .models import SchoolLogo
from .settings import Key

# The grounds of `static/css/portal.css`, on which links and marks stand; a test holds the two together.
LIGHT = {
    "paper": "#ffffff", "desk": "#f8f7f4", "tint": "#f0f4f9", "yes-tint": "#e2f3e7", "no-tint": "#fce7e4",
    "ask-tint": "#fdefcd", "out-tint": "#f0e9fa", "note-tint": "#e9eff7", "demo": "#fdf0c0",
}  # fmt: skip
DARK = {
    "paper": "#182032", "desk": "#101624", "tint": "#212b40", "yes-tint": "#163524", "no-tint": "#452022",
    "ask-tint": "#3d3014", "out-tint": "#32264b", "note-tint": "#232f47", "demo": "#3a3317",
}  # fmt: skip
USUAL = {
    "light": {"desk": "#f8f7f4", "ink": "#1a2a4a", "cover": "#22396f", "act": "#1d4fa3", "on-act": WHITE,
              "pencil": "#f7c325"},
    "dark": {"desk": "#101624", "ink": "#e8edf7", "cover": "#0a1020", "act": "#a3c1ff", "on-act": NIGHT,
             "pencil": "#f7c325"},
}  # fmt: skip
ON_PENCIL = "#1a2a4a"
HOVERED = 0x22 / 255  # how much white lies over the cover under a tab that is pointed at
SHOWN = (64, 32)  # at most, of the logo in the masthead, in points of the page; it is kept twice as large


@dataclass(frozen=True)
class Logo:
    """The logo in use: which one, and how large it is shown."""

    digest: str
    width: int
    height: int

    @property
    def kept(self) -> str:
        """As the setting keeps it."""
        return f"{self.digest}:{self.width}:{self.height}"


@dataclass(frozen=True)
class Look:
    """What the school chose; empty where the portal's own look holds."""

    main: str
    second: str
    links: bool

    @property
    def is_own(self) -> bool:
        return bool(self.main or self.second)


def look_of(own: Mapping[Key, str]) -> Look:
    """The colours as the school set them; what is no colour, or cannot be read, counts as none."""
    main, second = own[Key.MAIN_COLOUR], own[Key.SECOND_COLOUR]
    links = own[Key.COLOUR_LINKS] == "yes"
    main = main if is_colour(main) and nearest_main(main, links=links) == main else ""
    return Look(main, second if is_colour(second) and nearest_second(second) == second else "", links)


def look_on_paper(own: Mapping[Key, str]) -> dict[str, str]:
    """What a paper takes of the look. One query where a logo is chosen, else none."""
    look, logo = look_of(own), logo_of(own)
    found = {"cover": look.main, "pencil": look.second}
    row = SchoolLogo.objects.filter(digest__startswith=logo.digest).first() if logo else None
    if row:
        found |= {"logo": base64.b64encode(bytes(row.content)).decode(), "logo_words": own[Key.LOGO_WORDS]}
    return {name: value for name, value in found.items() if value}


def logo_of(own: Mapping[Key, str]) -> Logo | None:
    """The logo in use."""
    digest, _, size = own[Key.LOGO].partition(":")
    width, _, height = size.partition(":")
    return Logo(digest, int(width), int(height)) if digest and width.isdecimal() and height.isdecimal() else None


@lru_cache(maxsize=256)
def nearest_main(colour: str, *, links: bool) -> str:
    """`colour` itself if it can be the main colour, else the nearest darker one of its hue that can."""
    grounds = (*LIGHT.values(), _tint(oklch(colour))) if links else ()

    def passes(one: str) -> bool:
        return contrast(WHITE, over(one, WHITE, HOVERED)) >= TEXT and reads_on(one, grounds)

    return nearest(colour, passes, darker=True)


@lru_cache(maxsize=256)
def nearest_second(colour: str) -> str:
    """`colour` itself if dark words can be read on it, else the nearest lighter one of its hue on which they can."""
    return nearest(colour, lambda one: contrast(ON_PENCIL, one) >= TEXT, darker=False)


def _tint(seen: Oklch) -> str:
    return shade(seen, 0.955, 0.03)


@dataclass(frozen=True)
class Tokens:
    """A token of the stylesheet in both schemes."""

    name: str
    light: str
    dark: str


@lru_cache(maxsize=64)
def tokens(look: Look) -> tuple[Tokens, ...]:
    """Every token that follows from the colours chosen."""
    return tuple(_tokens(look))


def _tokens(look: Look) -> Iterator[Tokens]:
    if look.main:
        seen = oklch(look.main)
        yield Tokens("cover", look.main, shade(seen, min(seen.light, 0.24), 0.05))
        yield Tokens("cover-2", shade(seen, 0.87, 0.05), shade(seen, 0.8, 0.05))
        if look.links:
            yield from _acting(look.main, seen)
    if look.second:
        yield Tokens("pencil", look.second, look.second)


def _acting(main: str, seen: Oklch) -> Iterator[Tokens]:
    """What is pressed and chosen. In the dark it is as much lighter as the dark grounds ask for."""
    tint, dark_tint = _tint(seen), shade(seen, 0.32, 0.07)
    grounds = (*DARK.values(), dark_tint, NIGHT)
    dark = nearest(shade(seen, 0.8, 0.12), lambda one: reads_on(one, grounds), darker=False)
    yield Tokens("act", main, dark)
    yield Tokens("act-2", shade(seen, seen.light - 0.09), shade(oklch(dark), oklch(dark).light + 0.07))
    yield Tokens("on-act", WHITE, NIGHT)
    yield Tokens("act-tint", tint, dark_tint)


def pairs(look: Look) -> list[Pair]:
    """Everything that stands on something else, with what it needs: what the check of the page is made of."""
    found = {token.name: token for token in tokens(look)}
    listed: list[Pair] = []
    for scheme, grounds in (("light", LIGHT), ("dark", DARK)):
        own = {name: getattr(token, scheme) for name, token in found.items()}
        listed += _pairs(own, grounds, scheme)
    return listed


def _pairs(own: dict[str, str], grounds: dict[str, str], scheme: str) -> Iterator[Pair]:
    if "cover" in own:
        yield Pair(WHITE, own["cover"], TEXT, f"Words on the header ({scheme})")
        yield Pair(WHITE, over(own["cover"], WHITE, HOVERED), TEXT, f"Words on a tab pointed at ({scheme})")
        yield Pair(own["cover-2"], own["cover"], EDGE, f"Edge of the menu ({scheme})")
    if "act" in own:
        for name, ground in {**grounds, "act-tint": own["act-tint"]}.items():
            yield Pair(own["act"], ground, TEXT, f"Links on {name} ({scheme})")
            yield Pair(own["act-2"], ground, TEXT, f"Links pointed at on {name} ({scheme})")
        yield Pair(own["on-act"], own["act"], TEXT, f"Words on buttons ({scheme})")
        yield Pair(own["on-act"], own["act-2"], TEXT, f"Words on buttons pointed at ({scheme})")
    if "pencil" in own:
        yield Pair(ON_PENCIL, own["pencil"], TEXT, f"Words on the second colour ({scheme})")


def over(ground: str, veil: str, share: float) -> str:
    """What is seen where `share` of a colour lies over a ground."""
    parts = (round(int(ground[at : at + 2], 16) * (1 - share) + int(veil[at : at + 2], 16) * share) for at in (1, 3, 5))
    return "#" + "".join(f"{part:02x}" for part in parts)


@lru_cache(maxsize=64)
def stylesheet(look: Look) -> str:
    """The stylesheet of the school: a few tokens, said over those of the portal. Empty where nothing is chosen."""
    own = tokens(look)
    if not own:
        return ""
    light = "".join(f"--{token.name}:{token.light};" for token in own)
    both = "".join(f"--{token.name}:light-dark({token.light},{token.dark});" for token in own)
    return f":root{{{light}}}@supports (color:light-dark(#000,#fff)){{:root{{{both}}}}}\n"


def in_both_schemes(look: Look) -> list[dict[str, str]]:
    """The colours of a small picture of a page, by day and by night: the school's own, else those of the portal."""
    own = {token.name: token for token in tokens(look)}
    found = []
    for left, scheme in ((0, "light"), (240, "dark")):
        colours = {name: getattr(own[name], scheme) if name in own else usual for name, usual in USUAL[scheme].items()}
        found.append({"left": str(left), **colours, "on_act": colours["on-act"]})
    return found
