"""Incidents and complaints: due for whoever owns them alone; destroyed whole; names gone from those that remain."""

import datetime as dt
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from audit import scrubbing
from audit.models import AuditEvent, Verb
from incidents import evidence_store
from incidents.actions.closing import reopen_case
from incidents.actions.erasing_names import black_out_waiting
from incidents.complaints.abouts import About
from incidents.models import Case, DataBreach, DataRequest, EvidenceFile, Incident, WaitingBlackout
from incidents.search import matching
from incidents.walls import Standing
from people import destroyed_list
from people.actions.destroying import confirm_destruction
from people.actions.disposal import CannotBeSo, NotAllowed, WrongState, keep
from people.actions.mail import queue_mail
from people.disposal import due, periods
from people.models import DestructionRecord, Ground, Notification, PupilContact, User
from people.roles import Role
from tests.disposal.due import LONG_AGO, about_head, ask, closed, destroy, incident, left_long_ago
from tests.factories import PupilContactFactory, PupilFactory, UserFactory
from tests.incidents.complaints.made import complain
from tests.incidents.filed import added, on_the_disk
from tests.incidents.made import Linked, Part, about, again, report
from tests.incidents.rights.asked import received
from todwick_portal.disposal.kinds import BY_SLUG, KINDS
from todwick_portal.disposal.paging import numbers_of
from todwick_portal.disposal.waiting import kept_for, page_of_waiting, waiting_for

TOMORROW = timezone.localdate() + dt.timedelta(days=1)
EVERYBODY = ("head", "dsl", "chair", "vice_chair", "clerk", "governor", "office", "reporter")


def seen_by(school, slug="incident-staff"):
    """Who learns that something of a kind is due."""
    kind, today = BY_SLUG[slug], timezone.localdate()
    return {who for who in EVERYBODY if due(kind, kind.seen(getattr(school, who)), today).exists()}


def test_an_incident_about_a_pupil_is_due_for_the_headteacher_alone(school):
    incident(school)

    assert seen_by(school, "incident") == {"head"}


def test_an_incident_about_the_headteacher_is_due_for_the_chair_and_the_headteacher_learns_nothing(school):
    before = numbers_of(school.head, periods(KINDS), KINDS)
    case = about_head(school)

    assert seen_by(school) == {"chair"}
    assert numbers_of(again(school.head), periods(KINDS), KINDS) == before
    with pytest.raises(NotAllowed):
        ask("incident-staff", case, school.head)


def test_the_data_protection_officer_sees_complaints_about_data_and_no_incident(school):
    dpo = UserFactory(role=Role.DPO)
    incident(school)
    closed(complain(About.SCHOOL))
    mine = closed(complain(About.DATA))

    kinds = {slug: list(kind.seen(dpo)) for slug, kind in BY_SLUG.items() if kind.model is Case}
    assert kinds == {"incident": [], "incident-staff": [], "complaint": [mine]}


def test_headteacher_and_safeguarding_lead_destroy_an_incident_with_everything_that_hangs_on_it(school):
    case = incident(school, title="Zyzzyva", words="Zyzzyva in a chat.")
    open_again = Case.objects.filter(pk=case.pk)
    open_again.update(state="working", closed_at=None)
    added(case, school.head)
    closed(case)
    assert on_the_disk()

    destroy("incident", case, school.head, school.dsl)

    assert not Case.objects.filter(pk=case.pk).exists()
    assert not EvidenceFile.objects.exists()
    assert not Notification.objects.filter(body__contains=case.reference, status="waiting").exclude(
        subject__startswith="To confirm"
    )
    assert not matching(Case.objects.all(), "zyzzyva").cases.exists()
    connection.check_constraints()


def test_the_chair_is_not_the_second_of_an_incident_about_a_pupil(school):
    case = incident(school)
    ask("incident", case, school.head)

    assert not waiting_for(school.chair)
    with pytest.raises(NotAllowed):
        confirm_destruction(kind=BY_SLUG["incident"], found=case, by=school.chair)
    assert [one.row for one in page_of_waiting(school.dsl).lines] == [case]


def test_what_remains_of_a_case_about_the_headteacher_is_for_the_two_alone(school):
    case = about_head(school)
    made = destroy("incident-staff", case, school.chair, school.dsl)

    readers = {who for who in EVERYBODY if DestructionRecord.objects.visible_to(getattr(school, who)).exists()}
    assert readers == {"chair", "dsl"}
    assert f" {school.head.pk} " in made.about


def test_an_open_one_is_never_due_and_opened_again_it_is_due_no_more_and_says_so(school):
    case = incident(school)
    case.closures.create(outcomes=[], reason="Over.", closed_by=school.head, closed_at=case.closed_at)
    reopen_case(case=case, reason="More came.", by=school.head)

    assert seen_by(school, "incident") == set()
    with pytest.raises(WrongState, match="It is open"):
        ask("incident", case, school.head, ground=Ground.ORDERED)
    case.closures.create(outcomes=[], reason="Over again.", closed_by=school.head)
    assert "opened again" in BY_SLUG["incident"].hints(closed(case, dt.timedelta(days=1)))[0]


def test_what_may_bear_on_child_abuse_is_destroyed_only_when_somebody_made_sure(school):
    case = incident(school)
    Case.objects.filter(pk=case.pk).update(is_safeguarding=True)
    case.refresh_from_db()

    with pytest.raises(CannotBeSo, match="keep it"):
        ask("incident", case, school.head)
    assert destroy("incident", case, school.head, school.dsl, bears_on_nothing=True)


def test_what_is_kept_of_a_case_is_known_to_those_who_may_open_it(school):
    case = about_head(school)
    day = timezone.localdate() + dt.timedelta(days=30)
    keep(kind=BY_SLUG["incident-staff"], found=case, reason="The police ask.", review_on=day, by=school.chair)

    assert {who for who in EVERYBODY if kept_for(getattr(school, who))} == {"chair", "dsl"}


def child_in(school, **changes):
    """A child that left long ago, affected in an incident about another one."""
    child = left_long_ago(legal_forename="Quillfeather", legal_surname="Vossmarrow")
    other = PupilFactory(legal_forename="Corin", legal_surname="Vossmarrow")
    case = incident(
        school, Linked(Part.AFFECTED, Standing.FORMER_PUPIL, str(child), pupil=child),
        Linked(Part.SUBJECT, Standing.PUPIL, str(other), pupil=other),
        words="Corin Vossmarrow laughed at Quillfeather.", **changes,
    )  # fmt: skip
    return child, case


def test_names_of_others_stay_where_a_name_is_blacked_out(school):
    child, case = child_in(school)

    destroy("pupil", child, school.head, school.chair)

    assert Case.objects.get(pk=case.pk).incident.words == f"Corin Vossmarrow laughed at {'█' * 12}."
    assert sorted(case.people.values_list("name", flat=True)) == ["Corin Vossmarrow", "████████████ ██████████"]
    assert matching(Case.objects.all(), "corin").cases.exists()
    assert not matching(Case.objects.all(), "quillfeather").cases.exists()
    assert AuditEvent.objects.filter(verb=Verb.INCIDENT_BLACKED_OUT).exists()


def test_in_an_open_one_the_name_waits_sealed_and_goes_when_it_is_closed(school):
    child, case = child_in(school)
    Case.objects.filter(pk=case.pk).update(state="working", closed_at=None)
    destroy("pupil", child, school.head, school.chair)

    assert "Quillfeather" in Case.objects.get(pk=case.pk).incident.words
    assert b"Quillfeather" not in bytes(WaitingBlackout.objects.get().sealed)
    assert black_out_waiting() == 0
    closed(case)
    assert black_out_waiting() == 1

    assert "Quillfeather" not in Case.objects.get(pk=case.pk).incident.words
    assert not WaitingBlackout.objects.exists()
    assert AuditEvent.objects.filter(verb=Verb.NAMES_GONE).exists()


def test_in_one_that_is_kept_the_name_waits_until_it_is_kept_no_longer(school):
    child, case = child_in(school)
    day = timezone.localdate() + dt.timedelta(days=30)
    keep(kind=BY_SLUG["incident"], found=case, reason="A claim.", review_on=day, by=school.head)
    destroy("pupil", child, school.head, school.chair)

    assert "Quillfeather" in Case.objects.get(pk=case.pk).incident.words


def test_the_name_stays_until_the_incident_is_due_itself(school):
    child, case = child_in(school)
    closed(case, dt.timedelta(days=100))
    destroy("pupil", child, school.head, school.chair)

    assert "Quillfeather" in Case.objects.get(pk=case.pk).incident.words
    closed(case, LONG_AGO)
    assert black_out_waiting() == 1
    assert "Quillfeather" not in Case.objects.get(pk=case.pk).incident.words


def test_the_two_may_have_the_name_go_before_an_incident_about_pupils_is_due(school):
    child, case = child_in(school)
    closed(case, dt.timedelta(days=100))
    destroy("pupil", child, school.head, school.chair, keeps_names=False)

    assert "Quillfeather" not in Case.objects.get(pk=case.pk).incident.words


@pytest.mark.parametrize("what", ["about staff", "safeguarding", "a child at risk"])
def test_in_an_allegation_and_in_one_of_safeguarding_the_name_stays_until_that_is_due_whatever_the_two_say(
    school, what
):
    child, case = child_in(school)
    closed(case, dt.timedelta(days=365 * 7 if what == "about staff" else 100))
    if what == "a child at risk":
        Incident.objects.update(child_at_risk=True)
    else:
        change = {"wall": "staff"} if what == "about staff" else {"is_safeguarding": True}
        Case.objects.filter(pk=case.pk).update(**change)
    destroy("pupil", child, school.head, school.chair, keeps_names=False)
    black_out_waiting()

    assert "Quillfeather" in Case.objects.get(pk=case.pk).incident.words
    closed(case, LONG_AGO)
    assert black_out_waiting() == 1
    assert "Quillfeather" not in Case.objects.get(pk=case.pk).incident.words


def test_a_name_that_somebody_else_has_too_is_blacked_out_only_where_the_erased_is_meant(school):
    child, linked = child_in(school)
    PupilFactory(legal_forename="Quillfeather", legal_surname="Vossmarrow")
    elsewhere = incident(school, words="Quillfeather Vossmarrow was kind.")

    destroy("pupil", child, school.head, school.chair)

    assert Case.objects.get(pk=elsewhere.pk).incident.words == "Quillfeather Vossmarrow was kind."
    assert "Quillfeather" not in Case.objects.get(pk=linked.pk).incident.words


def test_what_a_page_shows_of_the_child_is_the_same_whether_an_incident_names_it_or_not(school):
    kind, child = BY_SLUG["pupil"], left_long_ago(legal_forename="Quillfeather", legal_surname="Vossmarrow")
    before = ([one.words for one in kind.goes(child)], kind.stays, kind.holds_back(child), kind.hints(child))
    report(school.reporter, about(school.head), words="Quillfeather Vossmarrow told of it.")

    after = ([one.words for one in kind.goes(child)], kind.stays, kind.holds_back(child), kind.hints(child))
    assert after == before


def test_a_complaint_goes_with_its_receipts_answers_and_the_mails_to_whoever_complained(school):
    case = complain(About.SCHOOL, email="nadia@example.org")
    closed(case)

    destroy("complaint", case, school.head, school.dsl)

    assert not Case.objects.complaints().exists()
    assert not Notification.objects.filter(address="nadia@example.org").exists()
    connection.check_constraints()


def test_a_parent_who_is_still_here_keeps_address_and_mails_when_an_old_complaint_of_theirs_goes(school):
    parent = UserFactory(role=Role.PARENT, email="nadia@example.org")
    contact = PupilContactFactory(pupil=PupilFactory(), user=parent, email=parent.email)
    queue_mail(kind=Notification.Kind.OTHER, address=parent.email, subject="Your answers", body="Of this year.")
    case = closed(complain(About.SCHOOL, email=parent.email))

    destroy("complaint", case, school.head, school.dsl)

    assert User.objects.get(pk=parent.pk).email == PupilContact.objects.get(pk=contact.pk).email == parent.email
    assert [one.subject for one in Notification.objects.filter(address=parent.email)] == ["Your answers"]


def test_what_somebody_asked_about_their_data_stays_when_the_complaint_goes_and_what_was_made_of_it_goes(
    school, django_capture_on_commit_callbacks
):
    case = closed(complain(About.SCHOOL))
    asked = received(school.office, about_reference=case.reference)
    assert DataRequest.objects.get().about_case == case
    of_case, of_lists = (asked.parts.create(kind=kind, case=on) for kind, on in (("case", case), ("lists", None)))
    kept = {"size_bytes": 1, "sha256": "0" * 64, "made_by": school.head, "goes_at": timezone.now()}
    with evidence_store.written([b"whole", b"apart"]) as names:
        pass
    whole = asked.bundles.create(kept_as=names[0], **kept)
    asked.bundles.create(kept_as=names[1], part=of_case, **kept)
    asked.entries.create(part=of_case, kind="handed_apart", said={"to": "Nadia"}, by=school.head)
    DataRequest.objects.update(state="answered", answered_on=asked.received_on)

    with django_capture_on_commit_callbacks() as callbacks:
        destroy("complaint", case, school.head, school.dsl)
    for callback in callbacks:
        if callback != scrubbing.scrub:  # the free space is written anew outside a transaction alone
            callback()

    left = DataRequest.objects.get(pk=asked.pk)
    assert (left.about_case, left.entries.count(), list(left.parts.all())) == (None, 1, [of_lists])
    assert list(left.bundles.all()) == [whole] and left.bundles.get().gone_at
    assert not {Path(name).name for name in names} & set(on_the_disk())
    connection.check_constraints()


def breach_out_of(case, by, **changes) -> DataBreach:
    return DataBreach.objects.create(
        reference="DB-1415-7KQ4", title="A list", aware_at=case.closed_at, opened_by=by, incident=case, **changes
    )


def test_a_data_breach_stays_shut_for_the_headteacher_when_the_incident_about_them_goes(school):
    dpo, case = UserFactory(role=Role.DPO), about_head(school)
    breach = breach_out_of(case, dpo)
    assert not DataBreach.objects.visible_to(school.head).exists()

    destroy("incident-staff", case, school.chair, school.dsl)

    left = DataBreach.objects.get(pk=breach.pk)
    assert (left.incident, left.about) == (None, "head")
    assert not DataBreach.objects.visible_to(again(school.head)).exists()
    assert DataBreach.objects.visible_to(again(dpo)).exists()


def test_a_data_breach_stays_shut_for_the_officer_when_the_incident_about_them_goes(school):
    dpo = UserFactory(role=Role.DPO)
    case = incident(school, about(dpo))
    breach_out_of(case, school.head)

    destroy("incident-staff", case, school.head, school.dsl)

    assert not DataBreach.objects.visible_to(again(dpo)).exists()
    assert DataBreach.objects.visible_to(again(school.head)).exists()


def test_a_data_breach_stays_the_chairs_when_the_incident_about_headteacher_and_officer_goes(school):
    dpo = UserFactory(role=Role.DPO)
    case = incident(school, about(school.head, Standing.HEAD), about(dpo))
    breach_out_of(case, school.chair)

    destroy("incident-staff", case, school.chair, school.dsl)

    assert DataBreach.objects.get().about == "both"
    for user in (school.head, dpo, UserFactory(role=Role.DPO)):
        assert not DataBreach.objects.visible_to(again(user)).exists()
    assert DataBreach.objects.visible_to(again(school.chair)).exists()


def test_a_data_breach_out_of_an_incident_about_a_pupil_is_about_neither_of_the_two(school):
    case = incident(school)
    breach_out_of(case, school.head)

    destroy("incident", case, school.head, school.dsl)

    assert DataBreach.objects.get().about == ""


def test_the_reason_names_nobody_who_stands_in_the_case(school):
    _, case = child_in(school)
    complaint = closed(complain(About.SCHOOL, name="Odalindra Vossmarrow", child_name="Wenlock Vossmarrow"))

    for slug, found, reason in (
        ("incident", case, "About Quillfeather."), ("incident", case, "corin vossmarrow left."),
        ("complaint", complaint, "Odalindra agreed."), ("complaint", complaint, "Wenlock left in 2012."),
    ):  # fmt: skip
        with pytest.raises(CannotBeSo, match="without the name"):
            ask(slug, found, school.head, reason=reason)
        with pytest.raises(CannotBeSo, match="without the name"):
            keep(kind=BY_SLUG[slug], found=found, reason=reason, review_on=TOMORROW, by=school.head)
    assert ask("incident", case, school.head, reason="The school keeps it no longer; the pupil left.")


def test_a_storage_that_does_not_answer_keeps_the_list_of_what_was_destroyed_from_nothing(
    school, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.VAR_DIR = tmp_path
    case = incident(school)
    Case.objects.filter(pk=case.pk).update(state="working", closed_at=None)
    place = Path(evidence_store.store().path(added(case, school.head).kept_as))
    place.unlink()
    (place / "in the way").mkdir(parents=True)
    closed(case)

    with django_capture_on_commit_callbacks(execute=True):
        made = destroy("incident", case, school.head, school.dsl)

    assert made.key in destroyed_list.place().read_text()
    (place / "in the way").rmdir()
    place.rmdir()
