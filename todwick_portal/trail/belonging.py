"""What the trail of one record tells together with it."""

from typing import Any

from django.db.models import Q

from consent.models import SurveyImport
from incidents.models import Case, DataRequest
from people.models import Pupil, User
from policies.models import PolicyVersion


def belonging(record: Any) -> list[tuple[str, Q]]:
    """What is told together: an account with its roles, a child with its contacts and answers, a policy's versions."""
    if isinstance(record, User):
        return [("role", Q(user=record)), ("role-proposal", Q(user=record))]
    if isinstance(record, Pupil):
        told = [("contact", Q(pupil=record)), ("entry", Q(pupil=record)), ("request", Q(holds__pupil=record))]
        return [*told, ("removal", Q(pupil=record))]
    if isinstance(record, SurveyImport):
        return [("entry", Q(survey=record))]
    if isinstance(record, Case):
        return [("evidence", Q(case=record))]
    if isinstance(record, DataRequest):
        return [("bundle-part", Q(request=record))]
    if isinstance(record, PolicyVersion):
        return [("policy", Q(policy=record.policy_id))]
    return []
