"""What the list can be narrowed by: each filter finds exactly what it says."""

import datetime as dt

import pytest
from django.utils import timezone

from incidents.actions.closing import answer_out_of_hours, close_case, reopen_case
from incidents.actions.dealing import assign_case
from incidents.actions.handling import open_case
from incidents.kinds import Affected, Kind, Place
from incidents.models import Case, OutOfHoursTest
from incidents.outcomes import Outcome
from incidents.walls import Standing
from policies.words import Strength

from .made import School, about, again, report
from .rules import a_rule
from .test_list import LIST, titles

pytestmark = pytest.mark.django_db


def out_of_school(school: School, title: str, **changes) -> Case:
    """An incident online on a Saturday."""
    return report(school.reporter, title=title, place=Place.ONLINE, happened_on=dt.date(2026, 9, 12), **changes)


def answered(school: School, case: Case, **yes: bool) -> None:
    """The three questions, each that is given with yes; a reason beside it."""
    reasons = {f"{name}_because": "It was so." for name in yes}
    answers = OutOfHoursTest(disturbs=False, threatens=False, reputation=False)
    for name, value in {**yes, **reasons}.items():
        setattr(answers, name, value)
    if yes.get("reputation"):
        answers.reputation_of = OutOfHoursTest.Who.SCHOOL
    held = Case.objects.get(pk=case.pk)
    answer_out_of_hours(case=held, answers=answers, revision=held.revision, by=again(school.head))


def closed(school: School, case: Case, *outcomes: Outcome) -> Case:
    """Closed by the headteacher."""
    held = Case.objects.get(pk=case.pk)
    close_case(case=held, outcomes=outcomes, reason="Done.", told="", revision=held.revision, by=again(school.head))
    return Case.objects.get(pk=case.pk)


def shown(client, **filters: str) -> set[str]:
    """The titles under these filters."""
    return set(titles(client.get(LIST, filters)))


def test_kind_hours_group_and_whom_it_is_about(school, sign_in):
    report(school.reporter, title="a threat", kind=Kind.THREAT, affected=[Affected.PUPIL, Affected.SCHOOL])
    out_of_school(school, "on a Saturday", affected=[Affected.PARENT])
    report(school.reporter, about(school.colleague), title="of a teacher")
    report(school.reporter, about(school.governor, Standing.GOVERNOR), title="of a governor")
    client = sign_in(school.head)

    assert shown(client, kind="threat") == {"a threat"}
    assert shown(client, hours="out") == {"on a Saturday"}
    assert shown(client, hours="in") == {"a threat", "of a teacher"}
    assert shown(client, group="school") == {"a threat"}
    assert shown(client, group="parent") == {"on a Saturday"}
    assert shown(client, about="staff") == {"of a teacher"}
    assert shown(client, about="pupils") == {"a threat", "on a Saturday"}
    assert shown(client, about="governors") == set()
    assert shown(sign_in(school.clerk), about="governors") == {"of a governor"}


def test_rule_section_and_strength_count_while_they_are_cited(school, sign_in):
    never, avoid = a_rule("A4", Strength.UNDER_NO_CIRCUMSTANCES), a_rule("B2", Strength.RECOMMENDED_NOT)
    report(school.reporter, title="both", rules=[never, avoid])
    gone = report(school.reporter, title="taken off", rules=[never])
    gone.incident.cited.update(taken_off_at=timezone.now())
    client = sign_in(school.head)

    assert shown(client, rule=" a4 ") == {"both"}
    assert shown(client, rule="A") == set()
    assert shown(client, section="B") == {"both"}
    assert shown(client, section="C") == set()
    assert shown(client, strength="must") == {"both"}
    assert shown(client, strength="avoid") == {"both"}
    assert shown(client, strength="should") == set()


def test_given_to_me_and_given_to_nobody(school, sign_in):
    mine = report(school.reporter, about(None, Standing.PUPIL, "A child"), title="mine")
    report(school.reporter, title="nobody has it")
    assign_case(case=mine, user=school.handler, by=again(school.head))

    assert shown(sign_in(school.handler), mine="me") == {"mine"}
    assert shown(sign_in(school.head), mine="me") == set()
    assert shown(sign_in(school.head), mine="nobody") == {"nobody has it"}


def test_the_last_day_is_in_it(school, sign_in):
    today = timezone.localdate()
    report(school.reporter, title="today")
    yesterday = report(school.reporter, title="yesterday")
    Case.objects.filter(pk=yesterday.pk).update(reported_at=timezone.now() - dt.timedelta(days=1))
    client, before = sign_in(school.head), (today - dt.timedelta(days=1)).isoformat()

    assert shown(client, since=today.isoformat()) == {"today"}
    assert shown(client, until=before) == {"yesterday"}
    assert shown(client, since=before, until=today.isoformat()) == {"today", "yesterday"}


def test_what_came_of_it_holds_while_it_is_closed(school, sign_in):
    closed(school, report(school.reporter, title="advised"), Outcome.ADVICE, Outcome.POLICE)
    again_open = closed(school, report(school.reporter, title="open again"), Outcome.ADVICE)
    reopen_case(case=again_open, reason="More came.", by=again(school.head))
    client = sign_in(school.head)

    assert shown(client, outcome="advice") == {"advised"}
    assert shown(client, outcome="police") == {"advised"}
    assert shown(client, outcome="lado") == set()
    assert shown(client, state="closed") == {"advised"}


def test_d3a_d3b_d3c_by_the_latest_answers(school, sign_in):
    for title, yes in (("a", {"disturbs": True}), ("b and c", {"threatens": True, "reputation": True}), ("none", {})):
        answered(school, out_of_school(school, title), **yes)
    twice = out_of_school(school, "twice")
    answered(school, twice, disturbs=True)
    answered(school, twice, threatens=True)
    out_of_school(school, "unanswered")
    report(school.reporter, title="in school")
    client = sign_in(school.head)

    found = {value: shown(client, test=value) for value in ("a", "b", "c", "none", "open")}

    assert found == {"a": {"a"}, "b": {"b and c", "twice"}, "c": {"b and c"}, "none": {"none"}, "open": {"unanswered"}}


def test_filters_hold_together_and_with_what_is_looked_for(school, sign_in):
    case = report(school.reporter, title="a threat", kind=Kind.THREAT, words="Coats.")
    report(school.reporter, title="a comment", words="Coats.")
    open_case(case=case, by=again(school.head))
    client = sign_in(school.head)

    response = client.post(f"{LIST}?kind=threat", {"words": "coats"}, follow=True)

    assert titles(response) == ["a threat"]
    assert shown(client, kind="threat", state="new") == set()
    assert shown(client, kind="threat", state="seen") == {"a threat"}


@pytest.mark.parametrize("few", [0, 5_000])
def test_many_are_found_case_by_case_and_few_by_their_keys_and_they_are_the_same(school, sign_in, monkeypatch, few):
    monkeypatch.setattr("incidents.rare.FEW", few)
    closed(school, report(school.reporter, title="advised", kind=Kind.THREAT), Outcome.ADVICE, Outcome.POLICE)
    again_open = closed(school, report(school.reporter, title="open again"), Outcome.POLICE)
    reopen_case(case=again_open, reason="More was said.", by=again(school.head))
    report(school.reporter, about(school.head), title="about the reader", kind=Kind.THREAT)
    client = sign_in(school.head)

    assert shown(client, outcome="police") == {"advised"}
    assert shown(client, outcome="lado") == set()
    assert shown(client, kind="threat") == {"advised"}
    assert shown(client, kind="threat", outcome="advice") == {"advised"}
