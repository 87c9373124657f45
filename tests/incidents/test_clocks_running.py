"""The one query for clocks of danger, which the morning mail asks, tells the same as asking each incident."""

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from incidents.actions.breaching import open_breach, out_of
from incidents.actions.clocks import clocks_running, running_since
from incidents.actions.closing import answer_out_of_hours
from incidents.actions.handling import change_state, open_case
from incidents.actions.steps import tick_step
from incidents.kinds import Kind, Place
from incidents.models import Case, CaseStep, OutOfHoursTest, State
from incidents.steps import Proposed

from .made import report

pytestmark = pytest.mark.django_db


def threatening(school, threatens: bool) -> Case:
    case = report(school.reporter, place=Place.ONLINE, happened_at=dt.time(21))
    for one in (not threatens, threatens):
        answers = OutOfHoursTest(
            disturbs=False, threatens=one, threatens_because="It names her." if one else "", reputation=False
        )
        answer_out_of_hours(case=case, answers=answers, revision=fresh(case).revision, by=school.head)
    return case


def fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def test_it_tells_the_same_as_asking_each_incident_and_costs_one_query(school):
    kinds = (Kind.BULLYING, Kind.PHOTO_UNPERMITTED)
    cases = [report(school.reporter, kind=kind, child_at_risk=risk) for kind in kinds for risk in (False, True)]
    judged = report(school.reporter, kind=Kind.PHOTO_UNPERMITTED)
    tick_step(step=CaseStep.objects.get(case=judged, key=Proposed.JUDGE_FOR_THE_ICO), is_done=True, by=school.head)
    at_work = [report(school.reporter, kind=kind, child_at_risk=True) for kind in kinds]
    for case in at_work:
        open_case(case=case, by=school.head)
        change_state(case=case, state=State.WORKING, revision=fresh(case).revision, by=school.head)
    breached = report(school.reporter, kind=Kind.PHOTO_UNPERMITTED)
    open_breach(opened=out_of(fresh(breached)), form_key=uuid.uuid4(), case=breached, by=school.head)
    threats = [threatening(school, threatens) for threatens in (False, True)]
    cases += [judged, breached, *at_work, *threats]

    with CaptureQueriesContext(connection) as asked:
        found = set(clocks_running().values_list("pk", flat=True))

    assert len(asked) == 1
    assert found == {case.pk for case in cases if running_since(fresh(case))}
    assert found == {cases[1].pk, cases[2].pk, cases[3].pk, at_work[1].pk, threats[1].pk}
