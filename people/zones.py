"""The two zones of a signed-in person's session, by its clock (decision record 11, security 2.4).

A session ends for good some hours after it began, however busy it was. Before that, what is in the closed zone asks
again after the idle limit of the role: minutes since the last page *of the closed zone* that the person asked for
with their own hand. A check of pictures keeps nothing else open: on a classroom's device it is used all day. A proof
that it is still the same person (`allauth` notes it in the session) starts the minutes anew.
"""

import time
from dataclasses import dataclass
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

from .models import User
from .roles import Role
from .settings import BOUNDS, Key, number, read_for

CLOCK = "zone_clock"
POLLED = "Portal-Polled"  # on a request that a page makes by itself: `hx-headers='{"Portal-Polled": "1"}'`
STEP_SECONDS = 60  # so often, and no oftener, is the clock of a busy session written
PROOF_SECONDS = 300  # how long a proof counts for what is marked `proved_again`
BACK_SECONDS = 120  # a server's clock that was set back by more than this opens nothing
LEADING = frozenset({Role.HEAD, Role.DSL, Role.CHAIR, Role.CLERK})
SHORTEST_SECONDS = min(BOUNDS[Key.IDLE_MINUTES][0], BOUNDS[Key.IDLE_MINUTES_LEADING][0]) * 60


@dataclass(frozen=True)
class Clock:
    """When the session began, when the closed zone was last used, when its person last proved who they are."""

    began: float
    used: float
    proved: float

    def is_over(self, hours: int, now: float) -> bool:
        """Whether the whole sign-in has ended."""
        return now - self.began >= hours * 3600 or now < self.began - BACK_SECONDS

    def away_seconds(self, now: float) -> float:
        """How long the closed zone was not used."""
        return now - max(self.used, self.proved)


def begin(session: SessionBase) -> None:
    """Somebody has just signed in."""
    now = int(time.time())
    session[CLOCK] = [now, now]


def has_begun(session: SessionBase) -> bool:
    return CLOCK in session


def clock_of(request: HttpRequest) -> Clock:
    """The clock of this session; one without, from before there were clocks, begins now."""
    kept: Any = request.session.get(CLOCK)
    if not (isinstance(kept, list) and len(kept) == 2):
        begin(request.session)
        kept = request.session[CLOCK]
    records = get_authentication_records(request, request.user)
    return Clock(kept[0], kept[1], max([kept[0], *(float(record["at"]) for record in records[-1:])]))


def has_ended(request: HttpRequest, clock: Clock) -> bool:
    """Whether the sign-in is over for good. Asks for the school's settings only where it may be."""
    now = time.time()
    if 0 <= now - clock.began < BOUNDS[Key.SIGNED_IN_HOURS][0] * 3600:
        return False
    return clock.is_over(number(read_for(request), Key.SIGNED_IN_HOURS), now)


def minutes_away(request: HttpRequest, clock: Clock) -> int | None:
    """For how many minutes the closed zone was not used, where that is too long for this person; else None."""
    away = clock.away_seconds(time.time())
    if -BACK_SECONDS <= away < SHORTEST_SECONDS:
        return None
    if -BACK_SECONDS <= away < idle_minutes(request, request.user) * 60:  # type: ignore[arg-type]
        return None
    return int(abs(away) // 60)


def idle_minutes(request: HttpRequest, user: User) -> int:
    """The idle limit of the strictest role that somebody holds."""
    key = Key.IDLE_MINUTES_LEADING if user.roles & LEADING else Key.IDLE_MINUTES
    own = read_for(request)
    return min(number(own, key), number(own, Key.IDLE_MINUTES))


def note_use(request: HttpRequest, clock: Clock) -> None:
    """A page of the closed zone is used. What a page asks for by itself is no use: nobody need be there."""
    if POLLED not in request.headers and time.time() - clock.used >= STEP_SECONDS:
        request.session[CLOCK] = [clock.began, int(time.time())]


def is_proved(clock: Clock) -> bool:
    """Whether it was proved in the last five minutes that it is still the same person."""
    return -BACK_SECONDS <= time.time() - clock.proved < PROOF_SECONDS
