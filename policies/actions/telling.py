"""Telling those for whom a policy is that a version of it was published: its title, version and day, no more."""

from django.conf import settings
from django.utils import timezone

from people.actions.mail import queue_mails
from people.calendar import school_calendar
from people.models import Notification, User
from people.roles import Role
from policies.models import PolicyVersion
from policies.notifications import subject_published
from policies.readers import readers_of as asked_to_read
from policies.reading_notices import first_mails
from policies.words import Audience

# Who reads as whom. Visitors, helpers and pupils have no account of their own.
ROLES: dict[Audience, tuple[Role, ...]] = {
    Audience.STAFF: (Role.HEAD, Role.DSL, Role.OFFICE, Role.STAFF),
    Audience.GOVERNORS: (Role.CHAIR, Role.VICE_CHAIR, Role.CLERK, Role.GOVERNOR),
    Audience.PARENTS: (Role.PARENT,),
}


def readers_of(version: PolicyVersion) -> list[User]:
    """The accounts of those to whom a rule or an area of this version speaks."""
    spoken_to = {audience for row in (version.rules, version.sections) for audiences in
                 row.values_list("audiences", flat=True) for audience in audiences}  # fmt: skip
    roles = [role for audience, held in ROLES.items() if audience in spoken_to for role in held]
    return list(User.objects.holding(*roles)) if roles else []


def tell_readers(version: PolicyVersion) -> int:
    """One mail to each of them, in the transaction of the publication. Returns how many (requirements 6.6).

    Who has to read it from today on gets the mail that says so instead of this one (`reading_mail.py`), where that
    one goes out today: on a day without school it waits, and this one does not.
    """
    today = timezone.localdate()
    is_told_today = school_calendar(today).is_school_day(today)
    first = first_mails(asked_to_read(version.policy, today), today) if is_told_today else []
    asked = {reader.user.pk for reader in first}
    readers = [user for user in readers_of(version) if user.pk not in asked]
    again = "It corrects the version before: nobody has to read it again.\n" if version.is_minor else ""
    body = (
        f"{version.policy.title}, version {version.number}, applies from {version.effective_from:%-d %B %Y}.\n"
        f"{again}Read it here:\n{settings.SITE_URL}{version.get_absolute_url()}\n"
    )
    subject = f"{subject_published(version.policy)}{version.number} is published"
    queue_mails(kind=Notification.Kind.POLICY_PUBLISHED, users=readers, subject=subject, body=body)
    return len(readers)
