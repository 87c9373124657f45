"""Details in words: every key that any action writes has words, and nothing raw ever gets through."""

import ast
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.models import Verb
from people.actions.court_orders import Reason
from tests.project.test_source import sources
from tests.project.words import wrong_words
from todwick_portal.trail import counts, words
from todwick_portal.trail.filters import GROUPS, verbs_of
from todwick_portal.trail.system import GROUPS as OF_THE_SYSTEM
from todwick_portal.trail.system import verbs_of as system_verbs

ROOT = Path(__file__).resolve().parents[2]
# Digests prove something to a program, and say nothing to a person.
NOT_TOLD = {"sha256", "answers_sha256"}
KNOWN = {*words.WORDED, *words.RECORDS, *counts.COUNTS, *counts.LISTS, *words.FLAGS}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


def _written() -> set[str]:
    """The keys that calls of `record(...)` in the actions name."""
    found = set()
    for _, text in sources(".py"):
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "record":
                found |= {word.arg for word in node.keywords if word.arg}
    return found - {"target", "by", "actor"}


def test_every_detail_that_an_action_writes_has_its_words():
    written = _written()

    assert len(written) > 30
    assert written - KNOWN - NOT_TOLD == set()


@given(st.dictionaries(st.sampled_from(sorted(KNOWN)) | st.text(), JSON))
def test_whatever_stands_in_the_details_gives_words_or_nothing(details):
    found = words.in_words(details, {})

    assert all(isinstance(one, str) and one.strip() for one in found)
    assert not any(sign in one for one in found for sign in "{}<>[]")


def test_a_record_is_named_only_where_its_name_was_found():
    details = {"user": 4, "pupil": 9, "loads": [1, 2]}

    assert words.in_words(details, {}) == []
    assert words.in_words(details, {("account", "4"): "Ms Reeve", ("survey", "2"): "b.csv"}) == ["b.csv", "Ms Reeve"]


def test_an_import_is_told_in_the_order_of_its_way():
    details = {"yes_to_no": 4, "new_yes": 82, "rows_match": 1193, "rows_review": 0, "answers_sha256": "ab"}

    assert words.in_words(details, {}) == ["1,193 rows used for a child", "82 new yes", "4 turned from yes to no"]


@pytest.mark.parametrize(
    ("details", "said"),
    [
        ({"whole": True, "events": 1}, ["it is whole", "1 event read"]),
        ({"whole": False}, ["it does not hold"]),
        ({"fields": ["email", "title", "odd"]}, ["changed: e-mail address, title"]),
        ({"last_day": "2027-03-04"}, ["last day 4 March 2027"]),
        ({"ways": ["password", "totp"]}, ["password, a code from the phone app"]),
        ({"key": "office_phone"}, ["Telephone number of the office"]),
        ({"number": 2, "replaced": None}, ["version 2"]),
        ({"entries": [4, 5]}, ["2 answers"]),
        ({"one": False}, ["all sessions"]),
        ({"is_cover": False, "again": False, "withdrawn": False}, []),
    ],
)
def test_some_details_in_words(details, said):
    assert words.in_words(details, {}) == said


def test_every_reason_of_a_court_order_has_its_words():
    assert set(words.REASONS) == {str(reason) for reason in Reason}


def test_the_words_are_those_of_the_school():
    said = [*words.REASONS.values(), *words.WAYS.values(), *words.OUTCOMES.values(), *words.FORMS.values()]
    said += [one for pair in (*counts.COUNTS.values(), *counts.LISTS.values(), *words.FLAGS.values()) for one in pair]

    assert wrong_words(". ".join([*said, *(words_ for words_, _ in GROUPS.values())])) == []


def test_every_verb_is_in_one_group_of_the_list():
    grouped = [verb for group in GROUPS for verb in verbs_of(group)]

    assert sorted(grouped) == sorted(str(verb) for verb in Verb)


def test_what_whoever_runs_the_server_reads_is_about_no_child_no_answer_and_no_policy():
    told = set(system_verbs(None))

    assert {"session.refused", "account.ended", "setting.changed", "backup.made", "chain.checked"} <= told
    for group in ("permission", "policy"):
        assert not told & set(verbs_of(group))
    assert sorted(told) == sorted(verb for group in OF_THE_SYSTEM for verb in system_verbs(group))
