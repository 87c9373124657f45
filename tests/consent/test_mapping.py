"""The mapping file: read with suspicion, written as it was read, bound to the headings of a file."""

import datetime as dt
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consent.survey.mapping import (
    CHILD_ROLES,
    Column,
    Mapping,
    MappingFault,
    Question,
    bind,
    dump,
    fingerprint,
    fold_heading,
    load,
    needs_confirmation,
    purposes_asked,
    slugs_of,
)
from people.spreadsheets.table import Table

KNOWN = ("website", "facebook", "x_twitter", "press")
CHILD = {"header": "Child", "role": "child_fullname"}
WEB = {"header": "Website", "role": "consent", "purposes": ["website"], "polarity": "consent"}
TICKS = {"header": "Tick", "role": "consent_multi", "options": {"Web": "website", "None": None}}


def text(*columns, **changes):
    return json.dumps({"layout": "wide", "columns": list(columns) or [CHILD, WEB], "questions": [], **changes})


def long_text(*questions, columns=None):
    cells = [{"header": "Q", "role": "question"}, {"header": "A", "role": "answer"}]
    return json.dumps({"layout": "long", "columns": columns or [CHILD, *cells], "questions": list(questions)})


def test_the_mapping_of_the_contract_is_read_whole():
    mapping = load(text(CHILD, WEB, TICKS, date_order="mdy", survey_opened="2026-09-01", header_row=5), KNOWN)

    assert mapping == Mapping(
        header_row=5,
        date_order="mdy",
        survey_opened=dt.date(2026, 9, 1),
        columns=(
            Column("Child", "child_fullname"),
            Column("Website", "consent", purposes=("website",)),
            Column("Tick", "consent_multi", options={"Web": "website", "None": None}),
        ),
    )
    assert not mapping.only_parents_could_answer


def test_keys_that_the_portal_does_not_know_are_passed_over():
    assert load(text({**CHILD, "colour": "red"}, WEB, remark="kept by the office"), KNOWN).columns[0].role


def test_a_tick_may_stand_for_several_places():
    mapping = load(text(CHILD, {**TICKS, "options": {"Social media": "facebook x_twitter"}}), KNOWN)

    assert slugs_of(mapping.columns[1].options["Social media"]) == ("facebook", "x_twitter")
    assert purposes_asked(mapping) == ("facebook", "x_twitter")


@pytest.mark.parametrize(
    ("faulty", "told"),
    [
        ("{", "not JSON"),
        ("[]", "one JSON object"),
        (text(layout="square"), "Write one of: wide, long"),
        (text(layout=None), "Write one of: wide, long"),
        (text(sheet=3), "sheet"),
        (text(header_row=0), "header_row"),
        (text(header_row=True), "header_row"),
        (text(date_order="ymd"), "dmy, mdy or null"),
        (text(only_parents_could_answer="yes"), "true nor false"),
        (text(survey_opened="1 September"), "Write it as 2026-09-01"),
        (text(survey_opened=20260901), "Write it as 2026-09-01"),
        (json.dumps({"columns": {}}), "list in square brackets"),
        (json.dumps({"columns": []}), "says nothing about any column"),
        (text("Child"), "object with “header” and “role”"),
        (text({"role": "who"}), "“header” must be a text"),
        (text({"header": "Child", "role": "pupil"}), "role"),
        (text({**CHILD, "child": 0}, WEB), "from 1 to 9"),
        (text({**CHILD, "child": 10}, WEB), "from 1 to 9"),
        (text({**CHILD, "child": True}, WEB), "from 1 to 9"),
        (text({**CHILD, "confirm": 3}, WEB), "“confirm” must be a text"),
        (text(CHILD, {**WEB, "purposes": ["snapchat"]}), "This school has: facebook, press"),
        (text(CHILD, {**WEB, "purposes": ["website", "website"]}), "Name each once"),
        (text(CHILD, {**WEB, "purposes": []}), "“purposes” is empty"),
        (text(CHILD, {**WEB, "purposes": "website"}), "list in square brackets"),
        (text(CHILD, {**WEB, "polarity": "no"}), "consent, refusal"),
        (text(CHILD, {**TICKS, "options": {}}), "each label with its purpose"),
        (text(CHILD, {**TICKS, "options": ["Web"]}), "each label with its purpose"),
        (text(CHILD, {**TICKS, "options": {"Web": "tiktok"}}), "not known"),
        (text(CHILD, {**TICKS, "options": {"Web": 1}}), "in quotes, or null"),
        (text(CHILD, {**TICKS, "options": {" ": "website"}}), "label without text"),
        (text(CHILD, {**TICKS, "options": {"None": None}}), "no option has a purpose"),
        (text(CHILD, {**TICKS, "options": {"Web": "website", "WEB ": None}}), "one label twice"),
        (text(WEB), "no column says which child"),
        (text(CHILD), "no column asks for a permission"),
        (text(CHILD, CHILD, WEB), "Number them"),
        (text(CHILD, {**CHILD, "child": 1}, WEB), "Number them"),
        (text(CHILD, {"header": "a", "role": "when"}, {"header": "b", "role": "when"}, WEB), "Keep it for one"),
        (text(CHILD, {"header": "Q", "role": "question"}, WEB), "Write “long”"),
        (long_text(), "each question that asks"),
        (long_text({"question": "Q", "purposes": []}), "each question that asks"),
        (long_text({"purposes": ["website"]}), "“question” must be a text"),
        (long_text({"question": "Q", "purposes": ["website"]}, {"question": " q "}), "listed twice"),
        (long_text({"question": "Q", "purposes": ["website"]}, columns=[CHILD]), "needs one column"),
        (
            long_text(
                {"question": "Q", "purposes": ["website"]},
                columns=[CHILD, {"header": "Q", "role": "question"}, {"header": "A", "role": "answer"}, WEB],
            ),
            "use “questions”",
        ),
    ],
)
def test_a_fault_is_told_with_what_to_do(faulty, told):
    with pytest.raises(MappingFault) as caught:
        load(faulty, KNOWN)

    assert told in str(caught.value)
    assert str(caught.value).endswith((".", ")"))


def test_deeply_nested_json_is_told_in_words():
    with pytest.raises(MappingFault, match=r"cannot be read as JSON|one JSON object"):
        load("[" * 100_000, KNOWN)


@settings(max_examples=300, deadline=None)
@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=8), lambda s: (
    st.lists(s, max_size=4)
    | st.dictionaries(st.sampled_from(["layout", "columns", "header", "role", "options", "child", "questions"]), s)
)))  # fmt: skip
def test_no_json_whatever_breaks_the_reading(document):
    try:
        load(json.dumps(document), KNOWN)
    except MappingFault as fault:
        assert str(fault)


HEADING = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
OPTIONS = st.dictionaries(
    HEADING.filter(str.strip), st.none() | st.sampled_from([*KNOWN, "facebook press"]), min_size=1
).filter(lambda o: any(o.values()) and len({fold_heading(label) for label in o}) == len(o))
PURPOSES = st.lists(st.sampled_from(KNOWN), min_size=1, unique=True).map(tuple)
POLARITY = st.sampled_from(["consent", "refusal"])
CONSENTS = st.builds(
    Column, HEADING, st.just("consent"), st.none() | st.integers(1, 9), PURPOSES, POLARITY, confirm=HEADING
) | st.builds(Column, HEADING, st.just("consent_multi"), polarity=POLARITY, options=OPTIONS, confirm=HEADING)
OTHERS = st.builds(Column, HEADING, st.sampled_from(["ignore", "comment", "who"]), confirm=HEADING)


@st.composite
def mappings(draw):
    roles = draw(st.lists(st.sampled_from(CHILD_ROLES), unique=True))
    named = [Column(draw(HEADING), "child_fullname", draw(st.none() | st.just(1)))]
    named += [Column(draw(HEADING), role, 2) for role in roles]
    common = {
        "sheet": draw(st.none() | HEADING),
        "header_row": draw(st.none() | st.integers(1, 50)),
        "date_order": draw(st.sampled_from([None, "dmy", "mdy"])),
        "only_parents_could_answer": draw(st.booleans()),
        "survey_opened": draw(st.none() | st.dates()),
    }
    others = draw(st.lists(OTHERS, max_size=4))
    if draw(st.booleans()):
        return Mapping(columns=(*named, *others, *draw(st.lists(CONSENTS, min_size=1, max_size=5))), **common)
    asked = draw(st.lists(HEADING, min_size=1, max_size=4, unique_by=fold_heading))
    questions = tuple(Question(each, draw(PURPOSES), draw(POLARITY), confirm=draw(HEADING)) for each in asked)
    extra = draw(HEADING)
    if fold_heading(extra) not in {fold_heading(each) for each in asked}:
        questions += (Question(extra, comment=draw(st.booleans())),)
    lines = (Column("Q", "question"), Column("A", "answer"))
    return Mapping("long", columns=(*named, *others, *lines), questions=questions, **common)


@settings(max_examples=300, deadline=None)
@given(mappings())
def test_a_mapping_that_is_written_is_read_as_the_same(mapping):
    assert load(dump(mapping), KNOWN) == mapping


def bound(headings, *columns):
    return [index for _, index in bind(Mapping(columns=columns), Table(headings, []))]


def test_headings_are_bound_whatever_their_white_space_and_case():
    headings = ["Class", "The\n child ’s  name"]

    assert bound(headings, Column("the child 's name", "child_fullname"), Column("CLASS ", "class")) == [1, 0]


def test_headings_that_stand_twice_are_told_apart_by_their_order():
    columns = (Column("Name", "who"), Column("Name", "child_fullname"), Column("Name", "ignore"))

    assert bound(["Name", "Class", "Name", "Name"], *columns) == [0, 2, 3]


def test_a_heading_that_is_not_in_the_file_is_a_fault():
    with pytest.raises(MappingFault, match="“Class”, but row 1 of the file has none such"):
        bound(["Name"], Column("Class", "class"))


def test_a_heading_named_more_often_than_the_file_has_it_is_a_fault():
    with pytest.raises(MappingFault, match="2 times, but the file has it 1 times"):
        bound(["Name"], Column("Name", "who"), Column("Name", "child_fullname"))


def test_a_permission_question_repeated_in_the_file_must_be_mapped_each_time():
    with pytest.raises(MappingFault, match="stands 2 times in the file"):
        bound(["Website", "Website"], Column("Website", "consent", purposes=("website",)))


def test_a_remembered_mapping_is_found_by_the_same_headings_wherever_they_stand():
    assert fingerprint(["Child", "Website "]) == fingerprint(["website", "CHILD", ""])
    assert fingerprint(["Child", "Website"]) != fingerprint(["Child", "Web"])
    assert fingerprint(["Child"]) != fingerprint(["Child", "Website"])


def test_where_a_heading_stands_twice_the_order_of_the_columns_counts():
    assert fingerprint(["Name", "Class", "Name"]) != fingerprint(["Name", "Name", "Class"])


def test_what_a_person_must_confirm_is_listed_with_the_reason():
    mapping = Mapping(columns=(Column("a"), Column("b", confirm="why")), questions=(Question("c", confirm="so"),))

    assert needs_confirmation(mapping) == [("b", "why"), ("c", "so")]
