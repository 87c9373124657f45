"""The files of a case as its page lists them."""

from collections.abc import Callable
from dataclasses import dataclass

from people.models import User

from .actions.evidence import may_seal
from .models import Case, EvidenceDestruction, EvidenceFile
from .models.evidence import EvidenceQuerySet
from .relations import Act, Relation, acts_of
from .standing import relations_of
from .walls import Wall

SORTS = {"image": "picture", "application": "PDF", "text": "text"}


@dataclass(frozen=True)
class ShownFile:
    """One file of the list, and what the reader may do with it. `destruction` as far as it was asked for."""

    file: EvidenceFile
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
    relations = relations_of(user, case)
    acts = acts_of(relations, Wall(case.wall), case.is_safeguarding)
    may_destroy = bool(relations & {Relation.OWNER, Relation.SAFEGUARDING})
    files = EvidenceFile.objects.filter(case=case) if Act.READ in acts else EvidenceFile.objects.none()
    shown = _shown(files, Act.READ in acts, may_destroy, lambda file: may_seal(user, file, acts))
    return EvidenceList(case, shown, Act.ATTACH in acts and case.is_open)


def evidence_added_by(case: Case, user: User) -> list[ShownFile]:
    """The files that somebody added themself, for who does not read the case: to shut one away, never to open it."""
    return _shown(EvidenceFile.objects.filter(case=case, added_by=user), False, False, lambda file: True)


def _shown(
    files: EvidenceQuerySet, may_open: bool, may_destroy: bool, can_seal: Callable[[EvidenceFile], bool]
) -> list[ShownFile]:
    return [
        ShownFile(
            file,
            getattr(file, "destruction", None),
            may_open=may_open and not file.sealed_at,
            may_seal=not file.sealed_at and can_seal(file),
            may_destroy=may_destroy and bool(file.sealed_at) and not file.destroyed_at,
        )
        for file in files.select_related("added_by", "sealed_by", "destruction__asked_by", "destruction__confirmed_by")
    ]
