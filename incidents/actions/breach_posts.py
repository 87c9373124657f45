"""A post of the register that went out without permission is a data breach: its record is opened in one press."""

import uuid

from django.db import transaction

from consent.models import CheckedChild, Post
from incidents.models import DataBreach
from people.models import User

from .breaching import Opened, open_breach
from .faults import WrongState


@transaction.atomic
def open_breach_of_post(*, post: Post, by: User) -> DataBreach:
    """The record for a post, with the children who had no permission then; the one that is there, if there is one.

    The 72 hours run from the moment at which it was entered: then somebody in school knew (UK GDPR Art 33). Whoever
    calls has fetched `post` through `visible_to` of `by`. Raises WrongState for a post that had permission, and
    CannotBeSo where nobody could read the record.
    """
    if post.was_permitted:
        raise WrongState("Everybody in this picture had permission when it went out.")
    Post.objects.select_for_update(no_key=True).get(pk=post.pk)  # pressed twice at once, it is one record
    children = post.children.exclude(word=CheckedChild.Word.YES).select_related("pupil")
    pupils = [child.pupil for child in children]
    facts = {
        "happened_on": post.posted_on.isoformat(), "which": "Pictures of children", "children": len(pupils) or None,
        "went_to": post.where,
    }  # fmt: skip
    opened = Opened("A picture posted without permission", post.entered_at, facts=facts, pupils=pupils)
    return open_breach(opened=opened, form_key=uuid.uuid4(), by=by, post=post.public_id)
