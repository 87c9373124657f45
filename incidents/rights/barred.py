"""Whether whoever asks about a child is kept from everything about it by a court (issue 3, item 1)."""

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
