"""The sample exports with their exact truth. Skipped in a clone that does not have them beside it."""

import csv
import datetime as dt
import json
import subprocess
import sys
from pathlib import Path

import pytest
import time_machine
from django.core.management import call_command

from consent.effective import Word
from consent.models import Purpose, SurveyImport
from consent.register import register_on
from people.models import Pupil

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples"
TODAY = dt.date(2026, 11, 24)
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not SAMPLES.exists(), reason="the sample exports are not beside this clone"),
]


@pytest.fixture(autouse=True)
def _in_november():
    with time_machine.travel(dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.UTC), tick=True):
        yield


def truth_of(variant):
    with open(SAMPLES / "consents_truth.csv", encoding="utf-8", newline="") as handle:
        return {
            (row["pupil_id"], row["purpose"]): row["auto_permit"] == "1"
            for row in csv.DictReader(handle)
            if row["variant"] == variant
        }


def propose_and_confirm(survey, mapping):
    """What a person does between the two commands: look at the comment column and leave it out."""
    call_command("propose_mapping", str(survey), out=str(mapping))
    proposal = json.loads(mapping.read_text())
    for column in proposal["columns"]:
        if column.pop("confirm", ""):
            assert column["role"] == "comment"
            column["role"] = "ignore"
    mapping.write_text(json.dumps({**proposal, "only_parents_could_answer": True}))


@pytest.fixture
def school_with_v01(tmp_path):
    """The sample school after its first survey, loaded by the commands with the proposed mapping, confirmed."""
    mapping = tmp_path / "mapping.json"
    call_command("import_roll", str(SAMPLES / "pupils_roll.csv"), school_year=2026)
    propose_and_confirm(SAMPLES / "v01_plain_utf8bom.csv", mapping)
    call_command("import_survey", str(SAMPLES / "v01_plain_utf8bom.csv"), school_year=2026, mapping=str(mapping))
    return register_on(list(Pupil.objects.all()), TODAY)


@pytest.mark.parametrize(("condition", "slug"), [("film", "video"), ("name", "name_with_photo")])
def test_A11_a_yes_for_X_does_not_cover_film_or_a_name(school_with_v01, condition, slug):
    truth = truth_of("v01")
    x, extra = Purpose.objects.get(slug="x_twitter"), Purpose.objects.get(slug=slug)
    for_x = [p for p in Pupil.objects.all() if truth[p.admission_number, "x_twitter"]]
    without = [p for p in for_x if not truth[p.admission_number, slug]]

    allowed = [p for p in for_x if school_with_v01.word(p, [x]) is Word.YES]
    refused = [p for p in for_x if school_with_v01.word(p, [x, extra]) is not Word.YES]

    assert allowed == for_x
    assert refused == without
    assert without, f"the sample has children with a yes for X and none for {condition}"


def test_25b_last_years_export_under_this_year_permits_nobody(tmp_path):
    call_command("import_roll", str(SAMPLES / "pupils_roll.csv"), school_year=2026)
    content = (SAMPLES / "v01_plain_utf8bom.csv").read_text(encoding="utf-8-sig").replace("/2026 ", "/2025 ")
    old, mapping = tmp_path / "old.csv", tmp_path / "mapping.json"
    old.write_text(content, encoding="utf-8")
    propose_and_confirm(old, mapping)

    call_command("import_survey", str(old), school_year=2026, mapping=str(mapping))

    register = register_on(list(Pupil.objects.all()), TODAY)
    assert SurveyImport.objects.get().counts["outside_year"] > 190
    assert not [entry for entry in register.entries.values() if entry.may_publish]


@pytest.mark.long
def test_the_scorer_finds_all_limits_kept():
    scorer = [sys.executable, str(SAMPLES / "score.py"), "--manage", f"{sys.executable} manage.py"]

    done = subprocess.run(scorer, capture_output=True, text=True, cwd=Path(__file__).resolve().parents[2], check=False)

    assert done.returncode == 0, done.stdout[-2000:]
