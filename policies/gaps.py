"""What a policy leaves open: shown until the governors settle it, never filled in (requirements 4.1).

Each gap has a key that stays the same while it is open, from version to version, so that somebody can be named who
takes care of it (`gap_owners.py`).
"""

import hashlib
from dataclasses import dataclass

from .laws import how_many, in_a_word, rule_about_laws
from .models import PolicyVersion, RuleVersion
from .words import Audience

GOVERNORS, NEXT_REVIEW, OFFICE = "the governors", "the next review", "the school office"
LAWS = "laws"


@dataclass(frozen=True)
class Gap:
    """Something not settled yet, and who is to settle it, if anybody was named. `key` tells it from the others."""

    key: str
    text: str
    waits_for: str = ""


def rules_of(version: PolicyVersion) -> list[RuleVersion]:
    """All rules of a version in reading order, from what `with_wording` has fetched."""
    return [rule for section in version.sections.all() for rule in section.rules.all()]


def audiences_not_named(version: PolicyVersion) -> list[Audience]:
    """Those whom the policy is for without a rule of their own: a rule for everybody names nobody."""
    named = {code for rule in rules_of(version) if not rule.is_for_everybody for code in rule.audiences}
    return [audience for audience in Audience if audience not in named]


def gaps_of(version: PolicyVersion) -> list[Gap]:
    """Everything that `version` leaves open: what was noted with it, then what its form shows.

    Whether the laws of D1 are named is asked of the policy's own list: one query, unless it was fetched before.
    """
    noted = [Gap(_key_of(point.text), point.text, point.waits_for) for point in version.open_points.all()]
    shown = [*_laws(version), *_responsibility(version), *_titles(version), *_readers(version), *_documents(version)]
    return [*noted, *shown]


def _key_of(text: str) -> str:
    """A noted point is the same one for as long as it is worded so."""
    return f"point-{hashlib.sha256(' '.join(text.split()).encode()).hexdigest()[:16]}"


def _laws(version: PolicyVersion) -> list[Gap]:
    rule = rule_about_laws(rules_of(version))
    if rule is None:
        return []
    named = sum(law.is_confirmed for law in version.policy.statutes.all())
    said = how_many(rule.text)
    if named >= (said or 1):
        return []
    how = f"{in_a_word(said)} law{'' if said == 1 else 's'}" if said else "laws"
    missing = f"the governors have named {in_a_word(named)}" if named else "does not name them"
    return [Gap(LAWS, f"Rule {rule.code} speaks of {how}{' and' if not named else ';'} {missing}.", GOVERNORS)]


def _responsibility(version: PolicyVersion) -> list[Gap]:
    gaps = []
    if not version.looked_after_by:
        gaps.append(Gap("looked-after-by", "Nobody is named who looks after this policy.", GOVERNORS))
    if not version.responsibilities:
        gaps.append(Gap("responsibilities", "The part on who is responsible for what has no text.", GOVERNORS))
    if not version.review_due_on:
        gaps.append(Gap("review", "There is no day for the next review.", GOVERNORS))
    return gaps


def _titles(version: PolicyVersion) -> list[Gap]:
    return [
        Gap(
            f"titles-{section.code}",
            f"Area {section.code} has two titles: “{section.title}” and “{section.long_title}”.",
            NEXT_REVIEW,
        )
        for section in version.sections.all()
        if section.long_title and section.long_title != section.title
    ]


def _readers(version: PolicyVersion) -> list[Gap]:
    names = [audience.label.lower() for audience in audiences_not_named(version)]
    if not names:
        return []
    last = " or ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
    return [Gap("readers", f"No rule is about {last} in particular.", NEXT_REVIEW)]


def _documents(version: PolicyVersion) -> list[Gap]:
    titles = {
        document.pk: document.title
        for rule in rules_of(version)
        for document in rule.related.all()
        if not document.is_linked
    }
    return [Gap(f"document-{pk}", f"{title}: not yet linked.", OFFICE) for pk, title in titles.items()]
