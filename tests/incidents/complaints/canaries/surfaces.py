"""Every place where something of a complaint could stand, and a walk through all of them.

The addresses come out of the resolver, and what they are about follows from the shape of their routes: a new page of
complaints is walked by itself. A route whose shape tells nothing of it fails and is named (`arguments`).
"""

from collections.abc import Iterator, Mapping
from http.cookies import SimpleCookie
from itertools import product
from typing import Any
from uuid import UUID

from django.test import Client
from django.urls import reverse

from incidents.complaints.letter_kinds import ComplaintLetterKind
from incidents.models import Hearing, OfferedDate
from people.models import User
from people.roles import Role
from tests.incidents.canaries import looking
from tests.incidents.canaries.looking import Arguments, Seen
from tests.incidents.canaries.planting import canary
from tests.incidents.canaries.surfaces import BESIDE

from .planting import Complained

PARTS = ("incidents", "record")
OF_A_CASE = ("complaints/<uuid:public_id>/", "complaints/mine/<uuid:public_id>/")
OF_A_FILE = "complaints/evidence/<uuid:public_id>/"
NARROWED = ("?progress=open", "?about=head&stage=one")
SEARCHED = ("words", "called")
NOTHING = UUID(int=7)
SLUG = "incident"  # of a trail: incidents and complaints are one kind of record
# Of the letters one that says nothing of what came of it, and the one that does.
KINDS = (ComplaintLetterKind.RECEIVED.value, ComplaintLetterKind.OUTCOME.value)
OF_A_LETTER = "incidents:complaint-letter-new"
OF_AN_AUTHOR = "incidents:complaint-mine-"


def addresses() -> list[tuple[str, Any]]:
    """Every address of complaints and of the record."""
    return [(name, at) for name, at in looking.addresses(PARTS) if name.startswith(("incidents:complaint", "record"))]


def _routes() -> dict[str, tuple[str, Mapping[str, Any]]]:
    return {name: (str(at.pattern), at.pattern.converters) for name, at in addresses()}


def arguments(planted: Complained) -> dict[str, list[Arguments]]:
    """For every address about something of a complaint, what of this one it could be about."""
    case = planted.case
    files = [file.public_id for file in planted.files]
    trails = [{"kind": SLUG, "key": case.public_id}, *({"kind": "evidence", "key": key} for key in files)]
    found: dict[str, list[Arguments]] = {"record:trail": trails, "record:trail-file": trails}
    for name, (route, converters) in _routes().items():
        if not converters or name in found:
            continue
        first = [case.public_id] if route.startswith(OF_A_CASE) else files if route.startswith(OF_A_FILE) else []
        choices = [
            first if first and key == "public_id" else _candidates(planted, name, key, type(one).__name__)
            for key, one in converters.items()
        ]
        found[name] = [dict(zip(converters, chosen, strict=True)) for chosen in product(*choices)]
    return found


def _candidates(planted: Complained, name: str, key: str, converter: str) -> list[Any]:
    """Whatever of a complaint an argument could mean whose route does not say it."""
    case = planted.case
    hearings = Hearing.objects.filter(complaint=case.pk)
    offered = OfferedDate.objects.filter(hearing__in=hearings)
    plans = case.complaint.plans.all()
    if converter == "UUIDConverter":
        rows = [*case.people.present(), *case.steps.all(), *hearings, *plans, *planted.files]
        keys = [row.public_id for row in rows if getattr(row, "public_id", None)]
        return [*keys, *([] if key == "person" else [case.public_id])]
    if converter == "IntConverter":
        return [row.pk for rows in (case.assignments, case.panel, offered) for row in rows.all()] or [0]
    if key == "kind":
        return list(KINDS) if name == OF_A_LETTER else [KINDS[0]]  # the school's wording is about no complaint
    if key == "sign":
        return [member.sign for member in case.panel.all()] or ["nothing"]
    raise AssertionError(f"Say in `arguments` what of a complaint {name} is about: {key}.")


def of_nothing() -> dict[str, list[Arguments]]:
    """The same addresses, about nothing that exists."""
    found: dict[str, list[Arguments]] = {}
    for name, (_, converters) in _routes().items():
        if converters:
            found[name] = [{key: _none(name, key, type(one).__name__) for key, one in converters.items()}]
    return found


def _none(name: str, key: str, converter: str) -> Any:
    unlike = {"UUIDConverter": NOTHING, "IntConverter": 0}
    if converter in unlike:
        return unlike[converter]
    if key == "kind":
        return SLUG if name.startswith("record") else KINDS[0]
    return "nothing"


def walk(
    user: User | None, about: dict[str, list[Arguments]], *, code: str = "", reference: str = ""
) -> dict[str, Seen]:
    """What `user` gets from everywhere, by a name of the place; places of one address are numbered. `code`: in a
    browser in which the access code of `reference` was typed.

    Left out is what the role of `user` refuses before anything is asked for (`tests/project/test_walk.py` shows that it
    is so for each address, whether or not a complaint is there).
    """
    client = looking.client_of(user)
    if code:
        sent = client.post(reverse("incidents:complaint-status"), {"reference": reference, "code": code})
        assert sent.status_code == 302, "the code opens nothing"
    return dict(_walk(client, user, about))


def _look(client: Client, address: str) -> Seen:
    """Ask for an address, or send to it, in a browser that keeps the cookies that it had: to leave the pages of a code
    shuts them, and what one look did is taken back."""
    cookies = client.cookies.output(attrs=[], header="", sep=";")
    found = looking.look_or_send(client, address)
    client.cookies = SimpleCookie(cookies)
    return found


def _is_left_out(name: str, view: Any, user: User | None) -> bool:
    """What the role of `user` refuses. And for somebody signed in: pages for those without an account, the form and the
    way back by a code, which ask nothing of who is signed in (the head walks them in `test_head.py`); the acts of an
    author, for those who are no parents, as they stand behind the one door of `complaint-mine`."""
    if not looking.is_let_in(user, view):
        return True
    is_for_anybody = getattr(view, "login_required", True) is False
    return bool(user and (is_for_anybody or (name.startswith(OF_AN_AUTHOR) and Role.PARENT not in user.roles)))


def _walk(client: Client, user: User | None, about: dict[str, list[Arguments]]) -> Iterator[tuple[str, Seen]]:
    views = dict(addresses()) | dict(looking.addresses(("", "people", "disposal")))
    for name in (*(name for name, _ in addresses()), *BESIDE):
        if _is_left_out(name, views[name].callback, user):
            continue
        if not looking.takes_arguments(name):
            yield name, _look(client, reverse(name))
            continue
        for number, arguments in enumerate(about[name]):
            yield f"{name} {number}", _look(client, reverse(name, kwargs=arguments))
    if looking.is_let_in(user, views["incidents:complaints"].callback):
        yield from _many(client, user, views["incidents:complaints-file"].callback)


def _many(client: Client, user: User | None, taking: Any) -> Iterator[tuple[str, Seen]]:
    """The list narrowed, looked through and taken away."""
    every, file = reverse("incidents:complaints"), reverse("incidents:complaints-file")
    yield "start page, complaints", looking.look(client, f"{reverse('dashboard')}?kind=complaint")
    for query in NARROWED:
        yield f"list {query}", looking.look(client, f"{every}{query}")
    for name in SEARCHED:
        yield f"search {name}", looking.look(client, every, {"words": canary(name)}, follow=True)
    if looking.is_let_in(user, taking):
        for form in ("csv", "xlsx"):
            yield f"file {form}", looking.look(client, file, {"form": form})
        yield "file csv of some", looking.look(client, f"{file}?progress=open", {"form": "csv"})
