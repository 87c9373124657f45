"""A picture of the register that went out without permission becomes the record of a data breach in one press."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from consent.models import Post
from incidents.actions.breach_posts import open_breach_of_post
from incidents.actions.faults import WrongState
from incidents.models import BreachEntry, DataBreach
from people.models import Notification
from people.roles import Role
from tests.consent.given import answer, children, survey
from tests.consent.posted import late_post, post_of
from tests.consent.school_places import account, on_x
from tests.factories import UserFactory

__all__ = ["account", "on_x"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def unpermitted(on_x, office) -> Post:
    """Ben had no permission; Wren had it."""
    wren, ben = children("Wren", "Ben")
    answer(survey(), wren)
    return late_post(office, [wren, ben], timezone.localdate() - dt.timedelta(days=1))


def ben_of(post: Post):
    """The child of the picture who had no permission."""
    return post.children.exclude(word="yes").get().pupil


def _press(client, post):
    return client.post(reverse("incidents:post-breach", args=[post.public_id]))


def test_the_head_opens_it_from_the_post_and_it_names_the_child_without_permission_alone(sign_in, head, unpermitted):
    client = sign_in(head)
    page = client.get(unpermitted.get_absolute_url()).content.decode()
    assert "Open a data breach record" in page

    response = _press(client, unpermitted)

    breach = DataBreach.objects.get()
    assert response.url == breach.get_absolute_url()
    assert (breach.post, breach.aware_at) == (unpermitted.public_id, unpermitted.entered_at)
    assert [one.pupil for one in breach.pupils.all()] == [ben_of(unpermitted)]
    said = breach.entries.get(kind=BreachEntry.Kind.FACTS).said
    assert said["children"] == 1 and said["happened_on"] == unpermitted.posted_on.isoformat()


def test_pressed_twice_it_is_one_record(sign_in, head, unpermitted):
    client = sign_in(head)

    assert _press(client, unpermitted).url == _press(client, unpermitted).url
    assert DataBreach.objects.count() == 1


def test_the_office_opens_it_and_does_not_read_it(sign_in, office, head, unpermitted):
    UserFactory(role=Role.DPO)

    response = _press(sign_in(office), unpermitted)

    assert response.url == unpermitted.get_absolute_url()
    breach = DataBreach.objects.get()
    assert sign_in(office).get(breach.get_absolute_url()).status_code == 403
    assert {mail.user for mail in Notification.objects.filter(subject__startswith=breach.reference)} >= {head}


def test_where_everybody_had_permission_there_is_nothing_to_open(sign_in, head, teacher, on_x):
    [wren] = children("Wren")
    answer(survey(), wren)
    post = post_of(teacher, [wren])
    client = sign_in(head)

    assert "Open a data breach record" not in client.get(post.get_absolute_url()).content.decode()
    assert _press(client, post).status_code == 404
    with pytest.raises(WrongState):
        open_breach_of_post(post=post, by=head)
    assert not DataBreach.objects.exists()


def test_a_teacher_opens_none(sign_in, teacher, unpermitted):
    assert _press(sign_in(teacher), unpermitted).status_code == 403
    assert not DataBreach.objects.exists()
