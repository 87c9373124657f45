"""Answers to sort out: doubtful rows, comments, and parents who differ."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from consent.actions import decide, read_comment, reject_entry, reopen_entry, settle_entry
from consent.faults import ConsentFault
from consent.forms.review import NOBODY, CommentForm, DecisionForm, SettleForm
from consent.models import Purpose, ReviewEntry
from consent.sorting import queue, undecided, voices
from consent.wording import reason_words, title_of
from people.http import SignedInRequest
from people.models import ClassMembership, Pupil, SchoolYear
from people.permissions import Permission, requires

MEMBERSHIPS = Prefetch("memberships", ClassMembership.objects.select_related("school_class"))


def _waiting(request: SignedInRequest) -> list[ReviewEntry]:
    entries = ReviewEntry.objects.visible_to(request.user).open().select_related("survey", "pupil")
    return queue(list(entries.defer("survey__repeats", "survey__mapping")))


@require_safe
@requires(Permission.CONSENT_CORRECT)
def review_list(request: SignedInRequest) -> HttpResponse:
    waiting = _waiting(request)
    context = {
        "entries": [(entry, reason_words(entry.reason)) for entry in waiting if entry.kind == "entry"],
        "comments": [entry for entry in waiting if entry.kind == "comment"],
        "undecided": undecided(timezone.localdate()),
    }
    return render(request, "consent/review_list.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.CONSENT_CORRECT)
def entry_detail(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    visible = ReviewEntry.objects.visible_to(request.user).select_related("survey", "pupil", "settled_by")
    entry = get_object_or_404(visible, public_id=public_id)
    if entry.kind == ReviewEntry.Kind.COMMENT:
        return _comment(request, entry)
    if entry.status != ReviewEntry.Status.OPEN:
        return render(request, "consent/entry_settled.html", {"entry": entry, "title": title_of(entry.reason)})
    guesses = _guesses(entry)
    roll = Pupil.objects.visible_to(request.user).on_roll_on(timezone.localdate()).prefetch_related(MEMBERSHIPS)
    form = SettleForm(
        request.POST if request.method == "POST" else None,
        entry=entry,
        guesses=[pupil for pupil, _ in guesses],
        roll=list(roll),
    )
    if form.is_valid():
        try:
            _settle(request, entry, form)
            return _next(request)
        except ConsentFault as fault:
            form.add_error("respondent_confirmed" if "responsibility" in str(fault) else None, str(fault))
    return render(request, "consent/entry_detail.html", _entry_context(request, entry, form, guesses))


def _guesses(entry: ReviewEntry) -> list[tuple[Pupil, dict]]:
    """The suggested pupils, best first, each with its score and why."""
    wanted = [suggestion["pupil"] for suggestion in entry.suggestions]
    pupils = {p.pk: p for p in Pupil.objects.filter(pk__in=wanted).prefetch_related(MEMBERSHIPS)}
    return [(pupils[s["pupil"]], s) for s in entry.suggestions if s["pupil"] in pupils]


def _settle(request: SignedInRequest, entry: ReviewEntry, form: SettleForm) -> None:
    data = form.cleaned_data
    if data["who"] == NOBODY or form.pupil is None:
        reject_entry(entry=entry, by=request.user, note=data["note"])
        messages.success(request, "Put aside. It is used for nobody.")
        return
    settle_entry(
        entry=entry,
        pupil=form.pupil,
        by=request.user,
        respondent_confirmed=data["respondent_confirmed"],
        answered_on=data.get("answered_on"),
        has_condition=form.condition,
        note=data["note"],
    )
    messages.success(request, f"Used for {form.pupil}.")


def _next(request: SignedInRequest) -> HttpResponse:
    """On to the next one that waits, or back to the list when all is done."""
    waiting = _waiting(request)
    return redirect("consent:entry", waiting[0].public_id) if waiting else redirect("consent:review")


def _entry_context(request: SignedInRequest, entry: ReviewEntry, form: SettleForm, guesses: list) -> dict:
    purposes = {purpose.slug: purpose.label for purpose in Purpose.objects.all()}  # a dozen rows
    answers = {
        value: [purposes[s] for s, v in entry.answers.items() if v == value] for value in ("yes", "no", "unclear")
    }
    return {
        "entry": entry,
        "form": form,
        "choices": list(zip(form["who"], [*guesses, None, None], strict=True)),
        "waiting": _waiting(request),
        "answers": answers,
        "title": title_of(entry.reason),
        "about_child": title_of(entry.reason) == title_of(""),
        "why": reason_words(entry.reason),
    }


def _comment(request: SignedInRequest, entry: ReviewEntry) -> HttpResponse:
    form = CommentForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            found = form.cleaned_data["has_condition"] == "yes"
            read_comment(entry=entry, has_condition=found, by=request.user)
            messages.success(
                request,
                f"{entry.pupil}: the answers beside the comment are “can’t tell” until somebody decides."
                if found
                else f"{entry.pupil}: the answers count as they stand.",
            )
        except ConsentFault as fault:
            messages.error(request, str(fault))
        return _next(request)
    context = {"entry": entry, "form": form, "waiting": _waiting(request)}
    return render(request, "consent/comment_detail.html", context)


@require_POST
@requires(Permission.CONSENT_CORRECT)
def reopening_create(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    entry = get_object_or_404(ReviewEntry.objects.visible_to(request.user), public_id=public_id)
    try:
        reopen_entry(entry=entry, by=request.user)
        messages.success(request, "Opened again. The child waits until you decide anew.")
    except ConsentFault as fault:
        messages.error(request, str(fault))
    return redirect(entry)


@require_http_methods(["GET", "POST"])
@requires(Permission.CONSENT_CORRECT)
def decision_create(request: SignedInRequest, public_id: UUID, slug: str) -> HttpResponse:
    pupils = Pupil.objects.visible_to(request.user).prefetch_related(MEMBERSHIPS, "contacts")
    pupil = get_object_or_404(pupils, public_id=public_id)
    purpose = get_object_or_404(Purpose, slug=slug)
    today = timezone.localdate()
    year = SchoolYear.objects.year_on(today)
    form = DecisionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            decide(pupil=pupil, purpose=purpose, school_year=year, by=request.user, **form.cleaned_data)
            messages.success(request, f"{pupil}, {purpose}: decided.")
            return redirect("consent:review")
        except ConsentFault as fault:
            form.add_error(None, str(fault))
    context = {"pupil": pupil, "purpose": purpose, "form": form, "voices": voices(pupil, purpose, year, today)}
    return render(request, "consent/decision_create.html", context)
