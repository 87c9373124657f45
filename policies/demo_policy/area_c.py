"""Area C: what parents and carers post, and how school and families talk. Rules C1 to C3."""

from policies.content import AreaText, MethodText, RuleText
from policies.words import Audience, Strength

PARENTS = (Audience.PARENTS,)

METHODS = (
    MethodText("prospectus", "Prospectus", "What the school is like and how it works, most of all for new families."),
    MethodText("website", "School website", "Dates, news and our policies. Look here first."),
    MethodText("newsletters", "Newsletters", "What happened lately and what comes next."),
    MethodText("letters", "Letters", "What concerns your child or your child’s class. You may write to us too."),
    MethodText(
        "conversation",
        "Talking with us",
        "For any question or worry: ask your child’s teacher, or the office.",
    ),
)

RULES = (
    RuleText(
        code="C1",
        strength=Strength.MUST_NOT,
        text="Do not put a picture from a school event on social media if it shows any pupil but your own child.",
        audiences=PARENTS,
        why="Some families have good reasons for keeping their child out of sight, and cannot tell everyone.",
        tags=("photo",),
    ),
    RuleText(
        code="C2",
        strength=Strength.SHOULD,
        text="If you have a complaint, bring it to the school by the official way and keep it off social media.",
        audiences=PARENTS,
        tags=("complaint",),
        related=("Complaints procedure",),
    ),
    RuleText(
        code="C3",
        strength=Strength.SHOULD_NOT,
        text="Do not write spiteful or made-up things on social media about anybody in our school community.",
        audiences=PARENTS,
        tags=("comment",),
    ),
)

AREA_C = AreaText(
    code="C",
    title="What parents and carers post",
    audiences=PARENTS,
    introduction=(
        "This is a reminder: when you use social media as a parent or carer, you carry a responsibility.\n\n"
        "We talk with families in five ways: in the prospectus, on the website, in newsletters, by letter "
        "and face to face. Our other policies and documents tell you more about whom to turn to, and about "
        "settling a disagreement.\n\n"
        "Children learn best where the grown-ups around them talk with one another well and show each other "
        "respect."
    ),
    rules=RULES,
)
