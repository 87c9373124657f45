"""Every address after time away: only the open zone answers. And each address that needs a proof asks for one."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from people.permissions import Zone, is_in_open_zone
from people.roles import Role
from people.sessions import SessionStore
from tests.in_each_run import some_of
from tests.project.access import ACCESS, BY_RELATION, PUBLIC, views
from tests.project.world import World
from todwick_portal.zone_watch import ZoneWatchMiddleware

pytestmark = pytest.mark.slow  # a whole demo school, and each address as four people
OPEN = {
    "consent:check", "consent:classes", "consent:class",
    "consent:recorded-checks", "consent:recorded-check-new", "consent:recorded-check",
    "consent:sheet-new", "consent:sheet", "consent:class-card", "consent:class-card-print",
    "consent:event-list-new", "consent:event-list",
}  # fmt: skip
DOORS = {
    "account_reauthenticate", "account_reauthenticate_by_mail", "mfa_reauthenticate", "mfa_reauthenticate_webauthn",
}  # fmt: skip
PROVED = {
    "consent:register", "consent:non-answers-file", "policies:acknowledgement-register",
    "policies:acknowledgement-register-pdf",
    "people:role-new", "people:role-ending", "people:proposal-decision", "people:account-ending",
    "people:account-edit", "people:account-joining", "people:court-order", "people:second-step-reset",
    "account_set_password", "people:cover-ending", "people:device-new", "people:device-code",
    "people:account-reopening", "people:list-confirmation", "mfa_activate_totp", "mfa_add_webauthn",
    "incidents:evidence-destruction-confirmation", "incidents:complaint-evidence-destruction-confirmation",
    "incidents:incidents-file", "incidents:complaints-file", "incidents:breaches-file",
    "incidents:data-request-file", "incidents:bundle-part-file", "incidents:own-data-file", "record:trail-file",
    "disposal:confirmation", "disposal:records-file",
}  # fmt: skip
# Looked at without a proof; what is sent from there gives somebody rights, or loosens how they are kept.
PROVED_TO_SEND = {
    "people:account-new", "people:contacts", "people:cover", "people:settings-group", "people:settings-complaints",
    "people:settings-statements",
    "school-logo", "school-logo-removal", "first-run-aside",
    "incidents:evidence-destruction", "incidents:complaint-evidence-destruction",
    "incidents:file", "incidents:complaint-codes", "disposal:asking", "disposal:keeping-ending", "disposal:period",
}  # fmt: skip
SENT_ONLY = {"school-logo-removal"}  # no page of their own: a button on another one
DOOR = "/accounts/reauthenticate/"


def test_the_open_zone_is_small_and_known():
    found = dict(views(get_resolver().url_patterns))

    assert {name for name, view in found.items() if is_in_open_zone(view)} == OPEN
    assert {name for name, view in found.items() if getattr(view, "zone", None) is Zone.DOOR} == DOORS
    assert {name for name, view in found.items() if getattr(view, "proved_again", None) == "always"} == PROVED
    assert {name for name, view in found.items() if getattr(view, "proved_again", None) == "sending"} == PROVED_TO_SEND


def _stale(world: World, role: Role) -> Client:
    client = Client()
    client.force_login(world.users[role])
    client.get(reverse("accessibility"))
    return client


@pytest.mark.parametrize("role", some_of([Role.HEAD, Role.PARENT, Role.OFFICE, Role.STAFF], {Role.HEAD, Role.PARENT}))
def test_after_time_away_only_the_open_zone_answers(db, world, role):
    """And it denies nothing that may be theirs once they are back: it asks, as the closed zone does."""
    client = _stale(world, role)
    wrong = []
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=61)):
        for name in (name for name, who in ACCESS.items() if who != PUBLIC):
            for method in ("get", "post"):
                response = _answer(client, method, name, world)
                if not _is_right(name, method, response):
                    wrong.append((name, method, response.status_code))

    assert wrong == []


def _is_right(name: str, method: str, response: Any) -> bool:
    if name in OPEN:
        return response.status_code not in {403, 404}
    return _asks(method, response) != (name in DOORS)


def _answer(client: Client, method: str, name: str, world: World) -> Any:
    with transaction.atomic():
        response = getattr(client, method)(reverse(name, kwargs=world.known.get(name, {})))
        transaction.set_rollback(True)
    return response


def _asks(method: str, response: Any) -> bool:
    if method == "post":
        return response.status_code == 401
    return response.status_code == 302 and response.url.startswith(f"{DOOR}?next=")


@pytest.mark.parametrize("name", sorted(PROVED | PROVED_TO_SEND))
def test_what_needs_a_proof_asks_although_the_pages_are_open(db, world, name):
    client = _stale(world, Role.CHAIR if name == "people:proposal-decision" else Role.HEAD)
    later = timezone.now() + dt.timedelta(minutes=6)
    with time_machine.travel(later):
        open_page = client.get(reverse("dashboard")).status_code
        asked = _answer(client, "post", name, world)

    assert open_page == 200
    assert _asks("post", asked)


@pytest.mark.parametrize("name", sorted(PROVED_TO_SEND))
def test_what_only_sending_needs_a_proof_for_is_looked_at_without(db, world, name):
    opened_by = BY_RELATION.get(name, ACCESS[name])
    client = _stale(world, Role.HEAD if Role.HEAD in opened_by else Role.CHAIR)
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=6)):
        assert _answer(client, "get", name, world).status_code == (405 if name in SENT_ONLY else 200)


def test_a_view_that_declares_nothing_is_closed(db, rf, office):
    def planted(request):
        """No zone."""

    request = rf.get("/planted/")
    request.session, request.user, request.away_minutes = SessionStore(), office, 32

    answer = ZoneWatchMiddleware(planted).process_view(request, planted, (), {})

    assert answer.url == f"{DOOR}?next=%2Fplanted%2F"
