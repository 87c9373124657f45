"""A little of everything that leaves an event, and how the triggers are got around."""

import datetime as dt
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import time_machine
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from audit import triggers
from audit.models import AuditEvent, Verb
from audit.recorder import record
from consent.models import PhotoRequest, Post, Purpose, RecordedCheck, RemovalList, ReviewEntry, SurveyImport
from incidents.models import (
    BundlePart,
    CaseLetterWording,
    ConfidentialPart,
    DataBreach,
    DataRequest,
    EvidenceFile,
    GovernorsReport,
    ReportWords,
)
from people.models import (
    AssessmentWords,
    DataAssessment,
    DestructionRecord,
    DestructionRequest,
    KeepOrder,
    NewYear,
    Notification,
    RetentionPeriod,
    RoleAssignment,
    RoleProposal,
    RollImport,
    SchoolSetting,
    SchoolYear,
    SharedDevice,
    User,
)
from people.roles import Role
from policies.models import (
    Acknowledgement,
    AcknowledgementDuty,
    AcknowledgementReminder,
    ConfidentialityLetter,
    Platform,
    Policy,
    PolicyVersion,
    PrivacyCheckup,
    RelatedDocument,
    RuleUse,
)
from tests.factories import PupilContactFactory, PupilFactory, UserFactory
from tests.incidents.made import report

NOW = dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.UTC)
READERS = {Role.HEAD, Role.DSL, Role.CHAIR}


def did(verb: Verb, target: Any = None, by: User | None = None, at: dt.datetime | None = None, **details: Any):
    """One event, now or at another moment."""
    with time_machine.travel(at or timezone.now(), tick=False), transaction.atomic():
        return record(verb, target=target, by=by, **details)


def one_of_each() -> dict[str, Any]:
    """A record of each kind that an event can be about, by the kind's name in addresses."""
    user = UserFactory(role=Role.CLERK)
    pupil = PupilFactory()
    survey = SurveyImport.objects.create(school_year=2026, status="applied", file_name="autumn.csv")
    purpose = Purpose.objects.get(slug="website")
    policy = Policy.objects.create(slug="drafted", title="A policy")
    version = PolicyVersion.objects.create(policy=policy, number=1)
    return {
        "account": user,
        "role": user.assignments.get(),
        "role-proposal": RoleProposal.objects.create(user=user, role=Role.GOVERNOR, proposed_by=UserFactory()),
        "pupil": pupil,
        "contact": PupilContactFactory(pupil=pupil),
        "list": RollImport.objects.create(school_year=2026, file_name="a.csv"),
        "mail": Notification.objects.create(kind="invitation", address="a@b.example", message_id=uuid.uuid4().hex),
        "setting": SchoolSetting.objects.create(key="office_phone", value="1"),
        "year": SchoolYear.objects.create(starts_in=2026, starts_on=dt.date(2026, 9, 1), ends_on=dt.date(2027, 8, 31)),
        "new-year": NewYear.objects.create(school_year=2027),
        "school-account": None,
        "device": SharedDevice.objects.create(name="3H", enrolled_by=user),
        "place": purpose,
        "survey": survey,
        "entry": ReviewEntry.objects.create(survey=survey, pupil=pupil, identity="a"),
        "check": RecordedCheck.objects.create(
            school_year=2026, destination=purpose, what="photo", names="none", verdict="all", answer="Yes.",
            recorded_by=user,
        ),
        "post": Post.objects.create(
            school_year=2026, destination=purpose, what="photo", names="none", posted_on=NOW.date(),
            was_permitted=False, posted_by=user,
        ),
        "removal": RemovalList.objects.create(pupil=pupil, due_at=NOW, register_since=NOW.date()),
        "request": PhotoRequest.objects.create(
            kind="stop", child_name="Wren", asked_by="Imogen", form_key=uuid.uuid4(), due_on=dt.date(2026, 11, 25)
        ),
        "policy": version,
        "whole-policy": policy,
        "document": RelatedDocument.objects.create(title="A paper"),
        "platform": Platform.objects.first(),
        "rule-use": RuleUse.objects.create(feature="photos"),
        **_of_disposal(pupil, user),
        **_of_reading(version, user),
        **_of_an_assessment(user),
        **_of_incidents(user),
        **_of_reports(user),
        "data-breach": DataBreach.objects.create(
            reference="DB-2627-7KQ4", title="A lost list", aware_at=NOW, opened_by=user
        ),
        **_of_data(user),
    }  # fmt: skip


def _of_disposal(pupil: Any, user: User) -> dict[str, Any]:
    """The time of a kind, a child kept beyond it, one to be destroyed, one destroyed."""
    of = {"kind": "pupil", "record": pupil.pk, "reference": "K-1234ABCD"}
    return {
        "period": RetentionPeriod.objects.create(kind="pupil", months=72, source="IRMS", set_by=user),
        "keeping": KeepOrder.objects.create(reason="A claim.", review_on=NOW.date(), set_by=user, **of),
        "destruction-request": DestructionRequest.objects.create(
            ground="due", reason="Due.", second_role=Role.CHAIR, asked_by=user, **of
        ),
        "destruction": DestructionRecord.objects.create(
            kind="pupil", key="1 a", reference="K-1234ABCD", ground="due", readers=" chair dpo head ", asked_by=user,
            asked_as=Role.HEAD, asked_at=NOW, confirmed_by=user, confirmed_as=Role.CHAIR, confirmed_at=NOW,
        ),
    }  # fmt: skip


def _of_an_assessment(user: User) -> dict[str, Any]:
    return {
        "assessment": DataAssessment.objects.create(
            number=1, content="{}", digest="0" * 64, review_on=dt.date(2027, 11, 24), submitted_by=user
        ),
        "assessment-words": AssessmentWords.objects.create(part="advice", text="Go on.", written_by=user),
    }


def _of_incidents(user: User) -> dict[str, Any]:
    """About nobody, so it is the headteacher's and the safeguarding lead's."""
    if not User.objects.holding(Role.HEAD).exists():
        UserFactory(role=Role.HEAD)
    case = report(UserFactory(role=Role.STAFF))
    return {
        "incident": case,
        "evidence": EvidenceFile.objects.create(
            case=case, name="screen.png", kept_as=uuid.uuid4().hex, content_type="image/png", size_bytes=9
        ),
        "incident-letter": CaseLetterWording.objects.create(kind="take_down", text="Please.", changed_by=user),
    }


def _of_data(user: User) -> dict[str, Any]:
    """A request about data, and the part of its bundle out of the lists."""
    request = DataRequest.objects.create(
        reference="DR-2627-7KQ4", right="access", way="letter", received_on=NOW.date(), asked_as="self",
        asker_name="Imogen", about_name="Imogen", recorded_by=user,
    )  # fmt: skip
    return {"data-request": request, "bundle-part": BundlePart.objects.create(request=request, kind="lists")}


def _of_reports(user: User) -> dict[str, Any]:
    """A report to governors with the words of the head and the part of the clerk."""
    day = dt.date(2026, 8, 31)
    said = {"content": '{"term": {"label": "Summer term 2026"}}', "digest": "0" * 64, "chain_head": "0" * 64}
    released = GovernorsReport.objects.create(
        school_year=2025, term="summer", first_on=day, last_on=day, released_by=user, **said
    )
    return {
        "report": released,
        "report-words": ReportWords.objects.create(school_year=2025, term="summer", changed_by=user),
        "report-part": ConfidentialPart.objects.create(report=released, added_by=user, **said),
    }


def _of_reading(version: PolicyVersion, user: User) -> dict[str, Any]:
    today = dt.date(2026, 11, 24)
    return {
        "reading": Acknowledgement.objects.create(
            version=version, user=user, audience="governors", school_year=2026, agrees=True, text_hash="0" * 64
        ),
        "readers": AcknowledgementDuty.objects.create(policy=version.policy, audience="governors"),
        "reading-reminder": AcknowledgementReminder.objects.create(version=version, by=user, people=4),
        "checkup": PrivacyCheckup.objects.create(user=user, done_on=today),
        "letter": ConfidentialityLetter.objects.create(user=user, version=version, made_on=today, made_by=user),
    }


def assignment(user: User, role: Role, starts_on: dt.date, ends_on: dt.date | None = None, **more: Any):
    return RoleAssignment.objects.create(user=user, role=role, starts_on=starts_on, ends_on=ends_on, **more)


@contextmanager
def tampering() -> Iterator[None]:
    """As somebody who owns the database: without the triggers, which are back afterwards."""
    triggers.remove()
    yield
    triggers.install()


def cut_off(after: int) -> None:
    """Take every event after number `after` off the end."""
    with tampering():
        AuditEvent.objects.filter(sequence__gt=after).delete()


def queries(client: Any, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as counted:
        assert client.get(address).status_code == 200
    return len(counted)
