"""Answers for tests, written the way the portal writes them."""

import datetime as dt

from django.utils import timezone

from consent import bulk
from consent.models import Purpose, SurveyImport
from tests.factories import PupilFactory

TODAY = dt.date(2026, 10, 13)
MORNING = dt.datetime(2026, 10, 13, 8, 20, tzinfo=dt.UTC)
SEPTEMBER = dt.datetime(2026, 9, 7, 18, 32, tzinfo=dt.UTC)
ASKED = ["website", "x_twitter", "newsletter", "display", "video"]


def survey(asked=ASKED, *, year=2026, applied=SEPTEMBER, file_name="September.csv"):
    """A load that counts, and asked about `asked`."""
    return SurveyImport.objects.create(
        status="applied", school_year=year, file_name=file_name, sha256=f"{timezone.now()}{year}{file_name}"[:64],
        asked=list(asked), applied_at=applied,
    )  # fmt: skip


def answer(
    load,
    pupil,
    value="yes",
    *,
    who="Imogen Ashdown",
    given=SEPTEMBER,
    recorded=None,
    record=2,
    only=None,
    precision="minute",
):
    """One parent's answer, the same for everything the load asked about, or for `only` some of it."""
    values = value if isinstance(value, dict) else dict.fromkeys(only or load.asked, value)
    purposes = dict(Purpose.objects.values_list("slug", "pk"))
    new = bulk.NewResponse(
        load.pk, pupil.pk, load.school_year, record, 1, who.casefold(), who, "", "Mother", given, precision,
        {purposes[slug]: said for slug, said in values.items()},
    )  # fmt: skip
    [number] = bulk.write([new], recorded_at=recorded or given, recorded_by=None)
    return number


def children(*names, code="3H"):
    """Children of a class, called so."""
    return [PupilFactory(code=code, legal_forename=name, legal_surname=f"{name}son") for name in names]


def six(load):
    """Six children whose answers are yes, yes, no, none, stopped, and differing (requirements, row 25a)."""
    esme, finn, ava, callum, george, ben = pupils = children("Esme", "Finn", "Ava", "Callum", "George", "Ben")
    answer(load, esme)
    answer(load, finn)
    answer(load, ava, "no")
    answer(load, george)
    answer(load, george, "no", given=SEPTEMBER + dt.timedelta(days=20))
    answer(load, ben)
    answer(load, ben, "no", who="Tobias Ashdown")
    assert callum.called == "Callum"
    return pupils
