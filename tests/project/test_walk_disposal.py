"""Rows retention and legal_hold of the table of permissions, as every relation: of a child that left long ago."""

import csv
import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone

from people.models import DestructionRequest, KeepOrder, Pupil, RetentionPeriod, User
from people.roles import Role
from tests.factories import PupilContactFactory, PupilFactory, UserFactory
from tests.project.access import DISPOSAL
from tests.project.test_walk import OWN_MATRIX, SUBJECTS
from tests.project.test_walk_accounts import _user

SENT = {
    "erase": ("asking", {"ground": "due", "reason": "Its time is over."}),
    "set": ("keeping", {"reason": "A claim.", "review_on": f"{timezone.localdate() + dt.timedelta(days=60)}"}),
    "lift": ("keeping-ending", {"reason": "The claim is settled."}),
}


def _rows() -> list[Any]:
    with OWN_MATRIX.open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if (row["object"], row["action"]) in DISPOSAL]
    assert len(rows) == 4 * 23
    return [
        pytest.param(row["role"], row["action"], row["verdict"] != "N", id=f"{row['role']} {row['action']}")
        for row in rows
    ]


def _child(relation: str, user: User | None) -> Pupil:
    """One that left long ago; of somebody whom the record is about, their own."""
    pupil = PupilFactory(left_on=timezone.localdate() - dt.timedelta(days=365 * 9))
    if relation in SUBJECTS:
        PupilContactFactory(pupil=pupil, user=user)
    return pupil


@pytest.mark.parametrize(("relation", "action", "may"), _rows())
def test_the_rows_of_keeping_and_destroying_hold(db, client, relation, action, may):
    user = _user(relation)
    others = {role: UserFactory(role=role) for role in (Role.HEAD, Role.CHAIR) if not (user and role in user.roles)}
    pupil = _child(relation, user)
    by = others.get(Role.HEAD) or UserFactory(role=Role.HEAD)
    RetentionPeriod.objects.create(kind="pupil", months=72, source="Decided.", set_by=by)
    if action == "lift":
        day = timezone.localdate() + dt.timedelta(days=60)
        KeepOrder.objects.create(kind="pupil", record=pupil.pk, reference="K", reason="x", set_by=by, review_on=day)
    if user:
        client.force_login(user)

    assert _does(client, action, pupil, user or AnonymousUser()) == may


def _does(client: Any, action: str, pupil: Pupil, user: Any) -> bool:
    if action == "review_due":
        got = client.get(reverse("disposal:due", args=["pupil"]))
        return got.status_code == 200 and str(pupil.public_id) in got.content.decode()
    name, sent = SENT[action]
    client.post(reverse(f"disposal:{name}", args=["pupil", pupil.public_id]), sent)
    if action == "erase":
        return DestructionRequest.objects.waiting().filter(asked_by=user if user.pk else None).exists()
    kept = KeepOrder.objects.in_force().exists()
    return kept if action == "set" else not kept
