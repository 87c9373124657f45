"""Not to be published: the flag that beats every permission. Its reason is for head and safeguarding lead."""

from django.db import transaction

from audit.models import Verb
from audit.recorder import record
from people.marks import Kind, begin_mark, end_mark
from people.models import Pupil, User

from .pictures import MARK, pictures_to_remove
from .telling import tell_parents


class FlagUnchanged(Exception):
    """The flag stands as asked already: somebody else was quicker."""


@transaction.atomic
def flag_pupil(*, pupil: Pupil, reason: str, by: User) -> Pupil:
    """Nothing of this child may be published from now on, and what is out is to come down; the parents hear that
    something changed.

    While the use of the child's data is restricted this turns nothing, and stays when the restriction ends. Raises
    FlagUnchanged if that is so with this reason.
    """
    pupil = Pupil.objects.select_for_update(no_key=True).get(pk=pupil.pk)
    if pupil.do_not_publish and pupil.do_not_publish_reason == reason:
        raise FlagUnchanged("This child is not to be published already.")
    return _set(pupil, True, reason, Verb.PUPIL_FLAGGED, by)


@transaction.atomic
def unflag_pupil(*, pupil: Pupil, by: User) -> Pupil:
    """Permissions count again, and the parents hear that something changed. The reason goes with the flag.

    A restriction of use keeps the child from being published all the same, until it ends. Raises FlagUnchanged if there
    is no flag.
    """
    pupil = Pupil.objects.select_for_update(no_key=True).get(pk=pupil.pk)
    if not pupil.do_not_publish:
        raise FlagUnchanged("There is no such mark on this child any more.")
    return _set(pupil, False, "", Verb.PUPIL_UNFLAGGED, by)


def _set(pupil: Pupil, flag: bool, reason: str, verb: Verb, by: User) -> Pupil:
    was = pupil.is_never_published
    pupil.do_not_publish = flag
    pupil.do_not_publish_reason = reason
    pupil.save(update_fields=["do_not_publish", "do_not_publish_reason"])
    turn_publishing(pupil, was=was, by=by)
    record(verb, target=pupil, by=by)
    return pupil


def turn_publishing(pupil: Pupil, *, was: bool, by: User) -> None:
    """What comes of it that a child whose row is held may not be published any more, or may again: the dates of it,
    the word to the parents, the pictures to remove. `was`: whether it was so before. Of another reason for the same
    mark, or of one beside a restriction of use, nothing comes. Called before any event of the transaction is recorded.
    """
    (begin_mark if pupil.is_never_published else end_mark)(Kind.NEVER, [pupil.pk])
    if pupil.is_never_published != was:
        tell_parents([pupil])
        if pupil.is_never_published:
            pictures_to_remove({pupil.pk: MARK}, by)
