"""The complaints of the demo school: behind every wall, in every state, through the portal's own actions, and the two
moments with which its five minutes end."""

import datetime as dt

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate

from audit.models import AuditEvent, Verb
from incidents.complaints.abouts import About
from incidents.complaints.stages import Finding, Progress, Source, Stage, Way
from incidents.models import Case, Complaint, State
from incidents.relations import OWNERS_OF_COMPLAINTS
from people.calendar import school_calendar
from people.models import DestructionRecord, KeepOrder, Pupil, User
from people.school_days import SchoolCalendar
from tests import html
from todwick_portal.demo.complaint_story import SENT, happenings
from todwick_portal.demo.disposal_story import DUE, KEPT, OF_AN_EARLIER_TIME
from todwick_portal.demo.story import tell
from todwick_portal.disposal.kinds import BY_SLUG

EMAIL_OF_NOBODY = ("@families.example", "@todwick.example")
NOT_YET = {Progress.PANEL}  # the meeting of a panel is not told


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker):
    """The whole story, told once for this file and taken back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        tell(localdate())
        yield
        transaction.set_rollback(True)


@pytest.fixture
def cases(told, db) -> list[Case]:
    """Those that the story tells; one of an earlier time was brought over into the portal."""
    brought_over = Case.objects.filter(complaint__name=OF_AN_EARLIER_TIME)
    return list(Case.objects.complaints().exclude(pk__in=brought_over.values("pk")).select_related("complaint"))


def test_one_of_an_earlier_time_is_due_for_disposal_and_one_child_that_left_is_due_kept_or_destroyed_each(told, db):
    due = {
        slug: BY_SLUG[slug].rows().filter(pk__in=BY_SLUG[slug].seen(account("head"))) for slug in ("pupil", "complaint")
    }
    long_ago = timezone.now() - dt.timedelta(days=365 * 6)

    assert [case.complaint.name for case in due["complaint"].filter(closed_at__lt=long_ago)] == [OF_AN_EARLIER_TIME]
    left = (
        Pupil.objects.filter(left_on__lt=long_ago.date()).order_by("pk").values_list("legal_forename", "legal_surname")
    )
    assert list(left) == [DUE, KEPT]
    assert KeepOrder.objects.in_force().count() == DestructionRecord.objects.count() == 1


def account(key: str) -> User:
    return User.objects.get(email=f"{key}@todwick.example")


def test_there_are_complaints_behind_every_wall_in_every_state_and_of_every_kind(cases):
    complaints = [case.complaint for case in cases]

    assert len(cases) == len(SENT) == 19
    assert {case.wall for case in cases} == set(OWNERS_OF_COMPLAINTS)
    assert {one.about for one in complaints} == set(About) - {About.ADULT}
    assert {one.progress for one in complaints} == set(Progress) - NOT_YET
    assert {one.stage for one in complaints} == set(Stage)
    assert {one.way for one in complaints} == set(Way)
    assert {case.state for case in cases} == set(State) - {State.WAITING}  # no complaint waits for others
    found = {answer.finding for one in complaints for answer in one.answers.all()}
    assert found == set(Finding)


def test_what_the_five_minutes_and_the_desks_need_is_among_them(cases):
    complaints = [case.complaint for case in cases]

    assert any(one.way == Way.CONCERN and one.wants_call and one.case.is_open for one in complaints)
    assert any(one.is_anonymous for one in complaints)
    assert any(one.is_name_withheld for one in complaints)
    assert any(one.is_on_paper and one.source == Source.LETTER and not one.words for one in complaints)
    assert any(understanding.is_right is None for one in complaints for understanding in one.understandings.all())
    assert {key for one in complaints for key in one.tried} == {"conversation", "letters", "newsletters"}
    [asked] = [case for case in cases if case.at_panel]
    assert (asked.complaint.progress, asked.complaint.stage) == (Progress.NEXT_ASKED, Stage.TWO)
    assert Case.objects.complained_by(account("parent")).count() == 2


def test_they_lie_in_the_last_twelve_months_and_one_is_close_to_its_day(cases):
    today, calendar = localdate(), school_calendar()

    assert min(case.reported_at for case in cases) > timezone.now() - dt.timedelta(days=366)
    assert max(case.changed_at for case in cases) <= timezone.now()
    looked_into = [case.complaint for case in cases if case.complaint.progress == Progress.LOOKING and case.is_open]
    left = [calendar.school_days_between(today, one.answer_by) for one in looked_into if one.answer_by >= today]
    assert min(left) <= 2


def test_everybody_in_them_is_invented_and_reached_at_no_real_address(cases):
    for complaint in Complaint.objects.exclude(email=""):
        assert complaint.email.endswith(EMAIL_OF_NOBODY)
    for complaint in Complaint.objects.exclude(telephone=""):
        assert complaint.telephone.startswith("01709 555 ")  # as every number of the demo


def test_everything_went_through_the_record(cases):
    for case in cases:
        verbs = set(AuditEvent.objects.about(case).values_list("verb", flat=True))
        assert Verb.COMPLAINT_SENT in verbs
        assert (Verb.COMPLAINT_OPENED in verbs) == (case.state != State.NEW), case
        assert (case.complaint.progress != Progress.WITHDRAWN) or Verb.COMPLAINT_WITHDRAWN in verbs
    of_complaints = AuditEvent.objects.filter(verb__in=[verb for verb in Verb if verb.startswith("complaint.")])
    assert len(set(of_complaints.values_list("verb", flat=True))) >= 15


def test_the_story_is_the_same_on_every_run():
    today = dt.date(2026, 11, 25)
    told = [[(one.on, one.at) for one in happenings({}, today, SchoolCalendar())] for _ in range(2)]

    assert told[0] == told[1]
    assert all(on < today for on, _ in told[0])


def test_the_chair_reads_the_one_about_the_head_and_the_head_finds_no_trace_of_it(cases, client):
    [case] = [case for case in cases if case.complaint.about == About.HEAD]
    head, chair = account("head"), account("chair")

    client.force_login(head)
    assert client.get(case.get_absolute_url()).status_code == 404
    for page in (reverse("incidents:complaints"), reverse("dashboard"), reverse("incidents:complaint-figures")):
        assert case.reference not in client.get(page).content.decode()
    for words in (case.reference, "playground", "Whitlow"):
        answer = client.post(reverse("incidents:complaints"), {"q": words})
        assert case.get_absolute_url() not in answer.content.decode()
    client.force_login(chair)
    text = html.Page(client.get(case.get_absolute_url()).content.decode()).text
    assert "A complaint: the headteacher" in text and "patient" in text


def test_the_form_says_before_send_who_reads_what_is_about_the_head(cases, client):
    answer = client.post(reverse("incidents:complaint-reader"), {"about": "head", "about_name": ""})

    text = html.Page(answer.content.decode()).text
    assert "This will be read by the chair of governors. The headteacher cannot see it" in text
