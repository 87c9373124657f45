"""Whom a complaint is about, said by whoever may: it is with its reader in the same request. And where it is none."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from incidents.complaint_writable import is_stage_answered
from incidents.complaints.abouts import MAY_READ, STANDINGS, About
from incidents.complaints.deadlines import clock_of, deadlines
from incidents.complaints.stages import Progress, Stage
from incidents.finding_people import accounts_called
from incidents.models import Case, CasePerson, StageAnswer, TimelineEntry
from incidents.notifications import also_told, tell_owners
from incidents.relations import Act
from incidents.search import index_case
from incidents.walls import Standing
from people.calendar import school_calendar
from people.models import User
from people.roles import Role

from .complaining import holders_of
from .complaint_answering import BEFORE_AN_ANSWER, end
from .complaint_days import set_next_date
from .entries import add_entry
from .faults import CannotBeSo, WrongState
from .locking import locked_open, touch
from .panel_parting import panel_follows
from .routing import ROUTED, route, standing_of, way_of_complaint

Kind = TimelineEntry.Kind
NO_MORE_DATA = (
    "{what}, and whoever complained can go on to a panel of governors. That would be lost if it were now about "
    "personal data. Leave it as it is. Ask them to send the part about personal data as a complaint of its own: the "
    "data-protection officer answers that within 30 days."
)
ANSWERED_ONCE = (
    "{} was answered already, and they may ask for the next stage. Answer it again, or close it once it is answered."
)
FIRST_A_WHOLE_WAY = (
    "Only what went the whole way through the procedure, up to the panel, is “already answered”. "
    "This reference is not one of that kind."
)


# What stands before the words that whoever complained reads.
ANSWERED_BEFORE = "We have answered this already: see {}."
SENT_TWICE = "You sent this twice. This one is closed, and the first goes on: {}."


@dataclass(frozen=True)
class Sorted:
    """What is said of a complaint that came to the wrong place, or without a choice."""

    about: About
    name: str = ""


@dataclass(frozen=True)
class Afterwards:
    """Who would own it, and who of those with an account would be kept out, because it is about them."""

    owner: Role
    kept_out: frozenset[User]


def where_sorted(case: Case, said: Sorted) -> Afterwards:
    """Who would read it afterwards: what the page says before the button, and what happens after it. Whoever was linked
    by hand stays in it. Raises NobodyLeft."""
    stay = [one.user for one in _by_hand(case).select_related("user") if one.user]
    found = [row.user for row in _rows(case, said) if row.user]
    about = dict.fromkeys([*stay, *found])
    return Afterwards(way_of_complaint(said.about, about, author=case.reported_by).owner, frozenset(about))


def why_not_data(case: Case) -> str:
    """Why it cannot be sorted to *How personal data was used* any more; empty where it can. No panel follows there, so
    it would take from whoever complained what they were told that they can ask for. One query at most."""
    if case.complaint.about == About.DATA:
        return ""
    if case.at_panel or case.complaint.stage == Stage.TWO:
        return NO_MORE_DATA.format(what="The panel was asked for")
    return NO_MORE_DATA.format(what="A stage of it was answered") if case.complaint.answers.exists() else ""


def _by_hand(case: Case):
    return case.people.subjects().exclude(added_by=None)


def _rows(case: Case, said: Sorted) -> list[CasePerson]:
    """Whom the choice makes it about: the bearers of the name, else the holders of the post, else the name alone."""
    standing = STANDINGS.get(said.about, Standing.OTHER)
    named = accounts_called(said.name) if said.name.strip() and said.about in MAY_READ else []
    if named:
        return [
            CasePerson(
                case=case, part=CasePerson.Part.SUBJECT, standing=standing_of(user, standing), name=str(user), user=user
            )
            for user in named
        ]
    return holders_of(case, said.about, said.name)


@transaction.atomic
def sort_complaint(*, case: Case, said: Sorted, revision: int, by: User) -> Case:
    """Say whom it is about: what came unsorted, or with a wrong choice. Those whom the first choice had kept out are
    taken off with it, those whom a person linked stay. Its days stay as promised, but no later than the law's where it
    is about personal data. It may leave `by` with this request.

    Raises NotAllowed, WrongState, Stale, CannotBeSo, NobodyLeft.
    """
    calendar, days = school_calendar(), deadlines()
    held = locked_open(case, Act.REDIRECT, by, revision)
    complaint = held.complaint
    if said.about == About.UNSURE:
        raise CannotBeSo("about", "Choose whom it is about.")
    if said.about == About.DATA and (why := why_not_data(held)):
        raise CannotBeSo("about", why)
    now = timezone.now()
    off = f"Sorted: about {said.about.label[0].lower()}{said.about.label[1:]}."
    held.people.subjects().filter(added_by=None).update(taken_off_at=now, taken_off_by=by, taken_off_reason=off)
    CasePerson.objects.bulk_create(_rows(held, said))
    complaint.about, complaint.about_name, complaint.is_to_sort = said.about, said.name.strip()[:160], False
    if said.about == About.DATA:
        last = clock_of(held.reported_at, said.about, calendar, days).answer_by
        complaint.acknowledge_by = min(complaint.acknowledge_by, last)
        complaint.answer_by = min(complaint.answer_by, last)
        set_next_date(held, complaint)
    complaint.save(update_fields=["about", "about_name", "is_to_sort", "acknowledge_by", "answer_by"])
    held.title = str(said.about.label)
    route(held)
    index_case(held)
    touch(held, "title", "due_on", *ROUTED)
    add_entry(held, Kind.EVENT, off, by=by)
    tell_owners(held, "routed", except_user=by, also=also_told(held))
    panel_follows(held, by, is_routed=True)
    record(Verb.COMPLAINT_SORTED, target=held, by=by, wall=held.wall)
    return held


@transaction.atomic
def redirect_complaint(*, case: Case, who: str, words: str, revision: int, by: User) -> Case:
    """Somebody else decides this, such as admissions or an appeal: whoever complained is told who, and it is over here
    (D6). Raises NotAllowed, WrongState, Stale, CannotBeSo."""
    held = locked_open(case, Act.REDIRECT, by, revision)
    _refuse_what_a_panel_waits_for(held)
    if not who.strip():
        raise CannotBeSo("who", "Write who decides it.")
    if not words.strip():
        raise CannotBeSo("words", "Write to whoever complained where to turn, and how.")
    text = f"This is decided by: {who.strip()}\n\n{words.strip()}"
    end(held, held.complaint, Progress.REDIRECTED, text, "", by)
    record(Verb.COMPLAINT_REDIRECTED, target=held, by=by)
    return held


@transaction.atomic
def say_already_answered(*, case: Case, earlier: str, words: str, revision: int, by: User) -> Case:
    """The same point, by the same person, which went the whole way through the procedure before, up to the panel: only
    then is nothing new decided. Or the same complaint sent twice, of which the first goes on.

    `earlier`: the reference. Raises NotAllowed, WrongState, Stale, CannotBeSo.
    """
    held = locked_open(case, Act.CLOSE, by, revision)
    _refuse_what_a_panel_waits_for(held)
    first = _first_of(held, earlier, by)
    end(held, held.complaint, Progress.ALREADY, _with_first(first, words), "", by)
    said = "Sent twice" if first.is_open else "Already answered"
    add_entry(held, Kind.EVENT, f"{said}: see {first.reference}.", by=by)
    add_entry(first, Kind.EVENT, f"{held.reference} was closed as the same.", by=by)
    record(Verb.COMPLAINT_CLOSED, target=held, by=by)
    return held


def words_of_already(*, case: Case, earlier: str, words: str, by: User) -> str:
    """What whoever complained would read of it: which the first one is, then why. Raises CannotBeSo."""
    return _with_first(_first_of(case, earlier, by), words)


def _with_first(first: Case, words: str) -> str:
    if not words.strip():
        raise CannotBeSo("words", "Write to whoever complained why it is closed.")
    return f"{(SENT_TWICE if first.is_open else ANSWERED_BEFORE).format(first.reference)}\n\n{words.strip()}"


def _first_of(held: Case, reference: str, by: User) -> Case:
    """The one that goes on, or that went the whole way before."""
    first = _earlier(held, reference, by)
    if not _same_author(held, first):
        raise CannotBeSo("earlier", "That was somebody else’s. Each has a right to an answer of their own.")
    if not first.is_open and not StageAnswer.objects.filter(complaint=first.complaint, stage=Stage.TWO).exists():
        raise CannotBeSo("earlier", FIRST_A_WHOLE_WAY)
    return first


def _refuse_what_a_panel_waits_for(held: Case) -> None:
    """Whoever answered a complaint does not end what was asked of the governors, nor what was answered already, also
    where it was opened again since."""
    if held.is_open and is_stage_answered(held.complaint):
        raise WrongState(ANSWERED_ONCE.format(held.reference))
    if Progress(held.complaint.progress) not in BEFORE_AN_ANSWER or held.complaint.stage == Stage.TWO:
        raise WrongState(f"{held.reference} stands at: {held.complaint.get_progress_display().lower()}.")


def _earlier(held: Case, reference: str, by: User) -> Case:
    """An earlier complaint that `by` may read too. Another one is as if it did not exist."""
    mine = Case.objects.allowing(Act.READ, by, Case.Sort.COMPLAINT).exclude(pk=held.pk).select_related("complaint")
    found = mine.filter(reference=reference.strip().upper(), reported_at__lte=held.reported_at).first()
    if found is None:
        raise CannotBeSo("earlier", "Write the reference of an earlier complaint that is with you.")
    return found


def _same_author(one: Case, other: Case) -> bool:
    """Whether both are by one person, as far as anybody can know: the account, the address, or name and telephone."""
    a, b = one.complaint, other.complaint
    if one.reported_by_id or other.reported_by_id:
        return one.reported_by_id == other.reported_by_id
    if a.email or b.email:
        return a.email.casefold() == b.email.casefold()
    return bool(a.name and a.name.casefold() == b.name.casefold() and a.telephone == b.telephone)
