"""What happens in the demo school beside the steps of its story, each thing when its day has come."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from .clock import StoryClock


@dataclass(frozen=True)
class Happening:
    """One thing of one day. Of two at the same moment the first one told happens first."""

    on: dt.date
    at: str
    happen: Callable[[], None]


class Diary:
    """Everything that happens, in the order of its days, wherever it was told."""

    def __init__(self, *told: Iterable[Happening]) -> None:
        every = [happening for one in told for happening in one]
        self._left = sorted(every, key=lambda happening: (happening.on, happening.at))

    def until(self, day: dt.date, time: str, clock: StoryClock) -> Iterator[None]:
        """Go through what lies before a moment, one after the other."""
        while self._left and (self._left[0].on, self._left[0].at) < (day, time):
            happening = self._left.pop(0)
            clock.turn_to(happening.on, happening.at)
            happening.happen()
            yield
