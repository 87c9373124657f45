"""After a restore from a backup made before: what two people had destroyed since is destroyed again."""

from typing import Any

from django.db import transaction

from audit import scrubbing
from audit.models import Verb
from audit.recorder import record
from people.actions.destroying import destroy
from people.destroyed_list import WORDS_LOST, Listed
from people.disposal import Erased, Kind
from people.models import DestructionRecord

from .kinds import BY_SLUG


class NotKnown(Exception):
    """The list names a kind of record that this version does not have."""


@transaction.atomic
def destroy_again(listed: Listed) -> int:
    """Destroy every record of the list that the rows hold again. By the command, each recorded. Where the record of
    destruction is missing, it is written again out of the list. Returns how many. Raises NotKnown.
    """
    again = [one for one in listed.values() if _again(one)]
    if again:
        transaction.on_commit(scrubbing.scrub, robust=True)
    return len(again)


def _again(one: dict[str, Any]) -> bool:
    kind = BY_SLUG.get(one["kind"])
    if kind is None:
        raise NotKnown(f"The list names a kind of record that this version does not know: {one['kind']}.")
    made = DestructionRecord.objects.filter(key=one["key"]).first()
    row = _row(kind, one["key"])
    if made is None:
        made = DestructionRecord.objects.create(**one, reason=WORDS_LOST)
    if row is None:
        return False
    destroy(kind, Erased(row, kind.traces(row), one["keeps_names"], None))
    record(Verb.DESTROYED_AGAIN, target=made, by=None)
    return True


def _row(kind: Kind, key: str) -> Any:
    """The same row as then: its number, and what no other row has. A portal that was put back gives numbers again."""
    row = kind.model._default_manager.filter(pk=int(key.split()[0])).first()
    return row if row is not None and kind.key(row) == key and not kind.is_gone(row) else None
