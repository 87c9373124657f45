"""A draft is thrown away: its words and the comments on it go for good, that there was one stays."""

from django.db import transaction

from audit.models import Verb
from audit.recorder import record
from people.models import User
from policies.losing import lost_with
from policies.models import PolicyImport, PolicyVersion, RelatedDocument, VersionStep
from policies.models.states import EDITABLE, Status

from .faults import CannotBeSo, Stale
from .locking import locked_in

WORDS = ("lead", "in_short", "introduction", "looked_after_by", "responsibilities")


@transaction.atomic
def discard_version(*, version: PolicyVersion, reason: str, seen: str, by: User) -> PolicyVersion:
    """Throw a draft away. Nobody reads its rules, its texts or the comments on it again, and the next may be begun.

    So goes the title of a document that this draft alone named and nobody did anything to. Its number is not given
    again, its steps stay, and the reason with them. `seen` is the stamp of what the person
    was told is lost. Raises WrongStatus unless it is being written: what the governors have is taken back first, what
    they agreed to stays for good. Raises CannotBeSo without a reason, Stale where more would be lost than was shown.
    """
    version = locked_in(version, *EDITABLE)
    if not reason.strip():
        raise CannotBeSo("reason", "Write why it is thrown away.")
    lost = lost_with(version)
    if lost.stamp != seen:
        raise Stale
    named = list(RelatedDocument.objects.only_named().filter(cited_by__version=version).values_list("pk", flat=True))
    version.comments.all().delete()
    PolicyImport.objects.filter(version=version).delete()
    for rows in (version.rules, version.methods, version.open_points, version.sections):
        rows.all().delete()
    RelatedDocument.objects.filter(pk__in=named, cited_by=None).delete()
    for name in WORDS:
        setattr(version, name, "")
    version.status = Status.DISCARDED
    version.save(update_fields=[*WORDS, "status"])
    VersionStep.objects.create(version=version, kind=VersionStep.Kind.DISCARDED, by=by, note=reason)
    number, comments = version.number, lost.comments
    record(Verb.POLICY_DISCARDED, target=version, by=by, number=number, changed=lost.rules, comments=comments)
    return version
