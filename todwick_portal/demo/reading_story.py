"""The demo school reads its policy: most of the staff agree, one cannot, four have not said anything yet."""

from django.utils import timezone

from audit.models import Actor
from audit.recorder import acting_as
from people.models import User
from policies.actions.acknowledging import acknowledge_version, record_signed_sheet
from policies.actions.checkups import record_checkup
from policies.actions.reading_mail import tell_of_due_readings
from policies.actions.reminding import Asked, set_duties
from policies.kept import wording_of
from policies.models import Policy, PolicyVersion
from policies.readers import readers_of
from policies.wording import text_hash
from policies.words import Audience

WANTED = {
    Audience.STAFF: Asked(is_asked=True, is_yearly=True, days=14),
    Audience.GOVERNORS: Asked(is_asked=True, is_yearly=False, days=28),
    Audience.HELPERS: Asked(is_asked=True, is_yearly=True, days=28),
}
NOT_YET = ("Hallam", "Kayode", "Feldman", "Rowbotham")  # Miss Hallam is the demo's teacher
CANNOT = "Dyson"
WHY = (
    "My sister has two children in 4K and we share family pictures. Rule A1 would have me turn down my own family. "
    "Can we talk about it?"
)
CHECKED = ("Baxter", "Merrick", "Tranter", "Dyson", "Wilk")


def ask(head: User) -> None:
    """The head says whom the school asks."""
    set_duties(policy=_policy(), wanted=WANTED, by=head)


def tell() -> None:
    """The worker tells everybody who is asked that the policy waits to be read."""
    with acting_as(Actor.WORKER):
        tell_of_due_readings()


def read(office: User) -> None:
    """Everybody in turn; then the office records what two parent helpers signed on paper."""
    version = PolicyVersion.objects.with_wording().get(policy=_policy(), status=PolicyVersion.Status.PUBLISHED)
    seal = text_hash(wording_of(version))
    today = timezone.localdate()
    for reader in readers_of(_policy(), today):
        if reader.user.surname in NOT_YET:
            continue
        agrees = reader.user.surname != CANNOT
        acknowledge_version(version=version, seen=seal, agrees=agrees, reason="" if agrees else WHY, by=reader.user)
    for person in ("Marguerite Oduya", "Piet Hollingworth"):
        record_signed_sheet(version=version, person=person, audience=Audience.HELPERS, signed_on=today, by=office)


def check_up() -> None:
    """Five of the staff and the safeguarding lead have looked through their own settings."""
    for user in User.objects.filter(surname__in=CHECKED).order_by("surname"):
        if user.permissions:
            record_checkup(by=user)


def _policy() -> Policy:
    return Policy.objects.get(slug="social-media")
