"""What a load holds until it is settled: its table, and, for a long one, its read and matched entries."""

import json

from people.spreadsheets.table import Table

from .loading import known_slugs
from .models import StagedSurvey, SurveyImport
from .packing import pack, unpack, unpack_table
from .plans import ReadSurvey
from .survey import mapping as mappings
from .survey import wire
from .survey.entries import SurveyReading
from .survey.mapping import Mapping

LONG_ROWS = 2000
LONG_BYTES = 150_000  # no file of so many rows is shorter, and a school of 420 children stays below


def held_table(survey: SurveyImport) -> Table:
    """The table of a load that is not settled."""
    return unpack_table(survey.staged.table)


def held_mapping(survey: SurveyImport) -> Mapping:
    """How its columns are understood so far."""
    return mappings.load_unfinished(json.dumps(survey.mapping), known_slugs())


def is_long(survey: SurveyImport) -> bool:
    """Whether reading it takes so long that it is done beside the requests."""
    return survey.progress_total > LONG_ROWS


def hold_read(survey: SurveyImport, read: ReadSurvey) -> None:
    """Keep a read survey for its preview."""
    reading = read.reading
    about = {
        "asked": reading.asked, "wordings": reading.wordings, "refused": reading.refused,
        "hidden_rows": reading.hidden_rows,
    }  # fmt: skip
    packed = pack({**about, "judged": [wire.out(judged) for judged in read.judged]})
    StagedSurvey.objects.filter(survey=survey).update(judged=packed, judged_by=read.roll_digest)


def held_read(survey: SurveyImport) -> ReadSurvey | None:
    """What `hold_read` kept; None for a load that is read when it is looked at."""
    if survey.staged.judged is None:
        return None
    held = unpack(survey.staged.judged)
    judged = [wire.back(entry) for entry in held.pop("judged")]
    wordings = {
        slug: [(wording, bool(refusal)) for wording, refusal in asked] for slug, asked in held["wordings"].items()
    }
    reading = SurveyReading(
        asked=tuple(held["asked"]), wordings=wordings, refused=held["refused"], hidden_rows=held["hidden_rows"]
    )
    return ReadSurvey(reading, judged, survey.staged.judged_by)
