"""A code that was read out in school opens a complaint once: then nobody but whoever complained knows one."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from incidents.actions.complaint_codes import renew_code
from incidents.actions.faults import CannotBeSo
from incidents.complaints.abouts import About
from incidents.models import Case

from .answered import written
from .coming_back import OWN, STATUS, enter, key, with_code
from .made import complain


def _read_out(school, case: Case) -> str:
    code = renew_code(reference=case.reference, reason="Rang the number of the list.", form_key=key(), by=school.office)
    assert code
    return code


def test_a_code_that_was_read_out_opens_once_and_then_only_whoever_complained_knows_one(school, client):
    case = complain()
    read_out = _read_out(school, case)

    answer = enter(client, case.reference, read_out)
    page = client.get(answer.url).content.decode()

    assert answer.url == reverse("incidents:complaint-sent")
    own = re.search(r'id="code"[^>]*>([^<]+)<', page)
    assert own and own[1] != read_out and "This one only you know" in page
    assert client.get(OWN).status_code == 200
    assert enter(Client(), case.reference, read_out).status_code == 422
    assert enter(Client(), case.reference, own[1]).url == OWN


def test_a_new_code_is_shown_until_it_is_kept_and_then_the_complaint_follows(school, client):
    case = complain()
    answer = enter(client, case.reference, _read_out(school, case))
    first, second = (client.get(answer.url).content.decode() for _ in range(2))
    assert re.findall(r'id="code"[^>]*>([^<]+)<', first) == re.findall(r'id="code"[^>]*>([^<]+)<', second)

    kept = client.post(reverse("incidents:complaint-receipt-kept"))

    assert kept.url == OWN
    assert 'id="code"' not in client.get(answer.url).content.decode()


def test_words_that_waited_are_not_lost_when_the_code_changes(school, client):
    case = complain()
    typed = {"reference": case.reference, "code": _read_out(school, case)}
    typed |= {"kept_to": "message", "kept-text": "It happened again."}

    page = client.post(STATUS, typed).content.decode()

    assert "It happened again." in page and "Your code has changed." in page
    assert reverse("incidents:complaint-sent") in page


def test_whoever_answers_makes_no_code_for_it_nor_whom_it_is_about(school):
    general, about_head = complain(), complain(About.HEAD)
    for user, case, said in [
        (school.head, general, "You deal with this complaint"),
        (school.head, about_head, "No complaint has this reference"),
        (school.office, None, "No complaint has this reference"),
    ]:
        with pytest.raises(CannotBeSo, match=said):
            renew_code(reference=case.reference if case else "CMP-2627-ZZZZ", reason="Rang.", form_key=key(), by=user)


def test_somebody_who_signs_in_later_in_this_browser_opens_nothing(school, client):
    client, _ = with_code(client)
    assert client.get(OWN).status_code == 200

    client.force_login(school.head)

    assert client.get(OWN).url == STATUS


def test_who_has_a_code_alone_reads_where_it_stands_and_what_was_said_not_what_was_sent_nor_by_whom(school, client):
    said = {
        "words": "Canary words.", "wish": "Canary wish.", "tried_words": "Canary tried.", "name": "Canary Name",
        "child_name": "Canary Child", "email": "canary@example.org", "late_because": "Canary late.",
        "about_name": "Canary Teacher", "telephone": "0114 canary", "happened_when": "Canary day",
    }  # fmt: skip
    client, case = with_code(client, about=About.STAFF, **said)
    written(case, school.head, "We look into it.")

    for act in ("", "copy", "mails", "message", "withdrawal"):
        page = client.get(reverse(f"incidents:complaint-own{'-' * bool(act)}{act}")).content.decode()
        assert "canary" not in page.lower(), act
    assert "We look into it." in client.get(OWN).content.decode()
