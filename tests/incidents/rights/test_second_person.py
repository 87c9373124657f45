"""Nothing goes to anybody that the second person has not seen, and nobody checks what they decided themself."""

import pytest

from incidents.actions.bundle_parts import PartGone, PartMoved, gather_parts, open_name, release_part, withhold
from incidents.actions.bundles import check_part
from incidents.actions.faults import NotAllowed
from incidents.models import BundlePart
from incidents.rights.leading import to_check
from incidents.rights.part_page import names_of
from incidents.rights.pieces import Exempt, Open
from people.roles import Role
from tests.factories import PupilContactFactory, PupilFactory, UserFactory
from tests.incidents.made import again
from tests.incidents.pages import page_of, send, text_of

from .asked import fresh, gathered, mother_of, own

pytestmark = pytest.mark.django_db


@pytest.fixture
def part(school, dpo) -> BundlePart:
    wren = PupilFactory(legal_forename="Wren", legal_surname="Ashdown")
    PupilContactFactory(pupil=wren, name="Dario Vance")
    return gathered(own(mother_of(wren), pupil=wren), dpo)[0]


def opened_by(part: BundlePart, user) -> None:
    name = next(one for one in names_of(part) if one.words == "Dario Vance")
    open_name(part=fresh(part), key=name.key, why=Open.KNOWN, reason="They live together.", by=again(user))


def test_what_changed_after_the_page_was_opened_is_not_approved(client, school, dpo, part):
    release_part(part=part, by=again(school.head))
    seen = str(fresh(part).revision)
    assert f'name="revision" value="{seen}"' in page_of(client, dpo, "bundle-part", part.public_id).content.decode()
    BundlePart.objects.filter(pk=part.pk).update(revision=int(seen) + 2)  # sent back, changed, released again

    send(client, dpo, "bundle-part-check", part.public_id, revision=seen)
    said = text_of(page_of(client, dpo, "bundle-part", part.public_id))

    assert fresh(part).checked_at is None
    assert "Somebody changed this part while you were looking." in said
    with pytest.raises(PartMoved):
        check_part(part=fresh(part), by=again(dpo), revision=int(seen))
    check_part(part=fresh(part), by=again(dpo), revision=int(seen) + 2)


def test_what_changed_is_not_released_and_without_a_revision_nothing_is(client, school, dpo, part):
    seen = str(part.revision)
    opened_by(part, school.head)

    for more in ({"revision": seen}, {}):
        send(client, school.head, "bundle-part-release", part.public_id, **more)
        assert fresh(part).released_at is None
    send(client, school.head, "bundle-part-release", part.public_id, revision=str(fresh(part).revision))
    assert fresh(part).released_at


@pytest.mark.parametrize("deed", ["opened", "withheld"])
def test_whoever_opened_or_withheld_something_in_it_is_not_the_second_person(client, school, dpo, part, deed):
    deputy = UserFactory(role=Role.HEAD)
    if deed == "opened":
        opened_by(part, deputy)
    else:
        number = next(at for at, piece in enumerate(part.pieces) if piece["text"] == "Dario Vance")
        withhold(part=fresh(part), number=number, why=Exempt.OTHERS, reason="Him alone.", by=again(deputy))
    release_part(part=fresh(part), by=again(school.head))

    with pytest.raises(NotAllowed):
        check_part(part=fresh(part), by=again(deputy))
    assert deputy not in to_check(fresh(part)) and dpo in to_check(fresh(part))
    assert "I have checked it" not in text_of(page_of(client, deputy, "bundle-part", part.public_id))
    check_part(part=fresh(part), by=again(dpo))


def test_a_part_that_was_gathered_anew_meanwhile_says_so(school, dpo, part):
    gather_parts(request=fresh(part.request), by=again(dpo))

    with pytest.raises(PartGone, match="gathered anew"):
        release_part(part=part, by=again(school.head))
    with pytest.raises(PartGone):
        check_part(part=part, by=again(dpo))
