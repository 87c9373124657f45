"""The demo school: what it holds, that it is safe to run, and the five minutes that a visitor walks."""

import datetime as dt
import io
import re
from collections import Counter

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate

from audit.models import AuditEvent, Verb
from consent.checking import Use, judge, without_account, works_for_all
from consent.deciding import undecided
from consent.effective import Status, Word
from consent.models import (
    ConsentDecision,
    PictureReview,
    Post,
    PostHanding,
    Purpose,
    RecordedCheck,
    RemovalItem,
    RemovalList,
    ReviewEntry,
    SurveyImport,
)
from consent.register import register_on
from consent.sorting import desk, queue
from consent.start_waiting import asked_open, loads_begun, waiting_of
from consent.survey.verdict import Reason
from consent.then_and_now import then_and_now
from incidents.kinds import Kind
from incidents.models import Case, Incident, LegalReferral, OutOfHoursTest, ReportDraft, State
from incidents.relations import OWNERS
from incidents.rule_terms import in_terms
from people.models import ClassTeacher, Pupil, PupilContact, RoleAssignment, SchoolAccount, User
from people.school_accounts import possible_holders, wanting
from people.school_year import first_day, school_year_of
from policies.leavers import leavers
from policies.models import Acknowledgement, ConfidentialityLetter, Policy, PrivacyCheckup
from policies.readers import readers_of
from tests.project.demo_command import run_demo
from todwick_portal.demo import families, rows, survey
from todwick_portal.demo.answers import PICTURE, STOPPED
from todwick_portal.demo.story import tell
from todwick_portal.demo.telephone import CALLED
from todwick_portal.demo_people import DEMO_PEOPLE, PASSWORD
from todwick_portal.show_me import SCENES
from todwick_portal.show_more import MORE
from todwick_portal.trail.kinds import BY_LABEL

FURTHER = [scene for moments in MORE for scene in moments.scenes]


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker):
    """The whole story, told once for this file and taken back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        tell(localdate())
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo_school(told, db):
    return school_year_of(localdate())


def pupil(name: str, **more) -> Pupil:
    forename, _, surname = name.partition(" ")
    found = [p for p in Pupil.objects.filter(legal_surname=surname, **more) if p.called == forename]
    assert len(found) == 1, name
    return found[0]


def _user(key: str) -> User:
    return User.objects.get(email=f"{key}@todwick.example")


def row_counts() -> dict[str, int]:
    return {model._meta.label: model.objects.count() for model in apps.get_models()}


# What it holds


def test_every_person_of_the_bar_has_an_account_with_one_dated_role(demo_school):
    for person in DEMO_PEOPLE:
        user = User.objects.get(email=person.email)
        assert user.check_password(PASSWORD)
        assert user.roles == {person.role}
    assert not RoleAssignment.objects.filter(starts_on__gt=localdate(), is_cover=False).exists()


def test_pupils_contacts_leavers_and_class_teachers(demo_school):
    assert Pupil.objects.on_roll_on(localdate()).count() == 210
    assert Pupil.objects.filter(left_on=first_day(demo_school)).count() == 33
    assert PupilContact.objects.filter(has_parental_responsibility=False).count() == 2
    teacher = ClassTeacher.objects.get(user__email="teacher@todwick.example", school_class__school_year=demo_school)
    assert teacher.school_class.code == "3H"
    assert ClassTeacher.objects.filter(school_class__school_year=demo_school, ends_on=None).count() == 7


def test_nine_doubtful_rows_of_every_kind_and_three_comments_wait(demo_school):
    waiting = queue(list(ReviewEntry.objects.open()))

    assert sum(entry.kind == "comment" for entry in waiting) == 3
    assert Counter(entry.reason for entry in waiting if entry.kind == "entry") == {
        Reason.NAME_NEARLY: 2,
        Reason.SEVERAL_PUPILS: 1,
        Reason.OTHER_CLASS: 1,
        Reason.CLASS_UNCLEAR: 1,
        Reason.SEVERAL_CHILDREN_IN_ONE_CELL: 2,
        Reason.RESPONDENT_WITHOUT_RESPONSIBILITY: 1,
        Reason.DATE_MISSING: 1,
    }


def test_nothing_has_waited_for_more_than_a_week(demo_school):
    office = User.objects.get(email="office@todwick.example")

    waiting = waiting_of(desk(office, localdate()))
    kinds, sent, begun = (waiting.place, waiting.comment, waiting.decide), asked_open(office), loads_begun(office)

    assert sum(kind.count for kind in kinds) + sent.count() + begun.count() == 25
    since = [*(kind.oldest for kind in kinds), *sent.values_list("sent_at", flat=True)]
    since += begun.values_list("uploaded_at", flat=True)
    assert min(moment for moment in since if moment) > timezone.now() - dt.timedelta(days=8)


def test_the_office_has_settled_some_with_a_note_and_the_head_has_decided_one(demo_school):
    settled = ReviewEntry.objects.filter(kind="entry", status__in=["settled", "rejected"])

    assert settled.values("identity").distinct().count() == 4
    assert all(entry.note and entry.settled_by for entry in settled)
    assert ConsentDecision.objects.get().reason


def test_every_state_of_a_permission_is_there_to_be_seen(demo_school):
    pupils = list(Pupil.objects.on_roll_on(localdate()))
    register = register_on(pupils, localdate())
    states = {p: [register.of(p, purpose).status for purpose in register.asked] for p in pupils}

    assert {status for of_pupil in states.values() for status in of_pupil} == set(Status)
    assert sum(set(of_pupil) == {Status.NOT_ANSWERED} for of_pupil in states.values()) == 14
    assert {str(p) for p, of_pupil in states.items() if Status.WITHDRAWN in of_pupil} == {*STOPPED, CALLED}
    assert {child.pupil for child in undecided(localdate()) if child.differing} == {
        pupil("Ben Armitage"), pupil("Igor Pawlak"), pupil("Mia Yip"), pupil("Reggie Cartwright"),
    }  # fmt: skip
    assert Pupil.objects.get(do_not_publish=True).do_not_publish_reason


def test_the_six_children_of_the_picture_tell_all_that_the_check_can_say(demo_school):
    six = [pupil(name) for name in PICTURE]
    register = register_on(six, localdate())
    x = Purpose.objects.get(slug="x_twitter")

    on_x = judge(register, six, Use(x))

    assert [on_x[p.pk] for p in six] == [Word.NO, Word.ASK, *[Word.YES] * 4]
    assert judge(register, six, Use(x, "film"))[pupil("Maya Desai").pk] is Word.NO
    assert judge(register, six, Use(x, names="first"))[pupil("Omar Siddiqui").pk] is Word.NO
    assert works_for_all(register, six, Use(x)) == ["newsletter", "display"]


def test_every_kind_of_record_that_the_story_touches_has_a_trail(demo_school):
    touched = set(AuditEvent.objects.exclude(target_model="").values_list("target_model", flat=True))

    assert touched - set(BY_LABEL) == set()


def test_the_school_posts_on_two_accounts_and_has_none_on_instagram(demo_school):
    facebook, x = SchoolAccount.objects.active()
    closed = SchoolAccount.objects.get(closed_on__lte=localdate())
    holders = set(possible_holders().values_list("pk", flat=True))

    assert all(one.first_holder and one.second_holder for one in (facebook, x))
    assert wanting(facebook, holders, localdate()) == []
    assert wanting(x, holders, localdate()) == ["not looked at for over a year"]
    assert [place.slug for place in (*facebook.purposes.all(), *x.purposes.all())] == ["facebook", "x_twitter"]
    assert not closed.purposes.exists()
    assert [place.slug for place in without_account(register_on([], localdate()))] == ["instagram"]


def test_three_checks_are_recorded_with_the_rule_of_that_day_and_one_says_whom_to_leave_out(demo_school):
    checks = RecordedCheck.objects.filter(post=None, handings=None).order_by("pk")

    assert [(str(check.recorded_by), check.children.count(), check.verdict) for check in checks] == [
        ("Miss Nadia Hallam", 6, "not_all"), ("Miss Nadia Hallam", 4, "all"), ("Mr Idris Penrose", 2, "all")
    ]  # fmt: skip
    assert checks[0].answer.endswith("Leave out Ava and Ben.")
    assert {check.rule_version.code for check in checks} == {"A11"}
    assert AuditEvent.objects.filter(verb=Verb.CHECK_RECORDED).count() == RecordedCheck.objects.count()


def test_a_year_of_posts_is_there_in_every_state_of_permission_then_and_now(demo_school):
    posts = then_and_now(list(Post.objects.showing_now().select_related("destination")), localdate())

    assert min(row.post.posted_on for row in posts) < localdate() - dt.timedelta(days=300)
    states = {(row.post.was_permitted, row.is_permitted_now, row.post.is_late) for row in posts}
    assert {(True, True, False), (True, True, True), (True, False, True), (False, False, True)} <= states
    assert any(row.post.is_gone for row in posts) and PostHanding.objects.waiting().count() == 1


def test_pictures_to_remove_are_overdue_due_done_and_cannot_be_recalled(demo_school):
    now = timezone.now()
    open_ones = RemovalList.objects.open().order_by("due_at")
    late, due = open_ones

    assert late.is_overdue(now) and {str(item.outcome) for item in late.items.all()} == {"", "removed"}
    assert not due.is_overdue(now)
    done = RemovalList.objects.exclude(done_at=None)
    assert "stays" in RemovalItem.objects.filter(removal__in=done).values_list("outcome", flat=True)
    assert done.exclude(released_at=None).exists() and PictureReview.objects.exists()


def test_last_years_answers_permit_nothing_this_year(demo_school):
    last = SurveyImport.objects.get(school_year=demo_school - 1)

    assert last.counts["new_yes"] > 1000
    assert last.asked
    wren = pupil("Wren Varley")
    assert wren.responses.filter(survey=last).exists()
    register = register_on([wren], localdate())
    assert {register.word(wren, [purpose]) for purpose in register.asked} == {Word.NO}


def test_nothing_about_allergies_was_kept(demo_school):
    for survey_import in SurveyImport.objects.filter(kind="survey", school_year=demo_school, status="applied"):
        roles = {column["header"]: column["role"] for column in survey_import.mapping["columns"]}
        assert roles["Does your child have any allergies?"] == "ignore"
        assert not survey_import.questions.filter(wording__icontains="allergies").exists()


def test_the_record_of_everything_holds(demo_school, capsys):
    call_command("verify_audit")

    assert AuditEvent.objects.filter(verb="survey.imported").count() == 3


def test_the_year_before_had_its_own_version_of_the_policy_and_rules_were_broken_in_several_terms(demo_school):
    version, head = Policy.objects.get(slug="social-media").versions.published().get(), _user("head")
    before = version.policy.versions.in_force_on(first_day(demo_school) - dt.timedelta(days=1)).get()
    texts = [dict(one.rules.values_list("code", "text")) for one in (before, version)]

    assert (before.number, version.number) == (1, 2)
    assert {code for code in texts[0] if texts[0][code] != texts[1][code]} == {"A1", "A11"}
    in_several = [
        rule.code
        for rule in version.rules.select_related("rule")
        if sum(term.count > 0 for term in in_terms(head, rule, localdate())) > 1
    ]
    assert {"C1", "B2"} <= set(in_several)


def test_two_left_in_summer_and_the_letter_to_one_of_them_is_delivered(demo_school):
    assert [(one.user.surname, one.is_delivered) for one in leavers()] == [("Weston", False), ("Oakley", True)]


# The command


def test_a_second_run_changes_nothing_and_says_so(demo_school):
    before = row_counts()

    code, said, _ = run_demo()

    assert code == 0
    assert "Nothing was changed" in said
    assert row_counts() == before


# The five minutes


def test_the_front_page_of_the_demo_shows_ten_moments_and_more_folded(demo_school, client):
    page = client.get(reverse("demo")).content.decode()

    assert (len(SCENES), len(FURTHER)) == (10, 16)
    assert all(scene.title in page for scene in (*SCENES, *FURTHER))
    assert page.count("Show me<span") == 26
    assert page.count('<details class="fold">') == len(MORE)
    assert "10 moments of a school year in five minutes" in page
    front = client.get(reverse("front")).content.decode()
    assert "Show me 10 moments of a school year" in front
    assert front.count("Show me<span") == 10


EXPECTED = {
    "Six children, one picture, one answer": (
        "4 of 6 can go on X",
        "Leave out",
        "All six can go in: newsletter, display.",
    ),
    "Answers nobody could place": ("Which child is this?", "Zainab Iqbal", "1M", "5T"),
    "A survey in a layout nobody prepared for": (
        "Match the questions",
        "I do NOT want my child to be filmed",
        "Look here",
    ),
    "One class at a glance": ("3H", "Parents differ", "Stopped", "Never", "Can’t tell", "Waiting", "No answer"),
    "Stop using pictures of my child": ("Stop pictures of", "Poppy", "Stop now", "Everywhere, at once"),
    "Pictures to remove, with the hours running": ("Pictures to remove: Jacob Sorrell", "To come down", "Due by"),
    "The card of the class": ("3H today", "Nowhere", "Wren Varley"),
    "What the policy asks of parents": ("Parents",),
    "A complaint about the headteacher": ("Before you start", "never changes how we treat you or your child"),
    "What the headteacher cannot see": ("A complaint: the headteacher", "Joanna Whitlow", "Say that we have it"),
}


@pytest.mark.parametrize("scene", [*SCENES, *FURTHER], ids=lambda scene: scene.title)
def test_each_scene_opens_at_its_moment(demo_school, client, scene):
    answer = client.post(reverse("demo-look-as"), {"as": scene.person, "next": scene.address}, follow=True)

    page = answer.content.decode()
    assert answer.status_code == 200
    assert answer.redirect_chain[-1][0] == scene.address
    assert [words for words in EXPECTED.get(scene.title, ()) if words not in page] == []
    assert scene.title in EXPECTED or scene in FURTHER  # what these say: tests/journeys/test_show_me.py


def test_a_scene_still_opens_when_what_it_showed_is_done(demo_school, client):
    now = timezone.now()
    ReviewEntry.objects.update(status="settled")
    SurveyImport.objects.filter(status="uploaded").update(status="cancelled")
    Case.objects.exclude(state=State.CLOSED).update(state=State.CLOSED, closed_at=now, due_on=None)
    Incident.objects.filter(kind=Kind.PHOTO_UNPERMITTED).update(kind=Kind.OTHER)
    RemovalList.objects.update(due_at=now)
    ConfidentialityLetter.objects.update(delivered_on=localdate(), way="post")
    User.objects.filter(surname="Weston").update(ends_on=None)
    RoleAssignment.objects.filter(user__surname="Weston").update(ends_on=None)
    PupilContact.objects.update(user=None)

    addresses = {scene.title: scene.address for scene in (*SCENES, *FURTHER)}

    for title, name in FALLING_BACK_TO.items():
        assert addresses[title] == reverse(name), title
    for scene in (*SCENES, *FURTHER):
        asked = {"as": scene.person, "next": scene.address}
        assert client.post(reverse("demo-look-as"), asked, follow=True).status_code == 200, scene.title


FALLING_BACK_TO = {
    "What the headteacher cannot see": "incidents:complaints",
    "Answers nobody could place": "consent:review",
    "A survey in a layout nobody prepared for": "consent:import-new",
    "Stop using pictures of my child": "consent:mine",
    "Pictures to remove, with the hours running": "consent:takedowns",
    "Did permission exist?": "incidents:incidents",
    "A conversation, not discipline": "incidents:incidents",
    "The letter to somebody who left": "policies:leaver-letters",
}


def test_before_the_school_is_told_every_scene_has_an_address(db):
    assert all(scene.address for scene in (*SCENES, *FURTHER))


@pytest.mark.parametrize("person", DEMO_PEOPLE, ids=lambda person: person.key)
def test_looking_as_somebody_opens_a_page_of_their_own(demo_school, client, person):
    answer = client.post(reverse("demo-look-as"), {"as": person.key}, follow=True)

    assert answer.status_code == 200
    assert re.search(rf'<strong class="demo__now">\s*{person.label}', answer.content.decode())


def test_try_your_own_file_shows_what_is_in_it_and_keeps_nothing(demo_school, client):
    rows_of_file = survey.second_export(families.children(), rows.Season.of(demo_school, localdate()))
    upload = io.BytesIO(rows_of_file)
    upload.name = "our survey.xlsx"
    before = row_counts()

    answer = client.post(reverse("demo-trial"), {"file": upload})

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Yes but not her face" in page
    assert "no pictures at swimming" in page
    assert "Ben Armitage" in page
    assert "dated in another school year" in page
    assert row_counts() == before


# Reading the policy


def test_most_have_read_the_policy_one_cannot_agree_and_four_of_the_staff_have_said_nothing(demo_school):
    policy = Policy.objects.get(slug="social-media")
    readers = readers_of(policy, localdate())

    assert {one.user.surname for one in readers if one.is_open} == {"Hallam", "Kayode", "Feldman", "Rowbotham"}
    assert [one.user.surname for one in readers if one.cannot] == ["Dyson"]
    assert sum(reader.agreed is not None for reader in readers) == 12
    assert Acknowledgement.objects.filter(user=None).count() == 2
    assert PrivacyCheckup.objects.count() == 5


# Incidents


def test_there_are_incidents_of_twelve_months_in_every_state_of_every_kind_and_behind_every_wall(demo_school):
    cases = list(Case.objects.incidents().select_related("incident"))

    assert len(cases) == 25
    assert {case.state for case in cases} == set(State)
    assert {case.incident.kind for case in cases} == set(Kind)
    assert {case.wall for case in cases} == set(OWNERS)
    assert len({(case.reported_at.year, case.reported_at.month) for case in cases}) >= 10
    assert min(case.reported_at for case in cases) > timezone.now() - dt.timedelta(days=366)


def test_referrals_tests_and_drafts_are_there_and_one_question_waits_for_the_chair(demo_school):
    chair = User.objects.get(email="chair@todwick.example")

    assert LegalReferral.objects.count() == 3
    assert [str(referral) for referral in LegalReferral.objects.asking(chair)] == [
        str(referral) for referral in LegalReferral.objects.filter(decision=None)
    ]
    assert LegalReferral.objects.filter(decision=None).count() == 1
    assert {test.may_act for test in OutOfHoursTest.objects.all()} == {True}
    assert ReportDraft.objects.count() == 2


def test_everything_in_the_incidents_went_through_the_record(demo_school):
    for case in Case.objects.incidents():
        verbs = set(AuditEvent.objects.about(case).values_list("verb", flat=True))
        assert Verb.INCIDENT_REPORTED in verbs
        assert (Verb.INCIDENT_OPENED in verbs) == (case.state != State.NEW), case
        assert case.state != State.CLOSED or Verb.INCIDENT_CLOSED in verbs
    of_cases = AuditEvent.objects.filter(verb__in=[verb for verb in Verb if verb.startswith("incident.")])
    assert len(set(of_cases.values_list("verb", flat=True))) >= 13


def test_what_the_head_lists_holds_nothing_about_the_head(demo_school):
    head = User.objects.get(email="head@todwick.example")

    assert Case.objects.visible_to(head).incidents().count() == 20
    assert not Case.objects.visible_to(head).filter(people__user=head, people__part="subject").exists()
