"""The pages of accounts, of what is missing, of the settings and of one's own account."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent, Verb
from incidents.complaints.deadlines import deadlines
from people.actions.settings import HeadsAlone, change_settings
from people.forms.complaint_settings import OF_COMPLAINTS
from people.forms.settings import ALL, FIELDS
from people.models import Notification, RoleProposal, SchoolSetting, SettingChange, User
from people.roles import Role
from people.setting_groups import GROUPS
from people.settings import Key, read_all
from tests import html
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def _new(**fields: str) -> dict[str, str]:
    return {"title": "Ms", "forename": "Nia", "surname": "Hobday", "email": "nia@school.example", **fields}


def test_the_office_makes_an_account_and_invites(client, office):
    client.force_login(office)

    client.post(reverse("people:account-new"), _new(role="staff", invite="on"))

    made = User.objects.get(email="nia@school.example")
    assert made.roles == {Role.STAFF}
    assert Notification.objects.get().kind == "invitation"


def test_a_head_made_by_the_head_waits_for_a_second_person(client, head):
    client.force_login(head)

    client.post(reverse("people:account-new"), _new(role="head"))

    assert User.objects.get(email="nia@school.example").roles == frozenset()
    assert RoleProposal.objects.get().role == Role.HEAD


def test_an_address_that_is_taken_is_named_and_nothing_typed_is_lost(client, office, teacher):
    client.force_login(office)

    answer = client.post(reverse("people:account-new"), _new(role="staff", email=teacher.email.upper()))

    page = answer.content.decode()
    assert answer.status_code == 409
    assert reverse("people:account", args=[teacher.pk]) in page and 'value="Hobday"' in page


def test_an_edit_to_a_taken_address_leads_to_joining(client, office, teacher, parent):
    client.force_login(office)
    address = reverse("people:account-edit", args=[teacher.pk])

    asked = client.post(address, _new(email=parent.email)).content.decode()
    assert "Join these accounts" in asked
    client.post(reverse("people:account-joining", args=[teacher.pk]), {"address": parent.email, "sure": "on"})

    assert User.objects.get(pk=parent.pk).roles == {Role.STAFF, Role.PARENT}


@pytest.mark.parametrize("typed", ["marl", "robin MARLOWE", "@school.example"])
def test_somebody_is_found_by_name_or_address(client, office, teacher, typed):
    client.force_login(office)

    page = client.post(reverse("people:accounts"), {"name": typed}).content.decode()

    assert teacher.email in page


def test_nobody_is_found_by_what_is_not_there(client, office, teacher):
    client.force_login(office)

    assert teacher.email not in client.post(reverse("people:accounts"), {"name": "zzz"}).content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [("role=staff", True), ("role=parent", False), ("state=uninvited", True), ("state=ended", False), ("role=x", True)],
)
def test_the_list_is_narrowed_by_role_and_state(client, office, teacher, query, found):
    client.force_login(office)

    page = client.get(f"{reverse('people:accounts')}?{query}").content.decode()

    assert (teacher.email in page) == found


def test_the_list_costs_the_same_for_three_and_for_forty(client, office, django_assert_max_num_queries):
    client.force_login(office)
    client.get(reverse("people:accounts"))
    counts = []
    for number in (3, 40):
        for _ in range(number):
            UserFactory(role=Role.STAFF)
        with django_assert_max_num_queries(40) as used:
            client.get(reverse("people:accounts"))
        counts.append(len(used))

    assert counts[0] == counts[1]


def test_the_chair_sees_no_account_of_a_parent_alone(client, parent, teacher):
    chair = UserFactory(role=Role.CHAIR)
    client.force_login(chair)

    page = client.get(reverse("people:accounts")).content.decode()

    assert teacher.email in page and parent.email not in page
    assert client.get(reverse("people:account", args=[parent.pk])).status_code == 404
    assert client.get(reverse("people:account-ending", args=[parent.pk])).status_code == 404
    client.post(reverse("people:account-ending", args=[teacher.pk]), {"from_day": timezone.localdate().isoformat()})
    assert not User.objects.get(pk=teacher.pk).is_active


@pytest.mark.parametrize("day", ["", "2020-01-01", "tomorrow", "9999-99-99"])
def test_a_day_that_cannot_be_ends_nothing(client, office, teacher, day):
    client.force_login(office)

    answer = client.post(reverse("people:account-ending", args=[teacher.pk]), {"from_day": day})

    assert answer.status_code == 200 and "Error: " in html.Page(answer.content.decode()).title
    assert User.objects.get(pk=teacher.pk).ends_on is None


# --- settings, what is missing, one's own account ----------------------------------------------------------


def test_every_setting_has_words_of_its_own():
    assert set(ALL) == set(Key)
    assert not FIELDS.keys() & OF_COMPLAINTS.keys()


def test_the_days_of_complaints_are_set_on_a_page_of_their_own(client, office):
    client.force_login(office)
    page = reverse("people:settings-complaints")
    form = client.get(page).context["form"]
    typed = {key: field.initial for key, field in form.fields.items() if field.initial}

    refused = client.post(page, typed | {"complaint_answer_days": "90"})
    assert refused.status_code == 200
    assert "Write a whole number from 5 to 40." in refused.content.decode()
    assert not SchoolSetting.objects.exists()

    client.post(page, typed | {"complaint_answer_days": "12", "is_academy": "on"})

    assert (deadlines().answer, read_all()[Key.IS_ACADEMY]) == (12, "yes")
    assert set(SchoolSetting.objects.values_list("key", flat=True)) == {"complaint_answer_days", "is_academy"}
    assert "12" in client.get(page).content.decode()


def test_the_days_of_complaints_are_not_for_teachers(client):
    client.force_login(UserFactory(role=Role.STAFF))

    assert client.get(reverse("people:settings-complaints")).status_code == 403


def _save(client: Client, **fields: object) -> list[HttpResponse]:
    """Save every page of settings whose fields are among `fields`, the rest of each as the page shows it."""
    answers = []
    for group in GROUPS:
        if not set(map(str, group.keys)) & set(fields):
            continue
        page = reverse("people:settings-group", args=[group.slug])
        shown = {name: field.initial for name, field in client.get(page).context["form"].fields.items()}
        typed = {name: "on" if value is True else value for name, value in shown.items() if value}
        answers.append(client.post(page, typed | fields))
    return answers


def test_settings_are_kept_as_the_portal_reads_them_and_recorded_by_key_alone(client, office):
    client.force_login(office)

    _save(
        client, second_step_roles=["staff", "governor"], office_phone="01709 1", survey_expected="2026-09-18",
        lessons_begin="08:50",
    )  # fmt: skip

    own = read_all()
    assert own[Key.SECOND_STEP_ROLES] == "staff governor"
    assert (own[Key.LESSONS_BEGIN], own[Key.SURVEY_EXPECTED]) == ("08:50", "2026-09-18")
    events = AuditEvent.objects.filter(verb=Verb.SETTING_CHANGED)
    assert all(set(event.details) == {"key"} for event in events)
    assert "01709" not in str(list(events.values_list("details", flat=True)))


def test_that_parents_may_give_permission_is_turned_on_by_the_head_alone(client, office, head):
    page = reverse("people:settings-group", args=["photos"])
    client.force_login(office)
    assert "parents_may_give" not in client.get(page).content.decode()
    _save(client, parents_may_give="on")
    assert read_all()[Key.PARENTS_MAY_GIVE] == ""
    with pytest.raises(HeadsAlone):
        change_settings(values={Key.PARENTS_MAY_GIVE: "yes"}, by=office)

    client.force_login(head)
    _save(client, parents_may_give="on")
    assert read_all()[Key.PARENTS_MAY_GIVE] == "yes"


def test_whoever_edits_the_settings_turns_it_off_again(client, office):
    SchoolSetting.objects.create(key=Key.PARENTS_MAY_GIVE, value="yes")
    client.force_login(office)

    _save(client, parents_may_give="")

    assert read_all()[Key.PARENTS_MAY_GIVE] == ""


def test_settings_saved_unchanged_change_nothing(client, office):
    client.force_login(office)
    _save(client, school_name="Todwick", lessons_begin="08:50")
    before = SchoolSetting.objects.count(), SettingChange.objects.count(), AuditEvent.objects.count()

    _save(client, picture_advice=read_all()[Key.PICTURE_ADVICE], school_name="Todwick")
    _save(client, picture_advice=read_all()[Key.PICTURE_ADVICE], lessons_begin="08:50")

    assert (SchoolSetting.objects.count(), SettingChange.objects.count(), AuditEvent.objects.count()) == before


def test_lessons_do_not_end_before_they_begin(client, office):
    client.force_login(office)

    [answer] = _save(client, lessons_end="08:00")

    assert b"after the one at which lessons begin" in answer.content
    assert not SchoolSetting.objects.exists()


def test_what_is_missing_says_it_and_leads_to_where_it_is_mended(client, head):
    client.force_login(head)

    page = html.Page(client.get(reverse("missing")).content.decode())

    for text in ("Nobody is safeguarding lead.", "Nobody is chair of governors.", "telephone number of the office",
                 "Nobody stands in for the headteacher.", "No school account is registered."):  # fmt: skip
        assert text in page.text
    assert {
        reverse("people:settings-group", args=["look"]),
        reverse("people:cover"),
        reverse("people:accounts"),
    } <= set(page.links)


def test_an_account_that_has_ended_fills_no_post(client, office):
    gone = UserFactory(role=Role.DSL)
    client.force_login(office)
    assert "Nobody is safeguarding lead." not in client.get(reverse("missing")).content.decode()

    User.objects.filter(pk=gone.pk).update(ends_on="2026-01-01")

    assert "Nobody is safeguarding lead." in client.get(reverse("missing")).content.decode()


def test_every_door_of_the_school_page_opens(client, head):
    client.force_login(head)
    page = html.Page(client.get(reverse("people:school")).content.decode())

    for link in {link for link in page.links if link.startswith(("/people/", "/consent/"))}:
        assert client.get(link).status_code == 200, link


def test_somebody_changes_the_name_and_never_the_address(client, parent):
    client.force_login(parent)
    old = parent.email

    client.post(reverse("people:me"), _new(email="other@families.example"))

    changed = User.objects.get(pk=parent.pk)
    assert (changed.surname, changed.email) == ("Hobday", old)
    assert AuditEvent.objects.get().details == {"fields": ["forename", "surname", "title"]}
