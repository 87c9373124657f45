"""The parents and carers on the pupils' contact lists."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils import timezone

from people.names import fold

from .pupils import Pupil
from .users import User

_SOURCES = {"name": ("folded_name", "folded_surname"), "email": ("folded_email",)}


def _compared(source: str, text: str) -> dict[str, str]:
    """The forms in which a name or an address is compared, grouped and sorted, by the field that keeps each."""
    if source == "email":
        return {"folded_email": text.strip().casefold()}
    folded = fold(text)
    return {"folded_name": folded, "folded_surname": folded.rpartition(" ")[2]}


def _with_compared(fields: Iterable[str]) -> list[str]:
    """These fields, and those that are made from them."""
    fields = list(fields)
    return [*fields, *(made for source in fields for made in _SOURCES.get(source, ()))]


class PupilContactQuerySet(models.QuerySet["PupilContact"]):
    """Whatever writes a name or an address writes the forms in which they are compared."""

    def update(self, **kwargs: Any) -> int:
        for source in _SOURCES:
            if isinstance(kwargs.get(source), str):
                kwargs |= _compared(source, kwargs[source])
        return super().update(**kwargs)

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        objs = list(objs)
        for one in objs:
            for source in _SOURCES:
                vars(one).update(_compared(source, getattr(one, source)))
        return super().bulk_create(objs, *args, **kwargs)

    def bulk_update(self, objs: Iterable[Any], fields: Iterable[str], *args: Any, **kwargs: Any) -> int:
        objs, fields = list(objs), list(fields)
        for one in objs:
            for source in _SOURCES.keys() & set(fields):
                vars(one).update(_compared(source, getattr(one, source)))
        return super().bulk_update(objs, _with_compared(fields), *args, **kwargs)


class PupilContact(models.Model):
    """A parent or carer on a pupil's contact list. An answer counts only with parental responsibility."""

    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="contacts")
    name = models.CharField(max_length=160)
    email = models.EmailField(blank=True)
    relationship = models.CharField(max_length=60, blank=True)
    has_parental_responsibility = models.BooleanField(default=True)
    priority = models.PositiveSmallIntegerField(default=1)
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="contact_of")
    starts_on = models.DateField(default=timezone.localdate)
    ends_on = models.DateField(null=True, blank=True)
    gets_nothing = models.BooleanField("court order: no account, no information", default=False)
    barred_users = models.ManyToManyField(
        User, blank=True, related_name="barred_from", help_text="The accounts that this mark shut out."
    )
    folded_name = models.TextField(default="", editable=False, help_text="The name as names are compared.")
    folded_surname = models.TextField(default="", editable=False, help_text="Its last word, by which it is sorted.")
    folded_email = models.TextField(
        default="", editable=False, db_index=True, help_text="The e-mail address as compared."
    )

    objects = PupilContactQuerySet.as_manager()

    class Meta:
        ordering = ["pupil", "priority", "pk"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """With the forms by which it is found and sorted."""
        for name in _SOURCES:
            vars(self).update(_compared(name, getattr(self, name)))
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = _with_compared(fields)
        super().save(*args, **kwargs)
