"""A text in two: where a rule that says two things may be parted."""

import re

_END = re.compile(r"(?<=[.!?;])\s+(?=\S)")


def in_two(text: str) -> tuple[str, str]:
    """The first paragraph and the rest, or the first sentence and the rest; all and nothing where there is one only.

    >>> in_two("Ask first. Then post.")
    ('Ask first.', 'Then post.')
    >>> in_two("Ask first")
    ('Ask first', '')
    """
    first, gap, rest = text.strip().partition("\n\n")
    if gap:
        return first, rest.strip()
    parts = _END.split(first, maxsplit=1)
    return parts[0], parts[1] if len(parts) == 2 else ""
