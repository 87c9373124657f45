"""The use of somebody's data is restricted, and the restriction ends (UK GDPR, articles 18 and 21). Of a child nothing
is published meanwhile: by the same way as *not to be published*, which tells nobody why."""

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from people.models import DataRestriction, Pupil, User

from .flags import turn_publishing

KEPT = "Kept when a restriction of the use of data ended ({})."


class NotRestricted(Exception):
    """No restriction of that request runs: somebody else was quicker."""

    def __init__(self) -> None:
        super().__init__("No restriction of this request is running.")


@transaction.atomic
def begin_restriction(*, whose: Pupil | User, reference: str, scope: str, by: User) -> DataRestriction:
    """From now on the use of these data is restricted, for the request of this `reference`; `scope` says of which.

    Of a child, whatever the scope says: nothing is published from the next request on, what is out is to come down, the
    parents hear that something changed (ICO on article 18: not used in any way but kept). Where the child was not to
    be published already, nothing turns.
    """
    if isinstance(whose, User):
        made = DataRestriction.objects.create(user=whose, reference=reference, scope=scope, began_by=by)
        record(Verb.RIGHTS_RESTRICTED, target=whose, by=by, restricted=True)
        return made
    pupil = _held(whose)
    made = DataRestriction.objects.create(pupil=pupil, reference=reference, scope=scope, began_by=by)
    verb = _publish(pupil, by, is_restricted=True)
    if verb:
        record(verb, target=pupil, by=by)
    record(Verb.RIGHTS_RESTRICTED, target=pupil, by=by, restricted=True)
    return made


@transaction.atomic
def end_restrictions(*, reference: str, stays_shut: bool, by: User) -> None:
    """Every restriction of this request ends. `stays_shut`: the child stays *not to be published* all the same, by a
    mark that headteacher or safeguarding lead takes off; otherwise what the parents answered counts again, unless such
    a mark or another restriction stands. Raises NotRestricted."""
    running = DataRestriction.objects.running().select_for_update(no_key=True).filter(reference=reference)
    ending = list(running.order_by("pk"))
    if not ending:
        raise NotRestricted
    pupils = Pupil.objects.filter(pk__in={one.pupil_id for one in ending if one.pupil_id}).order_by("pk")
    held = [_held(pupil) for pupil in pupils]
    users = User.objects.filter(pk__in={one.user_id for one in ending if one.user_id}).order_by("pk")
    keys = [one.pk for one in ending]
    DataRestriction.objects.filter(pk__in=keys).update(ended_at=timezone.now(), ended_by=by)
    turned = []
    for pupil in held:
        others = DataRestriction.objects.running().filter(pupil=pupil).exists()
        turned.append((pupil, _publish(pupil, by, is_restricted=others, marked_for=reference if stays_shut else "")))
    for pupil, verb in turned:  # once everything is written
        if verb:
            record(verb, target=pupil, by=by)
    for whose in (*held, *users):
        record(Verb.RIGHTS_RESTRICTED, target=whose, by=by, restricted=False)


def _held(pupil: Pupil) -> Pupil:
    return Pupil.objects.select_for_update(no_key=True).get(pk=pupil.pk)


def _publish(pupil: Pupil, by: User, *, is_restricted: bool, marked_for: str = "") -> Verb | None:
    """Write it down beside the child, with what comes of it; the event to record, if anything turned or was marked.

    It is that of the mark, so that every page and count that keeps something works it out anew: the verbs of requests
    change nothing of what is kept (audit/quiet.py).
    """
    was, was_marked = pupil.is_never_published, pupil.do_not_publish
    pupil.is_restricted = is_restricted
    if marked_for and not was_marked:
        pupil.do_not_publish, pupil.do_not_publish_reason = True, KEPT.format(marked_for)
    pupil.save(update_fields=["is_restricted", "do_not_publish", "do_not_publish_reason"])
    if pupil.is_never_published != was:
        turn_publishing(pupil, was=was, by=by)
    if pupil.is_never_published == was and pupil.do_not_publish == was_marked:
        return None
    return Verb.PUPIL_FLAGGED if pupil.is_never_published else Verb.PUPIL_UNFLAGGED
