"""What waits for a person before it can count: doubtful rows, and comments nobody has read."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from consent.alike import Said, by_words, together
from people.models import Pupil, SchoolYear, User
from people.permissions import Permission

from .imports import SurveyImport


class ReviewEntryQuerySet(models.QuerySet["ReviewEntry"]):
    def visible_to(self, user: User):
        return self if user.has_perm(Permission.CONSENT_CORRECT) else self.none()

    def open(self):
        return self.filter(status=ReviewEntry.Status.OPEN, survey__status=SurveyImport.Status.APPLIED)

    def to_sort_out(self, year: int | None = None):
        """What waits for a person: of a school year that is over nothing does, its answers stay as they are. `year`:
        that of today, where it is known already; else one query more."""
        year = SchoolYear.objects.year_on(timezone.localdate()) if year is None else year
        return self.open().filter(survey__school_year__gte=year)

    def waiting_count(self) -> int:
        """How many a person would have to look at: what says the same in two loads counts once. Two queries."""
        fields = ("kind", "identity", "content", "comment_digest", "answers", "record", "child", "survey__school_year")
        return len(grouped(self.to_sort_out().select_related("survey").only(*fields)))

    def saying_the_same(self, entry: "ReviewEntry") -> "list[ReviewEntry]":
        """`entry` and what waits of the same submission in the loads of its year without a word that differs."""
        alike = self.open().filter(
            identity=entry.identity, kind=entry.kind, survey__school_year=entry.survey.school_year
        )
        groups = grouped(alike.select_related("survey").defer("survey__repeats", "survey__mapping", "survey__counts"))
        found = next((group for group in groups if any(one.pk == entry.pk for one in group)), [])
        return [entry, *(one for one in found if one.pk != entry.pk)]

    def in_the_same_words(self, entry: "ReviewEntry") -> "list[ReviewEntry]":
        """The open comments of the year that say what `entry` says, one a submission, in order; `entry` among them."""
        comments = self.open().filter(kind=ReviewEntry.Kind.COMMENT, survey__school_year=entry.survey.school_year)
        waiting = comments.select_related("survey", "pupil")
        waiting = waiting.defer("survey__repeats", "survey__mapping", "survey__counts")
        once = [group[0] for group in grouped(waiting)]
        said = by_words(once, lambda one: one.comment)
        return next((group for group in said if any(one.identity == entry.identity for one in group)), [])

    def open_at(self, moment: dt.datetime):
        """What waited at `moment`, by what the portal knew then."""
        return self.filter(
            Q(settled_at=None) | Q(settled_at__gt=moment),
            Q(survey__undone_at=None) | Q(survey__undone_at__gt=moment),
            opened_at__lte=moment,
        )


class ReviewEntry(models.Model):
    """A child in a submission that a person must look at, or a comment that a person must read.

    `identity` is a keyed digest of what the file said (child, class, respondent, moment): the same submission
    met again in a later export is settled alike. `content` tells whether it says the same: only what agrees is
    shown as one (consent/alike.py). Every load owns its entries, so that taking a load back takes nothing from
    another. The text of a comment goes as soon as it was read; `comment_digest` stays, so that nobody forgets
    there was one, and `condition` says in a few words of a person what it asks for.
    """

    class Kind(models.TextChoices):
        ENTRY = "entry", "An answer to sort out"
        COMMENT = "comment", "A comment to read"

    class Status(models.TextChoices):
        OPEN = "open", "Waiting"
        SETTLED = "settled", "Used for a child"
        REJECTED = "rejected", "Used for nobody"
        NO_CONDITION = "no_condition", "Comment read: no condition"
        CONDITION = "condition", "Comment read: there is a condition"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    survey = models.ForeignKey(SurveyImport, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.ENTRY)
    status = models.CharField(max_length=12, choices=Status, default=Status.OPEN)
    record = models.PositiveIntegerField(default=0)
    child = models.PositiveSmallIntegerField(default=1)
    identity = models.CharField(max_length=64, db_index=True)
    content = models.CharField(max_length=64, blank=True, help_text="Digest of the answers and the comment.")
    comment_digest = models.CharField(max_length=64, blank=True, help_text="Stays when the comment's text has gone.")
    date_typed = models.BooleanField("the day was typed by a person", default=False)
    respondent_confirmed = models.BooleanField("a person made sure of parental responsibility", default=False)
    reason = models.CharField(max_length=40, blank=True)
    child_text = models.CharField(max_length=200, blank=True)
    class_text = models.CharField(max_length=120, blank=True)
    respondent_key = models.CharField(max_length=500, blank=True)
    respondent_name = models.CharField(max_length=160, blank=True)
    respondent_email = models.CharField(max_length=254, blank=True)
    relationship = models.CharField(max_length=60, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_precision = models.CharField(max_length=6, blank=True)
    answers = models.JSONField(default=dict)
    suggestions = models.JSONField(default=list, help_text="[{pupil, score, why}], best first")
    comment = models.TextField(blank=True)
    condition = models.CharField(max_length=300, blank=True, help_text="What a person read out of the comment.")
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, null=True, blank=True, related_name="review_entries")
    waiting = models.ManyToManyField(Pupil, through="ReviewWaiting", related_name="waiting_in")
    opened_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField(max_length=300, blank=True)

    objects = ReviewEntryQuerySet.as_manager()

    class Meta:
        ordering = ["opened_at", "record", "child", "pk"]
        indexes = [models.Index(fields=["status", "kind"])]

    def __str__(self) -> str:
        return f"entry {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("consent:entry", args=[self.public_id])

    @property
    def said(self) -> Said:
        """What it says, and of which submission, to be compared with the same in another load."""
        about = (self.survey.school_year, self.kind, self.identity)
        return Said(about, self.content, self.comment_digest, self.answers)


def grouped(entries: Iterable[ReviewEntry]) -> list[list[ReviewEntry]]:
    """The entries, fetched with their loads, what says the same in several loads together; in the order given.

    Two equal rows of one load are two: they may be of two children of one name, and each is placed for itself. The
    first of one load goes with the first of another.
    """
    listed = list(entries)
    met: Counter[tuple[int, str, str]] = Counter()
    said: dict[int, Said] = {}
    for entry in sorted(listed, key=lambda one: (one.survey_id, one.record, one.child, one.pk)):
        said[entry.pk] = entry.said
        if entry.kind == ReviewEntry.Kind.ENTRY:
            year, kind, identity = entry.said.about
            nth = met[entry.survey_id, identity, entry.content]
            said[entry.pk] = replace(entry.said, about=(year, kind, f"{identity} {nth}"))
            met[entry.survey_id, identity, entry.content] += 1
    return [[listed[place] for place in group] for group in together([said[entry.pk] for entry in listed])]


class ReviewWaiting(models.Model):
    """A pupil who shows *waiting* until an entry is settled (domain 5.6)."""

    entry = models.ForeignKey(ReviewEntry, on_delete=models.CASCADE, related_name="waits")
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="waits")

    def __str__(self) -> str:
        return f"{self.pupil_id} waits for {self.entry_id}"
