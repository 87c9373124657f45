"""The demo school's social-media policy, in words written for the demo.

It carries every rule of the school’s policy with its code, its strength and whom it is for (requirements 4).
A school loads its own document in its place.
"""

from dataclasses import replace

from policies.content import PolicyText, RuleText
from policies.words import Strength

from .area_a import AREA_A
from .area_b import AREA_B
from .area_c import AREA_C, METHODS
from .area_d import AREA_D

SLUG = "social-media"
TITLE = "Social media policy"

WORDING = PolicyText(
    lead="How we use social media and mobile phones, and what we ask of one another.",
    in_short=(
        "Ask before you post a child. Keep private and school accounts apart. "
        "If something upsets you, talk to us first."
    ),
    introduction=(
        "Social media matter to a great many people, in our families and among those who work here. They "
        "keep us in touch, spread good news and help children learn. They also carry dangers: hurtful words, "
        "lost privacy, pictures that nobody can call back. We want the good they do, and we take the dangers "
        "seriously.\n\n"
        "This policy says plainly how mobile phones and social media are used at Todwick by everybody who "
        "belongs to the school or comes here: pupils, staff, governors, visitors and parents who help. "
        "Parents and carers find advice in it too."
    ),
    areas=(AREA_A, AREA_B, AREA_C, AREA_D),
    methods=METHODS,
    open_points=(
        ("Mobile phones belong to this policy, but no rule is about them yet.", "the next review"),
        ("Rule A11 leaves it to the survey which places a picture may appear in.", "the headteacher"),
        ("Nothing is said about a complaint that concerns the headteacher.", "the governors"),
        ("Nothing is said about how long we keep records of what happened.", "the governors"),
    ),
)


def _as_before(rule: RuleText) -> RuleText:
    """What two rules said the year before: A1 was a plain *should not*, A11 did not ask anew each school year."""
    if rule.code == "A1":
        text = "Do not accept a parent as a friend on a personal account."
        return replace(rule, strength=Strength.SHOULD_NOT, text=text)
    if rule.code == "A11":
        text = (
            "Post a picture of a child on one of the school’s social platforms only if the child’s parents have said "
            "yes to the school."
        )
        return replace(rule, text=text)
    return rule


FORMER = replace(
    WORDING,
    areas=tuple(replace(area, rules=tuple(_as_before(rule) for rule in area.rules)) for area in WORDING.areas),
)
