"""Area A: staff and their own accounts. Rules A1 to A11."""

from policies.content import AreaText, RuleText
from policies.words import Audience, Strength

STAFF = (Audience.STAFF,)

RULES = (
    RuleText(
        code="A1",
        strength=Strength.STRONGLY_DISCOURAGED,
        text="If a parent asks to be your friend on a personal account, we strongly advise you to say no.",
        audiences=STAFF,
        why="It is hard to be a friend online and the teacher of the same family’s child.",
        tags=("contact",),
    ),
    RuleText(
        code="A2",
        strength=Strength.MUST_NOT,
        text="Do not follow the school’s X (Twitter) account from a personal account of your own.",
        audiences=STAFF,
        why=(
            "A follower’s name and own posts can be found from the school’s page. Some schools invite their "
            "staff to follow them; ours keeps the two apart."
        ),
        tags=("privacy",),
    ),
    RuleText(
        code="A3",
        strength=Strength.RECOMMENDED_NOT,
        text="We recommend that you do not pass on pictures from the school’s posts through your own account "
        "on X (Twitter).",
        audiences=STAFF,
        why="Where the school takes a picture down, a copy in your own posts would stay.",
        tags=("photo",),
    ),
    RuleText(
        code="A4",
        strength=Strength.UNDER_NO_CIRCUMSTANCES,
        text="Never put a pupil’s picture online or pass one on, unless you do it through a social media "
        "account that belongs to the school.",
        audiences=STAFF,
        tags=("photo",),
    ),
    RuleText(
        code="A5",
        strength=Strength.MUST_NOT,
        text="Write nothing online about the school, its pupils, their parents or the people you work with. "
        "Governors are among the people you work with.",
        audiences=STAFF,
        tags=("comment",),
    ),
    RuleText(
        code="A6",
        strength=Strength.MUST_NOT,
        text="Leave social media alone while lessons are on, as far as private use goes.",
        audiences=STAFF,
        tags=("lesson-time",),
    ),
    RuleText(
        code="A7",
        strength=Strength.SHOULD,
        text="Use social media only in ways that agree with the Teachers’ Standards as they stand today.",
        audiences=STAFF,
        tags=("conduct",),
        related=("Teachers’ Standards",),
    ),
    RuleText(
        code="A8",
        strength=Strength.SHOULD,
        text="Look through your privacy settings and change them until private and confidential things are "
        "as well kept as they need to be.",
        audiences=STAFF,
        tags=("privacy",),
    ),
    RuleText(
        code="A9",
        strength=Strength.MUST,
        text="On social media, keep confidential what you know from school. This still holds when you no "
        "longer work here.",
        audiences=STAFF,
        tags=("confidentiality",),
    ),
    RuleText(
        code="A10",
        strength=Strength.SHOULD,
        text="If somebody on the staff uses social media wrongly, take it to the headteacher first.",
        audiences=STAFF,
        consequence="It can lead to disciplinary action.",
        tags=("conduct",),
    ),
    RuleText(
        code="A11",
        strength=Strength.ONLY_IF,
        text="Post a picture of a child on one of the school’s social platforms only if the child’s parents "
        "have said yes to the school. We ask them as each school year begins, in a survey on SchoolSpider.",
        audiences=STAFF,
        tags=("photo",),
    ),
)

AREA_A = AreaText(
    code="A",
    title="Staff and their own accounts",
    audiences=STAFF,
    introduction=(
        "Many of us who work here are likely to have accounts of our own. Your good name in your profession "
        "is worth looking after, so use those accounts in a way that fits the work you do."
    ),
    rules=RULES,
)
