"""The rules that features rest on are named by two people at once, or by a button pressed twice."""

import pytest

from audit.models import AuditEvent, Verb
from people.roles import Role
from policies.models import Feature, RuleUse
from tests.factories import UserFactory

from .at_once import press

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True), pytest.mark.slow]
PAGE = "/policies/rule-uses/"


def test_the_first_names_given_by_eight_at_once_are_kept_once(transactional_tables, version, head):
    RuleUse.objects.all().delete()
    before = AuditEvent.objects.filter(verb=Verb.RULE_NAMED).count()
    heads = [head, UserFactory(role=Role.HEAD)]
    photos, accounts = (version.rules.get(code=code).rule_id for code in ("A11", "A4"))
    said = {Feature.PHOTOS.value: photos, Feature.ACCOUNTS.value: accounts}

    answers = press([(by, PAGE, said) for by in heads * 4])

    assert answers == [302] * 8
    assert dict(RuleUse.objects.values_list("feature", "rule_id")) == said
    assert AuditEvent.objects.filter(verb=Verb.RULE_NAMED).count() == before + 2
