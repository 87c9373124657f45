"""Pictures of a child are to come down because of what `people` wrote: a mark, or the child has left (decision 12)."""

from collections.abc import Mapping

from django.conf import settings
from django.utils.module_loading import import_string

from people.models import User

MARK, LEAVER = "mark", "leaver"


def pictures_to_remove(whys: Mapping[int, str], by: User | None) -> None:
    """Let what is out with these children be listed, in the transaction of the act and before its audit event.

    `settings.PICTURES_TO_REMOVE` names who knows what is out. `whys` says by the child's row number why: MARK or
    LEAVER. Raises nothing of its own.
    """
    if whys:
        import_string(settings.PICTURES_TO_REMOVE)(whys, by)
