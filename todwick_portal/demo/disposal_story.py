"""What the demo school has kept since before the portal: due for disposal, kept for a reason, and destroyed by two."""

import datetime as dt
import uuid

from django.utils import timezone

from incidents.actions.complaining import Complained, send_complaint
from incidents.complaints.abouts import About
from incidents.complaints.codes import new_code
from incidents.complaints.stages import Progress
from incidents.models import Case, State
from people.actions.destroying import confirm_destruction
from people.actions.disposal import Asked, ask_destruction, keep, set_period
from people.models import ClassMembership, Ground, Pupil, PupilContact, SchoolClass, User
from todwick_portal.disposal.kinds import BY_SLUG

from .complaint_shapes import parent

YEARS_AGO = 8
OF_AN_EARLIER_TIME = "Gwendolen Ashby"
CLASS = "6H"
# Three who left long ago: one is due, one is kept, one was destroyed. Everybody here is invented.
DUE, KEPT, GONE = ("Rowan", "Pickersgill"), ("Isla", "Stainrod"), ("Bram", "Hollingbery")
SOURCE = "Decided by the governors last autumn, as most claims can be made for six years."
REASON = "Kept for six years after leaving, as the governors decided."


def bring_over(year: int) -> None:
    """The old pupil list and one old complaint, as they were taken over into the portal."""
    left = dt.date(year - YEARS_AGO + 1, 7, 20)
    room = SchoolClass.objects.create(school_year=year - YEARS_AGO, code=CLASS, year_groups=["6"])
    for number, (forename, surname) in enumerate((DUE, KEPT, GONE), start=1):
        pupil = Pupil.objects.create(
            legal_forename=forename, legal_surname=surname, admission_number=f"0117{number:02d}", left_on=left,
            year_group="6",
        )  # fmt: skip
        ClassMembership.objects.create(pupil=pupil, school_class=room, ends_on=left)
        PupilContact.objects.create(pupil=pupil, name=f"Mrs {surname}", relationship="Mother", ends_on=left)
    _old_complaint(left)


def _old_complaint(left: dt.date) -> None:
    """Of the same summer, answered and closed then."""
    said = parent(OF_AN_EARLIER_TIME, "Felix Ashby", wish="That somebody stands there.")
    complained = Complained(about=About.SCHOOL, words="Nobody stood at the crossing on the last two Fridays.", **said)
    case = send_complaint(complained=complained, form_key=uuid.uuid4(), code=new_code(), by=None)
    at = timezone.make_aware(dt.datetime.combine(left, dt.time(15, 10)))
    Case.objects.filter(pk=case.pk).update(
        state=State.CLOSED, reported_at=at - dt.timedelta(days=30), received_on=left - dt.timedelta(days=30),
        seen_at=at, closed_at=at, due_on=None,
    )  # fmt: skip
    type(case.complaint).objects.filter(pk=case.pk).update(progress=Progress.CLOSED, answered_at=at)


def settle(people: dict[str, User]) -> None:
    """The headteacher confirms two of the times, and has one record kept because of a claim."""
    for slug in ("pupil", "complaint"):
        set_period(kind=BY_SLUG[slug], months=72, source=SOURCE, by=people["head"])
    keep(
        kind=BY_SLUG["pupil"], found=_pupil(KEPT), by=people["head"],
        reason="The insurer has asked for everything about a fall in the playground.",
        review_on=timezone.localdate() + dt.timedelta(days=180),
    )  # fmt: skip


def destroy_one(people: dict[str, User]) -> None:
    """One of the three is destroyed, by the headteacher and the chair."""
    kind, found = BY_SLUG["pupil"], _pupil(GONE)
    asked = Asked(Ground.DUE, REASON)
    ask_destruction(kind=kind, found=found, asked=asked, by=people["head"], address="http://localhost/disposal/")
    confirm_destruction(kind=kind, found=found, by=people["chair"])


def _pupil(name: tuple[str, str]) -> Pupil:
    return Pupil.objects.get(legal_forename=name[0], legal_surname=name[1])
