"""A parent's change of mind, told to the office: entered on the child's page."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from consent.actions.letters import Entered, enter_answer
from consent.court_orders import barred_among
from consent.effective import Status
from consent.faults import AlreadySaved, ConsentFault
from consent.forms.letters import AnswerForm
from consent.grid import OFFICE_WORDS
from consent.models import Purpose
from consent.record import contacts_on
from consent.register import Register, register_on
from consent.turning import TurnsToYes
from people.http import SignedInRequest
from people.models import Pupil
from people.permissions import Permission, requires

HOLDS = {"yes": {Status.YES}, "no": {Status.NO, Status.WITHDRAWN}}


@require_http_methods(["GET", "POST"])
@requires(Permission.CONSENT_CORRECT)
def answer_create(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Who said it, which way, when, and to which places yes or no. What holds today stands beside each."""
    today = timezone.localdate()
    pupil = get_object_or_404(Pupil.objects.visible_to(request.user).on_roll_on(today), public_id=public_id)
    contacts, register = contacts_on(pupil, today), register_on([pupil], today)
    places = list(Purpose.objects.active_on(today))
    posted = request.POST if request.method == "POST" else None
    form = AnswerForm(posted, contacts=contacts, asked=register.asked, places=places, barred=barred_among(contacts))
    if contacts and form.is_valid() and _keep(request, pupil, form):
        return redirect("consent:pupil", pupil.public_id)
    context = {"pupil": pupil, "form": form, "contacts": contacts, "rows": _rows(pupil, places, register, form)}
    return render(request, "consent/answer_create.html", context)


def _rows(pupil: Pupil, places: list[Purpose], register: Register, form: AnswerForm) -> list[dict[str, Any]]:
    asked = {purpose.pk for purpose in register.asked}
    return [
        {"place": place, "status": register.of(pupil, place).status.value, "cell": form.cell(place),
         "is_asked": place.pk in asked}
        for place in places
    ]  # fmt: skip


def _keep(request: SignedInRequest, pupil: Pupil, form: AnswerForm) -> bool:
    entered = form.entered
    try:
        kept = enter_answer(
            entered=entered, token=form.cleaned_data["token"], by=request.user, accepted=form.cleaned_data["accepted"]
        )
    except TurnsToYes as fault:
        form.ask_about(fault)
        return False
    except AlreadySaved as fault:
        form.add_error(None, str(fault))
        form.take_new_token()
        return False
    except ConsentFault as fault:
        form.add_error(None, str(fault))
        return False
    if kept:
        heard = " The parents with an account hear that something changed." if kept.told else ""
        messages.success(request, f"Saved: what {entered.contact} said.{heard}")
        _say_what_did_not_follow(request, pupil, entered)
    else:
        messages.info(request, "This was entered already, and counts. Nothing was written twice.")
    return True


def _say_what_did_not_follow(request: SignedInRequest, pupil: Pupil, entered: Entered) -> None:
    """Where what holds now is not what was entered: another parent's word, a newer answer, something that waits."""
    register = register_on([pupil], timezone.localdate())
    other = [
        f"{place.label} is “{OFFICE_WORDS[status].word}”"
        for place in register.asked
        if (value := entered.values.get(place.slug))
        and (status := register.of(pupil, place).status) not in HOLDS[value]
    ]
    if other:
        messages.warning(request, f"It does not decide everything: {', '.join(other)}. The reasons stand below.")
