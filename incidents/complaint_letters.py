"""Letters about a complaint: the portal's words, the school's own in their place, and what is filled in.

What is filled in is put in once: a name or an answer that looks like something to fill in stays as it was typed.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .complaint_letter_words import OURS
from .complaints.letter_kinds import ComplaintLetterKind
from .models import CaseLetterWording

# What the school may write in its words, and what is put there.
MARKS = {
    "[school]": "the name of the school",
    "[phone]": "the telephone number of the office",
    "[reference]": "the reference of the complaint",
    "[name]": "who complained, or Sir or Madam",
    "[address]": "their name and postal address",
    "[received]": "the day on which it came in",
    "[answer by]": "the day by which we answer",
    "[stage]": "the stage at which it stands",
    "[finding]": "what came of it",
    "[reason]": "our answer, as they were told",
    "[actions]": "what the school will do",
    "[next stage by]": "the last day to ask for the next stage",
    "[picture rule]": "the rule for parents about pictures, word for word",
    "[complaint rule]": "the rule for parents about complaints, word for word",
    "[status page]": "where they see how it stands",
}
_MARK = re.compile(r"\[[^\[\]\n]*\]")
_BRACKET = re.compile(rf"{_MARK.pattern}|[\[\]]")
# The school asks, and judges nobody (policy C1).
_JUDGING = re.compile(
    r"\b(illegal\w*|unlawful\w*|criminal\w*|crimes?|offences?|offending|defam\w+|libel\w*|slander\w*|prosecut\w+"
    r"|br(?:eak|oke|oken)(?:ing)? the law)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Filled:
    """A letter filled in. `left_out`: of which marks nothing is known, so that their paragraphs are not in it."""

    text: str
    left_out: tuple[str, ...]


def named(mark: str) -> str:
    """A mark as it is known, whatever its capitals and spaces.

    >>> named("[ Answer  by ]")
    '[answer by]'
    """
    return f"[{' '.join(mark.strip('[]').lower().split())}]"


def wording_of(kind: ComplaintLetterKind) -> str:
    """The school's own words for a kind of letter; without them the portal's. One query."""
    own = CaseLetterWording.objects.filter(kind=kind.wording).first()
    return own.text if own else OURS[kind]


def unknown_marks(text: str) -> Iterator[str]:
    """What stands in brackets and is nothing to fill in, each with its line.

    >>> list(unknown_marks("Dear [name],\\n\\nit is [naem]."))
    ['Line 3: the portal cannot fill in [naem].']
    """
    for number, line in enumerate(text.split("\n"), 1):
        for found in _BRACKET.findall(line):
            if len(found) == 1:
                yield f"Line {number}: a bracket {found} stands alone."
            elif named(found) not in MARKS:
                yield f"Line {number}: the portal cannot fill in {found[:60]}."


def open_marks(text: str) -> Iterator[str]:
    """What is still to be filled in, each with its line.

    >>> list(open_marks("Dear [name],"))
    ['Line 1: [name] is not filled in yet.']
    """
    for number, line in enumerate(text.split("\n"), 1):
        for found in _MARK.findall(line):
            if named(found) in MARKS:
                yield f"Line {number}: {found} is not filled in yet."


def judging_words(kind: ComplaintLetterKind, text: str) -> Iterator[str]:
    """Words by which a letter that asks for something would judge, each with its line. Other letters say what was
    found.

    >>> list(judging_words(ComplaintLetterKind.REMOVAL, "Your post is illegal."))
    ['Line 1: take out “illegal”: the school asks, it does not judge.']
    """
    if kind != ComplaintLetterKind.REMOVAL:
        return
    for number, line in enumerate(text.split("\n"), 1):
        for found in _JUDGING.finditer(line):
            yield f"Line {number}: take out “{found.group()}”: the school asks, it does not judge."


def filled(wording: str, values: Mapping[str, str]) -> Filled:
    """A wording with each mark filled in, once. A paragraph with a mark of which nothing is known is left out.

    >>> filled("Dear [name],\\n\\n[finding]\\n\\n[school]", {"[name]": "[school]", "[school]": "Ours"})
    Filled(text='Dear [school],\\n\\nOurs', left_out=('[finding]',))
    """
    kept, left_out = [], []
    for part in re.split(r"\n[ \t]*\n", wording):
        missing = [named(mark) for mark in _MARK.findall(part) if not values.get(named(mark))]
        left_out += missing
        if part.strip() and not missing:
            kept.append(_MARK.sub(lambda found: values[named(found.group())], part).strip())
    return Filled("\n\n".join(kept), tuple(dict.fromkeys(left_out)))
