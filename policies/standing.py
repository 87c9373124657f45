"""How a policy is to be read on a day: which version stands, and which agreements count for it (A7)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from .models import PolicyVersion
from .models.states import PUBLIC


@dataclass(frozen=True)
class Standing:
    """A policy as it is to be read today.

    `counts`: the versions of which an agreement counts, this one and those from which only corrections led to it.
    `asked_from`: since when the last of them that has to be read has stood, and `root` is that one.
    """

    version: PolicyVersion
    counts: frozenset[int]
    asked_from: dt.date
    root: int


def standing_on(day: dt.date, versions: Iterable[PolicyVersion]) -> Standing | None:
    """How a policy with these `versions` is to be read on `day`; None where none stands.

    After a version that was withdrawn none stands, as on the policy's own page (`in_force_on`). A correction that
    nobody has to read again leaves what was agreed to before it standing, and no further back: a withdrawn version
    that had to be read stays one that had to be read.
    """
    stood = [
        version
        for version in versions
        if version.status in PUBLIC and (version.effective_from or day) <= day and not version.never_held
    ]
    stood.sort(key=lambda version: (version.effective_from or day, version.number))
    if not stood or (stood[-1].withdrawn_on and stood[-1].withdrawn_on <= day):
        return None
    counting = [stood.pop()]
    while counting[-1].is_minor and stood:
        counting.append(stood.pop())
    counts = frozenset(version.pk for version in counting)
    return Standing(counting[0], counts, _asked_from(counting[-1], day), root=counting[-1].pk)


def _asked_from(version: PolicyVersion, day: dt.date) -> dt.date:
    """A version published for later is read from its first day, one that began long ago from its publication."""
    published = timezone.localdate(version.published_at) if version.published_at else day
    return max(published, version.effective_from or published)
