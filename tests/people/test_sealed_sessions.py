"""What a sign-in keeps meanwhile in its session is readable by nobody who holds a copy of the database."""

import base64
import zlib

import pytest
from django.conf import settings as django_settings
from django.contrib.sessions.models import Session
from django.core import signing
from django.db import connection
from django.test import Client

from people.sessions import SessionStore
from tests.people.signing_in import is_in, mailed_code, mailed_link, sign_in_by_code

pytestmark = pytest.mark.django_db


def lying_about() -> bytes:
    """Every session row as the database holds it, and whatever base64, zlib and a signature hide of it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT session_data FROM django_session")
        rows = [str(row[0]) for row in cursor.fetchall()]
    found = [row.encode() for row in rows]
    for part in (part for row in rows for part in row.lstrip(".").split(":")):
        try:
            found.append(raw := base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
            found.append(zlib.decompress(raw))
        except (ValueError, zlib.error):
            continue
    return b"\n".join(found)


def test_the_code_of_a_mail_stands_in_no_session_row(client, teacher):
    client.post("/accounts/login/code/", {"email": teacher.email})

    code, rows = mailed_code(teacher), lying_about()
    assert rows
    assert code.encode() not in rows and code.replace("-", "").encode() not in rows
    assert teacher.email.encode() not in rows


def test_the_search_finds_what_lies_open_in_a_row_of_the_plain_kind():
    Session.objects.create(
        session_key="plain", session_data=signing.dumps({"code": "ABC-123", "more": "x" * 300}, compress=True),
        expire_date="2030-01-01T00:00Z",
    )  # fmt: skip

    assert b"ABC-123" in lying_about()


def test_the_seed_of_an_app_being_set_up_stands_in_no_session_row(client, head):
    sign_in_by_code(client, head)
    page = client.get("/accounts/second-step/app/")

    assert page.context["form"].secret.encode() not in lying_about()


def test_the_key_of_a_reset_link_stands_in_no_session_row(client, teacher):
    client.post("/accounts/password/reset/", {"email": teacher.email})
    link = mailed_link(teacher)
    client.get("/" + link.split("/", 3)[3])

    key = link.rstrip("/").rsplit("/", 1)[1].split("-", 1)[1]
    assert key.encode() not in lying_about()


def test_a_sign_in_works_from_a_sealed_session(client, teacher):
    sign_in_by_code(client, teacher)

    assert is_in(client)


def test_under_another_key_nobody_is_signed_in(client, teacher, settings):
    sign_in_by_code(client, teacher)

    settings.DATA_KEY = "another key, long enough to be one of its own"
    assert not is_in(client)


def test_the_earlier_key_still_opens_a_session(client, teacher, settings):
    sign_in_by_code(client, teacher)

    settings.DATA_KEYS_OLD = [settings.DATA_KEY]
    settings.DATA_KEY = "another key, long enough to be one of its own"
    assert is_in(client)


SIGNED = signing.dumps({"_auth_user_id": "1"})


@pytest.mark.parametrize("bytes_", ["", "x", "é", "AAAA" * 20, SIGNED], ids=["none", "x", "é", "long", "signed"])
def test_a_row_that_nobody_sealed_is_an_empty_session(bytes_):
    assert SessionStore().decode(bytes_) == {}


def test_the_portal_uses_it():
    assert django_settings.SESSION_ENGINE == "people.sessions"
    assert isinstance(Client().session, SessionStore)
