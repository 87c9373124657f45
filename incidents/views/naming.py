"""Step 2 of a report: whom it is about, whom it touches, who saw it; found by typing, and who will read it."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from incidents.actions.drafts import save_draft
from incidents.finding_people import Found, Match, called_the_same, find_people
from incidents.forms.drafted import Drafted
from incidents.forms.naming import WORDS, NamesForm, chosen, with_one_more
from incidents.forms.reporting import PeopleForm
from incidents.forms.typed import typed_in
from incidents.models import ReportDraft
from people.http import SignedInRequest
from people.permissions import Permission, requires

from .drafts import STEPS, get_draft, kept_for_later, not_open, who_reads

EARLIER = {"incidents:report-what", "incidents:report-stopped", "incidents:report-danger"}


@require_http_methods(["GET", "POST"])
@requires(Permission.INCIDENT_REPORT)
def people(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Link people, and go on. Every button of the page keeps what is typed on it."""
    draft = get_draft(request, key)
    if isinstance(draft, HttpResponse):
        return draft
    asked = _Asked(request, draft)
    if request.method == "POST":
        draft = asked.keep()
    if "later" in request.POST:
        return kept_for_later(request)
    drafted = Drafted(draft, request.user)
    if drafted.first_undone in EARLIER:
        return redirect(drafted.first_undone, key)
    if "back" in request.POST:
        return redirect("incidents:report-what", key)
    if "onward" in request.POST and drafted.more.is_valid() and not asked.holds_on:
        return redirect("incidents:report-check", key)
    return not_open(request) or render(request, "incidents/report_people.html", _context(drafted, asked))


class _Asked:
    """What a button of the page asks for: find, add who was found or typed, take out, or go on."""

    def __init__(self, request: SignedInRequest, draft: ReportDraft) -> None:
        self.request, self.draft, self.sent = request, draft, request.POST
        left = {name: values[0] for name, values in draft.part("naming").items() if values}
        self.form = NamesForm(self.sent) if request.method == "POST" else NamesForm(initial=left)
        self.found: Found | None = None
        self.same: list[Match] = []
        self.holds_on = False  # a name was typed and not linked yet: going on would lose it

    def keep(self) -> ReportDraft:
        """The draft with what the button does. Nothing typed on the page is lost."""
        kept, left = self.draft.rows("people"), typed_in(self.sent, NamesForm)
        if one := self._one():
            kept, left, self.form = with_one_more(kept, one), {}, NamesForm()
        elif "take" in self.sent:
            kept = [row for row in kept if row.get("id") != self.sent["take"]]
        elif "onward" in self.sent and self.sent.get("name", "").strip():
            self.form.add_error("name", "Say with a button below what part they have, or empty this box.")
            self.holds_on = True
        elif "look" in self.sent:
            self.found = find_people(self.request.user, self.sent.get("find", "")[:80])
        said = {**self.draft.typed, "people": kept, "naming": left, "more": typed_in(self.sent, PeopleForm)}
        return save_draft(user=self.request.user, form_key=self.draft.form_key, typed=said)

    def _one(self) -> dict[str, str] | None:
        """Whom a button links. Whose typed name is that of an account here is asked about once."""
        if "add" in self.sent:
            part, _, key = self.sent["add"].partition("|")
            return chosen(key, part)
        if "typed" not in self.sent:
            return None
        one = self.form.one_typed(self.sent["typed"])
        if one and "anyway" not in self.sent:
            self.same = called_the_same(one["name"])
        return None if self.same else one


def _context(drafted: Drafted, asked: _Asked) -> dict[str, Any]:
    is_sent = "onward" in asked.sent
    more = drafted.more if is_sent else PeopleForm(initial=initial_of(drafted), has_somebody=bool(drafted.subjects))
    return {
        "drafted": drafted,
        "key": drafted.draft.form_key,
        "steps": STEPS,
        "form": asked.form,
        "more": more,
        "found": asked.found,
        "same": asked.same,
        "parts": list(WORDS.items()),
        "may_find_pupils": drafted.user.has_perm(Permission.CONSENT_CHECK),
    } | who_reads(drafted)


def initial_of(drafted: Drafted) -> dict[str, Any]:
    """What was ticked, shown without a fault before somebody goes on."""
    return {name: drafted.more[name].value() for name in drafted.more.fields}
