"""One run of the benchmark of incidents, and its table."""

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.db import connection
from django.db.models import Max
from django.http import QueryDict
from django.test import Client
from django.test.utils import override_settings
from django.utils import timezone

from incidents.asked import keep_search
from incidents.finding import find
from incidents.models import Case
from incidents.paging import MOST_COUNTED, SIZE, light, page_of
from incidents.rows import rows_of
from people.calendar import school_calendar
from people.models import User

from . import incidents_made as made

# performance.md 1. Of each operation: what the largest may take at most, beside the smallest of the same run.
GROWTH = {"sqlite": 2.0, "postgresql": 4.0}
# SQLite works in this process: its processor time is the whole, whatever else the machine does. PostgreSQL does not.
STEADY = {"sqlite": "processor", "postgresql": "clock"}

P6, P10_SECONDS, P10_TIMES, MOST_QUERIES = 1.5, 0.020, 10, 8


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
    who, taken = made.people(), {}
    there = Case.objects.order_by().aggregate(last=Max("pk"))["last"] or 0  # of a database that was kept
    for size in sizes:
        started = time.perf_counter()
        made.fill(there + 1, size, sizes[-1], who)
        there = size
        print(
            f"{size:,} incidents on {connection.vendor}, filled up in {time.perf_counter() - started:.0f} s", flush=True
        )
        taken[size] = {name: taken_by(work, rounds) for name, work in operations(who, size).items()}
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
        "filter: outcome, of nearly all": lambda: _listed(head, "outcome=advice"),
        "filter: outcome, 1 of 2,000": lambda: _listed(head, "outcome=removed"),
        "filter: outcome that none has": lambda: _listed(head, "outcome=police"),
        "filter: dates": lambda: _listed(head, "since=2026-01-01&until=2026-03-31"),
        "keyset, middle page": lambda: _listed(head, older=middle),
        "keyset, last page": lambda: _listed(head, older=end),
        "keyset, back from the end": lambda: _listed(head, newer=end),
        f"count, at most {MOST_COUNTED}": lambda: Case.objects.visible_to(head).incidents()[: MOST_COUNTED + 1].count(),
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
    page = page_of(found.cases, light, older=older, newer=newer, counted=not found.is_wide)
    today = timezone.localdate()
    return len(rows_of(page.cases, school_calendar(today), today))


def _marks(user: User, size: int) -> tuple[str, str]:
    """The marks before the middle page and before the last one."""
    cases = Case.objects.visible_to(user).incidents()
    places = [size // 2, 30]
    return tuple(page_of(cases.filter(pk__lte=place + SIZE), light, counted=False).older for place in places)  # type: ignore[return-value]  # two


def taken_by(work: Callable[[], object], rounds: int) -> Taken:
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
    """Each figure beside the floor of the same run, how it grows, its goal, and whether that is met."""
    sizes, steady = list(taken), STEADY[connection.vendor]
    least, most = taken[sizes[0]], taken[sizes[-1]]
    heads = "".join(f"{size:>11,}" for size in sizes)
    print(f"\n{f'ms ({steady}), the best of its runs':<46}{heads}{'x floor':>9}{'grows':>7}   queries  goal")
    for name, last in most.items():
        line = "".join(f"{time_of(taken[size][name]) * 1000:>11.2f}" for size in sizes)
        beside, grows = time_of(last) / time_of(most["floor page"]), time_of(last) / time_of(least[name])
        print(f"{name:<46}{line}{beside:>9.2f}{grows:>7.1f}{last.queries:>10}  {_goal(name, taken, grows)}")
    for name in ("page of the list, head", "page of the list, safeguarding lead"):
        for size in sizes:
            ratio = taken[size][name].processor / taken[size]["floor page"].processor
            print(f"P6 {name}: {ratio:.2f} x the processor time of the floor at {size:,}; {_met(ratio, P6, 'x')}")


def _goal(name: str, taken: dict[int, dict[str, Taken]], grows: float) -> str:
    """P11 for the queries of every one; P8 for what only grows; P10 for searching: 20 ms, or ten times what one
    incident takes."""
    last = list(taken.values())[-1]
    queries = {of_one[name].queries for of_one in taken.values()}
    spread = max(queries) - min(queries)  # where nothing is found nobody asks what stands beside it: one less
    said = [] if spread <= 1 else [f"P11 MISSED: {min(queries)} to {max(queries)} queries"]
    if name.startswith("page") and max(queries) > MOST_QUERIES:
        said.append(f"P11 MISSED: at most {MOST_QUERIES} queries")
    if name.startswith("search"):
        times = time_of(last[name]) / time_of(last["one incident"])
        is_met = time_of(last[name]) <= P10_SECONDS or times <= P10_TIMES
        said.append(f"P10 20 ms, or 10x one incident ({times:.1f}x): {'met' if is_met else 'MISSED'}")
    elif len(taken) > 1:
        said.append(f"P8 growth {_met(grows, GROWTH[connection.vendor], 'x')}")
    return "; ".join(said)


def _met(value: float, goal: float, unit: str) -> str:
    return f"at most {goal:g}{unit}: {'met' if value <= goal else 'MISSED'}"


def time_of(one: Taken) -> float:
    return one.clock if STEADY[connection.vendor] == "clock" else one.processor
