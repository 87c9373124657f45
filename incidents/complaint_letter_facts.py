"""What is known of one complaint for the letters about it, and what of a letter a reader may see."""

import re

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from people.settings import Key
from policies.models import PolicyVersion, RuleVersion
from policies.rule_uses import SOCIAL_MEDIA
from policies.words import Audience

from .blacking import covered, parts_of_names, pieces_of
from .complaint_rows import short_stage
from .complaints.status_words import FINDINGS, NO_DAY
from .models import Case, Complaint
from .shown_words import as_read_by

PICTURES, COMPLAINTS = "photo", "complaint"  # the tags of the two rules for parents
SIR_OR_MADAM = "Sir or Madam"
SHORTEST = 4  # letters of a line of an address that is looked for by itself


def values_for(case: Case, own: dict[Key, str], *, knows: bool) -> dict[str, str]:
    """What each mark of a letter stands for; empty where it is not known. `knows`: whoever makes the letter may read
    who complained. Three queries."""
    complaint = case.complaint
    answer = next((as_read_by(None)(one) for one in complaint.answers.all()[:1]), None)
    name = complaint.name if knows else ""
    postal = complaint.postal if knows else ""
    return {
        "[school]": own[Key.SCHOOL_NAME],
        "[phone]": own[Key.OFFICE_PHONE],
        "[reference]": case.reference,
        "[name]": name or SIR_OR_MADAM,
        "[address]": f"{name}\n{_lines(postal)}".strip() if postal else "",
        "[received]": _day(case.received_on),
        "[answer by]": "" if complaint.progress in NO_DAY else _day(complaint.answer_by),
        "[stage]": short_stage(complaint),
        "[finding]": FINDINGS[answer.finding].rstrip(".") if answer else "",
        "[reason]": answer.reason if answer else "",
        "[actions]": answer.actions if answer else "",
        "[next stage by]": _day(complaint.next_stage_by),
        "[status page]": f"{settings.SITE_URL}{reverse('incidents:complaint-status')}",
        **_rules(),
    }


def as_seen(text: str, complaint: Complaint, *, knows: bool) -> str:
    """A letter as somebody reads it: who complained, and how to reach them, in blocks for whoever is not to know."""
    if knows:
        return text
    names = parts_of_names([complaint.name, complaint.child_name, complaint.written_by])
    ways = {complaint.email, complaint.telephone, complaint.postal, *_parts(complaint.postal)}
    return covered(text, pieces_of(text, names | ways))


def _parts(postal: str) -> set[str]:
    return {part for part in _lines(postal).split("\n") if len(part) >= SHORTEST}


def _lines(postal: str) -> str:
    """An address as it stands on a letter: a line for each part.

    >>> _lines("5 Elm Lane, Rotherham")
    '5 Elm Lane\\nRotherham'
    """
    return "\n".join(part.strip() for part in re.split(r"[,\n]", postal) if part.strip())


def _day(day: object) -> str:
    return f"{day:%-d %B %Y}" if day else ""


def _rules() -> dict[str, str]:
    """The two rules for parents as they are worded today. One query, and another for the words of their policy."""
    in_force = PolicyVersion.objects.in_force_on(timezone.localdate()).filter(policy__slug=SOCIAL_MEDIA)
    found = RuleVersion.objects.filter(version__in=in_force).select_related("version__policy")
    rules = [one for one in found.order_by("section__order", "order") if Audience.PARENTS in one.audiences]
    return {"[picture rule]": _quoted(rules, PICTURES), "[complaint rule]": _quoted(rules, COMPLAINTS)}


def _quoted(rules: list[RuleVersion], tag: str) -> str:
    rule = next((one for one in rules if tag in one.tags), None)
    if rule is None:
        return ""
    said = " ".join([rule.text, *rule.limbs])
    return f"Our {rule.version.policy.title} says in rule {rule.code}: “{said}”"
