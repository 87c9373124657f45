"""The sentences of a paragraph."""

import re

_END = re.compile(r"(?<![.!?…])[.!?…]+[\"'”’)\]*_]*\s+(?=[\"'“‘(\[*_]*[A-Z0-9À-Þ])")
_NOT_AN_END = {
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "prof",
    "rev",
    "st",
    "e.g",
    "i.e",
    "eg",
    "ie",
    "etc",
    "cf",
    "vs",
    "no",
    "nos",
    "p",
    "pp",
    "para",
    "paras",
    "sec",
    "s",
    "ss",
    "art",
    "reg",
    "regs",
    "vol",
    "ed",
    "eds",
    "approx",
    "dept",
    "inc",
    "ltd",
    "jr",
    "sr",
    "tel",
    "ext",
    "fig",
    "ch",
    "c",
}
_LAST_WORD = re.compile(r"[\w.]+$")


def sentences(paragraph: str) -> list[str]:
    """The sentences in order, with their full stops. Nothing of the paragraph is left out but spaces.

    >>> sentences("Ask Mrs. Hill first. It is e.g. Monday! (See s. 4.) Then go")
    ['Ask Mrs. Hill first.', 'It is e.g. Monday!', '(See s. 4.)', 'Then go']
    """
    found, start = [], 0
    for end in _END.finditer(paragraph):
        if _is_end(paragraph, end.start(), end.group()) or _is_answer(paragraph[start : end.end() + 1]):
            found.append(paragraph[start : end.end()].strip())
            start = end.end()
    found.append(paragraph[start:].strip())
    return [sentence for sentence in found if sentence]


def _is_answer(sentence: str) -> bool:
    """ "No. They may not." is an answer and a sentence; "No. 4 is the hall" is one sentence."""
    return sentence[:3] == "No." and not sentence[-1].isdigit() and len(sentence.split()) == 2


def _is_end(paragraph: str, place: int, sign: str) -> bool:
    if not sign.startswith(".") or sign.startswith(".."):
        return True
    last = _LAST_WORD.search(paragraph[max(0, place - 20) : place])
    if last is None:
        return True
    word = last[0].lower()
    return word not in _NOT_AN_END and not (len(word) == 1 and last[0].isupper())
