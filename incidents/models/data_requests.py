"""What people ask about their data (UK GDPR, articles 15 to 21): the register, and what was done with each request."""

import datetime as dt
import uuid
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from incidents.request_clock import Running
from people.models import Pupil, PupilContact, User
from people.permissions import Permission
from people.roles import Role

from .cases import Case

KEEPERS = (Role.HEAD, Role.OFFICE, Role.DPO)


class Right(models.TextChoices):
    """What they ask for. The labels are what people read."""

    ACCESS = "access", "A copy of the data"
    RECORD = "record", "The educational record of a child"
    MEND = "mend", "Something put right"
    ERASE = "erase", "Something erased"
    RESTRICT = "restrict", "The use of data restricted"
    MOVE = "move", "Data to take elsewhere"
    OBJECT = "object", "To object to a use of data"


BUNDLED = (Right.ACCESS, Right.RECORD, Right.MOVE)  # answered with a bundle


class RequestState(models.TextChoices):
    """Where a request stands."""

    NEW = "new", "New"
    ASKED = "asked", "Waiting for whoever asked"
    WORKING = "working", "Being dealt with"
    READY = "ready", "Ready to hand over"
    ANSWERED = "answered", "Answered"
    REFUSED = "refused", "Refused"
    WITHDRAWN = "withdrawn", "Taken back"


OPEN_REQUESTS = (RequestState.NEW, RequestState.ASKED, RequestState.WORKING, RequestState.READY)


class DataRequestQuerySet(models.QuerySet["DataRequest"]):
    def visible_to(self, user: User):
        """For office, headteacher and data-protection officer, and the chair where the chair leads it. Never who asks
        or whom it is about, never a parent of that child, never whoever holds a post that the person holds."""
        if not user.is_authenticated or not user.is_active or user.is_shut:
            return self.none()
        if not user.has_perm(Permission.DATA_REQUEST_KEEP):
            return self.none()
        own_child = PupilContact.objects.filter(pupil=OuterRef("about_pupil"), user=user)
        found = self.exclude(Q(about_user=user) | Q(asked_by=user) | Q(about_contact__user=user))
        found = found.exclude(Exists(own_child))
        for role in user.roles & set(KEEPERS):
            found = found.exclude(kept_from__contains=str(role))
        return found if user.roles & set(KEEPERS) else found.filter(leader_role=Role.CHAIR)

    def own(self, user: User):
        """Those that `user` made signed in."""
        return self.filter(asked_by=user) if user.is_authenticated and not user.is_shut else self.none()

    def open(self):
        return self.filter(state__in=OPEN_REQUESTS)

    def overdue(self, today: dt.date):
        return self.open().filter(due_on__lt=today)


class DataRequest(models.Model):
    """One request of somebody about data. What was done stands in its entries, which only grow; the columns hold what
    holds now.

    Whom it is about is a pupil, a contact, an account or a complaint by its reference; `about_name` is what was said.
    `kept_from`: roles that do not read it, since the person holds them. `leader_role`: whoever puts the bundle together
    and hands it over. `due_on`: None while the clock does not run (`incidents/rights/clock.py`).
    """

    class Way(models.TextChoices):
        PORTAL = "portal", "In the portal"
        EMAIL = "email", "By e-mail"
        LETTER = "letter", "By letter"
        PHONE = "phone", "By telephone"
        PERSON = "person", "In person, by word"
        SOCIAL = "social", "On social media"
        OTHER = "other", "In another way"

    class AskedAs(models.TextChoices):
        SELF = "self", "The person themself"
        PARENT = "parent", "A parent or carer of the child"
        AGENT = "agent", "Somebody whom they authorised"
        OTHER = "other", "Somebody else"

    class Identity(models.TextChoices):
        UNSAID = "", "Not said yet"
        ACCOUNT = "account", "Signed in to the portal"
        KNOWN = "known", "Known in school in person"
        CALL = "call", "Rung back on the number on the contact list"
        DOCUMENT = "document", "Showed a document, of which no copy was kept"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reference = models.CharField(max_length=20, unique=True)
    right = models.CharField(max_length=10, choices=Right)
    state = models.CharField(max_length=10, choices=RequestState, default=RequestState.NEW)
    way = models.CharField(max_length=10, choices=Way)
    received_on = models.DateField()
    words = models.TextField("what they ask", blank=True)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="data_requests")
    asker_name = models.CharField(max_length=160)
    asker_reach = models.CharField("how to reach them", max_length=300, blank=True)
    asked_as = models.CharField(max_length=10, choices=AskedAs)
    about_name = models.CharField(max_length=160)
    about_pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    about_contact = models.ForeignKey(PupilContact, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    about_user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    about_case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    about_reference = models.CharField(max_length=20, blank=True, help_text="Of a complaint, as it was told.")
    identity = models.CharField(max_length=10, choices=Identity, blank=True, default=Identity.UNSAID)
    may_ask = models.BooleanField(null=True, blank=True, help_text="Empty while nobody has said.")
    begins_on = models.DateField(null=True, blank=True, help_text="From when the month runs.")
    paused_on = models.DateField(null=True, blank=True)
    paused_days = models.PositiveIntegerField(default=0)
    is_extended = models.BooleanField(default=False)
    due_on = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    kept_from = models.CharField(max_length=80, blank=True)
    leader_role = models.CharField(max_length=20, choices=Role, default=Role.DPO)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    form_key = models.UUIDField(unique=True, default=uuid.uuid4)
    revision = models.PositiveIntegerField(default=0)

    objects = DataRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at", "-pk"]
        indexes = [
            models.Index(fields=["-recorded_at", "-id"], name="data_requests_newest_first"),
            models.Index(fields=["due_on"], condition=Q(state__in=OPEN_REQUESTS), name="data_requests_due"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(asker_name="") & ~Q(about_name=""), name="a_data_request_says_who_and_whom"
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN_REQUESTS, answered_on=None)
                | (~Q(state__in=OPEN_REQUESTS) & Q(answered_on__isnull=False)),
                name="a_data_request_that_is_over_says_when",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("incidents:data-request", args=[self.public_id])

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_REQUESTS

    @property
    def is_bundled(self) -> bool:
        """Whether it is answered with a bundle."""
        return self.right in BUNDLED

    @property
    def is_known(self) -> bool:
        """Whether somebody said in the portal's own lists whom it is about, or gave a reference, true or not."""
        return self.is_listed or bool(self.about_reference)

    @property
    def is_listed(self) -> bool:
        """Whether somebody said in the portal's own lists whom it is about."""
        return any((self.about_pupil_id, self.about_contact_id, self.about_user_id))

    @property
    def asks_for_another(self) -> bool:
        """Whether somebody says if they may ask at all: of a child always, also where it is said to ask itself."""
        return self.asked_as != self.AskedAs.SELF or self.about_pupil_id is not None

    @property
    def running(self) -> Running:
        """What decides by when it is answered."""
        return Running(self.begins_on, self.paused_on, self.paused_days, self.is_extended)

    def is_of(self, user: User) -> bool:
        """Whether `user` asks it, or is whom it is about."""
        return user.pk in (self.asked_by_id, self.about_user_id)


class DataRequestEntryQuerySet(models.QuerySet["DataRequestEntry"]):
    def told_to(self, parts: models.QuerySet[Any]):
        """Those of the request as a whole, and of the parts that somebody may look through."""
        return self.filter(Q(part=None) | Q(part__in=parts.order_by().values("pk")))


class DataRequestEntry(models.Model):
    """One thing that was done with a request, by whom and when. Append-only. `said` holds the answers of its form by
    their names (`incidents/rights/words.py`). `part`: of one part of the bundle alone, and read by whoever may look
    through that part: nobody else learns that there is one."""

    class Kind(models.TextChoices):
        RECEIVED = "received", "Received"
        PERSON = "person", "Whose data it is"
        IDENTITY_ASKED = "id_asked", "Asked who they are"
        IDENTITY = "identity", "Who they are was checked"
        MAY_ASK = "may_ask", "Whether they may ask"
        SCOPE_ASKED = "scope_asked", "Asked what is meant"
        SCOPE = "scope", "They said what is meant"
        EXTENDED = "extended", "Two more months"
        RESTRICTED = "restricted", "Use restricted"
        LIFTED = "lifted", "Restriction ended"
        MENDED = "mended", "Put right, or why not"
        GATHERED = "gathered", "Data gathered"
        READY = "ready", "Bundle put together"
        HANDED = "handed", "Handed over"
        HANDED_APART = "handed_apart", "Handed over apart"
        ANSWERED = "answered", "Answered"
        REFUSED = "refused", "Refused"
        WITHDRAWN = "withdrawn", "Taken back"
        NOTE = "note", "Note"

    request = models.ForeignKey(DataRequest, on_delete=models.PROTECT, related_name="entries")
    part = models.ForeignKey(
        "incidents.BundlePart", on_delete=models.PROTECT, null=True, blank=True, related_name="entries"
    )
    kind = models.CharField(max_length=12, choices=Kind)
    said = models.JSONField(default=dict)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    form_key = models.UUIDField(unique=True, default=uuid.uuid4)

    objects = DataRequestEntryQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.at:%-d %B %Y}"
