"""Names as people write them, made comparable: accents, apostrophes, hyphens, blanks, look-alikes."""

import unicodedata
from functools import lru_cache

_APOSTROPHES = "'`´\u2018\u2019\u201b\u02b9\u02bb\u02bc\u02bd\u2032\uff07"
_INVISIBLE = "\u115f\u1160\u3164\uffa0\u2800"
_DROPPED = dict.fromkeys(map(ord, _APOSTROPHES + _INVISIBLE))
_WITHOUT_MARK = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"}
)
_ASCII = dict.fromkeys(code for code in range(32) if not chr(code).isspace()) | {
    ord("'"): None,
    ord("`"): None,
    ord("-"): " ",
    127: None,
}
_TITLES = frozenset({"mr", "mrs", "miss", "ms", "dr", "mx", "rev", "prof"})
_LETTERS = frozenset({"Lu", "Ll", "Lt", "Lo"})
_EAST_ASIAN = frozenset({"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO"})


@lru_cache(maxsize=5_000)  # whoever compares names folds the same few again and again
def fold(text: str) -> str:
    """The form in which names, classes and headings are compared (domain 5.4); never shown or stored.

    Marks go, and ł ø đ ð þ ß æ œ ı become plain letters; apostrophes go, a hyphen is a blank, blanks and
    signs without width are squeezed, capitals do not count. Folding twice changes nothing.

    >>> fold(" D’ARCY\u00a0\u00a0Łukasik-Müller ")
    'darcy lukasik muller'
    """
    if text.isascii():
        return " ".join(text.lower().translate(_ASCII).split())
    text = unicodedata.normalize("NFKD", text.translate(_DROPPED))
    text = unicodedata.normalize("NFKD", text.casefold().translate(_WITHOUT_MARK))
    return " ".join("".join(map(_plain, text.translate(_DROPPED))).split())


def without_title(text: str) -> str:
    """The folded name of a grown-up without "Mr" or "Dr" before it: the same person either way.

    >>> without_title("Mrs. Joanne O’Dowd"), without_title("joanne odowd"), without_title("Dr")
    ('joanne odowd', 'joanne odowd', 'dr')
    """
    key = fold(text.replace(".", " "))
    title, _, rest = key.partition(" ")
    return rest if title in _TITLES and rest else key


def _plain(letter: str) -> str:
    kind = unicodedata.category(letter)
    if kind == "Pd" or letter == "\u2212":
        return " "
    hidden = kind[0] == "M" or kind == "Cf" or (kind == "Cc" and not letter.isspace())
    return "" if hidden else letter


def clean(text: str) -> str:
    """A text from outside, fit to be kept and shown: composed (NFC), trimmed, without hidden signs.

    Signs that turn the writing direction or have no width go, line breaks become blanks, and half a
    surrogate pair becomes the sign for a lost letter.

    >>> clean(" Zoe\u0308\u200b \u202eHolt")
    'Zoë Holt'
    """
    if text.isascii() and text.isprintable():
        return text.strip()
    return unicodedata.normalize("NFC", "".join(map(_visible, text))).strip()


def _visible(letter: str) -> str:
    if letter.isspace():
        return " "
    kind = unicodedata.category(letter)
    if kind == "Cs":
        return "\ufffd"
    return "" if kind in {"Cf", "Cc"} or letter in _INVISIBLE else letter


def split_surname_first(text: str) -> tuple[str, str]:
    """Forename and surname of "Surname, Forename"; without a comma the whole text is the surname.

    >>> split_surname_first("de Souza , Imran James")
    ('Imran James', 'de Souza')
    """
    surname, _, forename = text.partition(",")
    return " ".join(forename.replace(",", " ").split()), " ".join(surname.split())


def has_mixed_scripts(text: str) -> bool:
    """Whether letters of more than one script stand in one name, as where a Cyrillic "а" poses as an "a".

    Such a name is never taken as certain. Chinese, Japanese and Korean signs count as one script.

    >>> has_mixed_scripts("Zoë Łukasik"), has_mixed_scripts("\u0410va Firth")
    (False, True)
    """
    if text.isascii():
        return False
    letters = (c for c in unicodedata.normalize("NFKD", text) if unicodedata.category(c) in {"Lu", "Ll", "Lt", "Lo"})
    scripts = {unicodedata.name(letter, "UNKNOWN").split()[0] for letter in letters}
    return len({"EAST ASIAN" if script in _EAST_ASIAN else script for script in scripts}) > 1


def lost_letter(name: str) -> bool:
    """Whether a letter was lost on the way through another program: "?ucja", "Zo\ufffd".

    >>> lost_letter("?ucja"), lost_letter("Łucja")
    (True, False)
    """
    return "?" in name or "\ufffd" in name
