"""The way of a file to a proposal, for the page and for the command: read, recognised, and told from other papers."""

import re

from policies.content import PolicyText
from policies.reading import Document, NotAPolicy, read_document, refusals
from policies.words import Strength

from . import audiences
from .proposal import propose
from .proposed import Proposal
from .titles import names_a_policy

_FIRST_LINES = 12
_MONEY = re.compile(r"£ ?\d")
_MEASURE = re.compile(
    r"\b\d+(?:\.\d+)? ?(?:g|kg|ml|l|tsp|tbsp|oz|lb|cups?|teaspoons?|tablespoons?|grams?)\b", re.IGNORECASE
)
_FEW = 3


def proposal_of(content: bytes, name: str, known: PolicyText | None = None) -> Proposal:
    """What the file of a policy becomes. Raises NotAPolicy, for an invoice or a recipe too.

    `known` is the wording of the version before, whose rules may go on in this one.
    """
    document = read_document(content, name)
    proposal = propose(document, known)
    if not document.is_own and not _is_a_policy(document, proposal):
        raise NotAPolicy(refusals.OTHER_PAPER)
    return proposal


def _is_a_policy(document: Document, proposal: Proposal) -> bool:
    """Whether it calls itself a policy, or tells the people of a school what they must or should do."""
    if _is_counted(document):
        return False
    if any(names_a_policy(block.text) for block in document.blocks[:_FIRST_LINES]):
        return True
    asked = [rule for rule in proposal.wording.rules if rule.strength != Strength.INFORMATION]
    return any(audiences.names_somebody(" ".join([rule.text, *rule.limbs])) for rule in asked)


def _is_counted(document: Document) -> bool:
    """Whether it is a bill or a recipe: at least a few lines, and most of them, hold a sum of money or a measure."""
    lines = [block.text for block in document.blocks]
    counted = sum(bool(_MONEY.search(line) or _MEASURE.search(line)) for line in lines)
    return counted >= _FEW and 3 * counted >= len(lines)
