"""Where the form is found: beside every rule for parents, on every public page, in the letter to whoever posted."""

import datetime as dt

import pytest

from incidents.letters import LetterKind, letter_text
from policies.demo import load_demo_policy
from tests.html import Page
from tests.incidents.made import report

pytestmark = pytest.mark.django_db
FORM = "/complaints/new/"


def _main(client, address: str) -> str:
    page = client.get(address).content.decode()
    return page[page.index("<main") : page.index("</main>")]


@pytest.fixture
def policy(school):
    return load_demo_policy(by_head=school.head, by_chair=school.chair, effective_from=dt.date(2020, 9, 1))


@pytest.mark.parametrize("code", ["C1", "C2", "C3"])
def test_35_c2_every_rule_for_parents_leads_to_the_form(client, policy, code):
    rule = policy.rules.get(code=code)

    assert f'href="{FORM}"' in _main(client, f"/policies/social-media/rules/{rule.code}/")


@pytest.mark.parametrize("address", ["/", "/policies/social-media/for/parents/", "/accounts/login/"])
def test_35_c2_the_public_pages_lead_to_the_form(client, policy, address):
    assert f'href="{FORM}"' in _main(client, address)


@pytest.mark.parametrize("address", ["/", "/policies/", "/photos/", "/privacy/"])
def test_the_tab_and_the_foot_of_every_public_page_lead_to_the_form(client, policy, address):
    assert Page(client.get(address).content.decode()).links.count(FORM) >= 2


def test_35_c2_the_letter_to_whoever_posted_a_complaint_names_the_form(school):
    text = letter_text(
        LetterKind.COMPLAINT_FORM, report(school.reporter), [], school="Todwick", site="https://todwick.example"
    )

    assert f"https://todwick.example{FORM}" in text
