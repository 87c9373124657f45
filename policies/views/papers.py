"""The documents of a policy as PDF, for whoever may see the page that each stands beside."""

from dataclasses import replace

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from people.http import SignedInRequest
from people.look import look_on_paper
from people.pdf.pieces import Paper
from people.pdf.rendering import NoPaper, digest, kept, rendered
from people.permissions import Permission, proved_again, public, requires
from people.settings import Key, read_for
from policies.actions.exporting import record_export
from policies.caching import FIVE_MINUTES
from policies.cards import card_for
from policies.differences import differences
from policies.gaps import gaps_of
from policies.kept import wording_of
from policies.models import Policy, PolicyVersion
from policies.notes import latest_note, line_for
from policies.papers.card import paper_of_card
from policies.papers.changes import paper_of_changes
from policies.papers.front import Desk, file_name
from policies.papers.letter import paper_of_letter
from policies.papers.policy import paper_of_version
from policies.papers.register import paper_of_register
from policies.readers import readers_of
from policies.reading_register import register_rows
from policies.said import also_said, sheets_of
from policies.words import Audience

from .comparing import two_versions
from .fetching import leaver_or_404, standing_or_404, version_or_404

PDF = "application/pdf"
INERT = "default-src 'none'; sandbox"


@public
@require_safe
def policy_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """The policy as it stands today."""
    version, desk = _in_force_or_404(slug), _desk(request)
    paper = paper_of_version(version, desk, version, gaps_of(version))
    return for_everybody(request, paper, file_name(version.policy.title, f"version {version.number}"))


@public
@require_safe
def version_pdf(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One version, whole; a draft for those who may read it."""
    version, desk = version_or_404(request, slug, number), _desk(request)
    paper = paper_of_version(version, desk, _present(version.policy))
    name = file_name(version.policy.title, f"version {number}")
    return for_everybody(request, paper, name) if version.is_public else for_one(request, paper, name)


@public
@require_safe
def audience_pdf(request: HttpRequest, slug: str, audience: str) -> HttpResponse:
    """What is for one kind of reader, on one sheet: staff card, parents' leaflet, the cards of visitors and helpers."""
    if audience not in Audience.values:
        raise Http404
    version, reader = _in_force_or_404(slug), Audience(audience)
    gaps = gaps_of(version) if reader == Audience.GOVERNORS else []
    note, line = latest_note(version.policy, reader), line_for(reader, read_for(request))
    paper = paper_of_card(version, card_for(version, reader), _desk(request), note, gaps, line)
    return for_everybody(request, paper, file_name(version.policy.title, str(reader.label)))


@public
@require_safe
def compare_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """What changed, `?from=1&to=2` as on the page."""
    two = two_versions(request, slug)
    before, after = two.before, two.after
    found = differences(wording_of(before), wording_of(after))
    paper = paper_of_changes(before, after, found, _desk(request), _present(before.policy))
    name = file_name(before.policy.title, f"changes from version {before.number} to {after.number}")
    is_public = before.is_public and after.is_public
    return for_everybody(request, paper, name) if is_public else for_one(request, paper, name)


@require_safe
@requires(Permission.LEAVER_LETTER)
def leaver_letter_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    """The letter to somebody who leaves, once it is made."""
    leaving = leaver_or_404(request, pk)
    if leaving.letter is None or leaving.letter.rule_version is None:
        raise Http404
    paper = paper_of_letter(leaving.letter, leaving.letter.rule_version, leaving.last_day, _desk(request))
    return for_one(request, paper, file_name("Letter on confidentiality", str(leaving.user)))


@require_POST
@proved_again
@requires(Permission.POLICY_ACKNOWLEDGED_NAMES)
def register_pdf(request: SignedInRequest, slug: str) -> HttpResponse:
    """The list of who has read it, its foot saying who took it and when. Recorded before it is sent."""
    policy = get_object_or_404(Policy.objects.published(), slug=slug)
    standing, now = standing_or_404(policy), timezone.localtime()
    readers, sheets = readers_of(policy, now.date()), sheets_of(standing, now.date())
    others = also_said(standing, readers)
    paper = paper_of_register(standing, readers, others, sheets, _desk(request), request.user, now)
    response = for_one(
        request, paper, file_name(policy.title, "who has read it", f"{now:%Y-%m-%d %H%M} {request.user}")
    )
    if response.status_code == 200:
        rows = len(list(register_rows(standing.version, readers, [*others, *sheets])))
        record_export(version=standing.version, form="pdf", rows=rows, by=request.user)
    return response


def _in_force_or_404(slug: str) -> PolicyVersion:
    policy = get_object_or_404(Policy.objects.known_to_all(), slug=slug)
    version = policy.versions.in_force_on(timezone.localdate()).with_wording().first()
    if version is None:
        raise Http404
    return version


def _present(policy: Policy) -> PolicyVersion | None:
    """The version that applies today, if any does."""
    return policy.versions.in_force_on(timezone.localdate()).first()


def _desk(request: HttpRequest) -> Desk:
    own = read_for(request)
    return Desk(own[Key.SCHOOL_NAME], own[Key.OFFICE_PHONE], settings.SITE_URL, timezone.localdate())


def for_everybody(request: HttpRequest, paper: Paper, name: str) -> HttpResponse:
    """A paper of what everybody may read. Who has it already is told so without its being made again.

    Somebody signed in is answered as with every page of theirs: nothing is kept (`NoStoreMiddleware`).
    """
    paper = _in_our_look(request, paper)
    if request.user.is_authenticated:
        return _answer(request, paper, name, is_kept=True)
    tag = f'"{digest(paper)}"'
    response = get_conditional_response(request, etag=tag) or _answer(request, paper, name, is_kept=True)
    if response.status_code in (200, 304):
        response["ETag"] = tag
        patch_cache_control(response, public=True, max_age=FIVE_MINUTES)
    return response


def _in_our_look(request: HttpRequest, paper: Paper) -> Paper:
    """In the colours of the school and with its logo, where it has chosen any."""
    return replace(paper, look=look_on_paper(read_for(request)))


def for_one(request: HttpRequest, paper: Paper, name: str) -> HttpResponse:
    """A paper for those few who may read it: made for them, and kept nowhere. A page says where it cannot be made."""
    return _answer(request, _in_our_look(request, paper), name, is_kept=False)


def _answer(request: HttpRequest, paper: Paper, name: str, is_kept: bool) -> HttpResponse:
    try:
        content = kept(paper) if is_kept else rendered(paper)
    except NoPaper as fault:
        context = {"fault": str(fault), "cookieless": not request.user.is_authenticated}
        return render(request, "policies/no_paper.html", context, status=503)
    response = HttpResponse(content, content_type=PDF)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Content-Security-Policy"] = INERT
    return response
