"""How the same submission is known again in a later export, without keeping what it said."""

import hashlib
import hmac
import json

from django.conf import settings

from people.names import fold

from .survey.entry import Entry


def submission_identity(entry: Entry) -> str:
    """A keyed digest of the child, class, respondent and moment of an entry, as the file gives them."""
    named, respondent = entry.named, entry.respondent
    return _digest(
        "submission",
        fold(" ".join((named.full_name, named.forename, named.surname))),
        fold(named.class_text),
        named.admission_number,
        named.upn,
        named.born_on.isoformat() if named.born_on else "",
        fold(respondent.name),
        respondent.email.casefold(),
        entry.moment.at.isoformat() if entry.moment else "",
        entry.child,
    )


def comment_identity(entry: Entry) -> str:
    """A keyed digest of a comment and of the submission it stands in."""
    return _digest("comment", submission_identity(entry), fold(entry.comment))


def content_digest(entry: Entry) -> str:
    """A keyed digest of what a submission says: its answers and its comment."""
    answers = sorted((slug, value.value) for slug, value in entry.answers.items())
    return _digest("content", answers, fold(entry.comment))


def _digest(*parts: object) -> str:
    text = json.dumps(parts).encode()
    return hmac.new(settings.DATA_KEY.encode(), text, hashlib.sha256).hexdigest()
