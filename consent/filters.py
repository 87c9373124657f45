"""What lists of children can be narrowed by. No name stands in an address, so names are no filter."""

from typing import Any

import django_filters
from django.db.models import QuerySet

from consent.class_lists import NO_CLASS, ClassLists
from people.models import Pupil


class ClassFilter(django_filters.FilterSet):
    """Children by the class they are listed in on the day of `lists`."""

    school_class = django_filters.ChoiceFilter(label="Class", empty_label="Every class", method="of_class")

    class Meta:
        model = Pupil
        fields: list[str] = []

    def __init__(self, *args: Any, lists: ClassLists, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lists = lists
        codes = [(listed.code, "No class" if listed.code == NO_CLASS else listed.code) for listed in lists.classes]
        self.filters["school_class"].extra["choices"] = codes

    def of_class(self, pupils: QuerySet[Pupil], name: str, value: str) -> QuerySet[Pupil]:
        """Who is in the class that day."""
        listed = self.lists.by_code(value)
        return pupils.filter(pk__in=[pupil.pk for pupil in listed.pupils]) if listed else pupils.none()

    @property
    def chosen(self) -> str:
        """The code of the class chosen, empty for every class."""
        return self.form.cleaned_data["school_class"] if self.form.is_valid() else ""
