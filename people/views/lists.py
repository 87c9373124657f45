"""Loading a list: choose the file, match the columns where they are not clear, look before saving, save."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.actions.rolls import ListFaults, LoadIsOver, TooManyLeavers
from people.actions.waiting import cancel_load, match_columns, stage_list
from people.forms import SOME, ColumnsForm, ConfirmationForm, ListUploadForm
from people.http import SignedInRequest
from people.models import RollImport
from people.permissions import Permission, proved_again, requires
from people.roll.lists import unpack
from people.roll.loading import refuse_other_file
from people.roll.previewing import fingerprint
from people.roll.waiting import chosen_columns, proposed_columns, ready_columns, samples
from people.spreadsheets.table import UnreadableFile

from .previews import Preview, open_file, preview_of, save

PAGE_SIZE = 25
STEPS = ["Choose the file", "Match the columns", "Look before saving", "Save"]
Status = RollImport.Status


@require_safe
@requires(Permission.ROLL_IMPORT)
def load_list(request: SignedInRequest) -> HttpResponse:
    loads = RollImport.objects.visible_to(request.user).select_related("by").defer("staged", "mapping")
    page = Paginator(loads, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "people/load_list.html", {"page": page, "last": RollImport.objects.last_pupil_list()})


@require_http_methods(["GET", "POST"])
@requires(Permission.ROLL_IMPORT)
def load_create(request: SignedInRequest) -> HttpResponse:
    posted = request.method == "POST"
    data, files = (request.POST, request.FILES) if posted else (None, None)
    form = ListUploadForm(data, files, today=timezone.localdate())
    if form.is_valid():
        try:
            return redirect(_stage(request, form))
        except UnreadableFile as fault:
            form.add_error("file", str(fault))
    return render(request, "people/load_create.html", {"form": form, "steps": STEPS})


def _stage(request: SignedInRequest, form: ListUploadForm) -> RollImport:
    file, kind = form.cleaned_data["file"], RollImport.Kind(form.cleaned_data["kind"])
    listing = open_file(kind, file.read(), file.name)
    if not form.cleaned_data["match"]:
        refuse_other_file(kind, listing, in_portal=True)
    return stage_list(
        kind=kind,
        listing=listing,
        school_year=form.cleaned_data["school_year"],
        is_partial=form.cleaned_data["whole"] == SOME,
        file_name=file.name,
        by=request.user,
        columns=None if form.cleaned_data["match"] else ready_columns(kind, listing),
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.ROLL_IMPORT)
def columns_edit(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    load = get_object_or_404(RollImport.objects.visible_to(request.user), public_id=public_id)
    if load.status != Status.UPLOADED or load.staged is None:
        return redirect(load)
    listing = unpack(load.staged)
    form = ColumnsForm(
        request.POST if request.method == "POST" else None,
        chosen=chosen_columns(load, listing),
        proposed=proposed_columns(load, listing, timezone.localdate()),
        samples=samples(listing),
        is_pupils=load.kind == RollImport.Kind.PUPILS,
    )
    if form.is_valid():
        try:
            return redirect(match_columns(load=load, columns=form.as_json(), by=request.user))
        except LoadIsOver as fault:
            messages.error(request, str(fault))
            return redirect("people:lists")
    context = {"form": form, "load": load, "steps": STEPS, "rows": len(listing.table.lines)}
    return render(request, "people/columns_edit.html", context)


@require_safe
@requires(Permission.ROLL_IMPORT)
def load_detail(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    load = get_object_or_404(RollImport.objects.visible_to(request.user), public_id=public_id)
    if load.status == Status.UPLOADED:
        return redirect("people:list-columns", load.public_id)
    if load.staged is None:
        return render(request, "people/load_detail.html", {"load": load})
    preview = preview_of(load)
    form = ConfirmationForm(initial={"seen": fingerprint(preview.plan)}, leavers=preview.leavers_to_confirm)
    return _show(request, load, preview, form)


@require_POST
@proved_again
@requires(Permission.ROLL_IMPORT)
def load_confirmation(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Save it. A list makes accounts, and says at which addresses parents may be invited."""
    load = get_object_or_404(RollImport.objects.visible_to(request.user), public_id=public_id)
    if load.staged is None or load.status != Status.PREVIEWED:
        return redirect(load)
    preview = preview_of(load)
    form = ConfirmationForm(request.POST, leavers=preview.leavers_to_confirm)
    if form.is_valid() and form.cleaned_data["seen"] != fingerprint(preview.plan):
        messages.warning(request, "The pupil list changed meanwhile. Look at the changes once more.")
        return redirect(load)
    if form.is_valid():
        try:
            save(load, preview, form.cleaned_data.get("accepted_leavers"), request.user)
            messages.success(request, "Saved.")
        except (ListFaults, TooManyLeavers, LoadIsOver) as fault:
            messages.error(request, str(fault))
        return redirect(load)
    return _show(request, load, preview, form)


@require_POST
@requires(Permission.ROLL_IMPORT)
def load_cancellation(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    load = get_object_or_404(RollImport.objects.visible_to(request.user), public_id=public_id)
    try:
        cancel_load(load=load)
        messages.info(request, "Nothing was saved, and the file is dropped.")
    except LoadIsOver as fault:
        messages.info(request, str(fault))
    return redirect("people:lists")


def _show(request: SignedInRequest, load: RollImport, preview: Preview, form: ConfirmationForm) -> HttpResponse:
    context = {"load": load, "preview": preview, "form": form, "steps": STEPS}
    return render(request, preview.template, context)
