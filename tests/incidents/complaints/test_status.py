"""Coming back without an account: the code opens one complaint, for half an hour, and nothing says which is known."""

import datetime as dt
import re
from html import unescape

import pytest
import time_machine
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from incidents.actions.complaint_codes import MOST_TRIES, drop_mailed_codes, renew_code
from incidents.complaints.abouts import About
from incidents.complaints.codes import new_code
from incidents.models import MailedCode, Receipt
from incidents.receipt_session import KEY
from people.models import Notification
from people.roles import Role
from people.sealing import unseal
from tests.factories import UserFactory
from tests.incidents.pages import text_of

from .answered import closed
from .coming_back import OWN, STATUS, Way, enter, key, with_code
from .made import complain

MAIL, TYPED = f"{STATUS}code/", f"{STATUS}code/typed/"


def _without_token(response) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())


def _mailed_code() -> str:
    mail = Notification.objects.filter(is_secret=True).order_by("-pk").first()
    return unseal(bytes(mail.sealed)).split()[0]


@pytest.mark.parametrize(
    "typed",
    [
        lambda code: code,
        lambda code: code.lower(),
        lambda code: code.replace(" ", "-"),
        lambda code: code.replace(" ", "").lower(),
        lambda code: "  ".join(code.replace(" ", "")),
    ],
)
def test_the_code_works_in_capitals_or_not_and_however_it_is_grouped(school, client, typed):
    code = new_code()
    case = complain(code=code)

    response = enter(client, case.reference.lower().replace("-", " "), typed(code))

    assert (response.status_code, response.url) == (302, OWN)
    page = client.get(OWN)
    assert case.reference in text_of(page)
    assert "no-store" in page.headers["Cache-Control"]


def test_nothing_opens_by_an_address(school, client):
    code = new_code()
    case = complain(code=code)

    client.get(STATUS, {"reference": case.reference, "code": code})

    assert client.get(OWN).url == STATUS
    assert KEY not in client.session


def test_unknown_reference_wrong_code_ended_code_and_code_of_another_answer_alike(school):
    code, other = new_code(), new_code()
    case, second = complain(code=code), complain(code=other)
    renew_code(reference=second.reference, reason="Rang the number of the list.", form_key=key(), by=school.office)
    tries = {
        "unknown": ("CMP-2627-ZZZZ", new_code()),
        "wrong code": (case.reference, new_code()),
        "ended": (second.reference, other),
        "of another": (second.reference, code),
        "empty code": (case.reference, "-"),
        "of no shape": ("' or 1=1 --", "0" * 25),
    }
    answers = {}
    for name, (reference, typed) in tries.items():
        response = enter(Client(), reference, typed)
        page = _without_token(response)
        for own in (reference, typed):
            page = page.replace(f'value="{own}"', "")
        answers[name] = (response.status_code, re.sub(r'value="[^"]*"', "", page))

    assert len(set(answers.values())) == 1, {name: answer[0] for name, answer in answers.items()}
    assert answers["unknown"][0] == 422


def test_a_closed_one_opens_with_its_code(school, client):
    client, case = with_code(client)
    closed(case)

    assert client.get(OWN).status_code == 200


def test_tries_from_one_address_are_stopped_within_ten_and_nobody_else_is(school):
    code = new_code()
    case, guessed = complain(code=code), complain()
    one = Client(REMOTE_ADDR="203.0.113.7")
    answers = [enter(one, guessed.reference, new_code()).status_code for _ in range(12)]

    assert answers == [422] * 10 + [429] * 2
    assert enter(one, case.reference, code).status_code == 429, "the address is stopped, whatever it types"
    assert enter(Client(REMOTE_ADDR="203.0.113.8"), case.reference, code).status_code == 302


def test_tries_at_one_reference_from_many_addresses_are_stopped_within_ten_known_or_not(school):
    known, unknown = complain().reference, "CMP-2627-ZZZZ"
    for reference in (known, unknown):
        cache.clear()
        answers = [enter(Client(REMOTE_ADDR=f"203.0.113.{n}"), reference, new_code()).status_code for n in range(11)]
        assert answers == [422] * 10 + [429]


def test_a_stopped_try_keeps_what_was_typed_and_says_when_to_come_back(school, client):
    for _ in range(10):
        enter(client, "CMP-2627-ZZZZ", new_code())
    response = enter(client, "CMP-2627-KKKK", "K7QMD 3WXPA")

    assert response.status_code == 429 and int(response.headers["Retry-After"]) > 0
    assert "CMP-2627-KKKK" in response.content.decode() and "K7QMD 3WXPA" in response.content.decode()


def test_the_session_gets_a_new_key_and_opens_this_one_alone(school, client):
    other = complain(words="Of somebody else.")
    client.get(f"{MAIL}")
    client.post(MAIL, {"reference": other.reference})
    before = client.session.session_key
    client, case = with_code(client)

    assert client.session.session_key != before
    page = text_of(client.get(OWN))
    assert case.reference in page and other.reference not in page and "somebody else" not in page


def test_after_half_an_hour_without_use_it_is_shut(school, client):
    client, _ = with_code(client)
    for minutes in (29, 58):
        with time_machine.travel(timezone.now() + dt.timedelta(minutes=minutes), tick=False):
            assert client.get(OWN).status_code == 200
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=89), tick=False):
        assert client.get(OWN).url == STATUS


def test_leaving_ends_it_and_leaves_nothing_in_the_browser(school, client):
    client, _ = with_code(client)
    assert client.get(f"{STATUS}leaving/").status_code == 405

    client.post(f"{STATUS}leaving/")

    assert client.get(OWN).url == STATUS


def test_who_is_signed_in_as_well_stays_so_and_is_never_kept_as_the_writer(school, client):
    parent = UserFactory(role=Role.PARENT)
    client.force_login(parent)
    client, case = with_code(client)

    Way(client, case).send("message", text="I saw it on Monday.")
    client.post(f"{STATUS}leaving/")

    assert client.get("/complaints/mine/").status_code == 200
    assert client.get(OWN).url == STATUS
    assert case.timeline.get(kind="by_author").by is None


def test_a_new_code_ends_the_old_one_and_what_it_had_opened(school, client):
    client, case = with_code(client)

    code = renew_code(reference=case.reference, reason="Rang back.", form_key=key(), by=school.office)

    assert client.get(OWN).url == STATUS
    assert enter(client, case.reference, code).status_code == 302


# --- a code by mail --------------------------------------------------------------------------------------------


def test_a_code_comes_by_mail_to_the_address_given_and_works_once(school, client):
    case = complain()
    response = client.post(MAIL, {"reference": case.reference})
    assert (response.status_code, response.url) == (302, TYPED)
    mail = Notification.objects.get(is_secret=True)
    assert (mail.address, mail.status, mail.body) == ("nadia.ferrier@example.org", "waiting", "")
    code = _mailed_code()
    assert re.fullmatch(r"\d{6}", code) and code not in str(vars(MailedCode.objects.get()))

    typed = {"reference": case.reference, "code": f" {code[:3]} {code[3:]} "}
    assert Client().post(TYPED, typed).url == OWN
    assert Client().post(TYPED, typed).status_code == 422


@pytest.mark.parametrize("reference", ["unknown", "without an address"])
def test_an_unknown_reference_is_answered_alike_and_no_mail_goes_out(school, reference):
    known, without = complain(), complain(email="")
    reference = "CMP-2627-ZZZZ" if reference == "unknown" else without.reference
    pages = []
    for one in (known.reference, reference):
        browser = Client()
        response = browser.post(MAIL, {"reference": one})
        page = _without_token(browser.get(TYPED)).replace(one, "")
        pages.append((response.status_code, response.url, page))

    assert pages[0] == pages[1]
    assert list(Notification.objects.filter(is_secret=True).order_by("pk").values_list("status", flat=True)) == [
        "waiting", "withheld",
    ]  # fmt: skip
    assert MailedCode.objects.count() == 2


def test_a_mailed_code_takes_few_tries_runs_out_and_ends_with_a_newer_one(school, client):
    case = complain()

    def asked() -> str:
        client.post(MAIL, {"reference": case.reference})
        return _mailed_code()

    def tried(code: str) -> int:
        cache.clear()
        return Client().post(TYPED, {"reference": case.reference, "code": code}).status_code

    code = asked()
    wrong = "000000" if code != "000000" else "000001"
    assert [tried(wrong) for _ in range(MOST_TRIES)] == [422] * MOST_TRIES
    assert tried(code) == 422, "too many wrong ones went before"
    code = asked()
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=16)):
        assert tried(code) == 422
    first, second = asked(), asked()
    assert first == second or tried(first) == 422
    assert tried(second) == 302


def test_nobodys_mailbox_is_filled(school):
    case = complain()
    answers = [
        Client(REMOTE_ADDR=f"203.0.113.{n}").post(MAIL, {"reference": case.reference}).status_code for n in range(7)
    ]

    assert answers == [302] * 5 + [429] * 2


def test_codes_by_mail_are_let_go_a_day_after(school, client):
    client.post(MAIL, {"reference": complain().reference})

    assert drop_mailed_codes(timezone.now()) == 0
    assert drop_mailed_codes(timezone.now() + dt.timedelta(days=2)) == 1


# --- both lost: the office makes a new one ---------------------------------------------------------------------

CODES = "/complaints/codes/"


def _renew(client, user, reference, **typed):
    client.force_login(user)
    said = {"reference": reference, "reason": "Rang Mrs Ferrier on the number we had.", "form_key": key()}
    return client.post(CODES, said | typed)


def test_the_office_makes_a_new_code_and_reads_it_out_once_without_seeing_the_complaint(school, client):
    case = complain(About.STAFF, words="A canary sang.", about_name="Petra Canary")
    assert _renew(client, school.office, case.reference).status_code == 302

    page = client.get(CODES)
    code = page.context["made"]["code"]
    assert "canary" not in page.content.decode().lower() and case.title not in text_of(page)
    assert client.get(CODES).context["made"] is None, "shown once"
    assert enter(Client(), case.reference, code).status_code == 302
    assert Receipt.objects.filter(made_by=school.office).count() == 1
    told = Notification.objects.filter(subject__contains="access code")
    assert {mail.user for mail in told} == {None, school.head}, "whoever complained and who owns it"
    entry = case.timeline.get(what__startswith="A new access code")
    assert (entry.by, entry.typed.text) == (school.office, "Rang Mrs Ferrier on the number we had.")


def test_pressed_twice_it_is_one_code(school, client):
    case, once = complain(), key()
    _renew(client, school.office, case.reference, form_key=once)
    _renew(client, school.office, case.reference, form_key=once)

    code = client.get(CODES).context["made"]["code"]
    assert Receipt.objects.count() == 2
    assert enter(Client(), case.reference, code).status_code == 302


def test_without_a_reason_no_code_is_made(school, client):
    case = complain()
    response = _renew(client, school.office, case.reference, reason=" ")

    assert response.status_code == 422 and case.reference in response.content.decode()
    assert Receipt.objects.count() == 1


def test_a_complaint_about_somebody_in_the_office_or_about_the_head_does_not_exist_for_them_here(school, client):
    clerk_in_office = school.office
    about_office = complain(About.STAFF, about_name=str(clerk_in_office))
    about_head, unsure = complain(About.HEAD), complain(About.UNSURE)
    unknown = _without_token(_renew(client, school.head, "CMP-2627-ZZZZ", form_key="")).replace("CMP-2627-ZZZZ", "")
    for user, case in ((clerk_in_office, about_office), (school.head, about_head), (school.head, unsure)):
        response = _renew(client, user, case.reference)
        assert response.status_code == 422
        assert "No complaint has this reference" in response.content.decode()
    said = _renew(client, school.head, about_head.reference, form_key="")
    assert _without_token(said).replace(about_head.reference, "") == unknown
    assert Receipt.objects.exclude(made_by=None).count() == 0
    assert _renew(client, school.office, about_head.reference).status_code == 302


def _fields(response: HttpResponse, of_form: str) -> dict[str, str]:
    """The hidden fields and the pressed button of the form that goes to an address."""
    inside = re.search(rf'<form[^>]*action="{of_form}".*?</form>', response.content.decode(), re.DOTALL)
    assert inside, of_form
    found = re.findall(r'<(?:input type="hidden"|button[^>]*) name="([^"]+)" value="([^"]*)"', inside[0])
    return {name: unescape(value) for name, value in found}


def test_words_kept_after_the_half_hour_come_along_to_the_code_by_mail_and_back(school, client):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        browser, case = with_code(client)
        clock.shift(dt.timedelta(minutes=31))
        over = browser.post(f"{OWN}messages/", {"form_key": key(), "text": "It happened again & again."})
        asking = browser.post(MAIL, _fields(over, MAIL))
        assert asking.status_code == 200
        assert "It happened again & again." in text_of(asking)

        wrong = browser.post(MAIL, _fields(asking, MAIL) | {"reference": ""})
        assert wrong.status_code == 422
        assert "It happened again & again." in text_of(wrong)
        mailed = browser.post(MAIL, _fields(wrong, MAIL) | {"reference": case.reference})
        assert mailed.status_code == 200
        bad = browser.post(TYPED, _fields(mailed, TYPED) | {"reference": case.reference, "code": "000000x"})
        assert bad.status_code == 422
        typed = {"reference": case.reference, "code": _mailed_code()}
        ready = browser.post(TYPED, _fields(bad, TYPED) | typed)
        sent = browser.post(f"{OWN}messages/", _fields(ready, f"{OWN}messages/"))

    assert sent.status_code == 302
    assert case.timeline.get(kind="by_author").typed.text == "It happened again & again."
    assert "again" not in str(dict(browser.session.items()))


def test_kept_words_come_back_from_there_to_the_access_code_and_another_code_can_be_asked_for(school, client):
    browser, case = with_code(client)
    browser.post(f"{STATUS}leaving/")
    over = browser.post(f"{OWN}messages/", {"form_key": key(), "text": "It happened again."})
    asking = browser.post(MAIL, _fields(over, MAIL))
    mailed = browser.post(MAIL, _fields(asking, MAIL) | {"reference": case.reference})

    for page, to in ((asking, STATUS), (mailed, MAIL)):
        back = browser.post(to, _fields(page, to))
        assert back.status_code == 200
        assert "It happened again." in text_of(back)
