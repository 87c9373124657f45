"""The areas of a draft, each on a page of its own; with script the same form opens in its row."""

from functools import partial
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from people.http import SignedInRequest
from people.permissions import Permission, requires
from policies.actions import (
    AreaEntry,
    add_area,
    edit_area,
    join_area,
    move_area,
    number_rules,
    remove_area,
    split_area,
)
from policies.actions.editing_areas import free_area_code
from policies.forms.editing import AreaDivisionForm, AreaForm
from policies.models import PolicyVersion, Section

from .fetching import back_to_draft, draft_page, version_or_404
from .saving import back_where_refused, saved, status_of


@require_http_methods(["GET", "POST"])
@requires(Permission.POLICY_DRAFT_EDIT)
def area_create(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """A new area at the end."""
    version = version_or_404(request, slug, number)
    if request.method != "POST" and not version.is_editable:
        return redirect(version)
    sent = request.POST if request.method == "POST" else None
    form = AreaForm(sent, initial={"code": free_area_code(version)}, auto_id="id_newarea_%s")
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        section = saved(form, lambda: add_area(version=version, entry=form.entry, by=request.user), context)
        if section:
            return back_to_draft(request, version, f"Area {section.code} is added.", section.code)
    return draft_page(request, "area_create", version, context, status_of(form, context))


@require_http_methods(["GET", "POST"])
@requires(Permission.POLICY_DRAFT_EDIT)
def area_edit(request: SignedInRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """An area's title, readers and text. Who saves second sees both texts and loses neither."""
    version = version_or_404(request, slug, number)
    section = _area(version, pk)
    if request.method != "POST":
        if section is None:
            raise Http404
        if not version.is_editable:
            return redirect(version)
    form = AreaForm(request.POST if request.method == "POST" else None, row=section)
    context: dict[str, Any] = {"form": form, "section": section, "pk": pk}
    if form.is_valid():
        changed = saved(form, partial(_edit, version, pk, form, request), context, _present if section else None)
        if changed is not None:
            said = f"Area {form.entry.code} is saved." if changed else ""
            return back_to_draft(request, version, said, form.entry.code)
    return draft_page(request, "area_edit", version, context, status_of(form, context))


def _edit(version: PolicyVersion, pk: int, form: AreaForm, request: SignedInRequest) -> bool:
    return edit_area(version=version, key=pk, seen=form.seen, entry=form.entry, by=request.user)


def _present(row: Any) -> tuple[forms.Form, dict[str, object]]:
    return AreaForm(row=row), {"revision": row.revision}


@require_http_methods(["GET", "POST"])
@requires(Permission.POLICY_DRAFT_EDIT)
def area_division(request: SignedInRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """One area becomes two, from a rule on."""
    version = version_or_404(request, slug, number)
    section = _area_or_404(version, pk)
    if not version.is_editable:
        return redirect(version)
    sent = request.POST if request.method == "POST" else None
    form = AreaDivisionForm(sent, section=section, code=free_area_code(version))
    context: dict[str, Any] = {"form": form, "section": section, "pk": pk}
    if form.is_valid():
        new = saved(form, partial(_split, version, section, form, request), context)
        if new:
            return back_to_draft(request, version, f"Area {new.code} is new.", new.code)
    return draft_page(request, "area_division", version, context, status_of(form, context))


def _split(version: PolicyVersion, section: Section, form: AreaDivisionForm, request: SignedInRequest) -> Section:
    said = form.cleaned_data
    entry = AreaEntry(said["code"], said["title"], tuple(section.audiences), level=section.level)
    return split_area(version=version, key=section.pk, first_rule=said["first_rule"], entry=entry, by=request.user)


@require_POST
@requires(Permission.POLICY_DRAFT_EDIT)
@back_where_refused
def area_place(request: SignedInRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """An area one place up or down."""
    version = version_or_404(request, slug, number)
    section = _area_or_404(version, pk)
    move_area(version=version, key=pk, up=request.POST.get("to") == "up", by=request.user)
    return back_to_draft(request, version, f"Area {section.code} is moved.", section.code)


@require_POST
@requires(Permission.POLICY_DRAFT_EDIT)
@back_where_refused
def area_union(request: SignedInRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """An area joins the one above."""
    version = version_or_404(request, slug, number)
    _area_or_404(version, pk)
    above = join_area(version=version, key=pk, by=request.user)
    return back_to_draft(request, version, f"Its rules stand in area {above.code} now.", above.code)


@require_POST
@requires(Permission.POLICY_DRAFT_EDIT)
@back_where_refused
def area_numbers(request: SignedInRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """The rules of an area get their codes anew, in their order."""
    version = version_or_404(request, slug, number)
    section = _area_or_404(version, pk)
    number_rules(version=version, key=pk, by=request.user)
    return back_to_draft(request, version, f"The rules of area {section.code} are numbered in order.", section.code)


@require_POST
@requires(Permission.POLICY_DRAFT_EDIT)
@back_where_refused
def area_removal(request: SignedInRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """An area without rules leaves the draft."""
    version = version_or_404(request, slug, number)
    section = _area_or_404(version, pk)
    remove_area(version=version, key=pk, by=request.user)
    return back_to_draft(request, version, f"Area {section.code} is out of this draft.")


def _area(version: PolicyVersion, pk: int) -> Section | None:
    return next((section for section in version.sections.all() if section.pk == pk), None)


def _area_or_404(version: PolicyVersion, pk: int) -> Section:
    section = _area(version, pk)
    if section is None:
        raise Http404
    return section
