"""Checks for tests, recorded the way the page records them."""

import re
from uuid import uuid4

from consent.actions.checks import record_check
from consent.actions.requests import Asked, send_request
from consent.checking import Use
from consent.models import PhotoRequest, Purpose
from consent.shown import judge_now


def use_of(slug="x_twitter", what="photo", names="none"):
    return Use(Purpose.objects.get(slug=slug), what, names)


def shown_to(user, pupils, use=None):
    """The stamp of the answer that `user` has on screen now."""
    return judge_now(user, [pupil.pk for pupil in pupils], use or use_of()).stamp


def checked(user, pupils, use=None, *, shown=None, key=None):
    """A recorded check; of what is on screen now, or was when it was `shown`."""
    use = use or use_of()
    shown = shown_to(user, pupils, use) if shown is None else shown
    return record_check(pupils=pupils, use=use, shown=shown, key=key or uuid4(), by=user)


def form_of(response):
    """What the button "Record this check" of a page would send."""
    form = response.content.decode().split('<form id="record"', 1)[1].split("</form>", 1)[0]
    return dict(re.findall(r'name="(\w+)"(?: id="\w+")? value="([^"]*)"', form))


def stop_by_anybody(name):
    """A parent without an account, on the public page."""
    asked = Asked(child_name=name, asked_by="Her mother")
    send_request(kind=PhotoRequest.Kind.STOP, asked=asked, form_key=uuid4())
