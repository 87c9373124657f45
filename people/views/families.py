"""Parents' accounts: whom to invite from the contact list, and who gets nothing by order of a court."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from people.actions.court_orders import NoNamesake, OrderUnchanged, OwnContact, Reason, let_in, shut_out, tell_apart
from people.actions.families import NobodyToInvite, SharedAddress, invite_families
from people.barred import namesakes_of
from people.family_list import FamilyList
from people.forms import CourtOrderForm
from people.forms.families import OTHER, SAME
from people.http import SignedInRequest
from people.models import Namesake, Pupil, PupilContact, SchoolYear, User
from people.permissions import Permission, proved_again, proved_to_send, requires

PAGE_SIZE = 50


@require_http_methods(["GET", "POST"])
@proved_to_send
@requires(Permission.ACCOUNT_MANAGE)
def contact_list(request: SignedInRequest) -> HttpResponse:
    """The parents on the contact list, of the whole school or of one class, to tick whom to invite. Fifty to a page."""
    today = timezone.localdate()
    year = SchoolYear.objects.year_on(today)
    code = request.GET.get("class", "")
    shown = FamilyList(today, year, code)
    pages: Any = shown  # has of a list what a Paginator asks for: its count and its parts
    if request.method == "POST" and (answer := _invite(request, shown, year)):
        return answer
    context = {
        "page": Paginator(pages, PAGE_SIZE).get_page(request.GET.get("page")),
        "codes": FamilyList(today, year).codes(),
        "code": code,
        "free": shown.free_count(),
        "ticked": {int(key) for key in request.POST.getlist("family") if key.isdecimal()},
        "without_address": _without_address(),
    }
    return render(request, "people/contact_list.html", context, status=409 if request.method == "POST" else 200)


def _invite(request: SignedInRequest, shown: FamilyList, year: int) -> HttpResponse | None:
    """Invite whom the page asks for; the page once more where that cannot be."""
    everybody = request.POST.get("who") == "everybody"
    keys = [int(key) for key in request.POST.getlist("family") if key.isdecimal() and len(key) < 19]
    if everybody and request.POST.get("sure") != "yes":
        return render(request, "people/contact_sure.html", {"count": shown.free_count(), "code": shown.code})
    if everybody:
        keys = shown.free_keys()
    allowed = [family.key for family in shown.of_keys(keys)]
    try:
        count = invite_families(keys=allowed, by=request.user, day=timezone.localdate(), school_year=year)
    except (SharedAddress, NobodyToInvite) as fault:
        messages.warning(request, str(fault))
        return None
    messages.success(request, f"{count} parent{'' if count == 1 else 's'} invited.")
    return redirect(request.get_full_path())


def _without_address() -> int:
    today = timezone.localdate()
    rows = PupilContact.objects.filter(email="", has_parental_responsibility=True, ends_on=None)
    return rows.filter(pupil__in=Pupil.objects.on_roll_on(today)).count()


@require_http_methods(["GET", "POST"])
@proved_again
@requires(Permission.COURT_ORDER)
def court_order(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Set or take off the mark of one contact of a child: no account, no information."""
    pupil = get_object_or_404(Pupil.objects.visible_to(request.user), public_id=public_id)
    if "say" in request.POST:
        return _say_who(request, pupil)
    form = CourtOrderForm(request.POST if request.method == "POST" else None, pupil=pupil)
    if form.is_valid():
        contact, reason = form.cleaned_data["contact"], Reason(form.cleaned_data["reason"])
        try:
            if contact.gets_nothing:
                let_in(contact=contact, reason=reason, by=request.user)
            else:
                others = {"somebody_else": form.somebody_else, "same_person": form.same_person}
                shut_out(contact=contact, reason=reason, by=request.user, **others)
            messages.success(request, "Saved. It counts at once.")
            return redirect("people:court-order", public_id)
        except OrderUnchanged as fault:
            messages.info(request, str(fault))
            return redirect("people:court-order", public_id)
        except OwnContact as fault:
            form.add_error("contact", str(fault))
    context = {
        "form": form, "pupil": pupil, "elsewhere": _elsewhere(pupil), "accounts": _shut_out(pupil),
        "namesakes": _namesakes(pupil),
    }  # fmt: skip
    return render(request, "people/court_order.html", context)


def _say_who(request: SignedInRequest, pupil: Pupil) -> HttpResponse:
    """Of two entries of one name: whether the mark on one means the other too."""
    entries = {str(contact.pk): contact for contact in pupil.contacts.all()}
    contact, other = (entries.get(request.POST.get(name, "")) for name in ("marked", "other"))
    if contact is None or other is None or request.POST["say"] not in (SAME, OTHER):
        raise Http404("no such contact of this child")
    is_same = request.POST["say"] == SAME
    try:
        tell_apart(contact=contact, other=other, is_same_person=is_same, by=request.user)
        kept = "The mark means both." if is_same else "The mark means the other one alone. The office may invite again."
        messages.success(request, f"Saved. {kept}")
    except (NoNamesake, OwnContact) as fault:
        messages.warning(request, str(fault))
    return redirect("people:court-order", pupil.public_id)


def _namesakes(pupil: Pupil) -> list[dict[str, Any]]:
    """Of each marked contact the others of that name without a mark, and what somebody said of them."""
    marked = [contact for contact in pupil.contacts.all() if contact.gets_nothing]
    said = {(one.marked_id, one.other_id): one for one in Namesake.objects.filter(marked__in=marked)}
    return [
        {"marked": contact, "other": other, "said": said.get((contact.pk, other.pk))}
        for contact in marked
        for other in namesakes_of(contact)
        if not other.gets_nothing
    ]


def _shut_out(pupil: Pupil) -> list[User]:
    """The accounts that a mark beside this child shut out: what became of them."""
    return list(User.objects.filter(barred_from__pupil=pupil, barred_from__gets_nothing=True).distinct())


def _elsewhere(pupil: Pupil) -> list[PupilContact]:
    """Contacts of other children at an address that is marked beside this one: the mark may be meant there too."""
    marked = pupil.contacts.filter(gets_nothing=True).exclude(email="").values_list("email", flat=True)
    others = PupilContact.objects.filter(email__in=list(marked), gets_nothing=False, ends_on=None).exclude(pupil=pupil)
    return list(others.select_related("pupil"))
