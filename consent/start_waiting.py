"""What waits to be sorted out, as the start page keeps and shows it: keys and moments that name nobody are worked out
once for each state of the school; the names of the few that are shown are fetched anew each time."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, CharField, F, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, Concat, NullIf, Trim

from people.models import User
from people.school_accounts import possible_holders
from people.tallies import NO_MOMENT
from people.together import read

from .models import ConsentAnswer, PhotoRequest, RemovalItem, RemovalLook, ReviewEntry, SurveyImport
from .removal_desk import open_removals, removals_mine
from .sorting import Desk

NEWEST = 8
NOTHING = Value("", CharField())
BEGUN = (SurveyImport.Status.UPLOADED, SurveyImport.Status.PREVIEWED)
LONG_AGO = dt.datetime.min.replace(tzinfo=dt.UTC)


@dataclass(frozen=True)
class Waits:
    """Of one kind: how many there are, since when the oldest waits, the keys of the newest, each with its moment."""

    count: int = 0
    oldest: dt.datetime | None = None
    newest: tuple[tuple[dt.datetime, tuple[int, ...]], ...] = ()


@dataclass(frozen=True)
class Waiting:
    """What is to be sorted out: rows to place, comments to read, children to decide about."""

    place: Waits = field(default_factory=Waits)
    comment: Waits = field(default_factory=Waits)
    decide: Waits = field(default_factory=Waits)


@dataclass(frozen=True)
class Found:
    """One line, with the names that it shows. `status` is of a load, `left` and `looks` of a list of pictures to
    remove, `clock` when the first of them is to be gone."""

    kind: str
    public_id: Any
    when: dt.datetime
    what: str
    who: str = ""
    status: str = ""
    left: int = 0
    looks: int = 0
    clock: dt.datetime | None = None


def waiting_of(desk: Desk) -> Waiting:
    """The keys of what is on the desk of somebody who sorts answers out. A child waits since the last of the answers
    came in between which somebody must decide."""
    children = []
    for child in desk.children:
        given = [voice.given for place in child.places for voice in place.voices]
        since = max((one.recorded_at for one in given), default=LONG_AGO)
        children.append((since, tuple(dict.fromkeys(one.answer for one in given))))
    return Waiting(
        _waits((entry.opened_at, (entry.pk,)) for entry in desk.entries),
        _waits((entry.opened_at, (entry.pk,)) for entry in desk.comments),
        _waits(children),
    )


def _waits(rows: Iterable[tuple[dt.datetime, tuple[int, ...]]]) -> Waits:
    found = sorted(rows, key=lambda row: row[0], reverse=True)
    return Waits(len(found), found[-1][0] if found else None, tuple(found[:NEWEST]))


def asked_open(user: User) -> QuerySet[PhotoRequest]:
    """The requests about pictures that wait for `user`."""
    return PhotoRequest.objects.visible_to(user).open()


def loads_begun(user: User) -> QuerySet[SurveyImport]:
    """The loads that somebody began and nobody saved."""
    return SurveyImport.objects.visible_to(user).filter(status__in=BEGUN)


def newest_waiting(user: User, waiting: Waiting, kinds: Iterable[str], *, mine: bool = False) -> list[Found]:
    """The newest of each of `kinds`, in one query; in no order. `mine`: of the pictures to remove only what the person
    has to see to."""
    asked = {
        "request": lambda: [_requests(user)],
        "place": lambda: [_entries(user, waiting.place, "place")],
        "comment": lambda: [_entries(user, waiting.comment, "comment")],
        "decide": lambda: [_answers(waiting.decide)],
        "load": lambda: [_loads(user)],
    }
    wanted = [one for kind in kinds if kind in asked for one in asked[kind]()]
    removals = [_removals(user, mine=mine)] if "removal" in kinds else []
    read_rows = read([*wanted, *removals])
    rows = [row for each in read_rows[: len(wanted)] for row in each]
    found = [Found(*row) for row in rows if row[0] != "decide"] + _children(rows, waiting.decide)
    return found + [_removal(one) for each in read_rows[len(wanted) :] for one in each]


def _row(rows: QuerySet[Any], kind: str, key: str, when: Any, what: Any, who: Any, status: Any = NOTHING):
    said = (Value(kind, CharField()), F(key), when, what, who, status)
    named = dict(zip(("s_kind", "s_key", "s_when", "s_what", "s_who", "s_status"), said, strict=True))
    return rows.order_by().annotate(**named).values_list(*named)


def _newest(rows: QuerySet[Any], field: str) -> QuerySet[Any]:
    """Only the newest; sliced in a subquery, because parts of a union may not be."""
    return rows.model._default_manager.filter(pk__in=rows.order_by(f"-{field}", "-pk").values("pk")[:NEWEST])


def _requests(user: User):
    rows = _newest(asked_open(user), "sent_at")
    return _row(rows, "request", "public_id", F("sent_at"), F("child_name"), F("asked_by"))


def _entries(user: User, waits: Waits, kind: str):
    keys = [key for _, (key,) in waits.newest]
    pupil = Case(When(pupil=None, then=F("child_text")), default=_called("pupil"), output_field=CharField())
    child = F("child_text") if kind == "place" else pupil
    rows = ReviewEntry.objects.visible_to(user).filter(pk__in=keys)
    return _row(rows, kind, "public_id", F("opened_at"), child, F("respondent_name"))


def _answers(waits: Waits):
    """The answers between which somebody decides: of each the child, and who gave it."""
    keys = [key for _, answers in waits.newest for key in answers]
    rows = ConsentAnswer.objects.filter(pk__in=keys)
    key = Cast(F("pk"), CharField())
    return _row(
        rows, "decide", "response__pupil__public_id", NO_MOMENT, _called("response__pupil"),
        F("response__respondent_name"), key,
    )  # fmt: skip


def _children(rows: Iterable[tuple[Any, ...]], waits: Waits) -> list[Found]:
    """One line for each child, with everybody between whose answers somebody must decide."""
    of_answer = {int(row[5]): row for row in rows if row[0] == "decide"}
    found = []
    for since, answers in waits.newest:
        known = [of_answer[key] for key in answers if key in of_answer]
        if known:
            names = ", ".join(dict.fromkeys(row[4] for row in known if row[4]))
            found.append(Found("decide", known[0][1], since, known[0][3], names))
    return found


def _loads(user: User):
    named = Coalesce(NullIf("file_name", NOTHING), Concat(Value("Survey export "), Cast("pk", CharField())))
    rows = _newest(loads_begun(user), "uploaded_at")
    return _row(rows, "load", "public_id", F("uploaded_at"), named, _short_name("uploaded_by"), F("status"))


def _called(pupil: str) -> Concat:
    """As `Pupil` calls itself."""
    forename, surname = (
        Coalesce(NullIf(f"{pupil}__preferred_{name}", NOTHING), f"{pupil}__legal_{name}")
        for name in ("forename", "surname")
    )
    return Concat(forename, Value(" "), surname, output_field=CharField())


def _short_name(user: str) -> Coalesce:
    """As `User.get_short_name`; "" where it is nobody."""
    named = NullIf(Trim(Concat(f"{user}__title", Value(" "), f"{user}__surname")), NOTHING)
    return Coalesce(named, f"{user}__email", NOTHING, output_field=CharField())


def _removals(user: User, *, mine: bool) -> QuerySet[Any]:
    """Each with the child, and whoever works here and holds the account of the picture that is due first, or else of an
    account to look through; nobody where that is the office's."""
    lists = open_removals(user).select_related("pupil").defer("pupil__do_not_publish_reason")
    left = RemovalItem.objects.filter(removal=OuterRef("pk"), done_at=None).order_by("due_at", "pk")
    looks = RemovalLook.objects.filter(removal=OuterRef("pk"), done_at=None).order_by("pk")
    held = Coalesce(_working_holder(left, "post__account"), _working_holder(looks, "account"))
    lists = lists.annotate(holder=held)
    return (lists.filter(removals_mine(user)) if mine else lists).order_by("-opened_at", "-pk")[:NEWEST]


def _removal(one: Any) -> Found:
    return Found(
        "removal", one.public_id, one.opened_at, str(one.pupil), one.holder or "the office", "", one.to_remove,
        one.to_look, one.clock,
    )  # fmt: skip


def _working_holder(rows: QuerySet[Any], account: str) -> Subquery:
    able = possible_holders().values("pk")
    holders = [f"{account}__{name}" for name in ("first_holder", "second_holder")]
    named = Case(*(When(**{f"{one}__in": able}, then=_short_name(one)) for one in holders), output_field=CharField())
    return Subquery(rows.annotate(holder=named).exclude(holder=None).values("holder")[:1])
