"""How a rule came to read as it does: in the policy since when, and changed in which versions (requirements 2.1)."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from .models import PolicyVersion, RuleVersion
from .models.states import PUBLIC

# What of a rule is told as changed, in the order in which it is told.
ASPECTS = (
    ("worded anew", ("text", "limbs", "consequence", "following")),
    ("of another firmness", ("strength",)),
    ("for others", ("audiences",)),
)


@dataclass(frozen=True)
class Change:
    """A version in which a rule changed, the one before it, and what changed in a few words."""

    version: PolicyVersion
    before: PolicyVersion
    what: str


@dataclass(frozen=True)
class History:
    """The version that first had the rule, of those kept here, and every change since, the latest first."""

    first: PolicyVersion
    changes: list[Change]


def history_of(rule: RuleVersion, version: PolicyVersion) -> History:
    """The history of a rule up to `version`, the one that it belongs to. One query.

    Drafts, later versions and versions that were withdrawn before they held are no part of it.
    """
    rows = RuleVersion.objects.filter(rule=rule.rule_id, version__status__in=PUBLIC)
    rows = rows.filter(version__number__lte=version.number).select_related("version__policy")
    held = [row for row in rows.order_by("version__number") if not row.version.never_held]
    changes = [
        Change(after.version, before.version, " and ".join(what))
        for before, after in pairwise(held)
        if (what := list(_changed(before, after)))
    ]
    return History(held[0].version if held else version, changes[::-1])


def _changed(before: RuleVersion, after: RuleVersion) -> Iterator[str]:
    for words, fields in ASPECTS:
        if any(_plain(getattr(before, name)) != _plain(getattr(after, name)) for name in fields):
            yield words
    if before.code != after.code:
        yield f"called {before.code} before"


def _plain(value: object) -> object:
    """Spaces alone are no change."""
    return " ".join(value.split()) if isinstance(value, str) else value
