"""Platforms with the ages from which people may have an account, and the school's own notes for readers."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from people.http import SignedInRequest
from people.permissions import Permission, requires
from policies.actions.faults import CannotBeSo, NothingChanged
from policies.actions.owners import write_note
from policies.actions.platforms import add_platform, change_platform
from policies.forms.lists import NoteForm, PlatformForm
from policies.models import Platform, Policy
from policies.notes import latest_note
from policies.words import Audience


@require_safe
@requires(Permission.POLICY_LISTS_EDIT)
def platform_list(request: SignedInRequest) -> HttpResponse:
    """All of them, those that readers are not shown last."""
    return render(
        request, "policies/platform_list.html", {"platforms": Platform.objects.order_by("-is_active", "name")}
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.POLICY_LISTS_EDIT)
def platform_create(request: SignedInRequest) -> HttpResponse:
    form = PlatformForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            platform = add_platform(entry=form.entry, by=request.user)
            messages.success(request, f"{platform} stands in the list.")
            return redirect("policies:platforms")
        except CannotBeSo as fault:
            form.add_error(fault.field, str(fault))
    return render(request, "policies/platform_form.html", {"form": form})


@require_http_methods(["GET", "POST"])
@requires(Permission.POLICY_LISTS_EDIT)
def platform_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    platform = get_object_or_404(Platform, pk=pk)
    form = PlatformForm(request.POST if request.method == "POST" else None, platform=platform)
    if form.is_valid():
        try:
            change_platform(platform=platform, entry=form.entry, by=request.user)
            messages.success(request, "Saved.")
            return redirect("policies:platforms")
        except NothingChanged as fault:
            messages.info(request, str(fault))
            return redirect("policies:platforms")
        except CannotBeSo as fault:
            form.add_error(fault.field, str(fault))
    return render(request, "policies/platform_form.html", {"form": form, "platform": platform})


@require_http_methods(["GET", "POST"])
@requires(Permission.POLICY_LISTS_EDIT)
def note_edit(request: SignedInRequest, slug: str, audience: str) -> HttpResponse:
    """What the school itself says to one kind of reader, marked as not the policy."""
    policy = get_object_or_404(Policy.objects.published(), slug=slug)
    if audience not in Audience.values:
        raise Http404
    reader = Audience(audience)
    note = latest_note(policy, reader)
    form = NoteForm(request.POST if request.method == "POST" else None, initial={"text": note.text if note else ""})
    if form.is_valid():
        try:
            write_note(policy=policy, audience=reader, text=form.cleaned_data["text"], by=request.user)
            messages.success(
                request, "Saved. Readers see it now." if form.cleaned_data["text"] else "The note is gone."
            )
        except NothingChanged as fault:
            messages.info(request, str(fault))
        return redirect("policies:audience", slug, audience)
    return render(request, "policies/note_form.html", {"policy": policy, "reader": reader, "form": form, "note": note})
