"""Posts for tests, entered the way the portal enters them."""

from uuid import uuid4

from django.utils import timezone

from consent.actions.posting import Posted, enter_post_later, register_post

from .checked import checked, use_of

LINK = "https://x.example/ourschool/1"


def posted(by, check, *, on=None, key=None, **typed):
    """The picture of a recorded check, entered as posted."""
    typed = {"link": LINK, **typed}
    return register_post(
        check=check, posted=Posted(on or timezone.localdate(), **typed), key=key or uuid4(), by=by
    )  # fmt: skip


def post_of(by, pupils, use=None, **typed):
    """Checked, recorded and posted."""
    return posted(by, checked(by, pupils, use or use_of()), **typed)


def late_post(by, pupils, on, use=None, *, key=None, **typed):
    """What was out before the portal, or without a check."""
    return enter_post_later(
        pupils=pupils, use=use or use_of(), posted=Posted(on, **typed), key=key or uuid4(), by=by
    )  # fmt: skip
