"""Who is in an incident."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from incidents.actions.people import link_person, say_parents_told, unlink_person
from incidents.forms.deciding import ReasonForm
from incidents.forms.people import ParentsToldForm, PersonForm
from incidents.models import Case, CasePerson
from incidents.relations import Act
from people.http import SignedInRequest
from people.permissions import Permission, requires

from .fetching import case_or_404, sent
from .saving import kept

PLACE = "#people"


@require_http_methods(["GET", "POST"])
@requires(Permission.INCIDENT_LEAD)
def person_create(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Somebody is added, and who may read the incident is worked out again in this request. Where others read it
    afterwards it is asked once more, with who they are."""
    case = case_or_404(request, public_id, Act.CHANGE_STATE)
    form = PersonForm(sent(request), reader=request.user)
    return kept(
        request, case, "person", form,
        lambda: link_person(case=case, linked=form.linked, by=request.user, knowing=_knowing(request)), "Added.",
        place=PLACE,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(Permission.INCIDENT_LEAD)
def person_removal(request: SignedInRequest, public_id: UUID, person: UUID) -> HttpResponse:
    """Somebody is taken off, with a reason; asked once more like adding. The timeline keeps that they were there."""
    case = case_or_404(request, public_id, Act.CHANGE_STATE)
    row = _person(case, person)
    form = ReasonForm(sent(request))
    return kept(
        request, case, "person_removal", form,
        lambda: unlink_person(
            person=row, reason=form.cleaned_data["reason"], by=request.user, knowing=_knowing(request)
        ),
        "Taken off.", {"person": row}, place=PLACE,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(Permission.INCIDENT_READ)
def parents_told(request: SignedInRequest, public_id: UUID, person: UUID) -> HttpResponse:
    """Whether a child's parents were told: yes and when, not yet and by when, no and why."""
    case = case_or_404(request, public_id, Act.COMMENT)
    row = _person(case, person)
    form = ParentsToldForm(sent(request), case=case, person=row)

    def say() -> CasePerson:
        said = form.cleaned_data
        told = CasePerson.Told(said["told"])
        return say_parents_told(
            person=row, told=told, on=said["on"], note=said["note"], revision=form.as_seen, by=request.user
        )

    return kept(
        request, case, "parents_told", form, say, "Saved.", {"person": row}, place=PLACE,
        present=lambda now: ParentsToldForm(case=now, person=now.people.get(pk=row.pk)),
    )  # fmt: skip


def _knowing(request: SignedInRequest) -> str:
    """Of which change of readers the page that was sent had told."""
    return request.POST.get("knowing", "")


def _person(case: Case, public_id: UUID) -> CasePerson:
    found: CasePerson = get_object_or_404(case.people.present(), public_id=public_id)
    return found
