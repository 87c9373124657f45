"""The clock of the story: each step of the demo school happens at a moment of its own, in the past."""

import datetime as dt
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Any

from django.utils import timezone

from people.school_days import LONDON

TICK = dt.timedelta(milliseconds=40)


Meanwhile = Callable[[dt.date, str, "StoryClock"], Iterable[None]]


def _nothing(day: dt.date, time: str, clock: "StoryClock") -> Iterable[None]:
    return ()


class StoryClock:
    """While it runs, `django.utils.timezone.now` tells the time of the story, a tick later at each look.

    It goes forward only, and never past the moment at which the story is told: in the first days of a school year
    its steps lie close together. `meanwhile` goes through what lies before a moment, beside the steps. For
    `manage.py demo` alone, which is one process with one thread.
    """

    def __init__(self) -> None:
        self._latest = timezone.now()
        self._moment = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
        self._real: Any = None
        self.meanwhile: Meanwhile = _nothing

    def turn_to(self, day: dt.date, time: str) -> None:
        """Go on to `time` in London, such as "08:45", on `day`. Stays where it is if that lies behind or ahead."""
        wanted = dt.datetime.combine(day, dt.time.fromisoformat(time), LONDON)
        self._moment = max(self._moment, min(wanted, self._latest))

    def now(self) -> dt.datetime:
        """The moment of the story, a little later at each look."""
        self._moment = min(self._moment + TICK, self._latest)
        return self._moment

    def __enter__(self) -> "StoryClock":
        clock, self._real = self, vars(timezone)["datetime"]

        class Told(dt.datetime):
            @classmethod
            def now(cls, tz: dt.tzinfo | None = None) -> dt.datetime:  # type: ignore[override]
                return clock.now().astimezone(tz)

        vars(timezone)["datetime"] = Told
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        vars(timezone)["datetime"] = self._real
