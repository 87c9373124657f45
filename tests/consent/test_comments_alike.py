"""The same sentence beside several children is read once, and kept for each of them."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.models import AuditEvent, Verb
from consent.actions import read_comment, read_comments, stage_survey
from consent.alike import by_words, words_of
from consent.effective import Status
from consent.faults import ConsentFault, WrongState
from consent.loading import read_table
from consent.models import DeskItem, Purpose, ReviewEntry
from consent.register import register_on
from consent.sorting import desk
from tests import html

from .surveys import child_with_parents, csv_of, load, mapping, row

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 24)
THANKS = ("Thank you, lovely school", "thank you,  lovely school.", "THANK YOU, LOVELY SCHOOL!")
SURNAME = "Please don't use her surname"


@pytest.fixture(autouse=True)
def _in_november():
    with time_machine.travel(dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.UTC), tick=True):
        yield


def status(pupil, slug="x_twitter"):
    return register_on([pupil], TODAY).of(pupil, Purpose.objects.get(slug=slug)).status


def children(count=3):
    return [child_with_parents(f"Wren{number}") for number in range(count)]


def written(*texts):
    return csv_of(*(row(f"Wren{number} Ashdown", comment=text) for number, text in enumerate(texts)))


def comment_of(pupil):
    return ReviewEntry.objects.get(pupil=pupil, kind="comment")


def seen(*pupils):
    return [str(comment_of(pupil).public_id) for pupil in pupils]


def address_of(pupil):
    return reverse("consent:comments", args=[comment_of(pupil).public_id])


def read_events():
    return AuditEvent.objects.filter(verb=Verb.COMMENT_READ).count()


@pytest.mark.parametrize("other", ["Her surname?", "Not her surname", "Her surnames", "Her sur name", ""])
def test_another_sentence_is_another_comment(other):
    assert words_of("Her surname.") == words_of(" her  SURNAME ") != words_of(other)


def test_texts_that_are_gone_are_never_taken_for_the_same():
    assert by_words(["", "a", " ", "A."], str) == [[""], ["a", "A."], [" "]]


@pytest.mark.parametrize(("condition", "counts"), [("", Status.YES), ("Never her surname", Status.UNCLEAR)])
def test_one_answer_reads_the_comment_for_each_child_and_keeps_an_event_for_each(office, condition, counts):
    pupils = children()
    load(written(*THANKS))

    read_comments(
        entries=list(ReviewEntry.objects.all()), has_condition=bool(condition), condition=condition, by=office
    )

    assert [status(pupil) for pupil in pupils] == [counts] * 3
    assert set(ReviewEntry.objects.values_list("comment", "condition", "settled_by")) == {("", condition, office.pk)}
    events = AuditEvent.objects.filter(verb=Verb.COMMENT_READ)
    assert len({event.target_id for event in events}) == events.count() == 3


def test_what_somebody_read_meanwhile_keeps_that_reading(office, head):
    pupils = children()
    load(written(*THANKS))
    shown = list(ReviewEntry.objects.all())
    read_comment(entry=comment_of(pupils[0]), has_condition=True, condition="Never X", by=head)

    kept = read_comments(entries=shown, has_condition=False, by=office)

    assert {entry.pupil_id for entry in kept} == {pupils[1].pk, pupils[2].pk}
    assert (comment_of(pupils[0]).condition, comment_of(pupils[0]).settled_by) == ("Never X", head)
    assert [status(pupil) for pupil in pupils] == [Status.UNCLEAR, Status.YES, Status.YES]
    assert read_events() == 3


def test_once_all_are_read_there_is_nothing_left_to_read(office):
    children()
    load(written(*THANKS))
    shown = list(ReviewEntry.objects.all())
    read_comments(entries=shown, has_condition=False, by=office)

    with pytest.raises(WrongState, match="read all of these already"):
        read_comments(entries=shown, has_condition=False, by=office)
    assert read_events() == 3


@pytest.mark.parametrize(
    ("texts", "condition", "why"),
    [((THANKS[0], SURNAME), "", "do not say the same"), (THANKS[:2], " ", "Write what the condition is")],
)
def test_different_sentences_and_a_condition_without_words_are_refused_for_all(office, texts, condition, why):
    children(2)
    load(written(*texts))

    with pytest.raises(ConsentFault, match=why):
        read_comments(
            entries=list(ReviewEntry.objects.all()), has_condition=bool(condition), condition=condition, by=office
        )
    assert ReviewEntry.objects.open().count() == 2 and read_events() == 0


def test_an_answer_to_place_is_not_read_with_comments(office):
    children(1)
    load(csv_of(row("Wrenn0 Ashdown")))

    with pytest.raises(WrongState, match="not a comment"):
        read_comments(entries=list(ReviewEntry.objects.all()), has_condition=False, by=office)


def test_the_same_sentence_from_a_second_load_is_read_with_the_first(office):
    pupils = children(2)
    load(written(*THANKS[:2]))
    load(csv_of(*(row(f"Wren{n} Ashdown", comment=THANKS[n], allergies="none") for n in range(2))))

    read_comments(entries=desk(office, TODAY).wordings[0], has_condition=False, by=office)

    assert not ReviewEntry.objects.open().exists()
    assert [status(pupil) for pupil in pupils] == [Status.YES] * 2


def test_the_list_names_a_sentence_once_with_its_count_and_its_children(sign_in, office):
    pupils = children(4)
    load(written(*THANKS, SURNAME))

    page = html.Page(sign_in(office).get(reverse("consent:review")).content.decode())

    assert "4 comments to read, in 2 different wordings" in page.text
    assert page.text.lower().count("thank you, lovely school") == 1
    assert desk(office, TODAY).count == 4 and all(str(pupil) in page.text for pupil in pupils)


def test_one_page_reads_it_for_all_and_goes_on_to_the_next(sign_in, office):
    pupils = children(4)
    load(written(*THANKS, SURNAME))
    client, address = sign_in(office), address_of(pupils[0])

    page = html.Page(client.get(address).content.decode())
    done = client.post(address, {"has_condition": "no", "seen": seen(*pupils[:3])})

    assert "beside the answers for 3 children" in page.text
    assert done.url == comment_of(pupils[3]).get_absolute_url()
    assert [status(pupil) for pupil in pupils] == [Status.YES] * 3 + [Status.WAITING]


def test_a_child_that_is_different_is_answered_on_its_own_page_and_the_rest_together(sign_in, office):
    pupils = children()
    load(written(*THANKS))
    client, address, shown = sign_in(office), address_of(pupils[0]), seen(*pupils)
    assert comment_of(pupils[0]).get_absolute_url() in client.get(address).content.decode()

    client.post(comment_of(pupils[0]).get_absolute_url(), {"has_condition": "yes", "condition": "Never X"})
    page = client.post(address, {"has_condition": "no", "seen": shown}, follow=True)

    assert [status(pupil) for pupil in pupils] == [Status.UNCLEAR, Status.YES, Status.YES]
    assert "2 children: the answers count as they stand. 1 had been read" in page.content.decode()


def test_a_comment_that_the_page_did_not_show_is_not_read_with_it(sign_in, office):
    pupils = children()
    load(written(*THANKS))

    sign_in(office).post(address_of(pupils[0]), {"has_condition": "no", "seen": seen(*pupils[:2])})

    assert [status(pupil) for pupil in pupils] == [Status.YES, Status.YES, Status.WAITING]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "Read the comment, then choose."),
        ({"has_condition": "yes"}, "Write what the condition is, in a few words."),
        ({"has_condition": "no", "condition": "Never X"}, "Choose “There is a condition”, or empty the box below."),
    ],
)
def test_wrong_input_is_said_and_every_child_still_waits(sign_in, office, data, said):
    pupils = children()
    load(written(*THANKS))

    page = sign_in(office).post(address_of(pupils[0]), {**data, "seen": seen(*pupils)}).content.decode()

    assert said in page and "<title>Error: " in page and data.get("condition", "") in page
    assert [status(pupil) for pupil in pupils] == [Status.WAITING] * 3


def test_what_was_typed_when_all_were_read_meanwhile_is_not_lost(sign_in, office, head):
    pupils = children()
    load(written(*THANKS))
    address, shown = address_of(pupils[0]), seen(*pupils)
    read_comments(entries=list(ReviewEntry.objects.all()), has_condition=False, by=head)

    page = sign_in(office).post(address, {"has_condition": "yes", "condition": "Never X", "seen": shown})

    assert "Not saved: somebody was faster." in page.content.decode() and "Never X" in page.content.decode()
    assert [status(pupil) for pupil in pupils] == [Status.YES] * 3


def test_a_comment_that_stands_alone_has_its_own_page_only(sign_in, office):
    [pupil] = children(1)
    load(written(SURNAME))

    assert sign_in(office).get(address_of(pupil)).url == comment_of(pupil).get_absolute_url()


def test_a_teacher_reads_no_comments(sign_in, teacher):
    pupils = children(2)
    load(written(*THANKS[:2]))

    assert sign_in(teacher).get(address_of(pupils[0])).status_code == 403


@pytest.mark.parametrize("count", [2, 4])
def test_the_page_costs_as_many_queries_for_four_children_as_for_two(sign_in, office, count, django_assert_num_queries):
    pupils = children(count)
    load(written(*[THANKS[0]] * count))
    client, address = sign_in(office), address_of(pupils[0])
    client.get(address)  # who opens it first is kept

    with django_assert_num_queries(14):
        client.get(address)


@pytest.mark.parametrize("count", [2, 4])
def test_the_first_opening_is_kept_for_four_children_in_as_many_queries_as_for_two(sign_in, office, count):
    pupils = children(count)
    load(written(*[THANKS[0]] * count))
    client, address = sign_in(office), address_of(pupils[0])

    with CaptureQueriesContext(connection) as first:
        client.get(address)

    assert DeskItem.objects.filter(opened_by=office).count() == count
    asked = [query for query in first.captured_queries if "pg_advisory" not in query["sql"]]  # SQLite needs no lock
    assert len(asked) == 24


def previewed(sign_in, office, content):
    """The page of a load that waits to be saved, and a way to save it."""
    agreed = mapping()
    table = read_table(content, "survey.csv", agreed)
    survey = stage_survey(table=table, proposal=agreed, school_year=2026, file_name="survey.csv", sha256="1", by=office)
    survey.status = "previewed"
    survey.save()
    client = sign_in(office)
    page = client.get(reverse("consent:preview", args=[survey.public_id]))
    form = page.context["form"]

    def save(**data):
        return client.post(reverse("consent:confirmation", args=[survey.public_id]), {"seen": form.digest, **data})

    return html.Page(page.content.decode()), form, save


def test_the_preview_asks_once_about_a_sentence_and_keeps_the_answer_for_each_child(sign_in, office):
    pupils = children(4)
    page, form, save = previewed(sign_in, office, written(*THANKS, SURNAME))
    assert "4 comments to read, in 2 different wordings" in page.text and "3 times" in page.text
    thanks, surname = form.wordings

    save(**{thanks.name: "no", surname.name: "yes", surname.name.replace("comment", "condition"): "No surname"})

    assert [status(pupil) for pupil in pupils] == [Status.YES] * 3 + [Status.UNCLEAR]
    assert comment_of(pupils[3]).condition == "No surname"


def test_in_the_preview_one_child_is_answered_apart(sign_in, office):
    pupils = children(3)
    _, form, save = previewed(sign_in, office, written(*[SURNAME] * 3))
    [wording] = form.wordings
    own = list(wording.own.values())

    save(**{wording.name: "no", own[1]: "yes", own[1].replace("comment", "condition"): "No surname"})

    assert [status(pupil) for pupil in pupils] == [Status.YES, Status.UNCLEAR, Status.YES]


def test_in_the_preview_a_child_can_be_answered_apart_while_the_others_wait(sign_in, office):
    pupils = children(3)
    _, form, save = previewed(sign_in, office, written(*[SURNAME] * 3))

    save(**{next(iter(form.wordings[0].own.values())): "no"})

    assert [status(pupil) for pupil in pupils] == [Status.YES, Status.WAITING, Status.WAITING]


def test_in_the_preview_a_condition_for_all_needs_words_and_nothing_is_saved_without(sign_in, office):
    children(3)
    _, form, save = previewed(sign_in, office, written(*[SURNAME] * 3))

    page = save(**{form.wordings[0].name: "yes"}).content.decode()

    assert "write what the condition is, in a few words." in page and not ReviewEntry.objects.exists()


def test_a_row_that_stands_twice_in_a_file_is_asked_about_once(sign_in, office):
    children(1)
    page, form, _ = previewed(sign_in, office, csv_of(*[row("Wren0 Ashdown", comment=SURNAME)] * 2))

    assert len(form.wordings) == 1 and "1 comment to read" in page.text
