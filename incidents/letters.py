"""Letters about a case: the portal's words, the school's own in their place, and what is filled in."""

import datetime as dt
from collections.abc import Sequence

from django.db import models

from policies.models import RuleVersion
from policies.words import Audience

from .models import Case, CaseLetterWording


class LetterKind(models.TextChoices):
    """What a letter is for."""

    REMOVAL = "removal", "Ask a parent to take a picture down"
    COMPLAINT_FORM = "complaint-form", "Invite to the official complaint form"
    OUTCOME = "outcome", "Say that it was dealt with"


# What the school may write in its words, and what is put there.
MARKS = {
    "[school]": "the name of the school",
    "[reference]": "the reference of the incident",
    "[day]": "the day on which it happened",
    "[event]": "the school event",
    "[rule]": "the rules for parents that were named, word for word",
    "[form]": "where the official complaint form is",
}
OURS = {
    LetterKind.REMOVAL: (
        "Dear parent or carer,\n\n"
        "A picture taken at [event] can be seen online since [day]. Other children of our school are in it. Some "
        "families have good reasons for not wanting that, and we often cannot tell you which.\n\n"
        "We do not say that you did anything against the law. We ask you kindly to take the picture down, and to ask "
        "anybody you sent it to for the same.\n\n"
        "[rule]\n\n"
        "Would you let us know when it is done? If anything is unclear, ring us: we are glad to talk.\n\n"
        "With kind regards,\n[school]\n[reference]"
    ),
    LetterKind.COMPLAINT_FORM: (
        "Dear parent or carer,\n\n"
        "We have learnt that you are not content with something at our school. We would like to hear it from you, and "
        "to put right what we can. Complaining never changes how we treat you or your child.\n\n"
        "The official form goes to the person who can look into it, and you get an answer by a set day: [form]\n\n"
        "[rule]\n\n"
        "You may also ring us and ask for a talk.\n\n"
        "With kind regards,\n[school]\n[reference]"
    ),
    LetterKind.OUTCOME: (
        "Dear parent or carer,\n\n"
        "You were told of something that happened on [day]. We have looked into it, and it has been dealt with.\n\n"
        "We cannot tell you about other people. If you would like to talk about what it means for your child, ring "
        "us.\n\n"
        "With kind regards,\n[school]\n[reference]"
    ),
}


def wording_of(kind: LetterKind) -> str:
    """The school's own words for a kind of letter; without them the portal's."""
    own = CaseLetterWording.objects.filter(kind=kind).first()
    return own.text if own else OURS[kind]


def letter_text(kind: LetterKind, case: Case, rules: Sequence[RuleVersion], *, school: str, site: str) -> str:
    """A letter about a case, filled in, for whoever sends it to look over. It names nobody."""
    incident = case.incident
    marks = {
        "[school]": school,
        "[reference]": case.reference,
        "[day]": _day(incident.happened_on),
        "[event]": f"a school event ({incident.event_name})" if incident.event_name else "a school event",
        "[rule]": "\n\n".join(_quoted(rule) for rule in rules if Audience.PARENTS in rule.audiences),
        "[form]": f"{site}/complaints/new/",
    }
    text = wording_of(kind)
    for mark, words in marks.items():
        text = text.replace(mark, words)
    return "\n\n".join(part for part in text.split("\n\n") if part.strip())


def signed(text: str, school: str) -> dict[str, str]:
    """The words of a letter, and apart from them the lines at its end that begin with the school's name: above these
    somebody signs. No lines where it does not end so.

    >>> signed("Thank you.\\n\\nWith kind regards,\\nOur School\\nINC-1", "Our School")
    {'words': 'Thank you.\\n\\nWith kind regards,', 'name': 'Our School\\nINC-1'}
    """
    lines = text.rstrip().splitlines()
    named = [number for number, line in enumerate(lines) if line.strip() == school]
    at = named[-1] if named and "" not in lines[named[-1] :] else len(lines)
    return {"words": "\n".join(lines[:at]), "name": "\n".join(lines[at:])}


def _quoted(rule: RuleVersion) -> str:
    said = " ".join([rule.text, *rule.limbs])
    return f"Our {rule.version.policy.title} says in rule {rule.code}: “{said}”"


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"
