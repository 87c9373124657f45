"""What somebody promises is asked of them; what is foretold or left to judgement is not."""

import pytest

from policies.importing import doers
from policies.importing.strengths import heard


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("Pupils will walk in corridors.", "must"),
        ("Children will:", "must"),
        ("I will ask before I open it.", "must"),
        ("A teacher who sees it will report it.", "must"),
        ("Parents will be told the same day.", "must"),
        ("Children will not use rude words.", "must_not"),
        ("We will never sell a picture.", "must_not"),
        ("Bullying is not tolerated.", "must_not"),
        ("Visitors will only use the hall.", "only_if"),
        ("Only the office may open an account.", "only_if"),
        ("We ask parents to ring first.", "should"),
        ("Parents are requested not to film.", "should_not"),
        ("When a page should have been blocked, staff must close it.", "must"),
        ("Where appropriate, the school will tell the police.", "information"),
        ("This policy will be looked at each year.", "information"),
        ("It is possible that staff will have accounts of their own.", "information"),
        ("How the school will respond", "information"),
        ("Parents will find more on our website.", "information"),
    ],
)
def test_a_promise_is_as_firm_as_a_must(text, strength):
    assert heard(text).strength == strength


@pytest.mark.parametrize(
    ("text", "readers"),
    [
        ("The headteacher must decide.", "staff"),
        ("The communications lead should check it.", "staff"),
        ("One governor should walk through a lesson.", "governors"),
        ("Under no circumstances may a pupil take a picture.", "pupils"),
        ("The parent leader should ask.", ""),
    ],
)
def test_who_is_named_by_a_task_is_on_the_staff(text, readers):
    assert " ".join(doers.of_rule(text)) == readers
