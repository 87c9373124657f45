"""What a person may type on the pages of people, a module for each kind of page."""

from .calendar import LessonTimesForm, YearDatesForm, as_initial
from .lists import SOME, ColumnsForm, ConfirmationForm, ListUploadForm
from .pupils import FlagForm, SearchForm
from .years import MovesForm, TeachersForm

__all__ = [
    "SOME",
    "ColumnsForm",
    "ConfirmationForm",
    "FlagForm",
    "LessonTimesForm",
    "ListUploadForm",
    "MovesForm",
    "SearchForm",
    "TeachersForm",
    "YearDatesForm",
    "as_initial",
]
