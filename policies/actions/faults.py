"""Why a thing cannot be done to a policy."""

from policies.models import PolicyVersion, RuleVersion, Section


class WrongStatus(Exception):
    """The version has moved on: this can no longer be done to it, or not yet. The message says where it stands."""


class SamePerson(Exception):
    """Who wrote a version does not approve it: a second person reads it."""


class WrongDay(Exception):
    """The days given for a version do not fit together. The message says what to mend."""


class DraftUnderWay(WrongStatus):
    """A version of this policy is under way already: one at a time. `number` says which."""

    def __init__(self, version: PolicyVersion) -> None:
        self.number = version.number
        state = version.get_status_display().lower()
        super().__init__(
            f"Version {version.number} of {version.policy} is under way ({state}). Finish it, then begin the next one."
        )


class Unsettled(Exception):
    """Comments on the draft wait for an answer. The message says how many."""


class NothingChanged(Exception):
    """Everything stands as asked already. The message says so."""


class CannotBeSo(Exception):
    """What was typed cannot be so. `field` says where (empty: nowhere in particular), the message what to do."""

    def __init__(self, field: str, said: str) -> None:
        self.field = field
        super().__init__(said)


class Stale(Exception):
    """Somebody else changed the row since the page was opened. `row` is as it stands now; None: it was removed."""

    def __init__(self, row: RuleVersion | Section | None = None) -> None:
        self.row = row
        super().__init__("Somebody else changed this while you were writing.")
