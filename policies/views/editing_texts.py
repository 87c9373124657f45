"""What a draft says around its areas."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from people.http import SignedInRequest
from people.permissions import Permission, requires
from policies.actions import edit_texts
from policies.forms.editing import TextsForm
from policies.models import PolicyVersion

from .fetching import version_or_404
from .saving import cannot_open, keep_sent, sent


@require_http_methods(["GET", "POST"])
@requires(Permission.POLICY_DRAFT_EDIT)
def texts_edit(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """Introduction, who looks after it, next review. Who saves second sees both texts and loses neither."""
    version = version_or_404(request, slug, number)
    if refused := cannot_open(request, version, version):
        return refused
    form = TextsForm(sent(request), version=version)

    def present(row: Any) -> tuple[forms.Form, dict[str, object]]:
        now = PolicyVersion.objects.get(pk=version.pk)
        return TextsForm(version=now), {"mark": TextsForm.of(now)["mark"]}

    return keep_sent(
        request, version, "texts_edit", form,
        lambda: edit_texts(version=version, seen=form.cleaned_data["mark"], entry=form.entry, by=request.user),
        lambda changed: ("The texts are saved." if changed else "", "about"),
        present=present,
    )  # fmt: skip
