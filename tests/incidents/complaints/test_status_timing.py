"""From outside nobody can tell by the clock which references exist (security 3, row 10).

Each try is a whole request.
"""

import statistics
import time
from collections.abc import Callable
from functools import partial

import pytest
from django.test import Client

from incidents.complaints.codes import new_code
from incidents.models import Case
from tests.taking_turns import RATIO, RATIO_OF_FEW, ratio_of

from .coming_back import enter
from .made import complain

pytestmark = pytest.mark.django_db
MAIL, TYPED = "/complaints/status/code/", "/complaints/status/code/typed/"
WAYS: dict[str, Callable[[Client, str], object]] = {
    "access code": lambda client, reference: enter(client, reference, new_code()),
    "code by mail": lambda client, reference: client.post(MAIL, {"reference": reference}),
    "wrong code by mail": lambda client, reference: client.post(TYPED, {"reference": reference, "code": "000000"}),
}


@pytest.fixture
def known(school) -> list[Case]:
    """Two of them."""
    return [complain(), complain()]


def _seconds(way: str, reference: str) -> float:
    client = Client()
    if way == "wrong code by mail":
        client.post(MAIL, {"reference": reference})
    began = time.perf_counter()
    WAYS[way](client, reference)
    return time.perf_counter() - began


def _ratio(way: str, known: list[Case], tries: int) -> float:
    return ratio_of(
        partial(_seconds, way),
        lambda number: known[number % 2].reference,
        lambda number: f"CMP-2627-Z{number:03d}",
        tries,
    )


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
def test_forty_tries_take_the_same_time_whether_or_not_there_is_such_a_complaint(known, way):
    assert _ratio(way, known, 40) < RATIO_OF_FEW


@pytest.mark.long
@pytest.mark.parametrize("way", WAYS)
def test_two_hundred_tries_take_the_same_time(known, way):
    ratio = _ratio(way, known, 200)

    print(f"{way}: {ratio:.3f}")
    assert ratio < RATIO


@pytest.mark.long
def test_ten_thousand_wrong_codes_open_nothing_and_tell_nothing(known, monkeypatch):
    """Without the throttle, which is tested apart: what is left are the answers and the times."""
    monkeypatch.setattr("incidents.views.complaints.status_throttle.TRIES", 10**9)
    monkeypatch.setattr("incidents.views.complaints.status.seconds_to_wait", lambda request, reference: 0)
    client, times, answers = Client(), {True: [], False: []}, set()
    for number in range(10_000):
        is_known = number % 2 == 0
        reference = known[number % 4 // 2].reference if is_known else f"CMP-2627-{number:04d}"
        began = time.perf_counter()
        answers.add(enter(client, reference, new_code()).status_code)
        times[is_known].append(time.perf_counter() - began)

    medians = [statistics.median(found) for found in times.values()]
    print(f"10,000 wrong codes: {max(medians) / min(medians):.3f}")
    assert answers == {422} and max(medians) / min(medians) < RATIO
