"""The day has come on which a place is used no longer: the parents of those whose pictures were there hear of it."""

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from consent.in_force import pictured_until_retired
from consent.models import Purpose
from people.actions.telling import tell_parents, with_parents_to_tell


def tell_of_retired_places() -> int:
    """Tell those parents of every place whose day of retiring has come, as of one retired on the day itself.

    Called by the worker. Each day of retiring is told once, on a later day where the worker stood still meanwhile; one
    mail to each parent whatever the number of places. Returns how many were told.
    """
    if not Purpose.objects.retired_untold(timezone.localdate()).exists():
        return 0
    return _tell()


@transaction.atomic
def _tell() -> int:
    due = list(Purpose.objects.select_for_update(no_key=True).retired_untold(timezone.localdate()))
    watched = set(with_parents_to_tell(None).values_list("pk", flat=True))
    children = pictured_until_retired(watched, [purpose.pk for purpose in due])
    told = tell_parents(set().union(*children.values())) if any(children.values()) else 0
    for purpose in due:
        purpose.parents_told_of = purpose.retired_on
        purpose.save(update_fields=["parents_told_of"])
        record(Verb.PURPOSE_OUT_OF_USE, target=purpose, by=None, children=len(children[purpose.pk]))
    return told
