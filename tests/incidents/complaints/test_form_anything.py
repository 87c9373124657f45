"""Whatever is sent to the form of a complaint, the portal answers it in words; nothing breaks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.models import ComplaintDraft
from incidents.views.complaints import throttle

from .filled import ANSWERS, Complaining

pytestmark = pytest.mark.slow  # sixty forms, each of several pages

STRANGE = st.sampled_from(
    ["", " ", "\x00", "0", "-1", "9" * 30, "yes", "on", "head", "staff", "data", "concern", "email", "code", "online",
     "2026-02-30", "0001-01-01", "9999-12-31", "٣", "<script>", "%s", "{{ 1 }}", "\ud7ff\u202e", "x" * 25_000, "a@b",
     "the headteacher", "letters"]
)  # fmt: skip
TEXT = STRANGE | st.text(st.characters(codec="utf-8"), max_size=80)
NAMES = (
    "way", "name", "is_anonymous", "relation", "child_name", "reach_by", "email", "telephone", "postal", "wants_call",
    "is_name_withheld", "wants_interpreter", "language", "written_by", "words", "happened_on", "happened_when", "place",
    "late_because", "late_asked", "about", "about_name", "no_name", "tried", "tried_words", "wish", "homepage", "seen",
    "send", "go", "add", "remove", "evidence",
)  # fmt: skip
SENT = st.dictionaries(st.sampled_from(NAMES), TEXT | st.lists(TEXT, max_size=3), max_size=12)
PAGES = st.sampled_from(["new", "you", "what", "who", "tried", "check", "reader", "stop", "receipt"])


@given(sent=st.lists(st.tuples(PAGES, SENT), max_size=5))
def test_whatever_is_sent_to_the_form_is_answered(school, monkeypatch, sent):
    monkeypatch.setattr(throttle, "BEGUN_BY_ONE", 10_000)
    writing = Complaining()
    answers = []
    for page, said in sent:
        plain = ANSWERS.get(page, {})
        answers += [writing.to(page, "", **{**plain, **said}), writing.client.get(writing.at("check"))]
    answers += [writing.look(page) for page in ("new", "you", "what", "who", "tried", "check", "sent")]

    assert [answer.status_code for answer in answers if answer.status_code not in {200, 302, 422}] == []
    ComplaintDraft.objects.all().delete()
