"""`import_policy`: a draft from a file, with every sentence and where it went; exit 2 in words for anything else."""

import hashlib

import pytest
from django.core.management import call_command

from audit.models import AuditEvent, Verb
from policies.actions import WrongStatus, draft_version, import_policy
from policies.importing import propose, read_document
from policies.kept import wording_of
from policies.models import Policy, PolicyImport, PolicyVersion, Rule
from tests.policies.wordings import a_rule, a_wording

from .samples_word import numbered_lists, tracked_changes

pytestmark = pytest.mark.django_db


def load(path, *more: str) -> None:
    call_command("import_policy", str(path), "--slug", "phones", "--title", "Phones policy", *more)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "phones.docx"
    path.write_bytes(numbered_lists().content)
    return path


def kept() -> PolicyVersion:
    return PolicyVersion.objects.with_wording().get(policy__slug="phones")


def test_a_file_becomes_a_draft_and_the_command_tells_what_it_found(file, capsys):
    load(file)

    said = capsys.readouterr().out
    assert kept().status == "draft"
    assert said.startswith(
        "Phones policy, version 1 (Draft): 2 sections, 5 rules\n1. Phones of staff (for all staff)\n"
    )
    assert "  1.3  only_if  (for all staff)  A phone may only be used in an emergency if:\n" in said
    assert "strengths: information 1, must 1, must_not 1, only_if 1, should_not 1\n" in said
    assert said.endswith("13 sentences: 11 in the draft, 2 left out\n")


def test_the_draft_is_the_proposed_wording_to_the_letter(file):
    load(file)

    wording = wording_of(kept())
    proposed = propose(read_document(file.read_bytes(), file.name)).wording
    assert [vars(rule) | {"identity": None} for rule in wording.rules] == [vars(rule) for rule in proposed.rules]
    assert wording.introduction == proposed.introduction


def test_every_sentence_is_kept_with_its_place(file):
    load(file)

    source = PolicyImport.objects.get()
    assert source.version == kept()
    assert source.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()
    assert source.sentences[0] == {"text": "Phones and Cameras Policy", "place": "title", "code": ""}
    assert {"text": "somebody is hurt;", "place": "limb", "code": "1.3"} in source.sentences
    assert len(source.sentences) == 13


def test_it_is_one_event_in_the_trail(file):
    load(file)

    event = AuditEvent.objects.get(verb=Verb.POLICY_DRAFTED)
    assert (event.details["areas"], event.details["rules"]) == (2, 5)


def test_a_second_file_while_a_draft_is_under_way_is_refused(file, capsys):
    load(file)

    with pytest.raises(SystemExit) as ended:
        load(file)

    assert ended.value.code == 2
    assert "Version 1 of Phones policy is under way (draft)" in capsys.readouterr().err
    assert PolicyVersion.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0", "phones.docx", "phones.docx: This is a picture"),
        (b"", "empty.txt", "empty.txt: The file is empty."),
        (b"a,b,c\n1,2,3\n4,5,6\n", "survey.csv", "survey.csv: A file that ends in .csv"),
    ],
)
def test_a_file_that_is_no_policy_changes_nothing_and_is_exit_2(tmp_path, capsys, content, name, says):
    (tmp_path / name).write_bytes(content)

    with pytest.raises(SystemExit) as ended:
        load(tmp_path / name)

    [line] = capsys.readouterr().err.splitlines()
    assert (ended.value.code, line.startswith(says)) == (2, True)
    assert not Policy.objects.exists()


@pytest.mark.parametrize(
    ("slug", "title", "says"),
    [
        ("Phones!", "Phones", "--slug Phones!: write small letters"),
        ("search", "Search", "--slug search: the portal has a page of its own"),
        ("phones", " ", "--title: write a title"),
        ("phones", "x" * 121, "--title: write a title of 1 to 120"),
    ],
)
def test_a_name_or_title_that_cannot_be_is_exit_2(file, capsys, slug, title, says):
    with pytest.raises(SystemExit) as ended:
        call_command("import_policy", str(file), "--slug", slug, "--title", title)

    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith(says)


def test_a_file_that_is_not_there_is_exit_2(tmp_path, capsys):
    with pytest.raises(SystemExit) as ended:
        load(tmp_path / "no.docx")

    assert ended.value.code == 2
    assert "no.docx: cannot be read (No such file or directory)" in capsys.readouterr().err


def test_rules_go_on_from_the_version_in_force_and_a_code_used_anew_is_a_new_rule(version, head):
    policy, first = version.policy, wording_of(PolicyVersion.objects.with_wording().get(pk=version.pk))
    a4 = next(rule for rule in first.rules if rule.code == "A4")
    text = f"A. Staff\n- Staff must water the plants.\n- {a4.text}\n"
    proposal = propose(read_document(text.encode(), "new.txt"), first)

    draft = import_policy(policy=policy, proposal=proposal, file_name="new.txt", sha256="0", by=head)

    [new, same] = draft.rules.all()
    assert (same.code, same.rule_id) == ("A2", a4.identity)
    assert new.code == "A1" and new.rule_id not in {rule.identity for rule in first.rules}
    assert Rule.objects.filter(policy=policy).count() == len(first.rules) + 1


def test_the_action_refuses_while_another_version_is_under_way(head):
    policy = Policy.objects.create(slug="phones", title="Phones")
    draft_version(policy=policy, wording=a_wording(a_rule()), by=head)
    proposal = propose(read_document(tracked_changes().content, "new.docx"))

    with pytest.raises(WrongStatus, match="Version 1 of Phones is under way"):
        import_policy(policy=policy, proposal=proposal, file_name="new.docx", sha256="0", by=head)


def test_a_version_written_as_markdown_imports_again_as_the_same(version, tmp_path):
    out = tmp_path / "policy.md"
    call_command("export_policy", "social-media", "--out", str(out))

    again = propose(read_document(out.read_bytes(), out.name))

    stored = wording_of(PolicyVersion.objects.with_wording().get(pk=version.pk))
    assert [vars(rule) for rule in again.wording.rules] == [vars(rule) | {"identity": None} for rule in stored.rules]
    assert again.title == "Social media policy"
    assert (again.wording.lead, again.wording.methods) == (stored.lead, stored.methods)
    assert [placed for placed in again.sentences if placed.is_left_out] == []
