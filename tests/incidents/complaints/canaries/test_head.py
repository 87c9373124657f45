"""About the head: nothing in the head's pages, not even a number or a gap in numbers (security 2.3).

Every page of the portal that the head opens is the same, to the letter, before a complaint about the head was there and
at each moment of it: sent, looked into with messages both ways and files, passed to another wall, answered, taken to a
panel, closed, taken away as a file by whoever keeps it.
"""

import pytest
from django.urls import reverse

from incidents.actions.complaint_sorting import Sorted, sort_complaint
from incidents.actions.people import link_person
from incidents.complaints.abouts import About
from incidents.models import Case
from incidents.walls import Standing, Wall
from tests.incidents.canaries import looking
from tests.incidents.canaries.judging import unlike
from tests.incidents.made import about, again

from .heads import pages_of, seen_beside
from .judging import heard
from .lives import CLOSED, HANDLED, NEW, PANEL, planted_at
from .planting import Complained

pytestmark = pytest.mark.django_db
HIDDEN = [("head", PANEL), pytest.param("head", CLOSED, marks=pytest.mark.long), ("board", HANDLED)]


def _before(kept):
    return kept.before("the head", lambda: seen_beside(kept))


def _faults(kept, make) -> list[str]:
    before = _before(kept)
    after = seen_beside(kept, make)
    assert len(after) > 150, "the walk goes nowhere"
    return list(unlike(after, before))


@pytest.mark.parametrize(("life", "moment"), HIDDEN)
def test_every_page_of_the_head_is_the_same_with_a_complaint_about_the_head(kept, life, moment):
    faults = _faults(kept, lambda: _taken_away(planted_at(kept.school, life, moment)))

    assert not faults, "\n".join(faults)


def _taken_away(planted: Complained) -> None:
    """Who owns it looks at it and takes the register with them."""
    client = looking.client_of(planted.owner)
    assert client.get(planted.case.get_absolute_url()).status_code == 200
    file = client.post(reverse("incidents:complaints-file"), {"form": "csv"})
    assert planted.case.reference.encode() in b"".join(file.streaming_content)


def _from_unsure(kept) -> None:
    """The clerk says that it is about the headteacher."""
    planted = planted_at(kept.school, "unsure", NEW)
    revision = Case.objects.get(pk=planted.case.pk).revision
    said = Sorted(About.HEAD)
    sort_complaint(case=planted.case, said=said, revision=revision, by=again(kept.school.clerk))
    assert planted.wall == Wall.HEAD


def _from_head_to_board(kept) -> None:
    """It turns out to be about the chair as well."""
    planted = planted_at(kept.school, "head", HANDLED)
    link_person(case=planted.case, linked=about(kept.school.chair, Standing.CHAIR), by=again(kept.school.chair))
    assert planted.wall == Wall.BOARD


def _from_chair_to_board(kept) -> None:
    planted = planted_at(kept.school, "chair", HANDLED)
    link_person(case=planted.case, linked=about(kept.school.head, Standing.HEAD), by=again(kept.school.clerk))
    assert planted.wall == Wall.BOARD


@pytest.mark.parametrize(
    "move", [_from_unsure, _from_head_to_board, pytest.param(_from_chair_to_board, marks=pytest.mark.long)]
)
def test_every_page_of_the_head_is_the_same_when_it_passes_from_one_wall_to_another(kept, move):
    faults = _faults(kept, lambda: move(kept))

    assert not faults, "\n".join(faults)


def test_one_that_the_head_read_is_gone_with_the_request_in_which_it_turns_out_to_be_about_the_head(kept):
    """As if it had never been: nothing that was counted, listed or kept of it stays on a page of the head."""

    def _turns_out() -> None:
        planted = planted_at(kept.school, "withheld", NEW)
        head = again(kept.school.head)
        assert looking.client_of(head).get(planted.case.get_absolute_url()).status_code == 200
        link_person(case=planted.case, linked=about(head, Standing.HEAD), by=head)
        assert planted.wall == Wall.HEAD

    faults = _faults(kept, _turns_out)

    assert not faults, "\n".join(faults)


def test_the_walk_of_the_head_hears_a_canary_that_may_sing(kept):
    """So that silence means something."""
    own = planted_at(kept.school, "withheld", NEW)
    seen = dict(pages_of(again(kept.school.head), own))

    assert {"words", "wish", "called", "kid"} <= set().union(*heard(seen).values())
