"""Two application servers on one PostgreSQL behind nginx: one is stopped or dies in the middle, nothing is lost or
doubled, and what the worker does is done once."""

import os
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from uuid import uuid4

import psycopg
import pytest

from tests import tables
from tests.deploy import proxy
from tests.deploy.two_servers import Parent, Somebody, Teacher, TwoServers
from tests.journeys.portal import manage
from tests.people.mail_server import MailServer

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.slow,  # two web servers, two workers and nginx
    pytest.mark.skipif(not proxy.is_there(), reason=proxy.MISSING),
]
LONGEST_QUEUE = 300  # seconds: after forty stops some hundred mails wait, and both workers have only just come back
BEGIN = "from tests.project.jobs import write_down; [write_down.enqueue(str(n)) for n in range({many})]"


@pytest.fixture
def database() -> Iterator[str]:
    server, _, _ = os.environ["DATABASE_URL"].rpartition("/")
    name = f"deploy_{uuid4().hex[:12]}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {tables.template()}")
        yield f"{server}/{name}"
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def letter_box() -> Iterator[MailServer]:
    box = MailServer()
    box.start()
    yield box
    box.stop()


@pytest.fixture
def portal(database, tmp_path_factory, letter_box) -> Iterator[TwoServers]:
    with TwoServers(tmp_path_factory.mktemp("two"), database, mail_port=letter_box.port) as running:
        yield running


@pytest.mark.parametrize(
    "rounds", [1, pytest.param(4, marks=pytest.mark.long), pytest.param(20, marks=pytest.mark.long)]
)
def test_one_of_two_servers_goes_and_nothing_is_lost_or_doubled(portal, database, letter_box, rounds):
    people = [Teacher(portal), Teacher(portal), Somebody(portal), Parent(portal)]
    for teacher in people[:2]:
        teacher.sign_in()
    for server in portal.servers:
        server.start_worker()
    over, moments = threading.Event(), random.Random(rounds)
    doings = [people[0].report_until, people[1].report_until, people[2].complain_until, people[3].stop_until]
    streams = [threading.Thread(target=doing, args=[over]) for doing in doings]
    for stream in streams:
        stream.start()
    try:
        for number in range(2 * rounds):
            time.sleep(moments.uniform(1, 3))
            _an_hour_goes_by(database)
            _gone_and_back(portal.servers[number % 2], kills=number % 2 == 0)
        time.sleep(2)
    finally:
        over.set()
        for stream in streams:
            stream.join(150)
    _until_sent(database)
    for server in portal.servers:
        server.end_worker()
    kept = portal.kept()

    reported = Counter(str(key) for teacher in people[:2] for key in teacher.acknowledged)
    complained = {reference: words for reference, _, words in people[2].shown}
    print(
        f"{2 * rounds} stops: {sum(reported.values())} reports, {len(complained)} complaints, {len(people[3].stopped)} "
        f"permissions stopped, {sum(kept['mails'].values())} mails; sent again {sum(one.off for one in people)} times"
    )
    assert [fault for one in people for fault in one.wrong] == []
    assert Counter(kept["reports"]) == reported
    assert kept["complaints"] == complained
    assert Counter(kept["stops"]) == Counter(people[3].stopped)
    assert min(len(reported), len(complained), len(people[3].stopped)) > rounds
    assert kept["events"]["incident.reported"] == len(reported)
    assert kept["events"]["complaint.sent"] == len(complained)
    assert "events hold." in manage(portal.environment, "verify_audit")
    arrived = Counter(letter_box.ids)
    assert set(kept["mails"]) == {"sent"}, kept["mails"]
    assert set(kept["ids"]) == set(arrived) and set(arrived.values()) == {1}


def _gone_and_back(server, *, kills: bool) -> None:
    server.kill() if kills else server.stop()
    time.sleep(1)
    server.start()
    server.wait()


def _an_hour_goes_by(database: str) -> None:
    """For the throttles: more is sent here than a school gets in a year."""
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("DELETE FROM portal_cache")


def _until_sent(database: str) -> None:
    until = time.monotonic() + LONGEST_QUEUE
    with psycopg.connect(database, autocommit=True) as connection:
        while time.monotonic() < until:
            waiting = "SELECT count(*) FROM people_notification WHERE status <> 'sent'"
            if connection.execute(waiting).fetchone() == (0,):
                return
            time.sleep(0.5)


def test_the_worker_that_stands_by_takes_over_and_each_job_runs_once(portal, database):
    one, two = portal.servers
    _enqueue(portal, 3)
    one.start_worker()
    _until_done(database, 3)
    two.start_worker()
    time.sleep(3)
    assert two.worker.poll() is None
    one.kill_worker()
    _enqueue(portal, 3)
    _until_done(database, 6)
    two.end_worker()

    assert _jobs(database) == [("SUCCESSFUL", 1)] * 6
    events = portal.kept()["events"]
    assert events["chain.checked"] == 1
    assert events.get("mail.morning_written", 0) <= 1


def _enqueue(portal: TwoServers, many: int) -> None:
    manage(portal.environment, "shell", "-v0", "-c", BEGIN.format(many=many))


def _jobs(database: str) -> list[tuple[str, int]]:
    """How each job ended, and how many workers took it."""
    with psycopg.connect(database) as connection:
        return connection.execute(
            "SELECT status, jsonb_array_length(worker_ids) FROM django_tasks_database_dbtaskresult"
        ).fetchall()


def _until_done(database: str, many: int) -> None:
    until = time.monotonic() + LONGEST_QUEUE
    while _jobs(database) != [("SUCCESSFUL", 1)] * many and time.monotonic() < until:
        time.sleep(0.2)


def test_a_session_and_a_throttle_count_on_either_server(portal):
    teacher = Teacher(portal)
    teacher.sign_in()
    pages = [server.ask("/incidents/new/", _cookie(teacher)) for server in portal.servers]
    parent = Parent(portal, address="127.9.9.9")
    time.sleep(max(0, 20 - 600 + time.time() % 600))  # all of them in one stretch of ten minutes
    answers = [parent.ask_what_is_agreed() for _ in range(8)]

    assert ["Report an incident" in page for page in pages] == [True, True]
    assert answers == [302] * 5 + [429] * 3


def _cookie(teacher: Teacher) -> str:
    return "; ".join(f"{name}={value}" for name, value in teacher.cookies.items())
