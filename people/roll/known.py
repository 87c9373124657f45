"""The pupils we know, as plain values to plan against; read with a constant number of queries."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from people.models import ClassMembership, Pupil, PupilContact
from people.year_dates import EARLIEST


@dataclass(frozen=True)
class KnownContact:
    """A parent or carer on the contact list now."""

    pk: int
    name: str
    email: str = ""
    relationship: str = ""
    has_responsibility: bool = True
    priority: int = 1


@dataclass(frozen=True)
class KnownPupil:
    """A pupil, of now or earlier.

    `class_code` is the open class of the school year that is loaded; `last_class` that of the latest year the
    pupil has a class in, which is `latest_year`.
    """

    pk: int
    admission_number: str = ""
    upn: str = ""
    legal_forename: str = ""
    middle_names: str = ""
    legal_surname: str = ""
    preferred_forename: str = ""
    preferred_surname: str = ""
    born_on: dt.date | None = None
    year_group: str = ""
    joined_on: dt.date | None = None
    left_on: dt.date | None = None
    do_not_publish: bool = False
    class_code: str = ""
    last_class: str = ""
    latest_year: int = 0
    contacts: tuple[KnownContact, ...] = ()

    @property
    def name(self) -> str:
        """As the child is called."""
        forename = self.preferred_forename or self.legal_forename
        return f"{forename} {self.preferred_surname or self.legal_surname}".strip()

    def is_on_roll(self, day: dt.date) -> bool:
        """Whether the child belongs to the school on `day`."""
        return (self.joined_on is None or self.joined_on <= day) and (self.left_on is None or self.left_on > day)


_FIELDS = (
    "pk", "admission_number", "upn", "legal_forename", "middle_names", "legal_surname", "preferred_forename",
    "preferred_surname", "born_on", "year_group", "joined_on", "left_on", "do_not_publish",
)  # fmt: skip


def known_pupils(school_year: int) -> list[KnownPupil]:
    """Everybody who is or was on the roll, with the class of `school_year`. Three queries."""
    contacts = _open_contacts()
    now, last = _classes(school_year)
    pupils = []
    for values in Pupil.objects.order_by("pk").values_list(*_FIELDS):
        fields = dict(zip(_FIELDS, values, strict=True))
        pk = fields["pk"]
        year, code = last.get(pk, (0, ""))
        fields |= {"admission_number": fields["admission_number"] or "", "upn": fields["upn"] or ""}
        pupils.append(
            KnownPupil(
                **fields,
                class_code=now.get(pk, ""),
                last_class=code,
                latest_year=year,
                contacts=tuple(contacts.get(pk, ())),
            )
        )
    return pupils


def _open_contacts() -> dict[int, list[KnownContact]]:
    contacts: dict[int, list[KnownContact]] = defaultdict(list)
    rows = PupilContact.objects.filter(ends_on=None).order_by("pupil_id", "priority", "pk")
    fields = ("pk", "name", "email", "relationship", "has_parental_responsibility", "priority")
    for pupil, *values in rows.values_list("pupil_id", *fields):
        contacts[pupil].append(KnownContact(*values))
    return contacts


def _classes(school_year: int) -> tuple[dict[int, str], dict[int, tuple[int, str]]]:
    """The class of the year, open or ended with the year, and the latest class of any year, by pupil."""
    now: dict[int, str] = {}
    latest: dict[int, tuple[int, str]] = {}
    from_summer_on = dt.date(school_year + 1, *EARLIEST)
    rows = ClassMembership.objects.order_by("school_class__school_year", "pk")
    for pupil, year, code, ends_on in rows.values_list(
        "pupil_id", "school_class__school_year", "school_class__code", "ends_on"
    ):
        latest[pupil] = (year, code)
        if year == school_year and (ends_on is None or ends_on >= from_summer_on):
            now[pupil] = code
    return now, latest
