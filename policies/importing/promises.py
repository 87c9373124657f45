"""What somebody promises in a policy is asked of them: "Pupils will walk", "Parents will be told the same day"."""

import re

from policies.words import Strength

_DOER = (
    r"(?:i|we|you|they|(?:pupil|child|student|learner|parent|carer|teacher|governor|trustee|visitor|volunteer|helper"
    r"|leader|employee|user|contractor|head ?teacher|head|lead|adult|member|team|committee|class)s?|children|families"
    r"|staff|school|academy|federation|trust|board|body|office|dsl|technician|senco|everyone|everybody)"
)
_BESIDE = r"(?:,? (?:who|that|with|in|on|at|of|from|under)\b[^,.;:]{0,80}?,?)?"
_HOW = r"(?: (?!only\b)\w{1,20}ly| also| always| then)*"
_PROMISE = re.compile(rf"\b{_DOER}{_BESIDE} (?P<will>will)\b{_HOW}(?! (?:only|find|be able)\b)(?P<no> not\b| never\b)?")
_DONE_BY_SOMEBODY = re.compile(
    r"\b(?P<will>will)(?P<no> not| never)?(?: \w{1,20}ly| also| always| then)* be (?:\w{1,20}ly )?"
    r"(?:\w{1,20}(?:ed|en|ught)|told|held|kept|put|sent|made|given|dealt|sought|met|read|shut|lost)\b"
)
# What is foretold of a paper, or left to somebody's judgement, is asked of nobody (requirements 4: D4 tells how
# things are).
_NOT_ASKED = re.compile(
    r"\b(?:where|if|when|as) (?:it is |this is )?(?:appropriate|necessary|needed|possible)\b"
    r"|\bit is (?:possible|likely)\b|^(?:how|what|why|who)\b|^(?:when|where)\b[^,]*$"
    r"|\b(?:this|the|our) (?:policy|document|guidance|page|section|review|form)\b[^.,;:]{0,40}? will\b"
)


def promised(words: str) -> tuple[Strength, int] | None:
    """Whether a sentence, in small letters, promises to do or not to do something, and where its "will" stands.

    >>> promised("pupils will walk"), promised("where appropriate, the police will be told")
    ((Strength.MUST, 7), None)
    """
    if _NOT_ASKED.search(words):
        return None
    found = [hit for hit in (_PROMISE.search(words), _DONE_BY_SOMEBODY.search(words)) if hit]
    if not found:
        return None
    first = min(found, key=lambda hit: hit.start("will"))
    return (Strength.MUST_NOT if first["no"] else Strength.MUST), first.start("will")
