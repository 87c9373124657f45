"""How a child of a submission is named on a page."""

from .survey.entry import Entry


def child_text(entry: Entry) -> str:
    """The child as the file names it, on one line."""
    named = entry.named
    return named.full_name or f"{named.forename} {named.surname}".strip() or "(no name)"
