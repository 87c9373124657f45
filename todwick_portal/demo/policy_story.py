"""The next version of the policy, begun by the headteacher, and what the safeguarding lead says to it."""

from people.models import User
from policies.actions import RuleEntry, begin_draft, comment_on_draft, edit_rule
from policies.demo_policy import SLUG
from policies.models import Policy, RuleVersion
from policies.words import Strength

LESSONS = (
    "Do not use social media for yourself while you teach or look after pupils. On a trip this holds until the last "
    "pupil has been collected."
)
TWO_RULES = "Could this say what a *trip* is? A walk to the church is none, I would think."


def begin_the_next_version(people: dict[str, User]) -> None:
    """A draft in which two rules differ from today's, one of them with a comment that waits."""
    draft = begin_draft(policy=Policy.objects.get(slug=SLUG), by=people["head"])
    lessons = draft.rules.get(code="A6")
    pictures = draft.rules.get(code="A3")
    for rule, entry in (
        (lessons, _entry(lessons, text=LESSONS)),
        (pictures, _entry(pictures, strength=Strength.STRONGLY_DISCOURAGED)),
    ):
        edit_rule(version=draft, key=rule.pk, seen=rule.revision, entry=entry, by=people["head"])
    comment_on_draft(version=draft, text=TWO_RULES, rule=lessons, by=people["dsl"])


def _entry(rule: RuleVersion, *, text: str = "", strength: Strength | None = None) -> RuleEntry:
    """The rule as it stands, with another text or another firmness."""
    return RuleEntry(
        code=rule.code,
        text=text or rule.text,
        strength=strength or Strength(rule.strength),
        audiences=tuple(rule.audiences),
        limbs=tuple(rule.limbs),
        consequence=rule.consequence,
        following=rule.following,
        why=rule.why,
        related=tuple(rule.related.all()),
    )
