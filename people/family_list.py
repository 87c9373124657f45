"""The families on the contact list, grouped, sorted and counted by the database, and built page by page.

Two entries are one parent where address and name are the same as they are compared (`PupilContact.folded_name`).
"""

import datetime as dt
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import Count, F, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Collate, Lower

from people.models import Pupil, PupilContact, User

from .barred import barred_marks, is_barred, pupils_with_a_mark, shut_out_accounts
from .families import Family, classes_on, families_of

LETTER_BY_LETTER = {"postgresql": "C", "sqlite": "BINARY"}


class FamilyList:
    """Every parent with an address and parental responsibility for a child on the roll, by surname, name and address.

    Of the whole school, or of the class `code`. A slice builds the families of that slice: what it reads and how many
    queries it takes does not grow with the list. `count` and slices are what a Paginator asks for.
    """

    def __init__(self, day: dt.date, school_year: int, code: str = "") -> None:
        self.day, self.school_year, self.code = day, school_year, code

    def count(self) -> int:
        """How many there are."""
        return self._groups.count()

    def __getitem__(self, part: slice) -> list[Family]:
        return self._built(self._in_order[part])

    def of_keys(self, keys: Iterable[int]) -> list[Family]:
        """Those whom a form names by these keys, in order."""
        return self._built(self._in_order.filter(key__in=set(keys)))

    def codes(self) -> list[str]:
        """The classes in which these families have children."""
        codes = self._rows.exclude(class_code=None).exclude(class_code="").order_by()
        return sorted(codes.values_list("class_code", flat=True).distinct())

    def free_keys(self) -> list[int]:
        """Whom the button for everybody invites, by key."""
        return list(self._free.values_list("key", flat=True))

    def free_count(self) -> int:
        """How many these are."""
        return self._free.count()

    @cached_property
    def _free(self) -> QuerySet[Any]:
        """`Family.may_be_invited_unseen`, said to the database.

        Nobody about whom there is something to ask: a court order or one beside the child, an account that has ended
        or of another address, a second name at the address; and not who has an account already.
        """
        marked, shut_out = self._marked_entries(), shut_out_accounts()
        names = self._all.values("folded_email").annotate(names=Count("folded_name", distinct=True)).order_by()
        asked_about = (
            Q(pk__in=marked) | Q(user__in=shut_out) | Q(account__in=shut_out) | Q(pupil__in=pupils_with_a_mark())
            | Q(account__in=User.objects.filter(ends_on__lt=self.day).order_by().values("pk"))
            | Q(user__isnull=False) & (Q(account=None) | ~Q(user=F("account")))
            | Q(folded_email__in=names.filter(names__gt=1).values("folded_email"))
        )  # fmt: skip
        counted = self._groups.annotate(doubts=Count("pk", filter=asked_about), new=Count("pk", filter=Q(user=None)))
        return counted.filter(doubts=0, new__gt=0)

    @property
    def _all(self) -> QuerySet[PupilContact]:
        on_roll = Pupil.objects.on_roll_on(self.day)
        held = PupilContact.objects.filter(Q(ends_on=None) | Q(ends_on__gt=self.day), has_parental_responsibility=True)
        return held.filter(pupil__in=on_roll).exclude(email="")

    @property
    def _rows(self) -> QuerySet[Any]:
        """Each entry with the account of its address and the class of its child."""
        classes = classes_on(self.day, self.school_year).filter(pupil=OuterRef("pupil")).order_by("pk")
        accounts = User.objects.alias(folded=Lower("email")).filter(folded=OuterRef("folded_email")).order_by("pk")
        return self._all.annotate(
            account=Subquery(accounts.values("pk")[:1]), class_code=Subquery(classes.values("school_class__code")[:1])
        )

    @cached_property
    def _groups(self) -> QuerySet[Any]:
        groups = self._rows.order_by().values("folded_surname", "folded_name", "folded_email").annotate(key=Min("pk"))
        if not self.code:
            return groups
        return groups.annotate(here=Count("pk", filter=Q(class_code=self.code))).filter(here__gt=0)

    @property
    def _in_order(self) -> QuerySet[Any]:
        plain = LETTER_BY_LETTER[connection.vendor]
        return self._groups.order_by(
            *(Collate(name, plain) for name in ("folded_surname", "folded_name", "folded_email"))
        )

    def _built(self, groups: QuerySet[Any]) -> list[Family]:
        wanted = [(one["folded_email"], one["folded_name"]) for one in groups]
        rows = self._all.filter(folded_email__in={address for address, _ in wanted}).select_related("pupil", "user")
        built = {_group(one): one for one in families_of(rows.order_by("pk"), self.day, self.school_year)}
        return [built[one] for one in wanted]

    def _marked_entries(self) -> set[int]:
        """The entries that a court order means, found among those that it may mean."""
        marks = barred_marks()
        known = Q(pk__in=marks.entries) | Q(folded_email__in=marks.addresses) | Q(user__in=marks.accounts)
        meant = self._all.filter(known | Q(pupil__in={pupil for pupil, _ in marks.named}))
        return {contact.pk for contact in meant if is_barred(contact, marks)}


def _group(family: Family) -> tuple[str, str]:
    first = family.listed[0].contact
    return first.folded_email, first.folded_name
