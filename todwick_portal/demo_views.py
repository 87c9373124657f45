"""The demo school's bar, its front page, and trying out a file. These addresses exist in demo mode only."""

from urllib.parse import urlsplit

from django import forms
from django.contrib import auth, messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from consent.loading import ListInstead, UnreadableFile
from consent.models import Purpose
from consent.survey.mapping import MappingFault
from consent.trial import Trial, try_file
from people.models import SchoolYear, User
from people.permissions import public
from people.school_year import label

from .demo_people import DEMO_PEOPLE
from .show_me import SCENES
from .show_more import MORE

NO_QUESTION = (
    "No column of this file looks like a question about photo permission. If it is your survey, its headings may stand "
    "in another sheet, or ask in words we do not know: with an account you would match them by hand. Try another file."
)


class TrialForm(forms.Form):
    """A survey export of one's own, looked at and let go."""

    file = forms.FileField(
        label="A survey export of your school",
        help_text="A spreadsheet: .xlsx, .csv, .xls or .ods, up to 10 MB. It is read, shown to you, and not kept.",
        error_messages={
            "required": "Choose a file to try.",
            "empty": "This file is empty. Choose one with answers in it.",
        },
    )


@public
@require_safe
def demo(request: HttpRequest) -> HttpResponse:
    """The demo's front page: the five minutes, then more moments by who has them, each one click away."""
    return render(request, "dashboard/demo.html", {"scenes": SCENES, "more": MORE, "demo_accounts": DEMO_PEOPLE})


@public
@require_http_methods(["GET", "POST"])
def trial(request: HttpRequest) -> HttpResponse:
    """What the importer would make of somebody's own file. Nothing is written, not even a record of the visit."""
    posted = request.method == "POST"
    form = TrialForm(request.POST if posted else None, request.FILES if posted else None)
    year = SchoolYear.objects.year_on(timezone.localdate())
    found = None
    if posted and form.is_valid():
        try:
            found = _found(form.cleaned_data["file"], year)
        except (UnreadableFile, MappingFault) as fault:
            form.add_error("file", str(fault))
    return render(request, "dashboard/trial.html", {"form": form, "found": found, "year": label(year)})


def _found(file: UploadedFile, school_year: int) -> Trial:
    """What is in the file. Raises UnreadableFile or MappingFault in words for somebody who has no account here."""
    labels = dict(Purpose.objects.values_list("slug", "label"))
    try:
        found = try_file(file.read(), file.name or "", school_year=school_year, labels=labels)
    except ListInstead as fault:
        instead = f"This looks like {fault.found}. Export the answers to your survey, and try that file."
        raise UnreadableFile(instead) from fault
    if not found.questions:
        raise UnreadableFile(NO_QUESTION)
    return found


@public
@csrf_exempt  # the bar stands on public pages that set no cookie; the Origin is checked instead
@require_POST
def look_as(request: HttpRequest) -> HttpResponse:
    """Change whom you are looking as, and go where the button said."""
    if not _same_site(request):
        return HttpResponseForbidden("Use the buttons of the demo itself.")
    person = next((p for p in DEMO_PEOPLE if p.key == request.POST.get("as")), None)
    auth.logout(request)
    if person:
        user = User.objects.filter(email=person.email).first()
        if user is None:
            messages.error(request, "The demo school is not set up. Run `python manage.py demo`.")
            return redirect("account_login")
        auth.login(request, user, backend="people.backends.RoleBackend")
    return redirect(_target(request, "dashboard" if person else "front"))


def _same_site(request: HttpRequest) -> bool:
    origin = request.headers.get("Origin", "")
    other = origin not in ("", "null") and urlsplit(origin).netloc != request.get_host()
    return not other and request.headers.get("Sec-Fetch-Site", "same-origin") in ("same-origin", "none")


def _target(request: HttpRequest, otherwise: str) -> str:
    wanted = request.POST.get("next", "")
    return wanted if url_has_allowed_host_and_scheme(wanted, {request.get_host()}) else otherwise
