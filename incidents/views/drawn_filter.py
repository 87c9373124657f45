"""The fields by which a list of cases is narrowed, drawn. Where nothing was chosen they are the same for everybody, and
drawn once: they cost more than the rows."""

from functools import cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from incidents.list_filter import ListFilter
from incidents.models import Case


def fields_of(narrowed: ListFilter) -> SafeString:
    """The fields as they stand, with what was chosen."""
    return _drawn(narrowed) if narrowed.chosen else _plain(type(narrowed))


@cache
def _plain(sort: type[ListFilter]) -> SafeString:
    return _drawn(sort({}, queryset=Case.objects.none(), user=None))


def _drawn(narrowed: ListFilter) -> SafeString:
    return render_to_string("incidents/_filter.html", {"filter": narrowed})
