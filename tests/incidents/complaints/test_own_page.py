"""What whoever complained reads and does later, by code and signed in alike (D7-D9, D11, D16, D17, D23)."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from audit.models import Actor, AuditEvent, Verb
from incidents.actions.complaint_answering import acknowledge, reopen_complaint
from incidents.actions.complaint_lettering import make_letter
from incidents.actions.complaint_words import write_to_school
from incidents.actions.entries import add_entry
from incidents.complaint_author import Author
from incidents.complaints.abouts import About
from incidents.complaints.codes import new_code
from incidents.complaints.letter_kinds import ComplaintLetterKind
from incidents.complaints.stages import Progress, Stage
from incidents.complaints.stages import Way as Wanted
from incidents.models import Case, CaseAssignment, EvidenceFile, State, TimelineEntry
from incidents.shown_words import key_of
from people.models import Closure, Notification
from people.regulator import ICO, ICO_PHONE, ICO_SITE
from people.roles import Role
from tests.factories import UserFactory
from tests.incidents.pages import text_of

from .answered import answered, closed, moved, noted, put_off, understood, written
from .coming_back import STATUS, Way, enter, key, with_code
from .made import complain

WAYS = ("by code", "signed in")


@pytest.fixture(params=WAYS)
def way(request, school, client) -> Way:
    """A complaint of a parent, at its own page: by code, or signed in."""
    if request.param == "by code":
        browser, case = with_code(client)
        return Way(browser, case)
    parent = UserFactory(role=Role.PARENT)
    return Way(client, complain(by=parent), parent)


def _now(way: Way) -> Case:
    return Case.objects.select_related("complaint").get(pk=way.case.pk)


def _mailed(subject: str) -> set[str]:
    """The addresses to which a mail with these words in its subject goes."""
    return set(Notification.objects.filter(subject__contains=subject).values_list("address", flat=True))


@pytest.mark.parametrize("progress", Progress)
def test_every_state_is_said_in_plain_words_with_what_comes_next_and_by_whom(way, progress):
    moved(way.case, progress)
    page = way.go()
    text = text_of(page)

    assert page.status_code == 200
    assert "The headteacher" in text
    assert (way.case.complaint.words in text) == (way.user is not None)
    for banned in ("case", "subject", "handler", "escalat", "receipt", "reporter", "assignee"):
        assert banned not in text.lower().replace("in any case", "")


def test_it_has_the_post_and_no_name_of_anybody(way, school):
    moved(way.case, Progress.LOOKING)
    put_off(way.case, school.head)
    understood(way.case, school.head)
    written(way.case, school.head)
    answered(way.case, school.head)
    for act in ("", "copy"):
        html = way.go(act).content.decode()
        assert school.head.surname not in html.replace(str(way.user), "") or way.user == school.head
        assert "headteacher" in html


def test_earlier_days_stand_there_with_why(way, school):
    before = way.case.complaint.answer_by
    moved(way.case, Progress.LOOKING)
    put_off(way.case, school.head)

    text = text_of(way.go())
    assert f"{before:%-d %B %Y}" in text and "The teacher was ill." in text
    assert f"{before + dt.timedelta(days=7):%-d %B %Y}" in text


def test_a_day_that_is_past_is_said_to_be_late(way):
    with time_machine.travel(timezone.now() + dt.timedelta(days=60)):
        if way.user is None:
            way.client, way.case = with_code(Client())
            type(way.case.complaint).objects.update(acknowledge_by=timezone.localdate() - dt.timedelta(days=1))
        else:
            way.client.force_login(way.user)
        assert "We are late" in text_of(way.go())


def test_own_words_are_never_blacked_out_and_notes_are_never_there(way, school):
    way.send("message", text="My Canary sang to Kim.")
    mine = way.case.timeline.get(kind="by_author").typed
    theirs = written(way.case, school.head, "Kim was asked.").typed
    way.case.blacked_out = {key_of(typed, "text"): [(0, end)] for typed, end in ((mine, 9), (theirs, 3))}
    way.case.save(update_fields=["blacked_out"])
    noted(way.case, school.head)
    answered(way.case, school.head, private="A private canary.", learning="A learning canary.")

    for act in ("", "copy"):
        text = text_of(way.go(act))
        assert "My Canary sang to Kim." in text
        assert "███ was asked." in text
        assert "private canary" not in text and "learning canary" not in text


def test_a_message_goes_into_the_thread_and_owner_and_handler_hear_of_it_by_reference(way, school):
    CaseAssignment.objects.create(case=way.case, user=school.handler, given_by=school.head)
    Notification.objects.all().delete()

    response = way.send("message", text="I saw it on\r\nMonday, canary.")

    assert (response.status_code, response.url) == (302, way.address())
    assert "Monday, canary." in text_of(way.go())
    mails = Notification.objects.all()
    assert {mail.user for mail in mails} == {school.head, school.handler}
    assert all("canary" not in mail.subject + mail.body for mail in mails)
    event = AuditEvent.objects.about(way.case).filter(verb=Verb.COMPLAINT_ADDED).get()
    assert (event.by, event.actor) == (way.user, Actor.USER if way.user else Actor.PUBLIC)
    assert _now(way).revision == way.case.revision + 1


def test_nobody_stands_as_the_writer_of_what_came_from_whoever_complained(way):
    way.send("message", text="Hello.")
    way.client.post(way.address("files"), {"evidence": SimpleUploadedFile("a.txt", b"words"), "form_key": key()})

    assert EvidenceFile.objects.get().added_by is None
    assert {entry.by for entry in way.case.timeline.filter(kind="by_author")} == {None}


def test_sent_twice_with_one_form_it_is_one(way):
    once = key()
    for _ in range(2):
        assert way.send("message", text="Once.", form_key=once).status_code == 302

    assert way.case.timeline.filter(kind="by_author").count() == 1
    assert AuditEvent.objects.filter(verb=Verb.COMPLAINT_ADDED).count() == 1


@pytest.mark.parametrize("typed", ["", "   ", "a" * 4001])
def test_a_message_that_cannot_be_sent_stays_on_the_page(way, typed):
    response = way.send("message", text=typed)

    assert response.status_code == 422
    assert typed.strip() in response.content.decode()
    assert not way.case.timeline.filter(kind="by_author").exists()


def test_a_file_is_made_safe_and_kept_and_told(way, school):
    Notification.objects.all().delete()
    file = SimpleUploadedFile("chat.txt", b"It was in the class chat.\n")
    response = way.client.post(way.address("files"), {"evidence": file, "note": "Seen on Monday.", "form_key": key()})

    assert response.url == way.address()
    text = text_of(way.go())
    assert ("chat.txt" in text) == (way.user is not None)
    assert "You added 1 file." in text
    assert _mailed("something was added") == {school.head.email}


def test_a_file_that_is_none_keeps_nothing_and_says_why(way):
    file = SimpleUploadedFile("chat.exe", b"MZ\x90\x00" * 40)
    response = way.client.post(way.address("files"), {"evidence": file, "note": "Seen.", "form_key": key()})

    assert response.status_code == 422 and "Seen." in response.content.decode()
    assert not EvidenceFile.objects.exists()


# --- this is what we understood --------------------------------------------------------------------------------


def test_what_was_understood_is_confirmed_with_one_press(way, school):
    shown = understood(way.case, school.head)
    assert shown.text in text_of(way.go())

    for _ in range(2):
        assert way.send("understanding", shown=shown.sign, answer="yes").url == way.address()

    shown.refresh_from_db()
    assert shown.is_right is True
    event = AuditEvent.objects.get(verb=Verb.COMPLAINT_UNDERSTOOD)
    assert event.details == {"is_right": True}


def test_what_was_understood_wrongly_is_put_right(way, school):
    shown = understood(way.case, school.head)
    refused = way.send("understanding", shown=shown.sign, answer="no", correction=" ")
    assert refused.status_code == 422

    way.send("understanding", shown=shown.sign, answer="no", correction="It was my son.")

    shown.refresh_from_db()
    assert (shown.is_right, shown.correction) == (False, "It was my son.")
    assert "It was my son." in text_of(way.go())
    assert _mailed("something was added") == {school.head.email}


def test_what_was_understood_anew_meanwhile_is_read_first_and_no_word_is_lost(way, school):
    old = understood(way.case, school.head)
    new = understood(way.case, school.head, "Anew.")

    response = way.send("understanding", shown=old.sign, answer="no", correction="It was my son.")

    assert response.status_code == 409
    assert "It was my son." in response.content.decode() and "Anew." in response.content.decode()
    new.refresh_from_db()
    assert new.is_right is None
    assert way.send("understanding", shown="", answer="yes").status_code == 422
    assert way.send("understanding", shown=10**30, answer="yes").status_code in {409, 422}


# --- going on ---------------------------------------------------------------------------------------------------


def test_the_next_stage_is_asked_for_within_its_days_and_goes_to_a_panel(way, school):
    answered(way.case, school.head)
    assert "Ask for the next stage" in text_of(way.go())
    once = key()

    for _ in range(2):
        assert way.send("stage", why="Nobody asked my daughter.", form_key=once).url == way.address()

    case = _now(way)
    assert (case.complaint.stage, case.complaint.progress, case.at_panel) == (Stage.TWO, Progress.NEXT_ASKED, True)
    assert "You asked for the next stage" in text_of(way.go())
    assert _mailed("next stage is asked for") == {school.head.email}
    assert _mailed("you asked for the next stage") == {"nadia.ferrier@example.org"}
    assert AuditEvent.objects.get(verb=Verb.COMPLAINT_NEXT_STAGE).details == {"stage": "two"}


def test_while_the_school_looks_into_it_again_the_next_stage_can_be_asked_for_all_the_same(way, school):
    case = answered(way.case, school.head)
    reopen_complaint(case=case, reason="There is a new witness.", by=school.head)
    assert "Ask for the next stage" in text_of(way.go())

    way.send("stage", why="I do not want to wait.")

    now = _now(way)
    assert (now.complaint.stage, now.complaint.progress, now.at_panel) == (Stage.TWO, Progress.NEXT_ASKED, True)


def test_of_personal_data_the_days_of_the_law_do_not_begin_again_with_a_formal_complaint(school, client):
    dpo = UserFactory(role=Role.DPO)
    code = new_code()
    case = complain(About.DATA, code=code, way=Wanted.CONCERN)
    promised = case.complaint.acknowledge_by, case.complaint.answer_by
    acknowledge(case=case, understood="A list was sent.", wish="", revision=case.revision, by=dpo)
    with time_machine.travel(timezone.now() + dt.timedelta(days=9)):
        enter(client, case.reference, code)
        Way(client, case).send("formal", why="Nothing has happened.")

    now = Case.objects.select_related("complaint").get(pk=case.pk)
    assert now.complaint.stage == Stage.ONE
    assert (now.complaint.acknowledge_by, now.complaint.answer_by) == promised
    assert now.complaint.acknowledged_at and now.complaint.progress == Progress.ACKNOWLEDGED
    assert now.due_on == promised[1]


def test_on_the_last_day_it_can_be_asked_for_and_on_the_next_it_says_until_when_it_could(way, school):
    answered(way.case, school.head, days=0)
    assert "Ask for the next stage" in text_of(way.go())
    last = timezone.localdate()
    type(way.case.complaint).objects.update(next_stage_by=last - dt.timedelta(days=1))

    text = text_of(way.go())
    assert "Ask for the next stage" not in text
    assert "You could ask for the next stage until 15 September 2026" in text.replace("Tuesday ", "")
    assert "still write" in text
    response = way.send("stage", why="Too late, canary.")
    assert response.status_code == 409 and "Too late, canary." in response.content.decode()
    assert _now(way).complaint.stage == Stage.ONE


def test_there_is_no_stage_after_the_panel_and_none_before_an_answer(way, school):
    assert way.send("stage", why="Now.").status_code == 409
    answered(way.case, school.clerk, stage=Stage.TWO)

    assert "Ask for the next stage" not in text_of(way.go())
    assert way.send("stage", why="Now.").status_code == 409
    assert "Department for Education" in text_of(way.go())


@pytest.mark.parametrize("act", ["stage", "reopening", "formal"])
def test_without_why_nothing_is_gone_on_with(way, school, act):
    closed(answered(way.case, school.head))

    assert way.send(act, why="  ").status_code == 422
    assert not way.case.timeline.filter(kind="by_author").exists()


def test_a_concern_becomes_a_complaint_at_any_time_with_a_clock_from_today(school, client):
    client, case = with_code(client, way=Wanted.CONCERN)
    way = Way(client, case)
    moved(case, Progress.TALKING)
    type(case.complaint).objects.update(answer_by=timezone.localdate(), acknowledge_by=timezone.localdate())
    assert "Make it a formal complaint" in text_of(way.go())
    way.send("formal", why="The talk changed nothing.")

    now = _now(way)
    assert (now.complaint.way, now.complaint.stage, now.complaint.progress) == ("concern", Stage.ONE, Progress.RECEIVED)
    assert now.due_on == now.complaint.acknowledge_by == dt.date(2026, 9, 23)
    assert way.send("formal", why="Again.").status_code == 409


def test_after_a_talk_the_next_stage_is_stage_one(school, client):
    client, case = with_code(client, way=Wanted.CONCERN)
    answered(case, school.head, stage=Stage.INFORMAL, finding="settled")

    Way(client, case).send("stage", why="It is not settled.")

    case.refresh_from_db()
    assert (case.complaint.stage, case.at_panel) == (Stage.ONE, False)


def test_a_closed_one_is_opened_again_within_its_days(way, school):
    closed(answered(way.case, school.head))
    assert "This is not settled" in text_of(way.go())

    way.send("reopening", why="It is on the page again.")

    case = _now(way)
    assert (case.state, case.closed_at, case.complaint.progress) == (State.REOPENED, None, Progress.LOOKING)
    assert _mailed("not settled") == {school.head.email}
    assert AuditEvent.objects.filter(verb=Verb.COMPLAINT_REOPENED).count() == 1


def test_a_closed_one_takes_words_and_files_for_ten_school_days_and_not_after(school):
    code = new_code()
    case = complain(code=code)
    closed(case)
    author = Author(Case.objects.get(pk=case.pk))
    write_to_school(author=author, text="One more thing.", form_key=uuid.uuid4())

    with time_machine.travel(timezone.now() + dt.timedelta(days=21)):
        client = Client()
        enter(client, case.reference, code)
        way = Way(client, case)
        text = text_of(way.go())
        assert "Send this message" not in text and "make a new complaint" in text
        late = way.send("message", text="Too late, canary.")
        assert late.status_code == 409 and "Too late, canary." in late.content.decode()
        assert way.send("reopening", why="Too late, canary.").status_code == 409
        file = SimpleUploadedFile("a.txt", b"words")
        assert client.post(way.address("files"), {"evidence": file, "form_key": key()}).status_code == 409
    assert not EvidenceFile.objects.exists()


def test_it_is_taken_back_after_being_asked_once_more_and_stays_kept(way, school):
    Case.objects.filter(pk=way.case.pk).update(at_panel=True)
    assert "Do you want to take it back?" in text_of(way.go("withdrawal"))
    assert _now(way).state == State.NEW

    once = key()
    for _ in range(2):
        assert way.send("withdrawal", why="", form_key=once).url == way.address()

    case = _now(way)
    assert (case.state, case.complaint.progress, case.at_panel) == (State.CLOSED, Progress.WITHDRAWN, False)
    assert case.due_on is None
    assert "You took it back." in text_of(way.go())
    assert _mailed("taken back") == {school.head.email}
    assert _mailed("you have taken it back") == {"nadia.ferrier@example.org"}
    assert way.send("withdrawal", why="Again.").status_code == 409


@pytest.mark.parametrize("act", ["stage", "reopening", "formal"])
def test_what_cannot_be_done_now_has_no_form_to_fill_in(way, act):
    page = way.go(act)

    assert page.status_code == 200
    assert "cannot be done now" in text_of(page) and "<textarea" not in page.content.decode()


# --- mails ------------------------------------------------------------------------------------------------------


def test_a_mail_names_a_day_and_how_to_stop_and_no_word_of_it(school):
    case = complain(words="A canary sang.", about=About.HEAD)
    mail = Notification.objects.get(user=None)

    assert mail.subject == f"{case.reference}: we have your complaint"
    assert "You hear from us by Wednesday 23 September 2026." in mail.body
    assert "To stop these mails" in mail.body and "/complaints/status/" in mail.body
    for banned in ("canary", "headteacher", "Ferrier", case.complaint.get_about_display()):
        assert banned not in f"{mail.subject} {mail.body}"


def test_mails_are_stopped_or_sent_elsewhere_and_the_old_address_hears_of_it(way):
    Notification.objects.all().delete()
    assert way.send("mails", email="not an address").status_code == 422
    way.send("mails", email="new@example.org")
    assert _now(way).complaint.email == "new@example.org"
    assert _mailed("another address") == {"nadia.ferrier@example.org"}

    if way.user is None:
        assert way.send("mails", email="").status_code == 422, "an empty box by code changes nothing"
    way.send("mails", email="", stop="on")
    assert (_now(way).complaint.email, _now(way).complaint.reach_by) == ("", "code")
    assert AuditEvent.objects.filter(verb=Verb.COMPLAINT_MAILS).count() == 2
    Notification.objects.all().delete()
    way.send("withdrawal", why="")
    assert not Notification.objects.filter(user=None).exists()


def test_of_somebody_without_a_name_no_address_is_kept(school, client):
    client, case = with_code(client, is_anonymous=True)
    way = Way(client, case)

    assert "e-mail when there is news" not in text_of(way.go())
    assert way.send("mails", email="petra@example.org").status_code == 422


# --- signed in, and when the time is over -----------------------------------------------------------------------


def test_own_complaints_are_listed_and_those_of_others_are_not_there(school, client):
    parent, other = UserFactory(role=Role.PARENT), UserFactory(role=Role.PARENT)
    own, without = complain(by=parent), complain()
    client.force_login(parent)
    text = text_of(client.get("/complaints/mine/"))

    assert own.reference in text and without.reference not in text
    client.force_login(other)
    assert own.reference not in text_of(client.get("/complaints/mine/"))
    for act in ("", "message", "files", "stage", "withdrawal", "mails", "copy"):
        way = Way(client, own, other)
        assert way.go(act).status_code == 404
        assert way.send(act, text="x", why="x").status_code == 404


def test_whom_it_turns_out_to_be_about_reads_it_no_more_although_they_wrote_it(school, client):
    own = complain(About.STAFF, by=school.colleague, about_name=str(school.colleague))

    assert Way(client, own, school.colleague).go().status_code == 404


@pytest.mark.parametrize(("act", "name"), [("message", "text"), ("stage", "why"), ("withdrawal", "why")])
def test_words_sent_after_the_half_hour_stand_on_the_page_and_go_after_the_code(school, client, act, name):
    code = new_code()
    case = complain(code=code)
    enter(client, case.reference, code)
    way, once = Way(client, case), key()
    if act == "stage":
        answered(case, school.head)
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=45)):
        over = way.send(act, **{name: "Typed for long, <b>canary</b>."}, form_key=once)
        assert over.status_code == 409
        assert "Typed for long, &lt;b&gt;canary&lt;/b&gt;." in over.content.decode()
        carried = {f"kept-{one}": value for one, value in over.context["kept"]} | {"kept_to": act}
        wrong = enter(client, case.reference, new_code(), **carried)
        assert "Typed for long" in wrong.content.decode()
        ready = enter(client, case.reference, code, **carried)
        assert ready.status_code == 200
        sent = client.post(way.address(act), dict(ready.context["kept"]))

    assert sent.url == way.address()
    entry = TimelineEntry.objects.get(kind="by_author")
    assert (entry.typed.text, str(entry.form_key)) == ("Typed for long, <b>canary</b>.", once)


def test_kept_words_go_nowhere_but_to_the_page(school, client):
    code = new_code()
    case = complain(code=code)
    for to in ("leaving", "../../accounts/logout", "copy", ""):
        response = enter(client, case.reference, code, **{"kept-text": "x", "kept_to": to})
        assert (response.status_code, response.url) == (302, f"{STATUS}mine/")


def test_the_page_asks_no_more_of_the_database_for_a_long_thread(way, school, django_assert_max_num_queries):
    with django_assert_max_num_queries(60) as few:
        way.go()
    for number in range(15):
        written(way.case, school.head, f"Message {number}")
        add_entry(way.case, TimelineEntry.Kind.BY_AUTHOR, "Message", by=None, text="Mine")
    with django_assert_max_num_queries(len(few)):
        way.go()


def test_after_the_answer_about_personal_data_it_names_who_comes_next_and_no_stage(school):
    dpo = UserFactory(role=Role.DPO)
    browser, case = with_code(about=About.DATA)
    way = Way(browser, answered(case, dpo))
    type(case.complaint).objects.update(next_stage_by=None)
    for progress in (Progress.ANSWERED, Progress.CLOSED):
        moved(way.case, progress)
        for page in (way.go(), way.go("copy")):
            text = text_of(page)
            assert f"You can turn to the {ICO}" in text and ICO_SITE in text and ICO_PHONE in text
            assert "you can go on" not in text
    assert ICO not in text_of(Way(*with_code()).go())


def test_after_a_talk_they_read_that_it_was_held_and_opened_again_that_it_is_open(way, school):
    moved(way.case, Progress.TALKING)
    assert "We have talked with you" in text_of(way.go())
    Case.objects.update(state=State.REOPENED)
    assert "It is open again" in text_of(way.go())


def test_by_code_a_letter_shows_blocks_for_who_complained(way, school):
    type(way.case.complaint).objects.update(
        name="Nadia Ferrier", postal="5 Elm Lane, Rotherham", child_name="Una Ferrier"
    )
    make_letter(
        case=way.case, kind=ComplaintLetterKind.THANKS, is_offered=True, form_key=uuid.uuid4(), by=school.head,
        text="Nadia Ferrier\n5 Elm Lane\nRotherham\n\nDear Nadia Ferrier,\n\nthank you for telling us about Una.",
    )  # fmt: skip
    for act in ("", "copy"):
        page = text_of(way.go(act)).partition("What was said")[2].partition("What you wrote")[0]
        assert "thank you for telling us" in page
        for known in ("Ferrier", "Elm Lane", "Una"):
            assert (known in page) == (way.user is not None), known


def test_a_calendar_without_an_end_is_said_and_what_was_written_stays(way, school):
    answered(way.case, school.head)
    Closure.objects.create(
        kind=Closure.Kind.CLOSED, school_year=2026, starts_on=dt.date(2020, 1, 1), ends_on=dt.date(2070, 1, 1)
    )
    refused = way.send("stage", why="Nobody read my letter.")

    assert refused.status_code == 409
    assert "the school has to look at the calendar first" in text_of(refused)
    assert "Nobody read my letter." in refused.content.decode()
    assert _now(way).complaint.progress == Progress.ANSWERED


def test_an_address_longer_than_a_mail_can_have_is_said_to_be_so(way):
    long = f"{'a' * 60}@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 60}.org"
    refused = way.send("mails", email=long)
    assert refused.status_code == 422
    assert "Write it in at most 254 letters." in text_of(refused)
