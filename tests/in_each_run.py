"""Which of many cases stand in each run: those that would show most. The rest are among the full counts."""

from collections.abc import Collection, Iterable
from typing import Any

import pytest


def some_of(every: Iterable[Any], in_each_run: Collection[Any]) -> list[Any]:
    """The cases of `every` as parameters of a test; what is not `in_each_run` is run by `make test-long` alone."""
    return [one if one in in_each_run else pytest.param(one, marks=pytest.mark.long) for one in every]
