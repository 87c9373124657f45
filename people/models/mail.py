"""Every message that the portal sends is a row first: what is to go out, to whom, and what became of it."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from people.permissions import Permission

from .users import User

UNSEEN = ("case", "morning")


class NotificationQuerySet(models.QuerySet["Notification"]):
    def visible_to(self, user: User):
        """Whoever looks after the mail sees its rows. No page shows the text of a secret one.

        Nobody sees those about cases there: that one went out tells the headteacher of a case about them. Nor a morning
        mail, for on another day the same person may get none.
        """
        if not user.has_perm(Permission.MAIL_VIEW):
            return self.none()
        return self.exclude(kind__in=UNSEEN)

    def failed(self):
        return self.filter(status=Notification.Status.FAILED)


class Notification(models.Model):
    """One mail. Written in the transaction of what it tells of; the worker sends it (architecture 2).

    The text of a mail that carries a code or a link is `sealed` with DATA_KEY, stands in no other field, and is
    wiped once the mail was sent or has run out. `message_id` is made once, so that a mail sent twice is known as
    the same. A *withheld* row is never sent: it makes an unknown address cost what a known one costs.
    """

    class Kind(models.TextChoices):
        SIGN_IN_CODE = "sign_in_code", "Code to sign in"
        PASSWORD_RESET = "password_reset", "New password"
        ACCOUNT_CHANGED = "account_changed", "Change to an account"
        INVITATION = "invitation", "Invitation"
        ROLE_TO_CONFIRM = "role_to_confirm", "Role to confirm"
        PERMISSION_CHANGED = "permission_changed", "Photo permission of a child changed"
        PERMISSION_STOPPED = "permission_stopped", "Photo permission stopped"
        PHOTO_REQUEST = "photo_request", "Request about a picture"
        ANSWERS_WAIT = "answers_wait", "Answers that nobody opened"
        POLICY_PUBLISHED = "policy_published", "Policy published"
        CHAIN_HEAD = "chain_head", "Seal of the record"
        POLICY_DIGEST = "policy_digest", "Weekly mail"
        POLICY_TO_READ = "policy_to_read", "Policy to read"
        CANNOT_AGREE = "cannot_agree", "Somebody cannot agree to a policy"
        PRIVACY_CHECKUP = "privacy_checkup", "Privacy check-up"
        CASE = "case", "Incident or complaint"
        MORNING = "morning", "Morning mail"
        TEST = "test", "Test mail"
        OTHER = "other", "Other"

    class Status(models.TextChoices):
        WAITING = "waiting", "Waiting to be sent"
        SENDING = "sending", "Being sent"
        SENT = "sent", "Sent"
        FAILED = "failed", "Could not be sent"
        EXPIRED = "expired", "Ran out unsent"
        WITHHELD = "withheld", "Not to be sent"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=20, choices=Kind)
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="notifications")
    address = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    sealed = models.BinaryField(null=True, blank=True)
    is_secret = models.BooleanField("carries a code or a link", default=False)
    message_id = models.CharField(max_length=200, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)
    taken_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    fault = models.CharField(max_length=300, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["status", "due_at"]), models.Index(fields=["-created_at", "-id"])]
        constraints = [
            models.CheckConstraint(condition=Q(is_secret=False) | Q(body=""), name="a_secret_mail_has_no_open_text"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_status_display().lower()}"
