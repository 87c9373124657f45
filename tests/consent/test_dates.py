"""Moments and birth dates as survey files write them."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent.survey.dates import proves_month_first, read_day, read_moment
from consent.survey.entry import Precision
from people.spreadsheets.table import Mark

LONDON = ZoneInfo("Europe/London")
_SHOWN = {Precision.DAY: "%Y-%m-%d", Precision.MINUTE: "%Y-%m-%dT%H:%M", Precision.SECOND: "%Y-%m-%dT%H:%M:%S"}


def shown(cell, order=None, epoch_1904=False) -> str | None:
    """The moment in London, as exactly as the file gives it."""
    moment = read_moment(cell, order, epoch_1904)
    return moment and moment.at.astimezone(LONDON).strftime(_SHOWN[moment.precision])


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("02/09/2026", "2026-09-02"),
        ("2/9/26", "2026-09-02"),
        ("02-09-2026", "2026-09-02"),
        ("02.09.2026 08:23", "2026-09-02T08:23"),
        ("02/09/2026 08:23:11", "2026-09-02T08:23:11"),
        ("02/09/2026, 08:23", "2026-09-02T08:23"),
        ("02/09/2026 - 08:23", "2026-09-02T08:23"),
        ("02/09/2026 8.23am", "2026-09-02T08:23"),
        ("2026-09-02", "2026-09-02"),
        ("2026-09-02T05:14:00Z", "2026-09-02T06:14:00"),
        ("2026-12-02T05:14Z", "2026-12-02T05:14"),
        ("2026-09-02T05:14:00.999+01:00", "2026-09-02T05:14:00"),
        ("2026-09-02 05:14:00 UTC", "2026-09-02T06:14:00"),
        ("2026-09-02 05:14 BST", "2026-09-02T05:14"),
        ("2026-09-02T00:14:00-05:30", "2026-09-02T06:44:00"),
        ("2026/09/14 6:32:11 PM GMT+1", "2026-09-14T18:32:11"),
        ("02-Sep-2026 07:46", "2026-09-02T07:46"),
        ("02-SEP-26", "2026-09-02"),
        ("8th September 2026 at 6:32pm", "2026-09-08T18:32"),
        ("2nd September 2026 at 12:13pm", "2026-09-02T12:13"),
        ("1st of October 2026 at 12:13 a.m.", "2026-10-01T00:13"),
        ("8 Sept 2026", "2026-09-08"),
        ("September 8, 2026 6pm", "2026-09-08T18:00"),
        ("Wednesday, 2 September 2026", "2026-09-02"),
        ("Wed 02/09/2026 08:23", "2026-09-02T08:23"),
        ("Tues 1 Sept 2026", "2026-09-01"),
        ("Wed, 02 Sep 2026 08:23:11 +0100", "2026-09-02T08:23:11"),
        ("Wed Sep 02 2026 08:23:11 GMT+0100 (British Summer Time)", "2026-09-02T08:23:11"),
        ("02/09/2026 18:32 PM", "2026-09-02T18:32"),
        ("\u00a002/09/2026\u200b  08:23 ", "2026-09-02T08:23"),
        (dt.datetime(2026, 9, 2, 8, 23, 11), "2026-09-02T08:23:11"),
        (dt.datetime(2026, 9, 2, 23, 59, 59, 999_000), "2026-09-03T00:00:00"),
        (dt.date(2026, 9, 2), "2026-09-02"),
        (46267.27847222, "2026-09-02T06:41"),
        ("46267.27847222", "2026-09-02T06:41"),
        (46267.99999, "2026-09-03T00:00"),
        (46267, "2026-09-02"),
        (46267.0, "2026-09-02"),
        ("46267", "2026-09-02"),
    ],
)
def test_every_way_of_writing_a_moment_is_read_as_exactly_as_it_is_given(cell, expected):
    assert shown(cell) == expected


@pytest.mark.parametrize(
    "cell",
    [
        None,
        "",
        "tomorrow",
        "31/02/2026",
        "30/02/26",
        "13/13/2026",
        "09/14/2026",
        "02/09-2026",
        "02/09/20260",
        "02/09",
        "9/2026",
        "02/09/2026 24:00",
        "02/09/2026 08:61",
        "02/09/2026 08:23:61",
        "02/09/2026 18:32 AM",
        "02/09/2026 8",
        "02/09/2026 or 03/09/2026",
        "02/09/2026 08:23 CET",
        "02/09/2026 08:23 GMT+15",
        "Thursday 02/09/2026",
        "02/09/1850",
        "١٤/٠٩/٢٠٢٦",
        True,
        0,
        10432,
        99999,
        1788300000,
        float("nan"),
        float("inf"),
        dt.time(8, 23),
        dt.datetime(9999, 12, 31, 23, 59, 59, 999_999),
        dt.datetime(1, 1, 1),
        Mark.ERROR_VALUE,
        "9" * 5000,
        "02/09/2026 " + "0" * 5000,
    ],
)
@pytest.mark.parametrize("order", [None, "dmy", "mdy"])
def test_what_is_no_moment_is_none(cell, order):
    if cell == "09/14/2026" and order == "mdy":
        return
    assert read_moment(cell, order, False) is None


def test_month_first_is_read_only_when_a_person_agreed():
    assert shown("9/2/2026 8:23", "mdy") == "2026-09-02T08:23"
    assert shown("9/2/2026 8:23", "dmy") == "2026-02-09T08:23"
    assert shown("9/2/2026 8:23") == "2026-02-09T08:23"
    assert shown("14/09/2026", "mdy") is None
    assert shown("2026-09-02", "mdy") == "2026-09-02"
    assert shown("02-Sep-2026", "mdy") == "2026-09-02"


def test_bare_numbers_count_from_the_start_that_the_workbook_says():
    assert shown(44805.349432, epoch_1904=True) == "2026-09-02T08:23"
    assert shown(44805, epoch_1904=True) == "2026-09-02"


def test_times_without_a_zone_are_those_of_london():
    assert read_moment("02/09/2026 08:23", None, False).at == dt.datetime(2026, 9, 2, 7, 23, tzinfo=dt.UTC)
    assert read_moment("02/12/2026 08:23", None, False).at == dt.datetime(2026, 12, 2, 8, 23, tzinfo=dt.UTC)
    assert read_moment("02/09/2026", None, False).at == dt.datetime(2026, 9, 1, 23, 0, tzinfo=dt.UTC)


def test_an_hour_that_happens_twice_is_the_first_and_one_that_never_happens_is_still_a_moment():
    assert read_moment("25/10/2026 01:30", None, False).at == dt.datetime(2026, 10, 25, 0, 30, tzinfo=dt.UTC)
    assert read_moment("29/03/2026 01:30", None, False).at == dt.datetime(2026, 3, 29, 1, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("05/01/2022", dt.date(2022, 1, 5)),
        ("14 Jan 2022", dt.date(2022, 1, 14)),
        ("2022-01-14", dt.date(2022, 1, 14)),
        ("14/01/2022 00:00:00", dt.date(2022, 1, 14)),
        ("2022-01-14T00:00:00Z", dt.date(2022, 1, 14)),
        ("2021-07-31T23:00:00Z", dt.date(2021, 7, 31)),
        (dt.datetime(2022, 1, 14, 12), dt.date(2022, 1, 14)),
        (dt.date(2022, 1, 14), dt.date(2022, 1, 14)),
        (44575, dt.date(2022, 1, 14)),
        ("44575", dt.date(2022, 1, 14)),
        ("29/02/2021", None),
        ("14/01/2022 nearly", None),
        ("six", None),
        (True, None),
        (None, None),
        (7, None),
        (Mark.ERROR_VALUE, None),
    ],
)
def test_a_birth_date_is_the_day_as_written(cell, expected):
    assert read_day(cell) == expected


def test_birth_dates_follow_the_order_and_the_start_of_their_file():
    assert read_day("01/05/2022", "mdy") == dt.date(2022, 1, 5)
    assert read_day(43113, epoch_1904=True) == dt.date(2022, 1, 14)


@pytest.mark.parametrize(
    ("cells", "proved"),
    [
        (["09/14/2026 08:23", "9/2/2026"], True),
        (["9/2/2026", "10/3/2026"], False),
        (["09/14/2026", "14/09/2026"], False),
        (["2026-09-14", "2026/09/14"], False),
        (["14 Sep 2026", None, 46267, dt.date(2026, 9, 14), "", "sometime"], False),
        ([], False),
    ],
)
def test_a_column_proves_month_first_by_its_second_field(cells, proved):
    assert proves_month_first(cells) is proved


anything = st.one_of(
    st.text(), st.text(st.sampled_from("0123456789/-. :TZapm+stndSepOct,at"), max_size=30), st.integers(), st.floats()
)


@given(anything, st.sampled_from([None, "dmy", "mdy", "odd"]), st.booleans())
def test_any_cell_is_a_moment_in_utc_or_none(cell, order, epoch_1904):
    moment = read_moment(cell, order, epoch_1904)
    day = read_day(cell, order, epoch_1904)

    assert moment is None or moment.at.utcoffset() == dt.timedelta()
    assert day is None or 1900 <= day.year <= 2100
    proves_month_first([cell])


@given(st.datetimes(dt.datetime(2020, 1, 1), dt.datetime(2035, 1, 1)))
def test_a_moment_is_read_back_from_every_way_of_writing_it(moment):
    exact = moment.replace(microsecond=0, fold=0)
    if (exact.replace(tzinfo=LONDON).astimezone(dt.UTC).astimezone(LONDON).replace(tzinfo=None)) != exact:
        return  # an hour that the clocks leave out
    minute = exact.replace(second=0)

    assert shown(f"{exact:%d/%m/%Y %H:%M:%S}") == f"{exact:%Y-%m-%dT%H:%M:%S}"
    assert shown(f"{exact:%Y-%m-%dT%H:%M:%S}") == f"{exact:%Y-%m-%dT%H:%M:%S}"
    assert shown(f"{exact:%m/%d/%Y %I:%M:%S %p}", "mdy") == f"{exact:%Y-%m-%dT%H:%M:%S}"
    assert shown(f"{exact:%A %d %B %Y at %I:%M%p}") == f"{exact:%Y-%m-%dT%H:%M}"
    assert shown(exact) == f"{exact:%Y-%m-%dT%H:%M:%S}"
    days = (minute - dt.datetime(1899, 12, 30)) / dt.timedelta(days=1)
    if days % 1:
        assert shown(round(days, 8)) == f"{minute:%Y-%m-%dT%H:%M}"
