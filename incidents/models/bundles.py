"""A bundle: everything the portal holds about one person, gathered in parts, looked through by those who may read each,
checked by a second person, frozen, and let go after some days."""

import uuid
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from incidents.sorts import Sort
from people.models import User
from people.permissions import Permission
from people.roles import Role

from .breaches import DataBreach
from .cases import Case
from .data_requests import DataRequest
from .links import CasePerson


class BundlePartQuerySet(models.QuerySet["BundlePart"]):
    def readable_by(self, user: User):
        """The parts that `user` may look through: of the school's lists the headteacher's and the officer's, and the
        chair's where it is about one of these; a case is for whoever reads that case, a data breach for whoever reads
        that; and for the second of two one that was released. Never of a request that is theirs or about them."""
        if not user.is_authenticated or not user.is_active or user.is_shut:
            return self.none()
        if not user.has_perm(Permission.DATA_PART_READ):
            return self.none()
        of_lists = Q(kind=BundlePart.Kind.LISTS, request__in=DataRequest.objects.visible_to(user).order_by())
        if Role.CHAIR in user.roles:
            of_lists |= Q(kind=BundlePart.Kind.LISTS) & ~Q(request__kept_from="")
        of_cases = Q(case__in=Case.objects.visible_to(user).order_by())
        of_breaches = Q(breach__in=DataBreach.objects.visible_to(user).order_by())
        about_me = CasePerson.objects.subjects().filter(user=user).order_by().values("case")
        second = Q(second_role__in=sorted(user.roles), released_at__isnull=False) & ~Q(case__in=about_me)
        second &= ~Q(breach__incident__in=about_me)
        found = self.filter(of_lists | of_cases | of_breaches | second)
        mine = Q(request__about_user=user) | Q(request__asked_by=user) | Q(request__about_contact__user=user)
        return found.exclude(mine).exclude(request__about_pupil__contacts__user=user)

    def waiting(self):
        """Those that are not checked yet, of requests that are open."""
        return self.filter(checked_at=None, request__answered_on=None)


class BundlePart(models.Model):
    """One part of a bundle: from the lists, one case, or one data breach. `content` holds its pieces with what is
    blacked out or withheld (`incidents/rights/pieces.py`), `opened` the names that stand open with the reason.

    `is_apart`: a case about somebody who leads the request: they learn nothing of it, and whoever deals with it hands
    it over. `second_role`: who may check it beside those who read the case. Its content goes when its bundle does.
    """

    class Kind(models.TextChoices):
        LISTS = "lists", "Lists, permissions, policies and account"
        CASE = "case", "An incident or complaint"
        BREACH = "breach", "A data breach"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request = models.ForeignKey(DataRequest, on_delete=models.PROTECT, related_name="parts")
    kind = models.CharField(max_length=6, choices=Kind)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    breach = models.ForeignKey(DataBreach, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    is_apart = models.BooleanField(default=False)
    content = models.JSONField(default=dict)
    opened = models.JSONField(default=dict, blank=True)
    gathered_at = models.DateTimeField(default=timezone.now)
    released_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    released_at = models.DateTimeField(null=True, blank=True)
    second_role = models.CharField(max_length=20, choices=Role, blank=True)
    checked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True)
    sent_back_why = models.CharField(max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=0)

    objects = BundlePartQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["request"], condition=Q(kind="lists"), name="the_lists_are_one_part_of_a_bundle"
            ),
            models.UniqueConstraint(fields=["request", "case"], name="a_case_is_one_part_of_a_bundle"),
            models.UniqueConstraint(fields=["request", "breach"], name="a_data_breach_is_one_part_of_a_bundle"),
            models.CheckConstraint(
                condition=Q(checked_by=None) | ~Q(checked_by=F("released_by")), name="a_second_person_checks_a_part"
            ),
            models.CheckConstraint(
                condition=Q(checked_at=None) | Q(released_at__isnull=False), name="only_what_is_released_is_checked"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.request}"

    def get_absolute_url(self) -> str:
        return reverse("incidents:bundle-part", args=[self.public_id])

    @property
    def title(self) -> str:
        """What it is called for whoever may read it, and in the bundle."""
        if self.case:
            noun = "Complaint" if self.case.sort == Sort.COMPLAINT else "Incident"
            return f"{noun} {self.case.reference}"
        return f"Data breach {self.breach.reference}" if self.breach else str(self.get_kind_display())

    @property
    def pieces(self) -> list[dict[str, Any]]:
        """Its pieces, in their order."""
        found: list[dict[str, Any]] = self.content.get("pieces", [])
        return found

    @property
    def withheld(self) -> dict[str, Any] | None:
        """Why it is withheld whole, with the reason and by whom; None where it goes."""
        return self.content.get("withheld")


class DataBundle(models.Model):
    """What goes to the person, frozen: one zip file under its SHA-256. `part`: of a part that is handed over apart. The
    file goes after some days (`people.settings.Key.BUNDLE_DAYS`); the row stays, with how much was withheld."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request = models.ForeignKey(DataRequest, on_delete=models.PROTECT, related_name="bundles")
    part = models.OneToOneField(BundlePart, on_delete=models.PROTECT, null=True, blank=True, related_name="bundle")
    kept_as = models.CharField(max_length=200)
    size_bytes = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    facts = models.JSONField(default=dict, help_text="Counts: pieces, blacked out, withheld and why.")
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    goes_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True, blank=True)
    fetched_at = models.DateTimeField(null=True, blank=True, help_text="When whoever asked fetched it first.")

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["request"], condition=Q(part=None), name="one_bundle_of_a_request")
        ]

    def __str__(self) -> str:
        return f"bundle of {self.request}"

    @property
    def is_there(self) -> bool:
        """Whether its file can be fetched."""
        return self.gone_at is None
