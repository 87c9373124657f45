"""Any fact and any whole part can be withheld, with the ground and the reason; the person gets the count alone."""

import pytest

from incidents.actions.bundle_parts import give_part, withhold, withhold_part
from incidents.actions.bundles import check_part
from incidents.actions.faults import CannotBeSo, NotAllowed
from incidents.actions.reporting import Linked
from incidents.models import BundlePart, CasePerson, DataRequest
from incidents.rights.pieces import Exempt
from incidents.walls import Standing
from tests.factories import PupilFactory
from tests.incidents.made import again, report
from tests.incidents.pages import page_of, send, text_of

from .asked import bundled, checked, files_of, fresh, gathered, mother_of, own

pytestmark = pytest.mark.django_db


@pytest.fixture
def parts(school, dpo) -> list[BundlePart]:
    wren = PupilFactory(legal_forename="Wren", legal_surname="Ashdown")
    report(school.reporter, Linked(CasePerson.Part.SUBJECT, Standing.PUPIL, "Wren", pupil=wren), words="Zqwordszq.")
    return gathered(own(mother_of(wren), pupil=wren), dpo)


def text_for(request: DataRequest, dpo) -> str:
    files = files_of(fresh(request.bundles.get()), dpo)
    return "\n".join(content.decode("utf-8-sig") for name, content in files.items() if not name.endswith(".pdf"))


def test_a_fact_in_the_words_of_the_portal_is_withheld_and_counted(client, school, dpo, parts):
    lists, part = parts
    number = next(at for at, piece in enumerate(part.pieces) if piece["label"] == "Where")
    assert "spans" not in part.pieces[number]
    typed = {"revision": str(part.revision), "phrases": "", "whole": "harm", "reason": "It tells who."}
    send(client, school.head, "bundle-part-piece", part.public_id, number, **typed)
    assert "It tells who." in text_of(page_of(client, school.dsl, "bundle-part", part.public_id))
    checked(lists, school.head, dpo)
    checked(part, school.head, school.dsl)

    bundle = bundled(part.request, dpo)

    assert bundle.facts["withheld"]["harm"] == 1
    assert "In school" not in text_for(part.request, dpo)


def test_a_whole_case_is_withheld_counted_and_not_named(client, school, dpo, parts):
    lists, part = parts
    reference = part.case.reference
    with pytest.raises(CannotBeSo):
        withhold_part(part=part, why=Exempt.ABUSE, reason=" ", by=again(school.head))
    page = "bundle-part-release"
    typed = {"withhold": "1", "whole-revision": str(part.revision), "whole-why": "abuse"}
    assert send(client, school.head, page, part.public_id, **typed).status_code == 400
    send(client, school.head, page, part.public_id, **typed | {"whole-because": "Zqreasonzq"})
    assert "Zqreasonzq" in text_of(page_of(client, school.dsl, "bundle-part", part.public_id))
    checked(lists, school.head, dpo)
    checked(part, school.head, school.dsl)

    bundle = bundled(part.request, dpo)

    text = text_for(part.request, dpo)
    assert bundle.facts["withheld"]["abuse"] == len(part.pieces)
    assert reference not in text and "Zqwordszq" not in text and "Zqreasonzq" not in text


def test_a_part_withheld_whole_is_given_again_and_whoever_withheld_it_does_not_check_it(school, dpo, parts):
    part = parts[1]
    withhold_part(part=part, why=Exempt.HARM, reason="So.", by=again(school.dsl))
    withheld = fresh(part)
    assert withheld.withheld
    BundlePart.objects.filter(pk=part.pk).update(released_by=school.head, released_at=withheld.gathered_at)
    with pytest.raises(NotAllowed):
        check_part(part=fresh(part), by=again(school.dsl))
    BundlePart.objects.filter(pk=part.pk).update(released_by=None, released_at=None)

    give_part(part=fresh(part), by=again(school.head))

    assert fresh(part).withheld is None


def test_a_piece_is_withheld_with_a_reason_alone(school, dpo, parts):
    with pytest.raises(CannotBeSo):
        withhold(part=parts[1], number=0, why=Exempt.HARM, reason=" ", by=again(school.head))
