"""The preview: parents who differ side by side, what turns because of it, conditions read before saving."""

import datetime as dt
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from consent.actions import decide, stage_survey
from consent.actions.own import stop_permission
from consent.effective import Status
from consent.forms.preview import PreviewForm
from consent.loading import read_table
from consent.models import ConsentDecision, Purpose, ReviewEntry
from consent.plans import plan_survey
from consent.previewing import Preview
from consent.register import register_on
from consent.survey.verdict import Reason
from consent.wording import not_used_words
from tests import html

from .surveys import child_with_parents, csv_of, load, mapping, plan_of, row

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 24)


@pytest.fixture(autouse=True)
def _in_november():
    with time_machine.travel(dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.UTC), tick=True):
        yield


def status(pupil, slug="x_twitter"):
    return register_on([pupil], TODAY).of(pupil, Purpose.objects.get(slug=slug)).status


def previewed(content, by):
    """A load that waits to be saved."""
    agreed = mapping()
    table = read_table(content, "survey.csv", agreed)
    survey = stage_survey(
        table=table, proposal=agreed, school_year=2026, file_name="survey.csv", sha256=str(len(content)), by=by
    )
    survey.status = "previewed"
    survey.save()
    return survey, plan_survey(table, agreed, school_year=2026, survey=survey.pk)


def both_parents():
    return child_with_parents("Wren", "Imogen Ashdown", "Felix Ashdown")


def test_parents_who_differ_stand_side_by_side_each_with_its_date():
    both_parents()
    felix = row("Wren Ashdown", "Yes", "No", "No", parent="Felix Ashdown", when="05/09/2026 10:00")

    [line] = Preview(plan_of(csv_of(row("Wren Ashdown"), felix))).conflicts

    assert (line.child.name, line.about) == ("Wren Ashdown", "X (Twitter), Film")
    assert (line.one, line.other) == ("Imogen Ashdown: yes, 2 September", "Felix Ashdown: no, 5 September")


def test_a_yes_that_another_parent_contradicts_is_listed_among_the_changes_by_name():
    both_parents()
    load(csv_of(row("Wren Ashdown")))

    preview = Preview(plan_of(csv_of(row("Wren Ashdown", "Yes", "No", parent="Felix Ashdown"))))

    [line] = preview.yes_to_no
    assert (line.child.name, line.about, line.was, line.will_be) == ("Wren Ashdown", "X (Twitter)", "yes", "conflict")
    assert preview.no_to_yes == []


def test_parents_who_differ_no_longer_are_a_change_to_yes():
    both_parents()
    load(csv_of(row("Wren Ashdown"), row("Wren Ashdown", "Yes", "No", parent="Felix Ashdown")))

    preview = Preview(plan_of(csv_of(row("Wren Ashdown", parent="Felix Ashdown", when="20/10/2026 10:00"))))

    [line] = preview.no_to_yes
    assert (line.about, line.was, line.will_be) == ("X (Twitter)", "conflict", "yes")


def test_a_parent_who_contradicts_a_decision_is_shown_beside_it(office):
    wren = both_parents()
    load(csv_of(row("Wren Ashdown"), row("Wren Ashdown", "Yes", "No", parent="Felix Ashdown")))
    x = Purpose.objects.get(slug="x_twitter")
    decide(pupil=wren, purpose=x, school_year=2026, value="yes", reason="Both agreed.", by=office)

    later = row("Wren Ashdown", "Yes", "No", parent="Felix Ashdown", when="20/11/2026 10:00")
    [line] = Preview(plan_of(csv_of(later))).conflicts

    assert line.one == f"Decided by {office}: yes, 24 November"
    assert line.other == "Felix Ashdown: no, 20 November"


def test_a_permission_that_turns_is_listed_once():
    child_with_parents("Wren")
    load(csv_of(row("Wren Ashdown")))

    preview = Preview(plan_of(csv_of(row("Wren Ashdown", "Yes", "No", when="20/10/2026 10:00"))))

    assert [(line.about, line.will_be) for line in preview.yes_to_no] == [("X (Twitter)", "withdrawn")]


def test_the_page_shows_both_parents(sign_in, office):
    both_parents()
    felix = row("Wren Ashdown", "Yes", "No", parent="Felix Ashdown", when="05/09/2026 10:00")
    survey, _ = previewed(csv_of(row("Wren Ashdown"), felix), office)

    page = sign_in(office).get(reverse("consent:preview", args=[survey.public_id])).content.decode()

    assert "One parent" in page and "The other" in page
    assert "Imogen Ashdown: yes, 2 September" in page and "Felix Ashdown: no, 5 September" in page


def test_a_condition_read_before_saving_is_kept_in_its_words(sign_in, office):
    wren = child_with_parents("Wren")
    survey, plan = previewed(csv_of(row("Wren Ashdown", comment="ok but no surname")), office)
    client = sign_in(office)
    form = client.get(reverse("consent:preview", args=[survey.public_id])).context["form"]
    [choice] = form.called
    box = choice.replace("comment-", "condition-")
    address = reverse("consent:confirmation", args=[survey.public_id])

    missing = client.post(address, {"seen": form.digest, choice: "yes"}).content.decode()
    unchosen = client.post(address, {"seen": form.digest, box: "Never her surname"}).content.decode()
    client.post(address, {"seen": form.digest, choice: "yes", box: "Never her surname"})

    assert "Wren Ashdown: write what the condition is, in a few words." in missing
    assert "Wren Ashdown: choose “There is a condition”" in unchosen and "Never her surname" in unchosen
    entry = ReviewEntry.objects.get()
    assert (entry.condition, entry.comment, status(wren)) == ("Never her surname", "", Status.UNCLEAR)
    assert plan.comments_unread and not ConsentDecision.objects.exists()


def test_what_somebody_sorts_out_meanwhile_brings_the_preview_again(sign_in, office):
    wren = both_parents()
    load(csv_of(row("Wren Ashdown"), row("Wren Ashdown", "Yes", "No", parent="Felix Ashdown")))
    survey, _ = previewed(csv_of(row("Wren Ashdown", when="20/10/2026 10:00")), office)
    client = sign_in(office)
    form = client.get(reverse("consent:preview", args=[survey.public_id])).context["form"]
    x = Purpose.objects.get(slug="x_twitter")
    decide(pupil=wren, purpose=x, school_year=2026, value="no", reason="Both agreed.", by=office)

    page = client.post(reverse("consent:confirmation", args=[survey.public_id]), {"seen": form.digest})

    assert "Look again, then save." in page.content.decode()


def test_what_it_was_is_shown_as_it_was_with_its_day(sign_in, office):
    wren = child_with_parents("Wren")
    contact = wren.contacts.get()
    contact.user = office
    contact.save()
    load(csv_of(row("Wren Ashdown")))
    website = Purpose.objects.filter(slug="website")
    stop_permission(user=office, pupil=wren, purposes=list(website), token=uuid4())
    later = csv_of(row("Wren Ashdown", when="24/11/2026 09:45"))
    with time_machine.travel(dt.datetime(2026, 11, 25, 9, 30, tzinfo=dt.UTC), tick=True):
        assert status(wren, "website") is Status.WITHDRAWN
        survey, plan = previewed(later, office)
        page = html.Page(sign_in(office).get(reverse("consent:preview", args=[survey.public_id])).content.decode())

    [line] = Preview(plan).no_to_yes
    assert (line.was, line.was_on, line.will_be, line.answered) == ("withdrawn", "24 November", "yes", "24 November")
    assert "Stopped 24 November" in page.text


def test_parents_who_differed_are_shown_with_the_day_since_when():
    both_parents()
    load(csv_of(row("Wren Ashdown"), row("Wren Ashdown", "Yes", "No", parent="Felix Ashdown")))

    [line] = Preview(plan_of(csv_of(row("Wren Ashdown", parent="Felix Ashdown", when="20/10/2026 10:00")))).no_to_yes

    assert (line.was, line.was_on, line.answered) == ("conflict", "2 September", "20 October")


def strangers(count, known=0):
    """A survey of children whom nobody knows, and some whom we do."""
    for number in range(known):
        child_with_parents(f"Wren{number}")
    others = [row(f"{chr(65 + n % 26)}{chr(97 + n // 26)}xo Zyqquist{n}", code="9Z") for n in range(count)]
    return csv_of(*others, *(row(f"Wren{number} Ashdown") for number in range(known)))


def saved(client, survey, form, **data):
    return client.post(reverse("consent:confirmation", args=[survey.public_id]), {"seen": form.digest, **data})


def test_a_file_of_strangers_is_named_first_and_saved_only_by_number(sign_in, office):
    survey, plan = previewed(strangers(21, known=4), office)
    client = sign_in(office)
    response = client.get(reverse("consent:preview", args=[survey.public_id]))
    page, form = html.Page(response.content.decode()), response.context["form"]

    assert plan.unknown_children == 21
    assert "This looks like another school’s or another year’s file: 21 of 25 names" in page.text
    assert page.text.index("This looks like another school") < page.text.index("answers in the file")
    assert page.text.index("Stop here, save nothing") < page.text.index("Save it all the same")
    for wrong, said in (("", "Write 21 if this is the right file."), ("20", "The number is 21."), ("x", "in figures")):
        answer = saved(client, survey, form, accepted_unknown=wrong).content.decode()
        assert said in answer and "<title>Error: " in answer
        survey.refresh_from_db()
        assert survey.status == "previewed"
    saved(client, survey, form, accepted_unknown="21")
    survey.refresh_from_db()
    assert survey.status == "applied"


@pytest.mark.parametrize(
    ("unknown", "known", "asked"), [(19, 0, False), (20, 20, False), (20, 19, True), (20, 0, True)]
)
def test_the_number_is_asked_for_from_twenty_strangers_and_more_than_half_on(unknown, known, asked):
    plan = plan_of(strangers(unknown, known))

    assert plan.unknown_children == unknown
    assert ("accepted_unknown" in PreviewForm(plan=plan).fields) is asked


def test_the_unattended_import_asks_for_no_number_of_strangers():
    assert load(strangers(25)).status == "applied"


def test_the_tile_says_in_few_words_why_rows_are_not_used():
    child_with_parents("Wren")
    preview = Preview(plan_of(csv_of(row("Wren Ashdown"), row("Test Test"), row("test child"), row("Zyx Qquist"))))

    assert preview.not_used == ["2 test rows", "1 not on our pupil list"]
    assert not_used_words(Reason.NO_NAME, 1) == "1 without a name"
