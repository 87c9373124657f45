"""The rules of a draft, each on a page of its own; with script the same form opens in its row."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from people.http import SignedInRequest
from people.permissions import Permission, requires
from policies.actions import add_rule, edit_rule, join_rule, move_rule, remove_rule, split_rule
from policies.actions.editing_areas import free_code
from policies.forms.editing import RuleDivisionForm, RuleForm, RulePlaceForm
from policies.halves import in_two
from policies.models import PolicyVersion, RuleVersion

from .fetching import version_or_404
from .saving import as_seen, cannot_open, done, keep_sent, sent


@require_http_methods(["GET", "POST"])
@requires(Permission.POLICY_DRAFT_EDIT)
def rule_create(request: SignedInRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """A new rule at the end of an area."""
    version = version_or_404(request, slug, number)
    section = version.sections.filter(pk=pk).first()
    if refused := cannot_open(request, version, section):
        return refused
    initial = {"code": free_code(version, section), "audiences": section.audiences} if section else {}
    form = RuleForm(sent(request), initial=initial, auto_id=f"id_new{pk}_%s")
    return keep_sent(
        request, version, "rule_create", form,
        lambda: add_rule(version=version, area=pk, entry=form.entry, by=request.user),
        lambda rule: (f"Rule {rule.code} is added.", rule.code),
        {"section": section, "pk": pk},
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(Permission.POLICY_DRAFT_EDIT)
def rule_edit(request: SignedInRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """A rule's words, firmness, readers and documents. Who saves second sees both texts and loses neither."""
    version = version_or_404(request, slug, number)
    rule = _rule(version, pk)
    if refused := cannot_open(request, version, rule):
        return refused
    form = RuleForm(sent(request), row=rule)

    def said(changed: bool) -> tuple[str, str]:
        code = form.entry.code.upper()
        return f"Rule {code} is saved." if changed else "", code

    return keep_sent(
        request, version, "rule_edit", form,
        lambda: edit_rule(version=version, key=pk, seen=form.seen, entry=form.entry, by=request.user),
        said, {"rule": rule, "pk": pk}, _present if rule else None,
    )  # fmt: skip


def _present(row: Any) -> tuple[forms.Form, dict[str, object]]:
    return RuleForm(row=row), {"revision": row.revision}


@require_http_methods(["GET", "POST"])
@requires(Permission.POLICY_DRAFT_EDIT)
def rule_division(request: SignedInRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """One rule becomes two."""
    version = version_or_404(request, slug, number)
    rule = _rule(version, pk)
    if refused := cannot_open(request, version, rule):
        return refused
    form = RuleDivisionForm(sent(request), initial=_halves(rule) if rule else {})

    def split() -> RuleVersion:
        said = form.cleaned_data
        texts = {"first": said["first"], "second": said["second"]}
        return split_rule(version=version, key=pk, seen=said["revision"], by=request.user, **texts)

    return keep_sent(
        request, version, "rule_division", form, split,
        lambda new: (f"Rule {new.code} is new. It is a rule of its own now.", new.code),
        {"rule": rule, "pk": pk}, _now_in_two if rule else None,
    )  # fmt: skip


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
    rule = _rule_or_404(version, pk)
    if not version.is_editable:
        return redirect(version)
    form = RulePlaceForm(sent(request), version=version, rule=rule)

    def move() -> RuleVersion:
        area, after = form.area_and_rule
        return move_rule(version=version, key=pk, area=area, after=after, by=request.user)

    return keep_sent(
        request, version, "rule_place", form, move,
        lambda moved: (f"Rule {moved.code} is moved.", moved.code),
        {"rule": rule, "pk": pk},
    )  # fmt: skip


@require_POST
@requires(Permission.POLICY_DRAFT_EDIT)
def rule_union(request: SignedInRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """A rule and the one below it become one."""
    version = version_or_404(request, slug, number)
    _rule_or_404(version, pk)
    return done(
        request, version,
        lambda: join_rule(version=version, key=pk, by=request.user),
        lambda rule: (f"Rule {rule.code} now says both.", rule.code),
    )  # fmt: skip


@require_POST
@requires(Permission.POLICY_DRAFT_EDIT)
def rule_removal(request: SignedInRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """A rule leaves the draft."""
    version = version_or_404(request, slug, number)
    rule = _rule_or_404(version, pk)
    return done(
        request, version,
        lambda: remove_rule(version=version, key=pk, seen=as_seen(request), by=request.user),
        lambda _: (f"Rule {rule.code} is out of this draft.", rule.section.code),
    )  # fmt: skip


def _rule(version: PolicyVersion, pk: int) -> RuleVersion | None:
    return version.rules.select_related("section").filter(pk=pk).first()


def _rule_or_404(version: PolicyVersion, pk: int) -> RuleVersion:
    rule = _rule(version, pk)
    if rule is None:
        raise Http404
    return rule
