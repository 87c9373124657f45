"""On their own page everybody says which mails they want; what cannot wait is nobody's to switch off (X6)."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from audit.models import AuditEvent, Verb
from people.actions.accounts import AccountUnchanged
from people.actions.own_mails import choose_mails
from people.forms.settings import FIELDS
from people.models import User
from people.models.users import MorningMails
from people.roles import Role
from people.settings import Key
from tests.factories import UserFactory
from todwick_portal.trail.words import in_words

pytestmark = pytest.mark.django_db
ME, MAILS = reverse("people:me"), reverse("people:own-mails")


@pytest.fixture
def teacher():
    return UserFactory(role=Role.STAFF)


def test_it_comes_each_school_day_unless_somebody_says_otherwise(client, teacher):
    client.force_login(teacher)

    page = client.get(ME).content.decode()

    assert 'value="each_day"' in page and "checked" in page.partition('value="each_day"')[2].partition(">")[0]
    assert "What cannot wait always reaches you, in holidays too" in page


def test_what_is_chosen_is_kept_recorded_and_shown_and_the_same_again_is_recorded_once(client, teacher):
    client.force_login(teacher)

    for _ in range(2):
        assert client.post(MAILS, {"morning_mails": "pressing"}).url == ME

    user = User.objects.get(pk=teacher.pk)
    assert (user.morning_mails, user.weekly_mails) == (MorningMails.PRESSING, False)
    event = AuditEvent.objects.get(verb=Verb.ACCOUNT_MAILS_CHOSEN)
    assert (event.by, event.target_id) == (teacher, str(teacher.pk))
    assert event.details == {"mornings": "pressing", "weekly": False}
    said = in_words(event.details, {})
    assert said[0].startswith("morning mail: only when something is overdue") and said[1] == "no weekly mail"
    assert "checked" in client.get(ME).content.decode().partition('value="pressing"')[2].partition(">")[0]


@pytest.mark.parametrize("typed", [{}, {"morning_mails": "never"}])
def test_never_is_no_choice(client, teacher, typed):
    client.force_login(teacher)

    answer = client.post(MAILS, typed)

    assert answer.status_code == 400 and "Choose one of the two." in answer.content.decode()
    assert User.objects.get(pk=teacher.pk).morning_mails == MorningMails.EACH_DAY
    with pytest.raises(ValueError, match="never"):
        choose_mails(by=teacher, morning_mails="never", weekly_mails=True)
    with pytest.raises(AccountUnchanged):
        choose_mails(by=teacher, morning_mails="each_day", weekly_mails=True)


def test_a_parent_gets_neither_and_is_asked_nothing(client):
    client.force_login(UserFactory(role=Role.PARENT))

    assert MAILS not in client.get(ME).content.decode()


@pytest.mark.parametrize(("typed", "is_kept"), [("06:30", True), ("04:59", False), ("10:01", False), ("", False)])
def test_the_school_sets_the_hour_between_five_and_ten(typed, is_kept):
    field = FIELDS[Key.MORNING_MAIL_AT]()
    assert bool(_faults(field, typed)) != is_kept


def _faults(field, typed) -> list[str]:
    try:
        field.clean(typed)
    except ValidationError as fault:
        return list(fault.messages)
    return []
