"""Two people destroy, one by one, and what is kept beats every time."""

import datetime as dt

import pytest
from django.utils import timezone

from audit import scrubbing
from audit.models import AuditEvent, Verb
from consent.models import PhotoHold, RemovalList
from incidents.holding_back import NOT_OVER
from incidents.models import DataBreach, DataRequest, Right
from people import destroyed_list
from people.actions.destroying import confirm_destruction
from people.actions.disposal import CannotBeSo, NotAllowed, WrongState, decline, keep, keep_on, lift, set_period
from people.disposal import due
from people.models import (
    DataRestriction,
    DestructionRecord,
    DestructionRequest,
    Ground,
    KeepOrder,
    Notification,
    Pupil,
    RetentionPeriod,
    RollImport,
)
from people.roles import Role
from people.roll.lists import ListFile, pack
from people.spreadsheets.table import Line, Table
from tests.disposal.due import THEN, WHY, ask, destroy, incident, left, left_long_ago, photo_request
from tests.factories import PupilContactFactory, PupilFactory, UserFactory
from tests.incidents.made import again
from tests.incidents.rights.asked import own, received
from todwick_portal.disposal.kinds import BY_SLUG
from todwick_portal.retention import let_go

PUPIL = BY_SLUG["pupil"]
SOON = dt.timedelta(days=30)


def test_headteacher_and_chair_destroy_a_child_that_left_long_ago(school):
    pupil = left_long_ago()

    made = destroy("pupil", pupil, school.head, school.chair)

    assert not Pupil.objects.filter(pk=pupil.pk).exists()
    assert (made.asked_by, made.confirmed_by, made.reason) == (school.head, school.chair, WHY)
    assert [event.verb for event in AuditEvent.objects.order_by("sequence")][-2:] == [
        Verb.DESTRUCTION_ASKED, Verb.DESTROYED,
    ]  # fmt: skip


def test_the_second_is_told_by_the_reference_alone(school):
    pupil = left_long_ago(legal_forename="Zyzzyva")
    ask("pupil", pupil, school.head)

    mail = Notification.objects.get()
    assert mail.user == school.chair
    assert "K-" in mail.subject and "Zyzzyva" not in mail.subject + mail.body


@pytest.mark.parametrize("who", ["head", "vice_chair", "dsl", "clerk", "office", "reporter", "dpo"])
def test_nobody_but_the_chair_confirms_what_the_headteacher_asked(school, who):
    school.dpo = UserFactory(role=Role.DPO)
    pupil = left_long_ago()
    ask("pupil", pupil, school.head)

    with pytest.raises((NotAllowed, CannotBeSo)):
        confirm_destruction(kind=PUPIL, found=pupil, by=getattr(school, who))
    assert Pupil.objects.filter(pk=pupil.pk).exists()


@pytest.mark.parametrize("who", ["chair", "vice_chair", "dsl", "clerk", "office", "reporter", "dpo"])
def test_nobody_but_the_headteacher_asks_for_it(school, who):
    school.dpo = UserFactory(role=Role.DPO)
    with pytest.raises(NotAllowed):
        ask("pupil", left_long_ago(), getattr(school, who))


def test_never_whom_it_is_about_the_headteacher_of_an_own_child(school):
    pupil = left_long_ago()
    PupilContactFactory(pupil=pupil, user=school.head)

    with pytest.raises(NotAllowed):
        ask("pupil", pupil, school.head)
    made = destroy("pupil", pupil, school.chair, school.vice_chair)

    assert (made.asked_as, made.confirmed_as) == (Role.CHAIR, Role.VICE_CHAIR)


def test_the_chair_of_an_own_child_is_not_the_second_but_the_vice_chair_is(school):
    pupil = left_long_ago()
    PupilContactFactory(pupil=pupil, user=school.chair)
    ask("pupil", pupil, school.head)

    with pytest.raises(NotAllowed):
        confirm_destruction(kind=PUPIL, found=pupil, by=school.chair)
    assert confirm_destruction(kind=PUPIL, found=pupil, by=school.vice_chair).confirmed_by == school.vice_chair


def test_a_role_that_ended_meanwhile_confirms_nothing(school):
    pupil = left_long_ago()
    ask("pupil", pupil, school.head)
    school.chair.assignments.update(ends_on=timezone.localdate() - dt.timedelta(days=1), starts_on=dt.date(2020, 1, 1))

    with pytest.raises((NotAllowed, CannotBeSo)):
        confirm_destruction(kind=PUPIL, found=pupil, by=again(school.chair))


def test_what_is_not_due_needs_another_ground(school):
    pupil = PupilFactory(left_on=timezone.localdate() - dt.timedelta(days=30))

    with pytest.raises(CannotBeSo, match="time is not over"):
        ask("pupil", pupil, school.head)
    assert destroy("pupil", pupil, school.head, school.chair, ground=Ground.ASKED).ground == Ground.ASKED


def test_a_child_on_the_pupil_list_is_not_erased_whoever_asks(school):
    with pytest.raises(WrongState, match="pupil list"):
        ask("pupil", PupilFactory(), school.head, ground=Ground.ASKED)


def test_nothing_is_destroyed_by_a_time_that_the_school_has_not_confirmed(school):
    RetentionPeriod.objects.all().delete()
    with pytest.raises(WrongState, match="not confirmed"):
        ask("pupil", left_long_ago(), school.head)


def test_the_reason_stays_and_so_names_nobody(school):
    pupil = left_long_ago(legal_forename="Quillfeather")

    for reason in ("", "  ", "quillfeather left", f"{pupil} left"):
        with pytest.raises(CannotBeSo):
            ask("pupil", pupil, school.head, reason=reason)
    assert not DestructionRequest.objects.exists()


def test_what_is_kept_is_not_destroyed_also_not_when_it_was_asked_for_before(school):
    pupil = left_long_ago()
    ask("pupil", pupil, school.head)
    keep(kind=PUPIL, found=pupil, reason="A claim.", review_on=timezone.localdate() + SOON, by=school.chair)

    with pytest.raises(WrongState, match="to be kept"):
        confirm_destruction(kind=PUPIL, found=pupil, by=school.chair)
    assert Pupil.objects.filter(pk=pupil.pk).exists()


def test_what_is_kept_stays_kept_after_the_day_to_look_at_it_again(school):
    pupil = left_long_ago()
    order = keep(kind=PUPIL, found=pupil, reason="A claim.", review_on=timezone.localdate() + SOON, by=school.head)
    KeepOrder.objects.filter(pk=order.pk).update(review_on=timezone.localdate() - SOON)

    with pytest.raises(WrongState):
        ask("pupil", pupil, school.head, ground=Ground.ASKED)
    again_on = timezone.localdate() + SOON
    assert keep_on(kind=PUPIL, found=pupil, review_on=again_on, by=school.head).review_on == again_on


def test_another_person_says_that_it_is_kept_no_longer(school):
    pupil = left_long_ago()
    keep(kind=PUPIL, found=pupil, reason="A claim.", review_on=timezone.localdate() + SOON, by=school.head)

    with pytest.raises(NotAllowed):
        lift(kind=PUPIL, found=pupil, reason="It is settled.", by=school.head)
    lift(kind=PUPIL, found=pupil, reason="It is settled.", by=school.chair)

    assert destroy("pupil", pupil, school.head, school.chair)
    assert not KeepOrder.objects.exists()


@pytest.mark.parametrize("day", [dt.timedelta(), -SOON, dt.timedelta(days=366 * 6)])
def test_what_is_kept_is_looked_at_again_on_a_day_to_come(school, day):
    with pytest.raises(CannotBeSo):
        keep(kind=PUPIL, found=left_long_ago(), reason="A claim.", review_on=timezone.localdate() + day, by=school.head)


def test_declined_it_stays_and_may_be_asked_for_again(school):
    pupil = left_long_ago()
    ask("pupil", pupil, school.head)
    with pytest.raises(WrongState, match="already"):
        ask("pupil", pupil, school.head)
    with pytest.raises(CannotBeSo):
        decline(kind=PUPIL, found=pupil, reason="", by=school.chair)
    decline(kind=PUPIL, found=pupil, reason="A claim may come.", by=school.chair)

    assert destroy("pupil", pupil, school.head, school.chair)
    assert not DestructionRequest.objects.exists()


def test_asked_for_no_longer_nobody_confirms_it(school):
    pupil = left_long_ago()
    ask("pupil", pupil, school.head)
    decline(kind=PUPIL, found=pupil, reason="", by=school.head)

    with pytest.raises(WrongState, match="Nobody asks"):
        confirm_destruction(kind=PUPIL, found=pupil, by=school.chair)


def test_confirmed_twice_it_is_destroyed_once(school):
    pupil = left_long_ago()
    destroy("pupil", pupil, school.head, school.chair)

    with pytest.raises(NotAllowed):
        confirm_destruction(kind=PUPIL, found=pupil, by=school.chair)
    assert DestructionRecord.objects.count() == 1


def test_a_longer_time_set_meanwhile_holds_back_what_was_asked_for(school):
    pupil = PupilFactory(left_on=timezone.localdate() - dt.timedelta(days=365 * 7))
    ask("pupil", pupil, school.head)
    set_period(kind=PUPIL, months=240, source="Decided anew.", by=school.head)

    with pytest.raises(WrongState, match="not over any more"):
        confirm_destruction(kind=PUPIL, found=pupil, by=school.chair)


@pytest.mark.parametrize(("months", "source"), [(0, "IRMS"), (1201, "IRMS"), (12, "  ")])
def test_a_time_is_a_number_of_months_and_says_where_it_comes_from(school, months, source):
    with pytest.raises(CannotBeSo):
        set_period(kind=PUPIL, months=months, source=source, by=school.head)


def test_only_the_headteacher_sets_a_time(school):
    for who in (school.chair, school.office, school.clerk):
        with pytest.raises(NotAllowed):
            set_period(kind=PUPIL, months=12, source="IRMS", by=who)


def test_a_time_that_was_set_is_recorded_with_the_one_before(school):
    set_period(kind=PUPIL, months=96, source="Decided anew.", by=school.head)

    event = AuditEvent.objects.filter(verb=Verb.PERIOD_SET).latest("sequence")
    assert event.details == {"months_before": 72, "months": 96}


def test_every_kind_says_how_long_and_where_the_figure_comes_from_or_that_none_is_known():
    for kind in BY_SLUG.values():
        assert kind.months > 0 and kind.source
        assert kind.is_known != kind.source.startswith("No figure is known")


def test_the_children_of_a_long_time_ago_are_due_and_no_others(school):
    old = left_long_ago()
    PupilFactory(left_on=timezone.localdate() - SOON)
    PupilFactory()
    cutoff = timezone.localdate() - dt.timedelta(days=365 * 6)

    assert list(due(PUPIL, PUPIL.seen(school.head), cutoff)) == [old]


def test_a_child_of_whom_pictures_are_still_to_be_removed_is_held_back(school):
    pupil = left_long_ago()
    removal = RemovalList.objects.create(pupil=pupil, due_at=timezone.now(), register_since=timezone.localdate())

    with pytest.raises(WrongState, match="still to be removed"):
        ask("pupil", pupil, school.head)
    RemovalList.objects.filter(pk=removal.pk).update(done_at=timezone.now())
    assert ask("pupil", pupil, school.head)


def test_a_list_that_waits_and_names_the_child_is_settled_first(school):
    pupil = left_long_ago(legal_forename="Quillfeather", legal_surname="Vossmarrow")
    table = Table(headings=["Surname", "Forename"], lines=[Line(2, ["Vossmarrow", "Quillfeather"])])
    load = RollImport.objects.create(school_year=2026, file_name="a.csv", staged=pack(ListFile(table, "0" * 64)))

    with pytest.raises(WrongState, match="waits to be saved"):
        ask("pupil", pupil, school.head)
    RollImport.objects.filter(pk=load.pk).update(status="cancelled", staged=None)
    assert ask("pupil", pupil, school.head)


def test_where_the_list_cannot_be_written_it_is_destroyed_all_the_same_and_the_worker_makes_up_for_it(
    school, django_capture_on_commit_callbacks, monkeypatch, settings, tmp_path
):
    def full(*_):
        raise OSError(28, "No space left on device")

    settings.VAR_DIR = tmp_path
    let_go()
    assert not destroyed_list.place().exists()  # an empty list would say that nothing was destroyed
    with monkeypatch.context() as disk:
        disk.setattr(destroyed_list, "write_whole", full)
        disk.setattr(scrubbing, "scrub", lambda: True)
        with django_capture_on_commit_callbacks(execute=True):
            made = destroy("pupil", left_long_ago(), school.head, school.chair)
        let_go()
        assert not destroyed_list.place().exists()

    let_go()

    assert set(destroyed_list.read(destroyed_list.place())) == {f"pupil {made.key}"}


def kept_so(slug, found, by):
    day = timezone.localdate() + SOON
    return keep(kind=BY_SLUG[slug], found=found, reason="A claim.", review_on=day, by=by)


@pytest.mark.parametrize("slugs", [("staff", "parent"), ("parent", "staff")])
def test_an_account_that_is_kept_is_kept_by_whichever_address_somebody_asks(school, slugs):
    parent = UserFactory(role=Role.PARENT)
    kept_so(slugs[0], parent, school.head)

    with pytest.raises(WrongState, match="to be kept"):
        ask(slugs[1], parent, school.head, ground=Ground.ASKED)
    with pytest.raises(WrongState, match="kept already"):
        kept_so(slugs[1], parent, school.head)


@pytest.mark.parametrize("slugs", [("incident", "incident-staff"), ("incident-staff", "incident")])
def test_an_incident_that_is_kept_is_kept_by_whichever_address_somebody_asks(school, slugs):
    case = incident(school)
    kept_so(slugs[0], case, school.head)

    with pytest.raises(WrongState, match="to be kept"):
        ask(slugs[1], case, school.head, ground=Ground.ASKED)
    lift(kind=BY_SLUG[slugs[1]], found=case, reason="It is settled.", by=school.dsl)
    ask(slugs[0], case, school.head, ground=Ground.ASKED)
    with pytest.raises(WrongState, match="already"):
        ask(slugs[1], case, school.head, ground=Ground.ASKED)


def test_a_parents_account_that_is_kept_does_not_go_with_the_child(school):
    pupil, parent = left_long_ago(), UserFactory(role=Role.PARENT)
    PupilContactFactory(pupil=pupil, user=parent)
    kept_so("parent", parent, school.head)

    with pytest.raises(WrongState, match="An account of a parent"):
        ask("pupil", pupil, school.head)
    assert "account of a parent" in PUPIL.holds_back(pupil)[0]


def test_a_request_about_pictures_that_is_kept_does_not_go_with_the_child(school):
    pupil = left_long_ago()
    request = photo_request()
    PhotoHold.objects.create(request=request, pupil=pupil, starts_at=THEN, ended_at=THEN)
    assert not PUPIL.holds_back(pupil)
    kept_so("photo-request", request, school.head)

    with pytest.raises(WrongState, match="request about pictures that would go too"):
        ask("pupil", pupil, school.head)


def breach_of(school, **changes) -> DataBreach:
    said = {"reference": "DB-1415-7KQ4", "title": "A list", "aware_at": THEN, "opened_by": school.head}
    return DataBreach.objects.create(**said | changes)


def test_a_child_in_a_data_breach_that_is_open_or_kept_is_held_back(school):
    pupil, breach = left_long_ago(), breach_of(school)
    breach.pupils.create(pupil=pupil, added_by=school.head)
    with pytest.raises(WrongState, match="data breach"):
        ask("pupil", pupil, school.head)
    DataBreach.objects.update(closed_at=THEN)
    assert not PUPIL.holds_back(pupil)
    kept_so("data-breach", breach, school.head)

    assert PUPIL.holds_back(pupil) == [NOT_OVER]


def test_whoever_is_named_in_a_data_breach_that_is_open_is_held_back(school):
    user = left(forename="Quillfeather", surname="Vossmarrow")
    breach = breach_of(school)
    breach.entries.create(kind="facts", said={"what": "Quillfeather Vossmarrow sent it."}, by=school.head)

    assert BY_SLUG["staff"].holds_back(user) == [NOT_OVER]
    DataBreach.objects.update(closed_at=THEN)
    assert not BY_SLUG["staff"].holds_back(user)


def test_whoever_asked_for_a_copy_of_their_data_is_answered_before_it_is_destroyed(school):
    pupil = left_long_ago()
    asked = received(school.office)
    DataRequest.objects.update(about_pupil=pupil)
    with pytest.raises(WrongState, match="request of theirs"):
        ask("pupil", pupil, school.head)
    DataRequest.objects.update(right=Right.ERASE)
    assert not PUPIL.holds_back(pupil)
    DataRequest.objects.update(right=Right.ACCESS, state="answered", answered_on=asked.received_on)
    assert not PUPIL.holds_back(pupil)


def test_an_account_whose_holder_asked_something_is_held_back(school):
    parent, kind = left(Role.PARENT), BY_SLUG["parent"]
    assert not kind.holds_back(parent)
    own(parent)

    assert kind.holds_back(parent) == [NOT_OVER]


@pytest.mark.parametrize("slug", ["pupil", "staff"])
def test_data_of_which_the_use_is_restricted_are_not_destroyed(school, slug):
    someone = left_long_ago() if slug == "pupil" else left()
    of = {"pupil" if slug == "pupil" else "user": someone}
    DataRestriction.objects.create(reference="DR-1", scope="All.", began_by=school.office, **of)
    assert BY_SLUG[slug].holds_back(someone) == [NOT_OVER]
    DataRestriction.objects.update(ended_at=THEN, ended_by=school.office)

    assert not BY_SLUG[slug].holds_back(someone)


def test_a_case_that_somebody_waits_for_in_a_bundle_is_held_back_until_they_are_answered(school):
    case, asked = incident(school), received(school.office)
    asked.parts.create(kind="case", case=case)
    with pytest.raises(WrongState, match="Somebody asked for their data"):
        ask("incident", case, school.head)
    DataRequest.objects.update(state="answered", answered_on=asked.received_on)

    assert ask("incident", case, school.head)
