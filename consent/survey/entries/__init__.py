"""From a table and its mapping to entries: one child of one submission each, read but not matched."""

from .reading import SurveyReading, read_entries
from .wide import both

__all__ = ["SurveyReading", "both", "read_entries"]
