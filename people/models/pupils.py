"""Pupils, and the classes they are in."""

import datetime as dt
import uuid

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone

from people.names import fold
from people.permissions import Permission

from .devices import TabletUser
from .school import SchoolClass
from .users import User

MOST_FOUND = 200


class PupilQuerySet(models.QuerySet["Pupil"]):
    def on_roll_on(self, day: dt.date):
        """Who belongs to the school on `day`. Somebody whose leaving date is that day does not."""
        return self.filter(Q(joined_on=None) | Q(joined_on__lte=day), Q(left_on=None) | Q(left_on__gt=day))

    def visible_to(self, user: User | TabletUser):
        """The pupils `user` may know of: all for those who check pictures (cover lessons happen), else none. A class
        tablet knows of those who are in its classes today."""
        if not user.has_perm(Permission.CONSENT_CHECK):
            return self.none()
        if user.only_classes is None:
            return self
        today = timezone.localdate()
        there = ClassMembership.objects.filter(
            Q(ends_on=None) | Q(ends_on__gt=today),
            Q(starts_on=None) | Q(starts_on__lte=today),
            pupil=OuterRef("pk"),
            school_class__in=user.only_classes,
        )
        return self.filter(Exists(there))

    def in_class(self, school_class: SchoolClass, day: dt.date):
        """Who is in a class on `day`, by the name they are called."""
        return self.filter(
            Q(memberships__ends_on=None) | Q(memberships__ends_on__gt=day),
            Q(memberships__starts_on=None) | Q(memberships__starts_on__lte=day),
            memberships__school_class=school_class,
        ).distinct()

    def without_class(self, school_year: int, day: dt.date):
        """Who is in no class of the year on `day`."""
        open_ones = ClassMembership.objects.filter(
            Q(ends_on=None) | Q(ends_on__gt=day), pupil=OuterRef("pk"), school_class__school_year=school_year
        )
        return self.filter(~Exists(open_ones))

    def with_parent_count(self, day: dt.date):
        """Each with `parents`, the number of parents and carers on the contact list on `day`."""
        listed = Q(contacts__ends_on=None) | Q(contacts__ends_on__gt=day)
        return self.annotate(parents=models.Count("contacts", filter=listed, distinct=True))

    def with_class_code(self, school_year: int, day: dt.date):
        """Each with `class_code`, that of the class of the year on `day`."""
        open_ones = ClassMembership.objects.filter(
            Q(ends_on=None) | Q(ends_on__gt=day), pupil=OuterRef("pk"), school_class__school_year=school_year
        )
        return self.annotate(class_code=Subquery(open_ones.order_by("pk").values("school_class__code")[:1]))

    def called_like(self, text: str):
        """Whoever has every word of `text` at the beginning of a name, legal or in use, accents apart.

        The names are compared here and not by the database, which knows nothing of folded letters.
        """
        words = fold(text).split()
        fields = ("legal_forename", "middle_names", "legal_surname", "preferred_forename", "preferred_surname")
        found = []
        for pk, *names in self.values_list("pk", *fields):
            parts = fold(" ".join(names)).split()
            if words and all(any(part.startswith(word) for part in parts) for word in words):
                found.append(pk)
        return self.filter(pk__in=found[:MOST_FOUND])


class Pupil(models.Model):
    """A child of the school, now or earlier. Names are kept as the roll gives them.

    `left_on` is the first day on which the child no longer belongs to the school; from it on nothing may be
    published. `do_not_publish` beats every permission; its reason is for head and safeguarding lead alone. So does
    `is_restricted`, which stands while a restriction of use runs (`people.actions.restrictions`). Whoever asks whether
    the child may be published asks `is_never_published`.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    admission_number = models.CharField(max_length=20, null=True, blank=True, unique=True)
    upn = models.CharField(max_length=13, null=True, blank=True, unique=True)
    legal_forename = models.CharField(max_length=80)
    middle_names = models.CharField(max_length=120, blank=True)
    legal_surname = models.CharField(max_length=80)
    preferred_forename = models.CharField(max_length=80, blank=True)
    preferred_surname = models.CharField(max_length=80, blank=True)
    born_on = models.DateField(null=True, blank=True)
    year_group = models.CharField(max_length=2, blank=True)
    joined_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)
    do_not_publish = models.BooleanField("not to be published", default=False)
    do_not_publish_reason = models.TextField(blank=True)
    is_restricted = models.BooleanField(
        default=False, help_text="Whether a restriction of use runs: nothing of the child is published meanwhile."
    )

    objects = PupilQuerySet.as_manager()

    class Meta:
        ordering = ["legal_surname", "legal_forename", "pk"]
        indexes = [models.Index(fields=["legal_surname", "legal_forename"])]

    def __str__(self) -> str:
        return f"{self.called} {self.called_surname}"

    def get_absolute_url(self) -> str:
        return reverse("people:pupil", args=[self.public_id])

    @property
    def called(self) -> str:
        """The forename the child is called by."""
        return self.preferred_forename or self.legal_forename

    @property
    def year_group_in_words(self) -> str:
        """As people say it: "Reception", "Year 3"; "" where none is known."""
        words = {"": "", "N": "Nursery", "R": "Reception"}
        return words.get(self.year_group, f"Year {self.year_group}")

    @property
    def is_never_published(self) -> bool:
        """Whether nothing of the child may be published, whatever was answered: marked so, or because the use of the
        child's data is restricted (UK GDPR, article 18). Nobody is told here which of the two it is."""
        return self.do_not_publish or self.is_restricted

    @property
    def called_surname(self) -> str:
        return self.preferred_surname or self.legal_surname


class ClassMembership(models.Model):
    """A pupil in a class. `ends_on` is the first day on which that is over; both ends may be unknown."""

    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="memberships")
    school_class = models.ForeignKey(SchoolClass, on_delete=models.PROTECT, related_name="memberships")
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.pupil}: {self.school_class}"
