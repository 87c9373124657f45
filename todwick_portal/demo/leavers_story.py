"""The letters to those who left the demo school in summer: one is delivered, one waits for the headteacher."""

from django.utils import timezone

from people.models import User
from policies.actions.letters import make_letter, record_delivery
from policies.models import ConfidentialityLetter

from .school import LEFT_WITH_A_LETTER


def write_to_whoever_left(head: User, office: User) -> None:
    """The letter to the teaching assistant went by post; that to the teacher who retired is still to be made."""
    letter = make_letter(user=User.objects.get(surname=LEFT_WITH_A_LETTER), by=head)
    today = timezone.localdate()
    record_delivery(letter=letter, delivered_on=today, way=ConfidentialityLetter.Way.POST, by=office)
