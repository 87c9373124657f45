"""Signs that no font of the server has: a paper says them in words, so that none is lost and none stops the paper."""

import re
import unicodedata
from typing import Any

# How typst names the text that it cannot show, written as a string of Rust.
_WITHOUT = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]+)\}|(.))")
_NAMED = {"n": "\n", "r": "\r", "t": "\t", "0": "\0"}
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def without_glyph(fault: str) -> set[str]:
    """The signs that a fault of typst says it could not show; none for any other fault.

    >>> sorted(without_glyph('error: PDF/UA-1 error: the text `"\\\\u{1f600}"` could not be displayed with font `"A"`'))
    ['😀']
    """
    return {sign for text in _WITHOUT.findall(fault) for sign in _read(text)} - {" "}


def in_words(value: Any, signs: set[str]) -> Any:
    """`value` with each of these signs said in words, wherever it stands in it.

    >>> in_words({"words": ["Ask 😀"]}, {"😀"})
    {'words': ['Ask [grinning face]']}
    """
    table = {ord(sign): _name(sign) for sign in signs}
    return _translated(value, table)


def cleaned(value: Any) -> Any:
    """`value` without what is no sign: half of a pair, and the controls of old printers.

    >>> cleaned(["a\\0b", "\\ud800c"])
    ['ab', '?c']
    """
    if isinstance(value, str):
        text = value.encode("utf-8", "replace").decode("utf-8")
        return _CONTROLS.sub("", text)
    return _each(value, cleaned)


def _translated(value: Any, table: dict[int, str]) -> Any:
    return value.translate(table) if isinstance(value, str) else _each(value, lambda one: _translated(one, table))


def _each(value: Any, change: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [change(one) for one in value]
    return {key: change(one) for key, one in value.items()} if isinstance(value, dict) else value


def _name(sign: str) -> str:
    """Nothing for a mark that changes the sign before it, such as the colour of a hand."""
    if unicodedata.category(sign) in ("Mn", "Me", "Cf", "Sk"):
        return ""
    name = unicodedata.name(sign, "").lower()
    return f"[{name}]" if name and "-" not in name[-6:] else f"[U+{ord(sign):04X}]"


def _read(text: str) -> str:
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else _NAMED.get(found[2], found[2]), text)
