"""What lists of children and of recorded checks can be narrowed by. No name stands in an address: none is a filter."""

import datetime as dt
from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from consent.class_lists import NO_CLASS, ClassLists
from consent.models import Post, Purpose, RecordedCheck, RemovalItem
from consent.models.checks import CODE_LENGTH, RecordedCheckQuerySet
from consent.models.posts import PostQuerySet
from consent.then_and_now import ended_posts
from people.models import Pupil, SchoolAccount, SchoolClass

_DAY = {"widget": forms.DateInput(attrs={"type": "date"})}


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


class CheckFilter(django_filters.FilterSet):
    """Recorded checks by code, place, class and day."""

    code = django_filters.CharFilter(label="Code", method="of_code", max_length=12)
    where = django_filters.ModelChoiceFilter(
        label="Where", field_name="destination", to_field_name="slug", empty_label="Every place",
        queryset=Purpose.objects.destinations(),
    )  # fmt: skip
    school_class = django_filters.ChoiceFilter(label="Class", empty_label="Every class", method="of_class")
    since = django_filters.DateFilter(label="From", method="from_day", **_DAY)
    until = django_filters.DateFilter(label="To", method="until_day", **_DAY)

    class Meta:
        model = RecordedCheck
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = SchoolClass.objects.order_by("code").values_list("code", flat=True).distinct()
        self.filters["school_class"].extra["choices"] = [(code, code) for code in codes]
        self.filters["code"].extra["widget"] = forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "size": CODE_LENGTH}
        )

    def of_code(self, checks: RecordedCheckQuerySet, name: str, value: str):
        """Codes are quoted by people: in small letters, with a space amid."""
        return checks.filter(code="".join(value.split()).upper())

    def of_class(self, checks: RecordedCheckQuerySet, name: str, value: str):
        return checks.about_class(value)

    def from_day(self, checks: RecordedCheckQuerySet, name: str, value: dt.date):
        return checks.filter(recorded_at__gte=_midnight(value))

    def until_day(self, checks: RecordedCheckQuerySet, name: str, value: dt.date):
        """The last day is in it."""
        return checks.filter(recorded_at__lt=_midnight(value + dt.timedelta(days=1)))


class PostFilter(django_filters.FilterSet):
    """Posts by account, place, and permission then and now. What may be known of removals, `in_full` alone."""

    THEN_NOW = (
        ("then_no", "No permission then"),
        ("now_no", "Somebody in it has no permission now"),
        ("ended", "Permission then, not now"),
    )
    STATES = (("up", "Still there"), ("gone", "Taken down"))
    account = django_filters.ModelChoiceFilter(
        label="Account", to_field_name="public_id", empty_label="Every account", queryset=SchoolAccount.objects.all()
    )
    where = django_filters.ModelChoiceFilter(
        label="Where", field_name="destination", to_field_name="slug", empty_label="Every place",
        queryset=Purpose.objects.destinations(),
    )  # fmt: skip
    permission = django_filters.ChoiceFilter(
        label="Permission then and now", empty_label="Whatever it was", choices=THEN_NOW, method="of_permission"
    )
    state = django_filters.ChoiceFilter(
        label="Is it there still?", empty_label="All of them", choices=STATES, method="of_state"
    )

    class Meta:
        model = Post
        fields: list[str] = []

    def __init__(self, *args: Any, in_full: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if in_full:
            self.filters["state"].extra["choices"] = [*self.STATES, ("to_remove", "To be taken down")]

    def of_permission(self, posts: PostQuerySet, name: str, value: str):
        if value == "then_no":
            return posts.filter(was_permitted=False)
        now_no = posts.filter(pk__in=ended_posts(timezone.localdate()))
        return now_no.filter(was_permitted=True) if value == "ended" else now_no

    def of_state(self, posts: PostQuerySet, name: str, value: str):
        if value == "gone":
            return posts.gone()
        if value == "to_remove":
            return posts.filter(Exists(RemovalItem.objects.open().filter(post=OuterRef("pk"))))
        return posts.standing()


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))
