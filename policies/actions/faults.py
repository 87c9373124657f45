"""Why a thing cannot be done to a policy."""


class WrongStatus(Exception):
    """The version has moved on: this can no longer be done to it, or not yet."""


class SamePerson(Exception):
    """Who wrote a version does not approve it: a second person reads it."""


class WrongDay(Exception):
    """The days given for a version do not fit together. The message says what to mend."""


class NothingChanged(Exception):
    """Everything stands as asked already. The message says so."""


class CannotBeSo(Exception):
    """What was typed cannot be kept. `field` says where, the message what to do."""

    def __init__(self, field: str, said: str) -> None:
        self.field = field
        super().__init__(said)
