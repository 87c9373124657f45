"""Who is asked to read a policy, when and by when (A7). Nothing of it is stored: the days say so."""

import datetime as dt
from dataclasses import replace

import pytest

from people.models import User
from people.roles import Role
from policies.models import AcknowledgementDuty, Policy
from policies.readers import asked_of, audience_of, readers_of, to_read
from policies.reading_figures import figures_of
from policies.said import last_agreed
from policies.words import Audience
from tests.policies.readers import ONCE, PUBLISHED, RULES, STARTED, TODAY, YEARLY, agree, ask, at, publish, somebody
from tests.policies.wordings import a_rule

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def asked(policy: Policy, day: dt.date = TODAY) -> dict[str, str]:
    with at(day):
        return {reader.user.email: str(reader.audience) for reader in readers_of(policy, day)}


def still_to_read(user: User, day: dt.date) -> list[int]:
    """The versions that wait for somebody on a day."""
    user = User.objects.get(pk=user.pk)
    with at(day):
        return [reader.standing.version.number for reader in to_read(user, asked_of(user, day))]


def due(user: User, day: dt.date = TODAY) -> dt.date:
    with at(day):
        return asked_of(User.objects.get(pk=user.pk), day)[0].due_on


def test_without_a_duty_nobody_is_asked(policy):
    AcknowledgementDuty.objects.all().delete()

    assert asked(policy) == {}


def test_staff_are_head_safeguarding_lead_office_and_staff_and_nobody_else(policy, head, chair, teacher):
    expected = {head.email, teacher.email, *(somebody(role).email for role in (Role.DSL, Role.OFFICE))}
    for role in (Role.PARENT, Role.GOVERNOR, Role.CLERK, Role.DPO, Role.VICE_CHAIR):
        somebody(role)

    assert asked(policy) == dict.fromkeys(expected, "staff")


def test_governors_and_parents_are_asked_where_the_school_says_so(policy, head, chair, teacher):
    clerk, parent = somebody(Role.CLERK), somebody(Role.PARENT)
    ask(policy, head, governors=ONCE, parents=ONCE)

    found = asked(policy)

    assert (found[chair.email], found[clerk.email], found[parent.email]) == ("governors", "governors", "parents")
    assert found[teacher.email] == "staff"


def test_who_belongs_to_two_audiences_is_asked_once_as_staff_first(policy, head, teacher):
    teacher.assignments.create(role=Role.GOVERNOR, starts_on=STARTED)
    teacher.assignments.create(role=Role.PARENT, starts_on=STARTED)
    ask(policy, head, governors=ONCE, parents=ONCE)

    with at(TODAY):
        own = [reader for reader in readers_of(policy, TODAY) if reader.user == teacher]

    assert [reader.audience for reader in own] == [Audience.STAFF]


def test_a_staff_governor_is_asked_as_governor_where_staff_are_not(policy, head, teacher):
    teacher.assignments.create(role=Role.GOVERNOR, starts_on=STARTED)
    ask(policy, head, staff=replace(YEARLY, is_asked=False), governors=ONCE)

    assert asked(policy)[teacher.email] == "governors"


def test_who_has_left_or_only_stands_in_is_not_asked(policy, head):
    gone, cover = somebody(Role.STAFF), somebody(Role.GOVERNOR)
    User.objects.filter(pk=gone.pk).update(ends_on=TODAY - DAY)
    cover.assignments.create(role=Role.HEAD, starts_on=STARTED, is_cover=True)

    assert set(asked(policy)) == {head.email}


def test_what_was_agreed_to_is_not_asked_again_in_this_school_year(policy, teacher):
    assert still_to_read(teacher, TODAY) == [1]

    with at(TODAY):
        agree(policy.versions.get(), teacher)

    assert still_to_read(teacher, TODAY) == []
    assert still_to_read(teacher, dt.date(2027, 8, 31)) == []


def test_a_yearly_policy_is_asked_again_from_the_first_of_september(policy, teacher):
    with at(TODAY):
        agree(policy.versions.get(), teacher)

    assert still_to_read(teacher, dt.date(2027, 9, 1)) == [1]


def test_what_is_asked_once_is_not_asked_again_next_year(policy, head, teacher):
    ask(policy, head, staff=ONCE)
    with at(TODAY):
        agree(policy.versions.get(), teacher)

    assert still_to_read(teacher, dt.date(2029, 9, 1)) == []


def test_a_new_version_is_asked_and_a_correction_is_not(policy, head, chair, teacher):
    with at(TODAY):
        agree(policy.versions.get(), teacher)
    with at(TODAY + DAY):
        publish(a_rule("A1", text="Do what A1  says, please."), *RULES[1:], by=head, chair=chair, is_minor=True)
    assert still_to_read(teacher, TODAY + DAY) == []

    with at(TODAY + 2 * DAY):
        publish(a_rule("A1", text="Do otherwise."), *RULES[1:], by=head, chair=chair)
    assert still_to_read(teacher, TODAY + 2 * DAY) == [3]


def test_a_correction_after_a_change_leaves_the_change_to_be_read(policy, head, chair, teacher):
    with at(TODAY):
        agree(policy.versions.get(), teacher)
    with at(TODAY + DAY):
        publish(a_rule("A1", text="Do otherwise."), by=head, chair=chair)
        publish(a_rule("A1", text="Do otherwise!"), by=head, chair=chair, is_minor=True)

    assert still_to_read(teacher, TODAY + DAY) == [3]


def test_somebody_new_is_asked_from_their_first_day(policy):
    new = somebody(Role.STAFF, since=dt.date(2027, 1, 5))

    assert still_to_read(new, dt.date(2027, 1, 4)) == []
    assert still_to_read(new, dt.date(2027, 1, 5)) == [1]
    assert due(new, dt.date(2027, 1, 5)) == dt.date(2027, 1, 19)


def test_days_count_from_the_latest_of_publication_first_of_september_and_ones_own_first_day(policy, teacher):
    assert due(teacher) == PUBLISHED + 14 * DAY
    assert due(teacher, dt.date(2027, 9, 20)) == dt.date(2027, 9, 15)


def test_a_correction_gives_nobody_more_time(policy, head, chair, teacher):
    with at(TODAY):
        publish(a_rule("A1", text="Do what A1 says !"), by=head, chair=chair, is_minor=True)

    assert due(teacher) == PUBLISHED + 14 * DAY


def test_who_cannot_agree_has_answered_and_may_agree_later(policy, teacher):
    with at(TODAY):
        agree(policy.versions.get(), teacher, agrees=False, reason="My sister is a parent.")
        [before] = [one for one in readers_of(policy, TODAY) if one.user == teacher]
    with at(TODAY + DAY):
        agree(policy.versions.get(), teacher)
        [after] = [one for one in readers_of(policy, TODAY + DAY) if one.user == teacher]

    assert (before.is_open, before.cannot, before.agreed) == (False, True, None)
    assert (after.is_open, after.cannot, after.agreed is not None) == (False, False, True)


def test_a_version_published_for_later_is_asked_from_its_first_day(policy, teacher):
    with at(TODAY):
        agree(policy.versions.get(), teacher)
    policy.versions.update(status="superseded")
    later = policy.versions.create(
        number=2, status="published", approved_on=TODAY, approved_by_text="the board", effective_from=TODAY + 5 * DAY,
        published_at=dt.datetime(2026, 9, 14, tzinfo=dt.UTC),
    )  # fmt: skip

    assert still_to_read(teacher, TODAY + 4 * DAY) == []
    assert still_to_read(teacher, TODAY + 5 * DAY) == [later.number]
    assert due(teacher, TODAY + 5 * DAY) == TODAY + 19 * DAY


def test_the_version_last_agreed_to_is_known_for_the_differences(policy, head, chair, teacher):
    with at(TODAY):
        agree(policy.versions.get(), teacher)
    with at(TODAY + DAY):
        publish(a_rule("A1", text="Do otherwise."), by=head, chair=chair)

    assert last_agreed(policy, teacher).version.number == 1
    assert last_agreed(policy, head) is None


def test_who_is_not_asked_reads_as_what_they_are():
    assert audience_of(somebody(Role.PARENT)) == Audience.PARENTS
    assert audience_of(somebody(Role.DPO)) == Audience.VISITORS


@pytest.mark.parametrize("count", [1, 3])
def test_as_many_queries_for_three_people_as_for_one(policy, count, django_assert_num_queries):
    for user in [somebody(Role.STAFF) for _ in range(count)]:
        with at(TODAY):
            agree(policy.versions.get(), user)

    with at(TODAY), django_assert_num_queries(1):
        assert len(readers_of(policy, TODAY)) == count + 1


@pytest.mark.parametrize("count", [1, 3])
def test_as_many_queries_for_three_policies_as_for_one(head, chair, teacher, count, django_assert_num_queries):
    with at(PUBLISHED):
        for number in range(count):
            ask(publish(*RULES, by=head, chair=chair, slug=f"policy-{number}").policy, head)

    with at(TODAY), django_assert_num_queries(1):
        assert len(to_read(teacher, asked_of(teacher, TODAY))) == count


def test_figures_count_each_person_once_and_hide_what_could_be_told_from_them(policy, head):
    people = [somebody(Role.STAFF) for _ in range(12)]
    with at(TODAY):
        for user in people[:7]:
            agree(policy.versions.get(), user)
        agree(policy.versions.get(), people[7], agrees=False, reason="No.")
        [figures] = figures_of(readers_of(policy, TODAY), TODAY)
        for user in people[8:10]:
            agree(policy.versions.get(), user)
        [fewer] = figures_of(readers_of(policy, TODAY), TODAY)

    assert (figures.asked, figures.agreed, figures.cannot, figures.open) == (13, 7, 1, 5)
    assert (figures.hidden, fewer.hidden) == ("7 of 13", "all but fewer than 5 of 13")
