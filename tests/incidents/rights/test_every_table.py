"""Every table with a way to a person is in the bundle, or is left out with a reason."""

from django.apps import apps
from django.db.models import Model

from incidents.rights.gathering import NOT_TOLD, SECTIONS, TOLD
from people.models import Pupil, PupilContact, User

PEOPLE = {User, Pupil, PupilContact}


def _leads_to(model: type[Model]) -> set[type[Model]]:
    """The tables that its own columns name, and those of many to many."""
    fields = model._meta.get_fields()
    return {one.related_model for one in fields if one.related_model and not one.auto_created}


def with_a_way() -> set[type[Model]]:
    """Every table from which some way of columns leads to a person."""
    every = [model for model in apps.get_models() if not model._meta.auto_created]
    found = set(PEOPLE)
    while more := {model for model in every if model not in found and _leads_to(model) & found}:
        found |= more
    return found


def test_a_table_with_a_way_to_a_person_is_told_or_left_out_with_a_reason():
    left = {model._meta.label for model in with_a_way() - TOLD} - set(NOT_TOLD)

    assert left - {"admin.LogEntry"} == set()


def test_what_is_left_out_is_a_table_with_a_way_and_says_why():
    labels = {model._meta.label for model in with_a_way()}

    assert set(NOT_TOLD) - labels == set()
    assert all(len(reason) > 30 for reason in NOT_TOLD.values())


def test_nothing_is_both_told_and_left_out():
    assert {model._meta.label for model in TOLD} & set(NOT_TOLD) == set()


def test_the_walk_finds_a_table_that_leads_to_a_person_through_another_one():
    labels = {model._meta.label for model in with_a_way()}

    assert {"consent.ConsentAnswer", "incidents.EntryText", "people.ClassMembership"} <= labels


def test_headings_are_told_apart():
    assert len({section.key for section in SECTIONS}) == len(SECTIONS)
