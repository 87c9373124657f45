"""Sending a file through a form."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from people.school_year import school_year_of


def upload(client: Client, address: str, name: str, content: bytes, **fields: Any) -> HttpResponse:
    """POST `content` as the field `file`, for the present school year."""
    year = school_year_of(timezone.localdate())
    return client.post(address, {"school_year": year, "file": SimpleUploadedFile(name, content), **fields})
