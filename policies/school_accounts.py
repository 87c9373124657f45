"""The school's accounts on the pages of the rules that speak of them (policy A2, A4; requirements 3, 16 and 18)."""

from dataclasses import dataclass

from people.models import SchoolAccount

from .models import Feature, RuleVersion


@dataclass(frozen=True)
class AccountsBox:
    """The active accounts, and what the rule says of them. Never who holds one, or how it is got back."""

    heading: str
    text: str
    accounts: list[SchoolAccount]


WORDS = {
    Feature.FOLLOWING: (
        "What following means",
        "Following is when your own account takes in what one of these posts, and shows your name among those who "
        "follow it. Looking at what they post without signing in is not following.",
        "The school has no account in its register today, so there is none to follow.",
    ),
    Feature.ACCOUNTS: (
        "What may be posted from",
        "These are the accounts that belong to the school. A pupil’s picture goes out on no other.",
        "The school has no account in its register today, so there is none to post from. Ask at the school office.",
    ),
}


def accounts_beside(rule: RuleVersion) -> list[AccountsBox]:
    """What stands beside a rule about the school's accounts; nothing beside every other rule. One query, or none."""
    said = [words for feature, words in WORDS.items() if feature in rule.features]
    if not said:
        return []
    shown = ("platform", "handle", "address", "purpose", "closed_on")
    accounts = list(SchoolAccount.objects.active().only(*shown))
    return [AccountsBox(heading, text if accounts else nothing, accounts) for heading, text, nothing in said]
