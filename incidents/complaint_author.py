"""Whoever complained, on the way back to their complaint: signed in, or by what their receipt says."""

from dataclasses import dataclass

from people.models import User

from .actions.faults import NotAllowed
from .models import Case
from .relations import Act, Relation, acts_of
from .sorts import Sort
from .standing import relations_of

# What the access code makes of whoever holds it: the same as having complained signed in, and nothing beyond it.
BY_RECEIPT = frozenset({Relation.REPORTER})
OF_AN_AUTHOR = BY_RECEIPT | {Relation.SUBJECT}


@dataclass(frozen=True)
class Author:
    """Whoever complained, and about which case. `user` is None for somebody who typed the access code: who is signed
    in beside it, in the same browser, is never kept or asked."""

    case: Case
    user: User | None = None

    def acts(self, case: Case) -> frozenset[Act]:
        """What they may do with `case` as it stands now. Being an owner as well adds nothing here."""
        mine = relations_of(self.user, case) & OF_AN_AUTHOR if self.user else BY_RECEIPT
        return acts_of(mine, case.circumstances)

    def held(self, act: Act) -> Case:
        """The complaint as it stands now, held until the end of the transaction. Raises NotAllowed."""
        rows = Case.objects.select_for_update(of=("self",), no_key=True)
        held = rows.get(pk=self.case.pk, sort=Sort.COMPLAINT)
        if act not in self.acts(held):
            raise NotAllowed
        return held
