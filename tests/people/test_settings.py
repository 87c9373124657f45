"""The settings of the school: each has a page, its source and its history; two who set one thing at once both count."""

import datetime as dt
import re

import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localtime

from audit.models import AuditEvent, Verb
from people.actions.settings import NeedsNumber, NothingSet, NotTogether, SetMeanwhile, change_settings
from people.calendar import school_calendar
from people.forms.settings import ALL
from people.look import nearest_main
from people.models import Notification, SchoolSetting, SettingChange
from people.roles import Role
from people.school_days import SchoolCalendar
from people.setting_groups import GROUP_OF, GROUPS, ON_OTHER_PAGES, SOURCES
from people.setting_history import TICKS, UNITS, history_of, in_words, newest_of, usual
from people.setting_rules import TOGETHER, faults
from people.settings import BOUNDS, DEFAULTS, RINGING, Key, months_as_days, number, read_all
from tests import html
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def _page(group: str) -> str:
    return reverse("people:settings-group", args=[group])


def _typed(client: Client, page: str, **fields: object) -> dict[str, object]:
    """What the page shows, with `fields` typed over it."""
    shown = {name: field.initial for name, field in client.get(page).context["form"].fields.items()}
    return {name: "on" if value is True else value for name, value in shown.items() if value not in (None, "")} | fields


# --- every setting -----------------------------------------------------------------------------------------


def test_every_setting_has_one_page_words_and_a_default():
    assert [key for key in Key if (key in GROUP_OF) == (key in ON_OTHER_PAGES)] == []
    assert set(DEFAULTS) == set(Key) == set(ALL)
    assert [key for key in Key if not ALL[key]().label] == []


def test_every_setting_says_where_it_comes_from_and_what_it_does():
    saying_enough = {Key.SCHOOL_NAME, Key.LESSONS_BEGIN, Key.LESSONS_END, Key.PARENTS_MAY_GIVE, Key.DPO_PHONE}

    assert set(SOURCES) == set(GROUP_OF)
    assert [key for key, said in SOURCES.items() if not said.endswith(".")] == []
    assert [key for key in GROUP_OF if not ALL[key]().help_text and key not in saying_enough] == []
    assert {key for key in Key if type(ALL[key]()).__name__ == "BooleanField"} == TICKS


def test_every_number_has_bounds_around_its_default_and_a_unit():
    assert {key for key in Key if DEFAULTS[key].isdecimal()} == set(BOUNDS) == set(UNITS)
    for key, (least, most) in BOUNDS.items():
        assert least <= number(DEFAULTS, key) <= most
        assert f"From {least} to {most}." in ALL[key]().help_text


@pytest.mark.parametrize("group", [group for group in GROUPS if group.keys], ids=lambda group: group.slug)
def test_each_setting_stands_on_its_page_with_its_usual_value_and_source(client, head, group):
    client.force_login(head)

    page = html.Page(client.get(_page(group.slug)).content.decode())

    names = {control.name for control in page.controls}
    for key in group.keys:
        assert str(key) in names
        assert SOURCES[key] in page.text
        assert not usual(key) or f"Usual: {usual(key)}" in page.text


def test_the_index_shows_every_setting_as_it_stands_and_leads_to_its_page(client, head):
    change_settings(values={Key.INCIDENT_DECISION_DAYS: "7", Key.IS_ACADEMY: "yes"}, by=head)
    client.force_login(head)

    page = html.Page(client.get(reverse("people:settings")).content.decode())

    assert {_page(group.slug) for group in GROUPS if group.keys} <= set(page.links)
    for key in GROUP_OF:
        assert str(ALL[key]().label) in page.text
    assert "7 school days" in page.text


def test_a_page_that_is_no_group_is_not_there(client, head):
    client.force_login(head)

    assert client.get(_page("nothing-like-it")).status_code == 404


def test_the_pages_ask_as_often_for_many_changes_as_for_one(client, head):
    client.force_login(head)
    counts = []
    for days in range(1, 6):
        change_settings(values={Key.ALIKE_DAYS: str(20 + days), Key.LETTER_LOOK_DAYS: str(3 + days)}, by=UserFactory())
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("people:settings"))
            client.get(_page("incidents"))
        counts.append(len(asked))

    assert len(set(counts[1:])) == 1, counts


# --- history -----------------------------------------------------------------------------------------------


def test_who_changed_what_from_what_to_what_and_when_stands_beside_it_and_in_the_record_by_key_alone(client, head):
    change_settings(values={Key.LEAD_PHONE: "01709 555 0199"}, by=head)
    change_settings(values={Key.LEAD_PHONE: "01709 555 0111"}, by=None)

    newest, first = history_of([Key.LEAD_PHONE])[Key.LEAD_PHONE]

    assert (first.who, first.before, first.after) == (str(head), "nothing", "01709 555 0199")
    assert (newest.is_name, newest.before, newest.after) == (False, "01709 555 0199", "01709 555 0111")
    client.force_login(head)
    page = html.Page(client.get(_page("incidents")).content.decode())
    assert "From 01709 555 0199 to 01709 555 0111" in page.text.replace("“", "").replace("”", "")
    events = AuditEvent.objects.filter(verb=Verb.SETTING_CHANGED)
    assert events.count() == 2
    assert "01709" not in str(list(events.values_list("details", flat=True)))


def test_what_is_not_changed_leaves_no_line(head):
    with pytest.raises(NothingSet):
        change_settings(values={Key.ALIKE_DAYS: "90"}, by=head)

    assert not SettingChange.objects.exists()
    assert not SchoolSetting.objects.exists()


def test_what_was_changed_before_two_hundred_changes_of_others_was_changed_all_the_same(client, head):
    change_settings(values={Key.LETTER_LOOK_DAYS: "5"}, by=head)
    SettingChange.objects.bulk_create(SettingChange(key=Key.ALIKE_DAYS, before="1", after="2") for _ in range(250))
    client.force_login(head)

    index = {
        one.key: one for group in client.get(reverse("people:settings")).context["groups"] for one in group.settings
    }
    page = html.Page(client.get(_page("incidents")).content.decode()).text

    assert {key for key, one in index.items() if one.last} == {Key.LETTER_LOOK_DAYS, Key.ALIKE_DAYS}
    assert [one.after for one in history_of([Key.LETTER_LOOK_DAYS, Key.ALIKE_DAYS])[Key.LETTER_LOOK_DAYS]] == [
        "5 school days"
    ]
    assert "Changed once, on" in page
    assert "Changed 250 times, last on" in page and "And 240 earlier." in page


@pytest.mark.parametrize(
    ("key", "kept", "said"),
    [
        (Key.COLOUR_LINKS, "", "No"),
        (Key.SECOND_STEP_ROLES, "staff governor", "Member of staff, Governor"),
        (Key.SURVEY_EXPECTED, "soon", "soon"),
        (Key.LOGO, "abc:40:40", "a picture"),
        (Key.IDLE_MINUTES, "5", "5 minutes"),
    ],
)
def test_what_is_kept_is_said_as_people_say_it(key, kept, said):
    assert in_words(key, kept) == said


# --- wrong input -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("group", [group for group in GROUPS if set(group.keys) & set(BOUNDS)], ids=lambda g: g.slug)
def test_a_number_beyond_its_bounds_changes_nothing_and_says_which_would_do(client, head, group):
    client.force_login(head)
    page, bounded = _page(group.slug), [key for key in group.keys if key in BOUNDS]
    opened = _typed(client, page)

    for wrong in (lambda least, most: least - 1, lambda least, most: most + 1, lambda least, most: "soon"):
        answer = client.post(page, opened | {str(key): wrong(*BOUNDS[key]) for key in bounded})
        said = html.Page(answer.content.decode())
        assert said.title.startswith("Error: ")
        for key in bounded:
            least, most = BOUNDS[key]
            assert f"Write a whole number from {least} to {most}. {ALL[key]().label}" in said.text
    assert not SettingChange.objects.exists()


@pytest.mark.parametrize("key", list(RINGING))
@pytest.mark.parametrize("emptied", ["", "  "])
def test_a_number_to_ring_is_replaced_and_never_emptied_for_nobody_could_report_then(client, head, key, emptied):
    client.force_login(head)
    page = _page("incidents")
    client.post(page, _typed(client, page) | {str(key): "01709 555 0151"})

    answer = client.post(page, _typed(client, page, alike_days="60") | {str(key): emptied})

    said = html.Page(answer.content.decode())
    assert said.title.startswith("Error: ")
    assert f"Without the number of {RINGING[key]} nobody could report an incident. Write the new one." in said.text
    assert (read_all()[key], read_all()[Key.ALIKE_DAYS]) == ("01709 555 0151", "90")
    client.post(page, _typed(client, page) | {str(key): "01709 555 0152"})
    assert read_all()[key] == "01709 555 0152"


@pytest.mark.parametrize("wrong", ["x", "ask", "12", "ext. 1 or 2"])
def test_what_nobody_can_ring_is_no_number(client, head, wrong):
    client.force_login(head)
    page = _page("incidents")

    answer = client.post(page, _typed(client, page, lead_phone=wrong))

    assert "Write a telephone number, such as 01709 555 0100." in html.Page(answer.content.decode()).text
    assert read_all()[Key.LEAD_PHONE] == ""


def test_numbers_are_filled_in_one_by_one_and_a_short_one_will_do(client, head):
    client.force_login(head)
    page = _page("incidents")

    client.post(page, _typed(client, page, lado_phone="999"))

    assert (read_all()[Key.LADO_PHONE], read_all()[Key.LEAD_PHONE]) == ("999", "")


@pytest.mark.parametrize(("closing", "is_taken"), [("5", False), ("9", False), ("4", True)])
def test_nobody_is_reminded_of_more_days_than_they_have_to_ask_for_the_next_stage(client, head, closing, is_taken):
    client.force_login(head)
    page = _page("complaints")

    answer = client.post(page, _typed(client, page, complaint_next_stage_days="5", complaint_closing_days=closing))

    assert (read_all()[Key.COMPLAINT_NEXT_STAGE_DAYS] == "5") is is_taken
    assert ("Write a number below 5" in html.Page(answer.content.decode()).text) is not is_taken


def test_the_clerk_hears_when_complaints_go_there_first_no_longer(client, head):
    clerk = UserFactory(role=Role.CLERK)
    client.force_login(head)
    page = _page("complaints")
    client.post(page, _typed(client, page, complaints_to_clerk="on"))
    client.post(page, _typed(client, page, complaint_months="4"))
    assert not Notification.objects.exists()

    off = _typed(client, page)
    del off["complaints_to_clerk"]
    client.post(page, off)

    mail = Notification.objects.get()
    assert (mail.user, mail.address, mail.status) == (clerk, clerk.email, "waiting")
    assert "not to the clerk first" in mail.body and len(mail.body.splitlines()) == 1


def test_no_clerk_hears_of_what_was_refused(head):
    UserFactory(role=Role.CLERK)
    change_settings(values={Key.COMPLAINTS_TO_CLERK: "yes", Key.LEAD_PHONE: "01709 1"}, by=head)

    with pytest.raises(NeedsNumber):
        change_settings(values={Key.COMPLAINTS_TO_CLERK: "", Key.LEAD_PHONE: ""}, by=head)

    assert read_all()[Key.COMPLAINTS_TO_CLERK] == "yes"
    assert not Notification.objects.exists()


def test_the_chair_is_never_told_before_whoever_stands_in(client, head):
    client.force_login(head)

    answer = client.post(
        _page("people"), _typed(client, _page("people"), told_to_cover_days="4", told_to_chair_days="4")
    )

    assert "Write a number above 4" in html.Page(answer.content.decode()).text
    assert not SettingChange.objects.exists()


# --- two at once -------------------------------------------------------------------------------------------


def test_of_two_who_set_one_thing_the_second_reads_both_and_nothing_of_theirs_is_kept(client, head, office):
    client.force_login(head)
    page = _page("incidents")
    opened = _typed(client, page)
    change_settings(values={Key.INCIDENT_DECISION_DAYS: "8"}, by=office)

    answer = client.post(page, opened | {"incident_decision_days": "12", "lead_phone": "01709 1"})

    assert answer.status_code == 409
    text = html.Page(answer.content.decode()).text
    when = f"{localtime(SettingChange.objects.get().at):%-d %B %Y at %H:%M}"
    said = (
        f"{office} set “Within how many school days is an incident decided?” from “10 school days” to “8 school days”"
    )
    assert f"{said} on {when}, after you opened the page. You chose “12 school days”." in text
    assert "Nothing of yours is saved yet." in text
    own = read_all()
    assert (own[Key.INCIDENT_DECISION_DAYS], own[Key.LEAD_PHONE]) == ("8", "")
    form = answer.context["form"]
    controls = {name: form[name].value() for name in ("incident_decision_days", "lead_phone", "seen")}
    assert (controls["incident_decision_days"], controls["lead_phone"]) == ("12", "01709 1")

    client.post(page, opened | {"incident_decision_days": "12", "lead_phone": "01709 1", "seen": controls["seen"]})

    own = read_all()
    assert (own[Key.INCIDENT_DECISION_DAYS], own[Key.LEAD_PHONE]) == ("12", "01709 1")


def test_what_another_person_set_meanwhile_and_this_one_did_not_touch_stays(client, head, office):
    client.force_login(head)
    page = _page("incidents")
    opened = _typed(client, page)
    change_settings(values={Key.INCIDENT_DECISION_DAYS: "8"}, by=office)

    client.post(page, opened | {"alike_days": "60"})

    own = read_all()
    assert (own[Key.INCIDENT_DECISION_DAYS], own[Key.ALIKE_DAYS]) == ("8", "60")


def _sent_again(client: Client, page: str, form) -> HttpResponse:
    """What stands on the page, sent as a browser sends it."""
    shown = {name: form[name].value() for name in form.fields}
    return client.post(page, {name: value for name, value in shown.items() if value not in (None, False, "", [])})


def test_after_a_clash_what_the_other_set_besides_stands_on_the_page_and_is_not_undone_by_saving_again(
    client, head, office
):
    client.force_login(head)
    page = _page("incidents")
    opened = _typed(client, page)
    change_settings(values={Key.INCIDENT_DECISION_DAYS: "8", Key.ALIKE_DAYS: "60"}, by=office)

    answer = client.post(page, opened | {"incident_decision_days": "12"})

    assert answer.status_code == 409
    when = f"{localtime(SettingChange.objects.get(key=Key.ALIKE_DAYS).at):%-d %B %Y at %H:%M}"
    said = f"{office} set “{ALL[Key.ALIKE_DAYS]().label}” from “90 days” to “60 days” on {when}, after you opened the "
    said += "page. You left it alone: it stands here as they set it."
    assert html.Page(answer.content.decode()).text.count(said) == 2
    form = answer.context["form"]
    assert (form["incident_decision_days"].value(), form["alike_days"].value()) == ("12", "60")
    _sent_again(client, page, form)
    own = read_all()
    assert (own[Key.INCIDENT_DECISION_DAYS], own[Key.ALIKE_DAYS]) == ("12", "60")


@pytest.mark.parametrize(
    ("group", "clash", "besides"),
    [
        ("signing-in", Key.IDLE_MINUTES, {Key.SECOND_STEP_ROLES: "staff governor"}),
        ("complaints", Key.COMPLAINT_MONTHS, {Key.IS_ACADEMY: "yes", Key.COMPLAINT_ANONYMOUS: ""}),
    ],
)
def test_after_a_clash_roles_and_ticks_of_the_other_stay_too(client, head, office, group, clash, besides):
    client.force_login(head)
    opened = _typed(client, _page(group))
    change_settings(values={clash: "7", **besides}, by=office)

    answer = client.post(_page(group), opened | {str(clash): "9"})
    _sent_again(client, _page(group), answer.context["form"])

    own = read_all()
    assert answer.status_code == 409
    assert {key: own[key] for key in besides} == besides and own[clash] == "9"


def test_a_third_change_while_the_clash_is_read_is_a_clash_of_its_own(client, head, office):
    client.force_login(head)
    page = _page("incidents")
    opened = _typed(client, page)
    change_settings(values={Key.INCIDENT_DECISION_DAYS: "8"}, by=office)
    form = client.post(page, opened | {"incident_decision_days": "12"}).context["form"]
    change_settings(values={Key.INCIDENT_DECISION_DAYS: "6", Key.ALIKE_DAYS: "60"}, by=office)

    assert _sent_again(client, page, form).status_code == 409
    assert read_all()[Key.INCIDENT_DECISION_DAYS] == "6"


def test_two_who_want_the_same_do_not_differ(head, office):
    seen = newest_of([Key.ALIKE_DAYS])
    change_settings(values={Key.ALIKE_DAYS: "60"}, by=office)

    with pytest.raises(NothingSet):
        change_settings(values={Key.ALIKE_DAYS: "60"}, by=head, seen=seen)
    with pytest.raises(SetMeanwhile):
        change_settings(values={Key.ALIKE_DAYS: "61"}, by=head, seen=seen)


def test_of_several_changes_of_one_setting_the_page_says_from_what_it_showed_to_what_stands(client, head, office):
    client.force_login(head)
    page = _page("incidents")
    opened = _typed(client, page)
    change_settings(values={Key.INCIDENT_DECISION_DAYS: "8"}, by=None)
    change_settings(values={Key.INCIDENT_DECISION_DAYS: "9"}, by=office)

    answer = client.post(page, opened | {"incident_decision_days": "12"})

    label = ALL[Key.INCIDENT_DECISION_DAYS]().label
    said = f"{office} set “{label}” from “10 school days” to “9 school days” on "
    assert said in html.Page(answer.content.decode()).text


def test_what_another_person_set_and_set_back_is_no_clash(client, head, office):
    client.force_login(head)
    page = _page("incidents")
    opened = _typed(client, page)
    change_settings(values={Key.INCIDENT_DECISION_DAYS: "8"}, by=office)
    change_settings(values={Key.INCIDENT_DECISION_DAYS: "10"}, by=office)

    assert client.post(page, opened | {"incident_decision_days": "12"}).status_code == 302
    assert read_all()[Key.INCIDENT_DECISION_DAYS] == "12"


# --- what stands together ----------------------------------------------------------------------------------

PAIRS = [
    ("times", {Key.LESSONS_BEGIN: "11:00"}, (Key.LESSONS_END, "10:30"), "Write a time after the one", "15:00"),
    ("times", {Key.LESSONS_END: "11:00"}, (Key.LESSONS_BEGIN, "11:30"), "Write a time after the one", "08:40"),
    ("people", {Key.TOLD_TO_COVER_DAYS: "3"}, (Key.TOLD_TO_CHAIR_DAYS, "3"), "Write a number above 3", "5"),
    ("people", {Key.TOLD_TO_CHAIR_DAYS: "3"}, (Key.TOLD_TO_COVER_DAYS, "3"), "Write a number above 3", "1"),
    (
        "complaints", {Key.COMPLAINT_NEXT_STAGE_DAYS: "5"}, (Key.COMPLAINT_CLOSING_DAYS, "6"), "Write a number below 5",
        "4",
    ),
    (
        "complaints", {Key.COMPLAINT_CLOSING_DAYS: "8"}, (Key.COMPLAINT_NEXT_STAGE_DAYS, "7"), "Write a number below 7",
        "9",
    ),
    (
        "look", {Key.COLOUR_LINKS: "yes"}, (Key.MAIN_COLOUR, "#b400e4"), "The nearest that can be read is #", "#7a1f2b",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("group", "theirs", "mine", "said", "better"), PAIRS)
def test_two_who_set_one_each_of_what_stands_together_never_have_what_nobody_may_set(
    client, head, office, group, theirs, mine, said, better
):
    key, typed = mine
    if group == "look":
        change_settings(values={Key.COLOUR_LINKS: ""}, by=office)
    client.force_login(head)
    page = _page(group)
    opened = _typed(client, page)
    change_settings(values=theirs, by=office)
    [(other, value)] = theirs.items()

    answer = client.post(page, opened | {str(key): typed})

    text = html.Page(answer.content.decode()).text
    assert answer.status_code == 409
    assert said in text and f"{office} set “{ALL[other]().label}” from “" in text
    assert f" to “{in_words(other, value)}” on " in text
    own, form = read_all(), answer.context["form"]
    assert (own[other], own[key] == typed) == (value, False)
    assert form[str(key)].value() == typed and form[str(other)].value() in (value, True)
    assert _sent_again(client, page, form).status_code == 200  # the form of now judges both
    form.data[str(key)] = better
    assert _sent_again(client, page, form).status_code == 302
    assert (read_all()[other], read_all()[key]) == (value, better)


def test_a_clash_and_what_cannot_be_together_are_said_at_once(client, head, office):
    client.force_login(head)
    opened = _typed(client, _page("people"))
    change_settings(values={Key.TOLD_TO_COVER_DAYS: "3", Key.PRIVACY_CHECKUPS: "1"}, by=office)

    answer = client.post(_page("people"), opened | {"told_to_chair_days": "3", "privacy_checkups": "3"})

    assert answer.status_code == 409
    assert set(answer.context["form"].errors) == {"told_to_chair_days", "privacy_checkups"}


def test_a_colour_that_another_person_made_one_of_links_is_refused_with_the_nearest_that_can_be(client, head, office):
    change_settings(values={Key.COLOUR_LINKS: ""}, by=office)
    client.force_login(head)
    opened = _typed(client, _page("look"))
    change_settings(values={Key.COLOUR_LINKS: "yes"}, by=office)

    answer = client.post(_page("look"), opened | {"main_colour": "#b400e4"})

    nearest = nearest_main("#b400e4", links=True)
    assert f"Take {nearest} instead" in html.Page(answer.content.decode()).text


def test_what_stands_together_is_judged_by_the_action_too_and_by_the_values_of_then(head, office):
    change_settings(values={Key.TOLD_TO_COVER_DAYS: "3"}, by=office)

    for seen in (None, newest_of([Key.TOLD_TO_COVER_DAYS])):
        with pytest.raises(NotTogether, match="above 3"):
            change_settings(values={Key.TOLD_TO_CHAIR_DAYS: "3"}, by=head, seen=seen)
    change_settings(values={Key.TOLD_TO_CHAIR_DAYS: "5", Key.TOLD_TO_COVER_DAYS: "4"}, by=head)

    assert (read_all()[Key.TOLD_TO_COVER_DAYS], read_all()[Key.TOLD_TO_CHAIR_DAYS]) == ("4", "5")


def test_what_stood_wrong_before_keeps_nobody_from_setting_something_else(head):
    SchoolSetting.objects.create(key=Key.TOLD_TO_CHAIR_DAYS, value="2")

    change_settings(values={Key.PRIVACY_CHECKUPS: "1"}, by=head)

    assert read_all()[Key.PRIVACY_CHECKUPS] == "1"


def test_what_stands_together_stands_on_one_page_and_the_usual_values_fit():
    for one in TOGETHER:
        assert len({GROUP_OF[key].slug for key in one.keys}) == 1
    assert list(faults(DEFAULTS, list(Key))) == []


def test_who_may_not_set_anything_finds_no_page(client):
    client.force_login(UserFactory(role=Role.STAFF))

    assert client.get(reverse("people:settings")).status_code == 403
    assert client.post(_page("mail"), {"morning_mail_at": "06:00"}).status_code == 403


# --- what the numbers do -----------------------------------------------------------------------------------


def test_the_calendar_carries_when_others_are_told(head):
    assert school_calendar().told_after == SchoolCalendar().told_after == (2, 4)

    change_settings(values={Key.TOLD_TO_COVER_DAYS: "1", Key.TOLD_TO_CHAIR_DAYS: "3"}, by=head)
    assert school_calendar().told_after == (1, 3)

    SchoolSetting.objects.filter(key=Key.TOLD_TO_CHAIR_DAYS).update(value="1")
    assert school_calendar().told_after == (1, 2)


def test_a_year_is_as_many_days_as_before(head):
    assert dt.timedelta(days=months_as_days(read_all(), Key.ACCOUNT_REVIEW_MONTHS)) == dt.timedelta(days=365)


def test_the_table_of_the_docs_names_every_setting_with_its_usual_value_and_bounds():
    text = (settings.BASE_DIR / "docs" / "school-settings.md").read_text()
    rows = dict(re.findall(r"(?m)^\| `(\w+)` \|(.*)\|$", text))

    assert set(rows) == {str(key) for key in Key}
    for key in GROUP_OF:
        _, said, bounds, source = (cell.strip() for cell in rows[str(key)].split("|"))
        assert said == (DEFAULTS[key] or "empty"), key
        assert bounds == (f"{' to '.join(map(str, BOUNDS[key]))} {UNITS[key]}s" if key in BOUNDS else ""), key
        assert source == SOURCES[key], key
