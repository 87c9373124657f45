"""The classes, one class, and the full record of one child."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.db import connection
from django.urls import reverse

from audit.models import AuditEvent, Verb
from consent.actions import decide
from consent.models import Purpose, ReviewEntry, ReviewWaiting, SurveyQuestion
from people.models import Pupil
from people.roles import Role
from tests.factories import PupilContactFactory, PupilFactory, UserFactory

from .given import MORNING, SEPTEMBER, TODAY, answer, children, six, survey
from .test_check_views import text

pytestmark = pytest.mark.django_db
CLASSES = reverse("consent:classes")
CLASS = reverse("consent:class", args=["3H"])


@pytest.fixture(autouse=True)
def _in_october():
    with time_machine.travel(MORNING, tick=False):
        yield


def grid(page):
    return {row.pupil.called: [cell.said.word for cell in row.cells] for row in page.context["rows"]}


def record(pupil):
    return reverse("consent:pupil", args=[pupil.public_id])


def test_the_office_reads_the_exact_word_of_each_permission(sign_in, office):
    load = survey(["website"])
    six(load)
    waiting, doubtful, never = children("Nell", "Hana", "Idris")
    answer(load, doubtful, "unclear")
    Pupil.objects.filter(pk=never.pk).update(do_not_publish=True)
    ReviewWaiting.objects.create(
        entry=ReviewEntry.objects.create(survey=load, identity="one", opened_at=SEPTEMBER), pupil=waiting
    )

    page = sign_in(office).get(CLASS)

    assert grid(page) == {
        "Ava": ["No"], "Ben": ["Parents differ"], "Callum": ["No answer"], "Esme": ["Yes"], "Finn": ["Yes"],
        "George": ["Stopped"], "Hana": ["Can’t tell"], "Idris": ["Never"], "Nell": ["Waiting"],
    }  # fmt: skip
    assert [column.yes for column in page.context["columns"]] == [2]


def test_a_teacher_reads_three_words_and_no_way_to_more(sign_in, teacher):
    six(survey(["website"]))

    page = sign_in(teacher).get(CLASS)

    assert grid(page) == {
        "Ava": ["No"], "Ben": ["Ask the office"], "Callum": ["No"], "Esme": ["Yes"], "Finn": ["Yes"], "George": ["No"],
    }  # fmt: skip
    for secret in ("Stopped", "No answer<", "Parents differ", "/consent/pupils/", "recorded later", 'i-stop"/></svg>S'):
        assert secret not in page.content.decode()


def test_a_teacher_may_not_look_into_the_past_and_the_office_may(sign_in, teacher, office):
    children("Wren")

    assert sign_in(teacher).get(CLASS, {"on": "2026-09-10"}).status_code == 403
    assert sign_in(office).get(CLASS, {"on": "2026-09-10"}).status_code == 200


@pytest.mark.parametrize("day", ["2026-10-14", "yesterday", "2026-02-30", "", "0001-01-01"])
def test_a_day_to_come_or_no_day_at_all_shows_today_and_says_what_to_choose(sign_in, office, day):
    children("Wren")

    page = sign_in(office).get(CLASS, {"on": day})

    assert page.status_code == 200
    assert "<title>Error: Photo permission, class 3H" in page.content.decode()
    assert text(page).count("Choose a day up to today, such as 14/09/2026.") == 2
    assert page.context["day"] == TODAY


def test_the_past_is_shown_as_it_was_known_and_what_was_recorded_later_stands_beside_it(sign_in, office):
    [wren] = children("Wren")
    load = survey(["website", "display"])
    answer(load, wren)
    answer(load, wren, "no", given=SEPTEMBER + dt.timedelta(days=1), recorded=MORNING, only=["website"])

    page = sign_in(office).get(CLASS, {"on": "2026-10-01"})

    assert grid(page) == {"Wren": ["Yes", "Yes"]}
    assert "Wren Wrenson , recorded later: Website Stopped" in text(page)
    assert "recorded later" not in text(sign_in(office).get(CLASS))


def test_a_day_before_the_load_shows_no_answers_and_what_became_known(sign_in, office):
    [wren] = children("Wren")
    answer(survey(["website"], applied=MORNING), wren, recorded=MORNING)

    page = sign_in(office).get(CLASS, {"on": "2026-10-01"})

    assert grid(page) == {"Wren": ["No answer"]}
    assert "recorded later: Website Yes" in text(page)


def test_an_unknown_class_and_one_of_another_year_are_not_found(sign_in, office):
    children("Wren")

    assert sign_in(office).get(reverse("consent:class", args=["9Z"])).status_code == 404
    assert sign_in(office).get(CLASS, {"on": "2026-08-31"}).status_code == 404


def test_the_grid_narrows_to_what_must_be_settled(sign_in, office):
    six(survey(["website"]))

    assert list(grid(sign_in(office).get(CLASS, {"show": "settle"}))) == ["Ben"]
    assert len(grid(sign_in(office).get(CLASS, {"show": "some"}))) == 4
    assert len(grid(sign_in(office).get(CLASS, {"show": "nonsense"}))) == 6


def test_leavers_are_in_the_grid_until_they_left(sign_in, office):
    survey()
    [gone] = children("Gone")
    Pupil.objects.filter(pk=gone.pk).update(left_on=TODAY)

    assert grid(sign_in(office).get(CLASS)) == {}
    assert list(grid(sign_in(office).get(CLASS, {"on": "2026-10-12"}))) == ["Gone"]


def test_the_printed_sheet_names_who_printed_it_and_that_it_is_for_today(sign_in, office):
    six(survey())

    page = text(sign_in(office).post(reverse("consent:class-print", args=["3H"]), follow=True))

    assert f"Printed by {office.get_short_name()} on 13 October 2026 at 09:20. For today only" in page


def test_the_overview_tells_the_office_how_many_families_have_answered(sign_in, office):
    six(survey())
    children("Ada", code="RB")

    page = text(sign_in(office).get(CLASSES))

    assert "The families of 5 of 7 children have answered for 2026/27." in page
    assert "RB 0 of 1" in page
    assert "3H 5 of 6" in page


def test_the_overview_tells_a_teacher_no_figure_from_which_a_family_could_be_known(sign_in, teacher):
    six(survey())

    page = text(sign_in(teacher).get(CLASSES))

    assert "answered" not in page
    assert "3H 6" in page


def test_the_record_shows_who_answered_when_and_where_it_stands(sign_in, office):
    [wren] = children("Wren")
    load = survey(["website", "display"])
    SurveyQuestion.objects.create(
        survey=load, purpose=Purpose.objects.get(slug="website"), wording="May we show pictures on our website?"
    )
    answer(load, wren, record=17)
    old = survey(["website"], year=2025, file_name="Last year.csv", applied=SEPTEMBER - dt.timedelta(days=365))
    answer(old, wren, who="Tobias Ashdown", given=SEPTEMBER - dt.timedelta(days=365))
    PupilContactFactory(pupil=wren, name="Imogen Ashdown")
    PupilContactFactory(pupil=wren, name="Aunt Hester", has_parental_responsibility=False)

    page = text(sign_in(office).get(record(wren)))

    assert "Website Yes Imogen Ashdown , 7 September 2026, 19:32 September.csv , row 17" in page
    assert "May we show pictures on our website?" in page
    assert "Answers of 2025/26: history only, they permit nothing" in page
    assert "Tobias Ashdown" in page
    assert "Aunt Hester" not in page


def test_a_day_without_a_time_is_shown_without_one(sign_in, office):
    [wren] = children("Wren")
    load = survey(["website"])
    answer(load, wren, precision="day")

    assert "Imogen Ashdown , 7 September 2026 September.csv" in text(sign_in(office).get(record(wren)))


def test_the_record_shows_decisions_and_what_waits_with_the_way_to_them(sign_in, office, head):
    *_, ben = six(load := survey(["website", "display"]))
    website = Purpose.objects.get(slug="website")
    decide(pupil=ben, purpose=website, school_year=2026, value="no", reason="Rang both parents.", by=head)
    entry = ReviewEntry.objects.create(survey=survey(["press"], file_name="b"), identity="one")
    ReviewWaiting.objects.create(entry=entry, pupil=ben)

    page = sign_in(office).get(record(ben))

    assert "Website: No , decided by" in text(page)
    decision = reverse("consent:decision", args=[ben.public_id])
    assert "Rang both parents." in text(page)
    assert reverse("consent:entry", args=[entry.public_id]) in page.content.decode()
    assert f"{decision}#display" in page.content.decode()
    assert f"{decision}#website" not in page.content.decode()
    assert load.file_name in text(page)


def test_the_safeguarding_lead_reads_the_record_but_sorts_nothing_out(sign_in, dsl):
    *_, ben = six(survey(["website"]))
    Pupil.objects.filter(pk=ben.pk).update(do_not_publish=True, do_not_publish_reason="A court order.")

    page = sign_in(dsl).get(record(ben)).content.decode()

    assert "A court order." in page
    assert "/consent/decisions/" not in page


def test_the_office_knows_of_a_flag_but_not_its_reason(sign_in, office):
    wren = PupilFactory(do_not_publish=True, do_not_publish_reason="A court order.")

    page = sign_in(office).get(record(wren)).content.decode()

    assert "Not to be published" in page
    assert "court" not in page


def test_opening_the_record_is_kept_in_the_audit_trail_once(sign_in, office):
    wren = PupilFactory()

    sign_in(office).get(record(wren))

    event = AuditEvent.objects.about(wren).get()
    assert (event.verb, event.by) == (Verb.RECORD_READ, office)


@pytest.mark.parametrize("role", [Role.STAFF, Role.GOVERNOR, Role.PARENT, Role.CHAIR])
def test_the_record_is_not_for_others(sign_in, role):
    wren = PupilFactory()

    assert sign_in(UserFactory(role=role)).get(record(wren)).status_code == 403
    assert not AuditEvent.objects.filter(verb=Verb.RECORD_READ).exists()


def test_an_unknown_child_is_not_found(sign_in, office):
    assert sign_in(office).get(reverse("consent:pupil", args=[uuid.uuid4()])).status_code == 404


@pytest.mark.parametrize("count", [1, 30])
@pytest.mark.parametrize(
    ("address", "on", "queries"), [(CLASSES, None, 14), (CLASS, None, 15), (CLASS, "2026-10-01", 23)]
)
def test_thirty_children_cost_the_office_as_many_queries_as_one(
    sign_in, office, count, address, on, queries, django_assert_num_queries
):
    load = survey()
    for pupil in children(*(f"Wren{n}" for n in range(count))):
        answer(load, pupil)
    client = sign_in(office)
    client.get(CLASSES)  # the number on the tab is counted once for each state of the school

    with django_assert_num_queries(queries):
        client.get(address, {"on": on} if on else {})


@pytest.mark.parametrize("count", [1, 3])
def test_the_record_costs_as_many_queries_for_three_loads_as_for_one(sign_in, office, count, django_assert_num_queries):
    [wren] = children("Wren")
    for number in range(count):
        answer(survey(file_name=f"load {number}"), wren, who=f"Parent {number}")
        PupilContactFactory(pupil=wren)
    client = sign_in(office)
    client.get(CLASSES)  # the number on the tab is counted once for each state of the school

    with django_assert_num_queries(30 + (connection.vendor == "postgresql")):  # there the record waits for a lock
        client.get(record(wren))
