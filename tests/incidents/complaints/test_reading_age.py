"""Somebody of 9 to 11 years can read the pages for whoever complains (issue 6, done 4)."""

from collections.abc import Callable

import pytest

from tests.readability import grade

from .filled import Complaining

pytestmark = pytest.mark.django_db
# A child of eleven is in grade 6. Ages below nine are welcome.
MOST = 6.0
HARD = "<main><p>Notwithstanding any contrary provision, complainants must substantiate allegations.</p></main>"


def _at(page: str) -> Callable[[], str]:
    def look() -> str:
        writing = Complaining().fill()
        if page in {"sent", "receipt-gone"}:
            writing.send()
        if page == "receipt-gone":
            writing.to("receipt-kept")
        return writing.look(page.replace("receipt-gone", "sent")).content.decode()

    return look


# Every page for whoever complains, by a name of its own. Others add their line.
PAGES: dict[str, Callable[[], str]] = {
    page: _at(page) for page in ("new", "you", "what", "who", "tried", "check", "stop", "sent", "receipt-gone")
}


@pytest.mark.parametrize("page", PAGES)
def test_somebody_of_eleven_can_read_the_page(school, page):
    found = grade(PAGES[page]())

    assert found <= MOST, f"{page}: {found:.1f}"


def test_the_measure_finds_what_is_hard():
    assert grade(HARD) > 12
