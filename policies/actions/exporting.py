"""Lists about policies that leave the portal as a file."""

from django.db import transaction

from audit.models import Verb
from audit.recorder import record
from people.models import User
from policies.models import PolicyVersion


@transaction.atomic
def record_export(*, version: PolicyVersion, form: str, rows: int, by: User) -> None:
    """Keep that `by` took the list of who has read a policy, as csv or pdf, and how long it was."""
    record(Verb.POLICY_REGISTER_EXPORTED, target=version, by=by, number=version.number, form=form, rows=rows)
