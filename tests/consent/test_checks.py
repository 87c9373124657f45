"""A check is recorded: by what holds at that moment, once, for good."""

import datetime as dt
import threading
import time
from uuid import uuid4

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction

from audit.models import AuditEvent, Verb
from consent import bulk
from consent.about_person import SECTIONS
from consent.actions import decide
from consent.actions.checks import record_check
from consent.checking import Use
from consent.faults import AnswerChanged, ConsentFault
from consent.models import CheckedChild, ConsentAnswer, ConsentDecision, Purpose, RecordedCheck
from people.about_person import Person
from people.actions.flags import flag_pupil
from people.models import RollImport, SchoolAccount, User
from people.roles import Role
from policies.demo import load_demo_policy
from tests.factories import UserFactory

from .checked import checked, shown_to, use_of
from .given import MORNING, SEPTEMBER, TODAY, answer, children, six, survey

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_october():
    with time_machine.travel(MORNING, tick=False):
        yield


def words(check):
    return {child.pupil.called: child.word for child in check.children.select_related("pupil")}


def nothing_is_kept():
    return not RecordedCheck.objects.exists() and not AuditEvent.objects.filter(verb=Verb.CHECK_RECORDED).exists()


def test_a_record_keeps_what_was_asked_and_each_childs_word(teacher):
    pupils = six(survey())

    check = checked(teacher, pupils, use_of(what="film", names="first"))

    assert (check.destination.slug, check.what, check.names) == ("x_twitter", "film", "first")
    assert (check.recorded_by, check.recorded_at, check.school_year) == (teacher, MORNING, 2026)
    assert words(check) == dict.fromkeys(("Esme", "Finn", "Ava", "Callum", "George", "Ben"), "no")  # no name was asked
    assert check.verdict == RecordedCheck.Verdict.NOT_ALL
    assert check.answer.startswith("None of the 6 can go on X\N{NO-BREAK SPACE}(Twitter) in a film with first names.")


def test_a_record_keeps_the_sentence_the_statuses_and_the_answers_they_rest_on(teacher):
    esme, _, ava, callum, george, ben = six(survey())

    check = checked(teacher, [esme, ava, callum, george, ben])

    assert check.answer == ("1 of 5 can go on X\N{NO-BREAK SPACE}(Twitter). Leave out Ava, Ben, Callum and George.")
    kept = {child.pupil.called: child for child in check.children.select_related("pupil")}
    assert {name: child.statuses for name, child in kept.items()} == {
        "Esme": {"x_twitter": "yes"}, "Ava": {"x_twitter": "no"}, "Callum": {"x_twitter": "not_answered"},
        "George": {"x_twitter": "withdrawn"}, "Ben": {"x_twitter": "conflict"},
    }  # fmt: skip
    assert [len(kept[name].answers) for name in ("Esme", "Ava", "Callum", "George", "Ben")] == [1, 1, 0, 1, 2]
    behind = ConsentAnswer.objects.filter(pk__in=[key["answer"] for key in kept["Ben"].answers])
    assert {(said.value, said.response.pupil, said.purpose.slug) for said in behind} == {
        ("yes", ben, "x_twitter"), ("no", ben, "x_twitter")
    }  # fmt: skip
    assert ConsentAnswer.objects.get(pk=kept["George"].answers[0]["answer"]).value == "no"


def test_whoever_asks_for_their_data_reads_how_permission_stood_in_words(teacher):
    esme, _, ava, _, _, ben = six(survey())

    checked(teacher, [esme, ava, ben])

    sections = {section.key: section for section in SECTIONS}
    told = [next(iter(sections["checks"].rows(Person(pupil=child)))) for child in (esme, ava, ben)]
    assert [row["As permission stood"] for row in told] == [
        "X (Twitter): Yes", "X (Twitter): No", "X (Twitter): Parents differ"
    ]  # fmt: skip


def test_what_a_person_decided_is_kept_by_the_decision(teacher, head):
    *_, ben = six(survey())
    decide(
        pupil=ben, purpose=Purpose.objects.get(slug="x_twitter"), school_year=2026, value="yes",
        reason="Both agree.", by=head,
    )  # fmt: skip

    check = checked(teacher, [ben])

    assert check.children.get().answers == [{"purpose": "x_twitter", "decision": ConsentDecision.objects.get().pk}]
    assert check.answer == "Ben has permission for X\N{NO-BREAK SPACE}(Twitter) today."
    assert check.verdict == RecordedCheck.Verdict.ALL


def test_a_record_cites_the_rule_of_that_day_the_account_and_the_age_of_the_list(teacher, head):
    chair = UserFactory(role=Role.CHAIR)
    version = load_demo_policy(by_head=head, by_chair=chair, effective_from=dt.date(2026, 9, 1))
    account = SchoolAccount.objects.create(platform="X (Twitter)", handle="@school")
    Purpose.objects.filter(slug="x_twitter").update(account=account)
    RollImport.objects.create(
        status="applied", school_year=2026, file_name="roll.csv", sha256="0",
        applied_at=MORNING - dt.timedelta(days=3),
    )  # fmt: skip
    esme, *_ = six(survey())

    check = checked(teacher, [esme])

    assert (check.rule_version.code, check.rule_version.version) == ("A11", version)
    assert (check.account, check.list_updated_on) == (account, TODAY - dt.timedelta(days=3))


def test_a_check_is_recorded_in_the_audit_trail_once_and_names_nobody(teacher):
    check = checked(teacher, six(survey()))

    event = AuditEvent.objects.about(check).get()
    assert (event.verb, event.by) == (Verb.CHECK_RECORDED, teacher)
    assert event.details == {"destination": "x_twitter", "children": 6, "verdict": "not_all"}


def test_two_taps_of_one_button_are_one_record_even_where_the_answer_changed_between_them(teacher):
    esme, *_ = six(load := survey())
    shown, key = shown_to(teacher, [esme]), uuid4()

    first = checked(teacher, [esme], shown=shown, key=key)
    answer(load, esme, "no", given=MORNING)
    second = checked(teacher, [esme], shown=shown, key=key)

    assert first == second
    assert AuditEvent.objects.filter(verb=Verb.CHECK_RECORDED).count() == 1
    assert words(second) == {"Esme": "yes"}


def test_the_key_of_a_page_is_of_no_use_to_somebody_else_or_for_another_question(teacher, head):
    esme, finn, *_ = six(survey())
    key = uuid4()

    checks = {checked(teacher, [esme], key=key), checked(head, [esme], key=key), checked(teacher, [finn], key=key)}

    assert len(checks) == 3


def stop(load, pupil):
    answer(load, pupil, "no", given=MORNING)


def flag(load, pupil):
    flag_pupil(pupil=pupil, reason="A court order.", by=UserFactory(role=Role.DSL))


def leave(load, pupil):
    type(pupil).objects.filter(pk=pupil.pk).update(left_on=TODAY)


def retire(load, pupil):
    Purpose.objects.filter(slug="x_twitter").update(retired_on=TODAY)


@pytest.mark.parametrize("happens", [stop, flag, leave, retire])
def test_what_changed_after_the_page_was_shown_is_never_recorded_as_allowed(teacher, happens):
    esme, finn, *_ = six(load := survey())
    shown = shown_to(teacher, [esme, finn])

    happens(load, esme)

    with pytest.raises(AnswerChanged, match="Look again, then record"):
        checked(teacher, [esme, finn], shown=shown)
    assert nothing_is_kept()


def test_a_new_yes_is_looked_at_again_before_it_is_recorded_too(teacher):
    _, _, ava, *_ = six(load := survey())
    shown = shown_to(teacher, [ava])

    answer(load, ava, given=MORNING)

    with pytest.raises(AnswerChanged):
        checked(teacher, [ava], shown=shown)
    assert words(checked(teacher, [ava])) == {"Ava": "yes"}


@pytest.mark.parametrize("shown", ["", "x", "0" * 12, "a-b.c-d"])
def test_what_is_no_stamp_of_this_answer_records_nothing(teacher, shown):
    esme, *_ = six(survey())

    with pytest.raises(AnswerChanged):
        checked(teacher, [esme], shown=shown)
    assert nothing_is_kept()


def test_without_children_or_before_the_survey_there_is_nothing_to_record(teacher):
    [wren] = children("Wren")

    for pupils in ([wren], []):
        with pytest.raises(ConsentFault, match="nothing to record"):
            checked(teacher, pupils)
    assert nothing_is_kept()


def test_a_code_that_is_taken_is_not_given_twice(teacher, monkeypatch):
    esme, *_ = six(survey())
    codes = iter(["AAAAAA", "AAAAAA", "BBBBBB"])
    monkeypatch.setattr("consent.actions.checks.new_code", lambda: next(codes))

    assert [checked(teacher, [esme]).code, checked(teacher, [esme]).code] == ["AAAAAA", "BBBBBB"]


@pytest.mark.parametrize(("model", "change"), [(RecordedCheck, {"verdict": "all"}), (CheckedChild, {"word": "yes"})])
def test_a_record_cannot_be_changed_or_deleted_by_anybody(teacher, model, change):
    checked(teacher, six(survey()))
    before = list(model.objects.values())

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        model.objects.update(**change)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        model.objects.all()._raw_delete(model.objects.db)

    assert list(model.objects.values()) == before


# --- two at once: these tests commit -----------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow  # a second person holds the database for a moment
@pytest.mark.parametrize("tries", range(3))
def test_a_stop_that_is_under_way_while_the_button_is_pressed_is_waited_for(transactional_tables, tries):
    teacher = UserFactory(role=Role.STAFF)
    load = survey()
    [esme] = children("Esme")
    answer(load, esme)
    shown = shown_to(teacher, [esme])
    begun = threading.Event()

    def stop_slowly():
        try:
            with transaction.atomic():
                bulk.one_writer_at_a_time()
                answer(load, esme, "no", given=SEPTEMBER + dt.timedelta(days=9))
                begun.set()
                time.sleep(0.2)
        finally:
            connection.close()

    parent = threading.Thread(target=stop_slowly)
    parent.start()
    begun.wait(10)
    try:
        with pytest.raises(AnswerChanged):
            checked(teacher, [esme], shown=shown)
    finally:
        parent.join()
    assert nothing_is_kept()


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow  # six people press at once
def test_six_taps_at_once_are_one_record(transactional_tables):
    teacher = UserFactory(role=Role.STAFF)
    load = survey()
    [esme] = children("Esme")
    answer(load, esme)
    use, shown, key = use_of(), shown_to(teacher, [esme]), uuid4()
    made = []

    def press():
        try:
            by = User.objects.get(pk=teacher.pk)
            made.append(record_check(pupils=[esme], use=Use(use.destination), shown=shown, key=key, by=by).pk)
        finally:
            connection.close()

    taps = [threading.Thread(target=press) for _ in range(6)]
    for tap in taps:
        tap.start()
    for tap in taps:
        tap.join()

    assert len(made) == 6 and len(set(made)) == 1
    assert RecordedCheck.objects.count() == 1
