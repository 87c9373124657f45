"""A school that stands for a whole file of tests, and what each of its people saw while nothing else was there.

Nothing here is about incidents: whoever keeps a school says how it is made and how it is walked.
"""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from django.db import transaction

School = TypeVar("School")


class Kept(Generic[School]):
    """The school in a transaction around those of the tests, each of which takes back the case that it made in it."""

    def __init__(self, make: Callable[[], School]) -> None:
        self._whole = transaction.atomic()
        self._whole.__enter__()
        self.school = make()
        self._before: dict[Any, Any] = {}

    def before(self, who: Any, look: Callable[[], Any]) -> Any:
        """What `who` sees of a school without the case. Looked at once, by the first test that asks."""
        if who not in self._before:
            self._before[who] = look()
        return self._before[who]

    def close(self) -> None:
        transaction.set_rollback(True)
        self._whole.__exit__(None, None, None)
