"""What the worker does by the school's calendar, gathered from the apps: handing on what nobody opened,
reminding of the privacy check-up."""

from collections.abc import Callable

from audit.models import Actor
from audit.recorder import acting_as
from consent.actions.handing_on import hand_on_requests
from people.actions.waiting_roles import hand_on_proposals
from policies.actions.checkups import remind_of_checkups

HANDING_ON: tuple[Callable[[], int], ...] = (hand_on_requests, hand_on_proposals, remind_of_checkups)


def hand_on_what_waits() -> int:
    """Every kind of thing that may lie unopened, in turn. Returns how many people were told."""
    with acting_as(Actor.WORKER):
        return sum(duty() for duty in HANDING_ON)
