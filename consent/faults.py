"""What can stand in the way of an action on photo permission. The message is for the person who tried."""


class ConsentFault(Exception):
    """It cannot be done now. The message says why and what to do."""


class WrongState(ConsentFault):
    """The record has moved on since the page was opened."""


class AnswerChanged(WrongState):
    """What holds now is not what the person saw: nothing is recorded until they have looked again."""


class AlreadyLoaded(ConsentFault):
    """The very same file counts for this school year already."""


class AlreadySaved(ConsentFault):
    """The same page was saved before with other answers in it."""


class TooManyChanges(ConsentFault):
    """So many answers turn that a person must say the number."""

    def __init__(self, turned: int, given: int) -> None:
        self.turned, self.given = turned, given
        super().__init__(
            f"{turned} of {given} answers given this year would turn from yes to no or from no to yes. "
            f"Look whether this is the right file; if it is, accept the {turned} changes by number."
        )


class PlaceFault(ConsentFault):
    """A place cannot be so. `field` says where on the form."""

    def __init__(self, field: str, said: str) -> None:
        self.field = field
        super().__init__(said)


class MayNotGoOut(WrongState):
    """A picture cannot be entered as posted: somebody in it has no permission now, or nothing goes out there."""
