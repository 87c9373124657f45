"""A draft made from a file: read, proposed, kept, with where each of its sentences went."""

import hashlib
from dataclasses import replace

from django.db import transaction

from people.models import User
from policies.addresses import RESERVED
from policies.content import BadWording, PolicyText
from policies.importing import NotAPolicy, Proposal, proposal_of
from policies.kept import wording_of
from policies.models import Policy, PolicyImport, PolicyVersion, Rule

from .drafting import begin_draft, draft_version, newest_version
from .faults import CannotBeSo

_LONGEST_NAME = 200
TAKEN = "This address is taken. Choose another one."


@transaction.atomic
def import_policy(*, policy: Policy, proposal: Proposal, file_name: str, sha256: str, by: User | None) -> PolicyVersion:
    """Keep what was recognised in a file as the next draft, with every sentence of the file and where it went.

    A rule without an identity is a new rule, whatever its code: only sure matches go on an earlier one. Raises
    DraftUnderWay while another version is under way, BadWording for a wording that cannot be kept.
    """
    policy = Policy.objects.select_for_update(no_key=True).get(pk=policy.pk)
    version = draft_version(policy=policy, wording=_with_new_rules(policy, proposal.wording), by=by)
    PolicyImport.objects.create(
        version=version,
        file_name=file_name[-_LONGEST_NAME:],
        sha256=sha256,
        sentences=[placed.as_values() for placed in proposal.sentences],
        doubts=[{"about": str(doubt.about), "text": doubt.text, "code": doubt.code} for doubt in proposal.doubts],
        imported_by=by,
    )
    return version


def import_draft(*, policy: Policy, content: bytes, name: str, by: User) -> PolicyVersion:
    """Read a file that somebody chose on a page into the next draft of `policy`. The file itself is not kept.

    Raises CannotBeSo for a file that is no policy, DraftUnderWay while another version is under way.
    """
    newest = newest_version(policy)
    proposal = _read(content, name, wording_of(newest) if newest else None)
    return _keep(policy, proposal, content, name, by)


def new_policy(*, slug: str, title: str, by: User, content: bytes | None = None, name: str = "") -> PolicyVersion:
    """A policy that the portal does not know yet, with a draft: read from a file, or empty.

    Raises CannotBeSo for an address that is taken and for a file that is no policy: then there is no policy either.
    The file is read before anything is locked, for reading may take its time.
    """
    if slug in RESERVED or Policy.objects.filter(slug=slug).exists():
        raise CannotBeSo("slug", TAKEN)
    proposal = None if content is None else _read(content, name, None)
    with transaction.atomic():
        policy, is_new = Policy.objects.get_or_create(slug=slug, defaults={"title": title})
        if not is_new:
            raise CannotBeSo("slug", TAKEN)
        if proposal is None or content is None:
            return begin_draft(policy=policy, by=by)
        return _keep(policy, proposal, content, name, by)


def _read(content: bytes, name: str, known: PolicyText | None) -> Proposal:
    try:
        return proposal_of(content, name, known)
    except NotAPolicy as fault:
        raise CannotBeSo("file", str(fault)) from fault


def _keep(policy: Policy, proposal: Proposal, content: bytes, name: str, by: User) -> PolicyVersion:
    digest = hashlib.sha256(content).hexdigest()
    try:
        return import_policy(policy=policy, proposal=proposal, file_name=name, sha256=digest, by=by)
    except BadWording as fault:
        raise CannotBeSo("file", str(fault)) from fault


def _with_new_rules(policy: Policy, wording: PolicyText) -> PolicyText:
    """The wording with an identity for each rule; a code that somebody reused does not make two rules one."""
    areas = []
    for area in wording.areas:
        rules = [
            rule if rule.identity else replace(rule, identity=Rule.objects.create(policy=policy).pk)
            for rule in area.rules
        ]
        areas.append(replace(area, rules=tuple(rules)))
    return replace(wording, areas=tuple(areas))
