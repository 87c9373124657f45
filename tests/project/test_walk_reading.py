"""The rows policy_acknowledgement of the access matrix, as every relation that it names, through the pages."""

import csv
import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people.models import User
from people.roles import Role
from policies.actions.reminding import Asked, set_duties
from policies.demo import load_demo_policy
from policies.kept import wording_of
from policies.models import Acknowledgement, PolicyVersion
from policies.wording import text_hash
from policies.words import Audience
from tests.factories import UserFactory
from tests.project.test_walk import OWN_MATRIX, ROLE_OF, WITHOUT_ACCOUNT

pytestmark = pytest.mark.django_db
# Who is the subject of a record: that begins with incidents; what somebody says to a policy has none.
SUBJECTS = {"head_subject", "chair_subject"}
SLUG = "social-media"
UNREAD = "Ackroyd"


def _rows(action: str) -> list[Any]:
    with OWN_MATRIX.open(newline="") as file:
        rows = [r for r in csv.DictReader(file) if (r["object"], r["action"]) == ("policy_acknowledgement", action)]
    assert len(rows) == 23
    return [(row["role"], row["verdict"]) for row in rows if row["role"] not in SUBJECTS]


@pytest.fixture
def version(head) -> PolicyVersion:
    """The policy in force, all audiences asked, one member of staff who has not read it."""
    today = timezone.localdate()
    version = load_demo_policy(by_head=head, by_chair=UserFactory(role=Role.CHAIR), effective_from=today)
    wanted = {
        audience: Asked(is_asked=True, is_yearly=True, days=14) for audience in (Audience.STAFF, Audience.PARENTS)
    }
    set_duties(policy=version.policy, wanted=wanted, by=head)
    UserFactory(role=Role.STAFF, surname=UNREAD)
    return PolicyVersion.objects.with_wording().get(pk=version.pk)


def _client(relation: str) -> tuple[Client, User | None]:
    """Somebody of this relation, signed in while they could; who has left had a session that was still alive."""
    client = Client()
    if relation in WITHOUT_ACCOUNT:
        return client, None
    left = timezone.localdate() - dt.timedelta(days=1)
    user = UserFactory()
    is_over = relation.startswith("former_")
    user.assignments.create(role=ROLE_OF[relation], starts_on=left, ends_on=left if is_over else None)
    client.force_login(user)
    if relation == "former_staff":
        User.objects.filter(pk=user.pk).update(ends_on=left)
    return client, user


@pytest.mark.parametrize(("relation", "verdict"), _rows("create_own"))
def test_what_one_says_oneself_is_kept_for(version, relation, verdict):
    client, user = _client(relation)
    fields = {"seen": text_hash(wording_of(version)), "answer": "agrees"}

    client.post(reverse("policies:acknowledgement", args=[SLUG]), fields)

    kept = user is not None and Acknowledgement.objects.filter(user=user, agrees=True).exists()
    assert kept == (verdict == "Y")
    assert Acknowledgement.objects.count() == int(kept)


@pytest.mark.parametrize(("relation", "verdict"), _rows("list_all"))
def test_names_of_those_who_have_and_have_not_are_read_by(version, relation, verdict):
    client, _ = _client(relation)

    response = client.get(reverse("policies:acknowledgements", args=[SLUG]))

    reads = response.status_code == 200 and UNREAD in response.content.decode()
    assert reads == (verdict == "names")
    file = client.post(reverse("policies:acknowledgement-register", args=[SLUG]))
    assert (file.headers.get("Content-Type", "").startswith("text/csv")) == (verdict == "names")


@pytest.mark.parametrize(("relation", "verdict"), _rows("figures"))
def test_numbers_without_a_name_are_read_by(version, relation, verdict):
    client, _ = _client(relation)

    response = client.get(reverse("policies:acknowledgements", args=[SLUG]))

    page = response.content.decode() if response.status_code == 200 else ""
    assert ("Have agreed" in page and UNREAD not in page) == (verdict == "counts")


@pytest.mark.parametrize("role", [role for role in Role if role != Role.HEAD])
def test_nobody_but_the_head_reminds_or_says_who_is_asked(version, role):
    client = Client()
    client.force_login(UserFactory(role=role))

    for name in ("policies:reminder", "policies:readers"):
        assert client.post(reverse(name, args=[SLUG])).status_code == 403
