"""The commands, as whoever runs the server meets them: a fault is one line in words and exit code 2."""

import pytest
from django.core.management import CommandError, call_command, get_commands, load_command_class

from audit.commands import PlainCommand
from policies.models import Policy
from tests.consent.surveys import child_with_parents, csv_of, load, row

pytestmark = pytest.mark.django_db
OURS = {
    name: app
    for name, app in get_commands().items()
    if app in ("audit", "consent", "people", "policies", "todwick_portal")
}


def refused(capsys, *words: str) -> str:
    """The one line that a command line is refused with."""
    command = load_command_class(OURS[words[0]], words[0])
    with pytest.raises(SystemExit) as ended:
        command.run_from_argv(["manage.py", *words])
    out, err = capsys.readouterr()
    assert (ended.value.code, out) == (2, "")
    [line] = err.splitlines()
    return line


def test_every_command_of_ours_refuses_in_the_same_way():
    assert len(OURS) > 10
    assert all(isinstance(load_command_class(app, name), PlainCommand) for name, app in OURS.items())


@pytest.mark.parametrize("name", sorted(OURS))
def test_an_option_that_does_not_exist_is_one_line(capsys, name):
    needed = {"import_survey": ["x", "--school-year", "2026"], "import_roll": ["x"], "import_staff": ["x"]}
    needed |= {"propose_mapping": ["x", "--out", "y"], "undo_import": ["1"], "account": ["a@b.example"]}
    needed |= {"export_permissions": ["--school-year", "2026", "--out", "x"], "export_policy": ["x", "--out", "y"]}
    needed |= {
        "record_drill": ["x"],
        "export_everything": ["x"],
        "restore": ["x", "--key", "y"],
        "import_policy": ["x", "--slug", "y", "--title", "z"],
    }

    line = refused(capsys, name, *needed.get(name, []), "--bananas")

    assert line == f"--bananas: there is no such option. `manage.py {name} --help` names those there are."


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("import_survey x.csv --school-year abc", "--school-year abc: write a number in figures (2026 means 2026/27)."),
        (
            "import_survey x.csv --school-year 2026 --accept-changes x",
            "--accept-changes x: write a number in figures (the number of answers that may turn).",
        ),
        (
            "undo_import abc",
            "import_id abc: write a number in figures (the number that import_survey printed).",
        ),
        ("propose_mapping x.csv", "Add what is missing: --out (where to write the mapping (JSON))."),
        (
            "export_permissions --school-year 2026 --out",
            "--out needs a value (where to write the file). Write it after --out.",
        ),
        (
            "import_roll x.csv --school-year 26/27",
            "--school-year: 26/27 is no school year. Write the calendar year in which it starts, such as 2026.",
        ),
        ("undo_import 4711", "There is no import 4711. Look at the list of loads."),
        ("export_policy nope --out x.json", "There is no policy nope. No policy is kept here yet."),
        ("account nobody@new.example", "nobody@new.example: no account has this address. Make it with --new."),
    ],
)  # fmt: skip
def test_a_fault_of_the_command_line_is_one_line_that_says_what_to_do(capsys, words, said):
    assert refused(capsys, *words.split()) == said


def test_a_kind_that_does_not_exist_names_those_there_are(capsys):
    line = refused(capsys, "system_events", "--kind", "weather")

    assert line.startswith("--kind weather: choose one of ") and "usage" not in line


def test_a_policy_that_is_not_there_names_those_that_are(capsys):
    Policy.objects.create(slug="social-media", title="Social media")

    assert refused(capsys, "export_policy", "nope", "--out", "x.json") == (
        "There is no policy nope. Choose one of: social-media."
    )


def test_a_load_taken_back_twice_is_taken_back_already(capsys):
    child_with_parents("Wren")
    survey = load(csv_of(row("Wren Ashdown")))
    call_command("undo_import", str(survey.pk))
    capsys.readouterr()

    assert refused(capsys, "undo_import", str(survey.pk)) == f"Load {survey.pk} is taken back already."


def test_a_program_that_calls_a_command_gets_the_same_words():
    with pytest.raises(CommandError, match=r"^import_id abc: write a number in figures") as raised:
        call_command("undo_import", "abc")
    assert raised.value.returncode == 2
