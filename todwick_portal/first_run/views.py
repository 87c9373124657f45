"""The guide of the first days, the test mail, and saying that a step is not for this school."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from people.actions.settings import NothingSet, change_settings
from people.actions.test_mail import own_test_mails, send_test_mail
from people.http import SignedInRequest, url_for
from people.names import clean
from people.permissions import Permission, proved_to_send, requires
from people.settings import read_for
from todwick_portal import heartbeat

from .steps import Step, progress_of, steps

LONGEST = 300


class ReasonForm(forms.Form):
    """Why a step is not for this school."""

    reason = forms.CharField(
        label="Why is this not for us?", max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Whoever looks after the portal after you reads it.",
        error_messages={"required": "Write why, or go back."},
    )  # fmt: skip


@require_safe
@requires(Permission.SETTINGS_EDIT)
def first_run(request: SignedInRequest) -> HttpResponse:
    """Every step with what is empty, what depends on it, and the page where it is done."""
    found = steps(read_for(request), timezone.localdate())
    shown = [(number, step, url_for(request.user, step.route, *step.where)) for number, step in enumerate(found, 1)]
    context = {
        "open": [one for one in shown if not one[1].is_settled],
        "done": [one for one in shown if one[1].is_done],
        "aside": [one for one in shown if one[1].is_set_aside],
        "progress": progress_of(found),
    }
    return render(request, "first_run/guide.html", context)


@require_http_methods(["GET", "POST"])
@proved_to_send
@requires(Permission.SETTINGS_EDIT)
def aside(request: SignedInRequest, step: str) -> HttpResponse:
    """Say with a reason that a step is not for this school, or that it is after all."""
    found = _step(request, step)
    if request.method == "POST" and "back" in request.POST:
        return _said(request, found, "")
    form = ReasonForm(request.POST if request.method == "POST" else None, initial={"reason": found.reason})
    if form.is_valid():
        return _said(request, found, clean(form.cleaned_data["reason"]))
    return render(request, "first_run/aside.html", {"form": form, "step": found})


@require_http_methods(["GET", "POST"])
@requires(Permission.SETTINGS_EDIT)
def test_mail(request: SignedInRequest) -> HttpResponse:
    """Send a mail to oneself, and see whether the mail server took it or what it said."""
    if request.method == "POST":
        send_test_mail(by=request.user)
        messages.success(request, f"Written to {request.user.email}. It goes out within a minute.")
        return redirect("first-run-mail")
    context = {
        "mail": own_test_mails(request.user).first(),
        "is_silent": heartbeat.is_silent(timezone.now()),
        "sender": settings.DEFAULT_FROM_EMAIL,
    }
    return render(request, "first_run/test_mail.html", context)


def _step(request: SignedInRequest, key: str) -> Step:
    found = next((one for one in steps(read_for(request), timezone.localdate()) if one.key == key), None)
    if found is None or found.aside is None:
        raise Http404
    return found


def _said(request: SignedInRequest, step: Step, reason: str) -> HttpResponse:
    if step.aside is None:
        raise Http404
    try:
        change_settings(values={step.aside: reason}, by=request.user)
        messages.success(request, f"{step.title}: not for us." if reason else f"{step.title} is a step again.")
    except NothingSet as fault:
        messages.info(request, str(fault))
    return redirect("first-run")
