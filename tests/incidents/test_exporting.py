"""The list as a file: what it holds is what the list shows and may be taken away, safe, recorded, proved again."""

import csv
import io
import re
import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from audit.models import AuditEvent, Verb
from incidents.exporting import HEADINGS
from incidents.kinds import Kind
from incidents.walls import Standing
from people import zones
from policies.words import Strength

from .made import about, report
from .rules import a_rule
from .test_list import LIST, seen
from .test_search import look

pytestmark = pytest.mark.django_db
FILE = "/incidents/file/"


def cells(response) -> list[list[str]]:
    """The rows of a file of either form, as texts."""
    content = b"".join(response.streaming_content)
    if response["Content-Type"].startswith("text/csv"):
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    (sheet,) = CalamineWorkbook.from_filelike(io.BytesIO(content)).sheet_names
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(sheet).to_python()
    return [[str(cell) for cell in row] for row in rows]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_row_holds_what_the_list_says(school, sign_in, form):
    case = seen(report(school.reporter, title="Coats", rules=[a_rule("A4", Strength.MUST_NOT)]), school.head)

    rows = cells(sign_in(school.head).post(FILE, {"form": form}))

    assert rows == [
        list(HEADINGS),
        [
            case.reference, "Coats", "A hurtful or untrue comment", "A4 Must not", "Seen", "2026-09-16", "2026-09-15",
            "no", "0", case.due_on.isoformat(), "", "Headteacher",
        ],
    ]  # fmt: skip


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_filters_and_what_was_looked_for_are_kept(school, sign_in, form):
    report(school.reporter, title="a threat", kind=Kind.THREAT, words="An umbrella.")
    report(school.reporter, title="nothing else", kind=Kind.THREAT)
    report(school.reporter, title="a comment", words="An umbrella.")
    client = sign_in(school.head)
    html = look(client, "umbrella", f"{LIST}?kind=threat").content.decode()
    address = re.search(r'action="(/incidents/file/[^"]*)"', html)[1].replace("&amp;", "&")

    rows = cells(client.post(address, {"form": form}))

    assert [row[1] for row in rows[1:]] == ["a threat"]


def test_a_search_that_is_lost_takes_nothing_away(school, sign_in):
    report(school.reporter)

    for asked in ("search=gone", "since=yesterday"):
        response = sign_in(school.head).post(f"{FILE}?{asked}", {"form": "csv"})
        assert (response.status_code, response["Location"]) == (302, f"{LIST}?{asked}")
    assert not AuditEvent.objects.filter(verb=Verb.INCIDENTS_EXPORTED).exists()


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("title", ["=1+1", "+A1", "-A1", "@SUM(A1)", "\t=1", "＝1", "=HYPERLINK(1)"])
def test_no_cell_is_a_formula(school, sign_in, form, title):
    report(school.reporter, title=title)

    (_, row) = cells(sign_in(school.head).post(FILE, {"form": form}))

    if form == "csv":
        assert not row[1].startswith(("=", "+", "-", "@", "\t", "\r"))
    else:
        assert row[1].strip() == title.strip()


def test_what_was_taken_is_recorded_with_how_many_there_were(school, sign_in):
    for _ in range(3):
        report(school.reporter)
    report(school.reporter, about(school.head))

    response = sign_in(school.head).post(FILE, {"form": "xlsx"})

    assert len(cells(response)) == 1 + 3
    (event,) = AuditEvent.objects.filter(verb=Verb.INCIDENTS_EXPORTED)
    assert (event.by, event.target_id, event.details) == (school.head, "", {"form": "xlsx", "rows": 3})


def test_the_name_says_the_moment_and_the_person(school, sign_in):
    response = sign_in(school.head).post(FILE, {"form": "csv"})
    cells(response)
    name = re.search(r'filename="([^"]+)"', response["Content-Disposition"])[1]

    assert name == f"incidents-2026-09-16-1000-robin-{school.head.surname.lower()}.csv"
    assert response["Cache-Control"].startswith("max-age=0, no-cache, no-store")


def test_it_is_asked_again_who_somebody_is(school, sign_in):
    client = sign_in(school.head)
    session = client.session
    session[zones.CLOCK] = [int(time.time()) - 1_000, int(time.time())]
    session["account_authentication_methods"] = [{"method": "code", "at": time.time() - 1_000}]
    session.save()

    response = client.post(FILE, {"form": "csv"})

    assert "Content-Disposition" not in response
    assert not AuditEvent.objects.filter(verb=Verb.INCIDENTS_EXPORTED).exists()


@pytest.mark.parametrize(("who", "status"), [("handler", 403), ("office", 403), ("governor", 403), ("clerk", 200)])
def test_only_who_leads_incidents_takes_the_list_away(school, sign_in, who, status):
    response = sign_in(getattr(school, who)).post(FILE, {"form": "csv"})
    if status == 200:
        assert cells(response) == [list(HEADINGS)]

    assert response.status_code == status
    assert sign_in(getattr(school, who)).get(FILE).status_code == 405


def test_what_somebody_may_only_read_is_not_in_their_file(school, sign_in):
    """The safeguarding lead reads a case about staff that is marked, and takes none away."""
    report(school.reporter, about(school.colleague), title="of staff", child_at_risk=True)
    report(school.reporter, about(None, Standing.PUPIL, "A child"), title="of a pupil")
    client = sign_in(school.dsl)

    assert "of staff" in client.get(LIST).content.decode()
    assert [row[1] for row in cells(client.post(FILE, {"form": "csv"}))[1:]] == ["of a pupil"]


def test_a_file_takes_as_many_queries_for_one_as_for_three(school, sign_in):
    client, taken = sign_in(school.head), []
    cells(client.post(FILE, {"form": "csv"}))
    for more in (1, 2):
        for _ in range(more):
            report(school.reporter)
        with CaptureQueriesContext(connection) as queries:
            cells(client.post(FILE, {"form": "csv"}))
        taken.append(len(queries))

    assert taken[0] == taken[1]
