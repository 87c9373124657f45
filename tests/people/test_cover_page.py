"""Who stands in for you, on a phone: who it is now comes first, and nothing is asked that has one answer."""

import re

import pytest
from django.urls import reverse

from people.models import RoleAssignment
from people.roles import Role

pytestmark = pytest.mark.django_db


def page_of(client, user):
    client.force_login(user)
    return client.get(reverse("people:cover")).content.decode()


def test_who_it_is_now_stands_before_the_form_and_the_lead_is_short(client, head):
    page = page_of(client, head)

    assert page.index('id="coming"') < page.index('id="name"')
    [lead] = re.findall(r'<p class="head__lead">(.*?)</p>', page)
    assert len(lead.split()) < 25


def test_the_role_is_asked_only_of_who_holds_several(client, head):
    assert "For which of your roles?" not in page_of(client, head)

    RoleAssignment.objects.create(user=head, role=Role.DSL)

    assert "For which of your roles?" in page_of(client, head)
