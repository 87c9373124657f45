"""Who the two are that have a sealed file destroyed, behind every wall; and that the second learns nothing else."""

import datetime as dt

import pytest
from django.core import mail

from incidents.actions.evidence import seal_evidence
from incidents.actions.evidence_ending import ask_destruction, confirm_destruction
from incidents.actions.faults import CannotBeSo, NotAllowed, WrongState
from incidents.actions.people import link_person
from incidents.actions.second_person import may_ask, second_role
from incidents.models import Case, EvidenceFile
from incidents.relations import Act
from incidents.seeing import who_can_see
from incidents.standing import acts_for, can
from incidents.walls import Standing, Wall
from people.models import Notification, RoleAssignment
from people.roles import Role

from .filed import added, on_the_disk
from .made import about, again, report
from .pages import page_of, send, text_of

WHY = "On the advice of the police, by telephone."
STANDINGS = {
    "head": Standing.HEAD, "chair": Standing.CHAIR, "vice_chair": Standing.VICE_CHAIR, "clerk": Standing.CLERK,
    "governor": Standing.GOVERNOR,
}  # fmt: skip
EVERYBODY = ("head", "dsl", "chair", "vice_chair", "clerk", "governor", "office", "reporter", "handler", "colleague")
# Whom it is about, who asks, who confirms, and the wall.
TWO = [
    ((), "head", "dsl", Wall.PUPIL),
    ((), "dsl", "head", Wall.PUPIL),
    (("colleague",), "head", "dsl", Wall.STAFF),
    (("dsl",), "head", "chair", Wall.STAFF),
    (("governor",), "clerk", "dsl", Wall.GOVERNOR),
    (("clerk",), "chair", "dsl", Wall.CLERK),
    (("head",), "chair", "dsl", Wall.HEAD),
    (("head", "dsl"), "chair", "vice_chair", Wall.HEAD),
    (("chair",), "vice_chair", "dsl", Wall.CHAIR),
    (("head", "chair"), "clerk", "dsl", Wall.BOARD),
    (("head", "dsl", "chair"), "clerk", "vice_chair", Wall.BOARD),
]


def _sealed(school, *names: str) -> EvidenceFile:
    people = [about(getattr(school, name), STANDINGS.get(name, Standing.STAFF)) for name in names]
    case = report(school.reporter, *people)
    file = seal_evidence(evidence=added(case, school.reporter, is_reporting=True), by=school.reporter)
    Notification.objects.all().delete()
    return EvidenceFile.objects.get(pk=file.pk)


def _case(file: EvidenceFile) -> Case:
    return Case.objects.get(pk=file.case_id)


@pytest.mark.parametrize(("names", "first", "second", "wall"), TWO)
def test_behind_every_wall_one_asks_and_the_other_confirms_and_nobody_else(school, names, first, second, wall):
    file = _sealed(school, *names)
    assert _case(file).wall == wall
    asks, confirms = getattr(school, first), getattr(school, second)

    ask_destruction(evidence=file, reason=WHY, by=again(asks))

    assert set(Notification.objects.values_list("user", flat=True)) == {confirms.pk}
    for name in set(EVERYBODY) - {second}:
        with pytest.raises((NotAllowed, CannotBeSo)):
            confirm_destruction(evidence=file, by=again(getattr(school, name)))
    assert len(on_the_disk()) == 1
    confirm_destruction(evidence=file, by=again(confirms))
    assert EvidenceFile.objects.get(pk=file.pk).destroyed_at


@pytest.mark.parametrize(("names", "first", "second", "wall"), TWO)
def test_the_second_reads_no_more_of_the_case_than_before(client, school, names, first, second, wall):
    file, other = _sealed(school, *names), _sealed(school, *names)
    case, confirms = _case(file), getattr(school, second)
    before = acts_for(again(confirms), case)

    ask_destruction(evidence=file, reason=WHY, by=again(getattr(school, first)))

    after = acts_for(again(confirms), case)
    assert after - before <= {Act.KNOW, Act.DESTROY}
    assert Case.objects.visible_to(again(confirms)).filter(pk=case.pk).exists() == (Act.READ in before)
    page = page_of(client, again(confirms), "evidence-destruction", file.public_id)
    assert WHY in text_of(page)
    if Act.READ not in before:
        assert file.name not in text_of(page)
        assert str(school.reporter) not in text_of(page)
        assert page_of(client, again(confirms), "incident", case.public_id).status_code == 404
        assert page_of(client, again(confirms), "evidence-destruction", other.public_id).status_code == 404
        assert send(client, again(confirms), "evidence-destruction", other.public_id, reason=WHY).status_code == 404


@pytest.mark.parametrize(("names", "first", "second", "wall"), TWO)
def test_whom_it_is_about_finds_no_trace_of_what_was_asked(client, school, names, first, second, wall):
    file = _sealed(school, *names)
    ask_destruction(evidence=file, reason=WHY, by=again(getattr(school, first)))

    for name in {*names, "office", "handler"} - {first, second}:
        somebody = again(getattr(school, name))
        assert Act.DESTROY not in acts_for(somebody, _case(file))
        assert page_of(client, somebody, "evidence-destruction", file.public_id).status_code in {403, 404}


def test_after_it_is_destroyed_the_second_knows_of_it_no_more(school):
    file = _sealed(school, "head")
    ask_destruction(evidence=file, reason=WHY, by=school.chair)
    assert can(again(school.dsl), Act.KNOW, _case(file))

    confirm_destruction(evidence=file, by=again(school.dsl))

    assert acts_for(again(school.dsl), _case(file)) == frozenset()


def test_the_page_of_the_case_says_who_the_second_is(school):
    file = _sealed(school, "head")
    ask_destruction(evidence=file, reason=WHY, by=school.chair)

    said = {seer.user: (seer.is_whole, seer.reasons) for seer in who_can_see(_case(file))}
    assert not said[school.dsl][0]
    assert any("second of two" in reason for reason in said[school.dsl][1])


def test_head_and_safeguarding_lead_in_one_person_the_chair_is_the_second(school):
    RoleAssignment.objects.filter(user=school.dsl).delete()
    RoleAssignment.objects.create(user=school.head, role=Role.DSL, starts_on=dt.date(2020, 9, 1))
    file = _sealed(school)

    ask_destruction(evidence=file, reason=WHY, by=again(school.head))
    with pytest.raises(CannotBeSo):
        confirm_destruction(evidence=file, by=again(school.head))
    confirm_destruction(evidence=file, by=again(school.chair))

    assert EvidenceFile.objects.get(pk=file.pk).destruction.confirmed_by == school.chair


def test_without_a_chair_the_vice_chair_takes_the_empty_place(school):
    school.chair.assignments.all().delete()
    file = _sealed(school, "dsl")

    assert second_role(_case(file), again(school.head)) == Role.VICE_CHAIR


def test_where_nobody_could_be_the_second_it_stays_sealed_and_the_page_says_so(client, school):
    for name in ("dsl", "chair", "vice_chair"):
        getattr(school, name).assignments.all().delete()
    file = _sealed(school)

    with pytest.raises(WrongState, match="stays sealed"):
        ask_destruction(evidence=file, reason=WHY, by=again(school.head))
    assert "It stays sealed." in text_of(page_of(client, again(school.head), "evidence-destruction", file.public_id))


def test_asked_of_somebody_who_left_it_may_be_asked_again_of_whoever_can(school):
    file = _sealed(school, "head")
    ask_destruction(evidence=file, reason=WHY, by=school.chair)
    school.dsl.assignments.all().delete()

    again_asked = ask_destruction(evidence=file, reason=WHY, by=again(school.chair))

    assert again_asked.second_role == Role.VICE_CHAIR
    confirm_destruction(evidence=file, by=again(school.vice_chair))


def test_whoever_the_case_turns_out_to_be_about_confirms_nothing(school):
    file = _sealed(school)
    ask_destruction(evidence=file, reason=WHY, by=school.head)
    link_person(case=_case(file), linked=about(school.dsl), by=again(school.head))

    with pytest.raises(NotAllowed):
        confirm_destruction(evidence=file, by=again(school.dsl))
    assert not may_ask(again(school.dsl), _case(file))


def test_the_mail_to_the_second_holds_the_reference_and_nothing_typed(school):
    file = _sealed(school, "head")
    ask_destruction(evidence=file, reason=WHY, by=school.chair)

    [told] = Notification.objects.all()
    text = f"{told.subject} {told.body}"
    assert _case(file).reference in text
    assert not any(word in text for word in ("police", file.name, "file", school.head.surname))
    assert not mail.outbox


def test_a_sealed_file_has_no_way_back_and_the_page_says_why(client, school):
    file = _sealed(school)

    page = text_of(page_of(client, school.head, "evidence-destruction", file.public_id))

    assert "A sealed file is never opened again, not by two people either" in page
