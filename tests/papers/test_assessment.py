"""The impact assessment: written by two, frozen as it was read, approved by the other, kept with its history."""

import datetime as dt
import hashlib

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent, Verb
from incidents.complaints.abouts import About
from incidents.governing.sealing import digest_of
from incidents.walls import Wall
from people.actions.assessments import Changed, NotNow, NotYours, approve_assessment, submit_assessment, write_words
from people.models import AssessmentApproval, AssessmentWords, DataAssessment, SchoolSetting, User
from people.roles import Role
from people.settings import Key, read_all
from tests.audit.events import write_events
from tests.factories import UserFactory
from tests.incidents.complaints.made import complain
from tests.people.read_paper import ReadPaper
from todwick_portal.papers import processing
from todwick_portal.papers.assessment import text_of

pytestmark = pytest.mark.django_db
TEXT, LATER = '{"title": "A", "lead": "", "parts": []}', dt.date(2099, 1, 1)


@pytest.fixture
def officer() -> User:
    return UserFactory(role=Role.DPO, surname="Swann")


def _signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _advised(officer: User, text: str = "Go on, but encrypt the disk.") -> AssessmentWords:
    return write_words(part="advice", text=text, seen=0, by=officer)


def _submitted(officer: User) -> DataAssessment:
    _advised(officer)
    return submit_assessment(says=lambda: TEXT, seen=digest_of(TEXT), review_on=LATER, by=officer)


def _next_year() -> str:
    return (timezone.localdate() + dt.timedelta(days=365)).isoformat()


def _seen() -> str:
    return digest_of(text_of(read_all(), AssessmentWords.objects.latest_of_each()))


# --- words


def test_words_stand_in_the_assessment_with_their_author_and_what_stood_before_is_kept(officer):
    client = _signed_in(officer)
    address = reverse("data:assessment-words", args=["advice"])
    client.post(address, {"text": "Wait.", "seen": 0})
    first = AssessmentWords.objects.get()

    client.post(address, {"text": "Go on.", "seen": first.pk})

    page = client.get(reverse("data:assessment")).content.decode()
    assert "Go on." in page and "Wait." not in page and "Swann" in page
    assert "Wait." in client.get(address).content.decode()
    assert (
        list(AuditEvent.objects.filter(verb=Verb.ASSESSMENT_WORDED).values_list("details", flat=True))
        == [{"assessment_part": "advice"}] * 2
    )


def test_the_advice_is_the_officers_alone_and_the_rest_is_for_both(officer, head):
    assert _signed_in(head).get(reverse("data:assessment-words", args=["advice"])).status_code == 404
    with pytest.raises(NotYours):
        write_words(part="advice", text="Go on.", seen=0, by=head)

    assert write_words(part="consulted", text="Staff.", seen=0, by=head)
    assert _signed_in(officer).get(reverse("data:assessment-words", args=["consulted"])).status_code == 200
    assert _signed_in(officer).get(reverse("data:assessment-words", args=["nothing"])).status_code == 404


def test_two_who_write_at_once_lose_nothing(officer, head):
    client, address = _signed_in(officer), reverse("data:assessment-words", args=["consulted"])
    write_words(part="consulted", text="The governors.", seen=0, by=head)

    page = client.post(address, {"text": "The parents.", "seen": 0})

    text = page.content.decode()
    assert page.status_code == 409
    assert "Somebody else wrote here meanwhile" in text and "The governors." in text and "The parents." in text
    assert AssessmentWords.objects.get().text == "The governors."

    client.post(address, {"text": "The parents.", "seen": AssessmentWords.objects.get().pk})
    assert AssessmentWords.objects.first().text == "The parents."


def test_the_same_words_again_are_one(officer):
    _advised(officer)
    _advised(officer)

    assert AssessmentWords.objects.count() == 1


# --- putting it forward


def test_it_is_frozen_as_it_was_read_and_waits_for_the_headteacher(officer, head):
    _advised(officer)
    client = _signed_in(officer)
    seen = _seen()

    response = client.post(reverse("data:submission"), {"review_on": _next_year(), "seen": seen})

    one = DataAssessment.objects.get()
    assert response.url == one.get_absolute_url()
    assert (one.number, one.digest) == (1, seen) == (1, hashlib.sha256(one.content.encode()).hexdigest())
    assert "encrypt the disk" in one.content
    assert AuditEvent.objects.get(verb=Verb.ASSESSMENT_SUBMITTED).details == {"number": 1, "sha256": seen}
    assert "Version 1 of the impact assessment waits" in _signed_in(head).get(reverse("data:index")).content.decode()


def test_what_changed_since_it_was_read_is_not_frozen(officer):
    _advised(officer)
    seen = _seen()
    SchoolSetting.objects.create(key=Key.SERVER_PLACE, value="Leeds")

    page = _signed_in(officer).post(reverse("data:submission"), {"review_on": _next_year(), "seen": seen})

    assert page.status_code == 409
    assert "It says something else by now" in page.content.decode()
    assert not DataAssessment.objects.exists()
    with pytest.raises(Changed):
        submit_assessment(says=lambda: TEXT, seen="0" * 64, review_on=LATER, by=officer)


def test_without_advice_nothing_is_put_forward(officer):
    page = _signed_in(officer).post(reverse("data:submission"), {"review_on": _next_year(), "seen": _seen()})

    assert "Write your advice first" in page.content.decode()
    with pytest.raises(NotNow):
        submit_assessment(says=lambda: TEXT, seen=digest_of(TEXT), review_on=LATER, by=officer)


@pytest.mark.parametrize("day", ["", "yesterday", "2020-01-01", "2099-01-01"])
def test_the_next_look_is_within_two_years(officer, day):
    _advised(officer)

    page = _signed_in(officer).post(reverse("data:submission"), {"review_on": day, "seen": _seen()})

    assert page.status_code == 400
    assert not DataAssessment.objects.exists()


def test_sent_twice_it_is_one(officer):
    first = _submitted(officer)
    again = submit_assessment(says=lambda: TEXT, seen=digest_of(TEXT), review_on=LATER, by=officer)

    assert first == again


def test_the_headteacher_puts_nothing_forward(officer, head):
    _advised(officer)

    assert _signed_in(head).get(reverse("data:submission")).status_code == 403
    with pytest.raises(NotYours):
        submit_assessment(says=lambda: TEXT, seen=digest_of(TEXT), review_on=LATER, by=head)


# --- approving


def test_the_headteacher_approves_in_words_of_their_own_and_it_holds(officer, head):
    one, client = _submitted(officer), _signed_in(head)

    client.post(reverse("data:approval", args=[1]), {"seen": one.digest, "decision": "We encrypt the disk by May."})

    page = client.get(one.get_absolute_url()).content.decode()
    assert "We encrypt the disk by May." in page and "Approve version 1" not in page
    assert DataAssessment.objects.last_approved() == one
    assert AuditEvent.objects.get(verb=Verb.ASSESSMENT_APPROVED).details == {"number": 1, "sha256": one.digest}
    assert DataAssessment.objects.get().content == TEXT


def test_approved_twice_it_is_one(officer, head):
    one = _submitted(officer)

    assert approve_assessment(assessment=one, decision="", by=head) == approve_assessment(
        assessment=one, decision="Again.", by=head
    )
    assert AssessmentApproval.objects.get().decision == ""
    assert AuditEvent.objects.filter(verb=Verb.ASSESSMENT_APPROVED).count() == 1


def test_the_officer_approves_nothing_and_nobody_what_they_put_forward(officer):
    one = _submitted(officer)

    assert _signed_in(officer).post(reverse("data:approval", args=[1]), {"seen": one.digest}).status_code == 403
    both = UserFactory(role=Role.HEAD)  # who was the officer when it was put forward
    own = DataAssessment.objects.create(number=2, content=TEXT, digest="1" * 64, review_on=LATER, submitted_by=both)
    with pytest.raises(NotYours):
        approve_assessment(assessment=own, decision="", by=both)


def test_an_earlier_version_is_not_approved_once_a_later_one_waits(officer, head):
    one = _submitted(officer)
    DataAssessment.objects.create(number=2, content=TEXT, digest="1" * 64, review_on=LATER, submitted_by=officer)

    page = _signed_in(head).post(reverse("data:approval", args=[1]), {"seen": one.digest}, follow=True)

    assert "A later version was put before you" in page.content.decode()
    assert not AssessmentApproval.objects.exists()


def test_what_was_not_on_the_page_is_not_approved(officer, head):
    _submitted(officer)

    page = _signed_in(head).post(reverse("data:approval", args=[1]), {"seen": "0" * 64}, follow=True)

    assert "Nothing was changed" in page.content.decode()
    assert not AssessmentApproval.objects.exists()


def test_a_decision_that_is_too_long_stays_on_the_page(officer, head):
    one = _submitted(officer)

    page = _signed_in(head).post(reverse("data:approval", args=[1]), {"seen": one.digest, "decision": "a" * 20_001})

    assert page.status_code == 400
    assert "a" * 20_001 in page.content.decode()


def test_a_version_on_paper_says_its_number_its_state_and_its_fingerprint(officer, head):
    one = _submitted(officer)
    address = reverse("data:version-pdf", args=[1])
    waits = ReadPaper(_signed_in(head).get(address).content).words
    approve_assessment(assessment=one, decision="We encrypt the disk.", by=head)
    holds = ReadPaper(_signed_in(head).get(address).content).words

    assert "waits for the headteacher" in waits and one.digest[:4] in waits
    assert "approved by" in holds and "We encrypt the disk." in holds


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.HEAD, Role.DPO}))
def test_nobody_else_reads_any_of_it(officer, role):
    _submitted(officer)
    client = _signed_in(UserFactory(role=role))

    for name, arguments in (("index", []), ("processing", []), ("assessment", []), ("version", [1])):
        assert client.get(reverse(f"data:{name}", args=arguments)).status_code == 403


def test_the_list_of_versions_asks_as_many_queries_for_three_as_for_one(officer, django_assert_max_num_queries):
    client, address = _signed_in(officer), reverse("data:assessment")
    _submitted(officer)
    client.get(address)
    with django_assert_max_num_queries(60) as one:
        client.get(address)
    for number in (2, 3):
        DataAssessment.objects.create(
            number=number, content=TEXT, digest=str(number) * 64, review_on=LATER, submitted_by=officer
        )
    with django_assert_max_num_queries(60) as three:
        client.get(address)

    assert len(three) == len(one)


def test_a_complaint_about_the_headteacher_changes_no_letter_of_it(head):
    """A number would tell the headteacher that there is one."""
    UserFactory(role=Role.CHAIR)
    before = text_of(read_all(), {}), processing.as_csv(read_all())
    case = complain(About.HEAD)
    write_events(3, by=head)

    assert case.wall == Wall.HEAD
    assert (text_of(read_all(), {}), processing.as_csv(read_all())) == before
