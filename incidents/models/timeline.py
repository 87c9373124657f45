"""What has been done in a case: a timeline that only grows, and the steps that are still to be taken."""

import datetime as dt
import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from incidents.blacking import sign_of
from incidents.outcomes import Outcome
from people.models import User

from .cases import Case


class TimelineEntry(models.Model):
    """One thing that was done or said. Append-only; the words that somebody typed stand in `EntryText`.

    `before` and `after` are states or counts in the portal's own words, never what somebody typed.
    """

    class Kind(models.TextChoices):
        EVENT = "event", "What happened to the case"
        NOTE = "note", "Private note, stays in school"
        OUT = "out", "Left the school"
        DECISION = "decision", "Decision"
        STEP = "step", "Step"
        EVIDENCE = "evidence", "Evidence"
        TO_AUTHOR = "to_author", "To whoever complained"
        BY_AUTHOR = "by_author", "From whoever complained"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="timeline")
    kind = models.CharField(max_length=10, choices=Kind)
    what = models.CharField(max_length=200, help_text="In the portal's own words.")
    to = models.CharField("to whom it went, in words", max_length=200, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    form_key = models.UUIDField(unique=True, default=uuid.uuid4)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["case", "-at", "-id"], name="timeline_of_a_case")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.at:%-d %B %Y}"

    @property
    def sign_of_text(self) -> str:
        """By which a page names what was typed here, to have words of it blacked out."""
        return sign_of(f"entrytext.text.{self.pk}")


class EntryText(models.Model):
    """The typed words of an entry, and who blacked out the last of them and why (`incidents/shown_words.py`)."""

    entry = models.OneToOneField(TimelineEntry, on_delete=models.PROTECT, primary_key=True, related_name="typed")
    text = models.TextField()
    blacked_out_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    blacked_out_at = models.DateTimeField(null=True, blank=True)
    blacked_out_reason = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"words of {self.entry}"


class CaseStep(models.Model):
    """Something to be done in a case, by somebody, by a day. Proposed by the rule's strength and kind, or typed.

    What a clock or a later proposal must know again is asked of `key`: the words may be changed.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="steps")
    text = models.CharField(max_length=200)
    key = models.CharField(
        max_length=30, blank=True, help_text="Of `incidents.steps.Proposed`; empty where somebody typed the step."
    )
    owner = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="case_steps")
    due_on = models.DateField(null=True, blank=True)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    done_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["done_at", "due_on", "pk"]
        indexes = [models.Index(fields=["due_on"], condition=Q(done_at=None), name="steps_to_do")]

    def __str__(self) -> str:
        return self.text


class CaseClosure(models.Model):
    """A case was closed: with what outcome, why, and who was told. Append-only; opened again, it stays."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="closures")
    outcomes = models.JSONField(default=list, help_text="Keys of `incidents.outcomes.Outcome`.")
    reason = models.TextField()
    told = models.TextField("who was told", blank=True)
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-closed_at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="a_closure_says_why")]

    def __str__(self) -> str:
        return f"closed on {self.closed_at:%-d %B %Y}"

    @property
    def labels(self) -> list[str]:
        """The outcomes in words."""
        return [Outcome(key).label for key in self.outcomes]


class CaseOutcome(models.Model):
    """What came of a case that is closed, one row for each outcome of its last closure; none while it is open.

    Kept beside the closures, which are never changed, so that a list finds the few that were passed to the police
    among a million (P8).
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="came_of_it")
    outcome = models.CharField(max_length=20, choices=Outcome)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["outcome", "case"], name="an_outcome_stands_once")]

    def __str__(self) -> str:
        return self.get_outcome_display()


class ReportDraftQuerySet(models.QuerySet["ReportDraft"]):
    def visible_to(self, user: User):
        """One's own, and nobody else's."""
        return self.filter(user=user) if user.is_authenticated and not user.is_shut else self.none()

    def held_too_long(self, now: dt.datetime, untouched: dt.timedelta, stopped: dt.timedelta):
        """Those that nobody touched for so long, and those that were stopped so long ago."""
        return self.filter(Q(saved_at__lte=now - untouched) | Q(stopped_at__lte=now - stopped))


class ReportDraft(models.Model):
    """A report that is being written: kept as typed, read by its writer alone, gone when it is sent or let go, or when
    it was held as long as it may be (`actions/drafts.py`)."""

    goes_at: dt.datetime  # for the page that lists them

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="report_drafts")
    form_key = models.UUIDField(unique=True, default=uuid.uuid4)
    typed = models.JSONField(default=dict)
    saved_at = models.DateTimeField(default=timezone.now)
    stopped_at = models.DateTimeField(
        null=True, blank=True, help_text="Since when it is criticism and nothing more, which is not recorded."
    )

    objects = ReportDraftQuerySet.as_manager()

    class Meta:
        ordering = ["-saved_at", "-pk"]

    def __str__(self) -> str:
        return f"draft of {self.saved_at:%-d %B %Y}"

    @property
    def beginning(self) -> str:
        """The first of what was typed, by which its writer knows it again."""
        words = self.part("what").get("words")
        return " ".join(str(words[0]).split())[:300] if words and isinstance(words, list) else ""

    def part(self, name: str) -> dict[str, Any]:
        """What was typed into one step; nothing where the draft holds none of it."""
        typed = self.typed.get(name) if isinstance(self.typed, dict) else None
        return typed if isinstance(typed, dict) else {}

    def rows(self, name: str) -> list[dict[str, Any]]:
        """What was linked one after the other."""
        rows = self.typed.get(name) if isinstance(self.typed, dict) else None
        return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
