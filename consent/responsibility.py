"""Who of those that answered may have no say: the respondents without parental responsibility now."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Q

from people.models import PupilContact
from people.roll.listing import ListedContact

from .survey.entry import NamedRespondent
from .survey.respondents import Standing, name_key, standing_among

Respondent = tuple[int, str, str, str, str]


@dataclass
class Responsibility:
    """The contact lists of the pupils who have somebody without parental responsibility on theirs."""

    contacts: dict[int, tuple[ListedContact, ...]]
    _known: dict[Respondent, bool] = field(default_factory=dict)

    @classmethod
    def now(cls, pupils: list[int] | None) -> "Responsibility":
        """As the lists are now. One query."""
        some = PupilContact.objects.filter(has_parental_responsibility=False).order_by()
        of_these = Q() if pupils is None else Q(pupil_id__in=pupils)
        rows = PupilContact.objects.filter(of_these, pupil_id__in=some.values("pupil_id")).order_by("pk")
        found: dict[int, list[ListedContact]] = defaultdict(list)
        fields = ("pupil_id", "ends_on", "name", "email", "relationship", "has_parental_responsibility")
        for pupil, ends_on, name, email, relationship, has_responsibility in rows.values_list(*fields):
            if ends_on is None or not has_responsibility:
                found[pupil].append(ListedContact(name, email, relationship, has_responsibility))
        return cls({pupil: tuple(contacts) for pupil, contacts in found.items()})

    def lacks(self, pupil: int, key: str, name: str, email: str, relationship: str) -> bool:
        """Whether whoever answered so has no parental responsibility for the pupil now (domain 5.10).

        A respondent known by the name of such a contact is that contact, whatever else was written.
        """
        contacts = self.contacts.get(pupil)
        if not contacts:
            return False
        respondent = (pupil, key, name, email, relationship)
        if respondent not in self._known:
            found = standing_among(NamedRespondent(name, email, relationship), contacts)
            without = {f"name:{name_key(contact.name)}" for contact in contacts if not contact.has_responsibility}
            self._known[respondent] = found is Standing.WITHOUT_RESPONSIBILITY or key in without
        return self._known[respondent]
