"""docs/asvs.md: each row names tests that are there, and every requirement that the design takes on has a row."""

import re

import pytest
from django.urls import reverse

from tests.project.test_docs import ROOT, _text

PAGE = "docs/asvs.md"
# The items that the design names (security, part 1): those that bite most, and those of level 3.
TAKEN_ON = [
    "1.2.10",
    "2.3.3",
    "2.3.5",
    "2.4.1",
    "3.3.1",
    "3.3.3",
    "3.4.3",
    "3.4.6",
    "4.1.1",
    "5.1.1",
    "5.2.1",
    "5.2.2",
    "5.2.3",
    "5.2.5",
    "5.2.6",
    "5.3.3",
    "5.4.1",
    "5.4.2",
    "5.4.3",
    "6.2.1",
    "6.2.4",
    "6.2.12",
    "6.3.1",
    "6.3.3",
    "6.3.8",
    "6.4.3",
    "7.2.4",
    "7.3.1",
    "7.3.2",
    "7.4.2",
    "8.1.1",
    "8.2.1",
    "8.2.2",
    "8.2.3",
    "8.3.2",
    "11.5.1",
    "14.2.1",
    "14.2.7",
    "14.2.8",
    "14.3.2",
    "15.4.2",
    "16.3.2",
    "16.4.1",
    "16.5.2",
]
PUBLIC = (
    "front",
    "privacy",
    "guides",
    "policies:library",
    "incidents:complaint-new",
    "consent:photos",
    "account_login",
)


def _rows() -> list[list[str]]:
    lines = [line.strip("| ") for line in _text(PAGE).splitlines() if line.startswith("| ")]
    rows = [[cell.strip() for cell in line.split(" | ")] for line in lines]
    return [row for row in rows if row[0] not in {"requirement", "standard"}]


ROWS = _rows()


def test_every_requirement_that_is_taken_on_has_one_row():
    assert [row[0] for row in ROWS if row[0][0].isdigit()] == TAKEN_ON


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0][:30])
def test_every_row_names_tests_that_are_there(row):
    named = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", row[-1])

    assert named, "name a test, or give a reason and the test beside it"
    for path, test in named:
        place = ROOT / path
        assert place.is_file(), path
        assert re.search(rf"(?m)^def {test}\(" if test else r"(?m)^def test_", place.read_text(encoding="utf-8")), test


@pytest.mark.django_db
@pytest.mark.parametrize("name", PUBLIC)
def test_every_page_says_what_a_browser_may_load_and_that_nobody_frames_it(client, name):
    headers = client.get(reverse(name)).headers
    policy = headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "base-uri 'none'" in policy
    assert "unsafe" not in policy and "*" not in policy
    assert headers["X-Frame-Options"] == "DENY" and headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.django_db
def test_every_answer_says_its_kind_and_its_signs(client, head):
    client.force_login(head)

    kinds = {name: client.get(reverse(name)).headers["Content-Type"] for name in (*PUBLIC[:4], "health", "dashboard")}
    kinds["csv"] = client.get(reverse("data:processing-csv")).headers["Content-Type"]

    assert kinds.pop("health") == "application/json"
    assert kinds.pop("csv") == "text/csv; charset=utf-8"
    assert set(kinds.values()) == {"text/html; charset=utf-8"}


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["dashboard", "data:index", "privacy", "guides", "people:me", "incidents:incidents"])
def test_a_page_of_somebody_signed_in_is_kept_nowhere(client, head, name):
    client.force_login(head)

    assert "no-store" in client.get(reverse(name)).headers["Cache-Control"]
