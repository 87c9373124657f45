"""Whoever comes into a part in a complaint sits on its panel no more; whoever arranges the panel hears of it."""

from typing import Any

from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from incidents.complaints.panels import SEATS
from incidents.complaints.stages import Progress
from incidents.models import Case, PanelMember, TimelineEntry
from incidents.panel_mails import tell_arrangers, tell_members
from incidents.panel_seating import barred_members, sitting
from people.models import User

from .entries import add_entry
from .locking import touch

HAD_A_PART = "A member left the panel: they had a part in it."


def account_of(member: PanelMember) -> dict[str, Any]:
    """Whom the record names: an account alone, never a typed name."""
    return {"user": member.user_id} if member.user_id else {}


def end_seat(held: Case, member: PanelMember, said: str, reason: str, by: User | None) -> None:
    """End somebody's seat on the panel of a held complaint. They read nothing of it from their next request on."""
    row = PanelMember.objects.select_for_update(of=("self",), no_key=True).get(pk=member.pk)
    if row.ended_at:
        return
    row.ended_at = timezone.now()
    row.save(update_fields=["ended_at"])
    touch(held)
    add_entry(held, TimelineEntry.Kind.EVENT, said, by=by, text=reason.strip()[:300])
    record(Verb.COMPLAINT_PANEL_ENDED, target=held, by=by, **account_of(row))


def end_barred_seats(held: Case, by: User | None) -> list[PanelMember]:
    """End the seat of everybody who came into a part in a held complaint since they were named, or became the
    headteacher: nobody decides what they had a part in (D11). They are told that they sit no more."""
    barred = [member for member, _ in barred_members(held, are_governors=False)]
    for member in barred:
        end_seat(held, member, HAD_A_PART, "", by)
    tell_members(held, "off", [member.user for member in barred if member.user])
    return barred


def panel_follows(held: Case, by: User | None, *, is_routed: bool = False) -> None:
    """After somebody came into a held complaint, or its way was worked out again while a panel deals with it: whoever
    had a part then leaves the panel, and those who arrange it from now on are told. They may not be those of before.
    """
    if not (held.at_panel and held.is_open):
        return
    if end_barred_seats(held, by):
        tell_arrangers(held, "off", except_user=by)
    elif is_routed:
        tell_arrangers(held, "routed", except_user=by)


def stop_panel(held: Case, by: User | None) -> None:
    """Whoever complained takes a held complaint back while a panel deals with it: those who arrange it and those on it
    are told that it is not needed any more, unless they hear of the complaint itself. Its meeting is over. The seats
    stay, for one that is gone on with; nothing of it opens to anybody by them until then."""
    tell_arrangers(held, "off for good", except_user=by, if_not_told=True)
    tell_members(held, "off for good", except_user=by)
    end_meetings(held)


def end_meetings(held: Case) -> None:
    """End the meeting that is being arranged: days, day and papers of it come back with no other panel."""
    held.complaint.hearings.filter(ended_at=None).update(ended_at=timezone.now())


def panel_again(held: Case) -> Progress:
    """How far the panel of a held complaint is that is gone on with: with a panel where three people sit still, who are
    told that they do. Whoever had a part meanwhile is not among them, and no old meeting comes back."""
    end_meetings(held)
    end_barred_seats(held, None)
    if len(sitting(held)) < SEATS:
        return Progress.NEXT_ASKED
    tell_members(held, "named")
    return Progress.PANEL
