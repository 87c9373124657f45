"""Why something about reading a policy cannot be done. The message says what to do instead."""


class NotInForce(Exception):
    """It is not the wording that holds today, or not the one that was put before the reader."""


class AlreadySaid(Exception):
    """The same was said before."""


class NoReason(Exception):
    """Who cannot agree says why."""


class NothingToDo(Exception):
    """Everything stands as asked already, or nobody is left."""


class TooSoon(Exception):
    """Done a short while ago; once a week is enough."""


class WrongDate(Exception):
    """The day cannot be."""


class NoRule(Exception):
    """No policy in force has the rule that is needed here."""
