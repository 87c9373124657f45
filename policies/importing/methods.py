"""The ways in which school and families talk, where a sentence lists them (requirements 4, 31)."""

import re

from policies.content import MethodText

_LIST = re.compile(r"\bmethods of (?:school )?communication (?:include|are|can be)[: ]\s*([^.]{3,400})", re.IGNORECASE)
_PARTS = re.compile(r",\s*(?:and\s+)?|\s+and\s+|;\s*")
_ARTICLE = re.compile(r"(?:the|our|a|an)\s+", re.IGNORECASE)
_LONGEST_NAME = 80
_LONGEST_SLUG = 40


def methods_in(text: str) -> tuple[MethodText, ...]:
    """What a sentence such as "Methods of school communication include the website and letters" names.

    >>> [method.name for method in methods_in("Methods of communication include the website, letters and calls.")]
    ['Website', 'Letters', 'Calls']
    """
    found = _LIST.search(text)
    if found is None:
        return ()
    names = [_ARTICLE.sub("", part.strip(), count=1) for part in _PARTS.split(found[1]) if part.strip()]
    kept = {_slug(name): name[:1].upper() + name[1:] for name in names if _slug(name) and len(name) <= _LONGEST_NAME}
    return tuple(MethodText(slug, name, "") for slug, name in kept.items())


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:_LONGEST_SLUG].strip("-")
