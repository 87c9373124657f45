"""One demo school for all walks through it: built for the first file that walks, gone before any other test comes.

Building it takes longer than most walks. It stands in a transaction around those of the tests, each of which takes back
what it did.
"""

from contextlib import ExitStack
from typing import Any

from django.db import transaction

from tests.project.world import World, build


class Walked:
    """The school while it stands."""

    def __init__(self, blocker: Any) -> None:
        self._blocker, self._kept = blocker, ExitStack()
        with blocker.unblock():
            self._kept.enter_context(transaction.atomic())
            self.world: World = build()

    def close(self) -> None:
        with self._blocker.unblock():
            transaction.set_rollback(True)
            self._kept.close()
