"""One run of the benchmark of start pages, and its table."""

import time
from collections.abc import Callable

from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.db.models import Count
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from incidents.half_term_figures import half_term_figures
from incidents.models import Case
from people.calendar import school_calendar
from people.models import User
from people.roles import Role

from . import incidents_made, start_made
from .incidents_run import STEADY, Taken, taken_by, time_of

P9, MOST_QUERIES = 30, 12
START = reverse("dashboard")


def run(sizes: list[int], rounds: int) -> None:
    """Fill up to each size, measure, print."""
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    counted, there, taken = start_made.school(), 0, {}
    for size in sizes:
        started = time.perf_counter()
        start_made.fill(there + 1, size, counted)
        incidents_made.fill(there + 1, size, sizes[-1], counted.who)  # which makes the database ready last
        there = size
        seconds = time.perf_counter() - started
        print(f"{size:,} cases, answers and posts on {connection.vendor}, filled up in {seconds:.0f} s", flush=True)
        taken[size] = {name: taken_by(work, rounds) for name, work in operations(counted.users).items()}
    _print(taken)


def operations(users: dict[Role, User]) -> dict[str, Callable[[], object]]:
    """What is measured, each by its name."""
    works: dict[str, Callable[[], object]] = {}
    for role, user in users.items():
        client = Client(SERVER_NAME="localhost")
        client.force_login(User.objects.get(pk=user.pk))
        works[f"{role}, opened again"] = lambda client=client: _opened(client)
        works[f"{role}, worked out anew"] = lambda client=client: _opened(client, anew=True)
    head, today = User.objects.get(pk=users[Role.HEAD].pk), timezone.localdate()
    calendar = school_calendar(today)
    works["half-terms alone, head"] = lambda: half_term_figures(head, calendar, today)
    works["plain GROUP BY of every incident"] = lambda: list(
        Case.objects.values("state", "incident__kind").annotate(number=Count("pk"))
    )
    return works


def _opened(client: Client, *, anew: bool = False) -> None:
    if anew:
        caches["process"].clear()
    assert client.get(START).status_code == 200


def _print(taken: dict[int, dict[str, Taken]]) -> None:
    sizes = list(taken)
    least, most = taken[sizes[0]], taken[sizes[-1]]
    heads = "".join(f"{size:>11,}" for size in sizes)
    print(f"\n{f'ms ({STEADY[connection.vendor]}), the best of its runs':<46}{heads}{'grows':>7}   queries  aim")
    for name, last in most.items():
        line = "".join(f"{time_of(taken[size][name]) * 1000:>11.2f}" for size in sizes)
        grows = time_of(last) / time_of(least[name])
        print(f"{name:<46}{line}{grows:>7.1f}{last.queries:>10}  {_aim(name, taken, grows)}")


def _aim(name: str, taken: dict[int, dict[str, Taken]], grows: float) -> str:
    queries = {of_one[name].queries for of_one in taken.values()}
    if not name.endswith(("again", "anew")):
        return ""
    said = [f"P9 growth at most {P9}x: {'met' if grows <= P9 else 'MISSED'}"]
    if len(queries) > 1:
        said.append(f"P11 MISSED: {min(queries)} to {max(queries)} queries")
    if max(queries) > MOST_QUERIES:
        said.append(f"P11 MISSED: at most {MOST_QUERIES} queries")
    return "; ".join(said)
