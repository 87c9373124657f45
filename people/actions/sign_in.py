"""What happens around signing in: each sign-in, refusal and change of a second step, with its line in the record."""

import datetime as dt
import secrets

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from audit.models import Actor, Verb
from audit.recorder import record
from people.actions.mail import queue_mail
from people.models import Notification, User

TAKEN_OFF = """The school office has taken the second step off your account in the school portal.

Sign in as ever. The portal then helps you to set up a new one.

If you did not ask for this, ring the school office at once."""


A_DAY = dt.timedelta(days=1)


class NothingToTakeOff(Exception):
    """The account has no second step, or has ended: then nobody signs in, and nothing is taken off."""


class NotYourOwn(Exception):
    """Nobody takes off their own second step from the office's page: a stolen session could."""


@transaction.atomic
def record_sign_in(*, user: User, ways: list[str]) -> None:
    """Somebody is signed in; `ways` are what they showed, such as password and totp."""
    record(Verb.SIGNED_IN, target=user, by=user, ways=ways)


@transaction.atomic
def record_refusal(*, user: User | None, way: str) -> None:
    """A try that did not get in, at a known account or none. Neither the address nor what was typed is kept."""
    record(Verb.SIGN_IN_REFUSED, target=user, by=None, actor=Actor.PUBLIC, way=way)


@transaction.atomic
def write_mail(
    *, kind: Notification.Kind, address: str, subject: str, body: str, seconds: int | None, withheld: bool
) -> None:
    """Put a mail of the sign-in into the outbox. With `seconds` it carries a code or link that works so long."""
    queue_mail(
        kind=kind,
        address=address,
        subject=subject,
        body=body,
        user=User.objects.filter(email__iexact=address).first(),
        secret=seconds is not None,
        expires_at=timezone.now() + dt.timedelta(seconds=seconds) if seconds else None,
        withheld=withheld,
    )


@transaction.atomic
def second_step_changed(*, user: User, kind: str, change: str, keep: str) -> None:
    """A second step was set up, taken off or renewed by its holder: every other session ends.

    `keep` is the key of the session that did it. A session begun before, which never showed the new step, is dead.
    """
    _end(user, keep=keep)
    record(Verb.SECOND_STEP_CHANGED, target=user, by=user, kind=kind, change=change)


@transaction.atomic
def end_sessions(*, user: User, by: User | None, keep: str = "", only: UserSession | None = None) -> None:
    """End the sessions of `user`: one, or all but the one whose key is `keep`."""
    if only:
        Session.objects.filter(session_key=only.session_key).delete()
        only.delete()
    else:
        _end(user, keep=keep)
    record(Verb.SESSIONS_ENDED, target=user, by=by, one=only is not None)


def drop_ended_sessions(now: dt.datetime) -> int:
    """Take away the rows of sign-ins that are over, with address and browser of the device: they open nothing any more.
    Of a list without its session only what is a day old, so that nobody who signs in now is taken off it. Not recorded,
    because nothing that anybody counts on goes. Returns how many."""
    ended, _ = Session.objects.filter(expire_date__lt=now).delete()
    there = Session.objects.values("session_key")
    UserSession.objects.filter(created_at__lt=now - A_DAY).exclude(session_key__in=there).delete()
    return ended


@transaction.atomic
def reset_second_step(*, user: User, by: User | None) -> None:
    """The office takes off somebody's second step after a lost device. All their sessions end, they are told by
    mail, and the next sign-in sets up a new one. Raises NotYourOwn and NothingToTakeOff."""
    if by and user.pk == by.pk:
        raise NotYourOwn
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    held = Authenticator.objects.filter(user=user)
    kinds = sorted(held.values_list("type", flat=True))
    if not user.is_active:
        raise NothingToTakeOff("The account has ended. Open it again first.")
    if not kinds:
        raise NothingToTakeOff
    held.delete()
    _end(user)
    kind = Notification.Kind.ACCOUNT_CHANGED
    queue_mail(kind=kind, address=user.email, subject="Your second step was taken off", body=TAKEN_OFF, user=user)
    record(Verb.SECOND_STEP_RESET, target=user, by=by, kinds=kinds)


def _end(user: User, keep: str = "") -> None:
    """Change the stamp that every session of this person carries; the kept session gets the new one (views)."""
    User.objects.filter(pk=user.pk).update(session_stamp=secrets.token_hex(16))
    listed = UserSession.objects.filter(user=user).exclude(session_key=keep)
    Session.objects.filter(session_key__in=list(listed.values_list("session_key", flat=True))).delete()
    listed.delete()
