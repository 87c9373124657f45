"""A new access code after a call: for the office, which sees nothing of the complaint."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_http_methods

from incidents.actions.complaint_codes import plain_reference, renew_code
from incidents.actions.faults import CannotBeSo, WrongState
from incidents.forms.complaint_status import NewCodeForm, form_key_of
from people.http import SignedInRequest
from people.permissions import Permission, proved_to_send, requires

from .status_throttle import in_minutes, seconds_to_wait_of_office

SHOWN = "complaint_code_made"
TOO_MANY = "Many codes were asked for just now. Try again in {}."


@require_http_methods(["GET", "POST"])
@requires(Permission.COMPLAINT_RECORD)
@proved_to_send
def complaint_codes(request: SignedInRequest) -> HttpResponse:
    """Make a new access code, and read it out: it is shown once. The form that was sent twice made one."""
    form = NewCodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _made(request, form):
        return redirect("incidents:complaint-codes")
    made = None if form.is_bound else request.session.pop(SHOWN, None)
    context = {"form": form, "made": made}
    status = 422 if form.is_bound else 200
    response = render(request, "incidents/complaints/status/codes.html", context, status=status)
    add_never_cache_headers(response)
    return response


def _made(request: SignedInRequest, form: NewCodeForm) -> bool:
    """Whether a code was made, now or with this form a moment ago. Where not, the form says why."""
    wait = seconds_to_wait_of_office(request)
    if wait:
        form.add_error(None, TOO_MANY.format(in_minutes(wait)))
        return False
    said = form.cleaned_data
    try:
        code = renew_code(
            reference=said["reference"], reason=said["reason"], form_key=form_key_of(form), by=request.user
        )
    except CannotBeSo as fault:
        form.add_error(fault.field, str(fault))
        return False
    except WrongState as fault:
        form.add_error(None, str(fault))
        return False
    if code:
        request.session[SHOWN] = {"reference": plain_reference(said["reference"]), "code": code}
    return True
