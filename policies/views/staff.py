"""What rules A8 and A9 ask of staff: the privacy check-up, and the letter to those who leave."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.http import SignedInRequest
from people.permissions import Permission, requires
from people.settings import Key, read_for
from policies.actions.checkups import record_checkup
from policies.actions.letters import make_letter, record_delivery
from policies.actions.reading_faults import AlreadySaid, NoRule, NothingToDo, WrongDate
from policies.checkups import CHECKLIST, done_by, done_in, period_on, times_a_year
from policies.forms.letters import DeliveryForm
from policies.leavers import leavers
from policies.letter_words import letter_words
from policies.models import Feature, PrivacyCheckup
from policies.rule_uses import rule_in_force

from .fetching import leaver_or_404

PAGE_SIZE = 25


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PRIVACY_CHECKUP)
def privacy_checkup(request: SignedInRequest) -> HttpResponse:
    """What to look at in one's own accounts, and the button that says so. The head sees who has not."""
    if request.method == "POST":
        try:
            record_checkup(by=request.user)
            messages.success(request, "Thank you. It is kept that you did it today, and nothing else.")
        except AlreadySaid as fault:
            messages.info(request, str(fault))
        return redirect("policies:privacy-checkup")
    today, times = timezone.localdate(), times_a_year()
    period = period_on(today, times)
    context: dict[str, Any] = {"checklist": CHECKLIST, "rule": rule_in_force(Feature.PRIVACY, today)}
    context |= {"period": period, "times": times, "mine": PrivacyCheckup.objects.filter(user=request.user).first()}
    context["done"] = done_by(request.user, period)
    if request.user.has_perm(Permission.PRIVACY_CHECKUP_NAMES):
        context["everybody"] = done_in(period)
    return render(request, "policies/privacy_checkup.html", context)


@require_safe
@requires(Permission.LEAVER_LETTER)
def leaver_letters(request: SignedInRequest) -> HttpResponse:
    """Those who leave or left, without a delivered letter first. As many queries for one as for thirty."""
    page = Paginator(leavers(), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "policies/leaver_letters.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.LEAVER_LETTER)
def leaver_letter(request: SignedInRequest, pk: int) -> HttpResponse:
    """The letter to one of them, to read and print, and how it reached them."""
    leaving = leaver_or_404(request, pk)
    letter = leaving.letter
    form = DeliveryForm(request.POST if request.method == "POST" else None)
    if letter and form.is_valid():
        data = form.cleaned_data
        try:
            record_delivery(letter=letter, delivered_on=data["delivered_on"], way=data["way"], by=request.user)
            messages.success(request, "Recorded: the letter is delivered.")
            return redirect("policies:leaver-letter", pk)
        except AlreadySaid as fault:
            messages.info(request, str(fault))
            return redirect("policies:leaver-letter", pk)
        except WrongDate as fault:
            form.add_error("delivered_on", str(fault))
    rule = letter.rule_version if letter else rule_in_force(Feature.CONFIDENTIALITY, timezone.localdate())
    words = None
    if rule:
        on = letter.made_on if letter else timezone.localdate()
        words = letter_words(leaving.user, rule, leaving.last_day, on=on, school=read_for(request)[Key.SCHOOL_NAME])
    context = {"leaving": leaving, "letter": letter, "rule": rule, "words": words, "form": form}
    return render(request, "policies/leaver_letter.html", context)


@require_POST
@requires(Permission.LEAVER_LETTER)
def leaver_letter_new(request: SignedInRequest, pk: int) -> HttpResponse:
    """Made from the rule in force today."""
    leaving = leaver_or_404(request, pk)
    try:
        make_letter(user=leaving.user, by=request.user)
        messages.success(request, "The letter is made. Print it, and say here how it reached them.")
    except (AlreadySaid, NoRule, NothingToDo) as fault:
        messages.info(request, str(fault))
    return redirect("policies:leaver-letter", pk)
