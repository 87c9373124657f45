"""The school's colours: how well each can be read beside the others (WCAG 2.2), and the nearest that can.

A colour is "#7a1f2b". Lightness is that of OKLCH, in which a step looks the same size for every hue.
"""

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

TEXT, EDGE = 4.5, 3.0  # WCAG 2.2 AA: 1.4.3 for words, 1.4.11 for what is pressed and the ring around it
WHITE, NIGHT = "#ffffff", "#0d1a33"
_HEX = re.compile(r"#[0-9a-f]{6}")
_STEP = 0.004  # of lightness; the eye tells two such apart only side by side


@dataclass(frozen=True)
class Pair:
    """`front` stands on `ground` and needs `least`; `what` names the two for a person."""

    front: str
    ground: str
    least: float
    what: str

    @property
    def ratio(self) -> float:
        return contrast(self.front, self.ground)

    @property
    def passes(self) -> bool:
        return self.ratio >= self.least


def is_colour(text: str) -> bool:
    return bool(_HEX.fullmatch(text))


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2.2.

    >>> round(contrast("#ffffff", "#000000"), 2), round(contrast("#777777", "#ffffff"), 2)
    (21.0, 4.48)
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(colour: str) -> tuple[float, float, float]:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return tuple(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)  # type: ignore[return-value]


@dataclass(frozen=True)
class Oklch:
    """Lightness from 0 to 1, how colourful, and the hue as an angle."""

    light: float
    chroma: float
    hue: float


def oklch(colour: str) -> Oklch:
    """The colour by how it looks (B. Ottosson's OKLab, in polar form)."""
    red, green, blue = _linear(colour)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    light = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    return Oklch(light, math.hypot(a, b), math.atan2(b, a))


def shade(colour: Oklch, light: float, chroma: float | None = None) -> str:
    """The same hue at another lightness, as colourful as a screen can show it there."""
    wanted, light = colour.chroma if chroma is None else min(chroma, colour.chroma), min(max(light, 0.0), 1.0)
    low, high = 0.0, wanted
    if _fits(parts := _parts(light, wanted, colour.hue)):
        return _hex(parts)
    for _ in range(14):
        middle = (low + high) / 2
        low, high = (middle, high) if _fits(_parts(light, middle, colour.hue)) else (low, middle)
    return _hex(_parts(light, low, colour.hue))


def _parts(light: float, chroma: float, hue: float) -> tuple[float, float, float]:
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _fits(parts: tuple[float, float, float]) -> bool:
    return all(-0.0005 <= part <= 1.0005 for part in parts)


def _hex(parts: tuple[float, float, float]) -> str:
    clear = [min(max(part, 0.0), 1.0) for part in parts]
    seen = [part * 12.92 if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055 for part in clear]
    return "#" + "".join(f"{round(part * 255):02x}" for part in seen)


def nearest(colour: str, passes: Callable[[str], bool], *, darker: bool) -> str:
    """`colour` itself where it passes, else the nearest one of its hue that does: darker, or lighter."""
    seen, found = oklch(colour), colour
    light = seen.light
    while not passes(found) and (light > 0 if darker else light < 1):
        light += -_STEP if darker else _STEP
        found = shade(seen, light)
    return found


def reads_on(colour: str, grounds: Iterable[str], least: float = TEXT) -> bool:
    """Whether words in this colour can be read on each of these grounds."""
    return all(contrast(colour, ground) >= least for ground in grounds)
