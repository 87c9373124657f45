"""How long an answer takes for what exists and for what does not, each in turn: a busy machine slows both."""

import statistics
from collections.abc import Callable

from django.core.cache import cache

RATIO = 1.25  # security 2.4, over 200 tries
RATIO_OF_FEW = 1.5 * RATIO  # forty tries beside other tests on two cores are noisy (performance 1, last line)


def ratio_of(
    seconds: Callable[[str], float], known: Callable[[int], str], unknown: Callable[[int], str], tries: int
) -> float:
    """How much longer the slower of the two takes, by the medians. `known` and `unknown` give what the try of a number
    asks for, `seconds` how long that took."""
    times: dict[bool, list[float]] = {True: [], False: []}
    for number in range(tries):
        for is_known in (True, False) if number % 2 else (False, True):
            times[is_known].append(seconds(known(number) if is_known else unknown(number)))
        cache.clear()
    medians = [statistics.median(found) for found in times.values()]
    return max(medians) / min(medians)
