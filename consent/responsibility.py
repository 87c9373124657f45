"""Whose yes a person looks at first: who answered without parental responsibility now, or is under a court order."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Q
from django.db.models.functions import Lower, Trim

from people.barred import barred_marks
from people.models import PupilContact
from people.roll.listing import ListedContact

from .survey.entry import NamedRespondent
from .survey.respondents import Standing, email_key, name_key, standing_among

Respondent = tuple[int, str, str, str, str]
Known = tuple[int, str] | str


@dataclass
class Responsibility:
    """The contact lists of the pupils who have somebody without parental responsibility on theirs, and the marks of
    court orders.
    """

    contacts: dict[int, tuple[ListedContact, ...]]
    barred: set[Known] = field(default_factory=set)
    _known: dict[Respondent, bool] = field(default_factory=dict)

    @classmethod
    def now(cls, pupils: list[int] | None) -> "Responsibility":
        """As the lists are now. One query; up to three more where there is a court order."""
        some = PupilContact.objects.filter(has_parental_responsibility=False).order_by()
        of_these = Q() if pupils is None else Q(pupil_id__in=pupils)
        wanted = Q(gets_nothing=True) | (of_these & Q(pupil_id__in=some.values("pupil_id")))
        found: dict[int, list[ListedContact]] = defaultdict(list)
        lacking, has_order = set(), False
        fields = ("pupil_id", "ends_on", "name", "email", "relationship", "has_parental_responsibility", "gets_nothing")
        rows = PupilContact.objects.filter(wanted).order_by("pk").values_list(*fields)
        for pupil, ends_on, *said, gets_nothing in rows:
            listed, has_order = ListedContact(*said), has_order or gets_nothing
            if not listed.has_responsibility:
                lacking.add(pupil)
            if ends_on is None or not listed.has_responsibility:
                found[pupil].append(listed)
        return cls({pk: tuple(found[pk]) for pk in lacking}, _barred() if has_order else set())

    def leaves_open(self, pupil: int, key: str, name: str, email: str, relationship: str) -> bool:
        """Whether a yes of whoever answered so waits for a person. Their no counts as it stands."""
        return self.is_barred(pupil, key, name, email) or self.lacks(pupil, key, name, email, relationship)

    def is_barred(self, pupil: int, key: str, name: str, email: str) -> bool:
        """Whether a court order means whoever wrote this name or address.

        An order is about information and takes no parental responsibility (domain 5.10), but whether a yes counts
        beside it, a person says first.
        """
        written = {(pupil, name_key(name)), (pupil, key.removeprefix("name:")), email_key(email)}
        return not self.barred.isdisjoint(written)

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


def _barred() -> set[Known]:
    """By what somebody under a court order is known who answers a survey: the name beside each child, the address."""
    marks = barred_marks()
    known: set[Known] = {(mark[0], name_key(mark[1])) for mark in marks if isinstance(mark, tuple)}
    known |= {email_key(mark) for mark in marks if isinstance(mark, str)}
    accounts = [mark for mark in marks if isinstance(mark, int)]
    elsewhere = PupilContact.objects.alias(folded=Lower(Trim("email"))).filter(
        Q(user__in=accounts) | Q(folded__in=[mark for mark in marks if isinstance(mark, str)])
    )
    for pupil, name, email in elsewhere.values_list("pupil_id", "name", "email"):
        known |= {(pupil, name_key(name)), email_key(email)}
    return {one for one in known if one and (isinstance(one, str) or one[1])}
