"""Area B: pupils in school. Rules B1 and B2."""

from policies.content import AreaText, RuleText
from policies.words import Audience, Strength

PUPILS = (Audience.PUPILS,)

RULES = (
    RuleText(
        code="B1",
        strength=Strength.INFORMATION,
        text="Sites such as Facebook and Instagram are meant for people of 13 and over. As a rule, a younger "
        "child may not open an account there, even for private use.",
        audiences=PUPILS,
        tags=("age",),
    ),
    RuleText(
        code="B2",
        strength=Strength.INFORMATION,
        text="What pupils may do with computers and tablets in school is set out in our Acceptable Use "
        "Policy. It holds for social media as well.",
        audiences=PUPILS,
        tags=("conduct",),
        related=("Acceptable Use Policy",),
    ),
)

AREA_B = AreaText(code="B", title="Pupils and social media in school", audiences=PUPILS, rules=RULES)
