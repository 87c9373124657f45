"""Why a thing cannot be done to a policy."""


class WrongStatus(Exception):
    """The version has moved on: this can no longer be done to it, or not yet."""


class SamePerson(Exception):
    """Who wrote a version does not approve it: a second person reads it."""


class WrongDay(Exception):
    """The days given for a version do not fit together. The message says what to mend."""
