"""The record of the demo school: what the head looked at before deciding, and the first check of the whole."""

from consent.actions.reading import record_reading
from people.models import Pupil, User
from todwick_portal.trail.daily import check_once_a_day

from .answers import DECIDED, FLAGGED


def look_into(people: dict[str, User]) -> None:
    """The head opened two children's records, one of them twice. The check is the worker's own of today, with its mail
    to the chair."""
    decided, flagged = (Pupil.objects.get(legal_forename=f, legal_surname=s) for f, s in _names())
    for pupil in (decided, flagged, decided):
        record_reading(pupil, by=people["head"])
    check_once_a_day()


def _names() -> list[list[str]]:
    return [DECIDED.split(), FLAGGED.split()]
