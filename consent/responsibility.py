"""Whose yes a person looks at first: who answered without parental responsibility, or is under a court order.

Of today as the lists are; of a day gone by as they were then (`people.marks`).
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Q
from django.db.models.functions import Lower, Trim
from django.utils import timezone

from people.barred import Marks, accounts_of_addresses, marked_rows, marks_of
from people.marks import DayMarks
from people.models import PupilContact
from people.roll.listing import ListedContact
from people.together import Work

from .survey.entry import NamedRespondent
from .survey.respondents import Standing, email_key, name_key, standing_among

Respondent = tuple[int, str, str, str, str]
Known = tuple[int, str] | str


@dataclass
class Responsibility:
    """The contact lists of the pupils who have somebody without parental responsibility on theirs, and the marks of
    court orders.

    `apart`: the addresses, beside a child, of those of whom somebody said that they are another person than one of
    their name under an order.
    """

    contacts: dict[int, tuple[ListedContact, ...]]
    barred: set[Known] = field(default_factory=set)
    apart: set[Known] = field(default_factory=set)
    _known: dict[Respondent, bool] = field(default_factory=dict)

    @classmethod
    def at(cls, moment: dt.datetime, pupils: list[int] | None, marks: DayMarks | None) -> "Work[Responsibility]":
        """As the lists were at `moment`, as work; `marks` are those of that day, None for today. Asked once, and once
        more where there is a court order: alone one query, and up to four more."""
        has_none = Q(has_parental_responsibility=False) if marks is None else Q(pk__in=marks.no_say)
        has_order = Q(gets_nothing=True) if marks is None else Q(pk__in=marks.under_order)
        some = PupilContact.objects.filter(has_none).order_by()
        of_these = Q() if pupils is None else Q(pupil_id__in=pupils)
        wanted = has_order | (of_these & Q(pupil_id__in=some.values("pupil_id")))
        found: dict[int, list[ListedContact]] = defaultdict(list)
        lacking, ordered = set(), False
        fields = (
            "pk", "gets_nothing", "has_parental_responsibility", "starts_on", "ends_on", "pupil_id", "name", "email",
            "relationship",
        )  # fmt: skip
        day = timezone.localdate(moment)
        rows, marked = yield [
            PupilContact.objects.filter(wanted).order_by("pk").values_list(*fields),
            marked_rows(marks.under_order if marks else None),
        ]
        for pk, gets_nothing, has_say, starts_on, ends_on, pupil, name, email, relationship in sorted(rows):
            if marks is not None:
                gets_nothing, has_say = pk in marks.under_order, pk not in marks.no_say
            ordered = ordered or gets_nothing
            if not has_say:
                lacking.add(pupil)
            is_listed = ends_on is None if marks is None else starts_on <= day and (ends_on is None or ends_on > day)
            if is_listed or not has_say:
                found[pupil].append(ListedContact(name, email, relationship, has_say))
        known, apart = (yield from _meant(marks_of(marked))) if ordered else (set(), set())
        return cls({pk: tuple(found[pk]) for pk in lacking}, known, apart)

    def leaves_open(self, pupil: int, key: str, name: str, email: str, relationship: str) -> bool:
        """Whether a yes of whoever answered so waits for a person. Their no counts as it stands."""
        return self.is_barred(pupil, key, name, email) or self.lacks(pupil, key, name, email, relationship)

    def is_barred(self, pupil: int, key: str, name: str, email: str) -> bool:
        """Whether a court order means whoever wrote this name or address.

        An order is about information and takes no parental responsibility (domain 5.10), but whether a yes counts
        beside it, a person says first. Of two people of one name the address tells who it was; without it, both may
        be meant.
        """
        if not self.barred:
            return False
        address = email_key(email)
        if address in self.barred:
            return True
        named = {(pupil, name_key(name)), (pupil, key.removeprefix("name:").partition(" <")[0])}
        return not self.barred.isdisjoint(named) and (pupil, address) not in self.apart

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


def _meant(marks: Marks) -> Work[tuple[set[Known], set[Known]]]:
    """By what somebody under a court order is known who answers a survey: the name beside each child, the address. And
    the addresses of entries that are somebody else than everybody of their name under an order."""
    accounts = accounts_of_addresses(marks)
    meant = Q(user__in=marks.accounts) | Q(user__in=accounts) | Q(folded__in=marks.addresses)
    entries = PupilContact.objects.alias(folded=Lower(Trim("email"))).filter(meant)
    others = PupilContact.objects.filter(pk__in={other for _, other in marks.apart}).exclude(email="")
    of_addresses, named, told_apart = yield [accounts, entries.values_list("pupil_id", "name", "email"), others]
    known: set[Known] = {(pupil, name_key(name)) for pupil, name in marks.named}
    known |= {email_key(address) for address in marks.addresses}
    if marks.accounts or marks.addresses:
        for pupil, name, email in named:
            known |= {(pupil, name_key(name)), email_key(email)}
    apart: set[Known] = set()
    if marks.apart:
        marks.accounts |= set(of_addresses)
        apart = {(other.pupil_id, email_key(other.email)) for other in told_apart if not marks.mean(other)}
    return {one for one in known if one and (isinstance(one, str) or one[1])}, apart
