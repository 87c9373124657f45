"""What is proposed to be done: by the kind of incident and by how firmly the rule speaks (requirements C12, 3.8).

A proposal is a row that whoever deals with the case keeps, changes or ticks off. Where the rule only advises, the
proposal is a conversation; discipline is never proposed for it (policy A1).
"""

from collections.abc import Iterable, Sequence

from django.db import models

from policies.models import RuleVersion
from policies.words import POWERS, Power, Strength

from .kinds import Kind
from .models import Case, CaseStep
from .walls import Wall


class Proposed(models.TextChoices):
    """Every step that the portal proposes. The key stays with the step, so that its words may be changed."""

    NOTE_THE_PLACE = "note_the_place", "Note where the picture is and when it was seen; do not copy it more than needed"
    LOOK_UP_PERMISSION = "look_up_permission", "Look up whether permission existed at that moment"
    ASK_TO_TAKE_DOWN = "ask_to_take_down", "Ask for it to be taken down, and note when it was"
    TELL_PARENTS_PICTURED = "tell_parents_pictured", "Tell the parents of each child in it"
    JUDGE_FOR_THE_ICO = (
        "judge_for_the_ico",
        "Judge with the data-protection officer within 72 hours whether it must be reported to the ICO",
    )
    TALK_TO_CHILD = "talk_to_child", "Talk to the child affected, and ask what they want to happen"
    TELL_PARENTS = "tell_parents", "Tell the parents of the children in it"
    ANTI_BULLYING = "anti_bullying", "Follow the Anti-bullying policy"
    ASK_AGAIN = "ask_again", "Ask again after two weeks whether it has stopped"
    DO_NOT_PAY = "do_not_pay", "Tell the family: do not pay, do not answer, do not copy or send the picture on"
    SAFEGUARDING_LEAD = "safeguarding_lead", "Tell the safeguarding lead at once, without looking at the picture"
    RING_POLICE = "ring_police", "Ring the police; on danger now, 999"
    REPORT_REMOVE = "report_remove", "Report it to the Internet Watch Foundation (Report Remove, with the child)"
    TAKE_DOWN_ORIGINALS = "take_down_originals", "Take down the original pictures it was made from"
    JUDGE_DANGER = "judge_danger", "Judge whether anybody is in danger now"
    DECIDE_POLICE = "decide_police", "Decide with the chair of governors about the police"
    REPORT_ACCOUNT = "report_account", "Report the account to the platform"
    TELL_PRETENDED = "tell_pretended", "Tell those whom it pretends to be"
    AGE_FOR_IT = "age_for_it", "Talk to the parents about the age for it"
    INVITE_AUTHOR = "invite_author", "Invite the author to the official complaint form"
    CHANGE_PASSWORD = "change_password", "Change the password of the account"
    TALK_TO_HOLDERS = "talk_to_holders", "Talk to the account's holders in school"
    CONVERSATION = "conversation", "Have a conversation, not discipline"
    ABOUT_STAFF = "about_staff", "Talk to the person, and write down what they say"
    LADO = "lado", "Judge against the four limbs of the harm threshold; if met, ring the LADO within one working day"


P = Proposed
OF_PICTURES = (P.NOTE_THE_PLACE, P.LOOK_UP_PERMISSION, P.ASK_TO_TAKE_DOWN, P.TELL_PARENTS_PICTURED)
BY_KIND: dict[Kind, tuple[Proposed, ...]] = {
    Kind.PHOTO_SHARED: OF_PICTURES,
    Kind.PHOTO_EVENT: OF_PICTURES,
    Kind.PHOTO_UNPERMITTED: (*OF_PICTURES, P.JUDGE_FOR_THE_ICO),
    Kind.BULLYING: (P.TALK_TO_CHILD, P.TELL_PARENTS, P.ANTI_BULLYING, P.ASK_AGAIN),
    Kind.AI_ALTERED: (
        P.DO_NOT_PAY,
        P.SAFEGUARDING_LEAD,
        P.RING_POLICE,
        P.REPORT_REMOVE,
        P.TAKE_DOWN_ORIGINALS,
        P.TELL_PARENTS_PICTURED,
    ),
    Kind.THREAT: (P.JUDGE_DANGER, P.DECIDE_POLICE),
    Kind.IMPERSONATION: (P.REPORT_ACCOUNT, P.TELL_PRETENDED),
    Kind.PUPIL_ACCOUNT: (P.AGE_FOR_IT,),
    Kind.POSTED_COMPLAINT: (P.INVITE_AUTHOR,),
    Kind.ACCOUNT_MISUSE: (P.CHANGE_PASSWORD, P.TALK_TO_HOLDERS),
}


def proposed_steps(kind: Kind, wall: Wall, rules: Sequence[RuleVersion]) -> list[Proposed]:
    """The steps that fit, each once, in the order in which they are taken."""
    found = list(BY_KIND.get(kind, ()))
    if wall != Wall.PUPIL:
        found = [P.LADO, *found, P.ABOUT_STAFF]
    if only_advises(rules):
        found = [P.CONVERSATION, *(step for step in found if step != P.ABOUT_STAFF)]
    return list(dict.fromkeys(found))


def only_advises(rules: Iterable[RuleVersion]) -> bool:
    """Whether rules are cited and none of them says more than *please avoid* (policy A1, A3)."""
    powers = {POWERS[Strength(rule.strength)] for rule in rules}
    return bool(powers) and powers <= {Power.AVOID, Power.INFO}


def add_proposed(case: Case) -> None:
    """Add what is proposed for a case as it stands: a new one, or one that became another (its kind was corrected, or
    whom it is about). What was proposed before is not proposed again, in whatever words it stands there now."""
    cited = case.incident.cited.filter(taken_off_at=None).select_related("rule")
    there = set(case.steps.values_list("key", flat=True))
    fitting = proposed_steps(Kind(case.incident.kind), Wall(case.wall), [one.rule for one in cited])
    CaseStep.objects.bulk_create(CaseStep(case=case, key=one, text=one.label) for one in fitting if one not in there)
