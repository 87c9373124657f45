"""What stands on the page before a list is saved, and the saving itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.utils import timezone

from people.actions.rolls import ListSource, import_roll, prepare_roll
from people.actions.staff import import_staff, prepare_staff
from people.models import RollImport, User
from people.roll.columns import Column
from people.roll.lists import ListFile, unpack
from people.roll.loading import open_pupil_list, open_staff_list, read_pupils, read_staff
from people.roll.plan import RollPlan
from people.roll.previewing import LONGEST, Line, account_lines, pupil_lines
from people.roll.rows import RollReading
from people.roll.staff.columns import StaffColumn
from people.roll.staff.plan import StaffPlan
from people.roll.staff.rows import StaffReading
from people.roll.waiting import chosen_columns

Kind = RollImport.Kind


@dataclass(frozen=True)
class Preview:
    """A waiting list as read, what saving it would do, and that in lines of words."""

    reading: RollReading | StaffReading
    plan: RollPlan | StaffPlan
    lines: Sequence[Line]
    longest: int = LONGEST

    @property
    def template(self) -> str:
        """Children and staff have each their page."""
        return "people/pupils_preview.html" if isinstance(self.plan, RollPlan) else "people/staff_preview.html"

    @property
    def changes_nothing(self) -> bool:
        """Everything in the file is known already."""
        left = self.plan.left if isinstance(self.plan, RollPlan) else ()
        return not (self.plan.new or self.plan.changed or left)

    @property
    def leavers_to_confirm(self) -> int | None:
        """How many leavers somebody must type, where they are suspiciously many."""
        plan = self.plan
        return len(plan.left) if isinstance(plan, RollPlan) and plan.leavers_are_suspicious else None


def open_file(kind: RollImport.Kind, content: bytes, name: str) -> ListFile:
    """The uploaded file as a table of texts. Raises UnreadableFile."""
    return open_pupil_list(content, name) if kind == Kind.PUPILS else open_staff_list(content, name)


def preview_of(load: RollImport) -> Preview:
    """What saving a waiting list would do now. Three queries."""
    listing = unpack(load.staged or b"")
    columns = cast(list[Any], chosen_columns(load, listing))
    if load.kind == Kind.PUPILS:
        return _pupils(load, listing, cast(list[Column], columns))
    reading = read_staff(listing, cast(list[StaffColumn], columns))
    plan = prepare_staff(reading, school_year=load.school_year)
    return Preview(reading, plan, account_lines(plan.changed))


def _pupils(load: RollImport, listing: ListFile, columns: list[Column]) -> Preview:
    reading = read_pupils(listing, columns, today=timezone.localdate())
    plan = prepare_roll(reading, school_year=load.school_year, is_partial=load.is_partial)
    return Preview(reading, plan, pupil_lines(plan.changed))


def save(load: RollImport, preview: Preview, accept_leavers: int | None, by: User) -> None:
    """Save a waiting list. Raises ListFaults, TooManyLeavers and LoadIsOver."""
    source = ListSource(load.file_name, load.sha256)
    if isinstance(preview.reading, RollReading):
        import_roll(
            reading=preview.reading,
            source=source,
            school_year=load.school_year,
            by=by,
            is_partial=load.is_partial,
            accept_leavers=accept_leavers,
            waiting=load,
        )
    else:
        import_staff(reading=preview.reading, source=source, school_year=load.school_year, by=by, waiting=load)
