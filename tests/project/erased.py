"""A child of whom every app holds something, in a portal of its own: what an erased person must be gone from."""

import datetime as dt
import uuid
from pathlib import Path

from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from consent.models import (
    CheckedChild,
    ConsentDecision,
    DeskItem,
    PhotoHold,
    PhotoRequest,
    Post,
    PostedChild,
    PostHanding,
    Purpose,
    RecordedCheck,
    RemovalCause,
    RemovalItem,
    RemovalList,
    ReviewEntry,
    ReviewWaiting,
    SurveyImport,
    TakenDown,
)
from incidents.actions.complaint_writing import write_to_complainant
from incidents.actions.notes import add_note
from incidents.complaints.abouts import About
from incidents.models import BreachEntry, BreachPupil, Case, DataBreach, DataRequest, ReportDraft
from incidents.walls import Standing
from people.actions.mail import queue_mail
from people.models import (
    ClassMembership,
    MarkPeriod,
    Notification,
    Pupil,
    PupilContact,
    RoleAssignment,
    SchoolClass,
    User,
)
from people.roles import Role
from tests.consent.given import answer, survey
from tests.factories import PupilFactory, UserFactory
from tests.incidents.complaints.made import complain
from tests.incidents.filed import added
from tests.incidents.made import Linked, Part, School, report

# The child, the parents, their addresses. Each is a word that stands nowhere else.
FORENAME, SURNAME, MIDDLE = "Quillfeather", "Vossmarrow", "Tamsinette"
MOTHER, FATHER, LEGAL = "Odalindra", "Branwick", "Pellworthy"
ADDRESSES = ("odalindra.vossmarrow@families.example", "b.pellworthy@families.example")
UPN = "R372999926001"
WORDS = (FORENAME, SURNAME, MIDDLE, MOTHER, FATHER, LEGAL, UPN, "quillfeather", "odalindra.vossmarrow")
CHILD = f"{FORENAME} {SURNAME}"
LEFT = dt.date(2019, 7, 20)
LONG_AGO = dt.datetime(2018, 11, 5, 10, 0, tzinfo=dt.UTC)


class ErasedSchool(School):
    """The people of a school, two other children, and the child that is to be erased."""

    def __init__(self) -> None:
        self.everybody_leading()
        self.dpo = UserFactory(role=Role.DPO)
        self.sibling_in_class = PupilFactory(legal_forename="Corin", legal_surname="Ashdown", code="3H")
        self.child = PupilFactory(
            legal_forename=FORENAME, middle_names=MIDDLE, legal_surname=SURNAME, preferred_surname=LEGAL, upn=UPN,
            left_on=LEFT, admission_number="771204",
        )  # fmt: skip
        with transaction.atomic():
            self._family()
            self._permission()
            self._pictures()
            self._requests()
            self._mails()
        self._cases()
        self._rest()

    def _family(self) -> None:
        room = SchoolClass.objects.create(school_year=2018, code="6K", year_groups=["6"])
        ClassMembership.objects.create(pupil=self.child, school_class=room)
        self.parent = User.objects.create_user(ADDRESSES[0], None, forename=MOTHER, surname=SURNAME)
        RoleAssignment.objects.create(user=self.parent, role=Role.PARENT)
        self.mother = PupilContact.objects.create(
            pupil=self.child, name=f"Ms {MOTHER} {SURNAME}", email=ADDRESSES[0], user=self.parent
        )
        PupilContact.objects.create(pupil=self.child, name=f"{FATHER} {LEGAL}", email=ADDRESSES[1])
        MarkPeriod.objects.create(kind="never", pupil=self.child, began_at=LONG_AGO)
        Session.objects.create(session_key="q" * 32, session_data="sealed", expire_date=timezone.now())
        connection.cursor().execute(
            "INSERT INTO usersessions_usersession"
            " (created_at, ip, last_seen_at, session_key, user_agent, data, user_id)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s)",
            [LONG_AGO, "127.0.0.1", LONG_AGO, "q" * 32, "browser", "{}", self.parent.pk],
        )

    def _permission(self) -> None:
        website = Purpose.objects.get(slug="website")
        load = survey(year=2018, applied=LONG_AGO, file_name="September.csv")
        answer(load, self.child, who=f"{MOTHER} {SURNAME}", given=LONG_AGO)
        answer(load, self.sibling_in_class, given=LONG_AGO)
        own = SurveyImport.objects.create(
            kind="letter", status="applied", school_year=2018, note=f"{MOTHER} {SURNAME} rang about {CHILD}."
        )
        answer(own, self.child, "no", who=f"{FATHER} {LEGAL}", given=LONG_AGO, only=["website"])
        ConsentDecision.objects.create(
            pupil=self.child, purpose=website, school_year=2018, value="no", reason=f"{CHILD}’s father said no.",
            decided_by=self.office,
        )  # fmt: skip
        entry = ReviewEntry.objects.create(
            survey=load, identity="a" * 64, child_text=f"{SURNAME}, {FORENAME}", respondent_name=f"{MOTHER} {SURNAME}",
            respondent_email=ADDRESSES[0], pupil=self.child, status="settled", settled_at=LONG_AGO, note=CHILD,
        )  # fmt: skip
        DeskItem.objects.create(entry=entry)
        ReviewWaiting.objects.create(entry=entry, pupil=self.child)
        ReviewEntry.objects.create(
            survey=load, identity="b" * 64, child_text=f"{FORENAME.upper()}  {SURNAME}", status="rejected",
            suggestions=[{"pupil": self.child.pk, "score": 90}], settled_at=LONG_AGO,
        )  # fmt: skip

    def _pictures(self) -> None:
        self.website = Purpose.objects.get(slug="website")
        self.alone, self.together = (self._checked(*pupils) for pupils in (
            (self.child,), (self.child, self.sibling_in_class)))  # fmt: skip
        posts = [self._posted(check, f"Prize of {FORENAME}") for check in (self.alone, self.together)]
        PostHanding.objects.create(
            check_record=self.together, holder=self.office, handed_by=self.reporter, note=f"{CHILD}.jpg in the folder"
        )
        TakenDown.objects.create(post=posts[1], by=self.office)
        removal = RemovalList.objects.create(pupil=self.child, due_at=LONG_AGO, register_since=LEFT, done_at=LONG_AGO)
        RemovalCause.objects.create(removal=removal, kind="leaver")
        for post in posts:
            RemovalItem.objects.create(
                removal=removal, post=post, due_at=LONG_AGO, outcome="removed", note=f"{FORENAME} is gone.",
                done_at=LONG_AGO, done_by=self.office,
            )  # fmt: skip

    def _checked(self, *pupils: Pupil) -> RecordedCheck:
        check = RecordedCheck.objects.create(
            school_year=2018, destination=self.website, what="photo", names="none", verdict="all",
            answer=f"{CHILD} may be shown.", recorded_by=self.reporter, recorded_at=LONG_AGO,
        )  # fmt: skip
        for pupil in pupils:
            CheckedChild.objects.create(check_record=check, pupil=pupil, word="yes")
        return check

    def _posted(self, check: RecordedCheck, title: str) -> Post:
        post = Post.objects.create(
            check_record=check, school_year=2018, destination=self.website, what="photo", names="none", title=title,
            link=f"https://school.example/{FORENAME.lower()}-{SURNAME.lower()}.html", posted_on=LONG_AGO.date(),
            was_permitted=True, posted_by=self.reporter,
        )  # fmt: skip
        for one in check.children.all():
            PostedChild.objects.create(post=post, pupil=one.pupil, word="yes")
        return post

    def _requests(self) -> None:
        asked = {
            "kind": "stop", "child_name": CHILD, "asked_by": f"{MOTHER} {SURNAME}", "reach_by": ADDRESSES[0],
            "message": f"No more of {FORENAME}.", "due_on": LEFT, "handled_at": LONG_AGO, "outcome": "Done.",
        }  # fmt: skip
        request = PhotoRequest.objects.create(form_key=uuid.uuid4(), **asked)
        PhotoHold.objects.create(request=request, pupil=self.child, starts_at=LONG_AGO, ended_at=LONG_AGO)
        PhotoRequest.objects.create(form_key=uuid.uuid4(), **asked)

    def _mails(self) -> None:
        for address, user in ((ADDRESSES[0], self.parent), (ADDRESSES[1], None)):
            queue_mail(
                kind=Notification.Kind.PERMISSION_CHANGED, address=address, user=user, subject="Something changed",
                body=f"About {CHILD}.",
            )  # fmt: skip
        queue_mail(
            kind=Notification.Kind.OTHER, address="office@school.example", subject=f"Seen: {CHILD}",
            body=f"{MOTHER} {SURNAME} <{ADDRESSES[0]}> wrote.",
        )  # fmt: skip
        queue_mail(
            kind=Notification.Kind.SIGN_IN_CODE, address=ADDRESSES[0], user=self.parent, subject="Code", body="123456",
            secret=True,
        )  # fmt: skip

    def _cases(self) -> None:
        """An incident in which the child was affected, one about somebody else that names it, and a complaint."""
        linked = Linked(Part.AFFECTED, Standing.FORMER_PUPIL, CHILD, pupil=self.child)
        self.affected = report(
            self.reporter, linked, title=f"A picture of {FORENAME}",
            words=f"{FORENAME} was laughed at by Corin Ashdown.",
        )  # fmt: skip
        added(self.affected, self.head, f"chat: {FORENAME.lower()} said no".encode())
        added(self.affected, self.head, b"nothing about anybody")
        add_note(case=self.affected, text=f"{MOTHER} {SURNAME} was told.", form_key=uuid.uuid4(), by=self.head)
        self.other = report(
            self.reporter, Linked(Part.SUBJECT, Standing.PUPIL, "Corin Ashdown", pupil=self.sibling_in_class),
            title="Words in a chat", words=f"Corin wrote about {CHILD.upper()}.",
        )  # fmt: skip
        self.complaint = complain(
            About.SCHOOL, words=f"You showed my daughter {CHILD}.", name=f"{MOTHER} {SURNAME}", email=ADDRESSES[0],
            child_name=CHILD,
        )  # fmt: skip
        write_to_complainant(
            case=self.complaint,
            text=f"Dear {MOTHER} {SURNAME}, thank you.",
            is_question=False,
            form_key=uuid.uuid4(),
            by=self.head,
        )
        for case in (self.affected, self.other, self.complaint):
            Case.objects.filter(pk=case.pk).update(state="closed", closed_at=LONG_AGO, seen_at=LONG_AGO)

    def _rest(self) -> None:
        ReportDraft.objects.create(
            user=self.reporter, typed={"what": {"words": [f"Again {CHILD} …"]}, "people": [{"name": CHILD}]}
        )
        breach = DataBreach.objects.create(
            reference="DB-1819-7KQ4",
            title=f"A list with {CHILD}",
            aware_at=LONG_AGO,
            opened_by=self.head,
            closed_at=LONG_AGO,
        )
        BreachPupil.objects.create(breach=breach, pupil=self.child, added_by=self.head)
        BreachEntry.objects.create(breach=breach, kind="facts", said={"what": f"{CHILD} stood on it."}, by=self.head)
        self._rights()
        with transaction.atomic():
            record(Verb.RECORD_READ, target=self.child, by=self.head)

    def _rights(self) -> None:
        """Requests about data: of the child, of the mother about herself, and of somebody else in which both stand."""
        self._asked(f"{MOTHER} {SURNAME}", CHILD, about_pupil=self.child, asked_by=self.parent)
        own = {"about_user": self.parent, "asker_reach": f"{MOTHER} at 07700 900 123"}
        self._asked(f"Ms {SURNAME}", MOTHER, **own)
        other = self._asked("Hester Ashdown", "Corin Ashdown", about_pupil=self.sibling_in_class)
        other.parts.create(kind="lists", content={"pieces": [{"title": CHILD, "rows": [f"{CHILD} sat beside."]}]})

    def _asked(self, who: str, about: str, **columns) -> DataRequest:
        said = f"Everything about {about}, and what {CHILD} and {MOTHER} {SURNAME} <{ADDRESSES[0]}> said."
        asked = DataRequest.objects.create(
            reference=f"DR-{uuid.uuid4().hex[:8]}", right="access", state="answered", way="letter", received_on=LEFT,
            answered_on=LEFT, words=said, asker_name=who, asked_as="self", about_name=about, recorded_by=self.head,
            **columns,
        )  # fmt: skip
        asked.entries.create(kind="received", said={"text": said}, by=self.head)
        return asked


def raw_words(words=WORDS) -> dict[str, set[str]]:
    """In which tables of the database which of the words stand, in any column, read past the portal."""
    found: dict[str, set[str]] = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f'SELECT * FROM "{table}"')
            text = repr(
                [[bytes(one) if isinstance(one, memoryview) else one for one in row] for row in cursor.fetchall()]
            )
            if stands := {word for word in words if word.casefold() in text.casefold()}:
                found[table] = stands
    return found


def files_with(folder: Path, words=WORDS) -> dict[str, set[str]]:
    """In which files below a folder which of the words stand, in any capitals."""
    found = {}
    for path in (one for one in folder.rglob("*") if one.is_file()):
        content = path.read_bytes().lower()
        if stands := {word for word in words if word.lower().encode() in content}:
            found[path.relative_to(folder).as_posix()] = stands
    return found
