"""What of this app keeps somebody's records from being destroyed: it would take away what they asked for, or proof."""

from django.db.models import Q

from people.actions.erasing import accounts_going
from people.models import DataRestriction, KeepOrder, Pupil, User
from people.sweeping import rows_of
from people.tracing import Finder, Traces

from .models import BreachEntry, DataBreach, DataRequest, Right

# One sentence for all of them: a data breach may be about whoever reads this, and is then nothing they may know of.
NOT_OVER = (
    "Something about their data is not over, or is to be kept: a request of theirs, a restriction of use, or a data "
    "breach. The data-protection officer knows more."
)
Someone = Pupil | User


def what_is_not_over(someone: Someone, traces: Traces) -> list[str]:
    """Why a child or an account is held back: what somebody asks for, use that is restricted, a data breach."""
    is_held = _requests(someone) or _restricted(someone) or _breaches(someone, traces)
    return [NOT_OVER] if is_held else []


def _accounts(someone: Someone) -> list[User]:
    return [someone] if isinstance(someone, User) else list(accounts_going(someone))


def requests_about(someone: Someone) -> Q:
    """Requests about data that are about them; of a child those about parents who go too."""
    accounts = _accounts(someone)
    of_accounts = Q(about_user__in=accounts) | Q(about_contact__user__in=accounts)
    if isinstance(someone, User):
        return of_accounts
    return of_accounts | Q(about_pupil=someone) | Q(about_contact__pupil=someone)


def requests_by(someone: Someone) -> Q:
    """Requests about data that they made, or a parent who goes with a child: signed in, or for themselves."""
    return Q(asked_by__in=_accounts(someone)) | (requests_about(someone) & Q(asked_as=DataRequest.AskedAs.SELF))


def _requests(someone: Someone) -> bool:
    """Open ones, but not that to be erased: it is what is done here."""
    either = requests_about(someone) | requests_by(someone)
    return DataRequest.objects.open().exclude(right=Right.ERASE).filter(either).exists()


def _restricted(someone: Someone) -> bool:
    about = Q(user__in=_accounts(someone))
    if isinstance(someone, Pupil):
        about |= Q(pupil=someone)
    return DataRestriction.objects.running().filter(about).exists()


def _breaches(someone: Someone, traces: Traces) -> bool:
    """Data breaches that are open or kept, with the child in them, or their name."""
    kept = KeepOrder.objects.in_force().filter(kind="data-breach").values("record")
    found = set(DataBreach.objects.filter(Q(closed_at=None) | Q(pk__in=kept)).values_list("pk", flat=True))
    if isinstance(someone, Pupil) and DataBreach.objects.filter(pk__in=found, pupils__pupil=someone).exists():
        return True
    finder, here = Finder(traces.whole), ((DataBreach, Q(pk__in=found)), (BreachEntry, Q(breach__in=found)))
    return any(True for model, among in here for _ in rows_of(model, finder, among=among))
