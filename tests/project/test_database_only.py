"""Which tests run on both databases: all that may reach one, and only they (docs/architecture.md, Tests)."""

from pathlib import Path

import pytest
from django.db import connection

from people.models import User
from tests.conftest import FEW, few_of_each, is_of_pages, reaches_database


@pytest.fixture
def a_school(db) -> None:
    """Any fixture that asks for the database itself."""


def test_a_test_that_asks_for_the_database_is_one(request, db):
    assert reaches_database(request.node)


def test_a_test_whose_fixture_asks_for_it_is_one(request, a_school):
    assert reaches_database(request.node)


@pytest.mark.django_db
def test_a_marked_test_is_one(request):
    assert reaches_database(request.node)


def test_a_test_that_commits_is_one(request, transactional_tables):
    assert reaches_database(request.node)


def test_a_test_with_a_portal_of_its_own_is_one(request, elsewhere):
    assert reaches_database(request.node)


def test_every_other_test_is_refused_the_database(request):
    assert not reaches_database(request.node)

    with pytest.raises(RuntimeError, match="Database access not allowed"):
        User.objects.exists()
    with pytest.raises(RuntimeError, match="Database access not allowed"):
        connection.cursor()


def test_a_page_is_told_by_the_name_of_its_file(request, monkeypatch):
    assert not is_of_pages(request.node)

    for name in ("test_page", "test_checks_page", "test_editor_pages", "test_class_views", "test_walk"):
        monkeypatch.setattr(request.node, "path", request.node.path.with_stem(name))
        assert is_of_pages(request.node), name


def test_the_links_of_the_head_are_followed_on_both(request, monkeypatch):
    monkeypatch.setattr(request.node, "path", request.node.path.with_stem("test_doors"))
    assert is_of_pages(request.node)

    monkeypatch.setattr(request.node, "name", "test_no_link_that_somebody_sees_is_shut_to_them[head]")
    assert not is_of_pages(request.node)


class _Item:
    """What the choice looks at of a test."""

    def __init__(self, nodeid: str, stem: str = "test_sorting", marked: bool = False) -> None:
        self.nodeid, self.path, self.marked = nodeid, Path(f"{stem}.py"), marked

    def get_closest_marker(self, name: str) -> bool:
        return self.marked


def test_of_many_parameters_the_first_few_run_on_both():
    items = [_Item(f"test_sorting.py::test_a_name[{number}]") for number in range(5)]
    items += [_Item("test_sorting.py::test_another"), _Item("test_sorting.py::test_a_name[shown]", marked=True)]

    kept = [item.nodeid.partition("::")[2] for item in few_of_each(items)]

    assert kept == ["test_a_name[0]", "test_a_name[1]", "test_another", "test_a_name[shown]"] and FEW == 2


def test_each_trigger_runs_on_both():
    items = [_Item(f"test_triggers.py::test_it[{number}]", stem="test_triggers") for number in range(5)]

    assert list(few_of_each(items)) == items
