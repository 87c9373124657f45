"""The laws of rule D1: proposed by head or office, confirmed by chair or clerk, taken off again (requirements 38).

Confirming needs a second person, the day of the meeting and its minute. Nothing is confirmed by the portal itself.
"""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from people.models import User
from policies.laws import Law, how_many, in_a_word
from policies.models import Feature, Policy, RuleVersion, Statute

from .faults import CannotBeSo, NothingChanged, SamePerson


class MoreThanThePolicySays(Exception):
    """The policy says a number, and with this one there would be more. The message says so."""


@transaction.atomic
def propose_laws(
    *, policy: Policy, laws: Iterable[Law], by: User, in_spite_of_the_number: bool = False
) -> list[Statute]:
    """Put laws before the governors; those that stand on the list or are proposed already are passed over.

    Raises NothingChanged where all are, MoreThanThePolicySays for more than the rule counts unless that was said.
    """
    policy = Policy.objects.select_for_update(no_key=True).get(pk=policy.pk)
    standing = list(policy.statutes.filter(ended_on=None))
    known = {(law.title.casefold(), law.year) for law in standing}
    new = [law for law in laws if (law.title.casefold(), law.year) not in known]
    if not new:
        raise NothingChanged("That law is on the list or proposed already.")
    if not in_spite_of_the_number:
        _refuse_too_many(policy, len(standing) + len(new))
    last = policy.statutes.aggregate(last=Max("order"))["last"] or 0
    made = [
        Statute.objects.create(
            policy=policy, order=order, title=law.title, year=law.year, note=law.note, url=law.url,
            proposed_by=by, proposed_on=timezone.localdate(),
        )
        for order, law in enumerate(new, start=last + 1)
    ]  # fmt: skip
    record(Verb.LAWS_PROPOSED, target=policy, by=by, laws=len(made))
    return made


@transaction.atomic
def withdraw_law(*, law: Statute, by: User) -> None:
    """Take back a proposal that the governors have not confirmed. Raises NothingChanged for any other."""
    law = Statute.objects.select_for_update(of=("self",), no_key=True).select_related("policy").get(pk=law.pk)
    if law.confirmed_on or law.ended_on:
        raise NothingChanged("The governors confirmed this law. They take it off again, with a minute.")
    policy = law.policy
    law.delete()
    record(Verb.LAW_WITHDRAWN, target=policy, by=by)


@transaction.atomic
def confirm_laws(*, laws: Iterable[Statute], on: dt.date, minute_reference: str, by: User) -> list[Statute]:
    """Keep that the governors confirmed these proposals: when, in which minute.

    Raises CannotBeSo for a day to come, one before the proposal or an empty minute, SamePerson where `by` proposed
    one of them, NothingChanged where none of them waits any more.
    """
    keys = [law.pk for law in laws]
    waiting = list(
        Statute.objects.select_for_update(of=("self",), no_key=True)
        .proposed()
        .select_related("policy")
        .filter(pk__in=keys)
    )
    if not waiting:
        raise NothingChanged("No proposal waits any more.")
    _check_minute(on, minute_reference)
    if any(law.proposed_by_id == by.pk for law in waiting):
        raise SamePerson("You proposed this yourself. Somebody else records what the governors decided.")
    for law in waiting:
        law.confirmed_on, law.confirmed_by, law.minute_reference = on, by, minute_reference
        law.save(update_fields=["confirmed_on", "confirmed_by", "minute_reference"])
    record(Verb.LAWS_CONFIRMED, target=waiting[0].policy, by=by, laws=len(waiting))
    return waiting


@transaction.atomic
def end_law(*, law: Statute, on: dt.date, minute_reference: str, by: User) -> Statute:
    """The governors take a law off the list: its row stays. Raises NothingChanged, CannotBeSo."""
    law = Statute.objects.select_for_update(of=("self",), no_key=True).select_related("policy").get(pk=law.pk)
    if not law.is_confirmed or law.confirmed_on is None:
        raise NothingChanged("It does not stand on the list.")
    _check_minute(on, minute_reference)
    if on < law.confirmed_on:
        raise CannotBeSo("on", f"It was confirmed on {law.confirmed_on:%-d %B %Y}. Write that day or a later one.")
    law.ended_on, law.ended_by, law.ended_minute_reference = on, by, minute_reference
    law.save(update_fields=["ended_on", "ended_by", "ended_minute_reference"])
    record(Verb.LAW_ENDED, target=law.policy, by=by)
    return law


def _check_minute(on: dt.date, minute_reference: str) -> None:
    if on > timezone.localdate():
        raise CannotBeSo("on", "Write the day of the meeting, today or an earlier one.")
    if not minute_reference:
        raise CannotBeSo("minute_reference", "Write where the minutes say so, such as 26/41.")


def _refuse_too_many(policy: Policy, number: int) -> None:
    """The rule of the version in force counts the laws; more of them than it says needs a second thought."""
    versions = policy.versions.in_force_on(timezone.localdate())
    rule = RuleVersion.objects.filter(version__in=versions, rule__uses__feature=Feature.LAWS).first()
    said = how_many(rule.text) if rule else None
    if rule and said and number > said:
        raise MoreThanThePolicySays(
            f"Rule {rule.code} says {in_a_word(said)}, and with this there are {in_a_word(number)}. The list and the "
            "policy would not fit together until the rule is changed."
        )
