"""A policy version as the values of the policy export (contract 5)."""

from typing import Any

from .models import PolicyVersion, RuleVersion, Section


def exported(version: PolicyVersion) -> dict[str, Any]:
    """Everything contract 5 names, ready for JSON. Expects a version fetched `with_wording`."""
    return {
        "slug": version.policy.slug,
        "title": version.policy.title,
        "version": version.number,
        "status": version.status,
        "sections": [_section(section) for section in version.sections.all()],
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "code": section.code,
        "title": section.title,
        "audiences": section.audiences,
        "text": [paragraph for paragraph in section.introduction.split("\n\n") if paragraph.strip()],
        "rules": [_rule(rule) for rule in section.rules.all()],
    }


def _rule(rule: RuleVersion) -> dict[str, Any]:
    return {
        "code": rule.code,
        "strength": rule.strength,
        "audiences": rule.audiences,
        "text": "\n".join([rule.text, *rule.limbs, *filter(None, [rule.consequence])]),
    }
