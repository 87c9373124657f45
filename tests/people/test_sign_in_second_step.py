"""The second step: who must have one, how it is set up, lost and taken off, and that nothing goes round it."""

import json

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from audit.models import AuditEvent, Verb
from people.actions.sign_in import NothingToTakeOff, NotYourOwn, reset_second_step
from people.models import Notification, SchoolSetting, User
from people.roles import Role
from people.sealing import CannotUnseal, unseal_text
from people.second_step import is_compulsory
from tests.factories import UserFactory
from tests.people.signing_in import (
    HERE,
    SECRET,
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
QUESTION, APP = "/accounts/login/second-step/", "/accounts/second-step/app/"


@pytest.fixture
def production(settings) -> None:
    settings.SECOND_STEP_COMPULSORY = True


@pytest.fixture
def guarded(head) -> User:
    """A head with a password, a phone app and recovery codes."""
    return with_app(with_password(head))


def _set_up_app(client: Client) -> str:
    """Set up the phone app on the page; gives its secret."""
    page = client.get(APP)
    secret = page.context["form"].secret
    client.post(APP, {"code": app_code(secret)})
    return secret


# --- who must have one ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", Role)
def test_it_is_compulsory_for_those_who_see_what_is_private(production, role):
    expected = {Role.HEAD, Role.DSL, Role.OFFICE, Role.CHAIR, Role.CLERK}

    assert is_compulsory(UserFactory(role=role)) == (role in expected)


def test_it_is_not_forced_in_the_demo(head):
    assert not is_compulsory(head)


def test_the_school_may_ask_it_of_others(production, teacher, governor):
    SchoolSetting.objects.create(key="second_step_roles", value="staff")

    assert is_compulsory(teacher)
    assert not is_compulsory(governor)


def test_who_stands_in_for_the_head_needs_one_while_the_cover_lasts(production, teacher):
    cover = teacher.assignments.create(role=Role.HEAD, is_cover=True)
    assert is_compulsory(User.objects.get(pk=teacher.pk))

    cover.starts_on = cover.ends_on = "2020-01-01"
    cover.save()

    assert not is_compulsory(User.objects.get(pk=teacher.pk))


@pytest.mark.parametrize(
    "address", ["/dashboard/", "/consent/check/", "/people/", "/accounts/sessions/", "/accounts/password/change/"]
)
def test_who_must_have_one_and_has_none_reaches_nothing_else(production, client, head, address):
    client.force_login(head)

    for response in (client.get(address), client.post(address)):
        assert (response.status_code, response.url) == (302, HERE)
    assert "Set up your second step" in client.get(HERE).content.decode()
    assert client.get("/policies/").status_code == 200


def test_a_teacher_of_whom_the_school_asks_it_does_not_reach_the_check_either(production, client, teacher):
    SchoolSetting.objects.create(key="second_step_roles", value="staff")
    client.force_login(teacher)

    assert client.get("/consent/check/").url == HERE


def test_a_role_given_while_signed_in_asks_for_it_on_the_next_request(production, client, teacher):
    client.force_login(teacher)
    assert client.get("/consent/check/").status_code == 200

    teacher.assignments.create(role=Role.DSL)

    assert client.get("/consent/check/").url == HERE


# --- the phone app -------------------------------------------------------------------------------------------


def test_setting_up_the_app_opens_the_portal_and_shows_recovery_codes_once(
    production, client, head, django_capture_on_commit_callbacks
):
    sign_in(client, with_password(head))
    with django_capture_on_commit_callbacks(execute=True):
        _set_up_app(client)

    first = client.get("/accounts/second-step/recovery-codes/").content.decode()
    codes = recovery_codes(head)
    again = client.get("/accounts/second-step/recovery-codes/").content.decode()

    assert len(codes) == 10
    assert all(code in first for code in codes)
    assert not any(code in again for code in codes)
    assert client.get("/people/").status_code == 200
    assert "A second step was set up" in Notification.objects.filter(user=head).values_list("subject", flat=True)
    assert [(one.details["kind"], one.details["change"]) for one in _changes(head)] == [("totp", "added")]


def _changes(user: User):
    return AuditEvent.objects.filter(verb=Verb.SECOND_STEP_CHANGED, target_id=str(user.pk))


def test_a_wrong_code_sets_nothing_up(production, client, head):
    sign_in(client, with_password(head))
    client.get(APP)

    page = client.post(APP, {"code": "000000"})

    assert "That code does not work" in page.content.decode()
    assert not Authenticator.objects.exists()


def test_the_seeds_lie_sealed(guarded, settings):
    kept = {one.type: one.data for one in Authenticator.objects.filter(user=guarded)}

    assert SECRET not in json.dumps(kept)
    assert unseal_text(kept["totp"]["secret"]) == SECRET
    settings.DATA_KEY = "another key altogether, and long enough to be one, it says"
    with pytest.raises(CannotUnseal):
        unseal_text(kept["recovery_codes"]["seed"])


def test_password_then_code_signs_in_and_both_are_recorded(production, client, guarded):
    assert sign_in(client, guarded).url == QUESTION
    assert not is_in(client)
    client.post(QUESTION, {"code": app_code()})

    assert is_in(client)
    assert AuditEvent.objects.get(verb=Verb.SIGNED_IN).details == {"ways": ["password", "totp"]}


def test_a_code_works_once(production, client, guarded):
    code = app_code()
    for _ in range(2):
        client.logout()
        sign_in(client, guarded)
        client.post(QUESTION, {"code": code})

    assert not is_in(client)


@pytest.mark.parametrize("ahead", [-3, 3])
def test_a_code_of_another_time_does_not_work(production, client, guarded, ahead):
    sign_in(client, guarded)

    client.post(QUESTION, {"code": app_code(ahead=ahead)})

    assert not is_in(client)
    assert AuditEvent.objects.get(verb=Verb.SIGN_IN_REFUSED).details == {"way": "second_step"}


def test_ten_wrong_codes_are_throttled(production, client, guarded):
    sign_in(client, guarded)

    answers = [client.post(QUESTION, {"code": f"00000{number}"}).status_code for number in range(10)]

    assert answers[-1] == 429
    assert not is_in(client)


def test_a_lost_device_is_helped_by_a_recovery_code_that_works_once(production, client, guarded):
    code = recovery_codes(guarded)[0]
    sign_in(client, guarded)
    client.post(QUESTION, {"code": code})
    assert is_in(client)

    client.logout()
    sign_in(client, guarded)
    client.post(QUESTION, {"code": code})

    assert not is_in(client)
    assert len(recovery_codes(guarded)) == 9


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
