"""Microsoft 365, Google or another provider: into the account that is there, for staff and governors alone."""

import runpy
from collections.abc import Iterator

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from audit.models import AuditEvent, Verb
from people.adapters.providers import verified_address
from people.models import User
from people.roles import Role
from tests.factories import UserFactory
from tests.people.provider import CLIENT, SECRET, Provider
from tests.people.signing_in import HERE, app_code, is_in, with_app
from todwick_portal import sign_in_settings

pytestmark = pytest.mark.django_db
LEAVE, BACK = "/accounts/login/with/school/", "/accounts/login/with/school/callback/"
REFUSED = "/accounts/login/with/refused/"


@pytest.fixture
def provider(settings) -> Iterator[Provider]:
    """A provider that the school has turned on."""
    running = Provider()
    apps = [
        {
            "provider_id": "school",
            "name": "School ID",
            "client_id": CLIENT,
            "secret": SECRET,
            "settings": {"server_url": running.url, "fetch_userinfo": False, "oauth_pkce_enabled": True},
        }
    ]
    settings.SIGN_IN_PROVIDERS = apps
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": apps}}
    yield running
    running.stop()


def _through(client: Client, provider: Provider, **more: str):
    """Out to the provider and back with its answer."""
    leaving = client.get(LEAVE, more)
    assert leaving.url.startswith(f"{provider.url}/authorize?")
    return client.get(BACK, provider.answer_to(leaving.url))


def test_it_is_off_until_the_school_sets_it(client, pages):
    assert "Staff and governors" not in pages("/accounts/login/").text
    assert client.get(LEAVE).url == "/accounts/login/"
    assert client.get("/accounts/login/with/evil/").status_code == 404


def test_the_sign_in_page_offers_it(provider, pages):
    assert "Staff and governors: with School ID" in pages("/accounts/login/").text


@pytest.mark.parametrize("role", [Role.STAFF, Role.GOVERNOR, Role.HEAD])
def test_staff_and_governors_get_into_their_own_account(client, provider, role):
    user = UserFactory(role=role, email="robin@school.example")
    provider.says("Robin@School.example")

    _through(client, provider)

    assert is_in(client)
    event = AuditEvent.objects.get(verb=Verb.SIGNED_IN)
    assert (event.target_id, event.details) == (str(user.pk), {"ways": ["socialaccount"]})
    assert not SocialAccount.objects.exists()  # nothing of the provider is kept


def test_it_leads_back_to_where_one_was_going_and_to_no_other_site(client, provider, teacher):
    provider.says(teacher.email)

    assert _through(client, provider, next="/consent/classes/").url == "/consent/classes/"
    client.logout()
    assert _through(client, provider, next="https://evil.example/").url in {"/dashboard/", "/consent/check/"}


@pytest.mark.parametrize("verified", [False, None, "true", 1])
def test_an_address_that_is_not_verified_is_refused(client, provider, teacher, verified):
    provider.says(teacher.email, verified=verified)

    assert _through(client, provider).url == REFUSED
    assert not is_in(client)


def test_parents_and_strangers_and_who_has_left_are_refused_and_no_account_is_made(client, provider, parent):
    left = UserFactory(role=Role.STAFF, ends_on="2020-01-01")
    for email in (parent.email, left.email, "stranger@elsewhere.example", ""):
        provider.says(email)
        assert _through(client, provider).url == REFUSED
        assert not is_in(client)

    assert User.objects.count() == 2
    assert AuditEvent.objects.filter(verb=Verb.SIGN_IN_REFUSED, details__way="school").count() == 4


def test_a_teacher_who_is_also_a_parent_is_let_in(client, provider, teacher):
    teacher.assignments.create(role=Role.PARENT)
    provider.says(teacher.email)

    _through(client, provider)

    assert is_in(client)


def test_an_answer_with_another_signature_opens_nothing(client, provider, teacher):
    provider.says(teacher.email)
    provider.signing_key = provider.other_key

    assert _through(client, provider).url == REFUSED
    assert not is_in(client)


@pytest.mark.parametrize("wrong", [{"aud": "another portal"}, {"iss": "https://evil.example"}, {"exp": 1}])
def test_an_answer_meant_for_others_or_too_old_opens_nothing(client, provider, teacher, wrong):
    provider.says(teacher.email, **wrong)

    assert _through(client, provider).url == REFUSED
    assert not is_in(client)


def test_an_answer_that_this_browser_did_not_ask_for_opens_nothing(client, provider, teacher):
    provider.says(teacher.email)
    asked = client.get(LEAVE).url
    somebody_else = Client()

    response = somebody_else.get(BACK, provider.answer_to(asked))

    assert response.url == REFUSED
    assert not is_in(somebody_else)


def test_its_own_second_step_does_not_count_as_ours(client, provider, head, settings):
    settings.SECOND_STEP_COMPULSORY = True
    provider.says(head.email, amr=["mfa"])
    _through(client, provider)
    assert client.get("/people/").url == HERE

    client.logout()
    with_app(head)
    assert _through(client, provider).url == "/accounts/login/second-step/"
    assert not is_in(client)
    client.post("/accounts/login/second-step/", {"code": app_code()})
    assert client.get("/people/").status_code == 200


def test_somebody_who_stops_on_the_way_reads_so(client, provider):
    state = provider.answer_to(client.get(LEAVE).url)["state"]

    page = client.get(BACK, {"error": "access_denied", "state": state}, follow=True).content.decode()

    assert "Not signed in" in page


def test_a_provider_that_does_not_answer_is_told_in_words(client, provider):
    provider.stop()

    response = client.get(LEAVE, follow=True)

    assert response.status_code in {200, 401}
    assert "Not signed in" in response.content.decode()


TENANT = "11111111-2222-3333-4444-555555555555"


@pytest.mark.parametrize(
    ("claims", "address"),
    [
        ({"tid": TENANT, "preferred_username": "head@school.example"}, "head@school.example"),
        ({"tid": TENANT, "preferred_username": "g_evil.example#EXT#@school.onmicrosoft.com"}, ""),
        ({"tid": "another", "preferred_username": "head@school.example"}, ""),
        ({"tid": TENANT, "email": "head@school.example", "email_verified": True}, ""),
        ({}, ""),
    ],
)
def test_of_microsoft_the_name_in_the_schools_own_tenant_counts_alone(settings, claims, address):
    settings.MICROSOFT_TENANT = TENANT

    assert verified_address("microsoft", {"id_token": claims}) == address


# --- Google


@pytest.mark.parametrize(
    ("claims", "domain", "gets_in"),
    [
        ({"hd": "school.example"}, "school.example", True),
        ({"hd": "other.example"}, "school.example", False),
        ({}, "school.example", False),  # a private address at Google, verified all the same
        ({"hd": ""}, "", False),
        ({"hd": "school.example"}, "", False),
    ],
)
def test_google_opens_an_account_only_from_the_schools_own_workspace(
    client, provider, settings, claims, domain, gets_in
):
    settings.GOOGLE_DOMAIN = domain
    for app in settings.SIGN_IN_PROVIDERS:
        app["provider_id"] = "google"
    UserFactory(role=Role.STAFF, email="robin@school.example")
    provider.says("robin@school.example", **claims)

    leaving = client.get("/accounts/login/with/google/")
    client.get("/accounts/login/with/google/callback/", provider.answer_to(leaving.url))

    assert is_in(client) is gets_in


@pytest.mark.parametrize(("domain", "offered"), [("", []), ("School.example", ["google"])])
def test_google_is_not_offered_without_the_schools_domain(monkeypatch, domain, offered):
    monkeypatch.setenv("GOOGLE_CLIENT_ID", "portal")
    monkeypatch.setenv("GOOGLE_DOMAIN", domain)

    read = runpy.run_path(sign_in_settings.__file__)

    assert [one["provider_id"] for one in read["SIGN_IN_PROVIDERS"]] == offered
    assert read["GOOGLE_DOMAIN"] == domain.lower()
