"""Choosing the school year and the file."""

import datetime as dt

from django import forms
from django.conf import settings

from consent.past import takes_late_files
from people.models import SchoolYear
from people.school_year import label

from .choices import offer

ACCEPTED = (".csv", ".xlsx", ".xls", ".ods", ".txt", ".tsv")


def year_choices(today: dt.date) -> list[tuple[str, str]]:
    """This school year first, then the next (surveys may go out in summer); the last until this one has begun."""
    year = SchoolYear.objects.year_on(today)
    years = [year, year + 1, *([year - 1] if takes_late_files() else [])]
    return [(str(choice), label(choice)) for choice in years]


class SameFileForm(forms.Form):
    """The file of a load once more: the columns left out of it are no longer held."""

    file = forms.FileField(
        label="Choose the same file again",
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(ACCEPTED), "form": "again"}),
        error_messages={
            "required": "Choose the file that was loaded.",
            "empty": "This file is empty. Choose the file that was loaded.",
        },
    )


class SurveyUploadForm(forms.Form):
    """The school year comes first: an answer for one year never counts for another."""

    school_year = forms.TypedChoiceField(
        label="Which school year are these answers for?",
        help_text="Answers dated outside 1 June before the year to its 31 August are never used.",
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the school year first."},
    )
    file = forms.FileField(
        label="The survey export",
        help_text="A spreadsheet as SchoolSpider or your survey tool saves it: .xlsx, .csv, .xls or .ods, up to 10 MB.",
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(ACCEPTED)}),
        error_messages={
            "required": "Choose the file with the answers.",
            "empty": "This file is empty. Export the survey again and choose that file.",
        },
    )

    def __init__(self, *args, today: dt.date, **kwargs):
        super().__init__(*args, **kwargs)
        choices = year_choices(today)
        offer(self, "school_year", choices)
        self.fields["school_year"].initial = choices[0][0]

    def clean_file(self):
        """Refuse what is larger than any school's survey."""
        file = self.cleaned_data["file"]
        if file.size > settings.MAX_UPLOAD_BYTES:
            raise forms.ValidationError(
                "This file is larger than 10 MB. Save only the sheet with the answers and choose that file."
            )
        return file
