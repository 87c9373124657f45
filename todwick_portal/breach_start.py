"""Data breaches on the start page: one number, while the 72 hours of any run, with how much of them is left."""

import datetime as dt

from django.db.models import Count, Min
from django.urls import reverse

from incidents.breach_words import Clock
from incidents.models import DataBreach
from incidents.models.breaches import TIME_TO_REPORT
from people.models import User
from people.permissions import Permission

from .tiles import Tile


def breach_tiles(user: User, now: dt.datetime) -> list[Tile]:
    """Those that wait to be decided or reported, the one that ends first in words. Nothing where there is none."""
    if not user.has_perm(Permission.DATA_BREACH):
        return []
    running = DataBreach.objects.visible_to(user).running().order_by()
    found = running.aggregate(count=Count("pk"), first=Min("aware_at"))
    if not found["count"]:
        return []
    until = found["first"] + TIME_TO_REPORT
    clock = Clock(until, int((until - now).total_seconds() // 3600))
    what = "data breach to decide or report" if found["count"] == 1 else "data breaches to decide or report"
    url = f"{reverse('incidents:breaches')}?state=running"
    return [Tile(str(found["count"]), what, clock.words, url, "no" if clock.is_over else "ask")]
