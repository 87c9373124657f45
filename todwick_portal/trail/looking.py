"""Who saw one record, and when: its trail narrowed to days and to those who looked, and as a file."""

import datetime as dt
from collections.abc import Iterator

from defusedcsv import csv
from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone

from audit.models import AuditEvent, Verb
from people.models import Pupil, User
from people.permissions import Permission

from .filters import DAY, LAST_DAY, start_of
from .head import OPENED
from .lines import lines_of

LOOKED, ALL = "looked", "all"
# In these many children stand at once: the record names none of them.
LISTS = (Verb.REGISTER_EXPORTED, Verb.NON_ANSWERS_EXPORTED, Verb.CLASS_LIST_PRINTED)
AT_ONCE = 500
HEADINGS = ("at", "who", "role", "what", "record", "details")


def _day(label: str) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget, error_messages=DAY)


class LookingForm(forms.Form):
    """From which day to which, and whether only those who looked."""

    since = _day("From")
    until = _day("To")
    show = forms.ChoiceField(
        label="What",
        required=False,
        choices=[(ALL, "Everything that happened"), (LOOKED, "Only who looked at it")],
        widget=forms.RadioSelect,
    )

    def clean(self) -> dict[str, object]:
        """The last day is not before the first."""
        data = super().clean() or {}
        if data.get("since") and data.get("until") and data["until"] < data["since"]:
            self.add_error("until", "Give a day after the first one.")
        return data

    @property
    def is_narrowed(self) -> bool:
        """Whether anything was chosen."""
        return any(self.cleaned_data.get(name) for name in ("since", "until")) or self.only_looked

    @property
    def only_looked(self) -> bool:
        return self.cleaned_data.get("show") == LOOKED


def narrowed(events: QuerySet[AuditEvent], form: LookingForm, record: object, reader: User) -> QuerySet[AuditEvent]:
    """The events that the form asks for. Where it asks who looked at a child, lists of many children taken in
    those days are among them, for whoever may take such a list."""
    if form.only_looked:
        looked = Q(verb__in=OPENED)
        events = events.filter(looked)
        if isinstance(record, Pupil) and reader.has_perm(Permission.CONSENT_EXPORT):
            events = events | AuditEvent.objects.filter(target_model="", verb__in=LISTS)
    since, until = form.cleaned_data.get("since"), form.cleaned_data.get("until")
    if since:
        events = events.filter(at__gte=start_of(min(since, LAST_DAY)))
    if until:
        events = events.filter(at__lt=start_of(min(until, LAST_DAY) + dt.timedelta(days=1)))
    return events


class _Echo:
    """Gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def as_csv(events: QuerySet[AuditEvent], reader: User) -> Iterator[str]:
    """The events as lines of a .csv, newest first, in the same words as the page; each cell safe in a spreadsheet."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(HEADINGS)
    last = None
    while True:
        older = events if last is None else events.filter(sequence__lt=last)
        found = list(older.order_by("-sequence")[:AT_ONCE])
        for line in lines_of(found, reader):
            at = f"{timezone.localtime(line.at):%Y-%m-%d %H:%M:%S}"
            yield writer.writerow((at, line.who, line.roles, line.what, line.record, line.details))
        if len(found) < AT_ONCE:
            return
        last = found[-1].sequence
