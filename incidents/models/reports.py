"""The governors' report: as it was released, what the head writes beside its numbers, its confidential parts."""

import uuid
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone

from incidents.governing.periods import parsed, place_of
from incidents.governing.sealing import digest_of, read
from incidents.walls import Wall
from people.models import Term, User
from people.permissions import Permission
from people.roles import Role

from .cases import Case
from .links import CasePerson

# Who leads or works in the school reads nothing that is told the governors about the headteacher, whatever else they
# are: a governor who works here leaves the room too.
IN_SCHOOL = frozenset({Role.DSL, Role.OFFICE, Role.STAFF})
ABOUT_HEAD = (Wall.HEAD, Wall.BOARD)


class GovernorsReportQuerySet(models.QuerySet["GovernorsReport"]):
    def visible_to(self, user: User):
        """The released ones, for head, governors, clerk and data-protection officer."""
        return self if user.has_perm(Permission.REPORT_READ) else self.none()

    def lacking_part(self, user: User):
        """The last one, while `user` is the person to add a confidential part to it (`open_to_part`)."""
        latest = self.model.objects.order_by("-last_on").values("pk")[:1]
        return self.open_to_part(user).filter(pk=Subquery(latest))

    def open_to_part(self, user: User):
        """Those to which `user` may still add a confidential part.

        A clerk to each that has none of a clerk which they read: no case ends that, or its ending would tell them of
        one about themselves. What concerns the clerk too is for whoever deals with it (`kept_from_clerk`): they add a
        part that no clerk reads, once for each report in whose term such a case went on.
        """
        if not user.has_perm(Permission.REPORT_CONFIDENTIAL_ADD) or not is_outside(user):
            return self.none()
        written = ConfidentialPart.objects.filter(report=OuterRef("pk"))
        if Role.CLERK in user.roles:
            return self.filter(~Exists(written.visible_to(user).filter(is_beside_clerk=False)))
        reported = Q(reported_at__date__lte=OuterRef("last_on"))
        went_on = Q(closed_at=None) | Q(closed_at__date__gte=OuterRef("first_on"))
        told_by_me = kept_from_clerk(user).filter(reported & went_on)
        return self.filter(~Exists(written.filter(added_by=user)), Exists(told_by_me))

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
        works in it, and for nobody about whom such a case was as it was added. What is added beside the clerk is for no
        clerk, whether a case is about them or not."""
        if not user.has_perm(Permission.REPORT_CONFIDENTIAL) or not is_outside(user):
            return self.none()
        kept = self.model.kept_from.through.objects.filter(confidentialpart=OuterRef("pk"), user=user)
        parts = self.filter(~Exists(kept))
        return parts.filter(Q(is_beside_clerk=False) | Q(added_by=user)) if Role.CLERK in user.roles else parts


def is_outside(user: User) -> bool:
    """Whether the office that somebody holds lets them read what the governors are told about the headteacher: neither
    the head nor who works here. It is asked of no case: whom one is about would see by it that there is one."""
    return Role.HEAD not in user.roles and (not user.roles & IN_SCHOOL or Role.CLERK in user.roles)


def kept_from_clerk(user: User):
    """The cases about the headteacher that `user` reads and that are about a clerk of today too, who so can tell the
    governors nothing of them."""
    about_clerk = CasePerson.objects.subjects().filter(user__in=User.objects.holding(Role.CLERK).values("pk"))
    return Case.objects.visible_to(user).filter(wall__in=ABOUT_HEAD, pk__in=about_clerk.values("case")).order_by()


def whom_such_cases_are_about():
    """The accounts that cases about the headteacher are about now: who reads no part that is added today."""
    return User.objects.filter(pk__in=CasePerson.objects.subjects().filter(case__wall__in=ABOUT_HEAD).values("user"))


class ConfidentialPart(models.Model):
    """What the governors alone are told about the headteacher, beside one report. Append-only, by triggers too. No page
    of the report says whether there is one.

    Of the clerk, or `is_beside_clerk`: of chair or vice-chair, about a case that is about the clerk too. `kept_from`
    are those whom such cases were about as it was added. It is written down then and never asked again: whoever is
    linked to a case later goes on reading what they could read, and whoever is taken off one finds nothing older.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    report = models.ForeignKey(GovernorsReport, on_delete=models.PROTECT, related_name="confidential_parts")
    is_beside_clerk = models.BooleanField(default=False)
    kept_from = models.ManyToManyField(User, blank=True, related_name="+")
    content = models.TextField()
    digest = models.CharField(max_length=64)
    chain_head = models.CharField(max_length=64)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)

    objects = ConfidentialPartQuerySet.as_manager()

    class Meta:
        ordering = ["is_beside_clerk", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(content="") & ~Q(digest=""), name="a_confidential_part_says_something"),
            models.UniqueConstraint(fields=["report", "added_by"], name="a_part_of_a_report_once_by_each"),
        ]

    def __str__(self) -> str:
        return f"Confidential part, {self.report}"

    @property
    def said(self) -> dict[str, Any]:
        """What it says."""
        return read(self.content)
