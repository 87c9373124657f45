"""What the record shows of complaints, and to whom: never who complained to somebody who is not to know it."""

import pytest
from django.urls import reverse

from incidents.actions.complaint_answering import open_complaint
from incidents.actions.complaint_giving import give_complaint
from incidents.complaints.abouts import About
from people.roles import Role
from tests.factories import UserFactory
from tests.html import Page
from tests.incidents.made import again

from .made import complain
from .test_answering import acknowledged, answered


def trail(case):
    return reverse("record:trail", args=["incident", case.public_id])


def test_who_owns_a_complaint_reads_what_happened_with_it_in_words(school, sign_in):
    case = complain()
    open_complaint(case=case, by=school.head)
    case = answered(acknowledged(case, school.head), school.head)
    give_complaint(case=case, user=school.handler, knows_who=True, by=school.head)
    text = Page(sign_in(school.head).get(trail(case)).content.decode()).text

    for words in ("Complaint opened", "they were told that we have it", "Upheld", "Stage 1", "may see who complained"):
        assert words in text, words


def test_a_handler_who_reads_trails_does_not_read_there_who_complained(school, sign_in):
    parent = UserFactory(role=Role.PARENT, surname="Ferrier")
    case = complain(by=parent)
    given = give_complaint(case=case, user=school.dsl, knows_who=False, by=school.head)
    dsl = again(school.dsl)
    client = sign_in(dsl)

    assert client.get(case.get_absolute_url()).status_code == 200
    assert client.get(trail(case)).status_code == 404
    assert case.reference not in client.get(reverse("record:events")).content.decode()
    given.knows_who = True
    given.save()
    assert client.get(trail(case)).status_code == 200


@pytest.mark.parametrize("about", [About.HEAD, About.CHAIR, About.UNSURE, About.DATA])
def test_what_the_head_may_not_know_stands_in_no_trail_of_theirs(school, sign_in, about):
    case = complain(about)
    client = sign_in(school.head)

    assert client.get(trail(case)).status_code == 404
    assert case.reference not in client.get(reverse("record:events")).content.decode()
