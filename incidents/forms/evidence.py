"""Choosing files for a case, and saying why one is to be destroyed."""

import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from incidents.evidence.limits import MEGABYTE, EvidenceLimits
from incidents.evidence.reading import SafeFile, made_safe
from incidents.evidence.refusals import RefusedFile
from people.names import clean

AT_ONCE = 10
ACCEPTED = ".jpg,.jpeg,.png,.webp,.pdf,.txt"
NONE_KEPT = "None of these files was kept. Choose those that are to be kept again."
CHOOSE = "Choose at least one file."
TOO_MANY = f"Choose up to {AT_ONCE} files at once, and the others afterwards."


class FilesInput(forms.ClearableFileInput):
    """A box that takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, each made safe. One that is refused keeps none: whoever sends them reads which and why."""

    widget = FilesInput(attrs={"accept": ACCEPTED})

    def clean(self, data: Any, initial: Any = None) -> list[SafeFile]:
        sent: list[UploadedFile] = [one for one in data or [] if one] if isinstance(data, list | tuple) else []
        if not sent:
            raise forms.ValidationError(CHOOSE)
        if len(sent) > AT_ONCE:
            raise forms.ValidationError(TOO_MANY)
        limits, safe, faults = EvidenceLimits(file_bytes=settings.EVIDENCE_BYTES), [], []
        for one in sent:
            try:
                safe.append(made_safe(one.read(), one.name or "", limits))
            except RefusedFile as refusal:
                faults.append(f"{_called(one, sent)}{refusal}")
        if faults:
            raise forms.ValidationError([*faults, NONE_KEPT] if len(sent) > 1 else faults)
        return safe


def _called(file: UploadedFile, sent: list[UploadedFile]) -> str:
    """Which of several it is, in its place: its name may say anything."""
    return f"File {sent.index(file) + 1} of {len(sent)}: " if len(sent) > 1 else ""


class EvidenceForm(forms.Form):
    """The files, and what they show. The key makes a form that is sent twice one."""

    evidence = FilesField(label="Files")
    note = forms.CharField(
        label="What it shows, and when you saw it",
        max_length=300,
        required=False,
        help_text="A sentence. Such as: messages in the class chat, seen on Monday 12 October at 8:30 on a phone that "
        "a parent showed me.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, initial={"form_key": uuid.uuid4()})
        most = min(settings.EVIDENCE_BYTES, settings.MAX_UPLOAD_BYTES) // MEGABYTE
        self.fields["evidence"].help_text = (
            f"Screenshots and pictures (JPEG, PNG, WEBP), PDF or plain text, together up to {most} MB. Place, phone "
            "and time are taken out of pictures before they are kept."
        )

    def clean_note(self) -> str:
        """Without signs that nobody sees."""
        return clean(self.cleaned_data["note"])

    def clean_form_key(self) -> uuid.UUID:
        """One that was left out is one of its own."""
        return self.cleaned_data["form_key"] or uuid.uuid4()


class DestructionForm(forms.Form):
    """Why a sealed file is to be destroyed."""

    reason = forms.CharField(
        label="Why it is to be destroyed",
        max_length=1000,
        help_text="Who said so, and on what advice. Do not describe the picture.",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Write why it is to be destroyed."},
    )
