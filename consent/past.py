"""What is over is frozen: the answers of a past school year are history, and nobody changes them (requirements B19)."""

from django.utils import timezone

from people.models import SchoolYear
from people.school_year import label

from .faults import WrongState
from .models import SurveyImport

Kind = SurveyImport.Kind


def is_past(school_year: int) -> bool:
    """Whether a school year is over today, by the school's own boundaries. The coming one is not."""
    return school_year < SchoolYear.objects.year_on(timezone.localdate())


def has_begun(school_year: int) -> bool:
    """Whether answers of this year's own asking count already: a survey, or a form on paper.

    A parent's stop of the summer is none: it was kept for the coming year before anybody was asked.
    """
    asked = SurveyImport.objects.standing().filter(kind__in=(Kind.SURVEY, Kind.PAPER))
    return asked.filter(school_year=school_year).exists()


def refuse_past(school_year: int) -> None:
    """Raise WrongState where the school year is over."""
    if is_past(school_year):
        raise WrongState(f"The year {label(school_year)} is over: its answers are history and stay as they are.")


def takes_late_files() -> bool:
    """Whether last year's survey may still be loaded, as history: until the first answers of this year count."""
    return not has_begun(SchoolYear.objects.year_on(timezone.localdate()))


def refuse_late_file(school_year: int) -> None:
    """Raise WrongState for a file of a past year, once answers of this year count."""
    if is_past(school_year) and not takes_late_files():
        refuse_past(school_year)
