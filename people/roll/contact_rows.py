"""The parents and carers that stand in one row of a pupil list."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from . import cells
from .columns import Column, Part, by_group
from .rows import Problem, RowContact

_RELATIONSHIPS = {"mother": "Mother", "father": "Father"}
_LENGTH = 160


class ContactReader:
    """Reads the parent columns of a row. A parent without a name and an e-mail address is no parent."""

    def __init__(self, chosen: Sequence[Column], warnings: list[Problem]) -> None:
        self.warnings = warnings
        self.groups = [
            (group, {chosen[place].part: place for place in places}) for group, places in by_group(chosen).items()
        ]

    def read(self, record: int, texts: Sequence[str]) -> tuple[RowContact, ...]:
        """The parents named in a row, first contact first."""
        found = [
            contact
            for order, (group, places) in enumerate(self.groups, start=1)
            if (contact := self._one(record, texts, order, group, places))
        ]
        return tuple(found)

    def _one(
        self, record: int, texts: Sequence[str], order: int, group: str, places: dict[Part, int]
    ) -> RowContact | None:
        def cell(part: Part) -> str:
            place = places.get(part)
            return cells.value(texts[place]) if place is not None and place < len(texts) else ""

        parts = (cell(Part.CONTACT_TITLE), cell(Part.CONTACT_FORENAME), cell(Part.CONTACT_SURNAME))
        email = self._email(record, cell(Part.CONTACT_EMAIL))
        name = cell(Part.CONTACT_NAME) or " ".join(part for part in parts if part) or email
        if not name or len(name) > _LENGTH:
            return None
        priority = cell(Part.CONTACT_PRIORITY)
        return RowContact(
            name=name,
            email=email,
            relationship=(cell(Part.CONTACT_RELATIONSHIP) or _RELATIONSHIPS.get(group, ""))[:60],
            has_responsibility=self._responsibility(record, name, places, cell(Part.CONTACT_RESPONSIBILITY)),
            priority=int(priority) if priority.isdecimal() and 0 < int(priority) < 100 else order,
        )

    def _email(self, record: int, text: str) -> str:
        if not text:
            return ""
        try:
            validate_email(text)
        except ValidationError:
            self.warnings.append(Problem(record, f"“{text}” is no e-mail address, so it is not kept."))
            return ""
        return text if len(text) <= 254 else ""

    def _responsibility(self, record: int, name: str, places: dict[Part, int], text: str) -> bool | None:
        """None where the list does not say. Anything but a plain yes is a no (domain 0.2)."""
        if Part.CONTACT_RESPONSIBILITY not in places or not text:
            return None
        said = cells.yes_or_no(text)
        if said is None:
            self.warnings.append(
                Problem(record, f"parental responsibility of {name} is not a plain yes or no, so it counts as no.")
            )
        return bool(said)
