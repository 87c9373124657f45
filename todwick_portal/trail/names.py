"""What a record is called on a page of the record, in words."""

from typing import Any

from django.utils import timezone

from audit.models import ChainCheck
from consent.models import ReviewEntry
from people.forms.settings import ALL
from people.models import Notification, RoleAssignment, RoleProposal, SchoolSetting
from people.settings import Key
from policies.models import ConfidentialityLetter, PrivacyCheckup


def name_of(record: Any) -> str:
    """The record in a few words. Asks the database nothing that its kind did not fetch."""
    if isinstance(record, RoleAssignment | RoleProposal):
        return f"{record.user}: {record.get_role_display()}"
    if isinstance(record, Notification | ReviewEntry):
        return record.get_kind_display()
    if isinstance(record, ChainCheck):
        return f"{timezone.localtime(record.at):%-d %B %Y, %H:%M}"
    if isinstance(record, PrivacyCheckup):
        return f"{record.done_on:%-d %B %Y}"
    if isinstance(record, ConfidentialityLetter):
        return str(record.user)
    if isinstance(record, SchoolSetting):
        return setting_in_words(record.key)
    return str(record)


def setting_in_words(key: str) -> str:
    """What the settings page calls it.

    >>> setting_in_words("office_phone"), setting_in_words("of_another_version")
    ('Telephone number of the office', 'of another version')
    """
    return str(ALL[Key(key)]().label) if key in set(Key) else key.replace("_", " ")
