"""The school's own methods of communication, as the policy names them (policy C), and which of them somebody tried."""

import datetime as dt
from collections.abc import Sequence

from django.utils import timezone

from policies.models import CommunicationMethod, PolicyVersion
from policies.rule_uses import SOCIAL_MEDIA

from .models import Complaint


def methods_on(day: dt.date) -> list[tuple[str, str]]:
    """The methods as the policy of that day names them: key and name. One query."""
    versions = PolicyVersion.objects.in_force_on(day).filter(policy__slug=SOCIAL_MEDIA)
    found = CommunicationMethod.objects.filter(version__in=versions).order_by("version_id", "order")
    return list(dict(found.values_list("slug", "name")).items())


def methods_in_force() -> list[tuple[str, str]]:
    """Those of today, which the form offers."""
    return methods_on(timezone.localdate())


def methods_tried(complaint: Complaint, sent_at: dt.datetime) -> Sequence[str]:
    """By which methods whoever complained was in touch with the school before, in the words that the policy had for
    them on the day it was sent; a key of which it had none stands as it is kept. One query, none where none was named.
    """
    kept = [str(key) for key in complaint.tried]
    names = dict(methods_on(timezone.localdate(sent_at))) if kept else {}
    return [names.get(key, key.replace("-", " ")) for key in kept]
