"""From a post of the register to the record of a data breach."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from consent.models import Post
from incidents.actions.breach_posts import open_breach_of_post
from incidents.actions.faults import CannotBeSo
from incidents.models import DataBreach
from people.http import SignedInRequest
from people.permissions import Permission, requires


@require_POST
@requires(Permission.CONSENT_RECORD_VIEW)
def post_breach(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Open the record of a post without permission, in one press. Who may not read it comes back to the post."""
    posts = Post.objects.visible_to(request.user).filter(was_permitted=False)
    post = get_object_or_404(posts.select_related("destination", "account"), public_id=public_id)
    try:
        breach = open_breach_of_post(post=post, by=request.user)
    except CannotBeSo as fault:
        messages.error(request, str(fault))
        return redirect(post)
    if DataBreach.objects.visible_to(request.user).filter(pk=breach.pk).exists():
        messages.success(request, f"{breach.reference} is opened. The 72 hours run.")
        return redirect(breach)
    messages.success(request, f"{breach.reference} is opened. Whoever decides about it was told.")
    return redirect(post)
