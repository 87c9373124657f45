"""What the page of one request shows to somebody who may read it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from incidents.models import BundlePart, DataBundle, DataRequest, DataRequestEntry, RequestState, Right
from people.models import DataRestriction, User
from people.permissions import Permission
from people.roles import Role

from .leading import keepers_of, leads
from .words import said_in_words

Kind = DataRequestEntry.Kind
SOON = dt.timedelta(days=7)


@dataclass(frozen=True)
class Line:
    """One entry as it is told."""

    entry: DataRequestEntry
    said: list[tuple[str, str]]


@dataclass(frozen=True)
class Clock:
    """By when, in words, and how it presses: "", "ask" or "no"."""

    words: str
    mark: str = ""


@dataclass(frozen=True)
class Step:
    """One thing to do or done on the way: its words, whether it is done, and where it is said."""

    words: str
    is_done: bool
    part: str = ""
    button: str = ""


def clock_of(request: DataRequest, today: dt.date) -> Clock:
    """By when it is answered.

    >>> clock_of(DataRequest(due_on=dt.date(2027, 1, 4)), dt.date(2026, 12, 1)).words
    'by 4 January 2027'
    """
    if not request.is_open:
        return Clock(f"{request.get_state_display()} on {request.answered_on:%-d %B %Y}")
    if request.paused_on:
        return Clock(f"stands still since {request.paused_on:%-d %B %Y}: they were asked what is meant")
    if request.due_on is None:
        return Clock("does not run yet: they were asked who they are")
    late = (today - request.due_on).days
    if late > 0:
        return Clock(f"overdue by {late} day{'' if late == 1 else 's'}", "no")
    return Clock(f"by {request.due_on:%-d %B %Y}", "ask" if request.due_on - today <= SOON else "")


def everything_of_request(request: DataRequest, user: User) -> dict[str, Any]:
    """What stands on the page of `request` for `user`, who may read it. A constant number of queries."""
    is_leader = leads(user, request)
    parts = list(request.parts.select_related("case", "breach"))
    mine = BundlePart.objects.readable_by(user).filter(request=request)
    readable = set(mine.values_list("pk", flat=True))
    entries = list(request.entries.told_to(mine).select_related("by", "part__case", "part__breach"))
    bundle = DataBundle.objects.filter(request=request, part=None).first()
    return {
        "asked": request,
        "clock": clock_of(request, timezone.localdate()),
        "lines": [Line(one, said_in_words(one.said)) for one in entries],
        "steps": _steps(request, {one.kind for one in entries}),
        "parts": [one for one in parts if one.pk in readable],
        "progress": _progress(parts) if is_leader else None,
        "is_leader": is_leader,
        "may_gather": bool(user.roles & {Role.HEAD, Role.DPO, Role.CHAIR}) and request.is_bundled,
        "missing": _missing(request),
        "bundle": bundle if is_leader else None,
        "restrictions": list(DataRestriction.objects.running().filter(reference=request.reference)),
        "readers": keepers_of(request),
        "mending": _mending(request, user),
        "is_erasing": request.right == Right.ERASE,
        "may_erase": user.has_perm(Permission.RETENTION_REVIEW),
        "is_record": request.right == Right.RECORD,
        "is_answered": request.state == RequestState.ANSWERED,
    }


def _progress(parts: list[BundlePart]) -> dict[str, int]:
    """How far the parts are that go together: numbers alone. What is handed over apart is not among them."""
    together = [one for one in parts if not one.is_apart]
    checked = sum(one.checked_at is not None for one in together)
    return {
        "all": len(together), "released": sum(one.released_at is not None for one in together), "checked": checked,
        "left": len(together) - checked,
    }  # fmt: skip


def _steps(request: DataRequest, done: set[str]) -> list[Step]:
    """What is to be done; once it is over what was done: nothing is to do any more with one refused or taken back."""
    known = f"Whose data: {request.about_pupil or request.about_contact or request.about_user or request.about_name}"
    steps = [
        Step(known, request.is_known, "person", "Say whose data it is"),
        Step(
            f"Who asks: {request.get_identity_display()}" if request.identity else "Who asks is not checked yet",
            bool(request.identity), "identity", "Say how you know",
        ),
    ]  # fmt: skip
    if request.asks_for_another:
        words = {None: "Whether they may ask is not said yet", True: "They may ask", False: "They may not ask"}
        may = request.may_ask
        steps.append(Step(words[may], may is not None, "may-ask", "Say whether they may"))
    if request.is_bundled:
        steps.append(Step("The data are gathered", Kind.GATHERED in done))
        steps.append(Step("The bundle is put together", Kind.READY in done))
        steps.append(Step("It is handed over", Kind.HANDED in done, "handing-over", "Say how it was handed over"))
    elif request.right == Right.MEND:
        steps.append(
            Step("It is put right, or they know why not", Kind.MENDED in done, "mending", "Say what became of it")
        )
    elif request.right in (Right.RESTRICT, Right.OBJECT):  # article 18(1)(d): while an objection is looked into, too
        steps.append(Step("The use is restricted", Kind.RESTRICTED in done, "restriction", "Restrict the use"))
    if request.state == RequestState.WITHDRAWN:
        steps.append(Step("They took it back", True))
    else:
        steps.append(Step("They have their answer", not request.is_open, "answer", "Say what they were told"))
    return steps if request.is_open else [one for one in steps if one.is_done]


def _missing(request: DataRequest) -> str:
    """What is to be said before anything is gathered (`actions/bundle_parts`); nothing where all of it is."""
    if not request.is_known:
        return "once it is said whose data it is"
    if not request.identity:
        return "once it is said how you know who asks"
    if request.asks_for_another and request.may_ask is not True:
        return "only where they may ask" if request.may_ask is False else "once it is said whether they may ask"
    return ""


def _mending(request: DataRequest, user: User) -> list[tuple[str, str]]:
    """Where the school puts right what it holds, for whoever may (article 16): where the data came from comes first, so
    that the next list does not bring the mistake back."""
    if request.right != Right.MEND:
        return []
    found = []
    if request.about_pupil and user.has_perm(Permission.PEOPLE_VIEW):
        found.append(("The child on the pupil list", request.about_pupil.get_absolute_url()))
    if request.about_pupil and user.has_perm(Permission.CONSENT_RECORD_VIEW):
        found.append(("Photo permission of the child", reverse("consent:pupil", args=[request.about_pupil.public_id])))
    if request.about_user and user.has_perm(Permission.ACCOUNT_MANAGE):
        found.append(("The account", reverse("people:account", args=[request.about_user.pk])))
    if user.has_perm(Permission.ROLL_IMPORT):
        found.append(("Load the list anew, put right in the school’s own system", reverse("people:list-new")))
    return found
