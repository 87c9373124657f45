"""What the records of processing say of today: numbers that are no secret to whoever reads them, and days.

Never anything that is counted of cases: a number would tell the headteacher of one about the headteacher.
"""

from collections.abc import Iterator

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils import timezone

from audit.models import AuditEvent, ChainCheck, Verb
from people.models import Pupil, RoleAssignment, SharedDevice
from people.roles import Role
from people.second_step import ALWAYS, STEPS

from .measures import MEASURES
from .periods import Own


def facts_of_today(own: Own) -> list[tuple[str, str]]:
    """Each a name and what it is. Days without hours, so that a page says the same for a while."""
    return [*_people(), *_proofs(), *_set_up(own)]


def _people() -> Iterator[tuple[str, str]]:
    today = timezone.localdate()
    has_step = Exists(Authenticator.objects.filter(user=OuterRef("user"), type__in=STEPS))
    rows = RoleAssignment.objects.in_force_on(today).annotate(stepped=has_step)
    held = list(rows.values_list("role", "user_id", "stepped"))
    leading = {(user, stepped) for role, user, stepped in held if role in ALWAYS}
    yield "Pupils on the list", f"{Pupil.objects.on_roll_on(today).count():,}"
    yield "Accounts of staff and governors", f"{len({user for role, user, _ in held if role != Role.PARENT}):,}"
    yield "Accounts of parents", f"{len({user for role, user, _ in held if role == Role.PARENT}):,}"
    yield "Leading accounts with a second step", f"{sum(stepped for _, stepped in leading)} of {len(leading)}"
    yield "Class tablets in use", f"{SharedDevice.objects.working_on(today).count()}"


def _proofs() -> Iterator[tuple[str, str]]:
    yield "Last backup", _day(Verb.BACKUP_MADE)
    yield "Last restore drill", _day(Verb.DRILL_HELD)
    yield "Last restore", _day(Verb.BACKUP_RESTORED, "none here")
    check = ChainCheck.objects.first()
    whole = "whole" if check and check.is_whole else "broken"
    yield "Record last checked", f"{timezone.localtime(check.at):%-d %B %Y}: {whole}" if check else "not yet"


def _day(verb: Verb, none: str = "none yet") -> str:
    at = AuditEvent.objects.filter(verb=verb).order_by("-sequence").values_list("at", flat=True).first()
    return f"{timezone.localtime(at):%-d %B %Y}" if at else none


def _set_up(own: Own) -> Iterator[tuple[str, str]]:
    for key in ("second-step", "transit", "rest", "backups", "zones"):
        yield MEASURES[key].title, MEASURES[key].says(own)
    yield "Mode", "demonstration" if settings.DEMO else "in use"
