"""The rules of a draft, each on a page of its own; with script the same form opens in its row."""

from functools import partial
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from people.http import SignedInRequest
from people.permissions import Permission, requires
from policies.actions import (
    add_rule,
    edit_rule,
    join_rule,
    move_rule,
    remove_rule,
    split_rule,
)
from policies.actions.editing_areas import free_code
from policies.forms.editing import RuleDivisionForm, RuleForm, RulePlaceForm
from policies.halves import in_two
from policies.models import PolicyVersion, RuleVersion

from .fetching import back_to_draft, draft_page, version_or_404
from .saving import back_where_refused, saved, status_of


@require_http_methods(["GET", "POST"])
@requires(Permission.POLICY_DRAFT_EDIT)
def rule_create(request: SignedInRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """A new rule at the end of an area."""
    version = version_or_404(request, slug, number)
    section = version.sections.filter(pk=pk).first()
    if request.method != "POST":
        if section is None:
            raise Http404
        if not version.is_editable:
            return redirect(version)
    initial = {"code": free_code(version, section), "audiences": section.audiences} if section else {}
    form = RuleForm(request.POST if request.method == "POST" else None, initial=initial, auto_id=f"id_new{pk}_%s")
    context: dict[str, Any] = {"form": form, "section": section, "pk": pk}
    if form.is_valid():
        rule = saved(form, partial(_add, version, pk, form, request), context)
        if rule:
            return back_to_draft(request, version, f"Rule {rule.code} is added.", rule.code)
    return draft_page(request, "rule_create", version, context, status_of(form, context))


def _add(version: PolicyVersion, area: int, form: RuleForm, request: SignedInRequest) -> RuleVersion:
    return add_rule(version=version, area=area, entry=form.entry, by=request.user)


@require_http_methods(["GET", "POST"])
@requires(Permission.POLICY_DRAFT_EDIT)
def rule_edit(request: SignedInRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """A rule's words, firmness, readers and documents. Who saves second sees both texts and loses neither."""
    version = version_or_404(request, slug, number)
    rule = _rule(version, pk)
    if request.method != "POST":
        if rule is None:
            raise Http404
        if not version.is_editable:
            return redirect(version)
    form = RuleForm(request.POST if request.method == "POST" else None, row=rule)
    context: dict[str, Any] = {"form": form, "rule": rule, "pk": pk}
    if form.is_valid():
        changed = saved(form, partial(_edit, version, pk, form, request), context, _present if rule else None)
        if changed is not None:
            said = f"Rule {form.entry.code.upper()} is saved." if changed else ""
            return back_to_draft(request, version, said, form.entry.code.upper())
    return draft_page(request, "rule_edit", version, context, status_of(form, context))


def _edit(version: PolicyVersion, pk: int, form: RuleForm, request: SignedInRequest) -> bool:
    return edit_rule(version=version, key=pk, seen=form.seen, entry=form.entry, by=request.user)


def _present(row: Any) -> tuple[forms.Form, dict[str, object]]:
    return RuleForm(row=row), {"revision": row.revision}


@require_http_methods(["GET", "POST"])
@requires(Permission.POLICY_DRAFT_EDIT)
def rule_division(request: SignedInRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """One rule becomes two."""
    version = version_or_404(request, slug, number)
    rule = _rule(version, pk)
    if request.method != "POST":
        if rule is None:
            raise Http404
        if not version.is_editable:
            return redirect(version)
        form = RuleDivisionForm(initial=_halves(rule))
    else:
        form = RuleDivisionForm(request.POST)
    context: dict[str, Any] = {"form": form, "rule": rule, "pk": pk}
    if form.is_valid():
        new = saved(form, partial(_split, version, pk, form, request), context, _now_in_two if rule else None)
        if new:
            return back_to_draft(request, version, f"Rule {new.code} is new. It is a rule of its own now.", new.code)
    return draft_page(request, "rule_division", version, context, status_of(form, context))


def _split(version: PolicyVersion, pk: int, form: RuleDivisionForm, request: SignedInRequest) -> RuleVersion:
    said = form.cleaned_data
    return split_rule(
        version=version, key=pk, seen=said["revision"], first=said["first"], second=said["second"], by=request.user
    )


def _halves(rule: RuleVersion) -> dict[str, Any]:
    first, second = in_two(rule.text)
    return {"revision": rule.revision, "first": first, "second": second}


def _now_in_two(row: Any) -> tuple[forms.Form, dict[str, object]]:
    return RuleDivisionForm(initial=_halves(row)), {"revision": row.revision}


@require_http_methods(["GET", "POST"])
@requires(Permission.POLICY_DRAFT_EDIT)
def rule_place(request: SignedInRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """Another place for a rule, in its area or in another."""
    version = version_or_404(request, slug, number)
    rule = _rule(version, pk)
    if rule is None:
        raise Http404
    if not version.is_editable:
        return redirect(version)
    form = RulePlaceForm(request.POST if request.method == "POST" else None, version=version, rule=rule)
    context: dict[str, Any] = {"form": form, "rule": rule, "pk": pk}
    if form.is_valid():
        area, after = form.area_and_rule
        moved = saved(
            form,
            lambda: move_rule(version=version, key=pk, area=area, after=after, by=request.user),
            context,
        )
        if moved:
            return back_to_draft(request, version, f"Rule {moved.code} is moved.", moved.code)
    return draft_page(request, "rule_place", version, context, status_of(form, context))


@require_POST
@requires(Permission.POLICY_DRAFT_EDIT)
@back_where_refused
def rule_union(request: SignedInRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """A rule and the one below it become one."""
    version = version_or_404(request, slug, number)
    _rule_or_404(version, pk)
    rule = join_rule(version=version, key=pk, by=request.user)
    return back_to_draft(request, version, f"Rule {rule.code} now says both.", rule.code)


@require_POST
@requires(Permission.POLICY_DRAFT_EDIT)
@back_where_refused
def rule_removal(request: SignedInRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """A rule leaves the draft."""
    version = version_or_404(request, slug, number)
    rule = _rule_or_404(version, pk)
    remove_rule(version=version, key=pk, by=request.user)
    return back_to_draft(request, version, f"Rule {rule.code} is out of this draft.", rule.section.code)


def _rule(version: PolicyVersion, pk: int) -> RuleVersion | None:
    return version.rules.select_related("section").filter(pk=pk).first()


def _rule_or_404(version: PolicyVersion, pk: int) -> RuleVersion:
    rule = _rule(version, pk)
    if rule is None:
        raise Http404
    return rule
