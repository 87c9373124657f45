"""Pictures of a child, for somebody without an account: stop, take down, what is agreed (requirements 1.13)."""

import time

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from consent.actions.requests import due_on, send_request
from consent.forms.photos import PhotoRequestForm
from consent.models import PhotoRequest
from people.permissions import public
from people.throttle import in_minutes

from .throttle import seconds_to_wait

Kind = PhotoRequest.Kind
ADDRESSES = {"stop": Kind.STOP, "take-down": Kind.TAKE_DOWN, "agreed": Kind.AGREED}
TOO_MANY = "There were many requests just now. Press the button again in {}, or ring the school office."


@public
@require_safe
def photos(request: HttpRequest) -> HttpResponse:
    """The three things that can be asked. No form yet, so no cookie."""
    return render(request, "consent/photos.html", {"due_on": due_on()})


@public
@require_http_methods(["GET", "POST"])
def photo_request_new(request: HttpRequest, kind: str) -> HttpResponse:
    """One request. Whatever name was typed, the answer is the same page, and takes as long."""
    began, asks = time.monotonic(), _kind(kind)
    form = PhotoRequestForm(request.POST if request.method == "POST" else None, kind=asks)
    wait = 0
    if form.is_valid():
        wait = seconds_to_wait(request, asks)
        if not wait:
            send_request(kind=asks, asked=form.asked, form_key=form.form_key)
            _wait_since(began)
            return redirect("consent:photo-request-sent", kind)
        form.add_error(None, TOO_MANY.format(in_minutes(wait)))
    context = {"form": form, "kind": asks, "due_on": due_on()}
    status = 429 if wait else 422 if form.is_bound else 200
    response = render(request, "consent/photo_request_new.html", context, status=status)
    if wait:
        response["Retry-After"] = str(wait)
    return response


@public
@require_safe
def photo_request_sent(request: HttpRequest, kind: str) -> HttpResponse:
    """What happens now, in the same words for everybody."""
    return render(request, "consent/photo_request_sent.html", {"kind": _kind(kind), "due_on": due_on()})


def _wait_since(began: float) -> None:
    """Answer no sooner than `PHOTO_ANSWER_SECONDS` after the request came. The throttle keeps those who wait few."""
    time.sleep(max(0.0, settings.PHOTO_ANSWER_SECONDS - (time.monotonic() - began)))


def _kind(address: str) -> PhotoRequest.Kind:
    if address not in ADDRESSES:
        raise Http404
    return ADDRESSES[address]
