"""Every kind of record can be destroyed, takes with it what hangs on it, and leaves nothing that points nowhere."""

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.utils import timezone

from audit.erasing import belonging
from consent.models import PhotoHold, PhotoRequest, SurveyImport
from incidents.actions.erasing_names import APART
from incidents.models import (
    BreachEntry,
    BundlePart,
    Case,
    DataBreach,
    DataBundle,
    DataRequest,
    DataRequestEntry,
    ReportDraft,
)
from people.actions.disposal import CannotBeSo, WrongState
from people.actions.erasing import OF_CASES
from people.actions.mail import queue_mail
from people.models import (
    ClassTeacher,
    DestructionRecord,
    Notification,
    PupilContact,
    RollImport,
    User,
)
from people.retention_kinds import parents_without_a_child, staff_who_left
from people.roles import Role
from policies.models import Acknowledgement, Policy, PolicyVersion
from tests.consent.given import answer, survey
from tests.disposal.due import LONG_AGO, THEN, ask, destroy, incident, left, left_long_ago, photo_request
from tests.factories import PupilContactFactory, PupilFactory, SchoolClassFactory, UserFactory
from tests.incidents.made import about
from tests.incidents.rights.asked import own
from todwick_portal.disposal.kinds import BY_SLUG

OF_A_PUPIL = {
    "people.ClassMembership.pupil", "people.PupilContact.pupil", "people.MarkPeriod.pupil",
    "people.MarkPeriod.contact", "people.Namesake.marked", "people.Namesake.other",
    "people.PupilContact_barred_users.pupilcontact",
    "consent.ConsentResponse.pupil", "consent.ConsentAnswer.response", "consent.ConsentRetraction.response",
    "consent.ConsentDecision.pupil", "consent.CheckedChild.pupil", "consent.PostedChild.pupil",
    "consent.PhotoHold.pupil", "consent.DeskItem.pupil", "consent.DeskItem.entry", "consent.ReviewEntry.pupil",
    "consent.ReviewWaiting.pupil", "consent.ReviewWaiting.entry", "consent.RemovalList.pupil",
    "consent.RemovalCause.removal", "consent.RemovalItem.removal", "consent.RemovalLook.removal",
    "incidents.BreachPupil.pupil",
    "incidents.DataRequest.about_pupil", "incidents.DataRequest.about_contact", "incidents.DataRequestEntry.request",
    "incidents.DataRequestEntry.part",
    "incidents.BundlePart.request", "incidents.DataBundle.request", "incidents.DataBundle.part",
    "people.DataRestriction.pupil",
}  # fmt: skip


def test_what_goes_with_a_child_is_known_so_that_a_new_table_asks_what_becomes_of_it():
    """Whoever adds a table that points at a child says here that its rows go with the child, or keeps them apart in
    `people/actions/erasing.py` and sees to them."""
    found = {f"{model._meta.label}.{way.split('__')[0]}" for model, way in belonging(BY_SLUG["pupil"].model, OF_CASES)}

    assert found == OF_A_PUPIL


OF_A_CASE = {
    "incidents.AskedGovernor.referral", "incidents.CaseAssignment.case", "incidents.CaseClosure.case",
    "incidents.CaseOutcome.case", "incidents.CasePerson.case", "incidents.CaseStep.case",
    "incidents.CitedRule.incident", "incidents.Complaint.case", "incidents.ComplaintLetter.entry",
    "incidents.ContactPlan.complaint", "incidents.DateRevision.complaint", "incidents.EntryText.entry",
    "incidents.EvidenceDestruction.evidence", "incidents.EvidenceFile.case", "incidents.Hearing.complaint",
    "incidents.Incident.case", "incidents.LegalDecision.referral", "incidents.LegalReferral.case",
    "incidents.LegalWithdrawal.referral", "incidents.MailedCode.complaint", "incidents.OfferedDate.hearing",
    "incidents.OutOfHoursTest.incident", "incidents.PanelMember.case", "incidents.Receipt.complaint",
    "incidents.StageAnswer.complaint", "incidents.TimelineEntry.case", "incidents.Understanding.complaint",
    "incidents.WaitingBlackout.case",
}  # fmt: skip


def test_what_goes_with_a_case_is_known_and_what_somebody_asked_about_their_data_is_none_of_it():
    """Whoever adds a table that points at a case says here that its rows go with the case, or keeps them apart in
    `incidents/actions/erasing_names.py` and sees to them."""
    assert {f"{model._meta.label}.{way.split('__')[0]}" for model, way in belonging(Case, APART)} == OF_A_CASE


def test_no_table_of_requests_about_data_is_apart_when_somebody_is_erased():
    apart = {model for kind in BY_SLUG.values() for model in kind.apart}

    assert not apart & {DataRequest, DataRequestEntry, BundlePart, DataBundle}


def test_what_an_erased_parent_asked_about_their_data_names_them_no_more(school):
    parent = left(Role.PARENT, forename="Quillfeather", surname="Vossmarrow")
    asked = own(parent)
    part = asked.parts.create(kind="lists", is_apart=True)
    asked.entries.create(part=part, kind="handed_apart", said={"to": "Quillfeather Vossmarrow"}, by=school.head)
    DataRequest.objects.update(
        state="answered", answered_on=THEN.date(), asker_reach="07700 900 123", about_name="Quillfeather",
        words="Ring 07700 900 123.",
    )  # fmt: skip

    destroy("parent", parent, school.head, school.chair)

    found = DataRequest.objects.get(pk=asked.pk)
    assert not found.parts.exists() and not found.entries.filter(kind="handed_apart").exists()
    assert (found.asker_name, found.about_name) == (f"{'█' * 12} {'█' * 10}", "█" * 12)
    assert "0" not in found.asker_reach + found.words


def test_an_account_to_which_nothing_points_goes_whole(school):
    user = left(forename="Quillfeather", surname="Vossmarrow")
    assert list(staff_who_left()) == [user]

    destroy("staff", user, school.head, school.chair)

    assert not User.objects.filter(pk=user.pk).exists()
    connection.check_constraints()


def test_an_account_to_which_records_of_others_point_stays_empty_and_nobody_signs_in_with_it(school):
    user = left(forename="Quillfeather", surname="Vossmarrow", job_title="Teacher of Quillfeathers", staff_code="QVO")
    user.set_password("a password of theirs")
    user.save()
    ClassTeacher.objects.create(school_class=SchoolClassFactory(), user=user)
    ReportDraft.objects.create(user=user)
    case = incident(school, about(user), words="Quillfeather Vossmarrow wrote to a parent.")
    case.timeline.create(kind="note", what="Ms Vossmarrow was told.", by=user)

    destroy("staff", user, school.head, school.chair)

    left_of = User.objects.get(pk=user.pk)
    assert str(left_of) == "Erased account"
    assert not left_of.has_usable_password() and not left_of.is_active
    assert (left_of.job_title, left_of.staff_code, left_of.assignments.count()) == ("", "", 0)
    assert Case.objects.get(pk=case.pk).incident.words == f"{'█' * 12} {'█' * 10} wrote to a parent."
    assert case.timeline.get(kind="note").what == f"Ms {'█' * 10} was told."
    assert not staff_who_left().exists()
    connection.check_constraints()


def test_an_account_of_a_parent_is_due_when_the_last_child_has_left_and_not_before(school):
    parent, kind = UserFactory(role=Role.PARENT), BY_SLUG["parent"]
    PupilContactFactory(pupil=left_long_ago(), user=parent)
    assert parent in parents_without_a_child()
    day = kind.model.objects.filter(pk=parent.pk).values_list(kind.day, flat=True).get()
    assert day == timezone.localdate() - LONG_AGO

    PupilContactFactory(pupil=PupilFactory(), user=parent)
    assert parent not in parents_without_a_child()


def test_a_teacher_who_was_a_parent_too_is_no_account_of_a_parent(school):
    teacher = UserFactory(role=Role.STAFF)
    PupilContactFactory(pupil=left_long_ago(), user=teacher)

    assert teacher not in parents_without_a_child()


def test_an_account_that_works_is_not_destroyed(school):
    with pytest.raises(WrongState, match="End it first"):
        destroy("staff", UserFactory(role=Role.STAFF), school.head, school.chair, ground="asked")


def test_a_parent_with_a_child_that_stays_keeps_account_name_and_mails(school):
    parent = UserFactory(role=Role.PARENT, forename="Odalindra", surname="Vossmarrow")
    gone, stays = left_long_ago(), PupilFactory()
    for pupil in (gone, stays):
        PupilContactFactory(pupil=pupil, user=parent, name="Odalindra Vossmarrow", email=parent.email)
    Notification.objects.create(kind="other", address=parent.email, user=parent, message_id="1", subject="Odalindra")

    destroy("pupil", gone, school.head, school.chair)

    assert str(User.objects.get(pk=parent.pk)) == "Odalindra Vossmarrow"
    assert PupilContact.objects.get().name == "Odalindra Vossmarrow"
    assert Notification.objects.filter(subject="Odalindra").exists()


def test_answers_of_other_children_stay(school):
    load, gone, stays = survey(), left_long_ago(), PupilFactory()
    for pupil in (gone, stays):
        answer(load, pupil)

    destroy("pupil", gone, school.head, school.chair)

    assert [one.pupil for one in load.responses.all()] == [stays]
    assert BY_SLUG["survey"].rows().count() == 0  # a child's answers still rest on it


def test_a_load_whose_children_are_gone_is_destroyed_with_what_was_asked(school):
    load = survey()
    load.questions.create(purpose_id=1, wording="May we?")
    SurveyImport.objects.filter(pk=load.pk).update(uploaded_at=THEN)

    destroy("survey", load, school.head, school.chair)

    assert not SurveyImport.objects.exists()


def test_a_load_of_a_list_and_a_request_about_a_picture(school):
    load = RollImport.objects.create(school_year=2015, file_name="a.csv", status="applied", uploaded_at=THEN)
    request = PhotoRequest.objects.create(
        kind="stop", child_name="Wren", asked_by="Imogen", form_key=uuid.uuid4(), due_on=THEN.date(), handled_at=THEN,
        outcome="Done.",
    )  # fmt: skip
    PhotoHold.objects.create(request=request, pupil=PupilFactory(), starts_at=THEN, ended_at=THEN)

    destroy("list", load, school.head, school.chair)
    destroy("photo-request", request, school.head, school.chair)

    assert not RollImport.objects.exists() and not PhotoRequest.objects.exists() and not PhotoHold.objects.exists()
    assert sorted(DestructionRecord.objects.values_list("kind", flat=True)) == ["list", "photo-request"]


def test_a_parent_who_is_still_here_keeps_their_address_when_an_old_request_about_a_picture_goes(school):
    parent = UserFactory(role=Role.PARENT)
    request = photo_request(reach_by=parent.email)
    for subject, body in (("Asked", f"https://portal.example{request.get_absolute_url()}"), ("Else", "Something.")):
        queue_mail(kind=Notification.Kind.OTHER, address=parent.email, subject=subject, body=body)

    destroy("photo-request", request, school.head, school.chair)

    assert User.objects.get(pk=parent.pk).email == parent.email
    assert [one.subject for one in Notification.objects.filter(address=parent.email)] == ["Else"]


def test_a_data_breach_goes_with_its_entries(school):
    breach = DataBreach.objects.create(
        reference="DB-1415-7KQ4", title="A list", aware_at=THEN, opened_by=school.head, closed_at=THEN
    )
    BreachEntry.objects.create(breach=breach, kind="note", said={"text": "Rang."}, by=school.head)

    destroy("data-breach", breach, school.head, school.chair)

    assert not DataBreach.objects.exists() and not BreachEntry.objects.exists()


@pytest.fixture
def replaced(school) -> PolicyVersion:
    """A wording that held ten years ago, agreed, replaced and read by somebody."""
    policy = Policy.objects.create(slug="phones", title="Phones")
    agreed = {"approved_by_text": "The governors", "approved_on": THEN.date(), "published_at": THEN}
    version = PolicyVersion.objects.create(policy=policy, number=1)
    section = version.sections.create(code="A", title="All", order=1)
    rule = policy.rules.create()
    section.rules.create(version=version, code="A1", order=1, text="Put it away.", rule=rule, strength="must")
    Acknowledgement.objects.create(
        version=version, user=school.head, audience="staff", school_year=2014, agrees=True, text_hash="0" * 64
    )
    PolicyVersion.objects.filter(pk=version.pk).update(status="superseded", effective_from=THEN.date(), **agreed)
    later = PolicyVersion.objects.create(policy=policy, number=2, based_on=version)
    since = THEN.date() + dt.timedelta(days=365)
    PolicyVersion.objects.filter(pk=later.pk).update(status="published", effective_from=since, **agreed)
    return PolicyVersion.objects.get(pk=version.pk)


def test_a_wording_counts_from_the_day_on_which_the_next_one_held(replaced):
    kind = BY_SLUG["policy"]
    day = kind.model.objects.filter(pk=replaced.pk).values_list(kind.day, flat=True).get()

    assert day == replaced.effective_from + dt.timedelta(days=365)


def test_an_agreed_wording_is_destroyed_by_two_and_the_next_one_stays(school, replaced):
    destroy("policy", replaced, school.head, school.chair)

    assert [version.number for version in PolicyVersion.objects.filter(policy__slug="phones")] == [2]
    connection.check_constraints()


def test_a_wording_on_which_an_incident_rests_is_held_back(school, replaced):
    case = incident(school)
    case.incident.cited.create(rule=replaced.sections.get().rules.get())

    with pytest.raises(WrongState, match="rests on its rules"):
        destroy("policy", replaced, school.head, school.chair)


def test_the_reason_names_nobody_who_asked_about_a_picture_and_no_child_in_a_data_breach(school):
    breach = DataBreach.objects.create(
        reference="DB-1415-7KQ4", title="A list", aware_at=THEN, opened_by=school.head, closed_at=THEN
    )
    breach.pupils.create(pupil=PupilFactory(legal_forename="Quillfeather"), added_by=school.head)

    for slug, found, reason in (
        ("photo-request", photo_request(), "Imogen rang."), ("photo-request", photo_request(), "Wren is 18."),
        ("data-breach", breach, "Quillfeather is 18."),
    ):  # fmt: skip
        with pytest.raises(CannotBeSo, match="without the name"):
            ask(slug, found, school.head, reason=reason)
