"""A few papers kept in memory, so that what everybody may read is made once and not for each reader."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock


class Kept:
    """Bytes by key, up to `most` of them in all; what was asked for longest ago goes first.

    >>> kept = Kept(4)
    >>> [kept.get(key, lambda: b"abc") for key in ("one", "two")], "one" in kept
    ([b'abc', b'abc'], False)
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[str, bytes] = OrderedDict()
        self._lock = Lock()

    def __contains__(self, key: str) -> bool:
        return key in self._held

    def get(self, key: str, make: Callable[[], bytes]) -> bytes:
        """What is kept under `key`, made first where nothing is. Two who ask at once may both have it made."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key]
        made = make()
        with self._lock:
            self._held[key] = made
            while sum(map(len, self._held.values())) > self._most:
                self._held.popitem(last=False)
        return made
