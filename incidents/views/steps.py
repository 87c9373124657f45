"""What is still to be done in an incident."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST

from incidents.actions.steps import add_step, change_step, tick_step
from incidents.forms.facts import StepForm
from incidents.models import Case, CaseStep
from incidents.relations import Act
from incidents.seeing import who_can_see
from people.http import SignedInRequest
from people.models import User
from people.permissions import Permission, requires

from .fetching import case_or_404, sent
from .saving import kept, pressed

PLACE = "#todo"


@require_http_methods(["GET", "POST"])
@requires(Permission.INCIDENT_READ)
def step_create(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Something more to be done."""
    case = case_or_404(request, public_id, Act.COMMENT)
    form = StepForm(sent(request), case=case, readers=_readers(case))
    return kept(
        request, case, "step", form,
        lambda: add_step(
            case=case, text=form.cleaned_data["text"], owner=form.by_whom,
            due_on=form.cleaned_data["due_on"], by=request.user,
        ),
        "Added to the next steps.", place=PLACE,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(Permission.INCIDENT_READ)
def step_edit(request: SignedInRequest, public_id: UUID, step: UUID) -> HttpResponse:
    """By whom, until when, in other words. Who saves second sees both and loses neither."""
    case = case_or_404(request, public_id, Act.COMMENT)
    row: CaseStep = get_object_or_404(case.steps, public_id=step)
    readers = _readers(case)
    form = StepForm(sent(request), case=case, readers=readers, step=row)
    return kept(
        request, case, "step", form,
        lambda: change_step(
            step=row, text=form.cleaned_data["text"], owner=form.by_whom,
            due_on=form.cleaned_data["due_on"], revision=form.as_seen, by=request.user,
        ),
        "Saved.", {"step": row}, place=PLACE,
        present=lambda now: StepForm(case=now, readers=readers, step=now.steps.get(pk=row.pk)),
    )  # fmt: skip


@require_POST
@requires(Permission.INCIDENT_READ)
def step_tick(request: SignedInRequest, public_id: UUID, step: UUID) -> HttpResponse:
    """It was done, or it was not after all."""
    case = case_or_404(request, public_id, Act.COMMENT)
    row: CaseStep = get_object_or_404(case.steps, public_id=step)
    is_done = request.POST.get("done") == "yes"
    return pressed(
        request, case, lambda: tick_step(step=row, is_done=is_done, by=request.user),
        "Done, and in the timeline." if is_done else "Not done after all.", place=PLACE,
    )  # fmt: skip


def _readers(case: Case) -> list[User]:
    return [seer.user for seer in who_can_see(case) if seer.is_whole]
