"""The fields by which a list of cases is narrowed, drawn. Where nothing was chosen they are the same for everybody, and
drawn once: they cost more than the rows."""

from django.template.loader import render_to_string

from incidents.list_filter import ListFilter
from incidents.models import Case
from incidents.sorts import Sort

_plain: dict[Sort, str] = {}


def fields_of(narrowed: ListFilter) -> str:
    """The fields as they stand, with what was chosen."""
    if narrowed.chosen:
        return _drawn(narrowed)
    if narrowed.SORT not in _plain:
        _plain[narrowed.SORT] = _drawn(type(narrowed)({}, queryset=Case.objects.none(), user=None))
    return _plain[narrowed.SORT]


def _drawn(narrowed: ListFilter) -> str:
    return render_to_string("incidents/_filter.html", {"filter": narrowed})
