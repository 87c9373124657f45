"""The one kind of record of this app: wordings of a policy that hold no longer."""

from django.db.models import DateField, Min, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from audit.erasing import pointing_at
from people.disposal import Kind, Went
from people.retention_kinds import nobody, of_two

from .actions.erasing import erase_version
from .models import ConfidentialityLetter, PolicyVersion, RuleVersion
from .models.states import PUBLIC, Status

CITED = "A check, a post or an incident that is still kept rests on its rules. It is due after those."
_LATER = (
    PolicyVersion.objects.filter(policy=OuterRef("policy"), number__gt=OuterRef("number"), status__in=PUBLIC)
    .order_by().values("policy").annotate(first=Min("effective_from")).values("first")
)  # fmt: skip
OVER_SINCE = Coalesce("withdrawn_on", Subquery(_LATER), "effective_from", output_field=DateField())


def _over() -> QuerySet[PolicyVersion]:
    return PolicyVersion.objects.filter(status__in=(Status.SUPERSEDED, Status.WITHDRAWN)).select_related("policy")


def _cited(version: PolicyVersion) -> list[str]:
    """Why it is held back: records of others that are judged by its rules, and letters that were made by it."""
    rules = RuleVersion.objects.filter(version=version)
    outside = (field for field in pointing_at(RuleVersion) if field.model._meta.app_label != "policies")
    if any(field.model._base_manager.filter(**{f"{field.name}__in": rules}).exists() for field in outside):
        return [CITED]
    is_lettered = ConfidentialityLetter.objects.filter(version=version).exists()
    return ["Letters to leavers were made by it. It is due after those."] if is_lettered else []


def _goes(version: PolicyVersion) -> list[Went]:
    read = version.acknowledgements.count()
    return [Went(read, "answer of somebody who read it", "answers of those who read it")] if read else []


VERSIONS: Kind = of_two(
    "policy", nobody, label="Wordings of policies that hold no longer", noun="Wording of a policy", model=PolicyVersion,
    rows=_over, counts_from=OVER_SINCE, counted="the day from which it held no longer", months=36,
    source="IRMS toolkit for schools: a policy is kept for its life and three years.",
    key=lambda version: f"{version.pk} {version.policy.slug}/{version.number}",
    reference=lambda version: f"{version.policy.slug}/{version.number}",
    described=lambda version: "Wording of a policy",
    goes=_goes, stays=("Minutes of the governors, which the portal does not keep.",), parts=(erase_version,),
    named=str, holds_back=_cited, address="pk",
    in_list=lambda version: version.label,
)  # fmt: skip
KINDS = (VERSIONS,)
