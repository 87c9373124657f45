"""Who has read a policy as a file: one row for each person who is asked, and one for whatever else was said."""

from collections.abc import Iterable, Iterator
from io import StringIO

from defusedcsv import csv
from django.utils import timezone

from .models import Acknowledgement, PolicyVersion
from .readers import Reader

HEADINGS = ("policy", "version", "person", "audience", "answer", "answered_on", "due_on", "on_paper", "text_sha256")


def register_rows(
    version: PolicyVersion, readers: Iterable[Reader], others: Iterable[Acknowledgement]
) -> Iterator[tuple[str, ...]]:
    """`version` is that of the answer, which a correction leaves standing; of the policy where none was given.

    `others` said something without being asked today: on a sheet, before they left, or of their own accord.
    """
    for reader in readers:
        said = reader.agreed or reader.refused
        number = str(said.version.number if said else version.number)
        about = (version.policy.slug, number, str(reader.user), str(reader.audience))
        due = reader.due_on.isoformat()
        yield (*about, _answer(said), _day(said), due, "no", said.text_hash if said else "")
    for said in others:
        name = str(said.user) if said.user else said.person
        about = (version.policy.slug, str(said.version.number), name, said.audience)
        yield (*about, _answer(said), _day(said), "", "no" if said.user else "yes", said.text_hash)


def as_csv(rows: Iterable[tuple[str, ...]]) -> str:
    """Rows as CSV text. A cell that a spreadsheet would take for a formula is defused."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADINGS)
    writer.writerows(rows)
    return out.getvalue()


def _answer(said: Acknowledgement | None) -> str:
    return "none yet" if said is None else "agrees" if said.agrees else "cannot agree"


def _day(said: Acknowledgement | None) -> str:
    return timezone.localdate(said.at).isoformat() if said else ""
