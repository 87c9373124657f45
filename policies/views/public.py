"""The public pages: the library, a policy, a rule, what is for one kind of reader. They set no cookie."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from people.models import User
from people.permissions import Permission, public
from people.settings import read_for
from policies.beside import lists_beside
from policies.caching import kept_five_minutes
from policies.cards import card_for
from policies.forms.days import DayForm
from policies.gaps import gaps_of, rules_of
from policies.history import history_of
from policies.models import Policy, PolicyVersion, RelatedDocument
from policies.notes import FROM_OUTSIDE, latest_note, line_for
from policies.qr import code_of
from policies.readers import audience_of
from policies.reminder import reminder
from policies.words import Audience, Power


@public
@require_safe
@kept_five_minutes
def library(request: HttpRequest) -> HttpResponse:
    """All policies of the school that are published here, and the documents that they lean on."""
    versions = PolicyVersion.objects.in_force_on(timezone.localdate()).select_related("policy")
    documents = RelatedDocument.objects.filter(cited_by__version__in=versions).distinct()
    context = {"versions": versions.order_by("policy__title"), "documents": documents}
    return _page(request, "policies/library.html", context)


@public
@require_safe
@kept_five_minutes
def policy_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """A policy as it stands today, or with `?on=2026-09-01` as it stood that day."""
    policy = _policy_or_404(slug)
    today = timezone.localdate()
    form = DayForm(request.GET if "on" in request.GET else None)
    day = form.cleaned_data["on"] if form.is_valid() else today
    version = _in_force(policy, day)
    context = {"policy": policy, "day": day, "past": day != today, "form": form, "version": version}
    if version is None:
        return _not_in_force(request, policy, day, form)
    context["coming"] = None if context["past"] else _published(policy).filter(effective_from__gt=today).first()
    context |= {"gaps": gaps_of(version), "powers": Power, "audiences": Audience}
    return _page(request, "policies/policy_detail.html", context, status=400 if form.errors else 200)


@public
@require_safe
@kept_five_minutes
def rule_detail(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """One rule as it stands today: the page whose address a letter quotes."""
    policy = _policy_or_404(slug)
    version = _in_force(policy, timezone.localdate())
    if version is None:
        return _not_in_force(request, policy, timezone.localdate())
    rules = rules_of(version)
    place = next((n for n, rule in enumerate(rules) if rule.code == code.upper()), None)
    if place is None:
        raise Http404
    rule = rules[place]
    if rule.code != code:
        return redirect("policies:rule", slug, rule.code, permanent=True)
    after = rules[place + 1] if place + 1 < len(rules) else None
    neighbours = {"before": rules[place - 1] if place else None, "after": after}
    context: dict[str, Any] = {"policy": policy, "version": version, "rule": rule, "history": history_of(rule, version)}
    return _page(request, "policies/rule_detail.html", context | neighbours | lists_beside(policy, version, rule))


@public
@require_safe
@kept_five_minutes
def audience_detail(request: HttpRequest, slug: str, audience: str) -> HttpResponse:
    """What of a policy is for one kind of reader; on paper a card or leaflet of one page."""
    policy = _policy_or_404(slug)
    if audience not in Audience.values:
        raise Http404
    reader = Audience(audience)
    version = _in_force(policy, timezone.localdate())
    if version is None:
        return _not_in_force(request, policy, timezone.localdate())
    context: dict[str, Any] = {"policy": policy, "version": version, "audiences": Audience, "reader": reader}
    context["card"] = card_for(version, reader)
    context["gaps"] = gaps_of(version) if reader == Audience.GOVERNORS else []
    context["note"] = latest_note(policy, reader)
    context["line"] = line_for(reader, read_for(request))
    if reader == Audience.PARENTS and request.user.has_perm(Permission.POLICY_LISTS_EDIT):
        context["reminder"] = reminder(version, card_for(version, reader), settings.SITE_URL)
    return _page(request, "policies/audience_detail.html", context)


@public
@require_safe
@kept_five_minutes
def audience_code(request: HttpRequest, slug: str, audience: str) -> HttpResponse:
    """A sheet for the door or the hall: what helpers or visitors are asked, and a square code that leads to their page
    (requirements, part 3, 11). No name stands on it, and none behind it."""
    policy = _policy_or_404(slug)
    if audience not in FROM_OUTSIDE:
        raise Http404
    reader = Audience(audience)
    if _in_force(policy, timezone.localdate()) is None:
        return _not_in_force(request, policy, timezone.localdate())
    address = f"{settings.SITE_URL.rstrip('/')}{reverse('policies:audience', args=[slug, audience])}"
    context = {
        "policy": policy, "reader": reader, "line": line_for(reader, read_for(request)), "address": address,
        "code": code_of(address),
    }  # fmt: skip
    return _page(request, "policies/audience_code.html", context)


def _policy_or_404(slug: str) -> Policy:
    """A policy of which something was published once, though it may be withdrawn since."""
    return get_object_or_404(Policy.objects.known_to_all(), slug=slug)


def _published(policy: Policy) -> QuerySet[PolicyVersion]:
    return policy.versions.published().select_related("policy")


def _in_force(policy: Policy, day: dt.date) -> PolicyVersion | None:
    return policy.versions.in_force_on(day).with_wording().first()


def _not_in_force(request: HttpRequest, policy: Policy, day: dt.date, form: DayForm | None = None) -> HttpResponse:
    """No version held that day: not yet, or not any more since one was withdrawn, and then since when."""
    today = timezone.localdate()
    ended = policy.versions.filter(withdrawn_on__lte=day, effective_from__lt=F("withdrawn_on")).order_by("-number")
    context = {
        "policy": policy,
        "day": day,
        "past": day != today,
        "next": policy.versions.filter(effective_from__gt=day, withdrawn_on=None).order_by("effective_from").first(),
        "ended": ended.select_related("policy").first(),
        "form": form or DayForm(),
    }
    is_told = context["ended"] is not None and day == today
    return _page(request, "policies/not_in_force.html", context, status=200 if is_told else 404)


def _own(request: HttpRequest) -> Audience | None:
    """The part of a policy that is for whoever is signed in (A10); None for the public and who comes from outside."""
    own = audience_of(request.user) if isinstance(request.user, User) else None
    return None if own == Audience.VISITORS else own


def _page(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """Render for the public. Somebody signed in keeps the buttons that need a token, and so a cookie."""
    shared = {"cookieless": not request.user.is_authenticated, "site_url": settings.SITE_URL, "own": _own(request)}
    return render(request, template, context | shared, status=status)
