"""What a person may type on the pages of people, a module for each kind of page."""

from .lists import SOME, ColumnsForm, ConfirmationForm, ListUploadForm
from .pupils import FlagForm, SearchForm

__all__ = ["SOME", "ColumnsForm", "ConfirmationForm", "FlagForm", "ListUploadForm", "SearchForm"]
