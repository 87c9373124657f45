"""The canaries die where there is gas: each fault planted here is heard by the tests beside this one."""

import pytest

from incidents import complaint_figures, desk, notifications
from incidents import complaint_page as page
from incidents import search as searching
from incidents.actions import locking
from incidents.models import Case
from incidents.models.cases import CaseQuerySet
from incidents.sorts import Sort
from people import prepared
from tests.incidents.canaries.judging import unlike
from tests.incidents.canaries.matrix import MATRIX

from .checking import ROWS, before, faults_of_a_life
from .heads import seen_beside
from .lives import HANDLED, NEW, planted_at
from .test_mails import mails_of, wrong_with

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not MATRIX.exists(), reason="the design does not lie beside this clone"),
]


def _heard(kept, life: str, moment: str, *roles: str) -> str:
    """What the walk of the cells says about these roles."""
    planted = planted_at(kept.school, life, moment)
    return "\n".join(faults_of_a_life(kept, life, moment, planted, roles))


@pytest.fixture(autouse=True)
def known(kept):
    """What everybody saw before, looked at while nothing is wrong yet."""
    for role in {role for role, _ in ROWS} & {"head", "head_subject", "staff_handler", "governor"}:
        before(kept, role)


def test_it_is_silent_where_nothing_is_wrong(kept):
    assert _heard(kept, "head", HANDLED, "head", "head_subject", "staff_handler") == ""


def test_a_wall_that_is_dropped_from_the_query_is_heard(kept, monkeypatch):
    """And from the second look, under the lock, which would not let a page be shown."""
    whole = CaseQuerySet.allowing

    def _without_walls(self, act, user, sort=Sort.INCIDENT):
        return self.filter(sort=sort) if sort == Sort.COMPLAINT else whole(self, act, user, sort)

    monkeypatch.setattr(CaseQuerySet, "allowing", _without_walls)
    prepared.forget()
    monkeypatch.setattr(locking, "can", lambda by, act, case: True)
    said = _heard(kept, "head", NEW, "head")

    assert "incidents:complaint 0 leaks" in said
    assert "incidents:complaints: 200 became 200" in said


def test_words_in_a_mail_are_heard(kept, monkeypatch):
    def _telling(case, event, users):
        told = list(users)
        body = f"{case.reference}: {case.complaint.words}"
        notifications.queue_mails(kind="case", users=told, subject=f"{case.reference}: new", body=body)
        return len(told)

    monkeypatch.setattr(notifications, "tell", _telling)

    assert "a mail leaks ['words']" in "\n".join(wrong_with(kept, "head", mails_of(kept, "head", HANDLED)))


def _heads(kept, page: str) -> list[str]:
    """What is other on a page of the head with a complaint about the head."""
    then = seen_beside(kept, only=page)
    return list(unlike(seen_beside(kept, lambda: planted_at(kept.school, "head", NEW), only=page), then))


def test_a_count_of_all_is_heard(kept, monkeypatch):
    assert _heads(kept, "incidents:complaint-figures") == []
    monkeypatch.setattr(complaint_figures, "counted", lambda sort: Case.objects.complaints())

    assert len(_heads(kept, "incidents:complaint-figures")) == 1


def test_a_number_on_the_start_page_that_counts_all_is_heard(kept, monkeypatch):
    assert _heads(kept, "dashboard") == []
    monkeypatch.setattr(desk, "listed_for", lambda user, sort: Case.objects.filter(sort=sort))
    prepared.forget()

    assert len(_heads(kept, "dashboard")) == 1


def test_who_complained_shown_to_a_handler_or_found_by_a_search_is_heard(kept, monkeypatch):
    acts = page.acts_for
    monkeypatch.setattr(page, "acts_for", lambda user, case: acts(user, case) | {page.Act.IDENTITY})
    words = searching._words
    monkeypatch.setattr(searching, "_words", lambda case: (*words(case), case.complaint.name))
    said = _heard(kept, "withheld", HANDLED, "staff_handler")

    assert "leaks" in said and "'called'" in said
    assert "search: search called finds it by who complained" in said
