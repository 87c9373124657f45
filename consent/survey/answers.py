"""What a cell says about permission. Only what is exactly a yes is a yes (domain 5.2)."""

import re
import unicodedata
from collections.abc import Mapping

from people.spreadsheets.table import Cell, Mark

from .entry import Reading

YES_WORDS = frozenset(
    {
        "yes", "y", "true", "1", "ticked", "✓", "✔", "☑", "granted", "consent given", "agreed", "yes - i give consent",
        "yes i give consent", "yes, i give consent", "yes - i give permission", "yes, i give permission",
        "yes i give permission", "i give consent", "i give permission", "yes - i consent", "yes, i consent",
        "yes - i agree", "yes, i agree",
    }
)  # fmt: skip
NO_WORDS = frozenset(
    {
        "no", "n", "false", "0", "no thanks", "no thank you", "not granted", "declined", "refused", "consent refused",
        "not given", "consent not given", "no - i do not give consent", "no i do not give consent",
        "no, i do not give consent", "no - i do not give permission", "no, i do not give permission",
        "no i do not give permission", "i do not give consent", "i do not give permission", "no - i do not consent",
        "no, i do not consent", "no - i do not agree", "no, i do not agree", "unticked",
    }
)  # fmt: skip
BLANK_WORDS = frozenset({"requested", "pending", "no response"})
OPPOSITE = {Reading.YES: Reading.NO, Reading.NO: Reading.YES}
_PERMISSIVE = re.compile(
    r"\b(yes|yeah|yep|ok|okay|fine|happy|agree|agreed|(?<!not )sure|give permission|give consent|permission|consent|allowed?|"
    r"of course|true|tick(ed)?|no objections?|no problem)\b|^y\b|[✓✔☑]"
)
_TICK_PARTS = re.compile(r"[,;\n]")


def fold_answer(text: str) -> str:
    """An answer as it is compared: trimmed, one case, all dashes alike, hidden signs and a final . or ! dropped.

    >>> fold_answer("  YES\\u200b – I give consent. ")
    'yes - i give consent'
    """
    plain = unicodedata.normalize("NFKC", text).replace("’", "'")
    signs = ("-" if unicodedata.category(sign) == "Pd" or sign == "\u2212" else sign for sign in plain)
    seen = "".join(sign for sign in signs if unicodedata.category(sign) not in ("Cf", "Mn"))
    folded = " ".join("".join(" " if unicodedata.category(s) == "Cc" else s for s in seen).split()).casefold()
    return folded[:-1].rstrip() if folded.endswith((".", "!")) else folded


def read_answer(cell: Cell, refusal: bool = False) -> Reading:
    """The reading of one cell, after polarity: with `refusal` a yes in the cell is a no and the reverse.

    Anything that is not exactly in the lists of domain 5.2 is unclear: a longer sentence, a date, an error
    value, a formula without a stored result, a crossed box, letters of another script. Only an empty cell, or
    a management system's word for "not answered", is blank.
    """
    reading = _read(cell)
    return OPPOSITE.get(reading, reading) if refusal else reading


def _read(cell: Cell) -> Reading:
    if cell is None:
        return Reading.BLANK
    if isinstance(cell, bool):
        return Reading.YES if cell else Reading.NO
    if isinstance(cell, int | float):
        return {1: Reading.YES, 0: Reading.NO}.get(cell, Reading.UNCLEAR)
    if not isinstance(cell, str):
        return Reading.UNCLEAR
    folded = fold_answer(cell)
    if not folded:
        return Reading.UNCLEAR if cell.strip() in (".", "!") else Reading.BLANK
    if folded in YES_WORDS:
        return Reading.YES
    if folded in NO_WORDS:
        return Reading.NO
    return Reading.BLANK if folded in BLANK_WORDS else Reading.UNCLEAR


def read_ticks(cell: Cell, options: Mapping[str, str | None], refusal: bool = False) -> dict[str, Reading]:
    """The reading of a column in which several places may be ticked, for each purpose among its `options`.

    An option names its purposes, parted by blanks; None is a known label without purpose. Ticked is yes,
    unticked no, an empty cell blank; one part that is no known label makes the whole cell unclear. With
    `refusal` a ticked place is no and an unticked one not answered, never yes.
    """
    slugs = {slug for option in options.values() for slug in (option or "").split()}
    if cell is None or (isinstance(cell, str) and not fold_answer(cell)):
        return dict.fromkeys(slugs, Reading.BLANK)
    ticked = _ticked(cell, options) if isinstance(cell, str) else None
    if ticked is None:
        return dict.fromkeys(slugs, Reading.UNCLEAR)
    chosen = {slug for label in ticked for slug in (options[label] or "").split()}
    none_ticked = [label for label in ticked if options[label] is None]
    if none_ticked and chosen:
        return dict.fromkeys(slugs, Reading.UNCLEAR)
    yes, no = (Reading.NO, Reading.BLANK) if refusal else (Reading.YES, Reading.NO)
    return {slug: yes if slug in chosen else no for slug in slugs}


def _ticked(cell: str, options: Mapping[str, str | None]) -> list[str] | None:
    """The labels that the cell is put together from; None if anything else stands in it."""
    labels = {fold_answer(label): label for label in options if fold_answer(label)}
    by_length = sorted(labels, key=len, reverse=True)
    rest, found = fold_answer(_TICK_PARTS.sub(lambda match: match[0] if match[0] == "," else ",", cell)), []
    while rest:
        label = next((each for each in by_length if _begins(rest, each)), None)
        if label is None:
            return None
        found.append(labels[label])
        rest = rest[len(label) :].lstrip(" ,")
    return found


def _begins(text: str, label: str) -> bool:
    flat = label.replace(";", ",")
    return text.startswith(flat) and (len(text) == len(flat) or text[len(flat) :].lstrip().startswith(","))


def looks_like_yes(cell: Cell, taken: Reading) -> bool:
    """Whether a hurried reader would take the cell for a yes although it is not taken as one.

    For the list in the preview, by name. A plain no, 0 or FALSE does not look like a yes.
    """
    if taken is Reading.YES or not isinstance(cell, str):
        return False
    folded = fold_answer(cell)
    return (
        folded not in NO_WORDS - {"i do not give consent", "i do not give permission"}
        and folded not in YES_WORDS
        and bool(_PERMISSIVE.search(folded))
    )


__all__ = ["Mark", "fold_answer", "looks_like_yes", "read_answer", "read_ticks"]
