"""Keeping and destroying in the mails: in the morning what waits for a second person, once a week how much is due.

Numbers alone, of what the reader may know: of incidents and complaints those that are theirs.
"""

from collections.abc import Iterator

from django.urls import reverse

from people.disposal import Period, periods
from people.models import User
from people.morning import Lines, MailDay, Waits
from people.permissions import Permission

from .kinds import KINDS
from .paging import MOST_COUNTED, numbers_of
from .waiting import reviews_due, waiting_for


def waiting_of_disposal(day: MailDay) -> Lines:
    """For the second of two: how many wait to be confirmed."""

    def lines(user: User) -> Iterator[Waits]:
        if not user.has_perm(Permission.DISPOSAL_OPEN):
            return
        count = waiting_for(user).exclude(asked_by=user).count()
        if count:
            page = reverse("disposal:overview")
            yield Waits(count, "destruction of a record to confirm", "destructions of records to confirm", page)

    return lines


class DisposalOfTheWeek:
    """What is the same for everybody is worked out once."""

    def __init__(self) -> None:
        self.periods: dict[str, Period] = periods(KINDS)

    def of(self, user: User) -> list[str]:
        """The paragraph of one person; nothing where nothing is due for them."""
        if not user.has_perm(Permission.DISPOSAL_OPEN):
            return []
        numbers = numbers_of(user, self.periods, KINDS)
        said = [f"Due for disposal, {one.kind.label.lower()}: {one.words}" for one in numbers]
        if again := reviews_due(user).count():
            kept = f"more than {MOST_COUNTED}" if again > MOST_COUNTED else str(again)
            said.append(f"Kept beyond their time, to be looked at again: {kept}")
        return ["\n".join(said)] if said else []
