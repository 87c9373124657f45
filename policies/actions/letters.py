"""The letter that reminds a leaver of confidentiality (A9): made from the rule in force, and how it reached them."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from people.models import User
from policies.leavers import leaver
from policies.models import ConfidentialityLetter, Feature
from policies.rule_uses import rule_in_force

from .reading_faults import AlreadySaid, NoRule, NothingToDo, WrongDate

Way = ConfidentialityLetter.Way


@transaction.atomic
def make_letter(*, user: User, by: User) -> ConfidentialityLetter:
    """Make the letter for somebody who leaves or left. It keeps the version it quotes, whatever holds later.

    Raises NothingToDo for somebody who stays, AlreadySaid where the last one quotes this very version or was
    delivered, NoRule where no rule in force is named as the one on it.
    """
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    today = timezone.localdate()
    leaving, rule = leaver(user.pk), rule_in_force(Feature.CONFIDENTIALITY, today)
    if leaving is None:
        raise NothingToDo("This account has no last day. The letter is for those who leave.")
    if rule is None:
        raise NoRule("No rule in force is named as the one on confidentiality, so there is nothing to quote.")
    last = leaving.letter
    if last and (last.version_id == rule.version_id or last.delivered_on):
        raise AlreadySaid("The letter is made already.")
    letter = ConfidentialityLetter.objects.create(
        user=user, version=rule.version, rule_version=rule, made_on=today, made_by=by
    )
    record(Verb.LETTER_MADE, target=letter, by=by, number=rule.version.number)
    return letter


@transaction.atomic
def record_delivery(
    *, letter: ConfidentialityLetter, delivered_on: dt.date, way: str, by: User
) -> ConfidentialityLetter:
    """Keep on which day and in what way the letter reached its reader. Raises AlreadySaid, WrongDate."""
    letter = ConfidentialityLetter.objects.select_for_update(no_key=True).get(pk=letter.pk)
    if letter.delivered_on:
        raise AlreadySaid(f"It was delivered on {letter.delivered_on:%-d %B %Y}.")
    if not letter.made_on <= delivered_on <= timezone.localdate():
        raise WrongDate(f"Write a day from {letter.made_on:%-d %B %Y}, when it was made, up to today.")
    letter.delivered_on, letter.way, letter.recorded_by = delivered_on, Way(way), by
    letter.save(update_fields=["delivered_on", "way", "recorded_by"])
    record(Verb.LETTER_DELIVERED, target=letter, by=by, way=letter.way)
    return letter
