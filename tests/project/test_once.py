"""What is made once for all workers of a run is whole for each of them (`tests/once.py`)."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.once import made_once


def test_it_is_made_by_the_first_and_found_whole_by_every_other(tmp_path):
    made: list[Path] = []

    def make(folder: Path) -> None:
        made.append(folder)
        (folder / "school").write_text("whole")

    with ThreadPoolExecutor(4) as workers:
        folders = list(workers.map(lambda _: made_once(tmp_path / "demo", make), range(4)))

    assert len(made) == 1
    assert [(folder / "school").read_text() for folder in folders] == ["whole"] * 4


def test_what_broke_down_half_way_is_not_taken_for_whole(tmp_path):
    def breaks(folder: Path) -> None:
        (folder / "half").touch()
        raise OSError("The disk is full")

    with pytest.raises(OSError, match="full"):
        made_once(tmp_path / "demo", breaks)

    assert list(made_once(tmp_path / "demo", lambda folder: (folder / "whole").touch()).iterdir()) == [
        tmp_path / "demo" / "whole"
    ]
