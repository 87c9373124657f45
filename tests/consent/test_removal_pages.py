"""The pages of pictures to remove: who sees which list, ticks in the browser's shape, what parents read."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from consent.actions.removal_steps import tick_picture
from consent.models import PictureReview, RemovalItem, RemovalList, TakenDown
from people.actions.flags import flag_pupil
from people.roles import Role
from tests.factories import UserFactory

from .checked import use_of
from .given import TODAY, answer, children
from .parents import mother, said, september
from .posted import post_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_october")]
LISTS = reverse("consent:takedowns")


@pytest.fixture
def holder():
    return UserFactory(role=Role.STAFF)


@pytest.fixture
def poppys(teacher, on_x, holder):
    """What is to come down of Poppy: one post on X, held by one person, one in the newsletter."""
    on_x.first_holder = holder
    on_x.save()
    load = september()
    [poppy] = children("Poppy")
    said(load, mother(poppy, "Leanne Cartwright"))
    post_of(teacher, [poppy], title="Owls"), post_of(teacher, [poppy], use_of("newsletter"), link="", title="Harvest")
    flag_pupil(pupil=poppy, reason="A court order.", by=UserFactory(role=Role.DSL))
    return RemovalList.objects.get()


def item(removal, slug="x_twitter"):
    return removal.items.get(post__destination__slug=slug)


def tick(client, removal, slug="x_twitter", **sent):
    return client.post(
        reverse("consent:takedown-picture", args=[removal.public_id, item(removal, slug).public_id]), sent
    )


def main(response):
    return response.content.decode().split("<main", 1)[1]


def test_office_head_and_safeguarding_lead_see_every_list_and_why(sign_in, poppys):
    for role in (Role.OFFICE, Role.HEAD, Role.DSL):
        client = sign_in(UserFactory(role=role))
        assert poppys.get_absolute_url() in main(client.get(LISTS))
        page = main(client.get(poppys.get_absolute_url()))
        assert "Owls" in page and "Harvest" in page and "Not to be published, 13 October 2026" in page
        assert "Pictures posted before 13 October 2026 or never entered here are not in this list" in page


def test_an_account_holder_sees_what_is_on_the_own_account_and_never_why(sign_in, poppys, holder):
    page = main(sign_in(holder).get(poppys.get_absolute_url()))

    assert "Owls" in page and "Harvest" not in page
    assert "Not to be published" not in page and "parents" not in page.casefold()


@pytest.mark.parametrize("role", [Role.STAFF, Role.PARENT, Role.GOVERNOR, Role.CHAIR, Role.CLERK, Role.DPO])
def test_nobody_else_sees_a_list_or_ticks_one(sign_in, poppys, role):
    client = sign_in(UserFactory(role=role))

    refused = 404 if role is Role.STAFF else 403
    assert client.get(poppys.get_absolute_url()).status_code == refused
    assert tick(client, poppys, outcome="removed").status_code == refused
    assert not RemovalItem.objects.exclude(done_at=None).exists()


def test_the_safeguarding_lead_reads_and_does_not_tick(sign_in, poppys):
    client = sign_in(UserFactory(role=Role.DSL))

    assert tick(client, poppys, outcome="removed").url == poppys.get_absolute_url()
    assert not RemovalItem.objects.exclude(done_at=None).exists()
    assert client.post(reverse("consent:takedown-release", args=[poppys.public_id])).status_code == 403


def test_a_double_tap_is_one_tick_and_the_picture_is_gone_from_the_feed(sign_in, poppys, holder):
    client = sign_in(holder)

    assert [tick(client, poppys, outcome="removed").status_code for _ in range(2)] == [302, 302]

    assert TakenDown.objects.get().by == holder
    assert "Taken down" in main(client.get(reverse("consent:posts")))


def test_what_cannot_be_recalled_asks_for_the_reason_and_keeps_the_page(sign_in, poppys, office):
    client = sign_in(office)

    refused = tick(client, poppys, "newsletter", outcome="stays", note="")
    assert refused.status_code == 422 and "Write why it cannot be recalled" in main(refused)
    assert "<title>Error: " in refused.content.decode()
    assert tick(client, poppys, "newsletter", outcome="stays", note="Printed.").status_code == 302
    assert tick(client, poppys, "newsletter", outcome="removed").status_code == 422


def test_an_account_is_looked_through_with_a_number(sign_in, poppys, holder):
    client, look = sign_in(holder), poppys.looks.get()
    address = reverse("consent:takedown-account", args=[poppys.public_id, look.public_id])

    refused = client.post(address, {"removed": "some"})
    assert refused.status_code == 422 and 'value="some"' in main(refused)
    assert client.post(address, {"removed": "1"}).status_code == 302

    look.refresh_from_db()
    assert (look.removed, look.done_by) == (1, holder)


def test_the_parent_reads_how_far_it_is_once_released_and_of_no_other_child(sign_in, poppys, office):
    leanne = poppys.pupil.contacts.get().user
    [other] = children("Otto")
    gareth = mother(other, "Gareth Pike").user
    tick_picture(item=item(poppys), outcome=RemovalItem.Outcome.REMOVED, by=office)
    tick_picture(item=item(poppys, "newsletter"), outcome=RemovalItem.Outcome.STAYS, by=office, note="Printed.")
    mine = reverse("consent:mine")
    assert "removed" not in main(sign_in(leanne).get(mine))

    assert sign_in(office).post(reverse("consent:takedown-release", args=[poppys.public_id])).status_code == 302

    page = main(sign_in(leanne).get(mine))
    assert "1 of 2 removed. The printed newsletter cannot be recalled." in page
    assert "Owls" not in page and "court" not in page and "Not to be published" not in page
    assert "removed" not in main(sign_in(gareth).get(mine))


def test_a_list_is_called_off_on_a_page_of_its_own(sign_in, poppys, office):
    client, address = sign_in(office), reverse("consent:takedown-calling-off", args=[poppys.public_id])

    assert client.post(address, {"why": ""}).status_code == 422
    assert client.post(address, {"why": "Her mother took it back."}).status_code == 302
    assert client.post(address, {"why": "Again."}).status_code == 422
    assert "Called off" in main(client.get(poppys.get_absolute_url()))


def test_the_lists_make_as_many_queries_for_three_as_for_one(sign_in, office, teacher, on_x):
    load, client, asked = september(), sign_in(office), []
    for number, pupil in enumerate(children("Wren", "Jay", "Robin"), start=1):
        answer(load, pupil)
        post_of(teacher, [pupil])
        flag_pupil(pupil=pupil, reason="Ask.", by=office)
        if number in (1, 3):
            client.get(LISTS)
            with CaptureQueriesContext(connection) as queries:
                assert len(client.get(LISTS).context["open"]) == number
            asked.append(len(queries))

    assert asked[0] == asked[1]


# --- looked through


def test_an_account_shows_its_posts_by_age_and_whose_permission_ended(sign_in, poppys, holder):
    client, account = sign_in(holder), item(poppys).post.account
    address = reverse("consent:picture-account", args=[account.public_id])
    [shown] = client.get(reverse("consent:picture-accounts")).context["accounts"]
    assert (len(shown.rows), len(shown.ended), shown.is_due) == (1, 1, True)

    assert "Look again" in main(client.get(address))
    key = str(uuid4())
    sent = {
        "key": key,
        "looked_from": "2024-09-01",
        "looked_to": f"{TODAY}",
        "removed": "2",
        "look_again_on": "2027-03-01",
    }
    assert [client.post(address, sent).status_code for _ in range(2)] == [302, 302]

    review = PictureReview.objects.get()
    assert (review.removed, review.by) == (2, holder)
    assert "From 1 September 2024 to 13 October 2026, removed 2." in main(client.get(address))
    assert client.post(address, {**sent, "removed": ""}).status_code == 422


def test_who_does_not_hold_an_account_does_not_look_it_through(sign_in, poppys, teacher):
    account = item(poppys).post.account

    assert sign_in(teacher).get(reverse("consent:picture-account", args=[account.public_id])).status_code == 404
    dsl = sign_in(UserFactory(role=Role.DSL))
    assert dsl.post(reverse("consent:picture-account", args=[account.public_id]), {}).status_code == 200
    assert not PictureReview.objects.exists()
