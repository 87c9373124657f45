"""The governors' report: one click to it, as draft for the head, released for the governors; its file; its release."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from incidents.actions.faults import WrongState
from incidents.actions.governing import Changed, Named, release_report, write_words
from incidents.forms.governing import ReleaseForm, WordsForm
from incidents.governing.choosing import chosen_first, draft_of, open_period, open_periods, words_of, years_with_reports
from incidents.governing.names import known_people, leaks_of
from incidents.governing.paper import paper_of_report
from incidents.governing.periods import Period
from incidents.governing.sealing import digest_of, in_fours, sealed_text
from incidents.governing.shown import Shown
from incidents.models import ConfidentialPart, GovernorsReport
from people.http import SignedInRequest
from people.models import User
from people.permissions import Permission, requires
from people.roles import Role
from people.settings import Key, read_for
from policies.forms.clashes import sent_again
from policies.papers.front import file_name
from policies.views.papers import for_one

from .fetching import sent
from .saving import CONFLICT


@dataclass(frozen=True)
class Found:
    """One report as somebody may see it: released, or as draft for the head."""

    said: dict[str, Any]
    key: str
    report: GovernorsReport | None = None
    period: Period | None = None

    @property
    def digest(self) -> str:
        return self.report.digest if self.report else digest_of(sealed_text(self.said))


@require_safe
@requires(Permission.REPORT_READ)
def report_list(request: SignedInRequest) -> HttpResponse:
    """The report that this person looks for first, and the ways to the others: one click from the start page."""
    reports, periods = GovernorsReport.objects.visible_to(request.user), _periods(request.user)
    key = chosen_first(reports, periods, timezone.localdate())
    if not key:
        return render(request, "incidents/governing/none.html")
    return _page(request, _found_or_404(request, key))


@require_safe
@requires(Permission.REPORT_READ)
def report_detail(request: SignedInRequest, key: str) -> HttpResponse:
    """One report."""
    return _page(request, _found_or_404(request, key))


@require_safe
@requires(Permission.REPORT_READ)
def report_pdf(request: SignedInRequest, key: str) -> HttpResponse:
    """The same as tagged PDF."""
    found = _found_or_404(request, key)
    report = found.report
    paper = paper_of_report(
        found.said,
        released_on=timezone.localdate(report.released_at) if report else None,
        digest=found.digest,
        head=_head_for(request.user, report),
        today=timezone.localdate(),
    )
    return for_one(request, paper, file_name(paper.title, "" if report else "draft"))


@require_http_methods(["GET", "POST"])
@requires(Permission.REPORT_MAKE)
def report_words(request: SignedInRequest, key: str) -> HttpResponse:
    """What the head says beside the numbers, until the report is released."""
    period = _period_or_404(key)
    held = words_of(period)
    initial = {"text": held.text, "revision": held.revision} if held else {"revision": 0}
    form = WordsForm(sent(request), initial=initial)
    context: dict[str, Any] = {"form": form, "period": period}
    if form.is_valid():
        said = form.cleaned_data
        try:
            write_words(period=period, text=said["text"], revision=said["revision"], by=request.user)
        except Changed:
            sent_again(form, revision=held.revision if held else 0)
            context |= {"clash": True, "now": held.text if held else ""}
        except WrongState as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, "Saved. Your words stand at the end of the report.")
            return redirect("incidents:governors-report", period.key)
    status = CONFLICT if "clash" in context else 400 if form.errors else 200
    return render(request, "incidents/governing/words.html", context, status=status)


@require_http_methods(["GET", "POST"])
@requires(Permission.REPORT_MAKE)
def report_release(request: SignedInRequest, key: str) -> HttpResponse:
    """Release a report. It is refused while the check finds a name, and the page says where."""
    made = GovernorsReport.objects.visible_to(request.user).known_as(key).first()
    if made:  # sent twice, or opened again: it is done
        return redirect(made)
    found = _draft_or_404(request, key)
    form = ReleaseForm(sent(request), initial={"seen": found.digest})
    leaks = leaks_of(found.said, known_people())
    if form.is_valid() and found.period:
        try:
            report = release_report(
                period=found.period, school=found.said["school"], seen=form.cleaned_data["seen"], by=request.user
            )
        except (Named, Changed, WrongState) as fault:
            form = ReleaseForm(initial={"seen": found.digest})
            context = {"form": form, "found": found, "leaks": leaks, "said": str(fault), "shown": Shown(found.said)}
            return render(request, "incidents/governing/release.html", context, status=CONFLICT)
        messages.success(request, "Released. The governors can read it, and it cannot change any more.")
        return redirect(report)
    context = {"form": form, "found": found, "leaks": leaks, "shown": Shown(found.said), "is_over": _is_over(found)}
    return render(request, "incidents/governing/release.html", context, status=400 if form.errors else 200)


def _page(request: SignedInRequest, found: Found) -> HttpResponse:
    reports = list(GovernorsReport.objects.visible_to(request.user))
    years = years_with_reports(reports)
    context = {
        "found": found,
        "shown": Shown(found.said),
        "report": found.report,
        "fours": in_fours(found.digest),
        "head": in_fours(_head_for(request.user, found.report)),
        "others": [report for report in reports if report.key != found.key],
        "drafts": [period for period in _periods(request.user) if period.key != found.key],
        "years": years,
        "own_year": next((one for one in years if one[1] == found.said["term"]["year"]), None),
        "is_over": _is_over(found),
        **_of_part(request.user, found.report),
    }
    return render(request, "incidents/governing/report.html", context)


def _head_for(user: User, report: GovernorsReport | None) -> str:
    """The last seal of the record as the report was released. Not for the head: between two of them something happened,
    and the head does not read all of it (security 2.3)."""
    return report.chain_head if report and Role.HEAD not in user.roles else ""


def _is_over(found: Found) -> bool:
    return found.period is not None and found.period.is_over(timezone.localdate())


def _of_part(user: User, report: GovernorsReport | None) -> dict[str, bool]:
    """Whether this person reads a part about the head, or may add one. For everybody else nothing is asked."""
    if report is None or not user.has_perm(Permission.REPORT_CONFIDENTIAL):
        return {}
    has_part = ConfidentialPart.objects.visible_to(user).filter(report=report).exists()
    adds_part = GovernorsReport.objects.open_to_part(user).filter(pk=report.pk).exists()
    return {"has_part": has_part, "adds_part": adds_part}


def _periods(user: User) -> list[Period]:
    """The terms whose report is still to be released, for whoever makes it."""
    return open_periods(timezone.localdate()) if user.has_perm(Permission.REPORT_MAKE) else []


def _found_or_404(request: SignedInRequest, key: str) -> Found:
    """A released report by its term or its own key, else a draft for the head; for everybody else there is none."""
    reports = GovernorsReport.objects.visible_to(request.user)
    report = reports.known_as(key).first()
    if report:
        return Found(report.said, report.key, report)
    return _draft_or_404(request, key)


def _draft_or_404(request: SignedInRequest, key: str) -> Found:
    if not request.user.has_perm(Permission.REPORT_MAKE):
        raise Http404
    period, today = _period_or_404(key), timezone.localdate()
    return Found(draft_of(period, read_for(request)[Key.SCHOOL_NAME], today), key, period=period)


def _period_or_404(key: str) -> Period:
    period = open_period(key, timezone.localdate())
    if period is None:
        raise Http404
    return period
