"""The school's own words for its letters about cases."""

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from incidents.letters import OURS, LetterKind
from incidents.models import CaseLetterWording
from people.models import User

from .faults import CannotBeSo


@transaction.atomic
def word_letter(*, kind: LetterKind, text: str, by: User) -> CaseLetterWording:
    """Put the school's words in the place of the portal's. Empty, the portal's stand there again. Raises CannotBeSo
    where the letter to a parent about a picture would claim that something is against the law (policy C1)."""
    words = text.strip() or OURS[kind]
    if kind == LetterKind.REMOVAL and "illegal" in words.casefold():
        raise CannotBeSo("text", "Take out the word illegal: the school asks, it does not judge.")
    wording, _ = CaseLetterWording.objects.update_or_create(
        kind=kind, defaults={"text": words, "changed_by": by, "changed_at": timezone.now()}
    )
    record(Verb.INCIDENT_LETTER_WORDED, target=wording, by=by, kind=str(kind))
    return wording
