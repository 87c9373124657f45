"""What is done with a panel: naming it, taking somebody off, leaving it, days, what it decided."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from incidents.actions.complaint_answering import Answer
from incidents.actions.complaint_writing import write_to_complainant
from incidents.actions.panel_dates import fix_day, offer_dates
from incidents.actions.panel_deciding import record_decision, was_recorded
from incidents.actions.panel_holding import current_hearing, day_of, earliest_meeting, is_too_near
from incidents.actions.panel_leaving import leave_panel, say_panel_is_about_me
from incidents.actions.panel_naming import name_panel, take_off_panel
from incidents.complaints.panels import SEATS
from incidents.complaints.stages import Finding
from incidents.forms.complaint_answering import WriteForm
from incidents.forms.complaint_status import form_key_of
from incidents.forms.panel import LeavingForm, NamingForm, PanelDecisionForm, PanelReasonForm
from incidents.forms.panel_days import DayForm, DaysForm
from incidents.panel_page import panel_page
from incidents.panel_seating import is_academy, seating, sitting
from incidents.relations import Act
from incidents.views.fetching import sent
from people.http import SignedInRequest
from people.permissions import Permission, requires

from .panel_fetching import panel_done, panel_looked_over, panel_or_404

RECORDED = "Recorded. Whoever complained can read it now. It has left you with that."
DAY_OFF = " The day that was fixed is too near for them, so it is taken back. Offer other days now."


@require_http_methods(["GET", "POST"])
@requires(Permission.COMPLAINT_PANEL)
def panel_naming(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Name three people, or fill a seat that came free."""
    case = panel_or_404(request, public_id, Act.APPOINT_PANEL)
    seats, missing = seating(case), SEATS - len(sitting(case))
    hearing = current_hearing(case.complaint)
    is_off = bool(hearing and hearing.meets_at and is_too_near(day_of(hearing.meets_at)))
    form = NamingForm(sent(request), seating=seats, missing=missing, is_academy=is_academy())
    return panel_done(
        request, case, "naming", form,
        lambda: name_panel(
            case=case, governors=form.chosen, outside=form.outside,
            form_key=form_key_of(form), by=request.user,
        ),
        "Named. They are told that they sit on a panel." + (DAY_OFF if is_off else ""),
        {"barred": seats.barred, "missing": missing, "is_academy": is_academy()},
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(Permission.COMPLAINT_PANEL)
def panel_removal(request: SignedInRequest, public_id: UUID, sign: str) -> HttpResponse:
    """Take somebody off the panel, with a reason."""
    case = panel_or_404(request, public_id, Act.APPOINT_PANEL)
    member = next((one for one in case.panel.select_related("user") if one.sign == sign), None)
    if member is None:
        raise Http404
    form = PanelReasonForm(sent(request))
    return panel_done(
        request, case, "removal", form,
        lambda: take_off_panel(member=member, reason=form.cleaned_data["reason"], by=request.user),
        "Taken off. Name somebody else now.", {"member": member},
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(Permission.COMPLAINT_PANEL)
def panel_leaving(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """A member leaves the panel: it is about them, or they had a part in it. Whoever arranges it may say the first."""
    case = panel_or_404(request, public_id, Act.READ_BUNDLE, Act.APPOINT_PANEL)
    sits = any(member.user_id == request.user.pk for member in sitting(case))
    form = LeavingForm(sent(request), sits=sits)

    def leave() -> object:
        if form.is_about_me:
            return say_panel_is_about_me(case=case, by=request.user)
        return leave_panel(case=case, reason=form.cleaned_data["reason"], by=request.user)

    said = "Thank you. It has left you, and somebody else does it."
    return panel_done(request, case, "leaving", form, leave, said, {"sits": sits}, to_list=True)


@require_http_methods(["GET", "POST"])
@requires(Permission.COMPLAINT_PANEL)
def panel_days(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Offer up to five days."""
    case = panel_or_404(request, public_id, Act.APPOINT_PANEL)
    hearing = current_hearing(case.complaint)
    promised = day_of(hearing.meets_at) if hearing and hearing.meets_at else case.complaint.answer_by
    form = DaysForm(sent(request), promised=promised)
    return panel_done(
        request, case, "days", form,
        lambda: offer_dates(
            case=case, moments=form.moments, reason=form.cleaned_data["reason"], form_key=form_key_of(form),
            by=request.user,
        ),
        "Offered. They can say now which days suit them.",
        {"earliest": earliest_meeting(hearing), "hearing": hearing, "promised": promised},
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(Permission.COMPLAINT_PANEL)
def panel_day(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Fix day, time and place."""
    case = panel_or_404(request, public_id, Act.APPOINT_PANEL)
    page = panel_page(case, request.user)["page"]
    form = DayForm(sent(request), offered=page.offered)
    return panel_done(
        request, case, "day", form,
        lambda: fix_day(
            case=case, sign=form.cleaned_data["day"], place=form.cleaned_data["place"], why=form.cleaned_data["why"],
            form_key=form_key_of(form), by=request.user,
        ),
        "Fixed. All are told that the day is there.", {"page": page},
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(Permission.COMPLAINT_PANEL)
def panel_decision(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Record what the panel decided. It is looked over before it goes out; with it the panel's part is over."""
    form = PanelDecisionForm(sent(request))
    if form.is_bound and form.is_valid() and was_recorded(public_id, form_key_of(form), request.user):
        messages.success(request, RECORDED)
        return redirect("incidents:complaint-panels")
    case = panel_or_404(request, public_id, Act.RECORD_PANEL)

    def parts() -> list[tuple[str, str]]:
        said = form.cleaned_data
        return [
            ("What the panel decided", Finding(said["finding"]).label),
            ("Why", said["reason"]),
            ("What the school will do", said["actions"]),
        ]

    def keep() -> object:
        said = form.cleaned_data
        texts = {name: said[name] for name in ("reason", "actions", "private", "learning")}
        made = Answer(finding=Finding(said["finding"]), **texts)
        return record_decision(case=case, answer=made, form_key=form_key_of(form), by=request.user)

    shown = panel_looked_over(request, case, "decision", form, parts)
    return shown or panel_done(request, case, "decision", form, keep, RECORDED, to_list=True)


@require_http_methods(["GET", "POST"])
@requires(Permission.COMPLAINT_PANEL)
def panel_words(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Words or a question to whoever complained, where the panel itself may write to them: of one about the chair."""
    case = panel_or_404(request, public_id, Act.REPLY)
    form = WriteForm(sent(request))
    shown = panel_looked_over(request, case, "words", form, lambda: [("Your words", form.cleaned_data["text"])])
    return shown or panel_done(
        request, case, "words", form,
        lambda: write_to_complainant(
            case=case, text=form.cleaned_data["text"], is_question=form.cleaned_data["is_question"],
            form_key=form_key_of(form), by=request.user,
        ),
        "Sent. They can read it now.",
    )  # fmt: skip
