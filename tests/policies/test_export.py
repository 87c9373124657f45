import json

import pytest
from django.core.management import CommandError, call_command

from policies.actions import draft_version
from policies.models import Policy

from .wordings import a_rule, a_wording


def export(tmp_path, *args) -> dict:
    out = tmp_path / "policy.json"
    call_command("export_policy", *args, "--out", str(out))
    return json.loads(out.read_text(encoding="utf-8"))


def test_the_export_has_the_shape_of_the_contract(version, tmp_path):
    values = export(tmp_path, "social-media")

    assert list(values) == ["slug", "title", "version", "status", "sections"]
    assert (values["slug"], values["version"], values["status"]) == ("social-media", 1, "published")
    assert [section["code"] for section in values["sections"]] == ["A", "B", "C", "D"]
    area_a = values["sections"][0]
    assert list(area_a) == ["code", "title", "audiences", "text", "rules"]
    assert area_a["audiences"] == ["staff"]
    assert len(area_a["text"]) == 1
    assert list(area_a["rules"][0]) == ["code", "strength", "audiences", "text"]
    assert area_a["rules"][0]["strength"] == "strongly_discouraged"


def test_the_three_limbs_of_d3_are_in_its_text(version, tmp_path):
    values = export(tmp_path, "social-media")

    [d3] = [rule for rule in values["sections"][3]["rules"] if rule["code"] == "D3"]
    assert len(d3["text"].split("\n")) == 4


def test_a_version_can_be_named_and_a_draft_exported(policy, head, tmp_path):
    draft_version(policy=policy, wording=a_wording(a_rule("A7")), by=head)

    assert export(tmp_path, "social-media", "--version", "2")["status"] == "draft"
    assert export(tmp_path, "social-media")["version"] == 1


def test_without_a_version_in_force_the_newest_is_written(head, tmp_path):
    policy = Policy.objects.create(slug="phones", title="Phones")
    draft_version(policy=policy, wording=a_wording(), by=head)

    assert export(tmp_path, "phones")["status"] == "draft"


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["nothing"], "There is no policy nothing. Choose one of: social-media."),
        (["social-media", "--version", "9"], "Social media policy has no version 9"),
    ],
)
def test_what_is_not_there_is_exit_2_with_words(version, tmp_path, args, says):
    with pytest.raises(CommandError, match=says) as raised:
        export(tmp_path, *args)

    assert raised.value.returncode == 2
    assert not list(tmp_path.iterdir())


def test_a_file_that_cannot_be_written_is_exit_2_with_words(version, tmp_path):
    with pytest.raises(CommandError, match="Choose another file") as raised:
        call_command("export_policy", "social-media", "--out", str(tmp_path / "no" / "such.json"))

    assert raised.value.returncode == 2
