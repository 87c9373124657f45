"""What is proposed to be done: by the kind of incident and by how firmly the rule speaks (requirements C12, 3.8).

A proposal is a row that whoever deals with the case keeps, changes or ticks off. Where the rule only advises, the
proposal is a conversation; discipline is never proposed for it (policy A1).
"""

from collections.abc import Iterable, Sequence

from policies.models import RuleVersion
from policies.words import POWERS, Power, Strength

from .kinds import Kind
from .models import Case, CaseStep, Incident
from .walls import Wall

JUDGE_FOR_THE_ICO = "Judge with the data-protection officer within 72 hours whether it must be reported to the ICO"
OF_PICTURES = (
    "Note where the picture is and when it was seen; do not copy it more than needed",
    "Look up whether permission existed at that moment",
    "Ask for it to be taken down, and note when it was",
    "Tell the parents of each child in it",
)
BY_KIND: dict[Kind, tuple[str, ...]] = {
    Kind.PHOTO_SHARED: OF_PICTURES,
    Kind.PHOTO_EVENT: OF_PICTURES,
    Kind.PHOTO_UNPERMITTED: (
        *OF_PICTURES,
        JUDGE_FOR_THE_ICO,
    ),
    Kind.BULLYING: (
        "Talk to the child affected, and ask what they want to happen",
        "Tell the parents of the children in it",
        "Follow the Anti-bullying policy",
        "Ask again after two weeks whether it has stopped",
    ),
    Kind.AI_ALTERED: (
        "Tell the family: do not pay, do not answer, do not copy or send the picture on",
        "Tell the safeguarding lead at once, without looking at the picture",
        "Ring the police; on danger now, 999",
        "Report it to the Internet Watch Foundation (Report Remove, with the child)",
        "Take down the original pictures it was made from",
        "Tell the parents of each child in it",
    ),
    Kind.THREAT: ("Judge whether anybody is in danger now", "Decide with the chair of governors about the police"),
    Kind.IMPERSONATION: ("Report the account to the platform", "Tell those whom it pretends to be"),
    Kind.PUPIL_ACCOUNT: ("Talk to the parents about the age for it",),
    Kind.POSTED_COMPLAINT: ("Invite the author to the official complaint form",),
    Kind.ACCOUNT_MISUSE: ("Change the password of the account", "Talk to the account's holders in school"),
}
CONVERSATION = "Have a conversation, not discipline"
ABOUT_STAFF = "Talk to the person, and write down what they say"
LADO = "Judge against the four limbs of the harm threshold; if met, ring the LADO within one working day"


def proposed_steps(kind: Kind, wall: Wall, rules: Sequence[RuleVersion]) -> list[str]:
    """The steps that fit, each once, in the order in which they are taken."""
    found = list(BY_KIND.get(kind, ()))
    if wall != Wall.PUPIL:
        found = [LADO, *found, ABOUT_STAFF]
    if only_advises(rules):
        found = [CONVERSATION, *(step for step in found if step not in {ABOUT_STAFF})]
    return list(dict.fromkeys(found))


def only_advises(rules: Iterable[RuleVersion]) -> bool:
    """Whether rules are cited and none of them says more than *please avoid* (policy A1, A3)."""
    powers = {POWERS[Strength(rule.strength)] for rule in rules}
    return bool(powers) and powers <= {Power.AVOID, Power.INFO}


def steps_that_follow(case: Case, incident: Incident, rules: Sequence[RuleVersion]) -> None:
    """Add what is proposed for a case that became another one: its kind was corrected, or whom it is about. What stands
    there already is not proposed again."""
    there = set(case.steps.values_list("text", flat=True))
    texts = (text[:200] for text in proposed_steps(Kind(incident.kind), Wall(case.wall), rules))
    CaseStep.objects.bulk_create(CaseStep(case=case, text=text) for text in texts if text not in there)


def first_steps(case: Case, incident: Incident, rules: Sequence[RuleVersion]) -> None:
    """Put the proposed steps beside a new case."""
    texts = proposed_steps(Kind(incident.kind), Wall(case.wall), rules)
    CaseStep.objects.bulk_create(CaseStep(case=case, text=text[:200]) for text in texts)
