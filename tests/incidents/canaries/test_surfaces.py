"""No place is forgotten: the walk goes wherever the resolver says that there is an address."""

import pytest

from . import looking, surfaces
from .lives import ASKED, planted_at
from .planting import CLOSED, HANDLED, REFERRED, REPORTED, canary, singing


@pytest.mark.django_db
def test_every_address_of_incidents_and_of_the_record_is_walked_about_a_case(kept):
    """A new one that takes arguments is named here: say in `surfaces.arguments` what of a case it is about."""
    about = surfaces.arguments(planted_at(kept.school, "pupil", ASKED))
    needed = {name for name, _ in surfaces.addresses() if looking.takes_arguments(name)}

    assert needed == set(about) == set(surfaces.of_nothing())
    # Who reads a record of a data breach is asserted by `test_breach_access.py`; here there is none.
    beside = {
        f"incidents:{name}" for name in (*surfaces.OF_NO_CASE, *surfaces.OF_DATA, *surfaces.OF_A_BREACH, "breach-entry")
    }
    assert {name for name, found in about.items() if not found} == beside


def test_a_walk_stops_at_an_address_that_nobody_says_anything_of():
    with pytest.raises(AssertionError, match="Say in `arguments` what of a case "):
        surfaces.walk(None, {})


def test_each_canary_is_its_own():
    names = [*REPORTED, *HANDLED, *REFERRED, *CLOSED]

    assert len(set(names)) == len(names)
    assert all(singing(f"x{canary(name).upper()}x") == {name} for name in names)
