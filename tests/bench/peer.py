"""The same rows through django-import-export, the library most Django projects would take, as its docs set it up.

One row for each pupil, found by admission number; unchanged rows skipped. Fewer rows than the others, since it
looks up and compares each by itself; its time grows with their number, so the rest is scaled.
"""

from typing import Any

import tablib
from django.db import connection, models
from import_export import resources

from .made import HEADINGS

NAMES = (
    "answered_at", "admission_number", "child", "form", "parent", "email", "diet", "website", "facebook", "x_twitter",
)  # fmt: skip


class PeerAnswer(models.Model):
    """A pupil's answers in one flat row. Its table is made by the benchmark and belongs to no app."""

    admission_number = models.CharField(max_length=20, unique=True)
    answered_at = models.CharField(max_length=30)
    child = models.CharField(max_length=160)
    form = models.CharField(max_length=20, blank=True)
    parent = models.CharField(max_length=160)
    email = models.CharField(max_length=254)
    diet = models.CharField(max_length=100, blank=True)
    website = models.CharField(max_length=10)
    facebook = models.CharField(max_length=10)
    x_twitter = models.CharField(max_length=10)

    class Meta:
        app_label = "bench"

    def __str__(self) -> str:
        return self.admission_number


class PeerResource(resources.ModelResource):
    class Meta:
        model = PeerAnswer
        import_id_fields = ("admission_number",)
        fields = NAMES
        skip_unchanged = True


def make_table() -> None:
    with connection.schema_editor() as editor:
        editor.create_model(PeerAnswer)


def load(content: bytes, rows: int) -> int:
    """Import the first `rows` lines. Returns how many were new or changed."""
    lines = content.decode().splitlines()[: rows + 1]
    dataset = tablib.Dataset().load("\n".join([",".join(NAMES), *lines[1:]]), format="csv")
    result: Any = PeerResource().import_data(dataset, dry_run=False, raise_errors=True)
    assert len(HEADINGS) == len(NAMES)
    return result.totals["new"] + result.totals["update"]
