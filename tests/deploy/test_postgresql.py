"""PostgreSQL with the files of deploy/, started for real: who gets in, what the services may do, what the log says."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from audit.models import Verb
from audit.scrubbing import OF_OTHERS
from tests.deploy.page import ROOT
from tests.ports import free_port
from tests.project.production import environment, manage

FILES = ROOT / "deploy" / "postgresql"
PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
OWNER, PASSWORD = "owner-canary-1", "portal-canary-2"
SAID = "penrose-canary"

pytestmark = [
    pytest.mark.skipif(
        not PROGRAMS, reason="there is no PostgreSQL; install it with `sudo apt-get install postgresql`"
    ),
    pytest.mark.skipif(os.geteuid() != 0, reason="a server of somebody else's files takes root"),
    pytest.mark.slow,  # a database server
]


class Cluster:
    """One server. `asked(role)` connects as a role of the school's."""

    def __init__(self, folder: Path) -> None:
        self.data, self.folder = folder / "data", folder
        self.port = free_port()

    def as_postgres(self, program: str, *arguments: str) -> str:
        command = ["runuser", "-u", "postgres", "--", str(PROGRAMS[-1] / program), *arguments]
        done = subprocess.run(command, cwd="/", capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self) -> None:
        self.as_postgres("initdb", "-D", str(self.data), "-U", "postgres", "--encoding=UTF8", "--locale=C.UTF-8")
        (self.data / "postgresql.auto.conf").write_text((FILES / "todwick-portal.conf").read_text())
        # As on the page, where `postgres` comes in by its own account on the machine, which is its own here too.
        shutil.copyfile(FILES / "pg_hba.conf", self.data / "pg_hba.conf")
        own = f"-p {self.port} -c unix_socket_directories={self.folder}"
        self.as_postgres("pg_ctl", "-D", str(self.data), "-l", str(self.folder / "log"), "-w", "-o", own, "start")

    def asked(self, role: str, password: str) -> psycopg.Connection:
        return psycopg.connect(
            host="127.0.0.1", port=self.port, user=role, password=password, dbname="portal", autocommit=True
        )


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    folder = Path("/tmp") / f"portal-cluster-{os.getpid()}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o755)
    shutil.chown(folder, "postgres")
    files = folder / "deploy"
    shutil.copytree(FILES, files)
    made = Cluster(folder)
    made.start()
    passwords = ["-v", f"password={PASSWORD}", "-v", f"owner_password={OWNER}"]
    made.as_postgres("psql", "-qh", str(folder), "-p", str(made.port), *passwords, "-f", str(files / "roles.sql"))
    with made.asked("portal_owner", OWNER) as owner:
        owner.execute("CREATE TABLE people_user (id serial PRIMARY KEY, email text UNIQUE)")
        owner.execute(
            "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'kept'; END $$"
        )
        owner.execute(
            "CREATE TRIGGER people_user_kept BEFORE DELETE ON people_user FOR EACH ROW EXECUTE FUNCTION refuse()"
        )
    yield made
    made.as_postgres("pg_ctl", "-D", str(made.data), "-m", "immediate", "stop")
    shutil.rmtree(folder)


def test_the_services_read_and_write_rows(cluster):
    with cluster.asked("portal", PASSWORD) as services:
        services.execute("INSERT INTO people_user (email) VALUES ('first@school.example')")
        services.execute("UPDATE people_user SET email = 'second@school.example'")
        services.execute("CREATE TEMPORARY TABLE came (id integer)")

        assert services.execute("SELECT email FROM people_user").fetchall() == [("second@school.example",)]


@pytest.mark.parametrize(
    "deed",
    [
        "DROP TRIGGER people_user_kept ON people_user",
        "ALTER TABLE people_user DISABLE TRIGGER ALL",
        "TRUNCATE people_user",
        "DROP TABLE people_user",
        "ALTER TABLE people_user ADD COLUMN more text",
        "CREATE TABLE of_its_own (id integer)",
        "SET session_replication_role = replica",
        "CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE sql AS ''",
        "SET ROLE portal_owner",
        "COPY people_user TO PROGRAM 'cat'",
        "SELECT pg_read_file('/etc/passwd')",
    ],
)
def test_the_services_cannot(cluster, deed):
    with cluster.asked("portal", PASSWORD) as services, pytest.raises(psycopg.errors.InsufficientPrivilege):
        services.execute(deed)


@pytest.mark.parametrize(("role", "password"), [("portal", OWNER), ("portal_owner", ""), ("postgres", PASSWORD)])
def test_nobody_comes_in_without_the_password(cluster, role, password):
    with pytest.raises(psycopg.OperationalError):
        cluster.asked(role, password)


def test_passwords_are_kept_as_scram_and_every_setting_counts(cluster):
    told = cluster.as_postgres(
        "psql", "-Atqh", str(cluster.folder), "-p", str(cluster.port), "-c",
        "SELECT count(*) FROM pg_authid WHERE rolpassword LIKE 'SCRAM-SHA-256$%'", "-c",
        "SELECT count(*) FROM pg_hba_file_rules WHERE error IS NOT NULL", "-c",
        "SELECT count(*) FROM pg_file_settings WHERE error IS NOT NULL",
    )  # fmt: skip

    assert told.split() == ["2", "0", "0"]


def test_the_log_repeats_nothing_that_was_said(cluster):
    with cluster.asked("portal", PASSWORD) as services:
        services.execute("INSERT INTO people_user (email) VALUES (%s)", [SAID])
        with pytest.raises(psycopg.errors.UniqueViolation):
            services.execute("INSERT INTO people_user (email) VALUES (%s)", [SAID])
        with pytest.raises(psycopg.errors.InvalidTextRepresentation):
            services.execute(f"SELECT '{SAID}'::integer")

    log = (cluster.folder / "log").read_text()
    assert "ready to accept connections" in log
    assert SAID not in log and OWNER not in log and PASSWORD not in log


def test_the_tables_are_written_anew_by_their_owner_alone(cluster):
    with cluster.asked("portal", PASSWORD) as services, cluster.asked("portal_owner", OWNER) as owner:
        for role, is_of_others, warnings in ((services, True, 1), (owner, False, 0)):
            heard: list[str] = []
            role.add_notice_handler(lambda notice, heard=heard: heard.append(notice.message_primary or ""))
            role.execute("VACUUM (FULL)")

            assert role.execute(OF_OTHERS).fetchone() == (is_of_others,)
            assert len([line for line in heard if 'skipping "people_user" ' in line]) == warnings


def _question() -> str:
    """The one that deploy/update asks."""
    return re.search(r'(?s)-Atqc "(SELECT .*?)"\)', (ROOT / "deploy" / "update").read_text(encoding="utf-8"))[1]


def test_the_update_sees_who_else_works_on_the_database(cluster):
    question = _question()
    with cluster.asked("portal", PASSWORD) as first:
        assert first.execute(question).fetchall() == []
        with cluster.asked("portal_owner", OWNER):
            assert first.execute(question).fetchall() == []
        with cluster.asked("portal", PASSWORD):
            assert first.execute(question).fetchall() == [("127.0.0.1",)]


DESTROYED = f"""
from django.db import transaction
from audit.models import Verb
from audit.recorder import record
with transaction.atomic():
    record(Verb("{Verb.DESTROYED}"), target=None, by=None)
"""


@pytest.mark.long
def test_what_was_destroyed_stays_owed_to_the_services_until_the_owner_has_done_it(cluster, tmp_path):
    """Every table of the portal: as each of the two, with the command of deploy/systemd/todwick-backup.service."""
    at = f"127.0.0.1:{cluster.port}/portal"
    services = environment(tmp_path, DATABASE_URL=f"postgres://portal:{PASSWORD}@{at}")
    owner = {**services, "DATABASE_URL": f"postgres://portal_owner:{OWNER}@{at}"}
    with cluster.asked("portal_owner", OWNER) as connection:
        connection.execute("DROP TABLE people_user")
    done = manage(owner, "migrate", "--no-input", "-v0")
    assert done.returncode == 0, done.stderr
    manage(services, "shell", "-v0", "-c", DESTROYED)

    refused, did, again = (manage(role, "clear_free_space") for role in (services, owner, services))

    assert (refused.returncode, did.returncode, again.returncode) == (2, 0, 0), (refused.stderr, did.stderr)
    assert "belong to another role" in refused.stderr and "written anew" in did.stdout
    assert "Nothing was destroyed since" in again.stdout
    looked = manage(services, "migrate", "--check")
    others = manage(services, "dbshell", "--", "-Atqc", _question())
    assert (looked.returncode, others.returncode, others.stdout) == (0, 0, ""), looked.stderr + others.stderr
