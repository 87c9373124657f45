"""What the school sets for itself, for its complaints and for its statements: three pages of one shape."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from people.actions.settings import NothingSet, change_settings
from people.forms import ComplaintSettingsForm, SettingsForm, StatementSettingsForm
from people.forms.settings import KeptSettings
from people.http import SignedInRequest
from people.permissions import Permission, proved_to_send, requires
from people.settings import read_all


@require_http_methods(["GET", "POST"])
@proved_to_send
@requires(Permission.SETTINGS_EDIT)
def settings(request: SignedInRequest) -> HttpResponse:
    """Name, numbers, hours, and what else the school sets once."""
    allows = request.user.has_perm(Permission.GIVING_ALLOW)
    form = SettingsForm(request.POST if request.method == "POST" else None, kept=read_all(), may_allow_giving=allows)
    return _kept_or_shown(request, form, "people:settings", "people/settings.html")


@require_http_methods(["GET", "POST"])
@proved_to_send
@requires(Permission.SETTINGS_EDIT)
def of_complaints(request: SignedInRequest) -> HttpResponse:
    """The days of complaints and who may complain how. Complaints under way keep the days they were told."""
    form = ComplaintSettingsForm(request.POST if request.method == "POST" else None, kept=read_all())
    return _kept_or_shown(request, form, "people:settings-complaints", "people/settings_complaints.html")


@require_http_methods(["GET", "POST"])
@proved_to_send
@requires(Permission.SETTINGS_EDIT)
def of_statements(request: SignedInRequest) -> HttpResponse:
    """What the statements and the records of processing say of the school."""
    form = StatementSettingsForm(request.POST if request.method == "POST" else None, kept=read_all())
    return _kept_or_shown(request, form, "people:settings-statements", "people/settings_statements.html")


def _kept_or_shown(request: SignedInRequest, form: KeptSettings, route: str, template: str) -> HttpResponse:
    if form.is_valid():
        try:
            change_settings(values=form.as_texts(), by=request.user)
            messages.success(request, "Saved. It counts from now on.")
        except NothingSet as fault:
            messages.info(request, str(fault))
        return redirect(route)
    return render(request, template, {"form": form})
