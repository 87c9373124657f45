"""Why a thing cannot be done to a case."""

from incidents.models import Case


class NotAllowed(Exception):
    """This person may not do this to this case. For views it is as if the case did not exist."""


class WrongState(Exception):
    """The case has moved on: this can no longer be done to it, or not yet. The message says where it stands."""


class CannotBeSo(Exception):
    """What was typed cannot be so. `field` says where (empty: nowhere in particular), the message what to do."""

    def __init__(self, field: str, said: str) -> None:
        self.field = field
        super().__init__(said)


class NobodyLeft(Exception):
    """It is about everybody who could read it. The message says whom to ring; nothing was kept."""

    def __init__(self) -> None:
        super().__init__(
            "It is about everybody in the school who could read it, so it was not sent. Ring the designated officer "
            "of the local authority (LADO). What you wrote is still here."
        )


class Stale(Exception):
    """Somebody else changed the case since the page was opened. `case` is as it stands now."""

    def __init__(self, case: Case) -> None:
        self.case = case
        super().__init__("Somebody else changed this case while you were writing.")
