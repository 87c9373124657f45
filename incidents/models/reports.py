"""The governors' report: as it was released, what the head writes beside its numbers, the part of the clerk."""

import uuid
from typing import Any

from django.db import models
from django.db.models import Exists, Q, Subquery
from django.urls import reverse
from django.utils import timezone

from incidents.governing.periods import parsed, place_of
from incidents.governing.sealing import digest_of, read
from incidents.walls import Wall
from people.models import Term, User
from people.permissions import Permission
from people.roles import Role

from .links import CasePerson

# Who leads or works in the school reads nothing that is told the governors about the headteacher, whatever else they
# are: a governor who works here leaves the room too.
IN_SCHOOL = frozenset({Role.DSL, Role.OFFICE, Role.STAFF})


class GovernorsReportQuerySet(models.QuerySet["GovernorsReport"]):
    def visible_to(self, user: User):
        """The released ones, for head, governors, clerk and data-protection officer."""
        return self if user.has_perm(Permission.REPORT_READ) else self.none()

    def lacking_part(self, user: User):
        """The last one, while the clerk has added no confidential part to it, for `user` who may add one: a clerk who
        is outside (`is_outside`), asked within the query."""
        if not user.has_perm(Permission.REPORT_CONFIDENTIAL_ADD) or Role.HEAD in user.roles:
            return self.none()
        latest = self.model.objects.order_by("-last_on").values("pk")[:1]
        about_me = CasePerson.objects.subjects().filter(user=user, case__wall__in=(Wall.HEAD, Wall.BOARD))
        return self.filter(~Exists(about_me), pk=Subquery(latest), confidential_part=None)

    def known_as(self, key: str):
        """The one that an address names: by its term, or by its own key. None for anything else."""
        term = parsed(key)
        if term:
            return self.filter(school_year=term[0], term=term[1])
        try:
            return self.filter(public_id=uuid.UUID(key))
        except ValueError:
            return self.none()


class GovernorsReport(models.Model):
    """One term's report, frozen. Append-only, by triggers too: what it says is in `content`, sealed by `digest`, and is
    shown from there for ever. `chain_head` is the last seal of the record as it was released."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    school_year = models.PositiveSmallIntegerField()
    term = models.CharField(max_length=6, choices=Term.Name)
    first_on = models.DateField()
    last_on = models.DateField()
    content = models.TextField()
    digest = models.CharField(max_length=64)
    chain_head = models.CharField(max_length=64)
    released_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    released_at = models.DateTimeField(default=timezone.now)

    objects = GovernorsReportQuerySet.as_manager()

    class Meta:
        ordering = ["-last_on"]
        constraints = [
            models.UniqueConstraint(fields=["school_year", "term"], name="one_report_of_a_term"),
            models.CheckConstraint(condition=~Q(content="") & ~Q(digest=""), name="a_report_says_something"),
            models.CheckConstraint(condition=Q(last_on__gte=models.F("first_on")), name="a_report_is_of_some_days"),
        ]

    def __str__(self) -> str:
        return f"Report to governors, {self.said['term']['label']}"

    def get_absolute_url(self) -> str:
        return reverse("incidents:governors-report", args=[self.public_id])

    @property
    def said(self) -> dict[str, Any]:
        """What it says."""
        return read(self.content)

    @property
    def key(self) -> str:
        """Of its term, as it stands in addresses."""
        return f"{self.school_year}-{self.term}"

    @property
    def place(self) -> int:
        """Where its term stands among all terms."""
        return place_of(self.key)

    @property
    def is_whole(self) -> bool:
        """Whether it is what was released."""
        return digest_of(self.content) == self.digest


class ReportWords(models.Model):
    """What the headteacher writes beside the numbers of a term, until its report is released. `revision` grows with
    each change, so that of two people the second is told."""

    school_year = models.PositiveSmallIntegerField()
    term = models.CharField(max_length=6, choices=Term.Name)
    text = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=0)
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school_year", "term"], name="words_of_a_report_once")]

    def __str__(self) -> str:
        return f"words for the report of {self.school_year}, {self.get_term_display().lower()}"


class ConfidentialPartQuerySet(models.QuerySet["ConfidentialPart"]):
    def visible_to(self, user: User):
        """For governors and the clerk. Never for whoever leads the school, today or by standing in, for nobody else who
        works in it, and for nobody about whom such a case is."""
        if not user.has_perm(Permission.REPORT_CONFIDENTIAL) or not is_outside(user):
            return self.none()
        return self


def is_outside(user: User) -> bool:
    """Whether somebody may read what the governors are told about the headteacher: being in it beats every role."""
    if Role.HEAD in user.roles or (user.roles & IN_SCHOOL and Role.CLERK not in user.roles):
        return False
    about_head = (Wall.HEAD, Wall.BOARD)
    return not CasePerson.objects.subjects().filter(user=user, case__wall__in=about_head).exists()


class ConfidentialPart(models.Model):
    """What the clerk adds to one report about the headteacher, for the governors alone. Append-only, by triggers too.
    No page of the report says whether there is one."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    report = models.OneToOneField(GovernorsReport, on_delete=models.PROTECT, related_name="confidential_part")
    content = models.TextField()
    digest = models.CharField(max_length=64)
    chain_head = models.CharField(max_length=64)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)

    objects = ConfidentialPartQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(content="") & ~Q(digest=""), name="a_confidential_part_says_something")
        ]

    def __str__(self) -> str:
        return f"Confidential part, {self.report}"

    @property
    def said(self) -> dict[str, Any]:
        """What it says."""
        return read(self.content)
