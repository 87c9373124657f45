"""What goes wrong is told to whoever runs the server, without a word of what somebody typed."""

import logging

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError

from people.models import User
from tests.factories import UserFactory
from todwick_portal.log_lines import LineFormatter

NAME = "penrose-canary"


def _line(fault: BaseException | None = None, message: str = "Internal Server Error: %s", *values: object) -> str:
    told = (type(fault), fault, fault.__traceback__) if fault else None
    return LineFormatter().format(logging.LogRecord("django.request", 40, "x.py", 1, message, values, told))


def test_the_message_of_an_exception_is_not_told_and_its_place_is():
    try:
        int(NAME)
    except ValueError as fault:
        line = _line(fault, "Internal Server Error: %s", "/people/")

    assert NAME not in line
    assert "builtins.ValueError" in line and "test_log_lines.py" in line and "/people/" in line


def test_what_an_exception_came_from_is_told_likewise(db):
    kept = UserFactory(email=f"{NAME}@school.example")
    try:
        User.objects.create(email=kept.email)
    except IntegrityError as fault:
        line = _line(fault)

    assert NAME not in line
    assert line.count("IntegrityError") + line.count("UniqueViolation") >= 2


def test_what_is_wrong_with_a_setting_is_told_in_words():
    try:
        raise ImproperlyConfigured("SITE_URL must begin with https:// in production.")
    except ImproperlyConfigured as fault:
        assert "SITE_URL must begin with https://" in _line(fault)


@pytest.mark.parametrize("address", ["/check/?q=%s", "/policies/search/?page=1&q=%s", "https://school.example/a?%s"])
def test_the_query_of_an_address_is_cut_off(address):
    line = _line(None, "Error handling request %s", address % NAME)

    assert NAME not in line
    assert line.endswith("?...")


def test_the_key_of_a_record_is_cut_out_of_an_address():
    key = "0d8fd1a2-7f3b-4c55-9a51-1f2e3d4c5b6a"

    assert _line(None, "Internal Server Error: %s", f"/incidents/{key}/").endswith("/incidents/.../")


def test_a_question_in_a_sentence_stays():
    assert _line(None, "Is it there? No.").endswith("Is it there? No.")
