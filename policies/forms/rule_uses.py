"""Which rule each feature of the portal rests on, as the headteacher says it."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django import forms

from policies.models import Feature, RuleVersion
from policies.rule_uses import Standing

NONE, LOOK = "none", ""
SHOWN = 80


class RuleUsesForm(forms.Form):
    """A rule for each feature, or that the school has none. A proposal stands in the field and is not kept yet."""

    def __init__(self, data: Any = None, *, standings: Sequence[Standing], rules: Sequence[RuleVersion]) -> None:
        super().__init__(data)
        by_policy = [
            (title, [(str(rule.rule_id), _line(rule)) for rule in of_policy])
            for title, of_policy in groupby(rules, key=lambda rule: rule.version.policy.title)
        ]
        choices = [(LOOK, "Not said yet"), (NONE, "We have no such rule"), *by_policy]
        for one in standings:
            field = forms.ChoiceField(
                label=one.feature.label,
                choices=choices,
                required=False,
                help_text=_help(one),
                initial=_initial(one),
                error_messages={"invalid_choice": "This rule is not there any more. Choose another one."},
            )
            self.fields[one.feature.value] = field

    @property
    def wanted(self) -> dict[Feature, int | None]:
        """What was said; a feature of which nothing was said is left out."""
        said = {Feature(name): value for name, value in self.cleaned_data.items() if value != LOOK}
        return {feature: None if value == NONE else int(value) for feature, value in said.items()}


def _line(rule: RuleVersion) -> str:
    text = " ".join(rule.text.split())
    return f"{rule.code} {text if len(text) <= SHOWN else text[:SHOWN].rstrip() + '…'}"


def _help(one: Standing) -> str:
    if one.is_gone:
        return f"The rule that was named is in no policy in force. {one.without}"
    if one.proposed:
        return f"Rule {one.proposed.code} is proposed, and nothing rests on it before you save. {one.without}"
    return one.without if one.is_open else ""


def _initial(one: Standing) -> str:
    if one.use:
        return NONE if one.use.rule_id is None else str(one.use.rule_id)
    return str(one.proposed.rule_id) if one.proposed else LOOK
