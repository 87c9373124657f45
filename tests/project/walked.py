"""Which files walk the demo school of `kept_world.py`. They come last in their folder, one after the other."""

import pytest

WALKS = ("test_doors", "test_plain_forms", "test_start_numbers", "test_walk", "test_walk_outgoing", "test_zone_walk")


def walks(item: pytest.Item | None) -> bool:
    """Whether a test stands in one of those files."""
    return item is not None and item.path.stem in WALKS
