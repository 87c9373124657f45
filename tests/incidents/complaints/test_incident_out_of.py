"""An incident out of a complaint: never about whoever complained, with one of five reasons, the rule filled in."""

import dataclasses
import datetime as dt
import uuid

import pytest

from audit.models import AuditEvent, Verb
from incidents.actions.complaint_incidents import ASK_THE_CHAIR, begin_incident
from incidents.actions.faults import CannotBeSo, NotAllowed
from incidents.actions.people import link_person
from incidents.actions.reporting import Linked, report_incident
from incidents.complaints.abouts import About
from incidents.kinds import Kind
from incidents.models import Case, CasePerson, ReportDraft
from incidents.walls import Standing
from people.models import Notification
from people.roles import Role
from policies.demo import load_demo_policy
from policies.models import RuleVersion
from tests.factories import UserFactory
from tests.incidents.made import about, report, reported
from tests.incidents.pages import page_of, send, text_of

from .made import complain

REASONS = {"beyond_criticism": ("child",), "is_post_of_a_parent": True}


def out_of(case, by, *people):
    said = dataclasses.replace(reported(people=people), out_of=str(case.public_id), **REASONS)
    return report_incident(reported=said, form_key=uuid.uuid4(), by=by)


def test_a_report_is_begun_with_the_reasons_and_the_rule_filled_in(school, client):
    load_demo_policy(by_head=school.head, by_chair=school.chair, effective_from=dt.date(2026, 9, 1))
    case = complain()
    sent = send(client, school.head, "complaint-incident", case.public_id, kind="photo_shared", reasons=["child"])

    draft = ReportDraft.objects.get()
    assert sent.url == f"/incidents/new/{draft.form_key}/what/"
    assert draft.part("what")["beyond_criticism"] == ["child"]
    ticked = RuleVersion.objects.filter(pk__in=draft.part("rules")["rules"])
    assert ticked
    assert all("photo" in rule.tags for rule in ticked)
    assert "newsletter" not in str(draft.typed)
    assert client.get(sent.url).status_code == 200


def test_without_a_reason_none_is_begun(school, client):
    case = complain()
    response = send(client, school.head, "complaint-incident", case.public_id, kind="photo_shared")

    assert response.status_code == 400
    assert "Choose at least one reason" in text_of(response)
    with pytest.raises(CannotBeSo):
        begin_incident(case=case, kind=Kind.COMMENT, reasons=[], by=school.head)


def test_who_does_not_own_the_complaint_begins_none(school):
    with pytest.raises(NotAllowed):
        begin_incident(case=complain(About.HEAD), kind=Kind.COMMENT, reasons=["child"], by=school.head)


@pytest.mark.parametrize("name", ["Nadia Ferrier", "Mrs Nadia Ferrier", "nadia ferrier"])
def test_it_never_becomes_an_incident_about_whoever_complained(school, name):
    case = complain()
    with pytest.raises(CannotBeSo, match="never becomes an incident about whoever complained"):
        out_of(case, school.head, about(None, Standing.PARENT, name))
    assert not Case.objects.incidents().exists()


def test_nor_about_the_account_of_whoever_complained(school):
    parent = UserFactory(role=Role.PARENT)
    case = complain(by=parent, name="", email="")
    with pytest.raises(CannotBeSo):
        out_of(case, school.head, about(parent, Standing.PARENT, "Somebody"))


def test_about_somebody_else_it_is_kept_and_the_incident_does_not_name_the_complaint(school, client):
    case = complain()
    incident = out_of(case, school.head, about(None, Standing.PUPIL, "Kim Ash"))

    assert case.timeline.filter(what__contains=incident.reference).exists()
    assert AuditEvent.objects.about(case).filter(verb=Verb.COMPLAINT_INCIDENT).exists()
    html = page_of(client, school.head, "incident", incident.public_id).content.decode()
    assert case.reference not in html


def test_an_incident_about_an_adult_asks_for_the_chairs_agreement_whether_they_complained_or_not(school):
    complain()
    of_author = report(school.reporter, about(None, Standing.PARENT, "Nadia Ferrier"))
    of_another = report(school.reporter, about(None, Standing.PARENT, "Omar Whitlock"))
    of_a_child = report(school.reporter, about(None, Standing.PUPIL, "Kim Ash"))

    texts = {case: set(case.steps.values_list("text", flat=True)) for case in (of_author, of_another, of_a_child)}
    assert ASK_THE_CHAIR in texts[of_author]
    assert texts[of_author] == texts[of_another]
    assert ASK_THE_CHAIR not in texts[of_a_child]


def test_the_chair_alone_hears_that_it_is_somebody_with_a_complaint_open(school):
    complain(About.HEAD)
    incident = report(school.reporter, about(None, Standing.PARENT, "Nadia Ferrier"))
    other = report(school.reporter, about(None, Standing.PARENT, "Omar Whitlock"))

    asked = Notification.objects.filter(subject__endswith=": to agree to")
    assert [(mail.user, mail.subject.partition(":")[0]) for mail in asked] == [(school.chair, incident.reference)]
    assert not Notification.objects.filter(user=school.chair, subject__startswith=other.reference).exists()


def add(incident, part, name, by):
    link_person(case=incident, linked=Linked(part, Standing.PARENT, name), by=by)


def test_who_is_added_later_is_asked_for_as_well_and_the_chair_hears_of_it_once(school):
    complain(About.HEAD)
    incident = report(school.reporter, about(None, Standing.PUPIL, "Kim Ash"))
    for name in ("Omar Whitlock", "Nadia Ferrier", "Nadia Ferrier"):
        add(incident, CasePerson.Part.SUBJECT, name, school.head)

    assert list(incident.steps.values_list("text", flat=True)).count(ASK_THE_CHAIR) == 1
    asked = Notification.objects.filter(subject__endswith=": to agree to")
    assert [(mail.user, mail.subject.partition(":")[0]) for mail in asked] == [(school.chair, incident.reference)]


def test_a_parent_whom_it_touches_asks_for_nobodys_agreement(school):
    incident = report(school.reporter, about(None, Standing.PUPIL, "Kim Ash"))
    link_person(
        case=incident, linked=Linked(CasePerson.Part.AFFECTED, Standing.PARENT, "Omar Whitlock"), by=school.head
    )

    assert not incident.steps.filter(text=ASK_THE_CHAIR).exists()
