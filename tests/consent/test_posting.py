"""A recorded check becomes a post: by what holds at that moment, once, for good (B12, policy A4, A11)."""

import datetime as dt
from uuid import uuid4

import pytest
import time_machine
from django.db import DatabaseError, transaction

from audit.models import AuditEvent, Verb
from consent.faults import ConsentFault, MayNotGoOut, WrongState
from consent.models import Post, PostedChild, Purpose
from people.actions.flags import flag_pupil
from people.actions.restrictions import begin_restriction
from people.actions.school_accounts import close_account
from people.models import SchoolYear
from people.roles import Role
from policies.demo import load_demo_policy
from tests.factories import UserFactory

from .checked import checked, stop_by_anybody, use_of
from .given import MORNING, SEPTEMBER, TODAY, answer, children, six, survey
from .posted import LINK, late_post, post_of, posted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_october():
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def two():
    """Esme and Finn, whose parents said yes to everything, and the load that says so."""
    load = survey()
    esme, finn = pupils = children("Esme", "Finn")
    for pupil in pupils:
        answer(load, pupil)
    return load, esme, finn


def events():
    return AuditEvent.objects.filter(verb=Verb.POST_REGISTERED)


def test_a_post_keeps_the_account_the_day_the_link_the_children_and_who_checked(teacher, on_x, two):
    _, esme, finn = two

    post = post_of(teacher, [esme, finn], use_of(what="photo"), title="Harvest")

    assert (post.account, post.posted_on, post.link, post.title) == (on_x, TODAY, LINK, "Harvest")
    assert {child.pupil: child.word for child in post.children.all()} == {esme: "yes", finn: "yes"}
    assert post.check_record.recorded_by == post.posted_by == teacher
    assert post.was_permitted and not post.is_late
    assert events().get().details == {"destination": "x_twitter", "children": 2, "permitted": True}


def a_stop(load, pupil, account):
    answer(load, pupil, "no", given=MORNING)


def a_stop_by_anybody(load, pupil, account):
    stop_by_anybody(str(pupil))


def a_mark(load, pupil, account):
    flag_pupil(pupil=pupil, reason="A court order.", by=UserFactory(role=Role.DSL))


def a_restriction(load, pupil, account):
    begin_restriction(whose=pupil, reference="DR-2627-AAAA", scope="All.", by=UserFactory(role=Role.DPO))


def a_leaver(load, pupil, account):
    type(pupil).objects.filter(pk=pupil.pk).update(left_on=TODAY)


@pytest.mark.parametrize(
    ("happens", "word"),
    [(a_stop, "No"), (a_stop_by_anybody, "Ask the office"), (a_mark, "No"), (a_restriction, "No"), (a_leaver, "No")],
)
def test_a11_what_happens_between_check_and_post_refuses_and_says_who_is_to_be_left_out(
    teacher, on_x, two, happens, word
):
    load, esme, finn = two
    check = checked(teacher, [esme, finn])

    happens(load, esme, on_x)

    with pytest.raises(MayNotGoOut, match=rf"Leave out Esme \({word}\)\. Ask again without them"):
        posted(teacher, check)
    assert not Post.objects.exists() and not events().exists()


def test_a4_an_account_closed_between_check_and_post_refuses_and_quotes_the_rule(teacher, office, head, on_x, two):
    load_demo_policy(by_head=head, by_chair=UserFactory(role=Role.CHAIR), effective_from=dt.date(2026, 9, 1))
    _, esme, _ = two
    check = checked(teacher, [esme])

    close_account(account=on_x, on=TODAY, by=office)

    with pytest.raises(MayNotGoOut, match=r"no account there in use.*A4: “") as refused:
        posted(teacher, check)
    assert "Esme" not in str(refused.value)
    assert not Post.objects.exists()


def test_a4_on_an_account_that_is_not_the_schools_nothing_is_entered_and_the_rule_is_quoted(teacher, head, on_x, two):
    load_demo_policy(by_head=head, by_chair=UserFactory(role=Role.CHAIR), effective_from=dt.date(2026, 9, 1))
    _, esme, _ = two

    with pytest.raises(MayNotGoOut, match=r"account of the school and on no other.*A4: “"):
        post_of(teacher, [esme], on_other_account=True)
    with pytest.raises(MayNotGoOut, match=r"A4: “"):
        late_post(head, [esme], TODAY, on_other_account=True)
    assert not Post.objects.exists()


def test_a_new_school_year_between_check_and_post_refuses(teacher, on_x, two):
    _, esme, _ = two
    with time_machine.travel(dt.datetime(2027, 8, 31, 12, tzinfo=dt.UTC), tick=False):
        check = checked(teacher, [esme])

    with time_machine.travel(dt.datetime(2027, 9, 1, 8, tzinfo=dt.UTC), tick=False):
        assert SchoolYear.objects.year_on(dt.date(2027, 9, 1)) == 2027
        with pytest.raises(MayNotGoOut, match=r"last school year.*Leave out Esme \(No\)"):
            posted(teacher, check)


def test_a11_a_check_that_was_refused_already_is_never_posted(teacher, on_x):
    pupils = six(survey())

    with pytest.raises(MayNotGoOut, match=r"Leave out Ava .No., Ben .Ask the office., Callum .No. and George") as said:
        post_of(teacher, pupils)

    assert "stopped" not in str(said.value).casefold() and "court" not in str(said.value).casefold()


def test_two_taps_are_one_post_also_where_something_was_stopped_between_them(teacher, on_x, two):
    load, esme, finn = two
    check, key = checked(teacher, [esme, finn]), uuid4()

    first = posted(teacher, check, key=key)
    answer(load, esme, "no", given=MORNING)
    second = posted(teacher, check, key=key)

    assert first == second and events().count() == 1


def test_a_check_is_posted_once(teacher, on_x, two):
    _, esme, _ = two
    check = checked(teacher, [esme])
    posted(teacher, check)

    with pytest.raises(WrongState, match="posted already"):
        posted(teacher, check)


@pytest.mark.parametrize(
    ("on", "said"), [(TODAY + dt.timedelta(days=1), "today or an earlier"), (SEPTEMBER.date(), "was checked on")]
)
def test_it_was_posted_between_the_check_and_today(teacher, on_x, two, on, said):
    _, esme, _ = two

    with pytest.raises(ConsentFault, match=said):
        post_of(teacher, [esme], on=on)


def test_a_newsletter_is_a_post_without_account_or_link(teacher, two):
    _, esme, _ = two

    post = post_of(teacher, [esme], use_of("newsletter"), link="")

    assert (post.account, post.link, post.where) == (None, "", "Newsletter")


def test_entered_later_it_says_whether_permission_was_there_that_day(office, on_x, two):
    load, esme, finn = two
    answer(load, finn, "no", given=SEPTEMBER + dt.timedelta(days=20))

    both = late_post(office, [esme, finn], dt.date(2026, 9, 20))
    after = late_post(office, [esme, finn], dt.date(2026, 10, 1))
    last_year = late_post(office, [esme], dt.date(2026, 3, 1))

    assert [post.was_permitted for post in (both, after, last_year)] == [True, False, False]
    assert all(post.is_late for post in (both, after, last_year))
    assert {child.pupil: child.word for child in after.children.all()} == {esme: "yes", finn: "no"}


def test_entered_later_on_a_platform_without_an_account_is_refused(office, head, on_x, two):
    _, esme, _ = two

    with pytest.raises(MayNotGoOut, match="no account there in use"):
        late_post(office, [esme], TODAY, use_of("instagram"))
    assert Purpose.objects.get(slug="instagram").account is None


@pytest.mark.parametrize(("model", "change"), [(Post, {"title": "x"}), (PostedChild, {"word": "no"})])
def test_what_was_entered_cannot_be_changed_or_deleted_by_anybody(teacher, on_x, two, model, change):
    _, esme, finn = two
    post_of(teacher, [esme, finn])
    before = list(model.objects.values())

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        model.objects.update(**change)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        model.objects.all()._raw_delete(model.objects.db)

    assert list(model.objects.values()) == before
