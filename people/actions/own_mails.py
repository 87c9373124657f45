"""Which mails somebody wants to get: the morning mail, the weekly one. What cannot wait is nobody's to switch off."""

from django.db import transaction

from audit.models import Verb
from audit.recorder import record
from people.models import User
from people.models.users import MorningMails

from .accounts import AccountUnchanged


@transaction.atomic
def choose_mails(*, by: User, morning_mails: str, weekly_mails: bool) -> User:
    """Keep what `by` chose for themself; nobody chooses for somebody else. It counts from the next mail on.

    Raises AccountUnchanged where it stands so already, ValueError for what is no choice.
    """
    user = User.objects.select_for_update(no_key=True).get(pk=by.pk)
    chosen = MorningMails(morning_mails)
    if (user.morning_mails, user.weekly_mails) == (chosen, weekly_mails):
        raise AccountUnchanged("Nothing was changed.")
    user.morning_mails, user.weekly_mails = chosen, weekly_mails
    user.save(update_fields=["morning_mails", "weekly_mails"])
    record(Verb.ACCOUNT_MAILS_CHOSEN, target=user, by=by, mornings=str(chosen), weekly=weekly_mails)
    return user
