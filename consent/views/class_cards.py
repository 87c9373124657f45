"""The card of a class for today: opened on a phone in the morning, printed for the day."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from consent.actions.printing import record_class_grid
from consent.class_card import card_of
from consent.nowhere import nowhere
from consent.register import register_on
from consent.sheets import CardPrint
from people.http import SignedInRequest
from people.models import SchoolClass, SchoolYear
from people.permissions import Permission, Zone, requires

from .classes import class_on, list_age


@require_safe
@requires(Permission.CONSENT_CHECK, zone=Zone.OPEN)
def class_card(request: SignedInRequest, code: str) -> HttpResponse:
    """Who of a class may be nowhere today, who only in some places, in three words whoever asks."""
    now = timezone.localtime()
    year = SchoolYear.objects.year_on(now.date())
    pupils = class_on(request, code, year, now.date())
    register = register_on(pupils, now.date(), year)
    context = {
        "code": code, "now": now, "is_loaded": bool(register.asked), "card": card_of(register, pupils),
        "nowhere": nowhere(register, register.asked), "list_age": list_age(), "is_print": _is_print(request, code),
    }  # fmt: skip
    return render(request, "consent/class_card.html", context)


@require_POST
@requires(Permission.CONSENT_KEEP, zone=Zone.OPEN)
def class_card_print(request: SignedInRequest, code: str) -> HttpResponse:
    """Print the card: recorded, then the page as it goes on paper, for whoever asked, today."""
    today = timezone.localdate()
    year = SchoolYear.objects.year_on(today)
    children = len(class_on(request, code, year, today))
    school_class = SchoolClass.objects.filter(school_year=year, code=code).first()
    record_class_grid(school_class=school_class, shows=today, children=children, by=request.user)
    sealed = CardPrint(code, today, today, request.user.pk).sealed
    return redirect(f"{reverse('consent:class-card', args=[code])}?print={sealed}")


def _is_print(request: SignedInRequest, code: str) -> bool:
    if not request.user.is_authenticated:  # a class tablet
        return False
    today = timezone.localdate()
    return CardPrint(code, today, today, request.user.pk).is_sealed_in(request.GET.get("print", ""))
