"""A file that becomes a policy's draft: read, proposed, kept, with where each of its sentences went.

The only place that knows how `policies.importing` is called.
"""

import hashlib
import importlib
from typing import Any

from django.db import transaction

from people.models import User
from policies.content import BadWording
from policies.models import Policy, PolicyImport, PolicyVersion

from .drafting import begin_draft, draft_version, newest_version
from .faults import CannotBeSo

READER = "policies.importing"
TAKEN_SLUGS = frozenset(
    {"new", "desk", "search", "documents", "platforms", "privacy-checkup", "leaver-letters"}
)  # addresses of the portal beside those of the policies


@transaction.atomic
def import_draft(*, policy: Policy, content: bytes, name: str, by: User) -> PolicyVersion:
    """Read a file into the next draft of `policy`. The file itself is not kept, its sentences and their places are.

    Raises CannotBeSo for a file that is no policy, DraftUnderWay while another version is under way.
    """
    proposal = _proposed(content, name, policy)
    try:
        version = draft_version(policy=policy, wording=proposal.wording, by=by)
    except BadWording as fault:
        raise CannotBeSo("file", str(fault)) from fault
    PolicyImport.objects.create(
        version=version,
        file_name=name[:200],
        sha256=hashlib.sha256(content).hexdigest(),
        sentences=[_as_row(sentence) for sentence in proposal.sentences],
        imported_by=by,
    )
    return version


@transaction.atomic
def new_policy(*, slug: str, title: str, by: User, content: bytes | None = None, name: str = "") -> PolicyVersion:
    """A policy that the portal does not know yet, with a draft: read from a file, or empty.

    Raises CannotBeSo for an address that is taken and for a file that is no policy.
    """
    if slug in TAKEN_SLUGS or Policy.objects.filter(slug=slug).exists():
        raise CannotBeSo("slug", "This address is taken. Choose another one.")
    policy = Policy.objects.create(slug=slug, title=title)
    if content is not None:
        return import_draft(policy=policy, content=content, name=name, by=by)
    return begin_draft(policy=policy, by=by)


def _proposed(content: bytes, name: str, policy: Policy) -> Any:
    """What the reader makes of a file. `known`: the newest version, whose rules the proposal finds again."""
    reader = importlib.import_module(READER)
    try:
        return reader.propose(reader.read_document(content, name), known=newest_version(policy))
    except reader.NotAPolicy as fault:
        raise CannotBeSo("file", str(fault)) from fault


def _as_row(sentence: Any) -> dict[str, str]:
    """A sentence as it is stored. The reader gives it as a mapping or as a value with these three names."""
    names = ("text", "place", "code")
    if isinstance(sentence, dict):
        return {name: str(sentence.get(name) or "") for name in names}
    return {name: str(getattr(sentence, name, "") or "") for name in names}
