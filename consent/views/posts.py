"""The register of posts: what is out with whom, that a checked picture went out, and what was out before."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from consent.actions.posting import register_post
from consent.actions.removal_steps import take_down
from consent.faults import ConsentFault
from consent.filters import PostFilter
from consent.forms.posts import PostForm
from consent.going_out import goes_on_an_account
from consent.models import Post, PostHanding, Purpose, RecordedCheck, RemovalItem
from consent.post_pages import post_page
from consent.removal_pages import may_tick
from consent.then_and_now import then_and_now
from people.http import SignedInRequest
from people.permissions import Permission, requires


@require_safe
@requires(Permission.CONSENT_KEEP)
def post_list(request: SignedInRequest) -> HttpResponse:
    """The feed: everything for office, head and safeguarding lead, one's own and one's accounts' for everybody else."""
    in_full = request.user.has_perm(Permission.CONSENT_RECORD_VIEW)
    posts = Post.objects.visible_to(request.user).select_related("destination", "account", "posted_by").showing_now()
    asked = RemovalItem.objects.open().filter(post=OuterRef("pk"))
    narrowed = PostFilter(request.GET, queryset=posts.annotate(is_asked=Exists(asked)), in_full=in_full)
    found = narrowed.qs if narrowed.is_valid() else posts.annotate(is_asked=Exists(asked))
    page = post_page(found, newer=request.GET.get("newer", ""), older=request.GET.get("older", ""))
    waiting = PostHanding.objects.visible_to(request.user).waiting()
    context = {
        "filter": narrowed,
        "page": page,
        "rows": then_and_now(page.posts, timezone.localdate()),
        "waiting": waiting.select_related("check_record__destination", "holder", "handed_by"),
        "in_full": in_full,
        "may_enter": request.user.has_perm(Permission.CONSENT_CORRECT),
    }
    return render(request, "consent/post_list.html", context, status=200 if narrowed.is_valid() else 400)


@require_safe
@requires(Permission.CONSENT_KEEP)
def post_detail(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """One post: the permission of each child then, and beside it what holds now."""
    in_full = request.user.has_perm(Permission.CONSENT_RECORD_VIEW)
    post = get_object_or_404(_posts(request), public_id=public_id)
    [row] = then_and_now([post], timezone.localdate(), in_full=in_full)
    removals = RemovalItem.objects.filter(post=post).select_related("removal__pupil", "done_by") if in_full else []
    gone = post.takings_down.holding().select_related("by").first()
    may = may_tick(request.user, post.account)
    context = {
        "post": post, "row": row, "in_full": in_full, "now": timezone.localtime(), "gone": gone,
        "removals": [item for item in removals if item.removal.called_off_at is None],
        "may_take_down": may and gone is None, "may_correct": may and gone is not None,
    }  # fmt: skip
    return render(request, "consent/post_detail.html", context)


@require_POST
@requires(Permission.CONSENT_KEEP)
def post_removal(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """The post was taken down. Said by whoever holds the account, or the office in their place."""
    post = get_object_or_404(_posts(request), public_id=public_id)
    if may_tick(request.user, post.account):
        take_down(post=post, by=request.user)
        messages.success(request, "Kept: it is taken down.")
    else:
        messages.error(request, "Whoever holds the account takes it down. Ask them, or the school office.")
    return redirect(post)


@require_http_methods(["GET", "POST"])
@requires(Permission.CONSENT_KEEP)
def post_create(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """The picture of a recorded check is out. Where something has changed since the check, it says who is to be left
    out, and keeps what was typed."""
    check = get_object_or_404(_checks(request), public_id=public_id)
    if kept := Post.objects.filter(check_record=check).first():
        messages.info(request, "This picture is entered as posted already.")
        return redirect(kept)
    place = Purpose.objects.select_related("account").get(pk=check.destination_id)
    form = PostForm(
        request.POST if request.method == "POST" else None,
        place=place,
        account=place.account if goes_on_an_account(place) else None,
        first=timezone.localdate(check.recorded_at),
    )
    if form.is_valid() and (post := _registered(request, check, form)):
        return redirect(post)
    context = {"check": check, "form": form, "place": place, "children": check.children.count()}
    return render(request, "consent/post_create.html", context, status=422 if form.is_bound else 200)


def _registered(request: SignedInRequest, check: RecordedCheck, form: PostForm) -> Post | None:
    try:
        key = form.cleaned_data["key"]
        post = register_post(check=check, posted=form.posted, key=key, by=request.user)
    except ConsentFault as fault:
        form.add_error(None, str(fault))
        return None
    messages.success(request, "Entered in the register of posts.")
    return post


def _posts(request: SignedInRequest) -> Any:
    related = "destination", "account", "posted_by", "check_record__recorded_by"
    rule = "rule_version__rule", "rule_version__version__policy"
    return Post.objects.visible_to(request.user).select_related(*related, *rule)


def _checks(request: SignedInRequest) -> Any:
    """Checks that may be posted by this person: their own and those handed to them; for the office everybody's."""
    return RecordedCheck.objects.visible_to(request.user).select_related("destination", "account", "recorded_by")
