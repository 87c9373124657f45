"""A complaint with a word of its own in every text that somebody can write about it: a canary that sings where it
leaks. The canaries of incidents sit in `tests/incidents/canaries`; the machinery is theirs."""

import datetime as dt
import hashlib
import uuid

from django.utils import timezone

from incidents.actions.blacking import black_out
from incidents.actions.complaint_answering import (
    Answer,
    acknowledge,
    answer_stage,
    close_complaint,
    hold_talk,
    look_into,
    open_complaint,
    reopen_complaint,
)
from incidents.actions.complaint_codes import renew_code
from incidents.actions.complaint_days import revise_date
from incidents.actions.complaint_giving import give_complaint
from incidents.actions.complaint_going_on import ask_next_stage
from incidents.actions.complaint_words import add_files, answer_understanding, write_to_school
from incidents.actions.complaint_writing import write_to_complainant
from incidents.actions.evidence import add_evidence
from incidents.actions.notes import add_note
from incidents.actions.people import link_person, unlink_person
from incidents.actions.reporting import Linked
from incidents.complaint_author import Author
from incidents.complaints.abouts import About
from incidents.complaints.codes import new_code
from incidents.complaints.stages import Finding, ReachBy
from incidents.evidence.kinds import FileKind
from incidents.evidence.reading import SafeFile
from incidents.kinds import Place
from incidents.models import Case, ContactPlan, DateRevision, EvidenceFile, Hearing, OfferedDate, PanelMember
from incidents.walls import Standing, Wall
from people.models import User
from tests.incidents.canaries.people import Cast
from tests.incidents.canaries.planting import canary
from tests.incidents.complaints.made import complain
from tests.incidents.made import Part, about, again

# Where each word stands: who complained, what they typed, and what is written at each moment after that.
IDENTITY = ("account", "called", "kid", "mail", "phone", "post", "friend")
TYPED = ("words", "when", "late", "wish", "tried", "language")
NAMED = ("aboutname",)
HANDLED = (
    "understood", "aim", "putright", "talk", "note", "blacked", "blackreason", "towards", "theirs", "filename",
    "filenote", "content", "schoolfile", "schoolnote", "added", "gone", "gonereason", "putoff", "rang",
)  # fmt: skip
ANSWERED = ("reason", "actions", "private", "learning")
AT_PANEL = (
    "why", "bundle", "venue", "companion", "member", "memberschool", "contact", "frequency", "planreason",
)  # fmt: skip
CLOSED = ("closing", "conclusion", "again")
EVERY = (*IDENTITY, *TYPED, *NAMED, *HANDLED, *ANSWERED, *AT_PANEL, *CLOSED)
GENERAL = frozenset({Wall.PUPIL, Wall.STAFF})


def singing(text: str) -> set[str]:
    """The places whose words stand in a text."""
    low = text.casefold()
    return {name for name in EVERY if canary(name).casefold() in low}


class Complained:
    """One complaint, moment after moment. `owner` answers it; `by` complains signed in, or nobody known does."""

    def __init__(
        self, cast: Cast, what: About, owner: User, *, by: User | None = None, subject: User | None = None,
        withheld: bool = False, also: tuple[User, ...] = (),
    ) -> None:  # fmt: skip
        self.cast, self.owner, self.by, self.code = cast, again(owner), again(by) if by else None, new_code()
        self.what, self.is_withheld, self.also = what, withheld, also
        self.is_named = not subject and what in {About.STAFF, About.GOVERNOR}
        name = f"{subject.forename} {subject.surname}" if subject else canary("aboutname") if self.is_named else ""
        self.case = complain(
            what, by=self.by, code=self.code, about_name=name, is_name_withheld=withheld,
            words=f"{canary('words')} happened.", wish=f"{canary('wish')}, please.", tried_words=canary("tried"),
            happened_when=canary("when"), late_because=canary("late"), place=Place.ONLINE, language=canary("language"),
            name=canary("called"), child_name=canary("kid"), email=f"{canary('mail')}@example.org",
            telephone=canary("phone"), postal=canary("post"), written_by=canary("friend"), reach_by=ReachBy.EMAIL,
            wants_call=True, wants_interpreter=True,
        )  # fmt: skip

    @property
    def wall(self) -> Wall:
        return Wall(Case.objects.get(pk=self.case.pk).wall)

    @property
    def author(self) -> Author:
        return Author(Case.objects.select_related("complaint").get(pk=self.case.pk), self.by)

    @property
    def _revision(self) -> int:
        return Case.objects.get(pk=self.case.pk).revision

    def handle(self) -> None:
        """Everything that is written before it is answered."""
        case, owner = self.case, self.owner
        open_complaint(case=case, by=owner)
        for user in self.also:
            link_person(case=case, linked=about(user), by=owner)
        self._say()
        self._write()
        self._name()
        self._file()
        self._give()

    def _say(self) -> None:
        case, owner = self.case, self.owner
        said = acknowledge(
            case=case, understood=canary("understood"), wish=canary("aim"), revision=self._revision, by=owner
        )
        answer_understanding(author=self.author, shown=said.sign, is_right=False, correction=canary("putright"))
        today = timezone.localdate()
        hold_talk(case=case, on=today, words=canary("talk"), revision=self._revision, by=owner)
        look_into(case=case, revision=self._revision, by=owner)
        after = Case.objects.get(pk=case.pk).complaint.answer_by + dt.timedelta(days=7)
        what, reason = DateRevision.What.ANSWER, canary("putoff")
        revise_date(case=case, what=what, after=after, reason=reason, revision=self._revision, by=owner)

    def _write(self) -> None:
        case, owner = self.case, self.owner
        add_note(case=case, text=f"{canary('note')} and {canary('blacked')}.", form_key=uuid.uuid4(), by=owner)
        black_out(case=case, phrases=[canary("blacked")], reason=canary("blackreason"), by=owner)
        write_to_complainant(
            case=case, text=canary("towards"), is_question=True, form_key=uuid.uuid4(), by=owner
        )  # fmt: skip
        write_to_school(author=self.author, text=canary("theirs"), form_key=uuid.uuid4())
        office = again(self.cast.office)
        renew_code(reference=case.reference, reason=canary("rang"), form_key=uuid.uuid4(), by=office)
        # The browser of whoever complained goes on with the code that they were given on the telephone.
        self.code = renew_code(
            reference=case.reference, reason=canary("rang"), form_key=uuid.uuid4(), by=office
        )  # fmt: skip

    def _name(self) -> None:
        case, owner = self.case, self.owner
        link_person(case=case, linked=Linked(Part.WITNESS, Standing.OTHER, canary("added")), by=owner)
        gone = link_person(case=case, linked=Linked(Part.WITNESS, Standing.PARENT, canary("gone")), by=owner)
        unlink_person(person=gone, reason=canary("gonereason"), by=owner)

    def _file(self) -> None:
        sent, own = self._safe("filename"), self._safe("schoolfile")
        add_files(author=self.author, files=[sent], note=canary("filenote"), form_key=uuid.uuid4())
        add_evidence(
            case=self.case, files=[own], note=canary("schoolnote"), form_key=uuid.uuid4(), by=self.owner
        )  # fmt: skip

    def _safe(self, name: str) -> SafeFile:
        content = f"{canary('content')} {name}\n".encode()
        return SafeFile(f"{canary(name)}.txt", FileKind.TEXT, content, hashlib.sha256(content).hexdigest())

    def _give(self) -> None:
        """To somebody who may read it; behind the other walls nobody else may."""
        handler = again(self.cast.handler)
        if self.wall in GENERAL:
            give_complaint(case=self.case, user=handler, knows_who=not self.is_withheld, by=self.owner)

    def answer(self) -> None:
        """The stage has its answer."""
        answer = Answer(
            Finding.PARTLY, canary("reason"), canary("actions"), canary("private"), canary("learning")
        )  # fmt: skip
        answer_stage(case=self.case, answer=answer, revision=self._revision, by=self.owner)

    def to_panel(self) -> None:
        """The next stage is asked for, a panel meets, and there is a plan how somebody may write."""
        ask_next_stage(author=self.author, why=canary("why"), form_key=uuid.uuid4())
        case, clerk = Case.objects.select_related("complaint").get(pk=self.case.pk), self.cast.clerk
        meets = timezone.now() + dt.timedelta(days=20)
        hearing = Hearing.objects.create(
            complaint=case.complaint, place=canary("venue"), companion=canary("companion"), bundle=canary("bundle"),
            bundle_at=timezone.now(), bundle_by=clerk, arranged_by=clerk, meets_at=meets,
        )  # fmt: skip
        OfferedDate.objects.create(hearing=hearing, at=meets, suits=True)
        PanelMember.objects.create(case=case, user=self.cast.panel, named_by=clerk)
        PanelMember.objects.create(case=case, name=canary("member"), school=canary("memberschool"), named_by=clerk)
        ContactPlan.objects.create(
            complaint=case.complaint, contact=canary("contact"), frequency=canary("frequency"),
            reason=canary("planreason"), review_on=timezone.localdate(), made_by=self.owner,
        )  # fmt: skip

    def close(self) -> None:
        """Closed, opened again, answered again and closed for good."""
        for _ in range(2):
            close_complaint(
                case=self.case, words=canary("closing"), private=canary("conclusion"), revision=self._revision,
                by=self.owner,
            )  # fmt: skip
            if not self.case.timeline.filter(what="Opened again.").exists():
                reopen_complaint(case=self.case, reason=canary("again"), by=self.owner)
                self.answer()

    @property
    def files(self) -> list[EvidenceFile]:
        return list(self.case.evidence.order_by("pk"))
