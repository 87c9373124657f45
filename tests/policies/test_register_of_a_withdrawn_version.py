"""Who agreed to a version stays to be found once nothing holds in its place (A7)."""

import pytest

from people.roles import Role
from policies.actions.publishing import withdraw_version

from .readers import PUBLISHED, RULES, TODAY, agree, ask, at, publish, somebody

pytestmark = pytest.mark.django_db
VERSION = "/policies/phones/versions/1/"
REGISTER = "/policies/phones/acknowledgements/?version=1"


@pytest.fixture
def people() -> dict:
    return {"head": somebody(Role.HEAD), "chair": somebody(Role.CHAIR), "reader": somebody(Role.STAFF, surname="Quill")}


@pytest.fixture
def withdrawn(people):
    with at(PUBLISHED):
        version = publish(*RULES, by=people["head"], chair=people["chair"])
        ask(version.policy, people["head"])
    with at(TODAY):
        agree(version, people["reader"])
        return withdraw_version(version=version, reason="It goes.", by=people["head"])


def test_the_page_of_the_version_leads_to_it_for_those_who_see_names(withdrawn, people, pages):
    with at(TODAY):
        assert REGISTER in pages(VERSION, people["head"]).links
        assert REGISTER not in pages(VERSION, people["chair"]).links
        assert REGISTER not in pages(VERSION, people["reader"]).links


def test_every_way_back_from_it_is_there(withdrawn, people, client):
    with at(TODAY):
        client.force_login(people["head"])
        page = client.get(REGISTER)
        assert "Quill" in page.content.decode()
        crumbs = page.content.decode().split('aria-label="Where you are"')[1].split("</nav>")[0]
        ways = [part.split('"')[0] for part in crumbs.split('href="')[1:]]

        assert VERSION in ways
        assert [way for way in ways if client.get(way).status_code != 200] == []
