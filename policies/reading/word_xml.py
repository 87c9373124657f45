"""The XML inside a Word document: element names without their namespaces, for Word writes two sets of them."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from . import refusals
from .refusals import NotAPolicy

_OFF = {"0", "false", "off", "none"}


def root(data: bytes) -> Element:
    """The outermost element. Raises NotAPolicy if the XML is broken or has a document type."""
    try:
        return fromstring(data, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError):
        raise NotAPolicy(refusals.DAMAGED) from None


def local(element: Element) -> str:
    """The element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def child(element: Element | None, *names: str) -> Element | None:
    """The first child of that name, and of that its first child of the next name."""
    for name in names:
        if element is None:
            return None
        element = next((one for one in element if local(one) == name), None)
    return element


def children(element: Element | None, name: str) -> Iterator[Element]:
    return (one for one in element if local(one) == name) if element is not None else iter(())


def value(element: Element | None, name: str = "val") -> str:
    """An attribute, whatever its namespace; empty if there is none."""
    if element is None:
        return ""
    for key, found in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return found
    return ""


def is_on(parent: Element | None, name: str) -> bool | None:
    """Whether a switch such as `b` is on, None if nothing is said of it."""
    switch = child(parent, name)
    return None if switch is None else value(switch).lower() not in _OFF
