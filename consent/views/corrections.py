"""A wrong tick is taken back: a picture that is out still, an account that is to be looked through again (B11)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from consent.actions.removal_corrections import correct_look, correct_picture, find_out_still
from consent.faults import ConsentFault
from consent.forms.removals import CorrectionForm
from consent.models import Post, RemovalItem, RemovalList, RemovalLook
from consent.removal_pages import may_tick
from people.http import SignedInRequest
from people.permissions import Permission, requires

PUT_BACK = "Kept: it is to come down again, with the clock it had."
NOT_YOURS = "Whoever holds the account puts that right. Ask them, or the school office."


@require_http_methods(["GET", "POST"])
@requires(Permission.CONSENT_KEEP)
def picture_correction(request: SignedInRequest, public_id: UUID, item: UUID) -> HttpResponse:
    """What was said of one picture on a list is wrong."""
    removal = get_object_or_404(RemovalList.objects.visible_to(request.user), public_id=public_id)
    related = "post__destination", "post__account", "removal"
    pictures = RemovalItem.objects.filter(removal=removal).select_related(*related)
    picture = get_object_or_404(pictures, public_id=item)
    if not may_tick(request.user, picture.post.account):
        messages.error(request, NOT_YOURS)
        return redirect(removal)
    if picture.done_at is None:
        messages.info(request, "It stands on the list already.")
        return redirect(removal)
    form = CorrectionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            kept = correct_picture(item=picture, why=form.cleaned_data["why"], by=request.user)
            messages.success(request, PUT_BACK)
            return redirect(kept.removal)
        except ConsentFault as fault:
            form.add_error(None, str(fault))
    return _page(request, picture.post, form, picture.get_outcome_display().lower(), removal.get_absolute_url())


@require_http_methods(["GET", "POST"])
@requires(Permission.CONSENT_KEEP)
def post_correction(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """A post that was said to be taken down is out still."""
    posts = Post.objects.visible_to(request.user).select_related("destination", "account")
    post = get_object_or_404(posts, public_id=public_id)
    if not may_tick(request.user, post.account):
        messages.error(request, NOT_YOURS)
        return redirect(post)
    if not post.takings_down.holding().exists():
        messages.info(request, "Nobody says that it is taken down.")
        return redirect(post)
    form = CorrectionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            find_out_still(post=post, why=form.cleaned_data["why"], by=request.user)
            messages.success(request, "Kept: it is out still. Where it was to come down, it stands on the list again.")
            return redirect(post)
        except ConsentFault as fault:
            form.add_error(None, str(fault))
    return _page(request, post, form, "taken down", post.get_absolute_url())


@require_POST
@requires(Permission.CONSENT_KEEP)
def look_correction(request: SignedInRequest, public_id: UUID, look: UUID) -> HttpResponse:
    """An account is to be looked through once more for a child."""
    removal = get_object_or_404(RemovalList.objects.visible_to(request.user), public_id=public_id)
    looks = RemovalLook.objects.filter(removal=removal).select_related("account", "removal")
    account = get_object_or_404(looks, public_id=look)
    if not may_tick(request.user, account.account):
        messages.error(request, NOT_YOURS)
        return redirect(removal)
    try:
        correct_look(look=account, by=request.user)
        messages.success(request, f"{account.account} is to be looked through again.")
    except ConsentFault as fault:
        messages.error(request, str(fault))
    return redirect(removal)


def _page(request: SignedInRequest, post: Post, form: CorrectionForm, said: str, back_url: str) -> HttpResponse:
    context = {"post": post, "form": form, "said": said, "back_url": back_url}
    return render(request, "consent/removal_correction.html", context, status=422 if form.is_bound else 200)
