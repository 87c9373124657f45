"""The day of a panel: up to five are offered, whoever complained says which suit, one is fixed (domain 1.1)."""

import datetime as dt
import uuid
from collections.abc import Collection, Sequence

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from incidents.complaint_author import Author
from incidents.complaint_mails import tell_complainant
from incidents.complaints.panels import MOST_DATES, SEATS
from incidents.models import Case, DateRevision, Hearing, OfferedDate, TimelineEntry
from incidents.notifications import tell_owners
from incidents.panel_mails import tell_arrangers, tell_members
from incidents.panel_seating import sitting
from incidents.relations import Act
from people.models import User

from .complaint_days import set_next_date
from .complaint_words import MOST_WORDS, actor_of
from .entries import add_entry, sent_before
from .faults import CannotBeSo, WrongState
from .locking import touch
from .panel_holding import current_hearing, day_of, earliest_meeting, fresh_hearing, hearing_of, held_for_panel

Kind = TimelineEntry.Kind
SAID_SUITS = "Said which days suit"
NOTHING_OFFERED = "No day waits for your answer now. You can write to us at any time."
OTHER_DAYS = "Other days are offered since you opened this page. Look at them first."


@transaction.atomic
def offer_dates(
    *, case: Case, moments: Sequence[dt.datetime], reason: str, form_key: uuid.UUID, by: User
) -> list[OfferedDate]:
    """Offer up to five days to whoever complained. A day after the one that was promised needs a reason, which they
    are told with it (D10). Offered again, also where a panel could not meet on its day, the new days take the place of
    the old ones; papers that are out stay so. Raises NotAllowed, CannotBeSo; WrongState before three are named.
    """
    held = held_for_panel(case, Act.APPOINT_PANEL, by)
    if sent_before(held, form_key):
        found = current_hearing(held.complaint)
        return list(found.offered.all()) if found else []
    if len(sitting(held)) < SEATS:
        raise WrongState("Name three people first. They are to be free on the days that you offer.")
    days = _days(moments)
    hearing = current_hearing(held.complaint)
    put_off = _promise(held, hearing, days[-1], reason, by)
    hearing = _fresh(held, hearing, by)
    offered = [OfferedDate.objects.create(hearing=hearing, at=moment) for moment in days]
    set_next_date(held, held.complaint)
    touch(held, "due_on")
    count = len(offered)
    add_entry(held, Kind.EVENT, f"Offered {count} day{'s' * (count != 1)} for the panel.", by=by, form_key=form_key)
    tell_complainant(held, "panel")
    if put_off:
        record(
            Verb.COMPLAINT_DATE_REVISED, target=held, by=by, what=str(put_off.what), before=put_off.before.isoformat(),
            after=put_off.after.isoformat(),
        )  # fmt: skip
    record(Verb.COMPLAINT_HEARING, target=held, by=by)
    return offered


def _days(moments: Sequence[dt.datetime]) -> list[dt.datetime]:
    days = sorted(set(moments))
    if not days:
        raise CannotBeSo("day_1", "Give at least one day and time.")
    if len(days) > MOST_DATES:
        raise CannotBeSo("day_1", "Offer at most five days.")
    if days[0] <= timezone.now():
        raise CannotBeSo("day_1", "Give days that are still to come.")
    return days


def _promise(held: Case, hearing: Hearing | None, last: dt.datetime, reason: str, by: User) -> DateRevision | None:
    """Keep what was promised, or put it off with a reason that whoever complained reads. Raises CannotBeSo."""
    complaint = held.complaint
    before = day_of(hearing.meets_at) if hearing and hearing.meets_at else complaint.answer_by
    after = day_of(last)
    if after <= before:
        return None
    if not reason.strip():
        raise CannotBeSo("reason", f"The panel was to meet by {before:%-d %B %Y}. Write why it is later: they read it.")
    complaint.answer_by = after
    complaint.save(update_fields=["answer_by"])
    return DateRevision.objects.create(
        complaint=complaint, what=DateRevision.What.PANEL, before=before, after=after, reason=reason.strip(),
        revised_by=by,
    )  # fmt: skip


def _fresh(held: Case, before: Hearing | None, by: User) -> Hearing:
    """A meeting without days: the present one, or a new one that takes over papers and companion."""
    if before is None or not (before.meets_at or before.offered.exists()):
        return before or hearing_of(held, by)
    return fresh_hearing(held, before, by)


@transaction.atomic
def say_which_suit(
    *, author: Author, suiting: Collection[str], companion: str, words: str, form_key: uuid.UUID
) -> Case:
    """Whoever complained says which of the days suit them and who comes along; none, with words on when they could.
    They may say so anew until the day is fixed. Whoever arranges the panel is told.

    Raises NotAllowed, CannotBeSo; WrongState where no day is offered, or others are.
    """
    held = author.held(Act.READ_OWN)
    if sent_before(held, form_key):
        return held
    hearing = current_hearing(held.complaint) if held.at_panel else None
    offered = list(hearing.offered.all()) if hearing and hearing.meets_at is None else []
    if hearing is None or not offered:
        raise WrongState(NOTHING_OFFERED)
    if not set(suiting) <= {one.sign for one in offered}:
        raise WrongState(OTHER_DAYS)
    if not suiting and not words.strip():
        raise CannotBeSo("words", "Tick a day that suits you. If none does, write here when you could come.")
    if len(words.strip()) > MOST_WORDS:
        raise CannotBeSo("words", f"Write at most {MOST_WORDS:,} signs.")
    for one in offered:
        one.suits = one.sign in suiting
    OfferedDate.objects.bulk_update(offered, ["suits"])
    hearing.companion = companion.strip()[:160]
    hearing.save(update_fields=["companion"])
    touch(held)
    add_entry(held, Kind.BY_AUTHOR, SAID_SUITS, by=None, text=words.strip(), form_key=form_key)
    tell_arrangers(held, "dates", except_user=author.user)
    record(Verb.COMPLAINT_HEARING, target=held, by=author.user, actor=actor_of(author.user))
    return held


@transaction.atomic
def fix_day(*, case: Case, sign: str, place: str, why: str, form_key: uuid.UUID, by: User) -> Hearing:
    """Fix day, time and place out of the days offered. A day for which the papers could not be out in time, or that
    does not suit whoever complained, needs a reason, which stays in school. All are told that it is fixed.

    Raises NotAllowed, CannotBeSo; WrongState where the day is fixed, or is not among those offered now.
    """
    held = held_for_panel(case, Act.APPOINT_PANEL, by)
    hearing = current_hearing(held.complaint)
    if hearing and sent_before(held, form_key):
        return hearing
    if hearing and hearing.meets_at:
        raise WrongState("The day is fixed already. To change it, offer other days.")
    days = list(hearing.offered.all()) if hearing else []
    if days and not sign:
        raise CannotBeSo("day", "Choose which day.")
    chosen = next((one for one in days if one.sign == sign), None)
    if hearing is None or chosen is None:
        raise WrongState("Other days are offered since you opened this page. Choose out of those.")
    if chosen.at <= timezone.now():
        raise CannotBeSo("day", "This day is over. Offer other days.")
    if not place.strip():
        raise CannotBeSo("place", "Write where the panel meets.")
    if not why.strip():
        _refuse_unfit(hearing, chosen)
    hearing.meets_at, hearing.place = chosen.at, place.strip()[:160]
    hearing.save(update_fields=["meets_at", "place"])
    set_next_date(held, held.complaint)
    touch(held, "due_on")
    said = f"The panel meets on {timezone.localtime(chosen.at):%-d %B %Y at %H:%M}."
    add_entry(held, Kind.EVENT, said, by=by, text=why.strip(), form_key=form_key)
    tell_complainant(held, "panel")
    tell_members(held, "day", except_user=by)
    tell_owners(held, "panel_day", except_user=by)
    record(Verb.COMPLAINT_HEARING, target=held, by=by)
    return hearing


def _refuse_unfit(hearing: Hearing, chosen: OfferedDate) -> None:
    """Raises CannotBeSo for a day that needs a reason."""
    earliest = earliest_meeting(hearing)
    if day_of(chosen.at) < earliest:
        raise CannotBeSo(
            "why",
            f"The papers could not be out in time: the panel can meet on {earliest:%-d %B %Y} at the earliest. "
            "Choose a later day, or write why it is this one.",
        )
    if not chosen.suits:
        raise CannotBeSo("why", "They have not said that this day suits them. Choose another, or write why it is this.")
