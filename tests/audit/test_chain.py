import datetime as dt
import random
import time

import pytest
from django.db import transaction

from audit import chain, triggers
from audit.models import Actor, AuditEvent, Verb
from tests.audit.events import tamper, write_events

FIELDS = {
    "sequence": 7,
    "at": dt.datetime(2026, 10, 3, 9, 41, 5, 120, tzinfo=dt.UTC),
    "verb": Verb.SURVEY_IMPORTED.value,
    "actor": Actor.USER.value,
    "by_id": 12,
    "target_model": "consent.surveyimport",
    "target_id": "3",
    "details": {"rows": 420, "file": "Frühling ✓", "kinds": ["yes", None, True], "inner": {"b": 1, "a": 2}},
    "key_id": "0123456789abcdef",
    "previous_seal": "0" * 64,
}
CANONICAL = (
    b'{"actor":"user","at":"2026-10-03T09:41:05.000120Z","by_id":12,'
    b'"details":{"file":"Fr\\u00fchling \\u2713","inner":{"a":2,"b":1},"kinds":["yes",null,true],"rows":420},'
    b'"key_id":"0123456789abcdef","previous_seal":"0000000000000000000000000000000000000000000000000000000000000000",'
    b'"sequence":7,"target_id":"3","target_model":"consent.surveyimport","verb":"survey.imported"}'
)
SEAL = "bf3f6ff766dc9ec8bd54132626deaf1749136096b53c1d1be55531a5ad24bcf2"  # by openssl dgst -hmac


def _verify() -> chain.Finding:
    return chain.verify(AuditEvent.objects.order_by("sequence"))


def test_the_bytes_that_are_sealed_stay_as_they_are(settings):
    settings.AUDIT_KEY = "a key that is for this test only, and long enough for it"

    assert chain.canonical(FIELDS) == CANONICAL
    assert chain.seal(FIELDS) == SEAL


def test_a_stored_event_gives_the_same_bytes_on_either_database(db):
    AuditEvent.objects.create(**FIELDS, seal="")

    stored = AuditEvent.objects.get()

    assert chain.canonical(chain.fields_of(stored)) == CANONICAL


def test_summer_time_does_not_move_a_moment():
    there = FIELDS["at"].astimezone(dt.timezone(dt.timedelta(hours=1)))

    assert chain.canonical({**FIELDS, "at": there}) == CANONICAL


def test_an_untouched_chain_holds(db):
    events = write_events(30)

    assert _verify() == chain.Finding(30, events[-1].seal)


@pytest.mark.django_db
def test_an_empty_chain_holds():
    assert _verify() == chain.Finding(0, chain.BEGINNING)


def test_events_sealed_with_another_key_do_not_hold(db, settings):
    write_events(3)
    settings.AUDIT_KEY = "another key"

    assert _verify().fault == "Event 1 was changed after it was written."


@pytest.mark.slow  # a thousand times: change, read the whole chain, take the change back
def test_each_of_a_thousand_changes_is_found(db):
    write_events(20)
    triggers.remove()
    chance = random.Random(20261003)
    unseen = []
    started = time.process_time()

    for _ in range(1000):
        with transaction.atomic():
            deed = tamper(chance)
            if not _verify().fault:
                unseen.append(deed)
            transaction.set_rollback(True)

    assert unseen == []
    assert not _verify().fault
    assert time.process_time() - started < 20


@pytest.mark.long  # seals a hundred thousand events first
def test_a_hundred_thousand_events_are_read_in_five_seconds(db):
    write_events(1)
    event, seal = AuditEvent.objects.get(), ""
    fields = {**chain.fields_of(event), "details": {"rows": 420}}
    made = []
    for sequence in range(2, 100_001):
        fields |= {"sequence": sequence, "previous_seal": seal or event.seal}
        seal = chain.seal(fields)
        made.append(AuditEvent(**fields, seal=seal))
    AuditEvent.objects.bulk_create(made, batch_size=2000)
    started = time.process_time()

    finding = chain.verify(AuditEvent.objects.order_by("sequence").iterator(chunk_size=2000))

    assert (finding.count, finding.fault) == (100_000, "")
    assert time.process_time() - started < 5
