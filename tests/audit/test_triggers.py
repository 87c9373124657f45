import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from audit import triggers
from consent.models import (
    CheckedChild,
    ConsentAnswer,
    ConsentDecision,
    ConsentResponse,
    ConsentRetraction,
    FoundOutStill,
    PictureReview,
    Post,
    PostedChild,
    Purpose,
    RecordedCheck,
    SurveyImport,
    TakenDown,
)
from incidents.models import (
    BreachEntry,
    BreachPupil,
    CaseClosure,
    ComplaintLetter,
    ConfidentialPart,
    DataBreach,
    DataRequest,
    DataRequestEntry,
    DateRevision,
    GovernorsReport,
    LegalDecision,
    LegalReferral,
    LegalWithdrawal,
    OutOfHoursTest,
    StageAnswer,
)  # fmt: skip
from people.models import (
    AssessmentApproval,
    AssessmentWords,
    BackupCopy,
    DataAssessment,
    DestructionRecord,
    RestoreDrill,
    SchoolAccount,
    SchoolLogo,
    SettingChange,
)
from policies.models import Acknowledgement, AcknowledgementReminder, Policy, PolicyVersion, ReadingNotice, VersionStep
from tests.audit.events import write_events
from tests.factories import PupilFactory
from tests.incidents.complaints.made import complain
from tests.incidents.made import report


@pytest.fixture
def rows(head) -> None:
    """A row in every append-only table."""
    write_events(1, by=head)
    RestoreDrill.objects.create(archive="a.age", is_whole=True, seconds=1)
    BackupCopy.objects.create(place="server", where="the server", archive_of=timezone.localdate(), by=head)
    SettingChange.objects.create(key="office_phone", before="", after="01709 1", by=head)
    SchoolLogo.objects.create(digest="0" * 64, content=b"x", content_type="image/webp", width=1, height=1, by=head)
    pupil, purpose = PupilFactory(), Purpose.objects.get(slug="website")
    survey = SurveyImport.objects.create(school_year=2026)
    response = ConsentResponse.objects.create(
        survey=survey, pupil=pupil, school_year=2026, answered_at=timezone.now(), answered_precision="day"
    )
    ConsentAnswer.objects.create(response=response, purpose=purpose, value="yes")
    ConsentRetraction.objects.create(response=response, by=head)
    ConsentDecision.objects.create(
        pupil=pupil, purpose=purpose, school_year=2026, value="no", reason="Asked by telephone.", decided_by=head
    )
    check = RecordedCheck.objects.create(
        school_year=2026,
        destination=purpose,
        what="photo",
        names="none",
        verdict="all",
        answer="Yes.",
        recorded_by=head,
    )
    CheckedChild.objects.create(check_record=check, pupil=pupil, word="yes")
    post = Post.objects.create(
        check_record=check, school_year=2026, destination=purpose, what="photo", names="none",
        posted_on=timezone.localdate(), was_permitted=True, posted_by=head,
    )  # fmt: skip
    PostedChild.objects.create(post=post, pupil=pupil, word="yes")
    gone = TakenDown.objects.create(post=post, by=head)
    FoundOutStill.objects.create(taken_down=gone, by=head, why="It can still be opened.")
    today = timezone.localdate()
    account = SchoolAccount.objects.create(platform="X (Twitter)", handle="@ourschool")
    PictureReview.objects.create(account=account, looked_from=today, looked_to=today, look_again_on=today, by=head)
    draft = PolicyVersion.objects.create(policy=Policy.objects.create(slug="phones", title="Phones"), number=1)
    VersionStep.objects.create(version=draft, kind=VersionStep.Kind.SUBMITTED, by=head)
    Acknowledgement.objects.create(
        version=draft, user=head, audience="staff", school_year=2026, agrees=True, text_hash="0" * 64
    )
    AcknowledgementReminder.objects.create(version=draft, by=head, people=4)
    ReadingNotice.objects.create(version=draft, user=head, school_year=2026)
    _rows_of_an_incident(head)
    _rows_of_a_complaint(head)
    breach = DataBreach.objects.create(
        reference="DB-2627-7KQ4", title="A lost list", aware_at=timezone.now(), opened_by=head
    )
    BreachEntry.objects.create(breach=breach, kind=BreachEntry.Kind.NOTE, said={"text": "Rang."}, by=head)
    BreachPupil.objects.create(breach=breach, pupil=pupil, added_by=head)
    request = DataRequest.objects.create(
        reference="DR-2627-7KQ4", right="access", way="letter", received_on=today, asked_as="self", asker_name="Imogen",
        about_name="Imogen", recorded_by=head,
    )  # fmt: skip
    DataRequestEntry.objects.create(request=request, kind="note", said={"text": "Rang."}, by=head)
    _rows_of_a_report(head)
    DestructionRecord.objects.create(
        kind="pupil", key="1 a", reference="K-1234ABCD", ground="due", readers=" head ", asked_by=head, asked_as="head",
        asked_at=timezone.now(), confirmed_by=head, confirmed_as="chair", confirmed_at=timezone.now(),
    )  # fmt: skip
    AssessmentWords.objects.create(part="advice", text="Go on.", written_by=head)
    assessment = DataAssessment.objects.create(number=1, content="{}", digest="0", review_on=today, submitted_by=head)
    AssessmentApproval.objects.create(assessment=assessment, approved_by=head)


def _rows_of_a_report(head) -> None:
    report = GovernorsReport.objects.create(
        school_year=2025, term="summer", first_on=timezone.localdate(), last_on=timezone.localdate(), content="{}",
        digest="0", chain_head="0", released_by=head,
    )  # fmt: skip
    part = ConfidentialPart.objects.create(report=report, content="{}", digest="0", chain_head="0", added_by=head)
    part.kept_from.add(head)


def _rows_of_an_incident(head) -> None:
    case = report(head)
    no = OutOfHoursTest(disturbs=False, threatens=False, reputation=False)
    no.incident, no.decided_by = case.incident, head
    no.save()
    CaseClosure.objects.create(case=case, outcomes=["advice"], reason="It is over.", closed_by=head)
    asked = LegalReferral.objects.create(case=case, reason="It goes on.", bundle="What was done.", referred_by=head)
    LegalDecision.objects.create(
        referral=asked, answer="no", meeting_on=timezone.localdate(), reason="Not now.", decided_by=head
    )
    back = LegalReferral.objects.create(case=case, reason="It goes on.", bundle="What was done.", referred_by=head)
    LegalWithdrawal.objects.create(referral=back, reason="It stopped.", withdrawn_by=head)


def _rows_of_a_complaint(head) -> None:
    complaint, day = complain().complaint, timezone.localdate()
    StageAnswer.objects.create(complaint=complaint, stage="one", finding="upheld", reason="It was.", decided_by=head)
    DateRevision.objects.create(
        complaint=complaint, what="answer", before=day, after=day, reason="A witness is away.", revised_by=head
    )
    entry = complaint.case.timeline.create(kind="out", what="Letter: Thank you.", by=head)
    ComplaintLetter.objects.create(entry=entry, kind="thanks", text="Thank you.")


@pytest.mark.parametrize("table", triggers.PROTECTED_TABLES)
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_the_database_itself_refuses_to_change_what_is_append_only(rows, table, statement):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {table}")
        before = cursor.fetchone()
        assert before > (0,)

        with pytest.raises(DatabaseError, match=f"{table} is append-only"), transaction.atomic():
            cursor.execute(statement.format(table))

        cursor.execute(f"SELECT COUNT(*) FROM {table}")
        assert cursor.fetchone() == before


def test_every_table_that_says_it_is_append_only_is_there(db):
    assert set(triggers.PROTECTED_TABLES) <= set(connection.introspection.table_names())


def test_a_trigger_that_is_gone_is_missed_and_migrate_puts_it_back(db):
    triggers.remove()
    of_wording = len(triggers.WORDING_DEEDS) * len(triggers.WORDING_TABLES) + 2
    assert len(triggers.missing()) == 2 * len(triggers.PROTECTED_TABLES) + of_wording

    call_command("migrate", verbosity=0)

    assert triggers.missing() == []


@pytest.mark.postgresql
def test_a_trigger_that_is_switched_off_is_missed_too(db):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_auditevent DISABLE TRIGGER audit_auditevent_no_update")

    assert triggers.missing() == ["audit_auditevent_no_update"]
