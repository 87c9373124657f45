"""A request, a part or a bundle for whoever may open it, and the file that leaves."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.text import slugify

from incidents.models import BundlePart, DataBundle, DataRequest
from people.http import SignedInRequest


def request_or_404(request: SignedInRequest, public_id: UUID) -> DataRequest:
    """The request, for whoever may read it; for everybody else it does not exist."""
    related = ("about_pupil", "about_contact", "about_user", "about_case", "asked_by")
    found = DataRequest.objects.visible_to(request.user).select_related(*related)
    return get_object_or_404(found, public_id=public_id)


def part_or_404(request: SignedInRequest, public_id: UUID) -> BundlePart:
    """The part, for whoever may look through it; for everybody else it does not exist."""
    found = BundlePart.objects.readable_by(request.user).select_related("request", "case", "breach", "released_by")
    return get_object_or_404(found, public_id=public_id)


def as_zip(bundle: DataBundle, content: bytes) -> HttpResponse:
    """The file, to be kept and not to be opened in the browser."""
    name = slugify(f"{bundle.request.reference} {bundle.made_at:%Y-%m-%d}")
    headers = {"Content-Disposition": f'attachment; filename="{name}.zip"'}
    return HttpResponse(content, content_type="application/zip", headers=headers)
