"""What was made of a document."""

from dataclasses import dataclass, field

from policies.content import PolicyText

from .places import Doubt, Placed


@dataclass(frozen=True)
class Proposal:
    """A wording for a person to correct, and where each sentence of the file went, in the order of the file.

    `title` is empty if the document names none. `doubts` are what a person should look at.
    """

    wording: PolicyText
    title: str = ""
    sentences: list[Placed] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
