"""What a start page counts beside incidents, by the hundred thousand: complaints, answers, posts, removals."""

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from consent.models import (
    ConsentAnswer,
    ConsentResponse,
    Post,
    PostedChild,
    Purpose,
    RemovalItem,
    RemovalList,
    SurveyImport,
)
from incidents.models import Case, Complaint
from people.models import Pupil, RoleAssignment, User
from people.roles import Role
from people.school_year import school_year_of
from policies.demo import load_demo_policy

from . import made
from .incidents_made import People, as_text, people, rows_into

ROLES = tuple(role for role in Role if role is not Role.STAFF)  # they land on the check of pictures
PUPILS = 300
PURPOSES_EACH = 10
FAR = 10_000_000  # the numbers of complaints begin after those of every incident
OPEN_LISTS = 12
DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Counted:
    """Whose start pages are opened, and who stands behind the rows."""

    users: dict[Role, User]
    who: People
    pupils: list[int]
    purposes: list[int]
    survey: int


def school() -> Counted:
    """A school with a policy, a pupil list and a survey, and one holder of each post; made once."""
    who = people()
    users = {Role.HEAD: who.head, Role.DSL: who.dsl}
    for role in ROLES:
        user, is_new = User.objects.get_or_create(email=f"{role}@bench.example", defaults={"surname": role.title()})
        if role in users:
            continue
        if is_new:
            RoleAssignment.objects.create(user=user, role=role)
        users[role] = user
    today = timezone.localdate()
    load_demo_policy(by_head=users[Role.HEAD], by_chair=users[Role.CHAIR], effective_from=today - 300 * DAY)
    if not Pupil.objects.exists():
        made.make(PUPILS, 0)
    purposes = list(Purpose.objects.order_by("pk")[:PURPOSES_EACH])
    survey, _ = SurveyImport.objects.get_or_create(
        sha256="bench", school_year=school_year_of(today), status="applied",
        defaults={"asked": [one.slug for one in purposes], "applied_at": timezone.now() - 9 * DAY},
    )  # fmt: skip
    pupils = list(Pupil.objects.order_by("pk").values_list("pk", flat=True)[:PUPILS])
    return Counted(users, who, pupils, [one.pk for one in purposes], survey.pk)


def fill(first: int, last: int, counted: Counted) -> None:
    """A complaint for every tenth number from `first` to `last`, an answer and a post for each, and of every twentieth
    post what became of it on a list of pictures to remove. A dozen of these lists are open, however many there are."""
    rows = _Made(range(first, last + 1), counted)
    with transaction.atomic():
        for model, made_rows in (
            (Case, rows.cases()), (Complaint, rows.complaints()), (ConsentResponse, rows.responses()),
            (ConsentAnswer, rows.answers()), (Post, rows.posts()), (PostedChild, rows.shown()),
            (RemovalList, rows.lists()), (RemovalItem, rows.items()),
        ):  # fmt: skip
            rows_into(model, made_rows)


class _Made:
    """The rows of some numbers, table by table."""

    def __init__(self, numbers: range, counted: Counted) -> None:
        self.numbers, self.counted, self.now = numbers, counted, timezone.now().astimezone(dt.UTC)
        self.year = school_year_of(timezone.localdate())

    def at(self, n: int) -> str:
        """Within the last three years, the later the greater."""
        return as_text(self.now - dt.timedelta(minutes=(n * 7919) % (3 * 365 * 24 * 60)))

    def cases(self) -> Iterator[dict[str, Any]]:
        for n in self.numbers[::10]:
            state = "new" if n % 1_000 < 10 else "closed"  # the others were decided
            owner, wall = ("dpo", "data") if n % 70 == 1 else ("chair", "head") if n % 50 == 1 else ("head", "pupil")
            yield {
                "id": FAR + n, "public_id": uuid.UUID(int=FAR + n).hex, "reference": f"CMP-2627-{n}",
                "sort": "complaint", "title": f"Made-up complaint {n}", "state": state, "wall": wall,
                "owner_role": owner, "reported_at": self.at(n), "received_on": self.at(n)[:10],
                "due_on": self.at(n)[:10], "closed_at": self.at(n) if state == "closed" else None,
                "form_key": uuid.UUID(int=FAR + n).hex,
            }  # fmt: skip

    def complaints(self) -> Iterator[dict[str, Any]]:
        for n in self.numbers[::10]:
            day = self.at(n)[:10]
            yield {
                "case_id": FAR + n, "about": "school", "words": "Words.", "acknowledge_by": day, "answer_by": day,
                "progress": "received" if n % 1_000 < 10 else "closed", "relation": "parent",
            }  # fmt: skip

    def responses(self) -> Iterator[dict[str, Any]]:
        """Two parents of each child, who answer again and again."""
        for n in self.numbers[::PURPOSES_EACH]:
            pupils = self.counted.pupils
            yield {
                "id": n, "survey_id": self.counted.survey, "pupil_id": pupils[n // PURPOSES_EACH // 2 % len(pupils)],
                "school_year": self.year, "respondent_key": f"name:{n // PURPOSES_EACH % 2}",
                "respondent_name": "Robin Parent", "answered_at": self.answered(n), "answered_precision": "minute",
                "recorded_at": self.answered(n),
            }  # fmt: skip

    def answered(self, n: int) -> str:
        return as_text(self.now - 8 * DAY + dt.timedelta(seconds=n))

    def answers(self) -> Iterator[dict[str, Any]]:
        for n in self.numbers[::PURPOSES_EACH]:
            for purpose in self.counted.purposes:
                yield {"response_id": n, "purpose_id": purpose, "value": "no" if n % 97 == 1 else "yes"}

    def posts(self) -> Iterator[dict[str, Any]]:
        for n in self.numbers:
            yield {
                "id": n, "public_id": uuid.UUID(int=n).hex, "school_year": self.year, "what": "photo", "names": "none",
                "destination_id": self.counted.purposes[0], "posted_on": self.at(n)[:10], "was_permitted": True,
                "posted_by_id": self.counted.who.handler.pk,
            }  # fmt: skip

    def shown(self) -> Iterator[dict[str, Any]]:
        for n in self.numbers:
            yield {"post_id": n, "pupil_id": self.counted.pupils[n % len(self.counted.pupils)], "word": "yes"}

    def lists(self) -> Iterator[dict[str, Any]]:
        for n in self.numbers[::20]:
            pupil = self.counted.pupils[n // 20 % len(self.counted.pupils)]
            yield {
                "id": n, "public_id": uuid.UUID(int=n).hex, "pupil_id": pupil, "opened_at": self.at(n),
                "due_at": self.at(n), "register_since": self.at(n)[:10], "done_at": self.done(n),
            }  # fmt: skip

    def done(self, n: int) -> str | None:
        return None if n <= OPEN_LISTS * 20 else self.at(n)

    def items(self) -> Iterator[dict[str, Any]]:
        for n in self.numbers[::20]:
            yield {
                "public_id": uuid.UUID(int=n).hex, "removal_id": n, "post_id": n, "due_at": self.at(n),
                "outcome": "removed" if self.done(n) else "", "done_at": self.done(n),
            }  # fmt: skip
