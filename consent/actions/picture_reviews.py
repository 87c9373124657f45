"""An account is looked through by hand: from which day to which, how many pictures came down, when to look again."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from consent.faults import ConsentFault
from consent.models import PictureReview
from people.models import SchoolAccount, User


@dataclass(frozen=True)
class Looked:
    """What was looked through, and what came of it."""

    looked_from: dt.date
    looked_to: dt.date
    removed: int
    look_again_on: dt.date
    note: str = ""


@transaction.atomic
def record_picture_review(*, account: SchoolAccount, looked: Looked, key: UUID, by: User) -> PictureReview:
    """Keep that somebody looked through an account by hand. `key` is the page's own: sent twice, it is one look.

    Raises ConsentFault where the days do not fit: the last before the first, to come, or to look again in the past.
    """
    account = SchoolAccount.objects.select_for_update(no_key=True).get(pk=account.pk)
    public_id = uuid5(key, f"{by.pk} {account.pk}")
    if kept := PictureReview.objects.filter(public_id=public_id).first():
        return kept
    today = timezone.localdate()
    if looked.looked_to < looked.looked_from:
        raise ConsentFault("The last day of what you looked through is before the first one.")
    if looked.looked_to > today:
        raise ConsentFault("Write days up to today: what is posted later is looked through later.")
    if looked.look_again_on <= today:
        raise ConsentFault("Write a day to come on which somebody looks again.")
    review = PictureReview.objects.create(
        public_id=public_id, account=account, looked_from=looked.looked_from, looked_to=looked.looked_to,
        removed=looked.removed, note=looked.note.strip(), look_again_on=looked.look_again_on, by=by,
    )  # fmt: skip
    record(Verb.PICTURES_LOOKED_THROUGH, target=account, by=by, removed=looked.removed)
    return review
