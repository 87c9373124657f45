"""What measures and honest limits rest on is there: tests with tests in them, pages of docs and of the portal."""

import re

import pytest
from django.conf import settings
from django.urls import reverse

from people.settings import DEFAULTS, Key
from todwick_portal.limits import limits
from todwick_portal.papers.measures import MEASURES

PROOFS = sorted(
    {proof for one in MEASURES.values() for proof in one.proofs}
    | {proof for one in limits(DEFAULTS) for proof in one.proofs}
)


@pytest.mark.parametrize("proof", PROOFS)
def test_what_a_claim_rests_on_is_there(proof):
    place = settings.BASE_DIR / proof

    assert place.is_file()
    if proof.endswith(".py"):
        assert re.search(r"(?m)^def test_", place.read_text(encoding="utf-8"))


def test_the_page_of_a_measure_is_there():
    assert [one.title for one in MEASURES.values() if one.route and not reverse(one.route)] == []


def test_every_limit_says_what_somebody_gets_what_not_and_what_to_do_first():
    assert [one.key for one in limits(DEFAULTS) if not (one.gets and one.not_gets and one.first and one.proofs)] == []
    assert {one.key for one in limits(DEFAULTS)} == {
        "device", "tablet", "backup", "server", "program", "it", "database", "head", "officer", "office", "network",
        "link", "code",
    }  # fmt: skip


def test_what_a_stolen_backup_tells_of_the_destroyed_is_said_and_what_takes_a_second_person():
    said = {one.key: " ".join((*one.gets, *one.not_gets)) for one in limits(DEFAULTS)}

    assert all(word in said["backup"] for word in ("destroyed.txt", "sealed.txt", "35 days"))
    assert "no part of a bundle goes out" in said["head"] and "a second person checks each" in said["officer"]
    assert "register of requests" in said["office"] and "old versions" in said["it"]


def test_the_minutes_of_a_lost_laptop_are_those_that_the_school_set():
    changed = DEFAULTS | {Key.IDLE_MINUTES: "45", Key.IDLE_MINUTES_LEADING: "7", Key.SIGNED_IN_HOURS: "9"}
    told = " ".join(limits(changed)[0].gets)

    assert "45 minutes" in told and "(7 for" in told and "9 hours" in told


@pytest.mark.django_db
def test_anybody_with_an_account_finds_the_limits_and_nobody_else(client, teacher):
    address = reverse("limits")

    assert client.get(address).status_code == 302
    client.force_login(teacher)
    assert "A backup is stolen" in client.get(address).content.decode()
