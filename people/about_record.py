"""What signing in and the record hold about one person: devices and sign-ins, who looked at their data, what they did
in the portal."""

from collections.abc import Iterator

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db.models import Count, Max, Min
from django.db.models.functions import TruncDate

from audit.models import Actor, AuditEvent, Verb

from .about_person import Fixed, Person, Row, Section
from .models import Notification
from .models.mail import UNSEEN

# What is recorded of cases and of requests like this one: told beside the lists.
OF_CASES = ("incident.", "evidence.", "complaint.", "breach.", "report.", "rights.")
# Lists in which a child stands among many: of these the record names no child.
OF_MANY = (Verb.REGISTER_EXPORTED, Verb.CLASS_LIST_PRINTED, Verb.NON_ANSWERS_EXPORTED)


def _sign_in(person: Person) -> Iterator[Row]:
    """Addresses, ways and devices by which they sign in. No secret of any."""
    if person.user is None:
        return
    for address in EmailAddress.objects.filter(user=person.user).order_by("pk"):
        yield {"E-mail to sign in": address.email, "Confirmed": address.verified}
    for device in Authenticator.objects.filter(user=person.user).order_by("pk"):
        yield {
            "Second step": Fixed(device.get_type_display()), "Set up on": device.created_at,
            "Last used on": device.last_used_at,
        }  # fmt: skip
    for other in SocialAccount.objects.filter(user=person.user).order_by("pk"):
        yield {"Signs in by": Fixed(other.provider), "Known there as": other.uid, "Since": other.date_joined}
    for session in UserSession.objects.filter(user=person.user).order_by("pk"):
        yield {
            "Signed in on": session.created_at, "Last seen": session.last_seen_at, "From": Fixed(str(session.ip)),
            "Browser": Fixed(session.user_agent),
        }  # fmt: skip


def _looked(person: Person) -> Iterator[Row]:
    """Everything that the record names about the child or the account: who looked, what was changed, when."""
    for record in filter(None, (person.pupil, person.user, *person.contacts)):
        for event in AuditEvent.objects.about(record).select_related("by"):
            yield {"What": _what(event.verb), "On": event.at, "By": _hand(event)}
    if person.pupil:
        lists = AuditEvent.objects.filter(verb__in=OF_MANY, target_model="").order_by().values("verb")
        if person.pupil.joined_on:
            lists = lists.filter(at__date__gte=person.pupil.joined_on)
        for one in lists.annotate(times=Count("pk"), last=Max("at")).order_by("verb"):
            yield {
                "Lists of many children, in which this child may stand": _what(one["verb"]), "How often": one["times"],
                "Last on": one["last"],
            }  # fmt: skip


def _did(person: Person) -> Iterator[Row]:
    """Their deeds in the portal by day: what and how often, never with whose record. Those in cases are told beside."""
    yield from _deeds(person, of_cases=False)


def rows_beside(person: Person) -> Iterator[Row]:
    """What nobody looks through, since it holds no word of anybody: mails about cases by their day, and deeds in cases
    by their kind. Whoever prepares the lists may not learn that there is a case."""
    if person.user is None:
        return
    mails = Notification.objects.filter(user=person.user, kind__in=UNSEEN).order_by("created_at", "pk")
    for one in mails:
        yield {"Mail written": one.created_at, "What": Fixed(one.get_kind_display()), "Sent": one.sent_at}
    yield from _deeds(person, of_cases=True)


def _deeds(person: Person, *, of_cases: bool) -> Iterator[Row]:
    if person.user is None:
        return
    verbs = [verb for verb in Verb if verb.value.startswith(OF_CASES)]
    found = AuditEvent.objects.filter(by=person.user)
    found = found.filter(verb__in=verbs) if of_cases else found.exclude(verb__in=verbs)
    by_day = found.annotate(day=TruncDate("at")).order_by().values("day", "verb")
    for one in by_day.annotate(times=Count("pk"), first=Min("at")).order_by("day", "first", "verb"):
        yield {"On": one["day"], "What": _what(one["verb"]), "How often": one["times"]}


def _what(verb: str) -> Fixed:
    return Fixed(Verb(verb).label if verb in Verb.values else verb)


def _hand(event: AuditEvent) -> str:
    if event.by_id is None:
        return Fixed(Actor(event.actor).label)
    return str(event.by) if event.by else ""


SECTIONS = (
    Section("sign-in", "Signing in", (EmailAddress, Authenticator, SocialAccount, UserSession), _sign_in),
    Section("looked", "Who looked at it, and what was changed", (AuditEvent,), _looked),
    Section("did", "What this person did in the portal", (AuditEvent,), _did),
)

NOT_TOLD = {
    "account.EmailConfirmation": "a code by mail that ran out; the address itself is told",
    "socialaccount.SocialToken": "a secret of another service, none of which the portal keeps",
}
