"""Naming the rule on which a feature of the portal rests (ADR 0015)."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from people.models import User
from policies.models import Feature, Policy, RuleUse
from policies.rule_uses import rules_to_name

from .faults import CannotBeSo, NothingChanged


@transaction.atomic
def name_rules(*, wanted: Mapping[Feature, int | None], by: User) -> list[RuleUse]:
    """Keep for each feature the rule it rests on, by the rule's key; None where the school has no such rule.

    What differs is recorded, one event each. Raises CannotBeSo for a rule that is in no policy in force and in no
    draft, NothingChanged.
    """
    # The policies are held, so that who comes second waits, also where no row is there to be held yet.
    list(Policy.objects.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    worded = {rule.rule_id: rule for rule in rules_to_name(timezone.localdate())}
    kept = {use.feature: use for use in RuleUse.objects.all()}
    changed = []
    for feature, key in wanted.items():
        use = kept.get(feature) or RuleUse(feature=feature)
        if use.pk and use.rule_id == key:
            continue
        if key is not None and key not in worded:
            raise CannotBeSo(feature, "This rule is not there any more. Choose another one.")
        use.rule_id, use.named_by, use.named_at = key, by, timezone.now()
        use.save()
        changed.append(use)
    if not changed:
        raise NothingChanged("Nothing was changed.")
    for use in changed:
        named = worded.get(use.rule_id) if use.rule_id else None
        record(Verb.RULE_NAMED, target=use, by=by, feature=use.feature, code=named.code if named else "")
    return changed
