"""Coming back to a complaint without an account: reference and access code, or reference and a code by mail.

Both are sent by POST alone and stand in no address. The same is answered whatever is wrong.
"""

import secrets
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from incidents import receipt_session
from incidents.actions.complaint_codes import make_it_theirs, receipt_for, receipt_for_mailed, send_code
from incidents.complaints.codes import code_out_of
from incidents.forms.complaint_status import AskCodeForm, CodeForm, MailedCodeForm
from incidents.models import Receipt
from people.permissions import public

from . import browser, kept_words
from .status_throttle import in_minutes, seconds_to_wait, seconds_to_wait_for_mail

WRONG = "This reference and this code do not belong together. Look at your copy and type both again."
WRONG_MAILED = "This code does not fit, or it has run out. Type it again, or ask for another one."
TOO_MANY = "There were many tries just now. Try again in {}, or ring the school office."
ASKED = "complaint_code_asked"


@public
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def complaint_status(request: HttpRequest) -> HttpResponse:
    """Where reference and access code are typed. They open one complaint, in this browser, for half an hour."""
    form = CodeForm(kept_words.typed_here(request))
    return _opened(request, form, receipt_for, WRONG, "enter")


@public
@require_http_methods(["GET", "POST"])
def mail_code(request: HttpRequest) -> HttpResponse:
    """A code by mail to the address given. Whatever reference was typed, the same page follows; with words that were
    kept it follows at once, as no address and no session carries them."""
    form = AskCodeForm(kept_words.typed_here(request))
    wait = 0
    if form.is_valid():
        reference = form.cleaned_data["reference"]
        wait = seconds_to_wait_for_mail(request, reference)
        if not wait:
            send_code(reference=reference)
            request.session[ASKED] = reference
            if kept_words.act_of(request) and kept_words.kept_before(request):
                return _page(request, "mailed_code", MailedCodeForm(initial={"reference": reference}), 0)
            return redirect("incidents:complaint-mailed-code")
        form.add_error(None, TOO_MANY.format(in_minutes(wait)))
    return _page(request, "ask_code", form, wait)


@public
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def mailed_code(request: HttpRequest) -> HttpResponse:
    """Where the six digits of the mail are typed."""
    asked = {"reference": request.session.get(ASKED, "")}
    form = MailedCodeForm(request.POST) if request.method == "POST" else MailedCodeForm(initial=asked)
    return _opened(request, form, receipt_for_mailed, WRONG_MAILED, "mailed_code")


@public
@require_POST
def leaving(request: HttpRequest) -> HttpResponse:
    """*Leave this page*: from now on this browser opens nothing."""
    receipt_session.end(request.session)
    messages.success(request, "You have left. Nobody can open your complaint here without the access code.")
    return redirect("incidents:complaint-status")


def _opened(request: HttpRequest, form: forms.Form, find: Any, wrong: str, template: str) -> HttpResponse:
    """Try what was typed. It opens the page of the complaint, or the same page says what every wrong try says."""
    wait = 0
    if form.is_valid():
        said = form.cleaned_data
        wait = seconds_to_wait(request, said["reference"])
        receipt: Receipt | None = None if wait else find(said["reference"], said["code"])
        if receipt:
            has_new_code = _begin(request, receipt)
            request.session.pop(ASKED, None)
            return _goes_on(request, has_new_code=has_new_code)
        form.add_error(None, TOO_MANY.format(in_minutes(wait)) if wait else wrong)
    return _page(request, template, form, wait)


def _begin(request: HttpRequest, receipt: Receipt) -> bool:
    """The browser may open the complaint. Whether a code that nobody else knows took the place of the one typed."""
    secret = secrets.token_urlsafe(32)
    theirs = make_it_theirs(receipt=receipt, code=code_out_of(secret))
    receipt_session.begin(request.session, theirs)
    is_new: bool = theirs.pk != receipt.pk
    if is_new:
        browser.remember_theirs(request, theirs.complaint.case, secret)
    return is_new


def _goes_on(request: HttpRequest, *, has_new_code: bool) -> HttpResponse:
    """To the page, or first to a new code; with words that were kept, to the button that sends them."""
    act, kept = kept_words.act_of(request), kept_words.kept_before(request)
    if not act or not kept:
        return redirect("incidents:complaint-sent" if has_new_code else "incidents:complaint-own")
    context = {
        "act": f"incidents:complaint-own-{act}", "kept": kept, "words": kept_words.words_of(kept),
        "has_new_code": has_new_code,
    }  # fmt: skip
    return _never_kept(render(request, "incidents/complaints/status/ready.html", context))


def _page(request: HttpRequest, template: str, form: forms.Form, wait: int) -> HttpResponse:
    kept = kept_words.kept_before(request)
    context = {
        "form": form, "kept": kept, "kept_to": kept_words.act_of(request), "words": kept_words.words_of(kept),
        "is_open": receipt_session.KEY in request.session,
    }  # fmt: skip
    status = 429 if wait else 422 if form.is_bound else 200
    response = render(request, f"incidents/complaints/status/{template}.html", context, status=status)
    if wait:
        response["Retry-After"] = str(wait)
    return _never_kept(response)


def _never_kept(response: HttpResponse) -> HttpResponse:
    add_never_cache_headers(response)
    return response
