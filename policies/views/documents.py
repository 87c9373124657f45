"""Related documents: the list and the page of each for those who look after them, and their files for readers."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.http import SignedInRequest
from people.permissions import Permission, public, requires
from policies.actions.documents import add_document, change_document, look_at_document
from policies.actions.faults import CannotBeSo, NothingChanged
from policies.caching import FIVE_MINUTES
from policies.files import ENDINGS
from policies.forms.documents import DocumentForm
from policies.models import RelatedDocument

UNAVAILABLE = 503
KINDS = {ending: kind for kind, ending in ENDINGS.items()}


@require_safe
@requires(Permission.POLICY_LISTS_EDIT)
def document_list(request: SignedInRequest) -> HttpResponse:
    """What is not linked or not looked at for a year first; then the others."""
    today = timezone.localdate()
    rows: list[dict[str, Any]] = [
        {
            "document": document,
            "is_due": document.is_to_look_at_on(today),
            "is_in_order": document.is_linked and not document.is_to_look_at_on(today),
            "rules": _cited(document),
        }
        for document in RelatedDocument.objects.visible_to(request.user)
        .select_related("checked_by")
        .prefetch_related("cited_by__version__policy")
    ]
    rows.sort(key=lambda row: row["is_in_order"])
    return render(request, "policies/document_list.html", {"rows": rows})


def _cited(document: RelatedDocument) -> list[str]:
    """The rules of versions in force that name it, as people call them."""
    rules = [rule for rule in document.cited_by.all() if rule.version.status == rule.version.Status.PUBLISHED]
    return sorted(f"{rule.version.policy.title}, {rule.code}" for rule in rules)


@require_http_methods(["GET", "POST"])
@requires(Permission.POLICY_LISTS_EDIT)
def document_create(request: SignedInRequest) -> HttpResponse:
    form = DocumentForm(request.POST, request.FILES) if request.method == "POST" else DocumentForm()
    if form.is_valid():
        try:
            document = add_document(entry=form.entry, by=request.user)
            messages.success(request, "The document stands in the list.")
            return redirect(document)
        except CannotBeSo as fault:
            form.add_error(fault.field, str(fault))
    return render(request, "policies/document_form.html", {"form": form})


@require_http_methods(["GET", "POST"])
@requires(Permission.POLICY_LISTS_EDIT)
def document_edit(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """One document: what stands about it, and *I looked today*."""
    document = get_object_or_404(
        RelatedDocument.objects.visible_to(request.user).select_related("checked_by"), public_id=public_id
    )
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = DocumentForm(*sent, document=document)
    if form.is_valid():
        try:
            change_document(document=document, entry=form.entry, by=request.user)
            messages.success(request, "Saved.")
            return redirect(document)
        except NothingChanged as fault:
            messages.info(request, str(fault))
            return redirect(document)
        except CannotBeSo as fault:
            form.add_error(fault.field, str(fault))
    context = {"form": form, "document": document, "is_due": document.is_to_look_at_on(timezone.localdate())}
    return render(request, "policies/document_form.html", context)


@require_POST
@requires(Permission.POLICY_LISTS_EDIT)
def document_look(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Looked at today."""
    document = get_object_or_404(RelatedDocument, public_id=public_id)
    try:
        look_at_document(document=document, by=request.user)
        messages.success(request, f"Noted: you looked at “{document}” today.")
    except NothingChanged as fault:
        messages.info(request, str(fault))
    return redirect("policies:documents" if "from_list" in request.POST else document)


@public
@require_safe
def document_file(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The file of a document: for everybody where a published policy names it, else for who looks after the list.

    To be saved, never shown in the page: its kind is the one that was checked, and nothing in it may run.
    """
    documents = RelatedDocument.objects.exclude(file="")
    if not request.user.has_perm(Permission.POLICY_LISTS_EDIT):
        documents = documents.cited_in_public()
    document = get_object_or_404(documents, public_id=public_id)
    try:
        with document.file.open("rb") as file:
            content = file.read()  # 10 MB at most
    except FileNotFoundError as fault:
        raise Http404 from fault
    except OSError:
        return render(request, "policies/document_not_now.html", {"document": document}, status=UNAVAILABLE)
    response = HttpResponse(content, content_type=KINDS[str(document.file.name).rpartition(".")[2]])
    response["Content-Disposition"] = content_disposition_header(True, document.file_name)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    if not request.user.is_authenticated:
        response["Cache-Control"] = f"public, max-age={FIVE_MINUTES}"
    return response
