"""What the list of events can be narrowed by. No name stands in an address, so names are no filter."""

import datetime as dt

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from audit.models import AuditEvent, Verb

DAY = {"invalid": "Write the day, such as 3/9/2026."}
# Each group of the list by the beginnings of its verbs; every verb is in one, a test sees to it.
GROUPS = {
    "signing-in": ("Signing in", ("session.", "second_step.", "device.")),
    "accounts": ("Accounts and roles", ("account.", "role.", "cover.", "contact.")),
    "school": ("Lists, calendar, settings", ("roll.", "staff.", "calendar.", "year.", "setting.", "school_account.")),
    "permission": (
        "Photo permission",
        ("purpose.", "survey.", "entry.", "comment.", "conflict.", "paper.", "register.", "record.", "check.",
         "permission.", "answer.", "class_list.", "non_answers.", "photo_request.", "pupil."),
    ),
    "pictures": ("Pictures posted and removed", ("post.", "removal.", "pictures.")),
    "policy": (
        "Policies",
        ("policy.", "rule.", "document.", "laws.", "platform.", "note.", "point.", "checkup.", "letter."),
    ),
    "incident": ("Incidents", ("incident.", "evidence.")),
    "data-breach": ("Data breaches", ("breach.",)),
    "complaint": ("Complaints", ("complaint.",)),
    "rights": ("Requests about data", ("rights.",)),
    "report": ("Reports to governors", ("report.",)),
    "portal": ("The portal itself", ("chain.", "backup.", "export.", "upkeep.", "retention.", "mail.")),
    "disposal": ("Kept and destroyed", ("disposal.",)),
    "data-protection": ("Data protection", ("assessment.",)),
}  # fmt: skip


def verbs_of(group: str) -> list[str]:
    """The verbs of one group."""
    return [str(verb) for verb in Verb if str(verb).startswith(GROUPS[group][1])]


class EventFilter(django_filters.FilterSet):
    """Events by kind and by day."""

    kind = django_filters.ChoiceFilter(
        label="Kind",
        choices=[(key, words) for key, (words, _) in GROUPS.items()],
        empty_label="Every kind",
        method="of_kind",
    )
    day = django_filters.DateFilter(
        label="Day",
        method="of_day",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages=DAY,
    )

    class Meta:
        model = AuditEvent
        fields: list[str] = []

    def of_kind(self, events: QuerySet[AuditEvent], name: str, value: str):
        return events.filter(verb__in=verbs_of(value))

    def of_day(self, events: QuerySet[AuditEvent], name: str, value: dt.date):
        """A day of the school's clock, also where summer time begins or ends."""
        value = min(value, LAST_DAY)
        return events.filter(at__gte=start_of(value), at__lt=start_of(value + dt.timedelta(days=1)))


LAST_DAY = dt.date(9998, 12, 31)  # a later one has no day after it in every zone


def start_of(day: dt.date) -> dt.datetime:
    """When a day begins by the school's clock."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))
