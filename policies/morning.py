"""What stands in the morning mail of policies: how many one has still to read, once a week and never as a mail of its
own. That a policy falls due is a mail of its own (`reading_notices.py`), and nobody is asked twice within a week (A9).
"""

from collections import defaultdict
from collections.abc import Iterator

from django.urls import reverse

from people.models import User
from people.morning import Lines, MailDay, Waits, on

from .readers import Reader, all_readers
from .reading_notices import mails_about


def waiting_of_policies(day: MailDay) -> Lines:
    """For whoever is asked to read a policy, has said nothing, was not asked by mail within the week and is not to be
    reminded within it. As many queries for a school of readers as for one; none but in the first mail of a week."""
    open_to: dict[int, list[Reader]] = defaultdict(list)
    waiting = [reader for reader in all_readers(day.today) if reader.is_open] if day.begins_the_week else []
    mails = mails_about(waiting, day.today)
    for reader in waiting:
        if mails.may_mention(reader, day.today):
            open_to[reader.user.pk].append(reader)

    def lines(user: User) -> Iterator[Waits]:
        if own := open_to.get(user.pk):
            first = min(reader.due_on for reader in own)
            note = f"the first by {on(first)}" if first >= day.today else f"the first was due on {on(first)}"
            yield Waits(len(own), "policy to read", "policies to read", reverse("dashboard"), note, rides=True)

    return lines
