"""Who takes care of what in the policies: of a whole one, of one point that is not settled; and the school's notes."""

from typing import Any

from django.db import transaction

from audit.models import Verb
from audit.recorder import record
from people.models import User
from people.roles import Role
from policies.models import AudienceNote, GapOwner, Policy
from policies.notes import latest_note
from policies.words import Audience

from .faults import CannotBeSo, NothingChanged

# Who may be given a point: those who lead, run or govern the school (requirements 2.1, A17).
CARING = (Role.HEAD, Role.OFFICE, Role.CHAIR, Role.VICE_CHAIR, Role.CLERK, Role.GOVERNOR)
MOST_IN_A_NOTE = 1500


def possible_owners():
    """Everybody who may take care of a policy or of a point in it, with an account that works today."""
    return User.objects.holding(*CARING)


@transaction.atomic
def name_gap_owner(*, policy: Policy, key: str, owner: User | None, by: User) -> GapOwner:
    """Give a point to somebody, or to nobody again. Whether the point is open is for the view to say.

    Raises CannotBeSo for somebody who neither leads, runs nor governs the school, NothingChanged.
    """
    _refuse_others(owner)
    policy = Policy.objects.select_for_update(no_key=True).get(pk=policy.pk)
    kept = GapOwner.objects.filter(policy=policy, key=key).first() or GapOwner(policy=policy, key=key)
    if kept.owner == owner:
        raise NothingChanged("It is with them already." if owner else "It is with nobody already.")
    kept.owner, kept.named_by = owner, by
    kept.save()
    record(Verb.POINT_GIVEN, target=policy, by=by, **_whom(owner))
    return kept


@transaction.atomic
def name_policy_owner(*, policy: Policy, owner: User | None, by: User) -> Policy:
    """Who looks after a policy in the portal and hears of its review (A6). Raises CannotBeSo, NothingChanged."""
    _refuse_others(owner)
    policy = Policy.objects.select_for_update(of=("self",), no_key=True).get(pk=policy.pk)
    if policy.owner == owner:
        raise NothingChanged("Nothing was changed.")
    policy.owner = owner
    policy.save(update_fields=["owner"])
    record(Verb.POLICY_OWNER_NAMED, target=policy, by=by, **_whom(owner))
    return policy


@transaction.atomic
def write_note(*, policy: Policy, audience: Audience, text: str, by: User) -> AudienceNote:
    """Keep what the school itself says to one kind of reader. An empty text takes the note away; earlier ones stay.

    Raises NothingChanged.
    """
    policy = Policy.objects.select_for_update(no_key=True).get(pk=policy.pk)
    before = latest_note(policy, audience)
    if text == (before.text if before else ""):
        raise NothingChanged("Nothing was changed.")
    note = AudienceNote.objects.create(policy=policy, audience=audience, text=text, written_by=by)
    record(Verb.NOTE_WRITTEN, target=policy, by=by, audience=str(audience))
    return note


def _whom(owner: User | None) -> dict[str, Any]:
    return {"user": owner.pk} if owner else {}


def _refuse_others(owner: User | None) -> None:
    if owner and not possible_owners().filter(pk=owner.pk).exists():
        raise CannotBeSo("owner", "Choose somebody who leads, runs or governs the school.")
