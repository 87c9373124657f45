"""From the bytes of a file to its paragraphs: no database, no Django, and nothing said yet about what they mean."""

from .document import Block, Document, Kind, Part
from .door import read_document
from .refusals import NotAPolicy

__all__ = ["Block", "Document", "Kind", "NotAPolicy", "Part", "read_document"]
