"""What is done so that data stays where it belongs: each measure, how it stands on this server, and where it shows.

`proofs` name the tests and pages of the docs that hold it; a test looks whether they are there.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db import connection

from people.roles import Role
from people.second_step import ALWAYS
from people.settings import Key, number

from .periods import Own


@dataclass(frozen=True)
class Measure:
    """`says` is how it stands now, out of the settings; `route` the page of the portal where it shows, if there is "
    "one."""

    title: str
    says: Callable[[Own], str]
    proofs: tuple[str, ...]
    route: str = ""


def _second_step(own: Own) -> str:
    more = set(own[Key.SECOND_STEP_ROLES].split())
    named = [role.label.lower() for role in Role if role in ALWAYS or role in more]
    if not settings.SECOND_STEP_COMPULSORY:
        return "Offered to everybody. This is a demonstration: nobody must have one here."
    return f"Nobody gets in without one who is: {', '.join(named)}."


def _sealed(own: Own) -> str:
    return "Sign-ins, codes, links in stored mails and second steps are sealed with a key that is in no backup."


def _backups(own: Own) -> str:
    count = len(settings.BACKUP_RECIPIENTS)
    if not count:
        return "Not set up on this server: no public key is set that backups are made for."
    return f"Each is encrypted to {count} public key{'s' * (count > 1)}. The server cannot open them."


def _in_transit(own: Own) -> str:
    if not settings.SESSION_COOKIE_SECURE:
        return "This is a demonstration, which also answers without encryption. A real portal refuses to."
    return "Only by https; browsers are told to use nothing else for a year."


def _zones(own: Own) -> str:
    everybody, leading = number(dict(own), Key.IDLE_MINUTES), number(dict(own), Key.IDLE_MINUTES_LEADING)
    hours = number(dict(own), Key.SIGNED_IN_HOURS)
    return (
        f"Asks again who is there after {everybody} minutes away, {leading} for headteacher, safeguarding lead, chair "
        f"and clerk; a sign-in ends after {hours} hours."
    )


def _database(own: Own) -> str:
    kind = "PostgreSQL" if connection.vendor == "postgresql" else "a file on this server (SQLite)"
    return (
        f"All rows are in {kind}. They lie there as they are: whoever has the server or its disk can read them unless "
        "the disk is encrypted, which whoever runs the server sees to."
    )


def _plain(text: str) -> Callable[[Own], str]:
    return lambda own: text


MEASURES: dict[str, Measure] = {
    "least": Measure(
        "As little as will do",
        _plain("Teachers read three words about a child. Of a survey only the columns on permission are read."),
        ("tests/consent/test_check_views.py", "tests/consent/test_samples.py"),
    ),
    "roles": Measure(
        "Each page for those who need it",
        _plain("Closed unless opened for a role; no account opens everything; every address is tried as every role."),
        ("tests/project/test_permissions.py", "tests/project/test_walk.py"),
    ),
    "walls": Measure(
        "Nobody reads a case about themself",
        _plain("Who reads a case follows from whom it is about, and is worked out again when that changes."),
        ("tests/incidents/test_relations.py", "tests/incidents/canaries/test_morning.py"),
    ),
    "small": Measure(
        "Small numbers are hidden",
        _plain("Under five nothing is shown from which a person could be worked out, not by subtraction either."),
        ("tests/project/test_start_pages.py", "docs/adr/0018-small-numbers-are-hidden-so-that-no-sum-tells-them.md"),
    ),
    "anonymous": Measure(
        "Asking and complaining without an account",
        _plain("No address of a device is kept. Every name typed on the page about pictures gets the same answer."),
        ("tests/consent/test_photos_page.py", "tests/incidents/complaints/test_form_limits.py"),
    ),
    "append": Measure(
        "What counts is added, never written over",
        _plain(
            "The database itself refuses to change or delete answers, decisions and timelines, except where two people "
            "have a record destroyed; the record of who did what it never lets go."
        ),
        ("tests/audit/test_triggers.py", "tests/audit/test_erasing.py"),
    ),
    "record": Measure(
        "Who did and read what is recorded",
        _plain("Reading an incident, a complaint or a child’s full answers is recorded as well as changing them."),
        ("tests/trail/test_trail.py", "tests/trail/test_head.py"),
        "record:events",
    ),
    "chain": Measure(
        "The record shows when it was changed",
        _plain("Each line seals the one before. It is checked once a day, and the seal goes to the chair by mail."),
        ("tests/audit/test_verify_audit.py", "tests/trail/test_daily.py"),
        "record:chain",
    ),
    "second-step": Measure(
        "A second step when signing in",
        _second_step,
        ("tests/people/test_sign_in_second_step.py", "tests/people/test_sign_in_second_step_no_way_round.py"),
    ),
    "zones": Measure(
        "A screen that was left", _zones, ("tests/people/test_zones.py", "tests/project/test_zone_walk.py")
    ),
    "two-people": Measure(
        "Two people for what one must not do alone",
        _plain(
            "Leading roles, their accounts, the destruction of evidence or of any record, each part of a bundle with "
            "somebody’s data: one asks or releases, another confirms."
        ),
        (
            "tests/people/test_accounts_two_people.py",
            "tests/incidents/test_second_person.py",
            "tests/disposal/test_two_people.py",
            "tests/incidents/rights/test_bundle.py",
        ),
        "people:proposals",
    ),
    "disposal": Measure(
        "Nothing stays longer than the school has set",
        _plain(
            "Each kind of record has a time with its source. What is due waits for two people; what is under keep, do "
            "not destroy stays. What was destroyed is destroyed again where an older backup is put back."
        ),
        ("tests/disposal/test_two_people.py", "tests/project/test_erased_everywhere.py"),
        "disposal:overview",
    ),
    "bundle": Measure(
        "A bundle tells of one person",
        _plain(
            "It is put together once it is known who asks and about whom. Everybody else who is known is blacked out "
            "before anybody looks; whether somebody may have it is asked again when it is fetched."
        ),
        (
            "tests/incidents/rights/test_bundle.py",
            "tests/incidents/rights/test_third_parties.py",
            "tests/incidents/rights/test_requests.py",
        ),
    ),
    "throttle": Measure(
        "Guessing is slow and is noticed",
        _plain("Tries are counted; the same answer for unknown addresses; after 20 refusals the holder is told."),
        ("tests/people/test_guessing.py", "tests/consent/test_photos_page.py"),
    ),
    "isolation": Measure(
        "Files from outside are read apart",
        _plain("A spreadsheet is read by a process of its own, with little memory and time and without any key."),
        ("tests/people/test_spreadsheets_hostile.py",),
    ),
    "evidence": Measure(
        "Evidence is made anew",
        _plain("A picture loses where and with what it was taken; nothing that could run is kept."),
        ("docs/adr/0017-evidence-is-made-anew-before-it-is-kept.md", "tests/incidents/test_second_person.py"),
    ),
    "mail": Measure(
        "Mails name nobody",
        _plain("A mail holds a reference, a number or a day, and where to sign in. Mail is no safe place for more."),
        ("tests/incidents/test_mails.py",),
        "people:mails",
    ),
    "sealed": Measure("Secrets are sealed in the database", _sealed, ("tests/people/test_sealed_sessions.py",)),
    "cookies": Measure(
        "A sign-in cannot be picked up",
        _plain("Its cookie is closed to scripts and to other sites; pages of signed-in people are kept nowhere."),
        ("tests/project/test_production.py",),
        "cookies",
    ),
    "transit": Measure("Encrypted on the way", _in_transit, ("tests/project/test_production.py",)),
    "backups": Measure(
        "Backups that the server cannot open",
        _backups,
        ("tests/project/test_backup.py", "tests/project/test_restore.py"),
    ),
    "rest": Measure("Where the rows lie", _database, ("docs/operations.md",)),
    "outgoing": Measure(
        "Nothing else leaves the server",
        _plain("No measuring, no advertising, nothing from other sites. Every way out is on one page."),
        ("tests/papers/test_outgoing.py",),
        "data:outgoing",
    ),
    "final": Measure(
        "A person decides, never the portal",
        _plain("Nobody is judged by a program. What is unclear counts as no until a person has decided."),
        ("tests/consent/test_effective.py",),
    ),
}
