"""What people say to a policy is kept as it was said, once, for good, and reaches whom it concerns (A7, A9)."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from audit.models import AuditEvent, Verb
from people.models import Notification, User
from people.roles import Role
from policies.actions.acknowledging import acknowledge_version, record_signed_sheet
from policies.actions.reading_faults import AlreadySaid, NoReason, NothingToDo, NotInForce, TooSoon, WrongDate
from policies.actions.reminding import Asked, remind_readers, set_duties
from policies.models import Acknowledgement, AcknowledgementReminder, PolicyVersion
from policies.words import Audience
from tests.policies.readers import PUBLISHED, TODAY, YEARLY, agree, at, publish, seal_of, somebody
from tests.policies.wordings import a_rule

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def events(verb: Verb) -> list[AuditEvent]:
    return list(AuditEvent.objects.filter(verb=verb))


def mails(kind: str) -> list[Notification]:
    return list(Notification.objects.filter(kind=kind))


# --- agreeing ----------------------------------------------------------------------------------------------


def test_an_agreement_keeps_who_when_the_version_and_the_seal_of_its_words(version, teacher):
    with at(TODAY):
        said = agree(version, teacher)

    assert (said.user, said.version, said.audience, said.school_year) == (teacher, version, "staff", 2026)
    assert (said.agrees, said.reason, said.text_hash) == (True, "", seal_of(version))
    [event] = events(Verb.POLICY_ACKNOWLEDGED)
    assert (event.by, event.target_id, event.details) == (teacher, str(said.pk), {"number": 1, "agrees": True})


def test_a_second_agreement_in_one_school_year_is_refused_and_in_the_next_kept(version, teacher):
    with at(TODAY):
        agree(version, teacher)
    with at(TODAY + DAY), pytest.raises(AlreadySaid, match="14 September 2026"):
        agree(version, teacher)
    with at(dt.date(2027, 9, 1)):
        agree(version, teacher)

    assert [said.school_year for said in Acknowledgement.objects.order_by("pk")] == [2026, 2027]


def test_an_agreement_to_other_words_than_those_of_today_is_refused(version, teacher, head, chair):
    with at(TODAY), pytest.raises(NotInForce):
        acknowledge_version(version=version, seen="0" * 64, agrees=True, by=teacher)
    with at(TODAY):
        publish(a_rule("A1", text="Do otherwise."), by=head, chair=chair)
    with at(TODAY), pytest.raises(NotInForce):
        agree(version, teacher)

    assert not Acknowledgement.objects.exists()
    assert events(Verb.POLICY_ACKNOWLEDGED) == []


def test_who_is_not_asked_may_read_and_agree_all_the_same(version):
    parent, officer = somebody(Role.PARENT), somebody(Role.DPO)
    with at(TODAY):
        kept = [agree(version, user).audience for user in (parent, officer)]

    assert kept == ["parents", "visitors"]


# --- not agreeing ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("reason", ["", "  \n "])
def test_who_cannot_agree_says_why(version, teacher, reason):
    with at(TODAY), pytest.raises(NoReason):
        agree(version, teacher, agrees=False, reason=reason)

    assert not Acknowledgement.objects.exists()


def test_who_cannot_agree_is_kept_word_for_word_and_the_head_is_told_without_a_name(version, teacher, head):
    reason = "My sister is a parent here.\n\n<b>Rule A1</b> & I"
    with at(TODAY):
        said = agree(version, teacher, agrees=False, reason=reason)

    assert said.reason == reason
    [mail] = mails("cannot_agree")
    assert mail.user == head
    assert not [word for word in (teacher.surname, "sister", "A1") if word in mail.subject + mail.body]
    assert events(Verb.POLICY_ACKNOWLEDGED)[0].details == {"number": 1, "agrees": False}


def test_a_head_who_cannot_agree_reaches_the_chair(version, head, chair):
    with at(TODAY):
        agree(version, head, agrees=False, reason="It asks too little.")

    [mail] = mails("cannot_agree")
    assert mail.user == chair
    assert "talk about it with the headteacher" in mail.body


def test_a_later_agreement_is_a_second_row_and_the_first_stays(version, teacher):
    with at(TODAY):
        agree(version, teacher, agrees=False, reason="Not yet.")
    with at(TODAY + DAY):
        agree(version, teacher)

    assert [(said.agrees, said.reason) for said in Acknowledgement.objects.order_by("pk")] == [
        (False, "Not yet."),
        (True, ""),
    ]


def test_the_same_reason_twice_is_kept_once_and_another_one_too(version, teacher):
    with at(TODAY):
        agree(version, teacher, agrees=False, reason="Not yet.")
        with pytest.raises(AlreadySaid):
            agree(version, teacher, agrees=False, reason="Not yet.")
        agree(version, teacher, agrees=False, reason="Never.")

    assert Acknowledgement.objects.count() == 2


@pytest.mark.parametrize("change", ["update", "delete"])
def test_nobody_changes_or_deletes_what_was_said(version, teacher, head, change):
    with at(TODAY):
        agree(version, teacher)
        remind_readers(version=version, by=head)

    for model, field in ((Acknowledgement, "reason"), (AcknowledgementReminder, "people")):
        rows = model.objects.all()
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            rows.update(**{field: 9}) if change == "update" else rows.delete()


# --- signed sheets -----------------------------------------------------------------------------------------


def sheet(version: PolicyVersion, by: User, person: str = "Piet Hollingworth", **changes) -> Acknowledgement:
    plain = {"audience": Audience.HELPERS, "signed_on": TODAY - DAY}
    with at(TODAY):
        return record_signed_sheet(version=version, person=person, by=by, **(plain | changes))


def test_a_signed_sheet_is_kept_by_name_with_its_day_and_who_recorded_it(version, office):
    said = sheet(version, office, " Piet  Hollingworth ")

    assert (said.person, said.user, said.recorded_by, said.audience) == ("Piet Hollingworth", None, office, "helpers")
    assert (said.at.date(), said.school_year, said.text_hash) == (TODAY - DAY, 2026, seal_of(version))
    [event] = events(Verb.POLICY_SHEET_RECORDED)
    assert "Piet" not in str(event.details)


@pytest.mark.parametrize("day", [TODAY + DAY, PUBLISHED - DAY])
def test_a_sheet_is_signed_between_the_first_day_of_the_version_and_today(version, office, day):
    with pytest.raises(WrongDate):
        sheet(version, office, signed_on=day)


def test_one_sheet_of_a_person_is_kept_once_a_year(version, office):
    sheet(version, office)

    with pytest.raises(AlreadySaid):
        sheet(version, office, "piet hollingworth")


# --- who is asked, and reminding ---------------------------------------------------------------------------


def test_only_what_differs_of_the_duties_is_kept_and_recorded(version, head):
    wanted = {Audience.STAFF: YEARLY, Audience.PARENTS: Asked(False, False, 14), Audience.GOVERNORS: YEARLY}
    before = len(events(Verb.POLICY_READERS_SET))

    changed = set_duties(policy=version.policy, wanted=wanted, by=head)

    assert [duty.audience for duty in changed] == ["governors"]
    assert [event.details for event in events(Verb.POLICY_READERS_SET)[before:]] == [
        {"audience": "governors", "asked": True}
    ]
    with pytest.raises(NothingToDo):
        set_duties(policy=version.policy, wanted=wanted, by=head)


def test_a_reminder_reaches_those_who_said_nothing_once_each_and_names_nobody(version, head, teacher):
    answered, refused, gone = (somebody(Role.STAFF) for _ in range(3))
    User.objects.filter(pk=gone.pk).update(ends_on=TODAY - DAY)
    with at(TODAY):
        agree(version, answered)
        agree(version, refused, agrees=False, reason="No.")
        reminder = remind_readers(version=version, by=head)

    found = mails("policy_to_read")
    assert {mail.user for mail in found} == {head, teacher}
    assert len(found) == reminder.people == 2
    assert not [mail for mail in found if teacher.surname in mail.subject + mail.body]
    [event] = events(Verb.POLICY_READERS_REMINDED)
    assert (event.by, event.details) == (head, {"number": 1, "people": 2})


def test_a_policy_is_reminded_of_once_a_week_at_most_also_after_another_version(version, head, chair, teacher):
    with at(TODAY):
        remind_readers(version=version, by=head)
    with at(TODAY + 6 * DAY), pytest.raises(TooSoon, match=r"14 September 2026.*21 September 2026"):
        remind_readers(version=version, by=head)
    with at(TODAY + 6 * DAY):
        other = publish(a_rule("A1", text="Other."), by=head, chair=chair)
        with pytest.raises(TooSoon, match="21 September 2026"):
            remind_readers(version=other, by=head)
    with at(TODAY + 7 * DAY):
        remind_readers(version=other, by=head)
    assert AcknowledgementReminder.objects.count() == 2


def test_after_a_week_it_may_be_reminded_of_again(version, head, teacher):
    for day in (TODAY, TODAY + 7 * DAY):
        with at(day):
            remind_readers(version=version, by=head)

    assert AcknowledgementReminder.objects.count() == 2


def test_nobody_is_reminded_where_everybody_has_answered(version, head):
    with at(TODAY):
        agree(version, head)
        with pytest.raises(NothingToDo):
            remind_readers(version=version, by=head)

    assert mails("policy_to_read") == []
