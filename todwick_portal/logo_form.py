"""Choosing a logo: a picture that is made safe before anything is kept of it."""

from typing import Any

from django import forms

from incidents.evidence.limits import MEGABYTE, EvidenceLimits
from incidents.evidence.reading import SafeFile, made_safe
from incidents.evidence.refusals import RefusedFile
from people.look import SHOWN

MOST_BYTES = 12_000  # what every page carries once: a phone waits for it on its first visit
LIMITS = EvidenceLimits(file_bytes=4 * MEGABYTE, pixels=16_000_000, shown_width=2 * SHOWN[0], shown_height=2 * SHOWN[1])
LEAST_HEIGHT = 24
INSTEAD = "Save it as PNG, JPEG or WEBP and choose that."
TOO_NARROW = "This picture is far wider than high, so nothing of it could be seen. Choose one closer to a square."
TOO_DETAILED = (
    "This picture has too many details for a logo: it would make every page slow. Choose a drawing or a crest."
)


class LogoField(forms.FileField):
    """One picture, made safe."""

    widget = forms.ClearableFileInput(attrs={"accept": ".png,.jpg,.jpeg,.webp"})

    def clean(self, data: Any, initial: Any = None) -> SafeFile:
        sent = super().clean(data, initial)
        try:
            safe = made_safe(sent.read(), sent.name or "", LIMITS)
        except RefusedFile as refusal:
            raise forms.ValidationError(f"{str(refusal).split('. ')[0].rstrip('.')}. {INSTEAD}") from refusal
        if safe.size[1] < LEAST_HEIGHT:
            raise forms.ValidationError(TOO_NARROW)
        if len(safe.content) > MOST_BYTES:
            raise forms.ValidationError(TOO_DETAILED)
        return safe


class LogoForm(forms.Form):
    """The picture. What it shows is a setting of its own."""

    logo = LogoField(
        label="Picture",
        help_text="PNG, JPEG or WEBP, up to 4 MB. It is drawn anew, small, and stands on white. A drawing of text, "
        "an SVG, is not taken: it can hold a program.",
        error_messages={"required": "Choose a picture.", "empty": "The file is empty. Choose another one."},
    )
