"""What went out without a check: entered by the office, with who is in it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from consent.actions.posting import enter_post_later
from consent.class_lists import ClassLists, class_lists
from consent.faults import ConsentFault
from consent.forms.posts import LatePostForm
from consent.models import Post
from people.http import SignedInRequest
from people.models import Pupil, SchoolYear
from people.permissions import Permission, requires

MOST_FOUND = 12
LOOKING = {"find", "show"}


@require_http_methods(["GET", "POST"])
@requires(Permission.CONSENT_CORRECT)
def post_late(request: SignedInRequest) -> HttpResponse:
    """A post that nobody checked first. The same form finds children by class or name, so that what is typed stays."""
    is_sent = request.method == "POST" and not LOOKING & set(request.POST)
    chosen = _chosen(request)
    form = LatePostForm(request.POST if is_sent else None, initial=request.POST.dict())
    if form.is_valid() and (post := _entered(request, form, chosen)):
        return redirect(post)
    context = {"form": form, **_who(request, chosen)}
    return render(request, "consent/post_late.html", context, status=422 if form.is_bound else 200)


def _entered(request: SignedInRequest, form: LatePostForm, chosen: Sequence[Pupil]) -> Post | None:
    try:
        post = enter_post_later(
            pupils=chosen, use=form.use, posted=form.posted, key=form.cleaned_data["key"], by=request.user
        )
    except ConsentFault as fault:
        form.add_error(None, str(fault))
        return None
    if post.was_permitted:
        messages.success(request, "Entered. Everybody in it had permission that day.")
    else:
        messages.warning(request, "Entered. Not everybody in it had permission that day: look at who, below.")
    return post


def _chosen(request: SignedInRequest) -> list[Pupil]:
    """The ticked children, of any time: somebody in an old picture may have left."""
    keys = set()
    for text in request.POST.getlist("p"):
        try:
            keys.add(UUID(text))
        except ValueError:
            continue
    return list(_pupils(request).filter(public_id__in=keys))


def _who(request: SignedInRequest, chosen: Sequence[Pupil]) -> dict[str, Any]:
    """Whom the page offers: those ticked, those of the class shown, and those found by name."""
    today = timezone.localdate()
    lists: ClassLists = class_lists(request.user, today, SchoolYear.objects.year_on(today))
    shown = lists.by_code(request.POST.get("class", ""))
    words = request.POST.get("name", "").strip()
    found = list(_pupils(request).called_like(words)[: MOST_FOUND + 1]) if len(words) > 1 else []
    here = [pupil for pupil in (shown.pupils if shown else []) if pupil not in chosen]
    return {
        "chosen": chosen, "lists": lists, "shown": shown, "here": here, "words": words,
        "found": [pupil for pupil in found[:MOST_FOUND] if pupil not in chosen and pupil not in here],
        "is_more": len(found) > MOST_FOUND,
    }  # fmt: skip


def _pupils(request: SignedInRequest) -> Any:
    today = timezone.localdate()
    year = SchoolYear.objects.year_on(today)
    return Pupil.objects.visible_to(request.user).with_class_code(year, today).defer("do_not_publish_reason")
