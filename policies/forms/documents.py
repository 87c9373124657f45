"""What a person may type about a related document."""

from typing import Any

from django import forms
from django.core.validators import URLValidator

from policies.actions.documents import DocumentEntry
from policies.files import BadFile, check_file
from policies.models import RelatedDocument

ADDRESS = "Write it like https://school.example/policies/behaviour"


class DocumentForm(forms.Form):
    """Its title, where it is read, and which edition it is. A link or a file, not both."""

    title = forms.CharField(
        label="Title",
        max_length=120,
        help_text="As the policy calls it.",
        error_messages={"required": "Write the title."},
    )
    url = forms.CharField(
        label="Link",
        max_length=200,
        required=False,
        help_text="Where everybody can read it, such as a page of the school’s website. Leave it empty if you give "
        "a file.",
        validators=[URLValidator(schemes=["https", "http"], message=ADDRESS)],
        widget=forms.URLInput(),
    )
    file = forms.FileField(
        label="File",
        required=False,
        help_text="A PDF or a Word document (.docx), up to 10 MB. Where a published policy names it, everybody can "
        "download it.",
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.docx"}),
        error_messages={"empty": "This file is empty. Save it again and choose it again."},
    )
    without_file = forms.BooleanField(label="Take the file away that is there now", required=False)
    dated = forms.CharField(
        label="Date or version",
        max_length=60,
        required=False,
        help_text="As it stands on the document, such as July 2011 or version 3. Empty if it has none.",
    )

    def __init__(self, data: Any = None, files: Any = None, *, document: RelatedDocument | None = None) -> None:
        names = ("title", "url", "dated")
        super().__init__(data, files, initial={name: getattr(document, name) for name in names} if document else None)
        if document is None or not document.file:
            del self.fields["without_file"]

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())

    def clean_file(self) -> Any:
        """The file as far as it may be kept; None where none was chosen."""
        file = self.cleaned_data["file"]
        if not file:
            return None
        try:
            return check_file(file.read(), file.name)
        except BadFile as fault:
            raise forms.ValidationError(str(fault)) from fault

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("file") and cleaned.get("url"):
            self.add_error("url", "Give a link or a file, not both: empty this field, or choose no file.")
        return cleaned

    @property
    def entry(self) -> DocumentEntry:
        return DocumentEntry(**self.cleaned_data)
