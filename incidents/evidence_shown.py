"""The files of a case as its page lists them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from people.models import User

from .actions.evidence import may_seal
from .models import Case, EvidenceDestruction, EvidenceFile
from .models.evidence import EvidenceQuerySet
from .relations import Act
from .shown_words import AsRead
from .standing import acts_for

SORTS = {"image": "picture", "application": "PDF", "text": "text"}


@dataclass(frozen=True)
class ShownFile:
    """One file of the list (`EvidenceFile`) with its texts as the reader reads them, and what the reader may do with
    it. `destruction` as far as it was asked for."""

    file: Any
    destruction: EvidenceDestruction | None
    may_open: bool
    may_seal: bool
    may_destroy: bool

    @property
    def sort(self) -> str:
        """A picture, a PDF, text."""
        return SORTS[self.file.content_type.partition("/")[0]]


@dataclass(frozen=True)
class EvidenceList:
    """The files of a case, and whether the reader may add to them."""

    case: Case
    files: list[ShownFile]
    may_add: bool


def evidence_of(case: Case, user: User) -> EvidenceList:
    """What somebody who reads the whole of a case sees of its files, sealed and destroyed ones without a way to the
    bytes; nothing for anybody else. As many queries for one file as for many."""
    acts = acts_for(user, case)
    files = EvidenceFile.objects.filter(case=case) if Act.READ in acts else EvidenceFile.objects.none()
    shown = _shown(case, files, user, acts, lambda file: may_seal(user, file, acts))
    return EvidenceList(case, shown, Act.ATTACH in acts and case.is_open)


def evidence_added_by(case: Case, user: User) -> list[ShownFile]:
    """The files that somebody added themself, for who does not read the case: to shut one away, never to open it."""
    files = EvidenceFile.objects.filter(case=case, added_by=user)
    return _shown(case, files, user, frozenset(), lambda file: True)


def _shown(
    case: Case,
    files: EvidenceQuerySet,
    user: User,
    acts: frozenset[Act],
    can_seal: Callable[[EvidenceFile], bool],
) -> list[ShownFile]:
    found = []
    for file in files.select_related("added_by", "sealed_by", "destruction__asked_by", "destruction__confirmed_by"):
        file.case = case
        found.append(
            ShownFile(
                AsRead(file, user),
                getattr(file, "destruction", None),
                may_open=Act.READ in acts and not file.sealed_at,
                may_seal=not file.sealed_at and can_seal(file),
                may_destroy=Act.DESTROY in acts and bool(file.sealed_at) and not file.destroyed_at,
            )
        )
    return found
