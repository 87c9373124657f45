"""What the contact list of a child says of whoever asks: whether a court keeps them from everything about it (issue 3,
item 1), and whether they stand there at all."""

from django.db.models import Q
from django.utils import timezone

from incidents.models import DataRequest
from people.barred import is_barred_account
from people.models import Namesake, PupilContact
from people.names import without_title


def barred_asker(request: DataRequest) -> bool:
    """Whether a court order beside the child means whoever asks: by their account, or by their name without a title.

    Asked anew at each step, since an order may come after the request. The name is enough, but where somebody said that
    the account is another person of that name. Of a request about a grown-up never: their own data are theirs.
    """
    if request.about_pupil_id is None:
        return False
    asker = request.asked_by
    if asker and is_barred_account(asker):
        return True
    marked = PupilContact.objects.filter(pupil=request.about_pupil_id, gets_nothing=True)
    if asker:
        apart = Namesake.objects.filter(is_same_person=False, other__user=asker)
        marked = marked.exclude(pk__in=apart.order_by().values("marked"))
    name = without_title(request.asker_name)
    return any(without_title(one.name) == name for one in marked)


def standing_of_asker(request: DataRequest) -> str:
    """What the contact list of the child says today of somebody called like whoever asks, for whoever says if they may:
    a copy for the wrong person is not taken back. Nothing of a grown-up, nor of somebody who asks signed in."""
    child = request.about_pupil
    if child is None or request.asked_by_id:
        return ""
    today, name = timezone.localdate(), without_title(request.asker_name)
    listed = PupilContact.objects.filter(Q(ends_on=None) | Q(ends_on__gt=today), pupil=child)
    found = [one for one in listed if without_title(one.name) == name]
    if not found:
        return f"Nobody called {request.asker_name} stands on the contact list of {child}."
    if any(one.has_parental_responsibility for one in found):
        return f"{request.asker_name} stands on the contact list of {child}, with parental responsibility."
    return f"{request.asker_name} stands on the contact list of {child}, without parental responsibility."
