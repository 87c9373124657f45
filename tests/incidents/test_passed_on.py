"""An incident that came to another owner after it was seen waits for them as a new one does."""

from incidents.actions.handing_on import hand_on_incidents
from incidents.actions.handling import open_case
from incidents.actions.owning import find_owners
from incidents.actions.people import link_person, unlink_person
from incidents.models import Case, State
from incidents.walls import Standing
from people.models import Notification
from people.roles import Role
from tests.factories import UserFactory

from .made import about, again, report
from .test_telling import DAY, day_by_day


def _now(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def _names(heard) -> list[list[str]]:
    return [[name for name, _ in day] for day in heard]


def _surnamed(school) -> None:
    for name in ("head", "dsl", "chair", "vice_chair", "clerk", "reporter"):
        user = getattr(school, name)
        user.surname = name
        user.save(update_fields=["surname"])


def _came_back_to_the_head(school) -> Case:
    """About the head by mistake, seen by the chair, and taken off again."""
    _surnamed(school)
    case = report(school.reporter, about(school.head, Standing.HEAD))
    open_case(case=case, by=school.chair)
    unlink_person(person=case.people.get(), reason="It was a parent of that name.", by=again(school.chair))
    return _now(case)


def test_opened_by_nobody_since_it_came_it_is_handed_on_after_two_and_four_school_days(school):
    case = _came_back_to_the_head(school)
    assert (case.state, case.owner_role, bool(case.passed_at)) == (State.SEEN, Role.HEAD, True)

    heard = _names(day_by_day(hand_on_incidents, range(8)))

    assert heard == [[], [], ["dsl"], [], [], [], ["chair"], []]


def test_opened_by_its_new_owner_it_goes_to_nobody_else(school):
    case = _came_back_to_the_head(school)

    open_case(case=case, by=again(school.head))

    assert (_now(case).passed_at, _now(case).state) == (None, State.SEEN)
    assert day_by_day(hand_on_incidents, range(9)) == [[]] * 9


def test_somebody_who_only_deals_with_it_opens_it_for_nobody(school):
    case = _came_back_to_the_head(school)
    case.assignments.create(user=school.handler, given_by=school.chair)

    open_case(case=case, by=again(school.handler))

    assert _now(case).passed_at


def test_about_the_head_after_it_was_seen_whoever_stands_in_for_the_chair_hears_of_it_and_nobody_else(school):
    _surnamed(school)
    case = report(school.reporter)
    open_case(case=case, by=school.head)
    link_person(case=case, linked=about(school.head, Standing.HEAD), by=again(school.head))
    cover = UserFactory(surname="cover")
    cover.assignments.create(role=Role.CHAIR, starts_on=(case.reported_at + DAY).date(), is_cover=True)

    heard = _names(day_by_day(hand_on_incidents, range(12)))

    assert [name for day in heard for name in day] == ["cover"]


def test_a_post_that_falls_empty_passes_it_on_and_the_time_begins_then(school):
    _surnamed(school)
    case = report(school.reporter, about(school.head, Standing.HEAD))
    open_case(case=case, by=school.chair)
    school.chair.assignments.all().delete()

    assert find_owners() == 1

    assert (_now(case).owner_role, bool(_now(case).passed_at)) == (Role.VICE_CHAIR, True)
    assert Notification.objects.filter(user=school.vice_chair, subject__endswith=": now with you").count() == 1
    open_case(case=_now(case), by=again(school.vice_chair))
    assert _now(case).passed_at is None


def test_what_nobody_had_seen_goes_on_waiting_from_the_day_of_the_report(school):
    case = report(school.reporter)

    link_person(case=case, linked=about(school.head, Standing.HEAD), by=again(school.dsl))

    assert (_now(case).state, _now(case).passed_at) == (State.NEW, None)
