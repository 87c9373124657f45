"""Who reads what happened with an incident: those who may read the incident, and of one about the head the chair."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.urls import reverse

from audit.models import AuditEvent, Verb
from incidents.actions.handling import open_case
from incidents.actions.notes import add_note
from incidents.models import Case, EvidenceFile
from incidents.walls import Wall
from people.models import Notification, User
from people.roles import Role
from tests import html
from tests.factories import UserFactory
from tests.incidents.made import School, about, again, report
from tests.trail.events import NOW, assignment, did, queries
from todwick_portal.trail.head import week_of
from todwick_portal.trail.kinds import BY_SLUG, visible_events

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _in_november():
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def school() -> School:
    return School().everybody_leading()


def _file(case: Case) -> EvidenceFile:
    return EvidenceFile.objects.create(
        case=case, name="canaryfile.png", kept_as=uuid.uuid4().hex, content_type="image/png", size_bytes=1
    )


def _walls(school: School) -> dict[Wall, Case]:
    """A case behind each wall, each with a note by who owns it and a file that was opened."""
    people = {
        Wall.PUPIL: ((), school.head),
        Wall.STAFF: ((school.colleague,), school.head),
        Wall.GOVERNOR: ((school.governor,), school.clerk),
        Wall.CLERK: ((school.clerk,), school.chair),
        Wall.HEAD: ((school.head,), school.chair),
        Wall.CHAIR: ((school.chair,), school.vice_chair),
        Wall.BOARD: ((school.head, school.chair), school.clerk),
    }
    made = {}
    for wall, (subjects, owner) in people.items():
        made[wall] = case = report(school.reporter, *(about(user) for user in subjects))
        add_note(case=case, text="Seen today.", form_key=uuid.uuid4(), by=again(owner))
        did(Verb.EVIDENCE_OPENED, _file(case), owner)
    return made


def _trail(client, user: User, case: Case) -> int:
    client.force_login(user)
    return client.get(BY_SLUG["incident"].trail_of(case)).status_code


READERS = {  # written out, not asked of the code: behind which walls each reads a trail
    "head": {Wall.PUPIL, Wall.STAFF},
    "dsl": {Wall.PUPIL},
    "chair": {Wall.CLERK, Wall.HEAD},
}


@pytest.mark.parametrize("who", READERS)
def test_the_trail_of_an_incident_is_read_by_who_may_read_the_incident(client, school, who):
    cases = _walls(school)
    reader = getattr(school, who)

    assert {wall for wall, case in cases.items() if _trail(client, reader, case) == 200} == READERS[who]
    seen = set(visible_events(again(reader)).filter(target_model="incidents.case").values_list("target_id", flat=True))
    assert seen == {str(case.pk) for wall, case in cases.items() if wall in READERS[who]}
    files = visible_events(again(reader)).filter(target_model="incidents.evidencefile").count()
    assert files == len(READERS[who])


def test_of_a_case_about_the_head_no_page_of_the_record_changes_for_the_head_by_a_word(client, school):
    pages = [reverse("record:events"), reverse("record:events") + "?kind=incident", reverse("people:mails")]
    report(school.reporter)
    client.force_login(school.head)
    before = [html.Page(client.get(page).content.decode()).text for page in pages]

    case = report(school.reporter, about(school.head))
    open_case(case=case, by=again(school.chair))
    did(Verb.INCIDENTS_EXPORTED, None, school.chair, rows=1)
    did(Verb.INCIDENT_DUE_TOLD, None, None, people=2)

    assert [html.Page(client.get(page).content.decode()).text for page in pages] == before


def test_mail_about_cases_is_on_no_page_of_mails_whoever_looks_after_them(school):
    report(school.reporter, about(school.head))
    Notification.objects.update(status="failed", fault="The address does not exist.")

    assert Notification.objects.filter(kind="case").count() == 1
    for reader in (school.head, school.office, school.chair):
        assert not Notification.objects.visible_to(reader).exists()


def test_opening_the_trail_is_opening_the_incident(client, school):
    case = report(school.reporter)

    _trail(client, school.head, case)
    _trail(client, school.chair, case)

    assert [event.by_id for event in AuditEvent.objects.about(case).filter(verb=Verb.INCIDENT_OPENED)] == [
        school.head.pk
    ]


def test_the_trail_says_the_details_in_words(client, school):
    case = report(school.reporter, about(school.colleague))
    did(Verb.INCIDENT_STATE_CHANGED, case, school.head, before="seen", after="waiting")
    did(Verb.INCIDENT_CLOSED, case, school.head, outcomes=["advice", "lado"])
    did(Verb.INCIDENT_PARENTS_TOLD, case, school.head, told="not_yet")
    did(Verb.INCIDENT_TEST_ANSWERED, case, school.head, may_act=True, danger=True)
    did(Verb.INCIDENT_PERSON_LINKED, case, school.head, part="witness", wall="staff")
    did(Verb.INCIDENT_LEGAL_DECIDED, case, school.chair, answer="no")
    client.force_login(school.head)

    text = html.Page(client.get(BY_SLUG["incident"].trail_of(case)).content.decode()).text

    for said in (
        "A hurtful or untrue comment; about somebody who works or worked here; 1 person linked",
        "Now: waiting for others; before: seen", "Advice given, passed to the LADO", "Not told yet",
        "Somebody is threatened; the school may act", "No legal action",
        "Saw or heard it; about somebody who works or worked here",
    ):  # fmt: skip
        assert said in text
    assert str(school.colleague) not in text


def test_a_list_that_was_taken_is_told_to_nobody_but_who_took_it(school):
    did(Verb.INCIDENTS_EXPORTED, None, school.chair, rows=1)

    seen = {who: visible_events(getattr(school, who)).exists() for who in ("head", "dsl", "chair", "vice_chair")}

    assert seen == {"head": False, "dsl": False, "chair": True, "vice_chair": False}


def test_the_chair_reads_that_the_head_opened_an_incident_by_a_reference_that_is_not_its_own(client, school):
    assignment(school.head, Role.HEAD, dt.date(2026, 9, 1))
    case = report(school.reporter)
    open_case(case=case, by=again(school.head))
    client.force_login(school.chair)

    text = html.Page(client.get(reverse("record:head")).content.decode()).text

    assert "Incident opened" in text and case.reference not in text


def test_the_chair_learns_nothing_there_of_a_case_about_the_chair_whoever_stood_in_for_the_head(school):
    assignment(school.vice_chair, Role.HEAD, NOW.date() - DAY, NOW.date() + DAY, is_cover=True)
    case = report(school.reporter, about(school.chair))
    open_case(case=case, by=again(school.vice_chair))
    did(Verb.EVIDENCE_OPENED, _file(case), school.vice_chair)
    once_staff = report(school.reporter, about(school.colleague), about(UserFactory(role=Role.STAFF)))
    once_staff.people.filter(user=school.colleague).update(user=school.chair)
    open_case(case=once_staff, by=again(school.vice_chair))

    assert week_of(NOW.date(), school.chair).days == []


def test_as_many_queries_for_three_incidents_as_for_one(client, school):
    client.force_login(school.head)
    _walls(school)
    few = queries(client, reverse("record:events"))
    _walls(school)
    _walls(school)

    assert queries(client, reverse("record:events")) == few
