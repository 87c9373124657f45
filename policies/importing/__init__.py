"""From a document to a draft: what it says is recognised, a person corrects it, no sentence is lost (issue 4)."""

from policies.reading import Document, NotAPolicy, read_document

from .door import proposal_of
from .places import Doubt, Doubted, Place, Placed
from .proposal import propose
from .proposed import Proposal

__all__ = [
    "Document",
    "Doubt",
    "Doubted",
    "NotAPolicy",
    "Place",
    "Placed",
    "Proposal",
    "proposal_of",
    "propose",
    "read_document",
]
