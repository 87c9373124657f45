"""What is kept of a complaint: who complains of what, what would put it right, how far it has come."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from incidents.blacking import sign_of
from incidents.complaints.abouts import About
from incidents.complaints.stages import (
    ComplainantRelation,
    Finding,
    Progress,
    ReachBy,
    Source,
    Stage,
    Way,
)
from incidents.kinds import Place
from people.models import User

from .campaigns import Campaign
from .cases import Case


class Complaint(models.Model):
    """The facts of a complaint in the words of whoever complains. Nothing here is changed later but where it stands.

    `is_to_sort`: the clerk has still to say whom it is about. `is_on_paper`: the words lie in an envelope that the
    office did not open. `is_name_withheld`: nobody but who decides it learns who complained. Dates are what was
    promised last; `DateRevision` keeps the earlier ones.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, primary_key=True, related_name="complaint")
    way = models.CharField(max_length=10, choices=Way, default=Way.COMPLAINT)
    about = models.CharField(max_length=10, choices=About)
    about_name = models.CharField(max_length=160, blank=True)
    is_to_sort = models.BooleanField(default=False)
    source = models.CharField(max_length=10, choices=Source, default=Source.FORM)
    is_on_paper = models.BooleanField(default=False)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    is_anonymous = models.BooleanField(default=False)
    is_name_withheld = models.BooleanField(default=False)
    name = models.CharField(max_length=160, blank=True)
    relation = models.CharField(max_length=10, choices=ComplainantRelation, blank=True)
    child_name = models.CharField(max_length=160, blank=True)
    email = models.EmailField(blank=True)
    telephone = models.CharField(max_length=40, blank=True)
    postal = models.CharField(max_length=300, blank=True)
    reach_by = models.CharField(max_length=10, choices=ReachBy, default=ReachBy.CODE)
    wants_call = models.BooleanField(default=False)
    wants_interpreter = models.BooleanField(default=False)
    language = models.CharField(max_length=60, blank=True)
    written_by = models.CharField("the friend who writes", max_length=160, blank=True)

    words = models.TextField("what happened", blank=True)
    happened_on = models.DateField(null=True, blank=True)
    happened_when = models.CharField("when, in words", max_length=120, blank=True)
    place = models.CharField(max_length=20, choices=Place, blank=True)
    late_because = models.TextField(blank=True)
    wish = models.TextField("what would put it right", blank=True)
    tried = models.JSONField(default=list, blank=True, help_text="Keys of the school's methods of communication.")
    tried_words = models.TextField("whom they have spoken to", blank=True)

    stage = models.CharField(max_length=10, choices=Stage, default=Stage.ONE)
    progress = models.CharField(max_length=12, choices=Progress, default=Progress.RECEIVED)
    acknowledge_by = models.DateField()
    answer_by = models.DateField()
    next_stage_by = models.DateField(null=True, blank=True)
    reopen_by = models.DateField(null=True, blank=True, help_text="Until when a closed one is said to be not settled.")
    told_of_end = models.DateField(null=True, blank=True, help_text="Of which last day to go on the mail went out.")
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, null=True, blank=True, related_name="complaints")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(words="") | Q(is_on_paper=True), name="a_complaint_says_what_happened"),
            models.CheckConstraint(
                condition=Q(is_anonymous=False) | Q(name="", email="", telephone="", postal=""),
                name="who_complains_anonymously_is_not_kept",
            ),
            models.CheckConstraint(
                condition=Q(source=Source.FORM, recorded_by=None) | (~Q(source=Source.FORM) & ~Q(recorded_by=None)),
                name="who_recorded_a_complaint_is_kept",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_about_display()}, {self.get_progress_display().lower()}"


class Understanding(models.Model):
    """*This is what we understood*, by whoever answers, and what whoever complained said to it. Append-only but for the
    one answer."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="understandings")
    text = models.TextField()
    wish = models.TextField(blank=True)
    said_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField(default=timezone.now)
    is_right = models.BooleanField(null=True, blank=True)
    correction = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-said_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="an_understanding_says_something"),
            models.CheckConstraint(
                condition=Q(is_right=None, answered_at=None, correction="")
                | (Q(is_right=True, answered_at__isnull=False))
                | (Q(is_right=False, answered_at__isnull=False) & ~Q(correction="")),
                name="a_correction_says_what_is_wrong",
            ),
        ]

    def __str__(self) -> str:
        return f"understood on {self.said_at:%-d %B %Y}"

    @property
    def sign(self) -> str:
        """By which a page names it."""
        return sign_of(f"understanding.{self.pk}")


class StageAnswer(models.Model):
    """What a stage came to. Append-only. `reason` goes to whoever complained; `private` never does."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="answers")
    stage = models.CharField(max_length=10, choices=Stage)
    finding = models.CharField(max_length=10, choices=Finding)
    reason = models.TextField("reason, for whoever complained")
    actions = models.TextField("what the school will do", blank=True)
    private = models.TextField("conclusion, stays in school", blank=True)
    learning = models.TextField("what the school learns", blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-decided_at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="an_answer_says_why")]

    def __str__(self) -> str:
        return f"{self.get_finding_display()}, {self.decided_at:%-d %B %Y}"


class DateRevision(models.Model):
    """A date that was promised and put off, with the reason that whoever complained was told. Append-only."""

    class What(models.TextChoices):
        ACKNOWLEDGE = "acknowledge", "to hear that we have it"
        ANSWER = "answer", "to get an answer"
        PANEL = "panel", "to meet the panel"

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="revisions")
    what = models.CharField(max_length=12, choices=What)
    before = models.DateField()
    after = models.DateField()
    reason = models.TextField()
    revised_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    revised_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-revised_at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="a_date_put_off_says_why")]

    def __str__(self) -> str:
        return f"{self.before:%-d %B %Y} became {self.after:%-d %B %Y}"
