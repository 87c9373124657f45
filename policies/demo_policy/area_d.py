"""Area D: when something goes wrong online. Rules D1 to D4; D3 has three limbs."""

from policies.content import AreaText, RuleText
from policies.words import Audience, Strength

EVERYBODY = tuple(Audience)

RULES = (
    RuleText(
        code="D1",
        strength=Strength.INFORMATION,
        text="Four laws of the United Kingdom are about bullying by means of the internet.",
        audiences=EVERYBODY,
        tags=("bullying", "statutes"),
    ),
    RuleText(
        code="D2",
        strength=Strength.MUST,
        text="Whenever somebody is bullied online, we follow our Anti-bullying policy.",
        audiences=EVERYBODY,
        tags=("bullying",),
        related=("Anti-bullying policy",),
    ),
    RuleText(
        code="D3",
        strength=Strength.ONLY_IF,
        text="The school can act on something that happened out of school hours if one of these is true:",
        limbs=(
            "It could upset the orderly running of school life.",
            "It threatens somebody who belongs to our school community.",
            "It could harm the good name of the school, or of the people who work for it or govern it.",
        ),
        audiences=EVERYBODY,
        tags=("out-of-hours",),
    ),
    RuleText(
        code="D4",
        strength=Strength.INFORMATION,
        text="Where it is the right step, the school’s governors will go to law.",
        audiences=EVERYBODY,
        tags=("legal",),
    ),
)

AREA_D = AreaText(
    code="D",
    title="When somebody is bullied online",
    long_title="Bullying online, and other wrong use of social media",
    audiences=EVERYBODY,
    rules=RULES,
)
