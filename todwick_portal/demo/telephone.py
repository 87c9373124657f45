"""What a parent told the office on the telephone, weeks after the survey: not on Facebook any more."""

import datetime as dt
from uuid import UUID

from consent.actions.letters import Entered, Way, enter_answer
from people.models import Pupil, User

CALLED = "Gracie Cowling"
_PAGE = UUID("0b8d3a52-5f0e-4f8e-9f0c-6d1f2c7a4e11")
_NOTE = "Rang at ten past nine. Gracie has been teased about a picture on Facebook. Everything else may stay as it is."


def ring_about_facebook(day: dt.date, office: User) -> None:
    """One parent, one place, one no: it counts at once, and stands in the child's history with its way and its note."""
    forename, surname = CALLED.split()
    pupil = Pupil.objects.get(legal_forename=forename, legal_surname=surname)
    contact = pupil.contacts.filter(has_parental_responsibility=True).order_by("priority", "pk")[0]
    entered = Entered(contact, Way.CALL, day, {"facebook": "no"}, _NOTE)
    enter_answer(entered=entered, token=_PAGE, by=office)
