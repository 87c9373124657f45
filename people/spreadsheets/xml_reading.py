"""Walking through XML that came from outside: no document types, no entities, no references elsewhere."""

import io
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

from defusedxml.common import DefusedXmlException
from defusedxml.sax import make_parser

from . import refusals
from .table import UnreadableFile


def local(name: str) -> str:
    """The name of an element or attribute without its prefix."""
    return name.rpartition(":")[2]


def walk(data: bytes, handler: ContentHandler) -> None:
    """Tell `handler` of every element. Raises UnreadableFile if the XML is broken or has a document type."""
    parser = make_parser()
    parser.forbid_dtd = True
    parser.setContentHandler(handler)
    try:
        parser.parse(io.BytesIO(data))
    except (SAXException, DefusedXmlException):
        raise UnreadableFile(refusals.DAMAGED) from None
