"""From a table and its mapping to entries: one child of one submission each, read but not matched."""

from .answering import both
from .reading import SurveyReading, read_entries

__all__ = ["SurveyReading", "both", "read_entries"]
