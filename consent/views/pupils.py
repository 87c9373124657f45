"""The permission record of one child."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from consent.actions.reading import record_reading
from consent.nowhere import nowhere
from consent.record import record_of
from people.http import SignedInRequest
from people.models import ClassMembership, Pupil
from people.permissions import Permission, requires

from .classes import list_age


@require_safe
@requires(Permission.CONSENT_RECORD_VIEW)
def pupil_detail(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Who answered what, when and where from; what waits, what was decided. That it was read is kept."""
    today = timezone.localdate()
    pupil = get_object_or_404(Pupil.objects.visible_to(request.user), public_id=public_id)
    record = record_of(pupil, today)
    membership = (
        ClassMembership.objects.filter(pupil=pupil, school_class__school_year=record.register.school_year)
        .select_related("school_class")
        .order_by("-pk")
        .first()
    )
    record_reading(pupil, by=request.user)
    context = {
        "pupil": pupil,
        "record": record,
        "restrictions": pupil.restrictions.running(),
        "nowhere": nowhere(record.register, record.register.asked),
        "list_age": list_age(),
        "school_class": membership.school_class if membership else None,
        "has_left": bool(pupil.left_on and pupil.left_on <= today),
    }
    return render(request, "consent/pupil_detail.html", context)
