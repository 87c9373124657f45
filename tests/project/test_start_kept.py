"""What of a start page is kept from one time to the next: it follows whatever is recorded, and names nobody."""

import datetime as dt
import pickle
import re

import pytest
import time_machine
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from incidents.actions.dealing import assign_case
from incidents.complaints.abouts import About
from incidents.kinds import Kind
from incidents.models import Case
from people.models import User
from people.roles import Role
from policies.actions.reminding import Asked, set_duties
from policies.demo import load_demo_policy
from policies.models import PolicyVersion, RuleVersion
from policies.words import Audience
from tests import html
from tests.consent.surveys import child_with_parents, csv_of, load, row
from tests.factories import UserFactory
from tests.incidents.breached import breach
from tests.incidents.complaints.made import complain
from tests.incidents.made import School, about, again, report
from tests.policies.clock import MORNING
from tests.policies.readers import agree
from todwick_portal.standing import Standing as Kept

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
START = reverse("dashboard")
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')


@pytest.fixture(autouse=True)
def _that_wednesday():
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def school() -> School:
    with time_machine.travel(MORNING - 90 * DAY):
        made = School().everybody_leading()
        made.reporter  # noqa: B018 (made when first asked for)
    return made


def page(client, user: User, **query: str) -> html.Page:
    client.force_login(again(user))
    return html.Page(client.get(START, query).content.decode())


def kept() -> list[Kept]:
    """Everything that the process keeps of start pages."""
    found = (pickle.loads(pickled) for pickled in caches["process"]._cache.values())
    return [one for one in found if isinstance(one, Kept)]


def test_answers_that_come_in_stand_there_at_once(client, school):
    child_with_parents("Lucinda")
    assert "No answers are loaded" in page(client, school.head).text

    load(csv_of(row("Lucinda Ashdown"), row("Lucnda Ashdwn", comment="Never with her name.")))
    text = page(client, school.head).text

    assert "The families of 1 of 1 children have answered" in text
    assert "answer to place" in text


def test_who_has_read_the_policy_stands_there_at_once_with_the_button_to_remind_the_others(client, school):
    load_demo_policy(by_head=school.head, by_chair=school.chair, effective_from=MORNING.date() - 9 * DAY)
    version = PolicyVersion.objects.select_related("policy").get()
    set_duties(policy=version.policy, wanted={Audience.STAFF: Asked(True, False, 14)}, by=school.head)
    before = page(client, school.head)
    assert "Staff 0 of 3" in before.text and "Remind the 3 who have not" in before.text

    agree(version, again(school.dsl))
    after = page(client, school.head)

    assert "Staff 1 of 3" in after.text and "Remind the 2 who have not" in after.text
    client.post(reverse("policies:reminder", args=[version.policy.slug]))
    assert "Remind the" not in page(client, school.head).text


def test_nothing_that_is_kept_names_a_child_a_parent_or_a_case(client, school):
    child_with_parents("Lucinda", "Imogen Thorne", "Tamsin Thorne", surname="Thorne")
    names = ("Lucinda", "Thorne", "Imogen", "Ashdown", "secret-place")
    load(
        csv_of(
            row("Lucinda Thorne", parent="Imogen Thorne", comment="At the secret-place."),
            row("Lucinda Thorne", "No", "No", "No", parent="Tamsin Thorne"),
            row("Lucnda Ashdown", parent="Imogen Thorne"),
        )
    )
    case = report(school.reporter, kind=Kind.THREAT)
    for name in ("head", "dsl", "office", "chair", "governor", "clerk"):
        page(client, getattr(school, name))

    found = kept()

    assert len(found) == 6
    for one in found:
        assert not [name for name in (*names, case.reference) if name.encode() in pickle.dumps(one)]


@pytest.mark.parametrize("who", ["head", "dsl", "chair"])
def test_a_case_about_the_reader_changes_not_a_byte(client, school, who):
    """Neither an incident nor a complaint, on no chip either, and in no number by half-term."""
    load_demo_policy(by_head=school.head, by_chair=school.chair, effective_from=MORNING.date() - 60 * DAY)
    rule = RuleVersion.objects.get(code="A5")
    reader = getattr(school, who)
    report(school.reporter, kind=Kind.COMMENT, rules=[rule])
    chips = ("", "mine", "out", "incident")

    def bytes_of() -> list[str]:
        client.force_login(again(reader))
        return [TOKEN.sub("", client.get(START, {"kind": chip}).content.decode()) for chip in chips]

    before = bytes_of()
    case = report(school.reporter, about(reader), kind=Kind.THREAT, rules=[rule])
    if who != "dsl":
        complain({"head": About.HEAD, "chair": About.CHAIR}[who])
    Case.objects.filter(pk=case.pk).update(owner_role=next(iter(reader.roles)))  # even if their own role had kept it

    assert bytes_of() == before


def test_no_case_and_no_breach_lets_the_page_be_worked_out_anew_so_nobody_learns_of_one_by_how_long_it_takes(
    client, school
):
    def asked() -> int:
        client.force_login(again(school.head))
        with CaptureQueriesContext(connection) as counted:
            client.get(START)
        return len(counted)

    asked()
    as_kept = asked()
    complain(About.HEAD)
    breach(school.head)
    report(school.reporter, about(school.head))

    assert asked() == as_kept
    load_demo_policy(by_head=school.head, by_chair=school.chair, effective_from=MORNING.date() - 9 * DAY)
    assert asked() > as_kept


def test_mine_is_what_was_given_to_me_and_what_is_my_offices_and_nobodys(client, school):
    given, left, elsewhere = (report(school.reporter) for _ in range(3))
    assign_case(case=given, user=school.dsl, by=school.head)
    assign_case(case=elsewhere, user=UserFactory(role=Role.STAFF), by=school.head)

    def mine(user: User) -> set[str]:
        text = page(client, user, kind="mine").text
        return {case.reference for case in (given, left, elsewhere) if case.reference in text}

    assert mine(school.head) == {left.reference}
    assert mine(school.dsl) == {given.reference}
