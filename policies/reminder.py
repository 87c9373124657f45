"""The text with which a newsletter reminds parents and carers of the policy (requirements 30): to copy, never sent."""

from django.urls import reverse

from .cards import Card
from .models import PolicyVersion
from .words import Audience


def reminder(version: PolicyVersion, card: Card, site_url: str) -> str:
    """The rules for parents in the policy's own words, and where the rest stands. Plain text."""
    policy = version.policy
    opening = f"A reminder to parents and carers: our {policy.title} (version {version.number}) asks this of you."
    rules = [f"{rule.code}  {' '.join(rule.text.split())}" for group in card.own for rule in group.rules]
    rules.sort()
    address = f"{site_url}{reverse('policies:audience', args=[policy.slug, Audience.PARENTS])}"
    return "\n\n".join([opening, *rules, f"All of it on one page: {address}"])
