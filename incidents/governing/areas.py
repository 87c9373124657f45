"""Under which section and how firm a rule an incident counts: once, whatever it cites."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from incidents.models import CitedRule
from policies.gaps import rules_of
from policies.models import PolicyVersion
from policies.rule_uses import SOCIAL_MEDIA
from policies.words import POWERS, Audience, Power, Strength

RANK = {power: rank for rank, power in enumerate(Power)}


@dataclass(frozen=True)
class Area:
    """A section of a policy as the report names it, and how firm the rules in it are."""

    key: str
    label: str
    is_for_staff: bool
    powers: frozenset[Power] = frozenset()


@dataclass(frozen=True)
class Leading:
    """The rule under which an incident counts: the firmest that it cites, the first of the policy among equals."""

    area: Area
    power: Power


def areas_of(version: PolicyVersion | None) -> dict[str, Area]:
    """The sections of the policy with the firmness of their rules, by key."""
    if version is None:
        return {}
    powers: dict[int, set[Power]] = defaultdict(set)
    for rule in rules_of(version):
        powers[rule.section_id].add(POWERS[Strength(rule.strength)])
    return {
        section.code: Area(
            section.code, str(section), section.audiences == [str(Audience.STAFF)], frozenset(powers[section.pk])
        )
        for section in version.sections.all()
        if powers[section.pk]
    }


def leading_rules(keys: Sequence[int], areas: dict[str, Area]) -> dict[int, Leading]:
    """The rule under which each incident counts. A section that the policy of that term has not got is added."""
    cited = CitedRule.objects.filter(incident__in=keys, taken_off_at=None)
    firmest: dict[int, tuple[tuple[int, int, int], Leading]] = {}
    for one in cited.select_related("rule__section", "rule__version__policy").order_by("pk"):
        rule, section, policy = one.rule, one.rule.section, one.rule.version.policy
        is_own = policy.slug == SOCIAL_MEDIA
        key = section.code if is_own else f"{policy.slug}:{section.code}"
        if key not in areas:
            label = str(section) if is_own else f"{policy.title}, {section}"
            areas[key] = Area(key, label, section.audiences == [str(Audience.STAFF)])
        power = POWERS[Strength(rule.strength)]
        order = (RANK[power], section.order, rule.order)
        if one.incident_id not in firmest or order < firmest[one.incident_id][0]:
            firmest[one.incident_id] = (order, Leading(areas[key], power))
    return {incident: leading for incident, (_, leading) in firmest.items()}
