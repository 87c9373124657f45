"""Whose family an e-mail address is, for telling a parent from a namesake (domain 5.5 and 5.10)."""

from collections import defaultdict

from people.roll.listing import ListedPupil, Roll

from .entry import NamedRespondent
from .respondents import email_key


class FamilyAddresses:
    """The e-mail addresses on the contact lists of a roll."""

    def __init__(self, roll: Roll) -> None:
        self._pupils: dict[str, set[int]] = defaultdict(set)
        for pupil in roll.pupils:
            for contact in pupil.contacts:
                if key := email_key(contact.email):
                    self._pupils[key].add(pupil.pk)

    def of_others_alone(self, respondent: NamedRespondent, pupil: ListedPupil) -> bool:
        """Whether the respondent's address is on the list of other children and not on that of `pupil`.

        Then the name on the child's list may be a namesake's: two mothers called Donna Silva.
        """
        families = self._pupils.get(email_key(respondent.email), set())
        return bool(families) and pupil.pk not in families
