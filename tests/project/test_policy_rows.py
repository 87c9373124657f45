"""Every policy row of the access matrix, each cell asserted somewhere: what the other modules leave out stands here.

`test_walk.py` has policy_published and policy_draft read, `tests/policies/test_versions_access.py` the rest of the
drafts and the old versions, `test_walk_reading.py` the acknowledgements. Those leave out the two rows of somebody about
whom a record is. No policy is about a person: such a head or chair reads and answers as any other, and a cell that
would keep a policy from them has nothing to bite on as long as no table of the policies has a subject.
"""

import csv

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from people.roles import Role
from policies.demo import load_demo_policy
from policies.kept import wording_of
from policies.models import Acknowledgement, PolicyVersion
from policies.wording import text_hash
from tests.factories import UserFactory
from tests.policies.clock import TODAY
from tests.project.access import POLICY, READING_ROWS
from tests.project.test_walk import DRAFT, OWN_MATRIX, PLACES, ROLE_OF, SUBJECTS, WITHOUT_ACCOUNT

ELSEWHERE = {*PLACES, *POLICY, *READING_ROWS, DRAFT}
ABOUT_SOMEBODY = {"subject", "subjects", "about", "person_concerned", "handler", "reporter"}


def _rows() -> list[dict[str, str]]:
    with OWN_MATRIX.open(newline="") as file:
        return [row for row in csv.DictReader(file) if row["object"].startswith("policy_")]


SUBJECT_ROWS = [row for row in _rows() if row["role"] in SUBJECTS and row["verdict"] == "Y"]


def test_there_are_eleven_policy_rows_of_twenty_three_relations_and_each_is_walked():
    rows = _rows()

    assert {(row["object"], row["action"]) for row in rows} <= ELSEWHERE
    assert len({(row["object"], row["action"]) for row in rows}) == 11
    assert len(rows) == 11 * 23
    assert {row["role"] for row in rows} == {*ROLE_OF, *WITHOUT_ACCOUNT}


@pytest.mark.parametrize("row", SUBJECT_ROWS, ids=lambda row: f"{row['role']}-{row['object']}-{row['action']}")
def test_who_is_the_subject_of_a_record_reads_and_answers_a_policy_as_anybody(db, row):
    head, chair = UserFactory(role=Role.HEAD), UserFactory(role=Role.CHAIR)
    version = load_demo_policy(by_head=head, by_chair=chair, effective_from=TODAY.replace(year=2024))
    version = PolicyVersion.objects.with_wording().get(pk=version.pk)
    user = {"head_subject": head, "chair_subject": chair}[row["role"]]
    client = Client()
    client.force_login(user)

    if row["action"] == "create_own":
        fields = {"seen": text_hash(wording_of(version)), "answer": "agrees"}
        client.post(reverse("policies:acknowledgement", args=["social-media"]), fields)
        assert Acknowledgement.objects.filter(user=user, agrees=True).exists()
    else:
        page = {
            ("policy_published", "read"): reverse("policies:policy", args=["social-media"]),
            ("policy_published", "print"): reverse("policies:audience", args=["social-media", "staff"]),
            ("policy_old_version", "read"): version.get_absolute_url(),
        }[row["object"], row["action"]]
        response = client.get(page)
        assert response.status_code == 200
        assert version.rules.get(code="A4").text in response.content.decode()


def test_no_table_of_the_policies_has_a_subject():
    fields = {
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config("policies").get_models()
        for field in model._meta.get_fields()
    }

    assert len(fields) > 100
    assert {name for name in fields if name.split(".")[1] in ABOUT_SOMEBODY} == set()
