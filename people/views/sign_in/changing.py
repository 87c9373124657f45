"""What every change of one's own second step ends with."""

from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth import HASH_SESSION_KEY
from django.http import HttpRequest

from people.actions.sign_in import end_sessions, second_step_changed
from people.models import User


def proved(request: HttpRequest, kind: str) -> None:
    """Who sets up a second step has shown it by that."""
    record_authentication(request, request.user, method="mfa", type=kind)


def changed(request: HttpRequest, kind: str, change: str) -> None:
    """Write it down; this session alone stays alive."""
    second_step_changed(user=request.user, kind=kind, change=change, keep=str(request.session.session_key))  # type: ignore[arg-type]
    _keep_this_one(request)


def end_others(request: HttpRequest) -> None:
    """Sign out everywhere but here."""
    user: User = request.user  # type: ignore[assignment]
    end_sessions(user=user, by=user, keep=str(request.session.session_key))
    _keep_this_one(request)


def _keep_this_one(request: HttpRequest) -> None:
    """The person's stamp is new: this session carries it."""
    user = User.objects.get(pk=request.user.pk)
    request.session[HASH_SESSION_KEY] = user.get_session_auth_hash()
