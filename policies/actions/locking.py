"""Holding a version still while something is done to it."""

from policies.models import Policy, PolicyVersion

from .faults import WrongStatus


def locked(version: PolicyVersion) -> PolicyVersion:
    """The version as it stands now. The policy is locked first, so that whoever comes second waits."""
    Policy.objects.select_for_update(no_key=True).get(pk=version.policy_id)
    return (
        PolicyVersion.objects.select_for_update(of=("self",), no_key=True).select_related("policy").get(pk=version.pk)
    )


def locked_in(version: PolicyVersion, *states: str) -> PolicyVersion:
    """The same, of a version that must be in one of `states`. Raises WrongStatus."""
    held = locked(version)
    if held.status not in states:
        raise WrongStatus(f"Version {held.number} is now: {held.get_status_display().lower()}.")
    return held
