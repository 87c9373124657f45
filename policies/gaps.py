"""What a policy leaves open: shown until the governors settle it, never filled in (requirements 4.1)."""

from dataclasses import dataclass

from .models import PolicyVersion, RuleVersion
from .words import Audience


@dataclass(frozen=True)
class Gap:
    """Something not settled yet, and who is to settle it, if anybody was named."""

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
    """Everything that `version` leaves open: what was noted with it, then what its form shows."""
    noted = [Gap(point.text, point.waits_for) for point in version.open_points.all()]
    return [*noted, *_responsibility(version), *_titles(version), *_readers(version), *_documents(version)]


def _responsibility(version: PolicyVersion) -> list[Gap]:
    gaps = []
    if not version.looked_after_by:
        gaps.append(Gap("Nobody is named who looks after this policy.", "the governors"))
    if not version.responsibilities:
        gaps.append(Gap("The part on who is responsible for what has no text.", "the governors"))
    if not version.review_due_on:
        gaps.append(Gap("There is no day for the next review.", "the governors"))
    return gaps


def _titles(version: PolicyVersion) -> list[Gap]:
    return [
        Gap(
            f"Area {section.code} has two titles: “{section.title}” and “{section.long_title}”.",
            "the next review",
        )
        for section in version.sections.all()
        if section.long_title and section.long_title != section.title
    ]


def _readers(version: PolicyVersion) -> list[Gap]:
    names = [audience.label.lower() for audience in audiences_not_named(version)]
    if not names:
        return []
    last = " or ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
    return [Gap(f"No rule is about {last} in particular.", "the next review")]


def _documents(version: PolicyVersion) -> list[Gap]:
    titles = {
        document.title: None for rule in rules_of(version) for document in rule.related.all() if not document.is_linked
    }
    return [Gap(f"{title}: not yet linked.", "the school office") for title in titles]
