"""A document of our own words in the shape of the school's: overview, repeated headings, readers on a line."""

import pytest

from policies.importing import Place, propose, read_document

from . import word_files as w

TEXT = """\ufeffPhones are part of most days. They help and they annoy. This is for guests and for people who work here. \t
There are four parts:
A. Phones of staff in their breaks
B. What pupils may bring
C. Calls by parents/carers
D. When a phone is lost
Policy Governance (Roles & Responsibilities)

All Staff
A. Phones of staff in their breaks
Many of us carry two phones. It is wise to keep them apart.
·\u00a0Staff are strongly discouraged from lending a phone.
· Staff must not charge phones in the hall.
· Staff are recommended not to read mail at lunch.
· Under no circumstances should anybody film in the changing rooms
· Staff should only ring in a way that does not wake the nursery.
· Staff must ensure that the alarm stays on even when they leave.
· Misuse by staff should be reported to the deputy, who may ask for a talk.
· Staff may only lend the school phone whose number the office has noted (numbers are noted each term)


All Pupils
B. What pupils may bring.
Children of less than nine years are, it is generally understood, not permitted to own such phones.
What the Acceptable Use Policy (AUP) says of computers therefore applies to phones.

Parents and Carers
C. Calls by parents/carers
Everybody at home knows the bell. Methods of communication include the gate, the website and letters.
· Parents must not ring a classroom, other than their own child's, during a lesson.
· Parents should ring the office rather than the classroom.
D. When a phone is lost/broken on a trip
There are two laws on lost things. All cases of loss will be written down as our Lost Property policy says. The school can pay for any phone that is lost outside if it:
· Was carried for the school.
· Was kept in a bag.
Where appropriate, the insurance will be told by the school’s governors.
"""  # noqa: E501


@pytest.fixture(scope="module")
def found():
    return propose(read_document(TEXT.encode(), "shape.txt"))


def test_four_areas_with_readers_and_codes(found):
    assert [(area.code, area.title, len(area.rules)) for area in found.wording.areas] == [
        ("A", "Phones of staff in their breaks", 8),
        ("B", "What pupils may bring", 2),
        ("C", "Calls by parents/carers", 2),
        ("D", "When a phone is lost", 4),
    ]
    assert [list(area.audiences) for area in found.wording.areas][:3] == [["staff"], ["pupils"], ["parents"]]
    assert len(found.wording.areas[3].audiences) == 6


def test_strengths_by_their_wording(found):
    assert [f"{rule.code} {rule.strength}" for rule in found.wording.rules] == [
        "A1 strongly_discouraged",
        "A2 must_not",
        "A3 recommended_not",
        "A4 under_no_circumstances",
        "A5 should",
        "A6 must",
        "A7 should",
        "A8 only_if",
        "B1 information",
        "B2 information",
        "C1 must_not",
        "C2 should",
        "D1 information",
        "D2 must",
        "D3 only_if",
        "D4 information",
    ]


def test_the_overview_is_left_out_and_a_second_wording_of_a_title_is_kept(found):
    left = [(placed.place, placed.code) for placed in found.sentences if placed.is_left_out]

    assert left == [(Place.OVERVIEW, "A"), (Place.OVERVIEW, "B"), (Place.OVERVIEW, "C")]
    assert found.wording.areas[3].long_title == "When a phone is lost/broken on a trip"
    assert [placed.code for placed in found.sentences if placed.place == Place.AREA_AUDIENCE] == ["A", "B", "C"]


def test_paragraphs_before_the_bullets_introduce_and_limbs_belong_to_their_rule(found):
    assert found.wording.areas[0].introduction == "Many of us carry two phones. It is wise to keep them apart."
    assert found.wording.areas[1].introduction == ""
    assert found.wording.rules[14].limbs == ("Was carried for the school.", "Was kept in a bag.")
    assert found.wording.introduction.endswith("\n\nThere are four parts:")


def test_the_empty_heading_becomes_an_open_point(found):
    assert found.wording.open_points == (
        ("Policy Governance (Roles & Responsibilities): this heading has no text yet.", "the governors"),
    )


def test_named_documents_and_ways_to_talk(found):
    related = {rule.code: rule.related for rule in found.wording.rules if rule.related}

    assert related == {"B2": ("Acceptable Use Policy",), "D2": ("Lost Property policy",)}
    assert [method.name for method in found.wording.methods] == ["Gate", "Website", "Letters"]


def as_word(is_bold: bool) -> bytes:
    """The same document in Word: headings bold or not, bullets that Word counts or that somebody typed."""
    body = []
    for line in TEXT.lstrip("\ufeff").splitlines():
        line = line.strip()
        if is_bold and line.startswith("·"):
            body.append(w.paragraph(w.run(line.lstrip("·\u00a0 ")), "", 0))
        else:
            is_heading = is_bold and 0 < len(line) < 60 and not line.endswith((".", ":"))
            body.append(w.paragraph(w.run(line, bold=is_heading)))
    return w.document(*body)


@pytest.mark.parametrize("is_bold", [True, False])
def test_the_same_document_in_word_is_the_same_policy(found, is_bold):
    assert propose(read_document(as_word(is_bold), "shape.docx")).wording == found.wording


def test_the_same_document_in_markdown_is_the_same_policy(found):
    lines = [line.strip() for line in TEXT.lstrip("\ufeff").splitlines()]
    marked = [
        f"## {line}" if line[1:3] == ". " else line.replace("·\u00a0", "- ").replace("· ", "- ") for line in lines
    ]

    assert propose(read_document("\n\n".join(marked).encode(), "shape.md")).wording == found.wording
