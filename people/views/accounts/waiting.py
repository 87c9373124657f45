"""What the reader is told where something takes a second person."""

from django.contrib import messages

from people.actions.proposals import confirmers
from people.http import SignedInRequest
from people.models import RoleProposal

WAITS = "A second person confirms it first."


def say_who_confirms(request: SignedInRequest, asked: RoleProposal) -> None:
    """That it waits, and whether anybody can confirm it."""
    if confirmers(asked):
        messages.info(request, f"{WAITS} They are told by e-mail.")
    else:
        messages.warning(
            request,
            f"{WAITS} Nobody can do that now: no other headteacher or chair has an account that works.",
        )
