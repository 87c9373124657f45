"""The panel, for whoever complained: which days suit, and the panel's letter."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from incidents.actions.panel_dates import say_which_suit
from incidents.forms.complaint_status import form_key_of
from incidents.forms.panel_days import SuitingForm
from incidents.panel_own import letter_of, own_panel

from .own import Mine
from .own_acting import TEMPLATES, acted, sent, urls_of


def panel(request: HttpRequest, mine: Mine) -> HttpResponse:
    """Which of the days offered suit, and who comes along."""
    found = own_panel(mine.case)
    form = SuitingForm(sent(request), hearing=found.hearing if found else None, knows=not mine.by_code)
    named = found.hearing.companion if mine.by_code and found and found.hearing else ""
    return acted(
        request, mine, "panel", form, "Thank you. The clerk to the governors picks a day and tells you.",
        lambda: say_which_suit(
            author=mine.author, suiting=form.cleaned_data["days"], companion=form.cleaned_data["companion"] or named,
            words=form.cleaned_data["words"], form_key=form_key_of(form),
        ),
        {"panel": found},
    )  # fmt: skip


def decision(request: HttpRequest, mine: Mine) -> HttpResponse:
    """The panel's letter, to print or save; before there is one, back to the page."""
    letter = letter_of(mine.case)
    if letter is None:
        return redirect(mine.url())
    context = {"case": mine.case, "letter": letter, "mine": mine, "urls": urls_of(mine)}
    return render(request, f"{TEMPLATES}/decision.html", context)
