"""Nothing goes round the second step: no mail, no new password, no old session, nobody but the office."""

import datetime as dt
import json
from urllib.parse import quote

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from audit.models import AuditEvent, Verb
from people.actions.sign_in import NothingToTakeOff, NotYourOwn, reset_second_step
from tests.people.second_step import QUESTION, _changes, _set_up_app
from tests.people.signing_in import (
    HERE,
    app_code,
    is_in,
    mailed_link,
    newest_mail,
    recovery_codes,
    sign_in,
    sign_in_by_code,
    with_app,
    with_password,
)

pytestmark = pytest.mark.django_db
DEEP = "[" * 5000 + "]" * 5000
LOOKS_RIGHT = json.dumps({"id": "AAAA", "rawId": "AAAA", "type": "public-key", "response": dict.fromkeys(
    ("clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"), "AAAA")})  # fmt: skip


# --- nothing goes round it -----------------------------------------------------------------------------------


def test_a_code_by_mail_does_not_skip_it(production, client, guarded):
    response = sign_in_by_code(client, guarded)

    assert response.url == QUESTION
    assert not is_in(client)


def test_a_new_password_does_not_skip_it(production, client, guarded):
    client.post("/accounts/password/reset/", {"email": guarded.email})
    form = client.get(mailed_link(guarded), follow=True)
    both = {"password1": "four other words here", "password2": "four other words here"}
    client.post(form.redirect_chain[-1][0], both)
    assert not is_in(client)

    assert sign_in(client, guarded, "four other words here").url == QUESTION
    assert not is_in(client)


def test_a_session_begun_before_is_dead_once_it_is_set_up(client, teacher):
    """Of somebody who need not have one."""
    old = Client()
    sign_in(old, with_password(teacher))
    assert is_in(old)
    sign_in(client, teacher)

    _set_up_app(client)

    assert not is_in(old)
    assert is_in(client)


def test_a_session_that_never_showed_it_is_asked_for_it(production, client, guarded):
    """A session of which the portal knows no second step, however it came about."""
    client.force_login(guarded)

    response = client.get("/people/")
    assert response.url == "/accounts/reauthenticate/code/?next=%2Fpeople%2F"
    client.post("/accounts/reauthenticate/", {"password": "three words do not belong"})
    assert client.get("/people/").status_code == 302

    client.post(response.url, {"code": app_code()})
    assert client.get("/people/").status_code == 200


def test_who_must_have_one_cannot_take_the_last_one_off(production, client, guarded):
    sign_in(client, guarded)
    client.post(QUESTION, {"code": app_code()})

    page = client.post("/accounts/second-step/app/removal/")

    assert "Your role needs a second step" in page.content.decode()
    assert Authenticator.objects.filter(user=guarded, type="totp").exists()


def test_who_need_not_have_one_can_take_it_off_and_is_told(client, teacher):
    with_app(with_password(teacher))
    sign_in(client, teacher)
    client.post(QUESTION, {"code": app_code()})

    client.post("/accounts/second-step/app/removal/")

    assert not Authenticator.objects.filter(user=teacher).exists()
    assert newest_mail(user=teacher).startswith("The phone app was taken off")
    assert _changes(teacher).get().details == {"kind": "totp", "change": "removed"}


def test_new_recovery_codes_take_the_place_of_the_old_ones(client, guarded):
    old = recovery_codes(guarded)
    sign_in(client, guarded)
    client.post(QUESTION, {"code": app_code()})

    page = client.post("/accounts/second-step/recovery-codes/new/", follow=True).content.decode()

    assert not set(old) & set(recovery_codes(guarded))
    assert all(code in page for code in recovery_codes(guarded))


# --- the office takes it off ---------------------------------------------------------------------------------


def test_the_office_takes_it_off_and_the_next_sign_in_sets_up_a_new_one(production, client, guarded, office):
    held = Client()
    sign_in(held, guarded)
    held.post(QUESTION, {"code": app_code()})
    assert is_in(held)

    reset_second_step(user=guarded, by=office)

    assert not is_in(held)
    assert "ring the school office at once" in newest_mail(user=guarded)
    event = AuditEvent.objects.get(verb=Verb.SECOND_STEP_RESET)
    assert (event.by_id, event.target_id, event.details) == (
        office.pk, str(guarded.pk), {"kinds": ["recovery_codes", "totp"]},
    )  # fmt: skip
    sign_in(client, guarded)
    assert client.get("/people/").url == HERE
    _set_up_app(client)
    assert client.get("/people/").status_code == 200


def test_nobody_takes_off_their_own_and_there_must_be_one(office, teacher):
    with pytest.raises(NotYourOwn):
        reset_second_step(user=with_app(office), by=office)
    with pytest.raises(NothingToTakeOff):
        reset_second_step(user=teacher, by=office)
    assert not AuditEvent.objects.filter(verb=Verb.SECOND_STEP_RESET).exists()


def test_the_page_of_the_office_asks_first(client, office, guarded):
    client.force_login(office)
    address = f"/people/accounts/{guarded.pk}/second-step/"

    assert "Take the second step off" in client.get(address).content.decode()
    assert client.post(address, follow=True).status_code == 200
    assert client.post(address).status_code == 409
    assert client.get(f"/people/accounts/{office.pk}/second-step/").status_code == 200
    assert client.post(f"/people/accounts/{office.pk}/second-step/").status_code == 409


# --- passkeys of others --------------------------------------------------------------------------------------


def test_somebody_elses_passkey_is_not_found_and_nonsense_is_refused(client, head, teacher):
    key = Authenticator.objects.create(user=head, type="webauthn", data={"name": "Phone", "credential": {}})
    sign_in(client, with_password(teacher))
    page = "/accounts/second-step/passkeys/removal/"

    assert client.get(page, {"key": key.pk}).status_code == 404
    assert client.get(page, {"key": "x" * 40}).status_code == 404
    assert client.get(page).url == HERE
    for nonsense in ("", "{}", "[]", "null", '{"id": 3}', "not json", '{"response": null}', DEEP, LOOKS_RIGHT):
        assert client.post("/accounts/login/passkey/", {"credential": nonsense}).status_code == 302
        added = client.post("/accounts/second-step/passkeys/new/", {"credential": nonsense, "name": "x"})
        assert added.status_code == 200
    assert Authenticator.objects.count() == 1


# --- a screen left open --------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["/accounts/second-step/app/", "/accounts/second-step/passkeys/new/"])
@pytest.mark.parametrize("way", ["by mail alone", "password"])
def test_at_a_screen_left_open_nobody_sets_up_a_second_step_of_their_own(client, teacher, page, way):
    """A passkey is a whole sign-in: whoever adds one comes back whenever they like. Who signs in by mail has nothing
    else to prove with, so the mail is asked for."""
    if way == "password":
        sign_in(client, with_password(teacher))
    else:
        teacher.set_unusable_password()
        teacher.save()
        sign_in_by_code(client, teacher)
    assert client.get(page).status_code == 200

    with time_machine.travel(timezone.now() + dt.timedelta(minutes=6)):
        looked, sent = client.get(page), client.post(page, {"code": "123456", "credential": LOOKS_RIGHT, "name": "x"})

    assert looked.url == f"/accounts/reauthenticate/?next={quote(page, safe='')}"
    assert sent.status_code == 401
    assert not Authenticator.objects.exists()


def test_who_owes_a_second_step_sees_no_number_of_their_own_on_public_pages(production, client, guarded):
    client.force_login(guarded)
    before = client.get("/policies/").content.decode()
    client.post("/accounts/reauthenticate/code/", {"code": app_code()})
    after = client.get("/policies/").content.decode()

    assert "/consent/review/" not in before and "/people/" not in before.split("</nav>")[0]
    assert "/consent/review/" in after
