"""The second step: who must have one, how it is set up, and how it works."""

import json

import pytest
from allauth.mfa.models import Authenticator

from audit.models import AuditEvent, Verb
from people.models import Notification, SchoolSetting, User
from people.roles import Role
from people.sealing import CannotUnseal, unseal_text
from people.second_step import is_compulsory
from tests.factories import UserFactory
from tests.people.second_step import APP, QUESTION, _changes, _set_up_app
from tests.people.signing_in import HERE, SECRET, app_code, is_in, recovery_codes, sign_in, with_password

pytestmark = pytest.mark.django_db


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
