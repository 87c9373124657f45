"""What goes with a draft that is thrown away: told before it is asked, counted in the record."""

from dataclasses import dataclass

from .content import PolicyText
from .differences import differences
from .kept import wording_of
from .models import PolicyVersion


@dataclass(frozen=True)
class Lost:
    """Rules that differ from the version that the draft began from, areas and texts that do, comments, the file.

    `stamp` is the draft as it was counted: somebody may write in it or comment on it meanwhile.
    """

    rules: int
    areas: int
    texts: int
    comments: int
    open_comments: int
    file_name: str
    stamp: str


def lost_with(version: PolicyVersion) -> Lost:
    """What would be lost with `version`, a draft. It began from nothing where the policy was never published."""
    wordings = PolicyVersion.objects.with_wording().in_bulk([version.pk, version.based_on_id or version.pk])
    before = wordings[version.based_on_id] if version.based_on_id else None
    now = wordings[version.pk]
    found = differences(wording_of(before) if before else PolicyText(areas=()), wording_of(now))
    comments = list(now.comments.values_list("settled_at", flat=True))
    unsettled = sum(settled_at is None for settled_at in comments)
    source = getattr(now, "source", None)
    return Lost(
        rules=len(found.rules),
        areas=len(found.areas),
        texts=len(found.texts),
        comments=len(comments),
        open_comments=unsettled,
        file_name=source.file_name if source else "",
        stamp=f"{now.revision}-{len(comments)}-{unsettled}",
    )
