"""A school of any size with files, and its archive: what the tests of backup and restore start from."""

import datetime as dt
import random
from dataclasses import dataclass
from pathlib import Path

from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from consent.models import ConsentAnswer, ConsentResponse, Purpose, SurveyImport
from people.actions.mail import queue_mail
from people.models import Notification, User
from tests.bench import made
from tests.project.portals import all_files, all_rows, migrated, portal
from todwick_portal.backups.making import Made, make_backup
from todwick_portal.backups.sealing import make_key

SESSION = "k" * 32
CANARIES = ("Zaunkoenigin", "Pirolgesang", "Eisvogelblau", "Wiedehopfruf")  # in rows, mails, file names, files
Kind = Notification.Kind


@dataclass(frozen=True)
class School:
    """A portal with people in it, and the archive that was made of it."""

    folder: Path
    database: str
    archive: Path
    key: str
    public: str
    made: Made
    rows: dict[str, list[str]]
    files: dict[str, bytes]


def build(folder: Path, *, pupils: int, files: int, years: int = 1) -> School:
    """A portal in `folder`, and one archive of it beside it."""
    with portal(folder) as database:
        migrated()
        _people(pupils, years)
        _mails()
        _uploads(folder / "media", files)
        public = make_key(folder / "key")
        rows = all_rows()
        result = make_backup(folder / "school.age", [public])
    return School(folder, database, folder / "school.age", str(folder / "key"), public, result, rows, all_files(folder))


def _people(pupils: int, years: int) -> None:
    made.make(pupils, 0)
    head = User.objects.create(email="head@school.example", surname=CANARIES[0])
    with transaction.atomic():
        for year in range(years):
            _answers(2022 + year)
        for _ in range(20):
            record(Verb.SETTING_CHANGED, target=head, by=head, key="Grüße, “quotes”\t\\ \n", count=3, nothing=None)
    Session.objects.create(session_key=SESSION, session_data="x", expire_date=timezone.now() + dt.timedelta(days=1))
    caches["default"].set("tries", 9)


def _answers(year: int) -> None:
    survey = SurveyImport.objects.create(school_year=year, status="applied", file_name=f"{CANARIES[0]}.csv")
    moment = dt.datetime(year, 9, 7, 18, 32, tzinfo=dt.UTC)
    responses = ConsentResponse.objects.bulk_create(
        ConsentResponse(
            survey=survey, pupil_id=pupil, school_year=year, answered_at=moment, answered_precision="minute",
            respondent_name=f"{CANARIES[0]} O’Brien\t\\N", record=number,
        )
        for number, pupil in enumerate(made.Pupil.objects.values_list("pk", flat=True))
    )  # fmt: skip
    ConsentAnswer.objects.bulk_create(
        ConsentAnswer(response=response, purpose=purpose, value="yes")
        for response in responses
        for purpose in Purpose.objects.all()
    )


@transaction.atomic
def _mails() -> None:
    """One of each state, and one with a code."""
    for status in Notification.Status:
        mail = queue_mail(kind=Kind.OTHER, address="a@families.example", subject="New", body=CANARIES[1])
        Notification.objects.filter(pk=mail.pk).update(status=status, taken_at=timezone.now(), subject=status)
    queue_mail(kind=Kind.SIGN_IN_CODE, address="b@families.example", subject="code", body="123456", secret=True)


def _uploads(media: Path, count: int) -> None:
    chance = random.Random(8115)
    for number in range(count):
        path = media / f"{number % 20:02d}" / f"{CANARIES[2]} ü {number}.bin"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(chance.randbytes(chance.choice([0, 1, 511, 512, 513, 20_000])) + CANARIES[3].encode() * 2)


def restored(school: School, *options: str) -> None:
    """Restore the archive into the portal that is current."""
    call_command("restore", str(school.archive), "--key", school.key, "--into-empty", *options)
