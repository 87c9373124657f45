"""What each column of a survey file means: the mapping that a person agrees to before anything is read."""

from .binding import bind, fingerprint, fold_heading
from .confirming import confirmed, needs_person, question_needs_person, refuse_unconfirmed
from .loading import load, load_unfinished
from .model import (
    CHILD_NAME_ROLES,
    CHILD_NUMBER_ROLES,
    CHILD_ROLES,
    CONSENT_ROLES,
    ROLES,
    Column,
    Mapping,
    MappingFault,
    Question,
    needs_confirmation,
    purposes_asked,
    slugs_of,
)
from .writing import dump

__all__ = [
    "CHILD_NAME_ROLES",
    "CHILD_NUMBER_ROLES",
    "CHILD_ROLES",
    "CONSENT_ROLES",
    "ROLES",
    "Column",
    "Mapping",
    "MappingFault",
    "Question",
    "bind",
    "confirmed",
    "dump",
    "fingerprint",
    "fold_heading",
    "load",
    "load_unfinished",
    "needs_confirmation",
    "needs_person",
    "purposes_asked",
    "question_needs_person",
    "refuse_unconfirmed",
    "slugs_of",
]
