"""What stands on the blue cover: at most six entries, and for the head the policies among them (look, head-morning)."""

import pytest
from django.utils.html import strip_tags

from people.roles import Role
from tests.factories import UserFactory
from todwick_portal.frame import tabs

pytestmark = pytest.mark.django_db
TABS = {
    Role.HEAD: ["Today", "Incidents", "Complaints", "Permissions", "Answers to sort out", "Policies"],
    Role.OFFICE: ["Today", "Pictures", "Permissions", "Load the survey", "Answers to sort out", "Pupils"],
    Role.DSL: ["Today", "Incidents", "Pictures", "Permissions", "Pupils", "Policies"],
    Role.STAFF: ["Pictures", "Permissions", "Policies", "Report an incident", "My reports"],
    Role.CHAIR: ["Today", "Incidents", "Complaints", "Policies", "Policy desk", "Reports"],
    Role.CLERK: ["Today", "Incidents", "Complaints", "Policies", "Policy desk", "Reports"],
    Role.GOVERNOR: ["Today", "Policies", "Policy desk", "Reports"],
    Role.DPO: ["Today", "Complaints", "Policies", "Reports"],
    Role.PARENT: ["Today", "My children", "Policies"],
}


@pytest.mark.parametrize("role", TABS)
def test_each_role_has_its_tabs(client, role):
    client.force_login(UserFactory(role=role))

    tabs = client.get("/policies/").context["navigation"]

    assert [tab["label"] for tab in tabs] == TABS[role]


def test_the_tab_of_the_policies_is_marked_on_their_pages(client, head):
    client.force_login(head)

    tabs = client.get("/policies/").context["navigation"]

    assert [tab["label"] for tab in tabs if tab["current"]] == ["Policies"]


def test_what_the_head_has_no_tab_for_is_on_the_start_page_and_policies_at_every_foot(client, head, office, pages):
    assert {"/consent/imports/", "/policies/desk/"} <= set(pages("/dashboard/", head).links)
    assert "/policies/" in pages("/consent/imports/", office).links


@pytest.mark.parametrize(("waiting", "said"), [(0, ""), (1, "1"), (99, "99"), (100, "99+"), (1_000, "99+")])
def test_a_tab_says_how_many_wait_up_to_ninety_nine(waiting, said):
    entry = {"label": "Incidents", "url": "/incidents/", "count": waiting, "current": False}

    assert strip_tags(tabs([entry])).split() == ["Incidents", *([said, "waiting"] if said else [])]
