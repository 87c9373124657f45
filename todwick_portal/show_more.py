"""More moments of the demo, by who has them: what no other product we looked at has (requirements, part 3)."""

from dataclasses import dataclass

from . import scene_finding as find
from .scene import Scene, to

TEACHER, HELPER, PARENT = "Miss Hallam, class 3H", "A parent who helps", "A parent, without an account"
OFFICE, HEAD = "Mrs Okoro, school office", "Mr Penrose, headteacher"
GOVERNOR, CLERK = "Mr Adeyemi, governor", "Ms Lindqvist, clerk to the governors"


@dataclass(frozen=True)
class Moments:
    """The moments of one group of people."""

    whose: str
    scenes: tuple[Scene, ...]


MORE: tuple[Moments, ...] = (
    Moments(
        "In class",
        (
            Scene(
                "teacher", TEACHER, "A check to quote, and the post",
                "Four children, all with permission, kept with its code. Say that you posted it: the answers are asked "
                "once more in that moment.",
                find.check_to_post,
            ),
            Scene(
                "teacher", TEACHER, "A list for sports day that ends by itself",
                "Tap the classes that take part, and make the list. At the hour it says, its page is dead.",
                to("consent:event-list-new"),
            ),
            Scene(
                "nobody", HELPER, "The sheet at the door",
                "Whoever helps scans the square and reads what is asked of helpers: rules, and no child’s name.",
                to("policies:audience-code", find.POLICY, "helpers"),
            ),
            Scene(
                "teacher", TEACHER, "Seen, and when",
                "What you reported was seen at that minute, and closed on that day. Nothing else is told.",
                to("incidents:mine"),
            ),
            Scene(
                "teacher", TEACHER, "What happens to your words",
                "Under the box: who will read them, how long they stay, and who may ask to see them.",
                to("incidents:new"),
            ),
            Scene(
                "teacher", TEACHER, "Five minutes for your own privacy",
                "Twice a year, seven things to look at. Kept is that you did it, never what accounts you have.",
                to("policies:privacy-checkup"),
            ),
        ),
    ),
    Moments(
        "At home and in the office",
        (
            Scene(
                "nobody", PARENT, "A stop without an account",
                "A name is enough, and the answer is the same for every name. The office rings the number it has.",
                to("consent:photo-request-new", "stop"),
            ),
            Scene(
                "office", OFFICE, "The school’s own accounts",
                "Each has two holders, and somebody looks at it once a year. Pictures go out on these and no others.",
                to("people:school-accounts"),
            ),
        ),
    ),
    Moments(
        "What the headteacher decides",
        (
            Scene(
                "head", HEAD, "A rule, and how often it was not followed",
                "Term by term, with those still open. Each number opens its list.",
                find.rule_with_incidents,
            ),
            Scene(
                "head", HEAD, "Did permission exist?",
                "A picture went out. What the portal knew at that very minute: a slip, or a rule not followed.",
                find.picture_without_permission,
            ),
            Scene(
                "head", HEAD, "A conversation, not discipline",
                "The rule only advises, so that is what is proposed. Discipline would need a reason in writing.",
                find.rule_that_only_advises,
            ),
            Scene(
                "head", HEAD, "Rules that fail",
                "Which rules were not followed since the last review, and which were simply not known.",
                to("policy-review", find.POLICY),
            ),
            Scene(
                "head", HEAD, "The letter to somebody who left",
                "Who has left keeps what they know to themselves: the rule, in a letter. Make it, and say how it went.",
                find.letter_to_a_leaver,
            ),
        ),
    ),
    Moments(
        "For the governors",
        (
            Scene(
                "governor", GOVERNOR, "A report without a name",
                "One term in figures, released and sealed. Small numbers are left out where somebody could be found.",
                to("incidents:governors-reports"),
            ),
            Scene(
                "governor", GOVERNOR, "The policy as it stood on a day",
                "Rule A1 was firmer then, and A11 did not ask anew each year. A letter of then quotes what stood then.",
                find.policy_as_it_stood,
            ),
            Scene(
                "clerk", CLERK, "What the policy leaves open",
                "Four laws without a name, a part without text: each point stays until the governors settle it, and "
                "somebody takes care of it.",
                to("policies:gaps", find.POLICY),
            ),
        ),
    ),
)  # fmt: skip
