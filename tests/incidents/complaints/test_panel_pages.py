"""The pages of a panel: who may open which, what stands there, that nothing else of the complaint does."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent, Verb
from incidents.complaints.abouts import About
from incidents.complaints.stages import Stage
from incidents.models import Hearing, PanelMember, StageAnswer
from incidents.panel_seating import sitting
from people.models import SchoolSetting
from people.roles import Role
from people.settings import Key
from tests.factories import UserFactory
from tests.html import Page
from tests.incidents.made import again

from .made import complain
from .panelled import arranged, asked, fixed, governors, in_days, named, now, offered, suits

CANARY = "Zqcanaryzq"
ARRANGING = ("naming", "days", "day")
LIST = "/complaints/panels/"


def at(case, name="", *more) -> str:
    return reverse(f"incidents:complaint-panel{f'-{name}' if name else ''}", args=[case.public_id, *more])


def text_of(response) -> str:
    return Page(response.content.decode()).text


def key() -> str:
    return str(uuid.uuid4())


PAGES = ("", "naming", "days", "day", "papers", "decision", "leaving")


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("clerk", {"", "naming", "days", "day", "papers", "decision", "leaving"}),
        ("chair", {"", "naming", "days", "day", "leaving"}),
        ("member", {"", "papers", "decision", "leaving"}),
        ("vice_chair", set()),
        ("governor", set()),
        ("head", set()),
        ("dsl", set()),
        ("handler", set()),
        ("office", set()),
    ],
)
def test_each_opens_what_their_relation_lets_them_and_for_the_others_it_is_not_there(school, sign_in, who, may):
    people = governors(3)
    case = arranged(school, people=people)
    client = sign_in(again(people[0] if who == "member" else getattr(school, who)))

    assert {page for page in PAGES if client.get(at(case, page)).status_code == 200} == may
    sign = sitting(case)[0].sign
    assert (client.get(at(case, "removal", sign)).status_code == 200) == ("naming" in may)
    listed = client.get(LIST)
    assert (case.reference in listed.content.decode()) == (who in {"clerk", "member"})
    for page in PAGES[1:]:
        if page not in may:
            assert client.post(at(case, page), {"form_key": key()}).status_code in {403, 404, 405}


@pytest.mark.parametrize("about", [About.HEAD, About.CHAIR, About.CLERK])
def test_whom_it_is_about_meets_it_nowhere(school, sign_in, about):
    people = governors(3)
    case = named(asked(school, about), school.chair if about == About.CLERK else school.clerk, people)
    subject = {About.HEAD: school.head, About.CHAIR: school.chair, About.CLERK: school.clerk}[about]
    client = sign_in(again(subject))

    assert all(client.get(at(case, page)).status_code in {403, 404} for page in PAGES)
    listed = client.get(LIST)
    assert listed.status_code == (403 if about == About.HEAD else 200)
    assert case.reference not in listed.content.decode()
    assert case.reference not in client.get("/dashboard/").content.decode()


def test_neither_the_clerk_nor_the_panel_meets_a_word_of_the_complaint(school, sign_in):
    people = governors(3)
    case = arranged(school, people=people, words=f"{CANARY} was said.", name="Nadia Ferrier")
    for user in (school.clerk, people[0]):
        client = sign_in(again(user))
        pages = [client.get(at(case, page)).content.decode() for page in ("", "papers", "decision")]
        pages += [client.get(LIST).content.decode(), client.get("/dashboard/").content.decode()]
        assert not any(CANARY in page or "Ferrier" in page for page in pages)
        assert "The newsletter showed a child." in text_of(client.get(at(case, "papers")))
        assert client.get(case.get_absolute_url()).status_code in {403, 404}
    companion = [text_of(sign_in(again(user)).get(at(case))) for user in (school.clerk, people[0])]
    assert ["My sister" in one for one in companion] == [True, False]


def test_access_ends_with_leaving_and_with_the_decision(school, sign_in):
    people = governors(3)
    case = arranged(school, people=people)
    client = sign_in(again(people[0]))
    for wrong in ({}, {"why": "part", "reason": " "}):
        assert client.post(at(case, "leaving"), wrong).status_code == 400
    answer = client.post(at(case, "leaving"), {"why": "part", "reason": "I know them."})

    assert (answer.status_code, answer.url) == (302, LIST)
    assert client.get(at(case)).status_code == 404
    with_reason = PanelMember.objects.get(user=people[0])
    assert with_reason.ended_at


@pytest.mark.parametrize("who", ["member", "clerk"])
def test_whom_it_is_about_says_so_and_meets_it_nowhere_any_more(school, sign_in, who):
    people = governors(3)
    case = arranged(school, people=people)
    client = sign_in(again(people[0] if who == "member" else school.clerk))
    assert "This is about me" in text_of(client.get(at(case)))
    answer = client.post(at(case, "leaving"), {"why": "about"} if who == "member" else {})

    assert (answer.status_code, answer.url) == (302, LIST)
    assert client.get(at(case)).status_code == 404
    assert case.people.subjects().get().user == (people[0] if who == "member" else school.clerk)


def test_where_it_is_about_everybody_who_could_read_it_the_page_says_whom_to_ring(school, sign_in):
    case = asked(school, About.BOARD)
    answer = sign_in(school.clerk).post(at(case, "leaving"), {})
    assert answer.status_code == 400 and "Ring the designated officer" in text_of(answer)


def test_without_papers_the_page_says_so_and_shows_nothing_of_it(school, sign_in):
    case = named(asked(school, words=f"{CANARY} was said."), school.clerk)
    (one,) = offered(case, school.clerk, 14)
    suits(case, one.sign)
    fixed(case, school.clerk, one.sign)
    assert "Meet without papers" not in text_of(sign_in(school.clerk).get(at(case)))
    with time_machine.travel(timezone.now() + dt.timedelta(days=13)):
        client = sign_in(school.clerk)
        assert "Meet without papers" in text_of(client.get(at(case)))
        form = client.get(at(case, "without-papers"))
        typed = {"form_key": key(), "reason": "Nobody sent any."}
        assert client.post(at(case, "without-papers"), typed | {"reason": ""}).status_code == 400
        assert client.post(at(case, "without-papers"), typed).url == at(case)
        page = client.get(at(case))
    assert "The school sent none in time." in text_of(page)
    assert not any(CANARY in shown.content.decode() for shown in (form, page))


def test_a_governor_with_a_part_is_not_offered_and_refused_with_the_reason_when_sent(school, sign_in):
    case = asked(school)
    barred = UserFactory(role=Role.GOVERNOR, surname="Hartwell")
    case.people.create(part="witness", standing="governor", name=str(barred), user=barred)
    two = governors(2)
    client = sign_in(school.clerk)
    page = text_of(client.get(at(case, "naming")))
    assert "Robin Hartwell had a part in it before" in page

    typed = {"form_key": key(), "governors": [user.pk for user in (*two, barred)], "name_1": "", "school_1": ""}
    answer = client.post(at(case, "naming"), typed)
    assert answer.status_code == 400
    assert "Robin Hartwell had a part in it before. Choose somebody else." in text_of(answer)
    assert not PanelMember.objects.exists()

    typed |= {"governors": [user.pk for user in two], "name_1": "Ida Quill", "school_1": "Anston Brook School"}
    assert client.post(at(case, "naming"), typed).url == at(case)
    assert "Ida Quill" in text_of(client.get(at(case)))


def test_a_mistake_keeps_every_typed_word(school, sign_in):
    case = asked(school)
    (one,) = governors(1)
    client = sign_in(school.clerk)
    typed = {"form_key": key(), "governors": [one.pk], "name_1": "Ida Quill", "school_1": ""}
    answer = client.post(at(case, "naming"), typed)

    html = answer.content.decode()
    assert answer.status_code == 400 and 'value="Ida Quill"' in html and f'value="{one.pk}"' in html
    assert "Write both the name and the school." in html


def test_in_an_academy_the_page_asks_who_is_independent(school, sign_in):
    case, client = asked(school), sign_in(school.clerk)
    assert "no part in managing" not in text_of(client.get(at(case, "naming")))
    SchoolSetting.objects.update_or_create(key=Key.IS_ACADEMY, defaults={"value": "yes"})
    assert "no part in managing" in text_of(client.get(at(case, "naming")))
    typed = {"form_key": key(), "governors": [user.pk for user in governors(3)]}
    answer = client.post(at(case, "naming"), typed)
    assert answer.status_code == 400 and "The school is an academy" in text_of(answer)


def test_days_are_offered_and_one_is_fixed_on_the_pages(school, sign_in):
    case = named(asked(school), school.clerk)
    client = sign_in(school.clerk)
    typed = {"form_key": key(), "day_1": f"{in_days(14):%Y-%m-%dT%H:%M}", "day_2": "tomorrow"}
    answer = client.post(at(case, "days"), typed)
    assert answer.status_code == 400 and "like 2026-11-30 16:00" in text_of(answer)
    assert client.post(at(case, "days"), typed | {"day_2": ""}).url == at(case)
    (one,) = Hearing.objects.get().offered.all()
    suits(case, one.sign)
    assert "suits them" in text_of(client.get(at(case)))
    answer = client.post(at(case, "day"), {"form_key": key(), "day": one.sign, "place": "The hall"})
    assert answer.url == at(case)
    assert "The hall" in text_of(client.get(at(case)))
    late = client.post(at(case, "day"), {"form_key": key(), "day": one.sign, "place": "Elsewhere"})
    assert late.status_code == 409 and "Elsewhere" in late.content.decode()


def test_the_owner_puts_the_papers_together_looks_and_sends_them(school, sign_in):
    case = named(asked(school, words="It was Una Ferrier."), school.clerk)
    client, address = sign_in(school.head), reverse("incidents:complaint-papers", args=[case.public_id])
    first = client.get(address).context["form"]["text"].value()
    assert "It was █████." in first or "It was Una █████." in first, "no length tells who"
    typed = {"form_key": key(), "text": "The gate was open.", "why_late": ""}
    look = client.post(address, typed)
    assert "do not change after this" in text_of(look) and not Hearing.objects.exists()
    assert client.post(address, typed | {"sent": "1"}).status_code == 302
    assert Hearing.objects.get().bundle == "The gate was open."
    assert "do not change any more" in text_of(client.get(address))
    assert client.post(address, {"form_key": key(), "text": "Else.", "why_late": "", "sent": "1"}).status_code == 409
    assert sign_in(school.clerk).get(address).status_code == 404


def test_reading_the_papers_is_recorded_each_time(school, sign_in):
    people = governors(3)
    case = arranged(school, people=people)
    client = sign_in(again(people[0]))
    for _ in range(2):
        client.get(at(case, "papers"))
    events = AuditEvent.objects.about(case).filter(verb=Verb.COMPLAINT_BUNDLE_OPENED)
    assert [event.by for event in events] == [people[0], people[0]]


def test_what_the_panel_decided_is_looked_over_recorded_once_and_leaves_the_clerk(school, sign_in):
    case = arranged(school)
    typed = {"form_key": key(), "finding": "upheld", "reason": "Nobody read the letter.", "private": "Stays."}
    with time_machine.travel(timezone.now() + dt.timedelta(days=15)):
        client = sign_in(school.clerk)
        look = text_of(client.post(at(case, "decision"), typed))
        assert "Nobody read the letter." in look and "Stays." not in look
        assert not StageAnswer.objects.filter(stage=Stage.TWO).exists()
        for _ in range(2):
            assert client.post(at(case, "decision"), typed | {"sent": "1"}).url == LIST
        assert StageAnswer.objects.filter(stage=Stage.TWO).count() == 1
        assert client.get(at(case)).status_code == 404
        head = sign_in(school.head)
        page = text_of(head.get(case.get_absolute_url()))
        assert "Nobody read the letter." in page and "Stays." in page and "Open it again" not in page
        letter = head.get(reverse("incidents:complaint-panel-letter", args=[case.public_id]))
        assert "Nobody read the letter." in text_of(letter) and "Stays." not in text_of(letter)


def test_it_is_not_decided_before_the_panel_met_and_the_words_stay(school, sign_in):
    case, client = arranged(school), sign_in(school.clerk)
    typed = {"form_key": key(), "finding": "upheld", "reason": "Too soon.", "sent": "1"}
    answer = client.post(at(case, "decision"), typed)

    assert answer.status_code == 409 and "Too soon." in answer.content.decode()


def test_what_waits_stands_on_the_start_page_of_clerk_and_member(school, sign_in):
    people = governors(3)
    named(asked(school), school.clerk, people)
    for user, waits in ((school.clerk, True), (people[0], True), (school.chair, False), (school.vice_chair, False)):
        page = text_of(sign_in(again(user)).get("/dashboard/"))
        assert ("1 panel of governors waits for you." in page) == waits


def test_without_a_clerk_it_waits_for_the_chair(school, sign_in):
    case = asked(school)
    school.clerk.assignments.update(
        starts_on=timezone.localdate() - dt.timedelta(days=9), ends_on=timezone.localdate() - dt.timedelta(days=1)
    )
    page = sign_in(again(school.chair)).get(LIST)

    assert case.reference in page.content.decode()


def test_of_one_about_the_chair_the_panel_itself_writes_to_whoever_complained(school, sign_in):
    people = governors(3)
    case = named(asked(school, About.CHAIR), school.clerk, people)
    other = named(asked(school), school.clerk, governors(3))
    client = sign_in(again(people[0]))
    typed = {"form_key": key(), "text": "When can you come?", "is_question": "on"}

    assert "When can you come?" in text_of(client.post(at(case, "words"), typed))
    assert client.post(at(case, "words"), typed | {"sent": "1"}).url == at(case)
    assert case.timeline.get(kind="to_author").typed.text == "When can you come?"
    assert client.get(at(other, "words")).status_code == 404
    assert sign_in(again(sitting(other)[0].user)).get(at(other, "words")).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_as_many_queries_for_one_panel_as_for_three(school, sign_in, django_assert_num_queries, number):
    for _ in range(number):
        case = named(asked(school), school.clerk)
        first, _ = offered(case, school.clerk)
        suits(case, first.sign)
        fixed(case, school.clerk, first.sign)
    client = sign_in(school.clerk)
    client.get(LIST)
    with django_assert_num_queries(9):
        assert client.get(LIST).content.decode().count("CMP-") == number


def test_of_a_complaint_without_a_panel_there_is_no_page(school, sign_in):
    case = complain(About.HEAD)
    assert sign_in(school.clerk).get(at(case)).status_code == 404
    assert (
        sign_in(school.chair).get(reverse("incidents:complaint-panel-letter", args=[case.public_id])).status_code == 404
    )
    assert now(case).at_panel is False
