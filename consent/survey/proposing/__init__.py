"""What the portal believes of each column of a survey file, before a person confirms it."""

from .hints import RollHints
from .polarity import stance
from .whole import knows, propose

__all__ = ["RollHints", "knows", "propose", "stance"]
