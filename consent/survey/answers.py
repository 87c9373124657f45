"""What a cell says about one purpose. The closed lists of domain 5.2: nothing but an exact yes is a yes."""

import re
import unicodedata
from collections.abc import Mapping

from people.spreadsheets.table import Cell

from .entry import Reading
from .ticks import ticked_labels

# Plain words: they answer whatever was asked, so a question of refusal may turn them round.
_PLAIN = {
    **dict.fromkeys(("yes", "y", "true", "1", "ticked", "✓", "✔", "☑"), Reading.YES),
    **dict.fromkeys(("no", "n", "false", "0"), Reading.NO),
}

# Words that say themselves what is given: "granted" stays granted, so they cannot be turned round.
_GIVEN = ("yes - i give consent", "granted", "consent given", "agreed")
_NOT_GIVEN = ("no thanks", "not granted", "declined", "refused")
_SILENT = ("requested", "pending", "no response")
_SPEAKS_OF_CONSENT = {
    **dict.fromkeys(_GIVEN, Reading.YES),
    **dict.fromkeys(_NOT_GIVEN, Reading.NO),
}
_I_DO_NOT = re.compile(
    r"no - i (?:do not|don't) (?:"
    r"(?:wish to )?(?:give|grant)(?: my)? (?:consent|permission)|(?:wish to )?(?:consent|agree)|want this)"
)

_TURNED = {Reading.YES: Reading.NO, Reading.NO: Reading.YES}
_DASH_WITH_ROOM = re.compile(r"\s*-\s*")
_LOOKS_LIKE_YES = re.compile(
    r"(?:yes|yeah|yep|yup|y|ok|okay|sure|fine|happy|agree|agreed|accept|allow|granted?|give|given|i give|i agree"
    r"|i consent|i am happy|i'm happy|we agree|all|of course|absolutely|no objections?|no problem|✓|✔|☑|true)\b"
    r"|.*\b(?:consent|permission|permitted|allowed|happy|agree|fine|ok|okay|yes|no objections?|don't mind"
    r"|do not mind)\b"
)
_NONE = ("none", "no ", "nothing", "i do not", "i don't")
_LOOK_ALIKES = str.maketrans("уүγеєεѕοокκ", "yyyeeesookk")
_LIKE_TICKS = set("✓✔☑✅🗸☒🗹👍")


def read_answer(cell: Cell, refusal: bool = False) -> Reading:
    """What a cell says about the purposes of its column.

    The cell is folded (`fold`) and looked up in closed lists; everything else with a content is unclear: longer
    sentences, dates, numbers but 1 and 0, "no objection", a cell without a value in the file. The crosses ✗ ✘ ☒
    and the empty box ☐ are unclear too: a cross is "no" to one person and a tick to another, and an empty box may be
    a no or a question passed over.

    With `refusal` (the question is worded "I do NOT want ...") the plain words are turned round. Words that speak of
    consent themselves ("refused", "No - I do not give consent", "No thanks") cannot be turned round without guessing
    what the parent meant, so they are unclear there.

    >>> read_answer(" YES. "), read_answer("Yes but only in a group"), read_answer("no", refusal=True)
    (<Reading.YES: 'yes'>, <Reading.UNCLEAR: 'unclear'>, <Reading.YES: 'yes'>)
    """
    if cell is None or (isinstance(cell, str) and not fold(cell)):
        return Reading.BLANK
    if isinstance(cell, bool | int | float):
        plain = _of_number(cell)
    elif isinstance(cell, str):
        folded = fold(cell)
        if folded in _SILENT:
            return Reading.BLANK
        speaking = _of_consent_words(folded)
        if speaking:
            return Reading.UNCLEAR if refusal else speaking
        plain = _PLAIN.get(folded, Reading.UNCLEAR)
    else:
        return Reading.UNCLEAR
    return _TURNED.get(plain, plain) if refusal else plain


def read_ticks(cell: Cell, options: Mapping[str, str | None], refusal: bool = False) -> dict[str, Reading]:
    """What a cell of a tick-all question says about each purpose among its `options` (label to purpose or none).

    Ticked is yes, not ticked is no, a wholly empty cell is blank. The cell is cut by the known labels, as labels
    hold commas themselves; between two of them stands a comma, a semicolon or a line break. Any other text, two ways
    to cut it, two labels of one purpose that differ, or "None of the above" beside a ticked purpose make every
    purpose unclear. With `refusal` a ticked place is no and one not ticked is blank, never yes.
    """
    purposes = [purpose for purpose in options.values() if purpose is not None]
    if cell is None or (isinstance(cell, str) and not fold(cell)):
        return dict.fromkeys(purposes, Reading.BLANK)
    labels = {(_lines(label), purpose): label for label, purpose in options.items()}
    pairs = [(folded, label) for (folded, _), label in labels.items()]
    ticked = ticked_labels(_lines(cell), pairs) if isinstance(cell, str) else None
    if ticked is None or _contradicts(ticked, {label: options[label] for label in labels.values()}):
        return dict.fromkeys(purposes, Reading.UNCLEAR)
    yes, no = (Reading.NO, Reading.BLANK) if refusal else (Reading.YES, Reading.NO)
    return {purpose: yes if purpose in {options[label] for label in ticked} else no for purpose in purposes}


def looks_like_yes(cell: Cell, taken: Reading) -> bool:
    """Whether somebody who only glances at the cell would take it for a yes although it was not taken as an answer.

    Only cells taken as unclear or blank come into question: a plain no and a yes turned round were understood.
    It errs on the side of showing: "I do not give permission" is listed as well, for it holds the word.
    """
    if taken in {Reading.YES, Reading.NO} or not isinstance(cell, str):
        return False
    folded = fold(cell)
    if not folded or folded in _SILENT:
        return False
    return bool(_LOOKS_LIKE_YES.match(folded.translate(_LOOK_ALIKES)) or _LIKE_TICKS & set(folded))


def fold(text: str) -> str:
    """The text as answers are compared: domain 5.2.

    Compatibility forms (NFKC) and capitals folded, dashes to "-", blanks squeezed, signs that take no room (zero
    width, control, direction, the picture form of ✔) taken out, a final "." or "!" dropped. Raised, lowered and
    circled signs stay as they are: "¹" is a footnote and no answer. Nor are look-alike letters of other scripts
    changed, so "уes" with a Cyrillic letter is no yes.

    >>> fold("  Yes –  I give\\u200b consent. ")
    'yes - i give consent'
    """
    signs = (_folded_sign(sign) for sign in unicodedata.normalize("NFC", text))
    folded = " ".join("".join(signs).split()).casefold()
    if folded.endswith((".", "!")):
        folded = folded[:-1].rstrip()
    return _DASH_WITH_ROOM.sub(" - ", folded).strip() if "-" in folded else folded


def _folded_sign(sign: str) -> str:
    category = unicodedata.category(sign)
    if sign.isspace():
        return " "
    if category in {"Cf", "Cc"} or "\ufe00" <= sign <= "\ufe0f":
        return ""
    if sign in "’‘ʼ":
        return "'"
    if category == "Pd" or sign == "\u2212":
        return "-"
    if unicodedata.decomposition(sign).startswith(("<super>", "<sub>", "<circle>", "<square>")):
        return sign
    return unicodedata.normalize("NFKC", sign)


def _of_number(number: bool | int | float) -> Reading:
    if number == 1:
        return Reading.YES
    return Reading.NO if number == 0 else Reading.UNCLEAR


def _of_consent_words(folded: str) -> Reading | None:
    return Reading.NO if _I_DO_NOT.fullmatch(folded) else _SPEAKS_OF_CONSENT.get(folded)


def _lines(text: str) -> str:
    """The text folded line by line, as a line break may part two labels."""
    lines = (fold(line) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def _contradicts(ticked: frozenset[str], options: Mapping[str, str | None]) -> bool:
    """Whether "none" is ticked beside something, or one purpose by one of its labels and not by another."""
    none = {label for label in ticked if options[label] is None and fold(label).startswith(_NONE)}
    if none and len(ticked) > len(none):
        return True
    on = {options[label] for label in ticked} - {None}
    off = {purpose for label, purpose in options.items() if label not in ticked}
    return bool(on & off)
