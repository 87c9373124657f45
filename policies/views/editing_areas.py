"""The areas of a draft, each on a page of its own; with script the same form opens in its row."""

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

from .fetching import version_or_404
from .saving import as_seen, cannot_open, done, keep_sent, sent


@require_http_methods(["GET", "POST"])
@requires(Permission.POLICY_DRAFT_EDIT)
def area_create(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """A new area at the end."""
    version = version_or_404(request, slug, number)
    if refused := cannot_open(request, version, version):
        return refused
    form = AreaForm(sent(request), initial={"code": free_area_code(version)}, auto_id="id_newarea_%s")
    return keep_sent(
        request, version, "area_create", form,
        lambda: add_area(version=version, entry=form.entry, by=request.user),
        lambda section: (f"Area {section.code} is added.", section.code),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(Permission.POLICY_DRAFT_EDIT)
def area_edit(request: SignedInRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """An area's title, readers and text. Who saves second sees both texts and loses neither."""
    version = version_or_404(request, slug, number)
    section = _area(version, pk)
    if refused := cannot_open(request, version, section):
        return refused
    form = AreaForm(sent(request), row=section)
    return keep_sent(
        request, version, "area_edit", form,
        lambda: edit_area(version=version, key=pk, seen=form.seen, entry=form.entry, by=request.user),
        lambda changed: (f"Area {form.entry.code} is saved." if changed else "", form.entry.code),
        {"section": section, "pk": pk}, _present if section else None,
    )  # fmt: skip


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
    form = AreaDivisionForm(sent(request), section=section, code=free_area_code(version))

    def split() -> Section:
        said = form.cleaned_data
        entry = AreaEntry(said["code"], said["title"], tuple(section.audiences), level=section.level)
        return split_area(version=version, key=pk, first_rule=said["first_rule"], entry=entry, by=request.user)

    return keep_sent(
        request, version, "area_division", form, split,
        lambda new: (f"Area {new.code} is new.", new.code),
        {"section": section, "pk": pk},
    )  # fmt: skip


@require_POST
@requires(Permission.POLICY_DRAFT_EDIT)
def area_place(request: SignedInRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """An area one place up or down."""
    version = version_or_404(request, slug, number)
    section = _area_or_404(version, pk)
    return done(
        request, version,
        lambda: move_area(version=version, key=pk, up=request.POST.get("to") == "up", by=request.user),
        lambda _: (f"Area {section.code} is moved.", section.code),
    )  # fmt: skip


@require_POST
@requires(Permission.POLICY_DRAFT_EDIT)
def area_union(request: SignedInRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """An area joins the one above."""
    version = version_or_404(request, slug, number)
    _area_or_404(version, pk)
    return done(
        request, version,
        lambda: join_area(version=version, key=pk, by=request.user),
        lambda above: (f"Its rules stand in area {above.code} now.", above.code),
    )  # fmt: skip


@require_POST
@requires(Permission.POLICY_DRAFT_EDIT)
def area_numbers(request: SignedInRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """The rules of an area get their codes anew, in their order."""
    version = version_or_404(request, slug, number)
    section = _area_or_404(version, pk)
    return done(
        request, version,
        lambda: number_rules(version=version, key=pk, by=request.user),
        lambda _: (f"The rules of area {section.code} are numbered in order.", section.code),
    )  # fmt: skip


@require_POST
@requires(Permission.POLICY_DRAFT_EDIT)
def area_removal(request: SignedInRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """An area without rules leaves the draft."""
    version = version_or_404(request, slug, number)
    section = _area_or_404(version, pk)
    return done(
        request, version,
        lambda: remove_area(version=version, key=pk, seen=as_seen(request), by=request.user),
        lambda _: (f"Area {section.code} is out of this draft.", ""),
    )  # fmt: skip


def _area(version: PolicyVersion, pk: int) -> Section | None:
    return next((section for section in version.sections.all() if section.pk == pk), None)


def _area_or_404(version: PolicyVersion, pk: int) -> Section:
    section = _area(version, pk)
    if section is None:
        raise Http404
    return section
