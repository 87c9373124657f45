"""What the worker does about pictures of leavers: the list is opened on the day on which the child has left."""

from django.db import transaction
from django.utils import timezone

from people.actions.pictures import LEAVER

from .removing import leavers_to_list, list_for_people


@transaction.atomic
def list_pictures_of_leavers() -> int:
    """Whoever has left by today, and can be seen in what is out, is listed: a leaving that was entered beforehand has
    come. Called by the worker. Returns 0: whom it tells, `removing` tells."""
    gone = list(leavers_to_list(timezone.localdate()).order_by("pk").values_list("pk", flat=True))
    if gone:
        list_for_people(dict.fromkeys(gone, LEAVER), None)
    return 0
