"""A case with a word of its own in every text that somebody can write about it: a canary that sings where it leaks."""

import datetime as dt
import hashlib
import uuid

from django.utils import timezone

from incidents.actions.blacking import black_out
from incidents.actions.closing import answer_out_of_hours, close_case, reopen_case, tick_bullying
from incidents.actions.correcting import Corrected, correct_facts
from incidents.actions.dealing import assign_case
from incidents.actions.evidence import add_evidence, seal_evidence
from incidents.actions.evidence_ending import ask_destruction
from incidents.actions.handling import open_case
from incidents.actions.marking import mark_safeguarding
from incidents.actions.notes import add_note, record_words_out
from incidents.actions.people import link_person, say_parents_told, unlink_person
from incidents.actions.referring import Decided, ask_governor, decide_legal_action, refer_case
from incidents.actions.reporting import Linked
from incidents.actions.steps import add_step, change_step, tick_step
from incidents.evidence.kinds import FileKind
from incidents.evidence.reading import SafeFile
from incidents.kinds import Kind, Place
from incidents.models import Case, EvidenceFile, LegalDecision, OutOfHoursTest, PanelMember
from incidents.outcomes import Outcome
from incidents.walls import Standing, Wall
from people.models import User
from tests.incidents.made import Part, again, report

from .people import Cast

# Where each word stands, by the moment from which it is there.
REPORTED = ("title", "words", "platform", "account", "link", "event", "witness", "child")
HANDLED = (
    "note", "blacked", "blackreason", "handlernote", "outto", "outwords", "step", "stepchanged", "told", "added",
    "gone", "gonereason", "disturbs", "threatens", "reputation", "correction", "newplatform", "protection", "filename",
    "filenote", "content", "sealedname", "destruction",
)  # fmt: skip
REFERRED = ("referral", "bundle")
CLOSED = ("decision", "minute", "contact", "reason", "toldwhom", "discipline", "reopened")


def canary(name: str) -> str:
    """The word of one place. No word of any language, and no part of another one.

    >>> canary("title")
    'Zqtitlezq'
    """
    return f"Zq{name}zq"


def singing(text: str) -> set[str]:
    """The places whose words stand in a text."""
    low = text.casefold()
    return {name for name in (*REPORTED, *HANDLED, *REFERRED, *CLOSED) if canary(name).casefold() in low}


class Planted:
    """One case, moment after moment. `linked` is whom it is about, `owner` who deals with it, `by` who reports it."""

    def __init__(
        self, cast: Cast, linked: list[Linked], owner: User, by: User, *, is_self_report: bool = False
    ) -> None:
        self.cast, self.owner, self.by = cast, again(owner), again(by)
        people = [
            *linked,
            Linked(Part.WITNESS, Standing.OTHER, canary("witness")),
            Linked(Part.AFFECTED, Standing.PUPIL, canary("child"), pupil=cast.pupil),
        ]
        self.case = report(
            self.by, *people, title=f"{canary('title')} in it", words=f"{canary('words')} was said.",
            platform=canary("platform"), account=f"@{canary('account')}", link=f"https://{canary('link')}.example/",
            event_name=canary("event"), place=Place.ONLINE, kind=Kind.BULLYING, is_self_report=is_self_report,
        )  # fmt: skip

    @property
    def wall(self) -> Wall:
        return Wall(Case.objects.get(pk=self.case.pk).wall)

    @property
    def is_decided_by_governors(self) -> bool:
        return self.wall in {Wall.PUPIL, Wall.STAFF}

    @property
    def _revision(self) -> int:
        return Case.objects.get(pk=self.case.pk).revision

    def handle(self) -> None:
        """Everything that is written while a case is open."""
        case, owner = self.case, self.owner
        open_case(case=case, by=owner)
        self._say()
        self._name()
        self._mark()
        self._file()
        PanelMember.objects.create(case=case, user=self.cast.panel, named_by=owner)

    def _say(self) -> None:
        case, owner = self.case, self.owner
        note = f"{canary('note')} and {canary('blacked')}."
        add_note(case=case, text=note, form_key=uuid.uuid4(), by=owner)
        black_out(case=case, phrases=[canary("blacked")], reason=canary("blackreason"), by=owner)
        record_words_out(case=case, to=canary("outto"), text=canary("outwords"), form_key=uuid.uuid4(), by=owner)
        step = add_step(case=case, text=canary("step"), owner=owner, due_on=timezone.localdate(), by=owner)
        tick_step(step=step, is_done=True, by=owner)
        other = add_step(case=case, text="To do.", owner=None, due_on=None, by=owner)
        revision = self._revision
        change_step(step=other, text=canary("stepchanged"), owner=None, due_on=None, revision=revision, by=owner)
        note_of_the_handler = canary("handlernote")
        by = owner
        if self.is_decided_by_governors and not case.people.subjects().filter(user=self.cast.handler).exists():
            assign_case(case=case, user=self.cast.handler, by=owner)
            by = again(self.cast.handler) if self.wall == Wall.PUPIL else owner
        add_note(case=case, text=note_of_the_handler, form_key=uuid.uuid4(), by=by)

    def _name(self) -> None:
        case, owner = self.case, self.owner
        link_person(case=case, linked=Linked(Part.WITNESS, Standing.OTHER, canary("added")), by=owner)
        gone = link_person(case=case, linked=Linked(Part.WITNESS, Standing.PARENT, canary("gone")), by=owner)
        unlink_person(person=gone, reason=canary("gonereason"), by=owner)
        child = case.people.get(name=canary("child"))
        no = child.Told.NO
        say_parents_told(person=child, told=no, on=None, note=canary("told"), by=owner)

    def _mark(self) -> None:
        case, owner = self.case, self.owner
        test = OutOfHoursTest(
            disturbs=True, disturbs_because=canary("disturbs"), threatens=True, threatens_because=canary("threatens"),
            reputation=True, reputation_because=canary("reputation"), reputation_of="school",
        )  # fmt: skip
        answer_out_of_hours(case=case, answers=test, revision=self._revision, by=owner)
        facts = Corrected(
            Kind.BULLYING, timezone.localdate() - dt.timedelta(days=2), None, Place.ONLINE, canary("newplatform"),
            f"@{canary('account')}", f"https://{canary('link')}.example/", canary("event"),
        )  # fmt: skip
        correct_facts(case=case, facts=facts, reason=canary("correction"), revision=self._revision, by=owner)
        number = canary("protection")
        mark_safeguarding(case=case, is_safeguarding=True, number=number, revision=self._revision, by=owner)
        tick_bullying(case=case, document=None, of=timezone.localdate(), by=owner)

    def _file(self) -> None:
        """One that stays, added by who reported it where they may, and one that is sealed and to be destroyed."""
        self._add("filename", canary("filenote"), by=self.by)
        sealed = self._add("sealedname", "", by=self.owner)
        seal_evidence(evidence=sealed, by=self.owner)
        if self.is_decided_by_governors:  # behind the other walls a second person would hear of it, who reads nothing
            ask_destruction(evidence=sealed, reason=canary("destruction"), by=self.owner)

    def _add(self, name: str, note: str, *, by: User) -> EvidenceFile:
        content = f"{canary('content')} {name}\n".encode()
        digest = hashlib.sha256(content).hexdigest()
        file = SafeFile(f"{canary(name)}.txt", FileKind.TEXT, content, digest)
        case, may = self.case, by == self.owner or (by == self.case.reported_by and self._may_still_add(by))
        adder, reporting = (by, by != self.owner) if may else (self.owner, False)
        add_evidence(case=case, files=[file], note=note, form_key=uuid.uuid4(), by=adder, is_reporting=reporting)
        return EvidenceFile.objects.get(case=case, name=file.name)

    def _may_still_add(self, by: User) -> bool:
        return not self.case.people.subjects().filter(user=by).exists()

    def refer(self) -> None:
        """The governors are asked about legal action, where they decide it."""
        if not self.is_decided_by_governors:
            return
        self.referral = refer_case(case=self.case, reason=canary("referral"), bundle=canary("bundle"), by=self.owner)
        ask_governor(referral=self.referral, user=again(self.cast.panel), by=again(self.cast.chair))

    def close(self) -> None:
        """Decided, closed, opened again and closed for good."""
        if self.is_decided_by_governors:
            answer, today = LegalDecision.Answer.NO, timezone.localdate()
            decided = Decided(answer, today, canary("decision"), canary("minute"), canary("contact"))
            decide_legal_action(referral=self.referral, decided=decided, by=again(self.cast.panel))
        for _ in range(2):
            close_case(
                case=self.case, outcomes=[Outcome.ADVICE], reason=canary("reason"), told=canary("toldwhom"),
                why_discipline=canary("discipline"), revision=self._revision, by=self.owner,
            )  # fmt: skip
            if not self.case.timeline.filter(what="Opened again.").exists():
                reopen_case(case=self.case, reason=canary("reopened"), by=self.owner)
