"""The parts of a bundle: what waits for one person, one part to look through, and the second person's check."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from incidents.actions.bundle_files import decide_file, open_part_file
from incidents.actions.bundle_parts import (
    PartGone,
    change_piece,
    close_name,
    give_part,
    open_name,
    piece_of,
    record_part_reading,
    release_part,
    send_back,
    withhold_part,
)
from incidents.actions.bundles import check_part
from incidents.actions.faults import CannotBeSo, NotAllowed, WrongState
from incidents.evidence_store import NotKept
from incidents.forms.bundle_parts import ENCLOSE, GIVE, FileForm, NameForm, PieceForm, SeenForm, SendBackForm, WholeForm
from incidents.models import BundlePart
from incidents.rights.files import may_open, reads_case
from incidents.rights.leading import may_check, may_prepare
from incidents.rights.part_page import names_of, page_of_part
from incidents.rights.pieces import AT_FIRST, Exempt, Open, Piece, marked
from incidents.rights.waiting import parts_of
from incidents.views.evidence import saved
from incidents.views.fetching import sent
from people.http import SignedInRequest
from people.pdf.rendering import NoPaper
from people.permissions import Permission, requires

from .fetching import part_or_404


@require_safe
@requires(Permission.DATA_PART_READ)
def part_list(request: SignedInRequest) -> HttpResponse:
    """The parts that wait for this person: to look through, to check."""
    return render(request, "incidents/rights/parts.html", parts_of(request.user))


@require_safe
@requires(Permission.DATA_PART_READ)
def part_detail(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """One page of a part. Reading it is recorded."""
    part = part_or_404(request, public_id)
    page = request.GET.get("page", "1")
    try:
        record_part_reading(part=part, by=request.user)
    except NotAllowed:  # gathered anew at this moment
        raise Http404 from None
    context = page_of_part(part, request.user, int(page) - 1 if page.isdecimal() and len(page) < 6 else 0)
    return render(request, "incidents/rights/part.html", context | _forms(part))


def _forms(part: BundlePart) -> dict[str, Form]:
    seen = {"revision": part.revision}
    return {"form": SendBackForm(initial=seen), "whole": WholeForm(initial=seen, prefix="whole")}


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.DATA_PART_READ)
def part_name(request: SignedInRequest, public_id: UUID, sign: str) -> HttpResponse:
    """Let one name stand in this part, or black it out again."""
    part = _to_prepare(request, public_id)
    name = next((one for one in names_of(part) if one.sign == sign), None)
    if name is None:
        raise Http404
    form = NameForm(sent(request), initial={"revision": part.revision})
    if request.method == "POST" and "close" in request.POST:
        return _done(request, part, lambda: close_name(part=part, key=name.key, by=request.user))
    if form.is_valid():
        said = form.cleaned_data
        return _done(request, part, lambda: open_name(
            part=part, key=name.key, why=Open(said["why"]), reason=said["reason"], by=request.user,
            revision=form.as_seen,
        ))  # fmt: skip
    context = {"part": part, "name": name, "form": form}
    return render(request, "incidents/rights/name.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.DATA_PART_READ)
def part_piece(request: SignedInRequest, public_id: UUID, number: int) -> HttpResponse:
    """One text of this part: black out more of it, withhold it, or give it after all; one file: enclose it or not."""
    part = _to_prepare(request, public_id)
    try:
        piece = piece_of(part, number)
    except WrongState:
        raise Http404 from None
    form = _form_of(request, part, piece)
    if form.is_valid():
        try:
            _changed(part, number, form, request)
        except CannotBeSo as fault:
            form.add_error(fault.field if fault.field in form.fields else None, str(fault))
        except NotAllowed:
            raise Http404 from None
        except WrongState as fault:
            messages.error(request, str(fault))
            return redirect("incidents:bundle-parts") if isinstance(fault, PartGone) else redirect(part)
        else:
            return redirect(part)
    context = {
        "part": part, "piece": piece, "number": number, "stretches": marked(piece, part.opened), "form": form,
        "may_open": may_open(part, piece, reads=reads_case(request.user, part)),
    }  # fmt: skip
    return render(request, "incidents/rights/piece.html", context, status=400 if form.errors else 200)


def _form_of(request: SignedInRequest, part: BundlePart, piece: Piece) -> PieceForm | FileForm:
    """What is chosen of a text, or of a file, with what was chosen before."""
    seen = {"revision": part.revision}
    if "file" in piece:
        before = piece.get("enclosed") or piece.get("left") or {}
        goes = ENCLOSE if piece.get("enclosed") else before.get("why")
        return FileForm(sent(request), initial=seen | {"goes": goes, "reason": before.get("reason", "")})
    more = "\n".join(dict.fromkeys(piece["text"][begin:end] for begin, end in piece.get("more", ())))
    kept = piece.get("withheld") or {}
    reason = (kept or piece.get("given") or {}).get("reason", "")
    said = {"phrases": more, "whole": kept.get("why", GIVE), "reason": "" if reason == AT_FIRST else reason}
    return PieceForm(sent(request), initial=seen | said)


def _changed(part: BundlePart, number: int, form: PieceForm | FileForm, request: SignedInRequest) -> None:
    """Both answers of the form, together or not at all."""
    said: dict[str, Any] = {"reason": form.cleaned_data["reason"], "by": request.user, "revision": form.as_seen}
    if isinstance(form, FileForm):
        decide_file(part=part, number=number, leave_out=form.leave_out, **said)
    else:
        whole = form.cleaned_data["whole"]
        why = None if whole == GIVE else Exempt(whole)
        change_piece(part=part, number=number, phrases=form.lines, why=why, **said)
    messages.success(request, "Saved.")


@require_safe
@requires(Permission.DATA_PART_READ)
def part_evidence(request: SignedInRequest, public_id: UUID, number: int) -> HttpResponse:
    """One file of a case, for whoever reads the case or checks that it goes: to be saved. Each opening is recorded."""
    part = part_or_404(request, public_id)
    try:
        file = open_part_file(part=part, number=number, by=request.user)
    except NotAllowed:
        raise Http404 from None
    except WrongState as fault:
        messages.error(request, str(fault))
        return redirect(part)
    return saved(file.content, file.content_type, file.name)


def _to_prepare(request: SignedInRequest, public_id: UUID) -> BundlePart:
    part = part_or_404(request, public_id)
    if not may_prepare(request.user, part) or part.released_at:
        raise Http404
    return part


def _done(request: SignedInRequest, part: BundlePart, act: Callable[[], object]) -> HttpResponse:
    """Back to the part with what was done, or why not."""
    try:
        act()
    except NotAllowed:
        raise Http404 from None
    except PartGone as fault:
        messages.error(request, str(fault))
        return redirect("incidents:bundle-parts")
    except (CannotBeSo, WrongState, NoPaper, NotKept) as fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, "Saved.")
    return redirect(part)


def _as_seen(request: SignedInRequest) -> int:
    """The revision of the part on the page whose button was pressed."""
    form = SeenForm(request.POST)
    form.is_valid()
    return form.as_seen


@require_POST
@requires(Permission.DATA_PART_READ)
def part_release(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """It may go as it stands, once a second person has checked it; or the whole of it is withheld, or given again."""
    part, seen = part_or_404(request, public_id), _as_seen(request)
    if "withhold" in request.POST:
        return _withheld(request, part)
    if "give" in request.POST:
        return _done(request, part, lambda: give_part(part=part, by=request.user, revision=seen))
    return _done(request, part, lambda: release_part(part=part, by=request.user, revision=seen))


def _withheld(request: SignedInRequest, part: BundlePart) -> HttpResponse:
    if not may_prepare(request.user, part) or part.released_at:
        raise Http404
    form = WholeForm(request.POST, prefix="whole")
    if not form.is_valid():
        context = page_of_part(part, request.user, 0) | _forms(part) | {"whole": form}
        return render(request, "incidents/rights/part.html", context, status=400)
    said = form.cleaned_data
    return _done(request, part, lambda: withhold_part(
        part=part, why=Exempt(said["why"]), reason=said["because"], by=request.user, revision=form.as_seen
    ))  # fmt: skip


@require_POST
@requires(Permission.DATA_PART_READ)
def part_check(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """The second person: it may go, or it goes back with a reason."""
    part, seen = part_or_404(request, public_id), _as_seen(request)
    if "back" not in request.POST:
        return _done(request, part, lambda: check_part(part=part, by=request.user, revision=seen))
    if not may_check(request.user, part):
        raise Http404
    form = SendBackForm(request.POST)
    if not form.is_valid():
        context = page_of_part(part, request.user, 0) | _forms(part) | {"form": form}
        return render(request, "incidents/rights/part.html", context, status=400)
    reason = form.cleaned_data["reason"]
    _done(request, part, lambda: send_back(part=part, reason=reason, by=request.user, revision=seen))
    return redirect("incidents:bundle-parts")
