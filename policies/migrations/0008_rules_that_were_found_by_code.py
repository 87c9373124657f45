"""Name the rules that the portal found by tag or code until now, so that nothing it cites changes by itself."""

from typing import Any

from django.db import migrations

POLICY, PUBLISHED = "social-media", "published"
# Each feature with the tag and the code by which its rule was found.
FOUND_BY = {
    "photos": ("", "A11"),
    "accounts": ("", "A4"),
    "following": ("", "A2"),
    "ages": ("age", "B1"),
    "laws": ("statutes", "D1"),
    "privacy": ("privacy", "A8"),
    "confidentiality": ("confidentiality", "A9"),
}


def name_rules(apps: Any, schema_editor: Any) -> None:
    """From the published versions: tag and code, else the tag, else the code."""
    RuleVersion = apps.get_model("policies", "RuleVersion")
    RuleUse = apps.get_model("policies", "RuleUse")
    rules = RuleVersion.objects.filter(version__status=PUBLISHED).select_related("version__policy")
    rules = list(rules.order_by("version__policy__slug", "section__order", "order"))
    for feature, (tag, code) in FOUND_BY.items():
        rule = _best(rules, tag, code)
        if rule:
            RuleUse.objects.get_or_create(feature=feature, defaults={"rule_id": rule.rule_id})


def keep_quoted_rules(apps: Any, schema_editor: Any) -> None:
    """A letter to a leaver named the version alone; from now on it names the rule that it quotes."""
    RuleVersion = apps.get_model("policies", "RuleVersion")
    for letter in apps.get_model("policies", "ConfidentialityLetter").objects.filter(rule_version=None):
        rules = RuleVersion.objects.filter(version=letter.version_id).select_related("version__policy")
        letter.rule_version = _best(list(rules.order_by("section__order", "order")), *FOUND_BY["confidentiality"])
        letter.save(update_fields=["rule_version"])


def _best(rules: list[Any], tag: str, code: str) -> Any:
    def fits(rule: Any) -> int:
        is_coded = rule.code == code and rule.version.policy.slug == POLICY
        return 2 * (bool(tag) and tag in rule.tags) + is_coded

    return max((rule for rule in rules if fits(rule)), key=fits, default=None)


class Migration(migrations.Migration):

    dependencies = [("policies", "0007_readings_discarded_drafts_named_rules")]

    operations = [
        migrations.RunPython(name_rules, migrations.RunPython.noop),
        migrations.RunPython(keep_quoted_rules, migrations.RunPython.noop),
    ]
