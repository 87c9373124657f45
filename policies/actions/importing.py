"""A draft made from a file."""

from dataclasses import replace

from django.db import transaction

from people.models import User
from policies.content import PolicyText
from policies.importing import Proposal
from policies.models import Policy, PolicyImport, PolicyVersion, Rule
from policies.models.states import UNDER_WAY

from .drafting import draft_version
from .faults import WrongStatus

_LONGEST_NAME = 200


@transaction.atomic
def import_policy(*, policy: Policy, proposal: Proposal, file_name: str, sha256: str, by: User | None) -> PolicyVersion:
    """Keep what was recognised in a file as the next draft, with every sentence of the file and where it went.

    A rule without an identity is a new rule, whatever its code: only sure matches go on an earlier one. Raises
    WrongStatus while another version is under way, BadWording for a wording that cannot be kept.
    """
    policy = Policy.objects.select_for_update().get(pk=policy.pk)
    under_way = policy.versions.filter(status__in=UNDER_WAY).first()
    if under_way:
        raise WrongStatus(
            f"Version {under_way.number} of {policy} is under way ({under_way.get_status_display().lower()}). "
            "Publish or withdraw it first."
        )
    version = draft_version(policy=policy, wording=_with_new_rules(policy, proposal.wording), by=by)
    PolicyImport.objects.create(
        version=version,
        file_name=file_name[-_LONGEST_NAME:],
        sha256=sha256,
        sentences=[placed.as_values() for placed in proposal.sentences],
        imported_by=by,
    )
    return version


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
