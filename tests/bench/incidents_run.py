"""One run of the benchmark of incidents, and its table."""

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import override_settings
from django.utils import timezone

from incidents.asked import keep_search
from incidents.finding import find
from incidents.models import Case
from incidents.paging import SIZE, page_of
from incidents.rows import rows_of
from people.calendar import school_calendar
from people.models import User

from . import incidents_made as made

# performance.md 1. Of each operation: what the largest may take at most, beside the smallest of the same run.
GROWTH = {"sqlite": 2.0, "postgresql": 4.0}
# SQLite works in this process: its processor time is the whole, whatever else the machine does. PostgreSQL does not.
STEADY = {"sqlite": "processor", "postgresql": "clock"}


@dataclass(frozen=True)
class Taken:
    """The best of several runs: seconds by the clock and of processor time; and how many queries one run takes."""

    clock: float
    processor: float
    queries: int


def run(sizes: list[int], rounds: int) -> None:
    """Fill up to each size, measure, print."""
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    who, taken, there = made.people(), {}, 0
    for size in sizes:
        started = time.perf_counter()
        made.fill(there + 1, size, sizes[-1], who)
        there = size
        print(
            f"{size:,} incidents on {connection.vendor}, filled up in {time.perf_counter() - started:.0f} s", flush=True
        )
        taken[size] = {name: _taken(work, rounds) for name, work in operations(who, size).items()}
        for name, one in taken[size].items():
            times = f"{one.clock * 1000:>10.2f} ms by the clock{one.processor * 1000:>10.2f} ms of processor"
            print(f"    {name:<44}{times}{one.queries:>4} queries", flush=True)
    _print(taken)


def operations(who: made.People, size: int) -> dict[str, Callable[[], object]]:
    """What is measured, each by its name."""
    head, dsl, handler = (User.objects.get(pk=user.pk) for user in (who.head, who.dsl, who.handler))
    middle, end = _marks(head, size)
    clients, floor = {}, Client(SERVER_NAME="localhost")
    with override_settings(MIDDLEWARE=[], ROOT_URLCONF="tests.bench.incidents_floor"):
        floor.handler.load_middleware()
    for user in (head, dsl):
        clients[user] = Client(SERVER_NAME="localhost")
        clients[user].force_login(user)
    one = Case.objects.get(pk=size // 2 + 5)
    return {
        "floor page": lambda: _got_floor(floor),
        "page of the list, head": lambda: _got(clients[head], "/incidents/"),
        "page of the list, safeguarding lead": lambda: _got(clients[dsl], "/incidents/"),
        "page of new ones": lambda: _got(clients[head], "/incidents/?state=new"),
        "list, newest 50": lambda: _listed(head),
        "list, newest 50, safeguarding lead": lambda: _listed(dsl),
        "list, whoever deals with some": lambda: _listed(handler),
        "filter: state new": lambda: _listed(head, "state=new"),
        "filter: state waiting": lambda: _listed(head, "state=waiting"),
        "filter: kind": lambda: _listed(head, "kind=threat"),
        "filter: rule": lambda: _listed(head, "rule=D2"),
        "filter: given to me (none)": lambda: _listed(head, "mine=me"),
        "filter: outcome that none has": lambda: _listed(head, "outcome=police"),
        "filter: dates": lambda: _listed(head, "since=2026-01-01&until=2026-03-31"),
        "keyset, middle page": lambda: _listed(head, older=middle),
        "keyset, last page": lambda: _listed(head, older=end),
        "keyset, back from the end": lambda: _listed(head, newer=end),
        "count, at most 1,000": lambda: Case.objects.visible_to(head).incidents()[:1001].count(),
        "one incident": lambda: Case.objects.visible_to(head).select_related("incident").get(public_id=one.public_id),
        "search: absent word": lambda: _listed(head, words=made.ABSENT),
        "search: rare word (1 of 2,000)": lambda: _listed(head, words=made.RARE),
        "search: between (1 of 200)": lambda: _listed(head, words=made.BETWEEN),
        "search: common word (9 of 10)": lambda: _listed(head, words=made.COMMON),
        "search: common and rare word": lambda: _listed(head, words=f"{made.COMMON} {made.RARE}"),
        "search: reference": lambda: _listed(head, words=one.reference),
        "search: common word, whoever deals with some": lambda: _listed(handler, words=made.COMMON),
    }


def _got(client: Client, address: str) -> None:
    assert client.get(address).status_code == 200


def _got_floor(client: Client) -> None:
    with override_settings(ROOT_URLCONF="tests.bench.incidents_floor"):
        _got(client, "/floor/")


def _listed(user: User, address: str = "", *, words: str = "", older: str = "", newer: str = "") -> int:
    """The rows of one page of the list, with all that the view asks for them."""
    session = SessionStore()
    if words:
        address = f"search={keep_search(session, words)}"
    found = find(QueryDict(address), user, session)
    page = page_of(found.cases.select_related("incident"), older=older, newer=newer, counted=not found.is_wide)
    today = timezone.localdate()
    return len(rows_of(page.cases, school_calendar(today), today))


def _marks(user: User, size: int) -> tuple[str, str]:
    """The marks before the middle page and before the last one."""
    cases = Case.objects.visible_to(user).incidents()
    places = [size // 2, 30]
    return tuple(page_of(cases.filter(pk__lte=place + SIZE), counted=False).older for place in places)  # type: ignore[return-value]  # two


def _taken(work: Callable[[], object], rounds: int) -> Taken:
    work()
    queries: list[str] = []
    with connection.execute_wrapper(lambda execute, sql, *rest: (queries.append(sql), execute(sql, *rest))[1]):
        work()
    times = [_once(work) for _ in range(rounds)]
    return Taken(min(clock for clock, _ in times), min(used for _, used in times), len(queries))


def _once(work: Callable[[], object]) -> tuple[float, float]:
    gc.collect()
    started, used = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - started, time.process_time() - used


def _print(taken: dict[int, dict[str, Taken]]) -> None:
    sizes = list(taken)
    least, most = taken[sizes[0]], taken[sizes[-1]]
    goal = GROWTH[connection.vendor]
    print(
        f"\n{'ms of ' + STEADY[connection.vendor] + ', the best of its runs':<46}"
        + "".join(f"{size:>12,}" for size in sizes)
        + "   grows  goal   queries"
    )
    for name in least:
        line = "".join(f"{getattr(taken[size][name], STEADY[connection.vendor]) * 1000:>12.2f}" for size in sizes)
        grows = getattr(most[name], STEADY[connection.vendor]) / getattr(least[name], STEADY[connection.vendor])
        print(f"{name:<46}{line}{grows:>8.1f}  {_goal(name, most, goal):<24}{most[name].queries}")
    for name in ("page of the list, head", "page of the list, safeguarding lead"):
        for size in sizes:
            ratio = taken[size][name].processor / taken[size]["floor page"].processor
            print(f"P6 {name}: {ratio:.2f} x the processor time of the floor at {size:,} (goal at most 1.5)")


def _goal(name: str, most: dict[str, Taken], growth: float) -> str:
    """P8 for what only grows; P10 for searching: 20 ms, or ten times what one incident takes."""
    if not name.startswith("search"):
        return f"P8 <= {growth:g}"
    steady = STEADY[connection.vendor]
    times = getattr(most[name], steady) / getattr(most["one incident"], steady)
    return f"P10 20 ms or 10x ({times:.1f}x)"
