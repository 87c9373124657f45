"""The second step for tests: compulsory as in a school, and a head who has one."""

import pytest
from django.test import Client

from audit.models import AuditEvent, Verb
from people.models import User
from tests.people.signing_in import app_code, with_app, with_password

QUESTION, APP = "/accounts/login/second-step/", "/accounts/second-step/app/"


@pytest.fixture
def production(settings) -> None:
    settings.SECOND_STEP_COMPULSORY = True


@pytest.fixture
def guarded(head) -> User:
    """A head with a password, a phone app and recovery codes."""
    return with_app(with_password(head))


def _set_up_app(client: Client) -> str:
    """Set up the phone app on the page; gives its secret."""
    page = client.get(APP)
    secret = page.context["form"].secret
    client.post(APP, {"code": app_code(secret)})
    return secret


def _changes(user: User):
    return AuditEvent.objects.filter(verb=Verb.SECOND_STEP_CHANGED, target_id=str(user.pk))
