"""Password and code: what is written, what is refused, what nobody can tell from outside."""

import pytest
from allauth.account.adapter import DefaultAccountAdapter
from django.core.cache import cache
from django.template.loader import get_template
from django.test import Client, override_settings

from audit.models import AuditEvent, Verb
from people.adapters.accounts import PortalAccountAdapter
from people.models import Notification, User
from people.roles import Role
from tests.factories import UserFactory
from tests.people.signing_in import (
    LOGIN,
    is_in,
    mailed_code,
    mailed_link,
    newest_mail,
    sign_in,
    sign_in_by_code,
    with_password,
)

pytestmark = pytest.mark.django_db
CODE, CONFIRM, RESET = "/accounts/login/code/", "/accounts/login/code/confirm/", "/accounts/password/reset/"
NOBODY = User(email="nobody@elsewhere.example")


@pytest.fixture
def member(teacher) -> User:
    return with_password(teacher)


def _events(verb: Verb) -> list[dict]:
    return [
        {"target": event.target_id, "by": event.by_id, **event.details}
        for event in AuditEvent.objects.filter(verb=verb)
    ]


def test_a_sign_in_by_password_is_recorded_with_its_way(client, member):
    assert sign_in(client, member).status_code == 302

    assert is_in(client)
    assert _events(Verb.SIGNED_IN) == [{"target": str(member.pk), "by": member.pk, "ways": ["password"]}]


def test_a_sign_in_by_code_is_recorded_with_its_way(client, parent):
    sign_in_by_code(client, parent)

    assert is_in(client)
    assert _events(Verb.SIGNED_IN) == [{"target": str(parent.pk), "by": parent.pk, "ways": ["code"]}]


def test_refusals_are_recorded_without_what_was_typed(client, member):
    sign_in(client, member, "not the password at all")
    sign_in(client, NOBODY)
    client.post(CODE, {"email": member.email})
    client.post(CONFIRM, {"code": "WRONG1"})

    assert _events(Verb.SIGN_IN_REFUSED) == [
        {"target": str(member.pk), "by": None, "way": "password"},
        {"target": "", "by": None, "way": "password"},
        {"target": str(member.pk), "by": None, "way": "code"},
    ]


def test_who_has_left_is_refused_and_it_is_recorded(client, member):
    member.ends_on = "2020-01-01"
    member.save()

    response = sign_in(client, member)

    assert response.url == "/accounts/inactive/"
    assert not is_in(client)
    assert _events(Verb.SIGN_IN_REFUSED) == [{"target": str(member.pk), "by": None, "way": "ended"}]


def test_the_code_and_the_link_lie_sealed_in_the_outbox_and_run_out(client, member):
    client.post(CODE, {"email": member.email})
    client.post(RESET, {"email": member.email})

    mails = list(Notification.objects.order_by("pk"))
    assert [(mail.kind, mail.body, mail.is_secret, mail.status) for mail in mails] == [
        ("sign_in_code", "", True, "waiting"),
        ("password_reset", "", True, "waiting"),
    ]
    assert [round((mail.expires_at - mail.created_at).total_seconds(), -1) for mail in mails] == [600, 3600]
    assert mailed_code(member)
    assert mailed_link(member).startswith("http://localhost:8000/accounts/password/reset/key/")


def test_an_unknown_address_gets_the_same_answers_and_a_mail_that_is_never_sent(client, member):
    known = [client.post(CODE, {"email": member.email}), client.post(RESET, {"email": member.email})]
    client.logout()
    unknown = [client.post(CODE, {"email": NOBODY.email}), client.post(RESET, {"email": NOBODY.email})]

    assert [(one.status_code, one.url) for one in known] == [(one.status_code, one.url) for one in unknown]
    withheld = Notification.objects.filter(address=NOBODY.email)
    assert sorted(withheld.values_list("kind", "status", "is_secret")) == [
        ("password_reset", "withheld", True),
        ("sign_in_code", "withheld", True),
    ]


def test_asking_for_another_code_looks_the_same_for_an_unknown_address(client, member):
    pages = []
    for address in (member.email, NOBODY.email):
        client.logout()
        client.post(CODE, {"email": address})
        response = client.post(CONFIRM, {"action": "resend"}, follow=True)
        pages.append(response.content.decode().replace(address, "ADDRESS"))

    assert _without_tokens(pages[0]) == _without_tokens(pages[1])
    assert Notification.objects.filter(address=member.email).count() == 2
    assert Notification.objects.filter(address=NOBODY.email).count() == 2


def _without_tokens(page: str) -> list[str]:
    return [line for line in page.split("<") if "csrfmiddlewaretoken" not in line]


def test_a_code_that_was_withheld_opens_nothing(client):
    client.post(CODE, {"email": NOBODY.email})
    text = newest_mail(address=NOBODY.email)
    code = next(line for line in text.splitlines() if line.isupper())

    client.post(CONFIRM, {"code": code})

    assert not is_in(client)


def test_a_wrong_password_and_an_unknown_address_get_the_same_page(client, member):
    pages = [sign_in(client, who, "not the password").content.decode() for who in (member, NOBODY)]

    assert _without_tokens(pages[0].replace(member.email, "X")) == _without_tokens(pages[1].replace(NOBODY.email, "X"))


@pytest.mark.parametrize("who", ["known", "unknown"])
def test_ten_wrong_passwords_meet_the_page_that_says_when_to_try_again(client, member, who):
    user = member if who == "known" else NOBODY

    answers = [sign_in(client, user, f"wrong password {number}") for number in range(10)]

    assert 429 in {answer.status_code for answer in answers}
    assert answers[-1].headers["Retry-After"] == "300"
    assert b"Wait 5 minutes" in answers[-1].content
    assert {"target": str(member.pk) if who == "known" else "", "by": None, "way": "throttled"} in _events(
        Verb.SIGN_IN_REFUSED
    )


@pytest.mark.parametrize(("address", "field"), [(CODE, "email"), (RESET, "email")])
def test_ten_codes_or_links_for_one_address_meet_it_too(client, member, address, field):
    answers = []
    for _ in range(10):
        client.logout()
        answers.append(client.post(address, {field: member.email}).status_code)

    assert answers[:3] == [302] * 3
    assert answers[-1] == 429


def test_a_flood_leaves_one_line_a_minute(client, member):
    for number in range(20):
        sign_in(client, member, f"wrong password {number}")

    ways = [event["way"] for event in _events(Verb.SIGN_IN_REFUSED)]
    assert ways.count("throttled") == 1


def test_the_throttle_counts_in_the_database(client, member):
    sign_in(client, member, "wrong password")

    assert type(cache._connections["default"]).__name__ == "DatabaseCache"


def test_a_reset_link_works_once_and_not_after_a_sign_in(client, member):
    client.post(RESET, {"email": member.email})
    link = mailed_link(member)
    sign_in(client, member)
    client.logout()

    page = client.get(link, follow=True).content.decode()

    assert "This link does not work any more" in page


def test_a_new_password_ends_every_session(client, member):

    other = Client()
    sign_in(other, member)
    client.post(RESET, {"email": member.email})
    form = client.get(mailed_link(member), follow=True)
    saved = client.post(
        form.redirect_chain[-1][0], {"password1": "four other words here", "password2": "four other words here"}
    )

    assert saved.status_code == 302
    assert not is_in(other)
    assert not is_in(client)  # a new password is no sign-in


@pytest.mark.parametrize("password", ["short", "password1234", "iloveyou1234", "123456789012"])
def test_short_and_common_passwords_are_refused(client, member, password):
    sign_in(client, member)

    page = client.post(
        "/accounts/password/change/", {"oldpassword": "three words do not belong", "password1": password}
    )

    member.refresh_from_db()
    assert page.status_code == 200
    assert member.check_password("three words do not belong")


def test_the_session_gets_a_new_key_at_sign_in(client, member):
    client.get(LOGIN)
    client.post(CODE, {"email": member.email})
    before = client.session.session_key
    client.post(CONFIRM, {"code": mailed_code(member)})

    assert before
    assert client.session.session_key != before


@pytest.mark.parametrize("where", ["https://evil.example/", "//evil.example", "https:evil.example", "javascript:x"])
def test_a_sign_in_leads_to_no_other_site(client, member, where):
    response = sign_in(client, member, next=where)

    assert response.url in {"/dashboard/", "/consent/check/"}


def test_a_sign_in_leads_back_to_where_one_was_going(client, member):
    assert sign_in(client, member, next="/consent/classes/").url == "/consent/classes/"


@override_settings(ALLOWED_HOSTS=["localhost", "testserver"], SITE_URL="https://portal.school.example")
def test_a_claimed_host_name_is_refused_and_never_stands_in_a_mail(client, member):
    assert client.post(RESET, {"email": member.email}, HTTP_HOST="evil.example").status_code == 400
    client.post(RESET, {"email": member.email}, HTTP_X_FORWARDED_HOST="evil.example")

    assert mailed_link(member).startswith("https://portal.school.example/")


def test_nobody_signs_up(client):
    client.post("/accounts/signup/", {"email": "new@elsewhere.example", "password1": "three words do not belong"})

    assert not User.objects.filter(email="new@elsewhere.example").exists()


def test_the_sign_in_page_says_what_needs_no_account(pages):
    text = pages(LOGIN).text

    assert "No account? You do not need one to" in text
    assert "Read our policies" in text
    assert "Make a complaint" in text
    assert "Fingerprint, face or PIN" in text


def test_governors_parents_and_staff_all_sign_in_by_code(client):
    for role in (Role.PARENT, Role.GOVERNOR, Role.STAFF):
        sign_in_by_code(client, UserFactory(role=role))
        assert is_in(client)
        client.logout()


# --- our own words


def test_the_third_wrong_code_says_that_a_new_one_is_needed(client, member):
    client.post(CODE, {"email": member.email})
    for _ in range(2):
        page = client.post(CONFIRM, {"code": "WRONG1"}).content.decode()
        assert "That is not the code we sent." in page
    code = mailed_code(member)

    page = client.post(CONFIRM, {"code": "WRONG1"}, follow=True).content.decode()

    assert "The code was wrong three times, so it does not work any more. Ask for a new one." in page
    assert "login attempts" not in page
    client.post(CONFIRM, {"code": code})
    assert not is_in(client)


def test_a_code_asked_for_after_the_third_wrong_one_works_at_once(client, member):
    client.post(CODE, {"email": member.email})
    for _ in range(3):
        client.post(CONFIRM, {"code": "WRONG1"})

    sign_in_by_code(client, member)

    assert is_in(client)


@pytest.mark.parametrize("key", ["rate_limited", "too_many_login_attempts"])
def test_a_line_of_the_library_above_a_page_is_ours(key):
    assert PortalAccountAdapter.error_messages[key] != DefaultAccountAdapter.error_messages[key]


def test_every_error_that_a_form_of_ours_can_show_has_our_words():
    """The library's codes that no page of ours can meet: sign-up, user names, telephones, more than one address."""
    snippet = get_template("account/snippets/error.html").template.source
    never = {
        "cannot_remove_primary_email", "duplicate_email", "email_taken", "max_email_addresses",
        "phone_password_mismatch", "phone_taken", "select_only_one", "unknown_email", "unknown_phone",
        "unverified_primary_email", "username_blacklisted", "username_password_mismatch", "username_taken",
        "invalid_or_expired_key",
    }  # fmt: skip
    lines = {"rate_limited", "too_many_login_attempts"}
    told = {key for key in DefaultAccountAdapter.error_messages if f'"{key}"' in snippet}
    assert set(DefaultAccountAdapter.error_messages) - never - lines == told - lines
