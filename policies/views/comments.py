"""Comments on a draft: made by those who may read it, settled by those who may write it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from people.http import SignedInRequest
from people.permissions import Permission, requires
from policies.actions import CannotBeSo, WrongStatus, comment_on_draft, settle_comment
from policies.actions.commenting import OPEN_TO_COMMENTS
from policies.forms.steps import AnswerForm, CommentForm
from policies.models import PolicyVersion

from .fetching import draft_page, version_or_404


@require_http_methods(["GET", "POST"])
@requires(Permission.POLICY_DRAFT_VIEW)
def comment_list(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """Every comment on a version, those that wait first; and a new one."""
    version = version_or_404(request, slug, number)
    form = CommentForm(
        request.POST if request.method == "POST" else None, version=version, about=request.GET.get("about", "")
    )
    if form.is_valid():
        try:
            comment_on_draft(version=version, text=form.cleaned_data["text"], by=request.user, **_about(version, form))
            messages.success(request, "Your comment is kept. It is answered before the version is approved.")
            return redirect("policies:comments", slug, number)
        except (CannotBeSo, WrongStatus) as fault:
            form.add_error(getattr(fault, "field", "") or None, str(fault))
    return draft_page(request, "comment_list", version, _lists(version) | {"form": form}, 400 if form.errors else 200)


def _about(version: PolicyVersion, form: CommentForm) -> dict[str, Any]:
    """What was chosen, as it stood when the form offered it; the action looks whether it is still there."""
    kind, _, key = form.cleaned_data["about"].partition("-")
    sections = list(version.sections.all())
    if kind == "rule":
        rules = (rule for section in sections for rule in section.rules.all())
        return {"rule": next(rule for rule in rules if str(rule.pk) == key)}
    return {"section": next(one for one in sections if str(one.pk) == key)} if kind == "area" else {}


def _lists(version: PolicyVersion) -> dict[str, Any]:
    comments = list(version.comments.select_related("by", "settled_by"))
    return {
        "waiting": [comment for comment in comments if not comment.settled_at],
        "settled": [comment for comment in comments if comment.settled_at],
        "is_open": version.status in OPEN_TO_COMMENTS,
    }


@require_http_methods(["GET", "POST"])
@requires(Permission.POLICY_DRAFT_EDIT)
def comment_answer(request: SignedInRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """Settle a comment with an answer."""
    version = version_or_404(request, slug, number)
    comment = version.comments.select_related("by", "settled_by").filter(pk=pk).first()
    if comment is None:
        raise Http404
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            settle_comment(version=version, key=pk, answer=form.cleaned_data["answer"], by=request.user)
            messages.success(request, "The comment is settled with your answer.")
            return redirect("policies:comments", slug, number)
        except (CannotBeSo, WrongStatus) as fault:
            form.add_error(getattr(fault, "field", "") or None, str(fault))
    context = {"form": form, "comment": comment, "rule": version.rules.filter(rule=comment.rule_id).first()}
    return draft_page(request, "comment_answer", version, context, 400 if form.errors else 200)
