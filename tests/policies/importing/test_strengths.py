"""Strengths and readers as the wording gives them."""

import pytest

from policies.importing import audiences, doers
from policies.importing.strengths import heard


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("Under no circumstances should a picture leave the school.", "under_no_circumstances"),
        ("Pictures are under no circumstances shared.", "under_no_circumstances"),
        ("Phones may at no time be used in the toilets.", "under_no_circumstances"),
        ("Staff must never give out their number.", "under_no_circumstances"),
        ("Staff must not post.", "must_not"),
        ("Parents may not film.", "must_not"),
        ("Drones are not allowed.", "must_not"),
        ("Filming is strictly prohibited.", "must_not"),
        ("No child may bring a drone.", "must_not"),
        ("Do not share the code.", "must_not"),
        ("Staff must ask.", "must"),
        ("Visitors are required to sign in.", "must"),
        ("All complaints will be answered.", "must"),
        ("Pupils have to hand in phones.", "must"),
        ("Staff may only post with a yes.", "only_if"),
        ("Films are shown only if parents agree.", "only_if"),
        ("Photographs are taken only with the parents' written permission.", "only_if"),
        ("Visitors are only allowed in the hall.", "only_if"),
        ("Parents should not gossip.", "should_not"),
        ("Parents should ask.", "should"),
        ("Staff are expected to be kind.", "should"),
        ("Staff should only write in a way that agrees with the code.", "should"),
        ("Staff are strongly discouraged from chatting at night.", "strongly_discouraged"),
        ("Staff are recommended not to chat.", "recommended_not"),
        ("We recommend that parents do not chat.", "recommended_not"),
        ("Parents are advised not to chat.", "recommended_not"),
        ("It is generally understood that children are not permitted to join.", "information"),
        ("The school has a website.", "information"),
        ("Where appropriate, the police will be told.", "information"),
        ("Use should be reported first and may lead to a talk.", "should"),
        ("Staff **must not** post.", "must_not"),
    ],
)
def test_a_sentence_is_as_firm_as_its_first_word_of_firmness(text, strength):
    assert heard(text).strength == strength


def test_a_condition_that_leads_to_a_list_is_only_if():
    assert heard("The school can act if it:", ["was here"]).strength == "only_if"
    assert heard("The school can act if it rains.").strength == "information"


@pytest.mark.parametrize(
    "text",
    [
        "Parents are encouraged to ask.",
        "Staff must not post unless the head agreed.",
        "Pupils should ask and must wait.",
    ],
)
def test_what_can_be_read_in_two_ways_is_unsure(text):
    assert not heard(text).is_sure


@pytest.mark.parametrize(
    ("text", "readers"),
    [
        ("All Staff", "staff"),
        ("Parents and Carers", "parents"),
        ("Pupils / Staff", "staff pupils"),
        ("For: visitors and parent helpers", "visitors helpers"),
        ("Staff room", ""),
        ("Staff must not post.", ""),
    ],
)
def test_a_line_that_names_readers_and_nothing_else(text, readers):
    assert " ".join(audiences.of_line(text)) == readers


@pytest.mark.parametrize(
    ("text", "readers"),
    [
        ("Staff and governors must not post.", "staff governors"),
        ("Staff must not accept parents as friends.", "staff"),
        ("When they are on site, visitors must sign in.", "visitors"),
        ("Under no circumstances should parents film.", "parents"),
        ("The school will write to parents.", ""),
        ("Inappropriate use by staff should be reported.", ""),
        ("Parents who film must ask.", "parents"),
    ],
)
def test_a_rule_is_for_whoever_it_says_must_or_should(text, readers):
    assert " ".join(doers.of_rule(text)) == readers


@pytest.mark.parametrize(
    ("text", "readers"),
    [
        ("Use of phones by staff in lessons", "staff"),
        ("Pictures of pupils taken by parents", "parents"),
        ("Phones of visitors", "visitors"),
        ("Parents and teachers", "staff parents"),
        ("Child protection", ""),
        ("Online bullying", ""),
    ],
)
def test_the_title_of_an_area_may_name_its_readers(text, readers):
    assert " ".join(audiences.of_title(text)) == readers
