"""Linking people: found by typing, chosen by part, and who will read it said before anything is sent."""

import datetime as dt

import pytest
from django.utils import timezone

from incidents.actions.faults import NobodyLeft
from incidents.actions.routing import way_of
from incidents.models import Case, CasePerson
from incidents.walls import Standing, Wall
from people.models import RoleAssignment, User
from people.roles import Role
from tests import html
from tests.factories import PupilFactory, UserFactory

from .filled import Reporting
from .made import about, again, report

Part = CasePerson.Part


@pytest.fixture
def writing(school, sign_in) -> Reporting:
    """A report of the teacher's that has come to its second step."""
    reporting = Reporting(sign_in(school.reporter))
    reporting.begin()
    return reporting


def text_of(response) -> str:
    return html.Page(response.content.decode()).text


def send(writing: Reporting, **sent: str) -> Case:
    writing.say_who(**(sent or {"is_nobody": ""}))
    writing.send()
    return Case.objects.get()


# --- finding -----------------------------------------------------------------------------------------------


def test_a_pupil_is_found_by_two_letters_and_linked_by_part(writing):
    pupil = PupilFactory(code="3H", legal_forename="Łucja", legal_surname="Ashdown")

    found = writing.to("report-people", look="1", find="lu ash").context["found"]
    assert [(match.name, match.note) for match in found.people] == [("Łucja Ashdown", "Pupil, 3H")]
    page = writing.to("report-people", add=f"affected|{found.people[0].key}")
    assert "Affected Łucja Ashdown Pupil" in text_of(page)

    person = send(writing, is_nobody="on").people.get()
    assert (person.part, person.standing, person.pupil, person.year_group) == (
        Part.AFFECTED, Standing.PUPIL, pupil, "3",
    )  # fmt: skip


def test_a_pupil_who_left_yesterday_is_not_found(writing):
    PupilFactory(code="3H", legal_forename="Wrenfred", left_on=timezone.localdate())

    assert writing.to("report-people", look="1", find="Wrenf").context["found"].people == []


def test_a_name_that_a_child_is_not_called_by_finds_nobody(writing):
    PupilFactory(code="3H", legal_forename="Secretname", preferred_forename="Wren")

    assert writing.to("report-people", look="1", find="Secretname").context["found"].people == []


def test_accounts_of_staff_and_governors_are_found_and_no_parents(writing, school):
    for role in (Role.PARENT, Role.DPO):
        UserFactory(role=role, surname="Findable")
    staff = UserFactory(role=Role.STAFF, surname="Findable")
    governor = UserFactory(role=Role.GOVERNOR, surname="Findable", forename="Sam")
    former = UserFactory(surname="Findable", forename="Tess", ends_on=timezone.localdate() - dt.timedelta(days=1))
    RoleAssignment.objects.create(user=former, role=Role.STAFF, starts_on=dt.date(2020, 9, 1))

    found = writing.to("report-people", look="1", find="findable").context["found"]

    assert {(match.key, match.note) for match in found.people} == {
        (f"user:{staff.pk}", "Member of staff"),
        (f"user:{governor.pk}", "Governor"),
        (f"user:{former.pk}", "Left on 15 September 2026"),
    }


@pytest.mark.parametrize("text", ["", " ", "a", "%", "\x00"])
def test_fewer_than_two_letters_find_nobody(writing, text):
    assert writing.to("report-people", look="1", find=text).context["found"].too_short


def test_somebody_is_taken_out_again_and_stands_once_in_a_part(writing, school):
    for _ in range(2):
        page = writing.to("report-people", add=f"subject|user:{school.colleague.pk}")
    people = page.context["drafted"].people
    assert [named.linked.user for named in people] == [school.colleague]

    page = writing.to("report-people", take=people[0].key)

    assert page.context["drafted"].people == []


@pytest.mark.parametrize(
    "sent",
    [
        {"add": "subject|user:999999"}, {"add": "subject|user:x"}, {"add": "subject|pupil:x"}, {"add": "subject"},
        {"add": "owner|user:1"}, {"add": "subject|parent:1"}, {"add": "|"}, {"typed": "owner", "name": "A"},
        {"typed": "subject", "name": "A", "standing": "head"}, {"take": "x"}, {"add": "subject|user:９"},
        {"add": "subject|user:99999999999999999999"},
    ],
)  # fmt: skip
def test_what_no_button_sends_links_nobody(writing, sent):
    page = writing.to("report-people", **sent)

    assert page.status_code == 200
    assert page.context["drafted"].people == []


def test_the_account_of_a_parent_is_not_linked_by_its_number(writing):
    parent = UserFactory(role=Role.PARENT)

    assert writing.to("report-people", add=f"subject|user:{parent.pk}").context["drafted"].people == []


# --- typed -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("standing", [Standing.PARENT, Standing.FORMER_STAFF, Standing.FORMER_PUPIL, Standing.OTHER])
def test_who_is_on_no_list_is_typed(writing, standing):
    writing.to("report-people", name="Imogen  Ashdown", standing=str(standing), typed="subject")

    person = send(writing).people.get()
    assert (person.name, person.standing, person.user) == ("Imogen Ashdown", standing, None)


def test_an_unknown_account_needs_no_name(writing):
    writing.to("report-people", name="", standing="account", typed="subject")

    assert send(writing).people.get().name == "An unknown account"


def test_a_typed_name_that_an_account_here_has_is_asked_about_once(writing, school):
    User.objects.filter(pk=school.head.pk).update(title="Mrs", forename="Joanne", surname="O’Dowd")
    sent = {"name": "joanne odowd", "standing": "other", "typed": "subject"}

    page = writing.to("report-people", **sent)
    assert [match.key for match in page.context["same"]] == [f"user:{school.head.pk}"]
    assert page.context["drafted"].people == []
    assert "Somebody here has this name. Is it them?" in text_of(page)

    page = writing.to("report-people", **sent, anyway="1")
    assert [named.linked.name for named in page.context["drafted"].people] == ["joanne odowd"]


def test_a_name_that_was_typed_and_not_linked_is_not_passed_over(writing):
    page = writing.to("report-people", name="Imogen Ashdown", is_nobody="on", onward="1")

    assert page.status_code == 200
    assert "Imogen Ashdown" in page.content.decode()
    assert "Say with a button below what part they have, or empty this box." in text_of(page)


def test_a_name_that_was_typed_and_not_linked_is_there_again_after_leaving(writing):
    writing.to("report-people", name="Imogen Ashdown", standing="parent", find="As", later="1")

    form = writing.look("report-people").context["form"]

    assert [form[name].value() for name in ("name", "standing", "find")] == ["Imogen Ashdown", "parent", "As"]


def test_whom_it_is_about_must_be_said(writing):
    page = writing.to("report-people", onward="1")

    assert "Link whom it is about, or tick that it is nobody in particular." in text_of(page)


def test_nobody_in_particular_and_somebody_do_not_go_together(writing, school):
    writing.to("report-people", add=f"subject|user:{school.colleague.pk}")

    assert "Take the tick off" in text_of(writing.to("report-people", onward="1", is_nobody="on"))


def test_a5_whom_it_touches_is_kept_governors_too(writing):
    assert send(writing, is_nobody="on", affected="governor").incident.affected == ["governor"]


def test_a9_somebody_who_worked_here_is_linked_by_account_and_keeps_out(writing, school):
    former = UserFactory(surname="Weston", ends_on=timezone.localdate() - dt.timedelta(days=1))
    RoleAssignment.objects.create(user=former, role=Role.STAFF, starts_on=dt.date(2020, 9, 1))
    writing.to("report-people", add=f"subject|user:{former.pk}")

    case = send(writing)
    assert (case.wall, case.people.get().standing) == (Wall.STAFF, Standing.FORMER_STAFF)


# --- who reads it ------------------------------------------------------------------------------------------


def _link(writing: Reporting, user: User) -> str:
    return text_of(writing.to("report-people", add=f"subject|user:{user.pk}"))


def test_a10_a_report_about_pupils_is_said_to_be_read_by_head_and_safeguarding_lead(writing):
    assert "This will be read by the headteacher and the safeguarding lead." in text_of(writing.look("report-people"))


def test_a10_a_report_about_staff_is_said_to_be_read_by_the_head_and_not_by_whom_it_is_about(writing, school):
    page = _link(writing, school.colleague)

    assert f"This will be read by the headteacher. {school.colleague} cannot see it." in page


def test_a10_a_report_about_the_head_is_said_to_be_read_by_the_chair(writing, school):
    page = _link(writing, school.head)

    assert "This will be read by the chair of governors. The headteacher cannot see it." in page
    writing.say_who(is_nobody="")
    assert "The headteacher cannot see it." in text_of(writing.look("report-check"))


def test_about_head_and_chair_the_clerk_reads_it(writing, school):
    _link(writing, school.head)

    page = _link(writing, school.chair)

    assert "This will be read by the clerk to the governors. The headteacher cannot see it. The chair" in page


def test_about_a_governor_the_clerk_reads_it(writing, school):
    assert "This will be read by the clerk to the governors." in _link(writing, school.governor)


def test_what_nobody_could_read_cannot_be_sent_and_says_whom_to_ring(writing, school):
    for user in (school.head, school.chair, school.clerk):
        page = _link(writing, user)
    assert "Nobody could read this here." in page
    assert "LADO" in page

    writing.say_who(is_nobody="")
    writing.send()

    assert not Case.objects.exists()
    assert writing.draft.typed["what"]["words"] == [writing.first["words"]]


def test_a_safeguarding_lead_whom_it_is_about_is_not_among_the_readers(school):
    subject = [(Standing.STAFF, school.dsl)]

    assert way_of(subject, is_safeguarding=True).roles == (Role.HEAD,)
    assert way_of([], is_safeguarding=False).roles == (Role.HEAD, Role.DSL)


ABOUT = {
    "nobody": (),
    "staff": ("colleague",),
    "head": ("head",),
    "chair": ("chair",),
    "vice-chair": ("vice_chair",),
    "clerk": ("clerk",),
    "governor": ("governor",),
    "lead": ("dsl",),
    "head and chair": ("head", "chair"),
    "chair and vice-chair": ("chair", "vice_chair"),
}


@pytest.mark.parametrize("at_risk", [False, True])
@pytest.mark.parametrize("names", ABOUT.values(), ids=ABOUT)
def test_who_is_said_to_read_it_is_who_reads_it(school, names, at_risk):
    """The sentence before sending, against the query that decides afterwards."""
    users = [getattr(school, name) for name in names]
    standings = {"colleague": Standing.STAFF, "dsl": Standing.STAFF}
    whom = [(standings.get(name, Standing(name) if name in Standing.values else Standing.STAFF), user)
             for name, user in zip(names, users, strict=True)]  # fmt: skip

    said = way_of(whom, is_safeguarding=at_risk)
    linked = [about(user, standing) for standing, user in whom]
    case = report(school.reporter, *linked, child_at_risk=at_risk)

    assert (case.wall, case.owner_role) == (said.wall, said.owner)
    leading = (school.head, school.dsl, school.chair, school.vice_chair, school.clerk, school.governor)
    reading = {user.pk for user in leading if Case.objects.visible_to(again(user)).exists()}
    assert reading == {user.pk for user in User.objects.holding(*said.roles) if user not in users}


def test_nobody_left_is_said_before_anything_is_kept(school):
    everybody = [(Standing.HEAD, school.head), (Standing.CHAIR, school.chair), (Standing.CLERK, school.clerk)]

    with pytest.raises(NobodyLeft):
        way_of(everybody, is_safeguarding=False)
