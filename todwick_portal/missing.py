"""What is missing: people, numbers, dates. Put together here from every part of the portal."""

import datetime as dt

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from consent.models import Purpose
from people.disposal import months_later
from people.http import SignedInRequest, url_for
from people.missing import Gap, gaps
from people.models import DataAssessment
from people.permissions import Permission, requires
from people.settings import Key, read_for
from policies.models import PolicyVersion
from policies.papers.front import on_paper
from policies.rule_uses import standings

from .doors import POLICY
from .papers.processing import nothing_said

STATEMENTS = "What the statements say"
A_YEAR = 12  # months: what is asked of an accessibility statement


@require_safe
@requires(Permission.SETTINGS_EDIT)
def missing(request: SignedInRequest) -> HttpResponse:
    """Everything that is still empty, each with the door that mends it, for whoever may open that."""
    today = timezone.localdate()
    own = read_for(request)
    found = [*gaps(today), *_places(today), *_policy(today), *_rules(today), *_papers(today, own), *_read(today, own)]
    return render(
        request, "people/missing.html", {"gaps": [(gap, url_for(request.user, gap.route, *gap.where)) for gap in found]}
    )


def _places(today: dt.date) -> list[Gap]:
    """Platforms without an account in use. None before the first is registered: that is said of the register itself."""
    then = "It is not offered where a picture is checked. Choose an account for it, or retire it."
    return [
        Gap(f"{one.label} hangs on no school account.", then, "consent:purposes", "Where pictures go")
        for one in Purpose.objects.active_on(today).without_account()
    ]


def _rules(today: dt.date) -> list[Gap]:
    """What of the portal rests on no rule in force. None before a policy is: that is said of the policy itself."""
    if not PolicyVersion.objects.in_force_on(today).exists():
        return []
    door = ("policies:rule-uses", "Which rule the portal rests on")
    return [Gap(f"No rule: {one.feature.label}.", one.without, *door) for one in standings(today) if one.is_open]


def _policy(today: dt.date) -> list[Gap]:
    policy = PolicyVersion.objects.in_force_on(today).filter(policy__slug=POLICY).first()
    door = ("policies:library", "Policies")
    if policy is None:
        return [Gap("No policy is in force.", "Nobody finds a rule to quote.", *door)]
    if policy.review_due_on is None:
        return [Gap("The policy has no day for its review.", "The governors set it with the next version.", *door)]
    if policy.review_due_on < today:
        due = f"The review of the policy was due on {policy.review_due_on:%-d %B %Y}."
        return [Gap(due, "The governors review it.", *door)]
    return []


def _read(today: dt.date, own: dict[Key, str]) -> list[Gap]:
    """The accessibility statement that nobody in school has held against the site, or not for a year."""
    said = own[Key.ACCESSIBILITY_READ_ON]
    if said and today <= months_later(dt.date.fromisoformat(said), A_YEAR):
        return []
    text = f"last looked through on {on_paper(dt.date.fromisoformat(said))}" if said else "not looked through yet"
    then = "Read it once a year beside the site, then write down the day."
    return [Gap(f"The accessibility statement was {text}.", then, "people:settings-statements", STATEMENTS)]


def _papers(today: dt.date, own: dict[Key, str]) -> list[Gap]:
    """What the statements cannot say; an impact assessment that nobody approved, or that is to be looked at again."""
    found = []
    if wanting := nothing_said(own):
        text = f"The statements do not say: {', '.join(wanting)}."
        door = ("people:settings-statements", STATEMENTS)
        found.append(Gap(text, "Parents read nothing there, and the records of processing have a gap.", *door))
    held, door = DataAssessment.objects.last_approved(), ("data:index", "Data protection")
    if held is None:
        then = "The law asks for one before data of children is used like this."
        found.append(Gap("No impact assessment is approved.", then, *door))
    elif held.is_due(today):
        then = "The data-protection officer puts another version forward."
        found.append(Gap(f"The impact assessment is to be looked at since {on_paper(held.review_on)}.", then, *door))
    return found
