import pytest
from django.db import transaction

from audit import chain
from audit.models import Actor, AuditEvent, Verb
from audit.recorder import record
from tests.factories import PupilFactory


def test_an_event_names_who_what_and_which_record(head):
    pupil = PupilFactory()

    record(Verb.PUPIL_FLAGGED, target=pupil, by=head, reasons=1)

    event = AuditEvent.objects.about(pupil).get()
    assert (event.verb, event.actor, event.by) == (Verb.PUPIL_FLAGGED, Actor.USER, head)
    assert (event.target_model, event.target_id) == ("people.pupil", str(pupil.pk))
    assert event.details == {"reasons": 1}


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_recorded(head):
    with pytest.raises(RuntimeError, match="needs transaction"):
        record(Verb.SETTING_CHANGED, target=None, by=head)

    assert not AuditEvent.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_event_is_lost_together_with_the_change_it_describes(head):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record(Verb.SETTING_CHANGED, target=None, by=head)
        1 / 0  # noqa: B018

    assert not AuditEvent.objects.exists()


def test_each_event_seals_the_one_before(head):
    first = record(Verb.SETTING_CHANGED, target=None, by=head)
    second = record(Verb.SETTING_CHANGED, target=None, by=head)

    assert (first.sequence, first.previous_seal) == (1, chain.BEGINNING)
    assert (second.sequence, second.previous_seal) == (2, first.seal)


@pytest.mark.django_db
@pytest.mark.parametrize("actor", [None, Actor.PUBLIC, Actor.WORKER])
def test_what_nobody_signed_in_did_says_what_kind_of_hand_it_was(actor):
    event = record(Verb.SURVEY_CANCELLED, target=None, by=None, actor=actor)

    assert event.actor == (actor or Actor.COMMAND)
    assert event.by is None


def test_an_event_with_a_float_is_refused(head):
    with pytest.raises(TypeError, match="no floats"):
        record(Verb.SETTING_CHANGED, target=None, by=head, share=0.2)

    assert not AuditEvent.objects.exists()
