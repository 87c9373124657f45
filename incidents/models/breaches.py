"""Data breaches (UK GDPR, articles 33 and 34): the record that the school keeps of every one, reported or not."""

import datetime as dt
import uuid

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from incidents.walls import Standing, Wall
from people.models import Pupil, User
from people.permissions import Permission
from people.roles import Role

from .cases import Case
from .links import CasePerson

HOURS_TO_REPORT = 72  # article 33(1): hours, day and night, in holidays too
TIME_TO_REPORT = dt.timedelta(hours=HOURS_TO_REPORT)


class Risk(models.TextChoices):
    """How likely it is that somebody comes to harm. Anything but the first is reported (article 33(1)); of the last
    the people are told too (article 34)."""

    UNLIKELY = "unlikely", "A risk to people is unlikely"
    LIKELY = "likely", "A risk to people is likely"
    HIGH = "high", "A high risk to people is likely"


class Told(models.TextChoices):
    """Whether the people whose data it is were told (article 34)."""

    YES = "yes", "Yes, they were told"
    NOT_YET = "not_yet", "Not yet"
    NO = "no", "No, and they need not be"


class BreachAbout(models.TextChoices):
    """Whose own act the record is about, where that is one of the two who would read it, or both."""

    NOBODY = "", "Neither of the two"
    HEAD = "head", "The headteacher"
    DPO = "dpo", "The data-protection officer"
    BOTH = "both", "The headteacher and the data-protection officer"


# Whose post keeps whom from it, whoever holds it.
OF_POSTS = {
    BreachAbout.HEAD: (Role.HEAD,),
    BreachAbout.DPO: (Role.DPO,),
    BreachAbout.BOTH: (Role.HEAD, Role.DPO),
}


def _subjects():
    return CasePerson.objects.subjects().filter(case=OuterRef("incident"))


def about_the_head() -> Q:
    """Records that are about the headteacher: as said when it was opened, or by the incident it came out of."""
    by_hand = Q(about__in=(BreachAbout.HEAD, BreachAbout.BOTH))
    return by_hand | Q(incident__wall=Wall.HEAD) | Q(Exists(_subjects().filter(standing=Standing.HEAD)))


def for_no_officer() -> Q:
    """Records that no data-protection officer may read: about the officer as said when it was opened, or out of an
    incident while nobody is in the post who is not in it too."""
    in_it = CasePerson.objects.subjects().filter(case=OuterRef(OuterRef("incident")), user=OuterRef("pk"))
    others = User.objects.holding(Role.DPO).exclude(Exists(in_it))
    return Q(about__in=(BreachAbout.DPO, BreachAbout.BOTH)) | (Q(incident__isnull=False) & ~Q(Exists(others)))


class DataBreachQuerySet(models.QuerySet["DataBreach"]):
    def visible_to(self, user: User):
        """For the headteacher and the data-protection officer; never to whom it is about, and never to a headteacher
        where it is about the headteacher, whoever stands in (access matrix, data_breach). One that is about both of
        them is for the chair of governors alone, who reads no other."""
        if not user.is_authenticated or not user.is_active or user.is_shut:
            return self.none()
        if not user.has_perm(Permission.DATA_BREACH):
            return self.none()
        found = self.exclude(Exists(_subjects().filter(user=user)))
        if not user.roles & {Role.HEAD, Role.DPO}:
            return found.kept_by_the_chair()
        if Role.HEAD in user.roles:
            found = found.exclude(about_the_head())
        return found.exclude(about__in=(BreachAbout.DPO, BreachAbout.BOTH)) if Role.DPO in user.roles else found

    def kept_by_the_chair(self):
        """Those about headteacher and data-protection officer at once, and those about the headteacher that no officer
        may read: of these the chair is the reader."""
        return self.filter(about_the_head(), for_no_officer())

    def open(self):
        return self.filter(closed_at=None)

    def running(self):
        """Those whose clock of 72 hours runs: nobody has decided yet, or it is to be reported and was not."""
        return self.open().filter(Q(is_to_report=None) | Q(is_to_report=True, reported_at=None))


class DataBreach(models.Model):
    """One data breach. What was said of it stands in its entries, which only grow; the columns hold the latest of each,
    so that a list and the clock ask no more than a row.

    The clock runs from `aware_at`, the minute in which somebody in the school knew. `incident` is the one it came out
    of, `post` the public key of a post of the register; either may be empty. `about`: see `BreachAbout`.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reference = models.CharField(max_length=20, unique=True)
    title = models.CharField(max_length=160, help_text="In short, without a name.")
    about = models.CharField(max_length=4, choices=BreachAbout, blank=True, default=BreachAbout.NOBODY)
    incident = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, blank=True, related_name="data_breach")
    post = models.UUIDField(null=True, blank=True, unique=True, help_text="Public key of a post of the register.")
    happened_on = models.DateField(null=True, blank=True)
    aware_at = models.DateTimeField(help_text="When the school became aware. The 72 hours run from here.")
    children = models.PositiveIntegerField(null=True, blank=True, help_text="How many; empty while nobody knows.")
    others = models.PositiveIntegerField(null=True, blank=True, help_text="How many other people.")
    risk = models.CharField(max_length=10, choices=Risk, blank=True)
    is_to_report = models.BooleanField(null=True, blank=True, help_text="Empty while nobody has decided.")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reported_at = models.DateTimeField(null=True, blank=True, help_text="To the Information Commission.")
    told = models.CharField(max_length=10, choices=Told, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)
    form_key = models.UUIDField(unique=True, default=uuid.uuid4)
    revision = models.PositiveIntegerField(default=0)

    objects = DataBreachQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "-pk"]
        indexes = [models.Index(fields=["-opened_at", "-id"], name="data_breaches_newest_first")]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="a_data_breach_says_what_it_is"),
            models.CheckConstraint(
                condition=Q(is_to_report=None, decided_at=None, decided_by=None)
                | Q(is_to_report__isnull=False, decided_at__isnull=False, decided_by__isnull=False),
                name="a_decision_about_a_data_breach_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(reported_at=None) | Q(is_to_report=True), name="what_was_reported_was_to_be_reported"
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("incidents:breach", args=[self.public_id])

    @property
    def report_by(self) -> dt.datetime:
        """The end of the 72 hours."""
        return self.aware_at + TIME_TO_REPORT

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def is_running(self) -> bool:
        """As `running`, of one row."""
        return self.is_open and (self.is_to_report is None or (self.is_to_report and self.reported_at is None))


class BreachEntry(models.Model):
    """One thing that was said of a data breach, by whom and when. Append-only: what is put right is said again, and the
    newest of its kind holds. `said` holds the answers of its form by their names (`incidents/breach_words.py`)."""

    class Kind(models.TextChoices):
        OPENED = "opened", "Record opened"
        FACTS = "facts", "What happened"
        ASSESSED = "assessed", "Risk assessed"
        DECIDED = "decided", "Decided whether to report"
        REPORTED = "reported", "Reported to the ICO"
        TOLD = "told", "Whether the people were told"
        CHANGED = "changed", "What is changed"
        NOTE = "note", "Note"
        CHILD = "child", "Child linked"
        CLOSED = "closed", "Closed"
        REOPENED = "reopened", "Opened again"

    breach = models.ForeignKey(DataBreach, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=10, choices=Kind)
    said = models.JSONField(default=dict)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    form_key = models.UUIDField(unique=True, default=uuid.uuid4)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.at:%-d %B %Y}"


class BreachPupil(models.Model):
    """A child whose data it was. Append-only."""

    breach = models.ForeignKey(DataBreach, on_delete=models.PROTECT, related_name="pupils")
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="+")
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["breach", "pupil"], name="a_child_is_in_a_data_breach_once")]

    def __str__(self) -> str:
        return f"{self.pupil} in {self.breach}"
