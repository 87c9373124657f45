"""Leaving a panel oneself: it is about them, or they had a part in it before."""

from django.db import transaction

from incidents.models import Case
from incidents.panel_mails import tell_arrangers
from incidents.relations import Act
from incidents.standing import can
from people.models import User

from .faults import CannotBeSo, NotAllowed
from .panel_holding import held_for_panel
from .panel_parting import HAD_A_PART, end_seat
from .people import hand_over


@transaction.atomic
def leave_panel(*, case: Case, reason: str, by: User) -> None:
    """A member who sees that they had a part in it before leaves the panel. It has left them with this, and whoever
    arranges the panel is told. Raises NotAllowed, WrongState; CannotBeSo without a reason."""
    held = held_for_panel(case, Act.READ_BUNDLE, by)
    member = held.panel.filter(user=by, ended_at=None).first()
    if member is None:
        raise NotAllowed
    if not reason.strip():
        raise CannotBeSo("reason", "Write in a few words what part you had. You need not say more than that.")
    end_seat(held, member, HAD_A_PART, reason, by)
    tell_arrangers(held, "off", except_user=by)


@transaction.atomic
def say_panel_is_about_me(*, case: Case, by: User) -> None:
    """A member, or whoever arranges the panel, sees that it is about them: they are entered as whom it is about, and
    whose it is and who arranges it are worked out again. They meet it nowhere from their next request on.

    Raises NotAllowed, WrongState; NobodyLeft where nobody else could read it.
    """
    act = Act.READ_BUNDLE if can(by, Act.READ_BUNDLE, case) else Act.APPOINT_PANEL
    hand_over(held_for_panel(case, act, by), by)
