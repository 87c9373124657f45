"""A complaint comes in: one transaction from the words typed to the case, its receipt and the first mails."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from audit.models import Actor, Verb
from audit.recorder import record
from incidents.complaint_mails import tell_complainant
from incidents.complaints.abouts import MAY_READ, STANDINGS, About
from incidents.complaints.codes import digest_of
from incidents.complaints.deadlines import Clock, clock_of, deadlines
from incidents.complaints.stages import ComplainantRelation, ReachBy, Source, Stage, Way
from incidents.finding_people import accounts_called
from incidents.kinds import Place
from incidents.models import Case, CasePerson, Complaint, ComplaintDraft, Receipt, TimelineEntry
from incidents.notifications import also_told, tell_owners
from incidents.reference import new_reference
from incidents.search import index_case
from incidents.sorts import Sort
from incidents.walls import OF_A_ROLE, Standing, Wall
from people.calendar import school_calendar
from people.models import RoleAssignment, SchoolYear, User
from people.roles import Role
from people.school_days import CalendarEnds, SchoolCalendar
from people.settings import Key, read_all

from .draft_files import take_files
from .entries import add_entry
from .faults import CannotBeSo
from .routing import Way as Route
from .routing import standing_of, way_of_complaint

PREFIX = "CMP"
TRIES = 20
MOST_WORDS = 4000
TO_SAY = "Say what happened."


@dataclass(frozen=True)
class Complained:
    """What was typed into the form, or by the office on somebody's behalf."""

    about: About
    words: str
    way: Way = Way.COMPLAINT
    about_name: str = ""
    wish: str = ""
    happened_on: dt.date | None = None
    happened_when: str = ""
    place: Place | None = None
    late_because: str = ""
    tried: Sequence[str] = ()
    tried_words: str = ""
    is_anonymous: bool = False
    is_name_withheld: bool = False
    name: str = ""
    relation: ComplainantRelation | None = None
    child_name: str = ""
    email: str = ""
    telephone: str = ""
    postal: str = ""
    reach_by: ReachBy = ReachBy.CODE
    wants_call: bool = False
    wants_interpreter: bool = False
    language: str = ""
    written_by: str = ""
    source: Source = Source.FORM
    is_on_paper: bool = False


def where_it_goes(about: About, about_name: str = "", author: User | None = None) -> Route:
    """Who will read a complaint about this: what the form says before *Send*, and what happens after it.

    A name that may mean the headteacher, the chair or a governor puts it behind their wall, whatever was chosen; where
    it may mean several people, the highest wall counts. `author`: whoever complains, signed in. Raises NobodyLeft.
    """
    return way_of_complaint(about, _named(about, about_name), is_to_sort=_is_to_sort(about), author=author)


def _named(about: About, about_name: str) -> list[User]:
    """The accounts that the name typed may mean."""
    return accounts_called(about_name) if about_name.strip() and about in MAY_READ else []


def _is_to_sort(about: About) -> bool:
    return about == About.UNSURE or bool(read_all()[Key.COMPLAINTS_TO_CLERK])


def send_complaint(
    *,
    complained: Complained,
    form_key: uuid.UUID,
    code: str,
    by: User | None,
    recorded_by: User | None = None,
    draft: ComplaintDraft | None = None,
) -> Case:
    """Keep a complaint and put it before whoever it is for, in this request. Returns its case.

    `code` is the access code of its receipt, of which the digest alone is kept. `by` is whoever complains, signed in;
    `recorded_by` whoever writes down what somebody else said or wrote. `draft` goes with it: its files become evidence
    under the same names. Sent twice with one form it is one complaint, with the code of the first. Raises CannotBeSo
    for what cannot be kept; NobodyLeft where nobody could read it.
    """
    known = Case.objects.complaints().filter(form_key=form_key).first()
    if known:
        return known
    _refuse(complained)
    calendar = school_calendar()  # before the transaction: working out bank holidays holds up no other writer
    try:
        return _keep(complained, form_key, code, by, recorded_by, calendar, draft)
    except IntegrityError:  # the same form, sent twice at the same moment: the first one was kept
        known = Case.objects.complaints().filter(form_key=form_key).first()
        if known is None:
            raise
        return known


def _refuse(complained: Complained) -> None:
    if not complained.words.strip() and not complained.is_on_paper:
        raise CannotBeSo("words", TO_SAY)
    if len(complained.words) > MOST_WORDS and complained.source == Source.FORM:
        raise CannotBeSo("words", f"Write at most {MOST_WORDS:,} signs. A file can hold the rest.")
    if complained.happened_on and complained.happened_on > timezone.localdate():
        raise CannotBeSo("happened_on", "Give the day on which it happened. That day is still to come.")
    if complained.is_anonymous and not read_all()[Key.COMPLAINT_ANONYMOUS]:
        raise CannotBeSo("name", "Write your name. The school looks into a complaint only with a name.")


@transaction.atomic
def _keep(
    complained: Complained,
    form_key: uuid.UUID,
    code: str,
    by: User | None,
    recorded_by: User | None,
    calendar: SchoolCalendar,
    draft: ComplaintDraft | None,
) -> Case:
    now = timezone.now()
    clock = _clock(now, complained.about, calendar)
    named = _named(complained.about, complained.about_name)
    route = way_of_complaint(complained.about, named, is_to_sort=_is_to_sort(complained.about), author=by)
    case = Case.objects.create(
        sort=Sort.COMPLAINT,
        title=str(complained.about.label),
        wall=route.wall,
        owner_role=route.owner,
        reported_by=by,
        reported_at=now,
        received_on=clock.received_on,
        due_on=clock.acknowledge_by,
        form_key=form_key,
        reference=_reference(),
    )
    complaint = _facts(case, complained, clock.acknowledge_by, clock.answer_by, route, recorded_by)
    _link(case, complained, named)
    is_handed_on = recorded_by is not None
    Receipt.objects.create(complaint=complaint, digest=digest_of(code), is_handed_on=is_handed_on)
    index_case(case)
    add_entry(case, TimelineEntry.Kind.EVENT, _said(complained), by=recorded_by)
    if draft:
        take_files(case, draft, by)
    tell_owners(case, "reported", except_user=recorded_by or by, also=also_told(case))
    tell_complainant(case, "received")
    actor = Actor.USER if recorded_by or by else Actor.PUBLIC
    record(Verb.COMPLAINT_SENT, target=case, by=recorded_by or by, actor=actor, wall=case.wall, way=str(complained.way))
    return case


def _clock(now: dt.datetime, about: About, calendar: SchoolCalendar) -> Clock:
    """A calendar that closes the school for years, which nobody meant, loses no complaint: then it is Monday to
    Friday."""
    try:
        return clock_of(now, about, calendar, deadlines())
    except CalendarEnds:
        return clock_of(now, about, SchoolCalendar(lessons=calendar.lessons), deadlines())


def _facts(
    case: Case,
    complained: Complained,
    acknowledge_by: dt.date,
    answer_by: dt.date,
    route: Route,
    recorded_by: User | None,
) -> Complaint:
    hidden = complained.is_anonymous
    return Complaint.objects.create(
        case=case,
        way=complained.way,
        about=complained.about,
        about_name=complained.about_name.strip()[:160],
        is_to_sort=route.wall == Wall.UNSURE,
        source=complained.source,
        is_on_paper=complained.is_on_paper,
        recorded_by=recorded_by,
        is_anonymous=hidden,
        is_name_withheld=complained.is_name_withheld,
        name="" if hidden else complained.name.strip()[:160],
        relation=complained.relation or "",
        child_name="" if hidden else complained.child_name.strip()[:160],
        email="" if hidden else complained.email.strip(),
        telephone="" if hidden else complained.telephone.strip()[:40],
        postal="" if hidden else complained.postal.strip()[:300],
        reach_by=ReachBy.CODE if hidden else complained.reach_by,
        wants_call=complained.wants_call,
        wants_interpreter=complained.wants_interpreter,
        language=complained.language.strip()[:60],
        written_by=complained.written_by.strip()[:160],
        words=complained.words.strip(),
        happened_on=complained.happened_on,
        happened_when=complained.happened_when.strip()[:120],
        place=complained.place or "",
        late_because=complained.late_because.strip(),
        wish=complained.wish.strip(),
        tried=[str(one) for one in complained.tried],
        tried_words=complained.tried_words.strip(),
        stage=Stage.INFORMAL if complained.way == Way.CONCERN else Stage.ONE,
        acknowledge_by=acknowledge_by,
        answer_by=answer_by,
    )


def _link(case: Case, complained: Complained, named: Sequence[User]) -> None:
    """Whoever the name may mean is kept out until somebody who may read it has found out. A name that nobody's account
    has is kept as typed."""
    said = STANDINGS.get(complained.about, Standing.OTHER)
    rows = [
        CasePerson(case=case, part=CasePerson.Part.SUBJECT, standing=standing_of(user, said), name=str(user), user=user)
        for user in named
    ]
    if not rows:
        rows = holders_of(case, complained.about, complained.about_name)
    CasePerson.objects.bulk_create(rows)


def holders_of(case: Case, about: About, about_name: str) -> list[CasePerson]:
    """Those of today whom the choice names by their post, so that they stay kept out when the post changes hands; else
    the name as typed. Unsaved."""
    posts = {
        About.HEAD: (Role.HEAD,),
        About.CHAIR: (Role.CHAIR,),
        About.CLERK: (Role.CLERK,),
        About.BOARD: (Role.CHAIR, Role.VICE_CHAIR),
    }
    held = RoleAssignment.objects.in_force().filter(role__in=posts.get(about, ()), is_cover=False)
    holders = {one.user: OF_A_ROLE[Role(one.role)] for one in held.select_related("user").order_by("pk")}
    rows = [
        CasePerson(case=case, part=CasePerson.Part.SUBJECT, standing=standing, name=str(user), user=user)
        for user, standing in holders.items()
    ]
    name = about_name.strip()[:160]
    if not rows and name:
        standing = STANDINGS.get(about, Standing.OTHER)
        rows = [CasePerson(case=case, part=CasePerson.Part.SUBJECT, standing=standing, name=name)]
    return rows


def _said(complained: Complained) -> str:
    return (
        f"Received. {complained.way.label}."
        if complained.source == Source.FORM
        else (f"Recorded on somebody's behalf: {complained.source.label.lower()}.")
    )


def _reference() -> str:
    """One that no case has. Two writers who choose the same at once: the second one's form is sent again."""
    year = SchoolYear.objects.year_on(timezone.localdate())
    for _ in range(TRIES):
        reference = new_reference(PREFIX, year)
        if not Case.objects.filter(reference=reference).exists():
            return reference
    raise RuntimeError("No free reference was found.")
