"""Where the further moments of the demo play. Each looks up what is there, and falls back to the list of it."""

import datetime as dt
from collections import Counter

from django.urls import reverse
from django.utils import timezone

from consent.models import RecordedCheck, RemovalList
from incidents.kinds import Kind
from incidents.models import Case, CitedRule
from incidents.models.cases import CaseQuerySet
from incidents.relations import Act
from incidents.sorts import Sort
from incidents.steps import Proposed
from policies.leavers import leavers
from policies.models import PolicyVersion
from policies.words import POWERS, Power, Strength

from .scene import account

POLICY = "social-media"


def check_to_post() -> str:
    """A recorded check with permission for everybody whose picture is not posted yet."""
    teacher = account("teacher")
    if teacher is not None:
        mine = RecordedCheck.objects.visible_to(teacher).filter(recorded_by=teacher, post=None, handings=None)
        for check in mine.filter(verdict=RecordedCheck.Verdict.ALL)[:1]:
            return check.get_absolute_url()
    return reverse("consent:recorded-checks")


def pictures_with_a_clock() -> str:
    """The pictures of one child that are to come down, listed last, so that the hours run."""
    running = RemovalList.objects.open().filter(due_at__gt=timezone.now()).order_by("-due_at", "-pk").first()
    return running.get_absolute_url() if running else reverse("consent:takedowns")


def rule_with_incidents() -> str:
    """The page of the rule that was not followed most often in the head's own list, or else of A11."""
    cited = CitedRule.objects.filter(taken_off_at=None, incident__case__in=_incidents().order_by().values("pk"))
    asking = cited.exclude(rule__strength=Strength.INFORMATION).order_by()
    counts = Counter(asking.values_list("rule__code", flat=True))
    in_force = PolicyVersion.objects.in_force_on(timezone.localdate()).filter(policy__slug=POLICY)
    codes = sorted(set(in_force.values_list("rules__code", flat=True)) & set(counts))
    return reverse("policies:rule", args=[POLICY, max(codes, key=lambda code: counts[code], default="A11")])


def picture_without_permission() -> str:
    """An incident in which the school posted a picture without permission."""
    return _first(_incidents().filter(incident__kind=Kind.PHOTO_UNPERMITTED))


def rule_that_only_advises() -> str:
    """An open incident that is met with a conversation, for its rule says no more than *please avoid*."""
    avoid = [strength for strength, power in POWERS.items() if power == Power.AVOID]
    advised = _incidents().open().filter(incident__cited__rule__strength__in=avoid, steps__key=Proposed.CONVERSATION)
    return _first(advised.distinct())


def letter_to_a_leaver() -> str:
    """The letter that did not reach its reader yet, or else the list of letters."""
    waiting = next((one for one in leavers() if not one.is_delivered), None)
    return reverse("policies:leaver-letter", args=[waiting.user.pk]) if waiting else reverse("policies:leaver-letters")


def policy_as_it_stood() -> str:
    """The policy on the day before today's version began, or else as it stands."""
    address = reverse("policies:policy", args=[POLICY])
    now = PolicyVersion.objects.in_force_on(timezone.localdate()).filter(policy__slug=POLICY).first()
    if now is None or now.effective_from is None:
        return address
    day = now.effective_from - dt.timedelta(days=1)
    stood = PolicyVersion.objects.in_force_on(day).filter(policy__slug=POLICY).exists()
    return f"{address}?on={day.isoformat()}" if stood else address


def _incidents() -> CaseQuerySet:
    """What the head may list, the latest first; nothing while the school is not told."""
    head = account("head")
    if head is None:
        return Case.objects.none()
    return Case.objects.allowing(Act.LIST, head, Sort.INCIDENT).order_by("-reported_at")


def _first(cases: CaseQuerySet) -> str:
    case = cases.first()
    return case.get_absolute_url() if case else reverse("incidents:incidents")
