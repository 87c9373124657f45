"""Answers to sort out: the list of what waits, and the doubtful rows."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from consent.actions import reject_entry, reopen_entry, settle_entry
from consent.actions.desk import open_entries
from consent.faults import ConsentFault
from consent.forms.review import NOBODY, SettleForm
from consent.models import Purpose, ReviewEntry
from consent.past import is_past
from consent.sorting import desk
from consent.wording import reason_words, title_of
from people.http import SignedInRequest
from people.models import ClassMembership, Pupil, SchoolClass, SchoolYear
from people.models.pupils import PupilQuerySet
from people.names import fold
from people.permissions import Permission, requires

from .comments import comment_detail
from .onward import as_key, next_waiting, typed_in, waiting_beside

MEMBERSHIPS = Prefetch("memberships", ClassMembership.objects.select_related("school_class"))
MOST_FOUND = 20


@require_safe
@requires(Permission.CONSENT_CORRECT)
def review_list(request: SignedInRequest) -> HttpResponse:
    waiting = desk(request.user, timezone.localdate())
    prefetch_related_objects([child.pupil for child in waiting.children], MEMBERSHIPS)
    context = {
        "desk": waiting,
        "entries": [(entry, reason_words(entry.reason), waiting.loads[entry.pk]) for entry in waiting.entries],
        "comments": [(said, max(waiting.loads[entry.pk] for entry in said)) for said in waiting.wordings],
    }
    return render(request, "consent/review_list.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.CONSENT_CORRECT)
def entry_detail(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    visible = ReviewEntry.objects.visible_to(request.user).select_related("survey", "pupil", "settled_by")
    entry = get_object_or_404(visible, public_id=public_id)
    if entry.kind == ReviewEntry.Kind.COMMENT:
        return comment_detail(request, entry)
    if entry.status != ReviewEntry.Status.OPEN:
        context = {"entry": entry, "title": title_of(entry.reason), "answers": _answers(entry)}
        context["typed"] = typed_in(request, "note", "condition")
        context["is_past"] = is_past(entry.survey.school_year)
        return render(request, "consent/entry_settled.html", context)
    open_entries(entries=[entry], by=request.user)
    guesses = _guesses(entry)
    form = _form(request, entry, [pupil for pupil, _ in guesses])
    if form.is_bound and form.is_valid():
        try:
            _settle(request, entry, form)
            return next_waiting(request)
        except ConsentFault as fault:
            form.add_error("respondent_confirmed" if "responsibility" in str(fault) else None, str(fault))
    return render(request, "consent/entry_detail.html", _entry_context(request, entry, form, guesses))


def _guesses(entry: ReviewEntry) -> list[tuple[Pupil, dict]]:
    """The suggested pupils, best first, each with its score and why."""
    wanted = [suggestion["pupil"] for suggestion in entry.suggestions]
    pupils = {p.pk: p for p in Pupil.objects.filter(pk__in=wanted).prefetch_related(MEMBERSHIPS)}
    return [(pupils[s["pupil"]], s) for s in entry.suggestions if s["pupil"] in pupils]


def _form(request: SignedInRequest, entry: ReviewEntry, guesses: list[Pupil]) -> SettleForm:
    """The form as it was sent. Where the person only looked for a child, nothing typed is judged yet."""
    if request.method != "POST":
        return SettleForm(entry=entry, guesses=guesses, found=[])
    found = _found(request, guesses)
    if "look" in request.POST:
        return SettleForm(entry=entry, guesses=guesses, found=found, initial=request.POST.dict())
    return SettleForm(request.POST, entry=entry, guesses=guesses, found=found)


def _found(request: SignedInRequest, guesses: list[Pupil]) -> list[Pupil]:
    """Whoever on the pupil list is called as typed, or is in the class of that name, and whoever was chosen before.

    A search is posted, so that no name stands in an address or a log.
    """
    on_roll = Pupil.objects.visible_to(request.user).on_roll_on(timezone.localdate())
    others = on_roll.exclude(pk__in=[pupil.pk for pupil in guesses]).prefetch_related(MEMBERSHIPS)
    text = request.POST.get("name", "")[:100]
    found = list(others.called_like(text)[:MOST_FOUND]) or _in_class(others, text)
    chosen = as_key(request.POST.get("who", ""))
    if chosen and chosen not in {pupil.public_id for pupil in [*guesses, *found]}:
        found += others.filter(public_id=chosen)
    return found


def _in_class(pupils: PupilQuerySet, text: str) -> list[Pupil]:
    """Everybody of the class that is called so this year, whatever its capitals."""
    today = timezone.localdate()
    classes = SchoolClass.objects.filter(school_year=SchoolYear.objects.year_on(today))
    meant = next((one for one in classes if fold(text) and fold(one.code) == fold(text)), None)
    return list(pupils.in_class(meant, today).order_by("legal_surname", "legal_forename")) if meant else []


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
        has_condition=form.condition_found,
        condition=data.get("condition", ""),
        note=data["note"],
    )
    messages.success(request, f"Used for {form.pupil}.")


def _entry_context(request: SignedInRequest, entry: ReviewEntry, form: SettleForm, guesses: list) -> dict:
    options = list(form["who"])
    after = len(guesses)
    found = list(zip(options[after : after + len(form.found)], form.found, strict=True))
    why = [guess for _, guess in guesses]
    alike = ReviewEntry.objects.saying_the_same(entry)
    return {
        "entry": entry,
        "form": form,
        "choices": list(zip(options[:after], form.guesses, why, strict=True)),
        "found": found,
        "others": options[after + len(found) :],
        "looked": bool(form["name"].value()),
        "waiting": waiting_beside(request),
        "answers": _answers(*alike),
        "again": alike[1:],
        "title": title_of(entry.reason),
        "about_child": title_of(entry.reason) == title_of(""),
        "why": reason_words(entry.reason),
    }


def _answers(*alike: ReviewEntry) -> dict[str, list[str]]:
    """The places a row says yes and no to, and those we cannot tell: together with what it says in other loads."""
    said = {slug: value for entry in alike for slug, value in entry.answers.items()}
    labels = [(purpose.label, said.get(purpose.slug)) for purpose in Purpose.objects.all()]  # a dozen rows
    return {value: [label for label, v in labels if v == value] for value in ("yes", "no", "unclear")}


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
