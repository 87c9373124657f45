"""What of `people` goes with somebody: a pupil with everything that hangs on them, an account."""

from collections.abc import Iterable

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from django.utils.crypto import get_random_string

from audit.erasing import belonging, erase, is_referred_to, rewrite
from people.disposal import Erased
from people.models import (
    ClassTeacher,
    Notification,
    Pupil,
    PupilContact,
    RoleAssignment,
    RoleProposal,
    RollImport,
    SchoolAccount,
    User,
)
from people.roles import Role
from people.roll.lists import unpack
from people.tracing import Finder, Traces, apart_from, of_one_name, traces_of

LONG_ENOUGH = 6  # signs of a number by which somebody is known
CALLED = "Erased account"
NOWHERE = "erased.invalid"  # no mail reaches it (RFC 2606)
# What an account leaves behind points at it: who recorded, decided, wrote. These are its own, and go.
OWN = (RoleAssignment, ClassTeacher)
OF_SIGNING_IN = (UserSession, EmailAddress, Authenticator, SocialAccount)  # with what hangs on each of them
# A child in a case of others: there the name is blacked out, or the case goes by its own time.
OF_CASES = ("incidents.CasePerson.pupil",)


def names_of_pupil(pupil: Pupil) -> Traces:
    """What the child is known by."""
    legal = f"{pupil.legal_forename} {pupil.middle_names}".strip(), pupil.legal_surname
    called = pupil.called, pupil.called_surname
    mixed = pupil.called, pupil.legal_surname
    numbers = [one for one in (pupil.upn, pupil.admission_number) if one and len(one) >= LONG_ENOUGH]
    return traces_of(legal, called, mixed, addresses=numbers)


def traces_of_pupil(pupil: Pupil) -> Traces:
    """The child, and those parents and carers of whom the portal knows nothing else."""
    going = list(contacts_going(pupil))
    traces = names_of_pupil(pupil)
    for contact in going:
        traces |= of_one_name(contact.name, addresses=[contact.email])
    for user in accounts_going(pupil):
        traces |= names_of_account(user)
    return apart_from(traces, _names_of_others(going, {pupil.pk}, {user.pk for user in accounts_going(pupil)}))


def contacts_going(pupil: Pupil) -> list[PupilContact]:
    """Those beside the child whose name and address stand beside no other child, and with no account that stays."""
    others = PupilContact.objects.exclude(pupil=pupil)
    names, addresses = (set(others.values_list(name, flat=True)) for name in ("folded_name", "folded_email"))
    staying = pupil.contacts.exclude(user=None).exclude(user__in=accounts_going(pupil)).values_list("pk", flat=True)
    return [
        one for one in pupil.contacts.exclude(pk__in=staying)
        if not (one.folded_email and one.folded_email in addresses) and one.folded_name not in names
    ]  # fmt: skip


def accounts_going(pupil: Pupil) -> QuerySet[User]:
    """The accounts of parents who have no other child here and no other role, today or ever."""
    other = RoleAssignment.objects.exclude(role=Role.PARENT).values("user")
    elsewhere = PupilContact.objects.exclude(pupil=pupil).exclude(user=None).values("user")
    return User.objects.filter(contact_of__pupil=pupil).exclude(pk__in=other).exclude(pk__in=elsewhere).distinct()


def names_of_account(user: User) -> Traces:
    return traces_of((user.forename, user.surname), addresses=[user.email, *_other_addresses(user)])


def traces_of_account(user: User) -> Traces:
    """The person, as far as nobody else is called so."""
    return apart_from(names_of_account(user), _names_of_others([], set(), {user.pk}))


def _other_addresses(user: User) -> Iterable[str]:
    return EmailAddress.objects.filter(user=user).values_list("email", flat=True)


def _names_of_others(contacts: list[PupilContact], pupils: set[int], users: set[int]) -> set[str]:
    """The names and addresses of everybody else."""
    own = {contact.pk for contact in contacts}
    beside = PupilContact.objects.exclude(pk__in=own).exclude(pupil__in=pupils)
    names = {text for row in beside.values_list("name", "email") for text in row}
    for forename, surname, called, called_surname in Pupil.objects.exclude(pk__in=pupils).values_list(
        "legal_forename", "legal_surname", "preferred_forename", "preferred_surname"
    ):
        names |= {f"{forename} {surname}", f"{called or forename} {called_surname or surname}"}
    for forename, surname, email in User.objects.exclude(pk__in=users).values_list("forename", "surname", "email"):
        names |= {f"{forename} {surname}", email}
    return names - {"", " "}


def hanging_on(record: Model, apart: Iterable[str] = ()) -> list[QuerySet]:
    """The rows of every table that go with a record, what hangs furthest first."""
    return [
        model._base_manager.filter(**{way: record.pk}) for model, way in belonging(type(record), apart)
    ]  # fmt: skip


def erase_pupil(erased: Erased) -> None:
    """The child's row and everything that points at it in any table; the accounts and mails of parents who go too."""
    pupil = erased.record
    accounts = list(accounts_going(pupil))
    erase_mails(erased.traces)
    for rows in hanging_on(pupil, OF_CASES):
        erase(rows)
    erase(Pupil.objects.filter(pk=pupil.pk))
    for user in accounts:
        erase_account(user)


def erase_account_of(erased: Erased) -> None:
    erase_mails(erased.traces)
    erase_account(erased.record)


def erase_mails(traces: Traces) -> None:
    """Mails to their addresses, whatever they say."""
    addresses = {one for one in traces.whole if "@" in one}
    asked = Q(pk__in=[])
    for address in addresses:
        asked |= Q(address__iexact=address)
    erase(Notification.objects.filter(asked))


def erase_account(user: User) -> None:
    """What is the account's own goes. Where records of others point at it, an empty account without a name stays."""
    sessions = UserSession.objects.filter(user=user)
    erase(Session.objects.filter(session_key__in=sessions.values("session_key")))
    for rows in (model.objects.filter(user=user) for model in OF_SIGNING_IN):
        rows.delete()
    erase(Notification.objects.filter(user=user))
    RoleAssignment.objects.filter(covers__user=user).exclude(user=user).update(covers=None)
    erase(RoleProposal.objects.filter(user=user))
    for model in OWN:
        erase(model._base_manager.filter(user=user))
    PupilContact.objects.filter(user=user).update(user=None)
    erase(PupilContact.barred_users.through.objects.filter(user=user))
    for holder in ("first_holder", "second_holder"):
        SchoolAccount.objects.filter(**{holder: user}).update(**{holder: None})
    if is_referred_to(user):
        empty_account(user)
    else:
        erase(User.objects.filter(pk=user.pk))


def empty_account(user: User) -> None:
    """Nothing of the person stays in the row, and nobody signs in with it."""
    ended = user.ends_on or timezone.localdate()
    rewrite(
        user, email=f"erased-{user.pk}@{NOWHERE}", title="", forename="", surname=CALLED, staff_code="", job_title="",
        password=make_password(None), session_stamp=get_random_string(32), ends_on=ended, invited_at=None,
    )  # fmt: skip


def is_erased(user: User) -> bool:
    return user.email.endswith(f"@{NOWHERE}")


def erase_list(erased: Erased) -> None:
    """One load of a list: its row. What it brought hangs on pupils and accounts, not on it."""
    erase(RollImport.objects.filter(pk=erased.record.pk))


def is_named_in_waiting_list(traces: Traces) -> bool:
    """Whether a list of pupils or staff that waits to be saved names them: saved, it would bring them back."""
    finder = Finder(traces.whole)
    loads = RollImport.objects.waiting().exclude(staged=None)
    return any(finder.stands_in(_words_of(load)) for load in loads)


def _words_of(load: RollImport) -> str:
    lines = unpack(load.staged or b"").table.lines
    return "\n".join(" ".join(map(str, line.cells)) for line in lines)
