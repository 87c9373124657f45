"""A school year: the released reports of its terms side by side, for whoever reads them, and nothing besides."""

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from incidents.actions.governing import write_words
from incidents.governing.choosing import school_year
from incidents.governing.years import SchoolYear
from incidents.models import Case, GovernorsReport
from incidents.walls import Wall
from people.roles import Role
from tests.incidents.complaints.made import complain
from tests.incidents.made import School, about, again, report
from tests.incidents.rules import rule
from tests.people.read_paper import ReadPaper

from .conftest import AUTUMN, IN_JANUARY, period, released
from .test_worlds import busy

pytestmark = pytest.mark.django_db
ADDRESS, PAPER = "/reports/governors/2026/", "/reports/governors/2026/pdf/"
SPRING, SUMMER = "2026-spring", "2026-summer"
IN_SPRING = dt.datetime(2027, 2, 10, 9, tzinfo=dt.UTC)
IN_APRIL = dt.datetime(2027, 4, 14, 9, tzinfo=dt.UTC)
IN_JUNE = dt.datetime(2027, 6, 9, 9, tzinfo=dt.UTC)
HIDDEN = "not shown: a term is hidden"
IN_SEPTEMBER = dt.datetime(2027, 9, 15, 9, tzinfo=dt.UTC)


def _some(school: School, count: int, code: str = "C1") -> None:
    for _ in range(count):
        report(school.reporter, rules=[rule(code)])


@pytest.fixture
def whole(written) -> Iterator[School]:
    """A year of three released reports; it is September after it."""
    busy(written)
    with time_machine.travel(IN_JANUARY):
        write_words(period=period(), text="A quiet autumn.\n\nThank you.", revision=0, by=written.head)
        released(written.head)
    with time_machine.travel(IN_SPRING):
        _some(written, 6)
    with time_machine.travel(IN_APRIL):
        released(written.head, SPRING)
    with time_machine.travel(IN_JUNE):
        _some(written, 2)
    with time_machine.travel(IN_SEPTEMBER, tick=False):
        write_words(period=period(SUMMER), text="A good summer.", revision=0, by=written.head)
        released(written.head, SUMMER)
        yield written


def _year(year: int = 2026) -> SchoolYear:
    found = school_year(GovernorsReport.objects.all(), year)
    assert found
    return found


def _shown(year: SchoolYear, number: int = 3) -> dict[str, list[str]]:
    """The rows of a part, of its tables and of what is told in more detail."""
    part = year.parts[number - 1]
    every = [*part.tables, *([part.details] if part.details else [])]
    rows = [row for table in every for group in table.groups for row in group.rows]
    return {row.label: [cell.said for cell in row.cells] for row in rows}


def _in_short(year: SchoolYear) -> dict[str, list[str]]:
    rows = year.key_figures.groups[0].rows
    return {row.label: [cell.said for cell in row.cells] for row in rows}


def _page(client: Client, address: str = ADDRESS) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def _main(client: Client) -> str:
    """The page of the year without what stands above every page: how many incidents wait, for who may know."""
    page = _page(client)
    return page[page.index("<main") :]


def test_the_terms_stand_side_by_side_and_the_year_is_their_sum(whole):
    rows, year = _shown(_year()), _year()

    assert year.heads == ["Autumn", "Spring", "Summer", "The year"]
    terms = [
        next(cell["count"] for table in one.said["numbers"] if table["key"] == "areas"
             for key, cell in ((row["key"], row["cell"]) for row in table["rows"]) if key == "C")
        for one in GovernorsReport.objects.order_by("last_on")
    ]  # fmt: skip
    assert terms == [4, 6, 2]
    assert next(cells for label, cells in rows.items() if label.startswith("C. ")) == ["4", "6", "2", "12"]


def test_what_a_term_hides_the_year_hides(whole):
    rows = _shown(_year())

    assert rows["A. Staff and their own accounts"] == [*["fewer than 5"] * 3, HIDDEN]
    assert rows["In school hours, or in school"] == ["6", "6", "not shown", HIDDEN]
    assert rows["At least once"][-1] == HIDDEN
    assert rows["Open, in the middle: half were closed sooner"][-1] == "not added up"


def test_the_key_figures_and_the_words_of_the_head_stand_there_for_each_term(whole, sign_in):
    year, page = _year(), _page(sign_in(whole.governor))

    assert _in_short(year)["Incidents, conduct of staff apart"] == ["6", "6", "2", "14"]
    assert _in_short(year)["Families that have answered"][-1] == "not added up"
    assert [term for term, _ in year.words] == ["Autumn term 2026", "Summer term 2027"]
    assert "A quiet autumn." in page and "A good summer." in page
    assert [page.count(one.digest[:4]) >= 1 for one in GovernorsReport.objects.all()] == [True] * 3


def test_whatever_becomes_of_cases_after_the_release_changes_not_one_byte_of_the_year(whole, sign_in):
    client = sign_in(whole.governor)
    before, paper = _main(client), client.get(PAPER).content

    Case.objects.filter(sort="incident").update(wall=Wall.HEAD, owner_role=Role.CHAIR)
    with time_machine.travel(IN_JUNE):
        _some(whole, 9)
        report(whole.reporter, about(whole.head), rules=[rule("A3")])
        complain()

    assert _main(client) == before
    assert ReadPaper(client.get(PAPER).content).words == ReadPaper(paper).words


def test_a_draft_is_in_no_year_for_the_head_neither(written, sign_in):
    busy(written)
    with time_machine.travel(IN_JANUARY):
        assert sign_in(written.head).get(ADDRESS).status_code == 404, "nothing is released yet"
        released(written.head)
    with time_machine.travel(IN_SPRING, tick=False):
        write_words(period=period(SPRING), text="Words of a draft.", revision=0, by=written.head)
        client = sign_in(written.head)
        before = _main(client)
        _some(written, 7)

        assert _main(client) == before and "Words of a draft." not in before
        assert next(cells for label, cells in _shown(_year()).items() if label.startswith("B. ")) == [
            "1", "not yet", "not yet", "not released yet",
        ]  # fmt: skip


def test_a_term_that_was_passed_over_gets_no_report_any_more(written):
    with time_machine.travel(IN_SEPTEMBER):
        released(written.head, SPRING)
        rows = _shown(_year())

    assert rows["No rule named"] == ["no report", "0", "not yet", "not released yet"]
    assert [term.said_of_report.partition(":")[2] for term in _year().terms][::2] == [
        " no report was released.", " not released yet.",
    ]  # fmt: skip


def test_the_year_before_stands_beside_it_once_all_its_terms_are_released(whole):
    with time_machine.travel(dt.datetime(2028, 1, 5, 9, tzinfo=dt.UTC)):
        released(whole.head, "2027-autumn")
        later = _year(2027)

    assert later.heads == ["Autumn", "Spring", "Summer", "The year", "Year 2026/27"]
    assert next(cells for label, cells in _shown(later).items() if label.startswith("C. "))[3:] == [
        "not released yet", "12",
    ]  # fmt: skip
    assert _in_short(later)["Incidents, conduct of staff apart"][-1] == "14"
    assert _year().before is None and "does not stand beside it" in _year().said_of_before


def test_it_is_one_click_from_the_list_and_from_each_report_of_that_year(whole, sign_in):
    client = sign_in(whole.governor)
    for address in ("", f"{AUTUMN}/", f"{SPRING}/", f"{SUMMER}/"):
        assert f'href="{ADDRESS}">The school year 2026/27</a>' in _page(client, f"/reports/governors/{address}")
    for one in GovernorsReport.objects.all():
        assert f'href="{one.get_absolute_url()}"' in _page(client)


@pytest.mark.parametrize("year", ["2025", "2027", "0", "99999", "9" * 40])
@pytest.mark.parametrize("end", ["", "pdf/"])
def test_a_year_with_nothing_released_is_not_there(whole, sign_in, year, end):
    assert sign_in(whole.governor).get(f"/reports/governors/{year}/{end}").status_code == 404


def test_whoever_may_not_read_the_reports_reads_no_year(whole):
    for who in (whole.dsl, whole.office, whole.reporter):
        client = Client()
        client.force_login(again(who))
        assert {client.get(address).status_code for address in (ADDRESS, PAPER)} == {403}


def test_it_is_a_tagged_paper_that_says_the_same(whole, sign_in):
    answer = sign_in(whole.governor).get(PAPER)
    paper, year = ReadPaper(answer.content), _year()

    assert answer["Content-Type"] == "application/pdf" and paper.marked and paper.is_ua
    assert paper.title == "Report to governors, school year 2026/27"
    assert [words for words in ("Autumn", "not added up", "A quiet autumn.", "14") if words not in paper.words] == []
    assert [label for number in range(1, 6) for label in _shown(year, number) if label not in paper.words] == []
    assert len(paper.tree.all("Table")) >= 6


def test_as_many_queries_for_three_reports_as_for_one(written, sign_in):
    client, counts = sign_in(written.governor), []
    busy(written)
    for day, key in ((IN_JANUARY, AUTUMN), (IN_APRIL, SPRING), (IN_SEPTEMBER, SUMMER)):
        with time_machine.travel(day):
            released(written.head, key)
            client.force_login(again(written.governor))
            client.get(ADDRESS)  # what a process reads once and keeps
            with CaptureQueriesContext(connection) as captured:
                client.get(ADDRESS)
            counts.append(len(captured))

    assert len(set(counts)) == 1
