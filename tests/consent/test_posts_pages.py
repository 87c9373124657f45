"""The pages of posts: the feed, one post, entering one, and who sees which."""

import datetime as dt
import re
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from consent.models import Post
from people.actions.flags import flag_pupil
from people.roles import Role
from tests.factories import UserFactory

from .checked import checked, use_of
from .given import TODAY, answer, children, survey
from .posted import LINK, late_post, post_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_october")]
POSTS = reverse("consent:posts")


@pytest.fixture
def wren():
    [pupil] = children("Wren")
    answer(survey(), pupil)
    return pupil


def typed(**more):
    return {"key": str(uuid4()), "posted_on": f"{TODAY}", "on": "school", "link": LINK, "title": "Owls", **more}


def in_main(response):
    return re.sub(r"\s+", " ", response.content.decode().split("<main", 1)[1])


def test_a_teacher_enters_what_was_checked_and_finds_it(sign_in, teacher, on_x, wren):
    client, check = sign_in(teacher), checked(teacher, [wren])
    assert reverse("consent:post-new", args=[check.public_id]) in client.get(check.get_absolute_url()).content.decode()

    response = client.post(reverse("consent:post-new", args=[check.public_id]), typed())

    post = Post.objects.get()
    assert response.url == post.get_absolute_url()
    page = in_main(client.get(post.get_absolute_url()))
    assert "Everybody in it had permission" in page and "Owls" in page and LINK in page
    assert "Owls" in in_main(client.get(POSTS))


def test_a_stop_since_the_check_keeps_what_was_typed_and_says_whom_to_leave_out(sign_in, teacher, on_x, wren):
    client, check = sign_in(teacher), checked(teacher, [wren])
    flag_pupil(pupil=wren, reason="A court order.", by=UserFactory(role=Role.DSL))

    response = client.post(reverse("consent:post-new", args=[check.public_id]), typed())

    page = in_main(response)
    assert response.status_code == 422 and "Leave out Wren (No)" in page
    assert LINK in page and 'value="Owls"' in page and "court" not in page and "Never" not in page
    assert not Post.objects.exists()


def test_another_account_is_refused_on_the_page(sign_in, teacher, on_x, wren):
    client, check = sign_in(teacher), checked(teacher, [wren])

    response = client.post(reverse("consent:post-new", args=[check.public_id]), typed(on="another"))

    assert response.status_code == 422 and "on an account of the school and on no other" in in_main(response)


@pytest.mark.parametrize("role", [Role.STAFF, Role.PARENT, Role.GOVERNOR, Role.CHAIR, Role.DPO])
def test_nobody_else_sees_a_post(sign_in, teacher, on_x, wren, role):
    post = post_of(teacher, [wren])
    client = sign_in(UserFactory(role=role))

    status = client.get(post.get_absolute_url()).status_code

    assert status == (404 if role is Role.STAFF else 403)
    assert role is not Role.STAFF or post.reference not in in_main(client.get(POSTS))
    assert not Post.objects.visible_to(UserFactory(role=role)).exists()


@pytest.mark.parametrize("role", [Role.HEAD, Role.OFFICE, Role.DSL])
def test_the_whole_feed_is_for_office_head_and_safeguarding_lead(sign_in, teacher, on_x, wren, role):
    post = post_of(teacher, [wren], title="Owls")

    page = in_main(sign_in(UserFactory(role=role)).get(POSTS))

    assert "Owls" in page and post.get_absolute_url() in page


def test_an_account_holder_sees_what_is_on_the_account_in_three_words(sign_in, teacher, office, on_x, wren):
    holder = UserFactory(role=Role.STAFF)
    on_x.second_holder = holder
    on_x.save()
    post = post_of(teacher, [wren])
    flag_pupil(pupil=wren, reason="A court order.", by=UserFactory(role=Role.DSL))

    page = in_main(sign_in(holder).get(post.get_absolute_url()))

    assert "changed" in page and "Never" not in page and "not to be published" not in page.casefold()
    assert "Never" in in_main(sign_in(office).get(post.get_absolute_url()))


def test_the_feed_shows_then_and_now_and_is_narrowed_by_them(sign_in, office, teacher, on_x, wren):
    [jay] = children("Jay")
    first, late = post_of(teacher, [wren], title="Owls"), late_post(office, [jay], TODAY, title="Farm")
    post_of(teacher, [wren], use_of("newsletter"), link="", title="Harvest")
    client = sign_in(office)

    def shown(**chosen):
        return [post.title for post in client.get(POSTS, chosen).context["page"].posts]

    assert shown() == ["Harvest", "Farm", "Owls"]
    assert shown(permission="then_no") == ["Farm"] == shown(permission="now_no")
    flag_pupil(pupil=wren, reason="A court order.", by=UserFactory(role=Role.DSL))
    assert shown(permission="ended") == ["Harvest", "Owls"] == shown(state="to_remove")
    assert shown(account=on_x.public_id) == ["Farm", "Owls"] and shown(where="newsletter") == ["Harvest"]
    assert client.get(POSTS, {"permission": "odd"}).status_code == 400
    assert (first.is_late, late.is_late) == (False, True)


def test_pages_of_the_feed_go_on_where_the_last_one_ended(sign_in, office, wren, monkeypatch):
    monkeypatch.setattr("consent.post_pages.SIZE", 2)
    monkeypatch.setattr("consent.post_pages.post_page.__kwdefaults__", {"newer": "", "older": "", "size": 2})
    for day in range(5):
        late_post(office, [wren], TODAY - dt.timedelta(days=day // 2), use_of("newsletter"), title=str(day))
    client, seen, older = sign_in(office), [], ""

    for _ in range(3):
        page = client.get(POSTS, {"older": older}).context["page"]
        seen += [post.title for post in page.posts]
        older = page.older
    back = client.get(POSTS, {"newer": page.newer}).context["page"]

    assert sorted(seen) == ["0", "1", "2", "3", "4"] and older == ""
    assert [post.title for post in back.posts] == seen[2:4] and back.newer
    assert client.get(POSTS, {"older": "nothing"}).status_code == 200


def test_the_feed_makes_as_many_queries_for_three_as_for_one(sign_in, office, teacher, on_x):
    load, client, asked = survey(), sign_in(office), []
    for number, pupil in enumerate(children("Wren", "Jay", "Robin"), start=1):
        answer(load, pupil)
        post_of(teacher, [pupil])
        if number in (1, 3):
            client.get(POSTS)
            with CaptureQueriesContext(connection) as queries:
                assert len(client.get(POSTS).context["rows"]) == number
            asked.append(len(queries))

    assert asked[0] == asked[1]


def test_the_office_enters_what_was_out_with_somebody_who_has_left(sign_in, office, on_x, wren):
    [gone] = children("Gone")
    type(gone).objects.filter(pk=gone.pk).update(left_on=TODAY - dt.timedelta(days=40))
    client, late = sign_in(office), reverse("consent:post-late")
    found = client.post(late, {"name": "gon", "find": "1", "title": "Farm", "posted_on": "2026-03-01"})
    assert str(gone.public_id) in in_main(found) and 'value="Farm"' in in_main(found)
    assert str(wren.public_id) in in_main(client.post(late, {"class": "3H", "show": "1"}))

    sent = {
        "key": str(uuid4()), "where": "x_twitter", "posted_on": "2026-03-01", "what": "photo", "names": "none",
        "title": "Farm", "p": [str(gone.public_id), str(wren.public_id), "odd"],
    }  # fmt: skip
    first, second = client.post(late, sent), client.post(late, sent)

    post = Post.objects.get()
    assert first.url == second.url == post.get_absolute_url()
    page = in_main(client.get(post.get_absolute_url()))
    assert "Not everybody in it had permission" in page and "entered later" in page


def test_entered_later_without_a_child_keeps_what_was_typed(sign_in, office, on_x):
    sent = {"key": str(uuid4()), "where": "x_twitter", "posted_on": "2026-03-01", "what": "photo", "names": "none",
            "title": "Farm"}  # fmt: skip

    response = sign_in(office).post(reverse("consent:post-late"), sent)

    assert response.status_code == 422 and "Choose who can be seen in it" in in_main(response)
    assert 'value="Farm"' in in_main(response)


def test_a_stale_check_of_last_year_can_no_longer_be_posted(sign_in, teacher, on_x, wren):
    check = checked(teacher, [wren])

    with time_machine.travel(dt.datetime(2027, 9, 2, 9, tzinfo=dt.UTC), tick=False):
        response = sign_in(teacher).post(
            reverse("consent:post-new", args=[check.public_id]), typed(posted_on="2027-09-02")
        )

    assert response.status_code == 422 and "last school year" in in_main(response)
