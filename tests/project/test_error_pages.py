"""Error pages are pages of the portal: in its look, with what to do, and without what exists."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import SuspiciousOperation
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from tests import html
from todwick_portal import errors

pytestmark = pytest.mark.django_db


def test_an_address_that_is_none_is_not_found(client):
    response = client.get("/nowhere/")

    page = html.Page(response.content.decode())
    assert response.status_code == 404
    assert page.title.startswith("Error: ")


def test_a_page_of_others_is_forbidden_in_words(sign_in, parent):
    response = sign_in(parent).get(reverse("consent:import-new"))

    assert response.status_code == 403
    assert html.Page(response.content.decode()).title.startswith("Error: ")


def test_a_file_that_is_too_large_is_refused_before_it_is_read(sign_in, office, settings):
    settings.MAX_UPLOAD_BYTES = 1000
    client = sign_in(office)

    response = client.post(reverse("consent:import-new"), {"file": "x" * 600_000})

    assert response.status_code == 413


def test_a_bad_request_is_a_page(rf):
    response = errors.bad_request(_with_nobody(rf.get("/")), SuspiciousOperation())

    assert response.status_code == 400
    assert html.faults(response.content.decode()) == []


def test_the_page_of_a_fault_needs_nothing_that_may_be_broken(rf):
    response = errors.server_error(rf.get("/"))

    assert response.status_code == 500
    assert html.faults(response.content.decode()) == []
    assert html.Page(response.content.decode()).title.startswith("Error: ")


def test_a_foreign_form_is_refused_and_keeps_the_typed_words():
    client = Client(enforce_csrf_checks=True)

    response = client.post(reverse("account_login"), {"login": "ngozi@school.example", "password": "secret words"})

    assert response.status_code == 403
    assert html.faults(response.content.decode()) == []
    assert "ngozi@school.example" in response.content.decode()
    assert "secret words" not in response.content.decode()


def test_a_form_that_meets_an_ended_sign_in_keeps_the_typed_words(client):
    response = client.post(reverse("consent:import-new"), {"school_year": "2026", "note": "thirty words"})

    assert response.status_code == 401
    assert "thirty words" in response.content.decode()


@pytest.mark.parametrize("name", ["400.html", "403.html", "404.html", "500.html"])
def test_an_error_page_names_no_child_and_no_address(name):
    assert "consent/" not in render_to_string(name)


def _with_nobody(request):
    request.user = AnonymousUser()
    return request
