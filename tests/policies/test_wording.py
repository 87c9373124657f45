"""The wording of a version as values, and the seal of what was put before a reader."""

from dataclasses import replace

import pytest

from policies.actions import draft_version
from policies.demo_policy import WORDING
from policies.differences import differences
from policies.kept import wording_of
from policies.models import Policy, PolicyVersion
from policies.wording import text_hash
from policies.words import Strength

from .wordings import a_rule, a_wording

pytestmark = pytest.mark.django_db


def fetched(version: PolicyVersion) -> PolicyVersion:
    return PolicyVersion.objects.with_wording().get(pk=version.pk)


def test_a_version_gives_back_the_wording_it_was_drafted_from(head):
    policy = Policy.objects.create(slug="phones", title="Phones")

    version = draft_version(policy=policy, wording=WORDING, by=head)

    wording = wording_of(fetched(version))
    assert text_hash(wording) == text_hash(WORDING)
    assert [replace(rule, identity=None) for rule in wording.rules] == WORDING.rules


def test_the_wording_of_a_version_costs_no_query_once_it_is_fetched(version, django_assert_num_queries):
    one = fetched(version)

    with django_assert_num_queries(0):
        text_hash(wording_of(one))


def test_two_versions_of_one_policy_are_compared_by_the_rules_they_share(policy, version, head):
    rules = WORDING.areas[0].rules
    area = replace(WORDING.areas[0], rules=(replace(rules[0], text="Say no."), *rules[1:]))
    second = draft_version(policy=policy, wording=replace(WORDING, areas=(area, *WORDING.areas[1:])), by=head)

    found = differences(wording_of(fetched(version)), wording_of(fetched(second)))

    assert [one.code for one in found.changed] == ["A1"]
    assert (found.added, found.removed, found.moved, found.areas, found.texts) == ((), (), (), (), ())


@pytest.mark.parametrize(
    "other",
    [
        a_wording(a_rule(text="Do what A1 does not say.")),
        a_wording(a_rule(strength=Strength.SHOULD)),
        a_wording(a_rule("A2", text="Do what A1 says.")),
        a_wording(a_rule(following="And so on.")),
        a_wording(introduction="Hello."),
    ],
)
def test_any_other_word_strength_or_code_breaks_the_seal(other):
    assert text_hash(other) != text_hash(a_wording())


def test_what_the_school_writes_beside_the_policy_is_not_sealed():
    beside = a_wording(a_rule(why="Because.", tags=("photo",), identity=7), in_short="Be kind.")

    assert text_hash(beside) == text_hash(a_wording())
