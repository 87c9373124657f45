"""Pictures to remove on start pages: for office, head, safeguarding lead and account holders, with their clocks."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from consent.actions.removal_steps import tick_picture
from consent.models import RemovalItem, RemovalList
from consent.removal_desk import open_removals
from people.models import SchoolAccount, User
from people.roles import Role
from tests import html
from tests.factories import UserFactory

from .test_removal_pages import holder, item, poppys

__all__ = ["holder", "poppys"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_october")]
START = reverse("dashboard")
MINUTE = dt.timedelta(minutes=1)


def again(user: User) -> User:
    return User.objects.get(pk=user.pk)


def tiles(client, user) -> list[tuple[str, str, str, str]]:
    """The tiles about pictures to remove on the start page of `user`."""
    client.force_login(again(user))
    shown = client.get(START).context["tiles"]
    return [(one.number, one.old, one.kind, one.url) for one in shown if "pictures to remove" in one.what]


def text(client, user, **query) -> str:
    client.force_login(again(user))
    return html.Page(client.get(START, query).content.decode()).text


@pytest.fixture
def leading(holder):
    """The holder is a governor too, and so has a start page."""
    holder.assignments.create(role=Role.GOVERNOR, starts_on=timezone.localdate())
    return holder


@pytest.mark.parametrize("role", [Role.HEAD, Role.OFFICE, Role.DSL])
def test_who_sees_every_list_reads_how_many_and_when_the_first_clock_ends(client, poppys, role):
    user = UserFactory(role=role)
    local = timezone.localtime(poppys.due_at)

    assert tiles(client, user) == [("1", f"clock ends {local:%A %-H:%M}", "", reverse("consent:takedowns"))]
    said = text(client, user, kind="removal")
    assert f"{poppys.pupil} : 2 pictures to remove" in said and "Take them down, then tick each." in said


def test_a_holder_reads_what_is_theirs_and_it_is_mine(client, poppys, leading):
    assert tiles(client, leading)[0][0] == "1"
    assert f"{poppys.pupil} : 1 picture to remove" in text(client, leading, kind="mine")

    tick_picture(item=item(poppys), outcome=RemovalItem.Outcome.REMOVED, note="", by=again(leading))
    poppys.looks.update(done_at=timezone.now(), removed=0)

    assert tiles(client, leading)[0][:3] == ("1", "nothing left of yours", "")
    with time_machine.travel(poppys.due_at + MINUTE):
        assert tiles(client, leading)[0][2] == ""


def test_what_nobody_holds_is_the_offices_own_and_what_somebody_holds_is_with_them_to_the_last_account(
    client, office, head, poppys, holder
):
    assert f"{poppys.pupil} : 2 pictures to remove" in text(client, office, kind="mine")
    assert "Mine" not in text(client, head)

    done = RemovalItem.objects.filter(pk=item(poppys, "newsletter").pk)
    done.update(outcome="removed", done_at=timezone.now())
    assert "Mine" not in text(client, office), "what is left is the holder's"

    RemovalItem.objects.update(outcome="removed", done_at=timezone.now())
    [(line, _)] = client.get(START, {"kind": "removal"}).context["feed"].shown
    assert (line.kind.state, line.who) == ("1 account to look through", holder.get_short_name())


@pytest.mark.parametrize(("after", "is_late"), [(-MINUTE, False), (MINUTE, True)])
def test_once_the_clock_has_ended_it_is_red_and_says_so_in_words(client, head, poppys, after, is_late):
    with time_machine.travel(poppys.due_at + after, tick=False):
        [(_, old, kind, _)] = tiles(client, head)
        said = text(client, head)

    assert (kind == "no", old.startswith("overdue: clock ended")) == (is_late, is_late)
    assert ("Overdue: 2 pictures to remove" in said) == is_late


def test_the_clock_is_that_of_what_is_left(head, poppys):
    later = poppys.due_at + dt.timedelta(days=3)
    RemovalItem.objects.filter(pk=item(poppys).pk).update(due_at=later)
    assert open_removals(head).get().clock == poppys.due_at

    done = RemovalItem.objects.filter(pk=item(poppys, "newsletter").pk)
    done.update(outcome="removed", done_at=timezone.now())
    poppys.looks.update(done_at=timezone.now(), removed=0)

    assert open_removals(head).get().clock == later


def test_where_none_is_open_there_is_no_tile_no_chip_and_no_line(client, head, poppys):
    RemovalList.objects.update(done_at=timezone.now())

    assert tiles(client, head) == []
    assert "ictures to remove" not in text(client, head)


@pytest.mark.parametrize("role", [Role.CHAIR, Role.GOVERNOR, Role.CLERK, Role.DPO, Role.PARENT])
def test_nobody_else_learns_of_it(client, poppys, role):
    user = UserFactory(role=role)

    assert tiles(client, user) == []
    assert str(poppys.pupil) not in text(client, user, kind="removal")


def test_a_holder_without_a_start_page_reads_it_on_the_check_until_it_is_done(client, poppys, holder):
    def said() -> str:
        client.force_login(again(holder))
        return html.Page(client.get(reverse("consent:check")).content.decode()).text

    day = timezone.localtime(poppys.due_at)
    assert f"To take down: pictures of a child , by {day:%-d %B}" in said()

    tick_picture(item=item(poppys), outcome=RemovalItem.Outcome.REMOVED, note="", by=again(holder))
    poppys.looks.update(done_at=timezone.now(), removed=0)
    assert "To take down" not in said()


@pytest.mark.parametrize("how", ["ended", "role"])
def test_a_holder_who_works_here_no_longer_is_named_nowhere_and_theirs_is_the_offices(client, poppys, holder, how):
    """As in the morning mail: neither their last day nor their name on paper keeps a picture with them."""
    office, head = UserFactory(role=Role.OFFICE), UserFactory(role=Role.HEAD)
    tick_picture(item=item(poppys, "newsletter"), outcome=RemovalItem.Outcome.REMOVED, note="", by=again(office))
    poppys.looks.update(done_at=timezone.now(), removed=0)
    assert holder.get_short_name() in text(client, head, kind="removal")
    assert str(poppys.pupil) not in mine(client, office)

    yesterday = timezone.localdate() - dt.timedelta(days=1)
    if how == "ended":
        User.objects.filter(pk=holder.pk).update(ends_on=yesterday)
    else:
        holder.assignments.update(starts_on=yesterday - dt.timedelta(days=9), ends_on=yesterday)

    assert holder.get_short_name() not in text(client, head, kind="removal")
    assert "the office" in text(client, head, kind="removal")
    assert str(poppys.pupil) in mine(client, office)
    page = html.Page(client.get(poppys.get_absolute_url()).content.decode()).text
    assert holder.get_short_name() not in page and "so the office sees to it" in page


def test_of_two_holders_the_second_is_named_where_the_first_works_here_no_longer(client, poppys, holder, on_x):
    second = UserFactory(role=Role.STAFF)
    SchoolAccount.objects.filter(pk=on_x.pk).update(second_holder=second)
    holder.assignments.all().delete()

    said = text(client, UserFactory(role=Role.HEAD), kind="removal")

    assert second.get_short_name() in said and holder.get_short_name() not in said


def mine(client, user) -> str:
    """The lines under *Mine*."""
    client.force_login(again(user))
    feed = client.get(START, {"kind": "mine"}).context["feed"]
    return " ".join(f"{line.what} {line.who}" for line, _ in feed.shown) if feed and feed.chosen == "mine" else ""
