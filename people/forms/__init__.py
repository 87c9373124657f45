"""What a person may type on the pages of people, a module for each kind of page."""

from .accounts import (
    AccountForm,
    AccountSearchForm,
    CoverForm,
    EndingForm,
    JoiningForm,
    NamesForm,
    NewAccountForm,
    RoleEndingForm,
    RoleForm,
    own_posts,
)
from .assessments import ApprovalForm, AssessmentWordsForm, SubmissionForm
from .calendar import LessonTimesForm, YearDatesForm, as_initial
from .devices import DeviceForm, TabletCodeForm
from .families import CourtOrderForm
from .lists import SOME, ColumnsForm, ConfirmationForm, ListUploadForm
from .own_mails import OwnMailsForm
from .pupils import FlagForm, SearchForm
from .school_accounts import ClosingForm, SchoolAccountForm
from .settings import SettingsForm
from .years import MovesForm, TeachersForm

__all__ = [
    "SOME",
    "AccountForm",
    "AccountSearchForm",
    "ApprovalForm",
    "AssessmentWordsForm",
    "ClosingForm",
    "ColumnsForm",
    "ConfirmationForm",
    "CourtOrderForm",
    "CoverForm",
    "DeviceForm",
    "EndingForm",
    "FlagForm",
    "JoiningForm",
    "LessonTimesForm",
    "ListUploadForm",
    "MovesForm",
    "NamesForm",
    "NewAccountForm",
    "OwnMailsForm",
    "RoleEndingForm",
    "RoleForm",
    "SchoolAccountForm",
    "SearchForm",
    "SettingsForm",
    "StatementSettingsForm",
    "SubmissionForm",
    "TabletCodeForm",
    "TeachersForm",
    "YearDatesForm",
    "as_initial",
    "own_posts",
]
