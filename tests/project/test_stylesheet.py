"""The one stylesheet stays as small as the school's phones want it (docs/look.md 11)."""

import gzip
import re

from django.conf import settings

LIMIT = 12 * 1024
SHEET = settings.BASE_DIR / "static" / "css" / "portal.css"


def test_it_is_at_most_twelve_kilobytes_packed():
    assert len(gzip.compress(SHEET.read_bytes(), 9, mtime=0)) <= LIMIT


def test_it_fetches_nothing_else():
    assert not re.search(r"@import|url\(", SHEET.read_text())
