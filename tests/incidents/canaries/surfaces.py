"""Every place where something of an incident could stand, and a walk through all of them.

The addresses come out of the resolver: a new one of incidents or of the record is walked by itself, or the walk fails
and names it (`arguments`).
"""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from incidents.governing.choosing import open_periods
from incidents.models import DataBreach
from people.models import User

from . import looking
from .looking import Arguments, Seen
from .planting import Planted, canary

PARTS = ("incidents", "record")
# Pages of other parts that tell what waits, what was sent or what happened.
BESIDE = (
    "dashboard", "health", "missing", "people:mails", "people:school", "people:accounts", "disposal:overview",
    "disposal:kept", "disposal:records",
)  # fmt: skip
# Where a part of a case can be read: the rest are forms, walked at one of its moments.
READ = {
    f"incidents:{name}"
    for name in (
        "incident", "own", "file", "evidence", "letter", "referral", "reopening", "governors-report", "governors-year"
    )
} | {"record:trail"}  # fmt: skip
NARROWED = ("?state=open", "?state=closed", "?kind=bullying", "?due=soon")
SEARCHED = ("title", "witness")
OF_A_DRAFT = ("report-what", "report-danger", "report-stopped", "report-people", "report-check", "report-sent")
OF_A_CASE = (
    "incident", "state", "assignment-new", "about-me", "note-new", "words-new", "step-new", "person-new", "correction",
    "rules", "safeguarding", "out-of-hours", "bullying", "closing", "reopening", "referral-new", "file", "own",
    "evidence-new", "referral-withdrawal", "blacking-out", "incident-breach",
)  # fmt: skip
OF_A_BREACH = ("breach", "breach-children")
OF_A_REPORT = ("governors-report", "governors-report-pdf")
OF_A_YEAR = ("governors-year", "governors-year-pdf")
# Of a post, or of a report that somebody releases: of no incident.
OF_NO_CASE = ("post-breach", "governors-report-words", "governors-report-release")
OF_A_PART = ("confidential-part", "confidential-part-new")
# Of what people ask about their data: `tests/incidents/rights` asserts who learns of a case by it.
OF_A_REQUEST = ("", "-person", "-gathering", "-reminder", "-bundle", "-file", "-entry")
OF_A_BUNDLE = ("", "-name", "-piece", "-release", "-check", "-file", "-evidence", "-handing")
OF_DATA = (
    "own-data-file", *(f"data-request{end}" for end in OF_A_REQUEST), *(f"bundle-part{end}" for end in OF_A_BUNDLE),
)  # fmt: skip
OF_A_FILE = ("evidence", "evidence-sealing", "evidence-destruction", "evidence-destruction-confirmation")
OF_A_REFERRAL = ("referral", "referral-governor", "referral-decision")


def addresses() -> list[tuple[str, Any]]:
    """Every address of incidents and of the record; those of complaints are about no incident."""
    return [(name, at) for name, at in looking.addresses(PARTS) if not name.startswith("incidents:complaint")]


def arguments(planted: Planted) -> dict[str, list[Arguments]]:
    """For every address about a part of a case, the arguments of each such part that this one has."""
    case = planted.case
    of_case = {"public_id": case.public_id}
    steps = [of_case | {"step": step.public_id} for step in case.steps.all()]
    people = [of_case | {"person": person.public_id} for person in case.people.present()]
    files = [{"public_id": file.public_id} for file in case.evidence.all()]
    referrals = [{"public_id": referral.public_id} for referral in case.referrals.all()]
    breaches = [{"public_id": breach.public_id} for breach in DataBreach.objects.filter(incident=case)]
    drafts = _drafts()
    trails = [{"kind": "incident", "key": case.public_id}]
    trails += [{"kind": "evidence", "key": file["public_id"]} for file in files]
    found: dict[str, list[Arguments]] = {
        **{f"incidents:{name}": [of_case] for name in OF_A_CASE},
        **{f"incidents:{name}": [{"key": case.form_key}] for name in (*OF_A_DRAFT, "draft-dropping")},
        **{f"incidents:{name}": files for name in OF_A_FILE},
        **{f"incidents:{name}": referrals for name in OF_A_REFERRAL},
        **{f"incidents:{name}": breaches for name in OF_A_BREACH},
        **{f"incidents:{name}": drafts for name in (*OF_A_REPORT, *OF_A_PART)},
        **{f"incidents:{name}": _years() for name in OF_A_YEAR},
        **{f"incidents:{name}": [] for name in (*OF_NO_CASE, *OF_DATA)},
        "incidents:breach-entry": [breach | {"part": part} for breach in breaches for part in ("facts", "notes")],
        **{f"incidents:{name}": steps[:3] for name in ("step", "step-tick")},
        **{f"incidents:{name}": people[:2] for name in ("person-removal", "parents-told")},
        "incidents:assignment-ending": [of_case | {"pk": one.user_id} for one in case.assignments.all()],
        "incidents:letter": [of_case | {"kind": kind} for kind in ("removal", "outcome")],
        "incidents:letter-wording": [{"kind": "removal"}],
        "record:trail": trails,
        "record:trail-file": trails,
    }
    return found


def _drafts() -> list[Arguments]:
    """The report to governors of the term that runs: there before a case is, and while it is."""
    return [{"key": term.key} for term in open_periods(timezone.localdate())[:1]]


def _years() -> list[Arguments]:
    """The school year that runs: of its terms nothing is released, so that it is not there, with a case or without."""
    return [{"year": term.school_year} for term in open_periods(timezone.localdate())[:1]]


def of_nothing() -> dict[str, list[Arguments]]:
    """The same addresses, about nothing that exists; a report to governors is there without a case."""
    found: dict[str, list[Arguments]] = {}
    for name, pattern in addresses():
        if looking.takes_arguments(name):
            kinds = pattern.pattern.converters
            shapes: dict[str, Any] = {
                "kind": "incident" if name.startswith("record:trail") else "removal",
                "key": "nothing",
            }
            found[name] = [{key: _of_nothing(kinds[key], shapes.get(key)) for key in kinds}]
    return found | {f"incidents:{name}": _drafts() for name in (*OF_A_REPORT, *OF_A_PART)}


def _of_nothing(converter: Any, shape: Any) -> Any:
    unlike = {"UUIDConverter": UUID(int=7), "IntConverter": 0}
    return unlike.get(type(converter).__name__, shape)


def walk(user: User | None, about: dict[str, list[Arguments]], *, is_whole: bool = True) -> dict[str, Seen]:
    """What `user` gets from everywhere, by a name of the place; places of one address are numbered.

    Left out is what the role of `user` refuses before anything is asked for (`tests/project/test_walk.py` shows that it
    is so for each address, whether or not a record is there). `is_whole`: the forms about a case too.
    """
    client = looking.client_of(user)
    return dict(_walk(client, user, about, is_whole))


def _walk(
    client: Client, user: User | None, about: dict[str, list[Arguments]], is_whole: bool
) -> Iterator[tuple[str, Seen]]:
    views = dict(addresses()) | dict(looking.addresses(("", "people", "disposal")))
    for name in (*(name for name, _ in addresses()), *BESIDE):
        takes_arguments = looking.takes_arguments(name)
        assert not takes_arguments or name in about, f"Say in `arguments` what of a case {name} is about."
        if not looking.is_let_in(user, views[name].callback):
            continue
        if not takes_arguments:
            yield name, looking.look(client, reverse(name))
        elif is_whole or name in READ:
            for number, arguments in enumerate(about[name]):
                yield f"{name} {number}", looking.look_or_send(client, reverse(name, kwargs=arguments))
    if looking.is_let_in(user, views["incidents:incidents"].callback):
        yield from _many(client)


def _many(client: Client) -> Iterator[tuple[str, Seen]]:
    """The list narrowed, looked through and taken away."""
    every, file = reverse("incidents:incidents"), reverse("incidents:incidents-file")
    yield "start page, incidents", looking.look(client, f"{reverse('dashboard')}?kind=incident")
    for query in NARROWED:
        yield f"list {query}", looking.look(client, f"{every}{query}")
    for name in SEARCHED:
        yield f"search {name}", looking.look(client, every, {"words": canary(name)}, follow=True)
    for form in ("csv", "xlsx"):
        yield f"file {form}", looking.look(client, file, {"form": form})
    yield "file csv of some", looking.look(client, f"{file}?state=open", {"form": "csv"})


def place_of(name: str) -> str:
    """A place without its number: what is seen there of nothing."""
    head, _, number = name.rpartition(" ")
    return f"{head} 0" if number.isdecimal() else name
