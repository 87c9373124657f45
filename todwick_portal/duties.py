"""What the worker tells people of, gathered from the apps: at once what cannot wait, everything else in one mail a
morning and one a week, written after what the same round found."""

import logging
import threading
from collections.abc import Callable

from django.db import DatabaseError

from audit.models import Actor
from audit.recorder import acting_as
from consent.actions.desk import hand_on_answers
from consent.actions.handing_on import hand_on_requests
from consent.actions.leavers_pictures import list_pictures_of_leavers
from consent.actions.removal_clocks import tell_of_overdue_removals
from consent.actions.retiring import tell_of_retired_places
from incidents.actions.breach_clocks import remind_of_breaches
from incidents.actions.clocks import remind_of_clocks
from incidents.actions.complaint_reminding import remind_of_closing_windows
from incidents.actions.handing_on import hand_on_complaints, hand_on_incidents
from incidents.actions.owning import find_owners
from people.actions.guessing import warn_of_guessing
from people.actions.waiting_roles import hand_on_proposals
from policies.actions.checkups import remind_of_checkups
from policies.actions.reading_mail import tell_of_due_readings

from .mornings.morning import send_morning_mails
from .mornings.weekly import send_weekly_mails

LOG = logging.getLogger(__name__)
TELLING: tuple[Callable[[], int], ...] = (
    hand_on_requests,
    hand_on_answers,
    hand_on_proposals,
    tell_of_retired_places,
    list_pictures_of_leavers,
    tell_of_overdue_removals,
    warn_of_guessing,
    tell_of_due_readings,
    remind_of_checkups,
    find_owners,
    remind_of_clocks,
    remind_of_breaches,
    hand_on_incidents,
    hand_on_complaints,
    remind_of_closing_windows,
    send_morning_mails,
    send_weekly_mails,
)


def tell_what_is_due(stop: threading.Event | None = None) -> int:
    """Every kind of thing that somebody is to hear of, in turn, until `stop` is set. Returns how many people were
    told."""
    with acting_as(Actor.WORKER):
        return sum(_told(duty) for duty in TELLING if not (stop and stop.is_set()))


def _told(duty: Callable[[], int]) -> int:
    """How many people one duty told. What breaks in it is logged and keeps no other from its turn: a fault in the
    figures of the week must not silence a mail about danger. A database that does not answer is the worker's to see."""
    try:
        return duty()
    except DatabaseError:
        raise
    except Exception:
        LOG.exception("The duty %s broke off. The others go on; it is tried again.", duty.__name__)
        return 0
