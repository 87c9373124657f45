"""The signs of the Markdown that the portal writes: what the writer puts, the reader knows."""

import re
from collections.abc import Iterable

from .words import EVERYBODY, Audience, Strength

# Fields of the whole policy, of an area and of a rule, with the words that stand before them.
LEAD, IN_SHORT = "Lead", "In short (to help, not part of the policy)"
LOOKED_AFTER_BY, RESPONSIBILITIES = "Looked after by", "Responsibilities"
METHOD, OPEN_POINT = "Way to talk", "Not settled"
FOR, SECOND_TITLE = "For", "Second title"
CONSEQUENCE, WHY, TAGS, RELATED = "Consequence", "Why (to help, not part of the policy)", "Tags", "See also"

_SPECIAL = re.compile(r"\\|#{1,6} |\*[A-Z]|- \*\*|<!--|\s")
_SPECIAL_INSIDE = re.compile(r"[\\#*-]|<!--|\s")
_PARTED = re.compile(r"(?:[^\\|]|\\.)+")
NOBODY, ALL = "nobody", "everybody"


def escaped(line: str, inside: bool = False) -> str:
    r"""A line of text that cannot be taken for a sign: one that could be gets a backslash. `inside` a rule more could.

    >>> escaped("# of pupils"), escaped("1. Ask"), escaped("- ask", inside=True)
    ('\\# of pupils', '1. Ask', '\\- ask')
    """
    pattern = _SPECIAL_INSIDE if inside else _SPECIAL
    return "\\" + line if pattern.match(line) or (inside and not line) else line


def unescaped(line: str) -> str:
    return line[1:] if line.startswith("\\") else line


def listed(values: Iterable[str]) -> str:
    r"""Several short texts in one line.

    >>> listed(["a|b", "c"]), parted(listed(["a|b", "c"]))
    ('a\\|b | c', ['a|b', 'c'])
    """
    return " | ".join(value.replace("\\", "\\\\").replace("|", "\\|") for value in values)


def parted(line: str) -> list[str]:
    """The texts that `listed` put in one line."""
    return [re.sub(r"\\(.)", r"\1", found).strip() for found in _PARTED.findall(line)]


def readers(audiences: Iterable[Audience]) -> str:
    chosen = [str(audience) for audience in audiences]
    if chosen == EVERYBODY:
        return ALL
    return ", ".join(chosen) or NOBODY


def readers_from(words: str) -> tuple[Audience, ...]:
    """Whom `readers` named. Raises ValueError for a word that names nobody."""
    if words in (ALL, NOBODY):
        return tuple(Audience) if words == ALL else ()
    return tuple(Audience(word.strip()) for word in words.split(","))


def firmness(strength: Strength) -> str:
    return str(strength).replace("_", " ")


def firmness_from(words: str) -> Strength:
    """The strength that `firmness` wrote. Raises ValueError for anything else."""
    return Strength(words.strip().replace(" ", "_"))
