"""The register of what was posted: which picture went out where, with whom in it, and who checked it. Append-only."""

import datetime as dt
import uuid

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from people.models import Pupil, SchoolAccount, User
from people.permissions import Permission
from policies.models import RuleVersion

from .checks import CheckedChild, RecordedCheck
from .purposes import Purpose


def on_account_of(user: User, account: str = "account") -> Q:
    """What is on a school account of which `user` is one of the two holders; `account` is the way to it."""
    return Q(**{f"{account}__first_holder": user}) | Q(**{f"{account}__second_holder": user})


class PostQuerySet(models.QuerySet["Post"]):
    def visible_to(self, user: User):
        """The whole feed for those who see the full record. Everybody else sees what they posted, what they checked,
        and what is on the accounts that they hold."""
        if user.has_perm(Permission.CONSENT_RECORD_VIEW):
            return self
        if not user.has_perm(Permission.CONSENT_KEEP):
            return self.none()
        return self.filter(Q(posted_by=user) | Q(check_record__recorded_by=user) | on_account_of(user))

    def standing(self):
        """Those that are out still, as far as the register knows."""
        return self.filter(~Exists(TakenDown.objects.holding().filter(post=OuterRef("pk"))))

    def gone(self):
        """Those that were taken down."""
        return self.filter(Exists(TakenDown.objects.holding().filter(post=OuterRef("pk"))))

    def newest_first(self):
        return self.order_by("-posted_on", "-pk")

    def with_child(self, pupil: Pupil | int):
        """Those in which the child can be seen."""
        key = pupil if isinstance(pupil, int) else pupil.pk
        return self.filter(Exists(PostedChild.objects.filter(post=OuterRef("pk"), pupil=key)))

    def showing_now(self):
        """Each with `is_gone`, whether it was taken down."""
        return self.annotate(is_gone=Exists(TakenDown.objects.holding().filter(post=OuterRef("pk"))))


class Post(models.Model):
    """One picture that the school published: on an account of its own, on its website or in print (B12, policy A11).

    No picture is kept (decision 1.2). `was_permitted` is what the portal knew then: of a post made out of a check it is
    always so, because the check is asked again in the same transaction; of one *entered later*, what was on the
    account before the portal, it is what the answers of that day say. `public_id` comes of the page it was entered
    from, so that two taps are one post.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    check_record = models.OneToOneField(
        RecordedCheck, on_delete=models.PROTECT, null=True, blank=True, related_name="post"
    )
    school_year = models.PositiveSmallIntegerField()
    destination = models.ForeignKey(Purpose, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(SchoolAccount, on_delete=models.PROTECT, null=True, blank=True, related_name="posts")
    what = models.CharField(max_length=10)
    names = models.CharField(max_length=10)
    title = models.CharField("what it shows", max_length=120, blank=True)
    link = models.URLField(max_length=500, blank=True)
    posted_on = models.DateField()
    was_permitted = models.BooleanField("permission for every child then")
    rule_version = models.ForeignKey(RuleVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    posted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(default=timezone.now)

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ["-posted_on", "-pk"]
        indexes = [models.Index(fields=["-posted_on", "-id"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(check_record=None) | Q(was_permitted=True), name="a_checked_post_had_permission"
            )
        ]

    def __str__(self) -> str:
        return f"{self.destination}, {self.posted_on:%-d %B %Y}"

    def get_absolute_url(self) -> str:
        return reverse("consent:post", args=[self.public_id])

    @property
    def is_late(self) -> bool:
        """Whether it was entered later, without a check before it went out."""
        return self.check_record_id is None

    @property
    def where(self) -> str:
        """The place, and the account if it went out on one."""
        return f"{self.destination}, {self.account.handle}" if self.account else str(self.destination)

    @property
    def reference(self) -> str:
        """What it is called where no name may stand."""
        return f"B-{self.public_id.hex[:8].upper()}"


class PostedChild(models.Model):
    """One child in a post: the word of that moment, and for the office what it rested on. As `CheckedChild`."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="children")
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="+")
    word = models.CharField(max_length=3, choices=CheckedChild.Word)
    statuses = models.JSONField(default=dict)
    answers = models.JSONField(default=list)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["post", "pupil"], name="each_child_once_a_post")]

    def __str__(self) -> str:
        return f"{self.post}: {self.get_word_display()}"


class TakenDownQuerySet(models.QuerySet["TakenDown"]):
    def holding(self):
        """Those that nobody found to be wrong."""
        return self.filter(found_out_still=None)


class TakenDown(models.Model):
    """A post that is out no longer: said by whoever took it down, once for as long as it holds."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="takings_down")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = TakenDownQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.post}: taken down"


class FoundOutStill(models.Model):
    """A post that was said to be taken down and is out still. What was said stays beside it; nothing is changed."""

    taken_down = models.OneToOneField(TakenDown, on_delete=models.PROTECT, related_name="found_out_still")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=200)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.taken_down.post}: out still"


class HandingQuerySet(models.QuerySet["PostHanding"]):
    def visible_to(self, user: User):
        """Whoever handed it over, and whoever it was handed to; all of them for those who see the full record."""
        if user.has_perm(Permission.CONSENT_RECORD_VIEW):
            return self
        mine = self.filter(Q(holder=user) | Q(handed_by=user))
        return mine if user.has_perm(Permission.CONSENT_KEEP) else self.none()

    def waiting(self):
        """Those that wait to be posted."""
        return self.filter(ended_at=None)


class PostHanding(models.Model):
    """A checked picture handed to a holder of the account, because the teacher does not post there (decision B12).

    It ends when it is posted, or when one of the two says that it will not be.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    check_record = models.ForeignKey(RecordedCheck, on_delete=models.PROTECT, related_name="handings")
    holder = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    handed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    handed_at = models.DateTimeField(default=timezone.now)
    note = models.CharField("where the picture is", max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    why_not = models.CharField("why it is not posted", max_length=200, blank=True)

    objects = HandingQuerySet.as_manager()

    class Meta:
        ordering = ["handed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["check_record"], condition=Q(ended_at=None), name="a_check_is_handed_to_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("handed_at")), name="a_handing_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.check_record}: to be posted"


class PictureReviewQuerySet(models.QuerySet["PictureReview"]):
    def latest_of(self, account: SchoolAccount):
        """Those of one account, the latest first."""
        return self.filter(account=account).order_by("-recorded_at", "-pk")


class PictureReview(models.Model):
    """Somebody looked through an account by hand, from one day to another, and took so many pictures down.

    `public_id` comes of the page, so that two taps are one look.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    account = models.ForeignKey(SchoolAccount, on_delete=models.PROTECT, related_name="picture_reviews")
    looked_from = models.DateField()
    looked_to = models.DateField()
    removed = models.PositiveSmallIntegerField(default=0)
    note = models.CharField(max_length=300, blank=True)
    look_again_on = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = PictureReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(looked_to__gte=F("looked_from")), name="a_look_ends_after_it_begins")
        ]

    def __str__(self) -> str:
        return f"{self.account}: looked through on {timezone.localtime(self.recorded_at):%-d %B %Y}"

    def is_due(self, today: dt.date) -> bool:
        """Whether somebody is to look again by now."""
        return self.look_again_on <= today
