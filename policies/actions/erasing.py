"""A wording of a policy that holds no longer, destroyed; and what of an account is its own here."""

from django.apps import apps

from audit.erasing import belonging, erase
from people.disposal import Erased
from policies.models import (
    Acknowledgement,
    ConfidentialityLetter,
    GapOwner,
    Policy,
    PolicyVersion,
    PrivacyCheckup,
    ReadingNotice,
)

OWN = (Acknowledgement, ReadingNotice, PrivacyCheckup, ConfidentialityLetter)


def _apart() -> set[str]:
    """What points at a wording from outside, and the next version, which was based on it."""
    models = [model for model in apps.get_models() if model._meta.app_label != "policies"]
    fields = [field for model in models for field in model._meta.concrete_fields if field.is_relation]
    outside = {f"{field.model._meta.label}.{field.name}" for field in fields}
    return outside | {"policies.PolicyVersion.based_on", "policies.ConfidentialityLetter.version"}


def erase_version(erased: Erased) -> None:
    version = erased.record
    PolicyVersion.objects.filter(based_on=version).update(based_on=None)
    for model, way in belonging(PolicyVersion, _apart()):
        erase(model._base_manager.filter(**{way: version.pk}))
    erase(PolicyVersion.objects.filter(pk=version.pk))


def erase_own_of_account(erased: Erased) -> None:
    """What somebody said to policies, their check-ups and their letter on leaving; they look after none any more."""
    for model in OWN:
        erase(model._base_manager.filter(user=erased.record))
    Policy.objects.filter(owner=erased.record).update(owner=None)
    GapOwner.objects.filter(owner=erased.record).update(owner=None)
