"""Cases: what an incident and a complaint have in common, and who may see which."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from incidents.relations import OWNING, Act, Circumstances, Grant, Relation, grants_for
from incidents.sorts import Sort
from incidents.walls import Wall
from people.models import User
from people.permissions import Permission
from people.roles import Role

from .destruction import EvidenceDestruction
from .legal import LegalReferral
from .links import CaseAssignment, CasePerson, PanelMember


class State(models.TextChoices):
    """Where a case stands. The labels are what those who deal with it read."""

    NEW = "new", "New, not yet seen"
    SEEN = "seen", "Seen"
    WORKING = "working", "Being looked into"
    WAITING = "waiting", "Waiting for others"
    CLOSED = "closed", "Closed"
    REOPENED = "reopened", "Opened again"


OPEN_STATES = (State.NEW, State.SEEN, State.WORKING, State.WAITING, State.REOPENED)


def _way(relation: Relation, user: User, sort: Sort) -> Q | None:
    """The cases to which `user` has this relation; None where there can be none.

    What few cases fit is asked from the other side, so that a million cases cost a handler no more than a thousand. Of
    the safeguarding lead, who may see nearly every case anyway, it is asked case by case: all that were given to them
    would be looked up for each page.
    """
    mine = Q(user=user, ended_at=None)
    match relation:
        case Relation.REPORTER:
            return Q(reported_by=user)
        case Relation.OWNER:
            owning = sorted(user.roles & OWNING[sort])
            return Q(owner_role__in=owning) if owning else None
        case Relation.SAFEGUARDING:
            return Q() if Role.DSL in user.roles else None
        case Relation.HANDLER:
            if not user.has_perm(Permission.INCIDENT_READ):
                return None
            given = CaseAssignment.objects.filter(mine).order_by()
            if sort == Sort.INCIDENT and Role.DSL in user.roles:
                return Q(Exists(given.filter(case=OuterRef("pk"))))
            return Q(pk__in=given.values("case"))
        case Relation.PANEL:
            return Q(pk__in=PanelMember.objects.filter(mine).order_by().values("case"))
        case Relation.ASKED:
            return Q(pk__in=LegalReferral.objects.asking(user).order_by().values("case"))
        case Relation.CLERK:
            return Q() if Role.CLERK in user.roles else None
        case Relation.CHAIR:
            return Q() if Role.CHAIR in user.roles else None
        case Relation.TRUSTED:
            given = CaseAssignment.objects.trusted().filter(mine).order_by().values("case")
            return Q(pk__in=given) if user.has_perm(Permission.INCIDENT_READ) else None
        case Relation.SECOND:
            waiting = EvidenceDestruction.objects.asking(user).order_by()
            return Q(pk__in=waiting.values("evidence__case"))
    return None


def _behind(grants: Iterable[Grant]) -> Q:
    """The walls behind which these grants hold. Nothing is asked where they hold behind every one."""
    walls: dict[tuple[bool, bool], set[Wall]] = defaultdict(set)
    for grant in grants:
        walls[grant.if_safeguarding, grant.if_panel].add(grant.wall)
    always = walls.pop((False, False), set())
    if always == set(Wall):
        return Q()
    behind = Q(wall__in=sorted(always))
    for (if_safeguarding, if_panel), marked in walls.items():
        holds = Q(wall__in=sorted(marked - always))
        if if_safeguarding:
            holds &= Q(is_safeguarding=True)
        if if_panel:
            holds &= Q(at_panel=True)
        behind |= holds
    return behind


class CaseQuerySet(models.QuerySet["Case"]):
    def allowing(self, act: Act, user: User, sort: Sort = Sort.INCIDENT):
        """The cases of one sort with which `user` may do `act`, by the one table of relations. Never one that is about
        them."""
        if not user.is_authenticated or not user.is_active or user.is_shut:
            return self.none()
        grants: dict[Relation, list[Grant]] = defaultdict(list)
        for grant in grants_for(act, sort):
            grants[grant.relation].append(grant)
        ways = [(_way(relation, user, sort), found) for relation, found in grants.items()]
        allowed = [way & _behind(found) for way, found in ways if way is not None]
        if not allowed:
            return self.none()
        about_me = CasePerson.objects.subjects().filter(case=OuterRef("pk"), user=user)
        return self.filter(reduce(or_, allowed), sort=sort).exclude(Exists(about_me))

    def visible_to(self, user: User):
        """The cases of both sorts that `user` may read whole. For them the others do not exist (404)."""
        return self.allowing(Act.READ, user) | self.allowing(Act.READ, user, Sort.COMPLAINT)

    def reported_by_and_visible_to(self, user: User):
        """The incidents that `user` reported: own words, and whether it was seen and closed. Not what turned out to be
        about them."""
        return self.allowing(Act.READ_OWN, user)

    def complained_by(self, user: User):
        """The complaints that `user` made signed in."""
        return self.allowing(Act.READ_OWN, user, Sort.COMPLAINT)

    def referred_to(self, user: User):
        """The cases whose bundle `user` may read as a governor, while they are asked."""
        return self.allowing(Act.READ_BUNDLE, user)

    def open(self):
        return self.filter(state__in=OPEN_STATES)

    def incidents(self):
        return self.filter(sort=Sort.INCIDENT)

    def complaints(self):
        return self.filter(sort=Sort.COMPLAINT)


class Case(models.Model):
    """Something that happened, from the first word to the recorded outcome. Nobody deletes one.

    `wall` and `owner_role` follow from the people it is about, and are written whenever those change
    (`actions/routing.py`), so that a list asks no more than a column. `form_key` is that of the form it was sent with:
    sent twice it is one case. `blacked_out` says where blocks stand in its texts: for `model.field.key` the pieces from
    and to, as in a slice (`incidents/shown_words.py`). `revision` grows with each change, so that of two people the
    second is told.
    """

    Sort = Sort

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reference = models.CharField(max_length=20, unique=True)
    sort = models.CharField(max_length=10, choices=Sort, default=Sort.INCIDENT)
    title = models.CharField(max_length=160)
    state = models.CharField(max_length=10, choices=State, default=State.NEW)
    wall = models.CharField(max_length=10, choices=Wall)
    owner_role = models.CharField(max_length=20, choices=Role)
    is_safeguarding = models.BooleanField(default=False)
    at_panel = models.BooleanField(default=False, help_text="A panel of governors deals with it now.")
    reported_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="reported_cases"
    )
    reported_at = models.DateTimeField(default=timezone.now)
    received_on = models.DateField(help_text="The school day on which it counts as received.")
    due_on = models.DateField(null=True, blank=True)
    passed_at = models.DateTimeField(
        null=True, blank=True, help_text="When it came to another owner after it was seen, until they open it."
    )
    seen_at = models.DateTimeField(null=True, blank=True)
    seen_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(default=timezone.now)
    form_key = models.UUIDField(unique=True, default=uuid.uuid4)
    blacked_out = models.JSONField(default=dict, blank=True)
    revision = models.PositiveIntegerField(default=0)

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["-reported_at", "-pk"]
        indexes = [
            models.Index(fields=["owner_role", "-reported_at", "-id"], name="cases_of_an_owner"),
            models.Index(
                fields=["owner_role", "state", "sort", "-reported_at", "-id"], name="cases_of_an_owner_by_state"
            ),
            models.Index(fields=["-reported_at", "-id"], name="cases_newest_first"),
            models.Index(fields=["state", "-reported_at", "-id"], name="cases_by_state"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=State.CLOSED, closed_at__isnull=False) | (~Q(state=State.CLOSED) & Q(closed_at=None)),
                name="a_closed_case_says_when",
            ),
            models.CheckConstraint(condition=~Q(state=State.NEW) | Q(seen_at=None), name="a_new_case_is_unseen"),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        name = "complaint" if self.sort == Sort.COMPLAINT else "incident"
        return reverse(f"incidents:{name}", args=[self.public_id])

    @property
    def circumstances(self) -> Circumstances:
        """What of it decides, beside the people in it, who may do what."""
        return Circumstances(Wall(self.wall), Sort(self.sort), self.is_safeguarding, self.at_panel)

    @property
    def is_open(self) -> bool:
        return self.state != State.CLOSED
