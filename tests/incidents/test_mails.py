"""No mail about a case holds a name or a word that somebody typed, and none goes to whom it is about."""

import datetime as dt
import re
import uuid

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone

from audit.models import Actor
from audit.recorder import acting_as
from incidents.actions.closing import answer_out_of_hours, close_case, reopen_case
from incidents.actions.dealing import assign_case
from incidents.actions.handling import open_case
from incidents.actions.notes import add_note, record_words_out
from incidents.actions.people import link_person, say_it_is_about_me
from incidents.actions.referring import Decided, ask_governor, decide_legal_action, refer_case
from incidents.actions.reporting import Linked
from incidents.actions.steps import add_step
from incidents.kinds import Kind, Place
from incidents.models import Case, CasePerson, LegalDecision, OutOfHoursTest
from incidents.outcomes import Outcome
from incidents.walls import Standing, Wall
from people.models import Notification, User
from tests.in_each_run import some_of
from tests.policies.clock import MORNING
from todwick_portal.duties import tell_what_is_due

from .made import Part, School, about, again, report

DAY = dt.timedelta(days=1)
CANARY = "Zyzzyva"
REASON = "Quagga"  # what governors read names nobody, and every person here is called by the canary
# Whom an incident is about, for each wall behind which one can stand.
ABOUT: dict[Wall, tuple[str, ...]] = {
    Wall.PUPIL: (),
    Wall.STAFF: ("colleague",),
    Wall.GOVERNOR: ("governor",),
    Wall.CLERK: ("clerk",),
    Wall.HEAD: ("head",),
    Wall.CHAIR: ("chair",),
    Wall.BOARD: ("head", "chair"),
}
OWNER = {
    Wall.PUPIL: "head", Wall.STAFF: "head", Wall.GOVERNOR: "clerk", Wall.CLERK: "chair", Wall.HEAD: "chair",
    Wall.CHAIR: "vice_chair", Wall.BOARD: "clerk",
}  # fmt: skip
NAMES = ("head", "dsl", "chair", "vice_chair", "clerk", "governor", "office", "reporter", "handler", "colleague")


@pytest.fixture
def named(school) -> School:
    """Everybody bears a name that stands nowhere else."""
    for name in NAMES:
        user = getattr(school, name)
        User.objects.filter(pk=user.pk).update(surname=f"{CANARY}{name}", forename=f"{CANARY}fore")
        user.refresh_from_db()
    return school


def _reported(school: School, wall: Wall, **more) -> Case:
    people = [about(getattr(school, name)) for name in ABOUT[wall]]
    people.append(Linked(Part.AFFECTED, Standing.PUPIL, f"{CANARY} child"))
    return report(
        school.reporter, *people, title=f"{CANARY} title", words=f"{CANARY} words", platform=f"{CANARY}gram",
        account=f"@{CANARY}", link=f"https://{CANARY}.example/", event_name=f"{CANARY} fair", place=Place.ONLINE,
        **more,
    )  # fmt: skip


def _lived(school: School, wall: Wall, kind: Kind) -> Case:
    """A case through everything that writes a mail."""
    case = _reported(school, wall, kind=kind, child_at_risk=True)
    owner, typed = again(getattr(school, OWNER[wall])), f"{CANARY} typed"
    for days in range(1, 8):
        _worker(days)
    open_case(case=case, by=owner)
    add_note(case=case, text=typed, form_key=uuid.uuid4(), by=owner)
    record_words_out(case=case, to=typed, text=typed, form_key=uuid.uuid4(), by=owner)
    add_step(case=case, text=typed, owner=owner, due_on=timezone.localdate(), by=owner)
    if wall in {Wall.PUPIL, Wall.STAFF}:
        assign_case(case=case, user=school.handler, by=owner)
    test = OutOfHoursTest(disturbs=False, threatens=True, threatens_because=typed, reputation=False)
    answer_out_of_hours(case=case, answers=test, revision=Case.objects.get(pk=case.pk).revision, by=owner)
    if wall in {Wall.PUPIL, Wall.STAFF}:
        referral = refer_case(case=case, reason=f"{REASON} typed", bundle="It goes on.", by=owner)
        ask_governor(referral=referral, user=school.governor, by=again(school.chair))
        decided = Decided(LegalDecision.Answer.NO, timezone.localdate(), typed, typed, typed)
        decide_legal_action(referral=referral, decided=decided, by=again(school.governor))
    for days in range(8, 20):
        _worker(days)
    return case


def _worker(days: int) -> None:
    with time_machine.travel(MORNING + days * DAY), acting_as(Actor.WORKER):
        tell_what_is_due()


# Those whose mails or steps differ from the rest.
KINDS = {Kind.PHOTO_UNPERMITTED, Kind.BULLYING, Kind.THREAT, Kind.STAFF_USE}


@pytest.mark.parametrize("kind", some_of(Kind, KINDS))
def test_no_mail_holds_a_name_or_a_typed_word_whatever_the_kind(named, kind):
    case = _lived(named, Wall.PUPIL, kind)

    _look_through(case, most=12)


@pytest.mark.parametrize("wall", ABOUT)  # the two other walls are those of complaints alone
def test_no_mail_holds_a_name_or_a_typed_word_or_goes_to_whom_it_is_about_behind_any_wall(named, wall):
    case = _lived(named, wall, Kind.PHOTO_UNPERMITTED)

    assert case.wall == wall
    told = _look_through(case, most=4)
    assert not told & {getattr(named, name).pk for name in ABOUT[wall]}


def _look_through(case: Case, most: int) -> set[int]:
    """Every mail there is: only the portal's own words, the reference, and addresses that tell nothing."""
    rows = list(Notification.objects.all())
    assert {row.kind for row in rows} == {Notification.Kind.CASE, Notification.Kind.MORNING} and len(rows) >= most
    own = rf"{re.escape(settings.SITE_URL)}/(people/me/|incidents/({case.public_id}/)?)(?=\s)"
    for row in rows:
        text = f"{row.subject}\n{row.body}"
        assert not {word for word in (CANARY, REASON) if word.casefold() in text.casefold()}, text
        assert case.reference in text
        assert re.sub(own, "", text).count("http") == 0
    return {row.user_id for row in rows}


@pytest.mark.parametrize("wall", [Wall.PUPIL, Wall.STAFF])
@pytest.mark.parametrize("who", ["head", "dsl", "handler", "chair"])
def test_whoever_it_turns_out_to_be_about_gets_no_mail_from_then_on(named, wall, who):
    case = _reported(named, wall)
    assign_case(case=case, user=named.handler, by=named.head)
    user = again(getattr(named, who))
    linked = Linked(Part.SUBJECT, Standing.STAFF, str(user), user=user)
    if who == "head":
        say_it_is_about_me(case=case, by=user)
    else:
        link_person(case=case, linked=linked, by=again(named.head))
    seen = max(Notification.objects.values_list("pk", flat=True))
    for days in range(1, 20):
        _worker(days)

    later = Notification.objects.filter(pk__gt=seen)
    assert user.pk not in later.values_list("user", flat=True)
    assert later.exists()


def test_closing_and_opening_again_write_no_mail_and_a_closed_case_is_due_no_more(named):
    case = _reported(named, Wall.STAFF)
    case.people.filter(part=CasePerson.Part.AFFECTED).update(parents_told="no", told_note="Why.")
    seen = max(Notification.objects.values_list("pk", flat=True))
    close_case(case=case, outcomes=[Outcome.ADVICE], reason="Done.", told="", revision=0, by=named.head)
    for days in range(1, 30):
        _worker(days)

    assert not Notification.objects.filter(pk__gt=seen).exists()
    reopen_case(case=case, reason="More came.", by=again(named.head))
    assert not Notification.objects.filter(pk__gt=seen).exists()
