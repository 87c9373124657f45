"""What is remembered for the next file with the same headings, and what a person must say again."""

import datetime as dt
import json

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse

from consent.actions import undo_import
from consent.loading import read_table
from consent.models import ConsentAnswer, SurveyImport, SurveyMapping
from consent.recalling import remembered

from .surveys import child_with_parents
from .test_import_views import line, mapping_answers, match, save, upload

pytestmark = pytest.mark.django_db
HEAD = "Submitted,Name of parent,Child,Class"
OPT_OUT = "I do NOT want my child on Facebook"
ASKED = "May we use photographs of your child on the school website?"


@pytest.fixture(autouse=True)
def _in_november():
    with time_machine.travel(dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.UTC), tick=True):
        yield


@pytest.fixture
def wren():
    return child_with_parents("Wren")


@pytest.fixture
def folder(tmp_path):
    """Writes small survey files and runs the commands on them."""
    return Folder(tmp_path)


class Folder:
    def __init__(self, path):
        self.path, self.number = path, 0

    def survey(self, heading, answer="Yes", titles=""):
        self.number += 1
        file = self.path / f"survey{self.number}.csv"
        row = f"05/09/2026 10:{self.number:02},Imogen Ashdown,Wren Ashdown,3H,{answer}"
        file.write_text(f"{titles}{HEAD},{heading}\n{row}\n", encoding="utf-8")
        return file

    def proposal(self, file):
        out = self.path / "mapping.json"
        call_command("propose_mapping", str(file), out=str(out))
        return out, json.loads(out.read_text(encoding="utf-8"))

    def confirm(self, file, **changes):
        """The proposal with its doubts taken out, as a person does who has looked, and the last column changed."""
        out, proposal = self.proposal(file)
        for column in proposal["columns"]:
            column.pop("confirm", None)
        proposal["columns"][-1] |= changes
        out.write_text(json.dumps(proposal), encoding="utf-8")
        return out

    def load(self, file, mapping=None, **more):
        call_command("import_survey", str(file), school_year=2026, mapping=str(mapping) if mapping else None, **more)


def refused(capsys, load):
    """The words on standard error of a command that exits 2 and changes nothing."""
    before = ConsentAnswer.objects.count(), SurveyImport.objects.count(), SurveyMapping.objects.count()
    capsys.readouterr()
    with pytest.raises(SystemExit) as exit_:
        load()
    assert exit_.value.code == 2
    assert (ConsentAnswer.objects.count(), SurveyImport.objects.count(), SurveyMapping.objects.count()) == before
    return capsys.readouterr().err


def test_an_unconfirmed_mapping_file_is_refused_and_names_the_column(wren, folder, capsys):
    file = folder.survey(OPT_OUT)
    mapping, _ = folder.proposal(file)

    said = refused(capsys, lambda: folder.load(file, mapping))

    assert f"look at column 5 “{OPT_OUT}”, then take out its “confirm”" in said


def test_an_unconfirmed_question_of_a_long_file_is_refused(wren, folder, capsys):
    file = folder.path / "long.csv"
    head = "Response ID,Submitted,Name of parent,Child,Class,Question,Answer\n"
    rows = [f"{n},05/09/2026 10:00,Imogen Ashdown,Wren Ashdown,3H,{OPT_OUT},Yes\n" for n in (1, 2)]
    file.write_text(head + "".join(rows), encoding="utf-8")
    mapping, _ = folder.proposal(file)

    assert "look at question 1" in refused(capsys, lambda: folder.load(file, mapping))


def test_a_proposal_never_says_who_could_answer(wren, folder):
    assert folder.proposal(folder.survey(ASKED))[1]["only_parents_could_answer"] is False


def test_a_confirmed_file_may_be_loaded_and_the_next_one_unattended(wren, folder):
    file = folder.survey(OPT_OUT, "Yes")
    folder.load(file, folder.confirm(file))

    folder.load(folder.survey(OPT_OUT, "Yes"))

    assert SurveyImport.objects.standing().count() == 2
    assert not ConsentAnswer.objects.filter(value="yes").exists()


def test_a_match_against_the_wording_is_not_used_unattended(wren, folder, capsys):
    file = folder.survey(OPT_OUT)
    folder.load(file, folder.confirm(file, polarity="consent"))

    said = refused(capsys, lambda: folder.load(folder.survey(OPT_OUT)))

    assert "other way round" in said


def test_a_match_that_nobody_confirmed_is_not_used_unattended(wren, folder, capsys):
    file = folder.survey(OPT_OUT)
    folder.load(file, folder.confirm(file))
    kept = SurveyMapping.objects.get()
    for column in kept.mapping["columns"]:
        column.pop("confirmed", None)
    kept.save()

    assert "Nobody has confirmed" in refused(capsys, lambda: folder.load(folder.survey(OPT_OUT)))


def test_a_title_that_refuses_is_heard_for_a_remembered_match_too(wren, folder, capsys):
    file = folder.survey("Website", titles="Photograph permissions\n")
    folder.load(file, folder.confirm(file))

    said = refused(capsys, lambda: folder.load(folder.survey("Website", titles="Opt out of photographs\n")))

    assert "other way round" in said


def test_a_plain_survey_needs_nobody_the_second_time(wren, folder):
    file = folder.survey(ASKED)
    folder.load(file, folder.confirm(file))

    folder.load(folder.survey(ASKED, "No"))

    assert SurveyImport.objects.standing().count() == 2


def test_doubts_are_not_remembered_but_raised_anew(wren, folder):
    file = folder.survey(OPT_OUT)
    folder.load(file, folder.confirm(file))

    kept = remembered(read_table(file.read_bytes(), "survey.csv"))

    assert not any("confirm" in column for column in SurveyMapping.objects.get().mapping["columns"])
    assert (kept.columns[-1].polarity, bool(kept.columns[-1].confirm), kept.columns[-1].confirmed) == (
        "refusal", True, False,
    )  # fmt: skip


def test_undoing_a_load_forgets_how_its_questions_were_matched(wren, folder):
    file = folder.survey(OPT_OUT)
    folder.load(file, folder.confirm(file, polarity="consent"))

    undo_import(survey=SurveyImport.objects.get(), by=None)

    assert remembered(read_table(file.read_bytes(), "survey.csv")) is None


def test_undoing_an_earlier_load_leaves_the_match_of_a_later_one(wren, folder):
    first = folder.survey(OPT_OUT)
    folder.load(first, folder.confirm(first))
    folder.load(folder.survey(OPT_OUT, "No"))

    undo_import(survey=SurveyImport.objects.earliest("pk"), by=None)

    assert remembered(read_table(first.read_bytes(), "survey.csv")) is not None


def test_the_next_file_in_the_wizard_is_filled_in_and_asks_for_the_word_again(sign_in, office, wren):
    client = sign_in(office)
    survey = upload(client, line())
    match(client, survey)
    save(client, survey)
    second = upload(client, line(when="03/09/2026 09:00"))
    address = reverse("consent:mapping", args=[second.public_id])

    response = client.get(address)
    page, text = response.context["page"], response.content.decode()

    [refusal] = [form for form in page.to_confirm if "NOT" in form.column.header]
    assert (refusal["polarity"].value(), bool(refusal["confirmed"].value())) == ("refusal", False)
    assert text.count("Look here</span>") == len(page.to_confirm)
    sent = mapping_answers(client, second)
    unsaid = {name: value for name, value in sent.items() if not name.endswith("-confirmed")}
    again = client.post(address, unsaid)
    demanded = [form.number for form in again.context["page"].columns if form["confirmed"].errors]
    assert demanded == [form.number for form in page.to_confirm]
    assert client.post(address, sent).status_code == 302


def test_what_the_page_marks_is_what_it_demands_whatever_was_chosen(sign_in, office, wren):
    client = sign_in(office)
    survey = upload(client, line())
    changed = mapping_answers(client, survey, **{"c5-polarity": "refusal"})
    sent = {name: value for name, value in changed.items() if name != "c5-confirmed"}

    response = client.post(reverse("consent:mapping", args=[survey.public_id]), sent)

    [form] = [form for form in response.context["page"].columns if form.number == 6]
    assert form["confirmed"].errors and form.shows_confirmation and form.why
    assert form.a_yes == "A yes is a no"


def test_a_word_given_once_is_asked_for_again_when_a_person_comes_back_and_turns_the_column(sign_in, office, wren):
    client = sign_in(office)
    survey = upload(client, line())
    match(client, survey)
    changed = mapping_answers(client, survey, **{"c6-polarity": "consent"})
    sent = {name: value for name, value in changed.items() if name != "c6-confirmed"}

    response = client.post(reverse("consent:mapping", args=[survey.public_id]), sent)

    assert response.status_code == 200
    assert "Look at this column" in response.content.decode()


def test_each_permission_says_on_its_row_what_a_yes_does(sign_in, office, wren):
    client = sign_in(office)
    survey = upload(client, line())

    text = client.get(reverse("consent:mapping", args=[survey.public_id])).content.decode()

    assert text.count('<span class="tag">A yes gives permission</span>') == 1
    assert text.count('<span class="tag">A yes is a no</span>') == 1


def test_last_years_file_says_in_one_line_why_nothing_was_used(wren, folder, capsys):
    file = folder.survey(ASKED)
    file.write_text(file.read_text().replace("/2026", "/2025"), encoding="utf-8")

    folder.load(file, folder.confirm(file))

    assert "1 not used (1 of them dated outside the school year)" in capsys.readouterr().out
