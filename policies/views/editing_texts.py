"""What a draft says around its areas."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from people.http import SignedInRequest
from people.permissions import Permission, requires
from policies.actions import edit_texts
from policies.forms.editing import TextsForm
from policies.models import PolicyVersion

from .fetching import back_to_draft, draft_page, version_or_404
from .saving import saved, status_of


@require_http_methods(["GET", "POST"])
@requires(Permission.POLICY_DRAFT_EDIT)
def texts_edit(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """Introduction, who looks after it, next review. Who saves second sees both texts and loses neither."""
    version = version_or_404(request, slug, number)
    if request.method != "POST" and not version.is_editable:
        return redirect(version)
    form = TextsForm(request.POST if request.method == "POST" else None, version=version)
    context: dict[str, Any] = {"form": form}

    def present(row: Any) -> tuple[forms.Form, dict[str, object]]:
        now = PolicyVersion.objects.get(pk=version.pk)
        return TextsForm(version=now), {"mark": TextsForm.of(now)["mark"]}

    if form.is_valid():
        changed = saved(form, lambda: _edit(version, form, request), context, present)
        if changed is not None:
            return back_to_draft(request, version, "The texts are saved." if changed else "", "about")
    return draft_page(request, "texts_edit", version, context, status_of(form, context))


def _edit(version: PolicyVersion, form: TextsForm, request: SignedInRequest) -> bool:
    return edit_texts(version=version, seen=form.cleaned_data["mark"], entry=form.entry, by=request.user)
