"""Whatever is sent to the steps of a report, the portal answers it in words; nothing breaks."""

import uuid

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from incidents.models import ReportDraft

from .filled import Reporting, what

pytestmark = pytest.mark.slow  # sixty forms, each in four steps

STRANGE = st.sampled_from(
    ["", " ", "\x00", "0", "-1", "9" * 30, "yes", "no", "on", "subject", "user:1", "subject|user:1", "subject|pupil:x",
     "2026-02-30", "0001-01-01", "9999-12-31", "25:99", "10:15", "٣", "<script>", "%s", "{{ 1 }}", "\ud7ff\u202e",
     "photo_shared", "online", "threat", "account", "parent", "x" * 25_000]
)  # fmt: skip
TEXT = STRANGE | st.text(st.characters(codec="utf-8"), max_size=80)
NAMES = (
    "form_key", "child_at_risk", "kind", "words", "happened_on", "happened_at", "is_about", "place", "platform",
    "account", "link", "event_name", "is_post_of_a_parent", "beyond_criticism", "find", "look", "add", "typed", "take",
    "name", "standing", "anyway", "is_nobody", "is_self_report", "affected", "onward", "back", "later", "rules",
    "in_lessons", "seen", "send", "told",
)  # fmt: skip
SENT = st.dictionaries(st.sampled_from(NAMES), TEXT | st.lists(TEXT, max_size=3), max_size=12)
STEPS = st.sampled_from(["report-what", "report-people", "report-check", "report-danger"])


@given(begins_well=st.booleans(), first=SENT, later=st.lists(st.tuples(STEPS, SENT), max_size=4))
def test_whatever_is_sent_to_a_report_is_answered(school, client, begins_well, first, later):
    client.force_login(school.reporter)
    sent = what() | ({} if begins_well else first)
    writing = Reporting(client)
    answers = [client.post(reverse("incidents:new"), sent)]
    draft = ReportDraft.objects.filter(user=school.reporter).first()
    writing.key = draft.form_key if draft else uuid.uuid4()
    for step, more in later:
        answers += [writing.to(step, **more), writing.look(step)]
    answers.append(client.get(reverse("incidents:mine")))

    assert [answer.status_code for answer in answers if answer.status_code not in {200, 302, 404}] == []
    ReportDraft.objects.all().delete()


KEPT_BY_A_DRAFT = ("what", "people", "more", "rules", "hand_over", "part", "source", "ref", "id", *NAMES)
LEAVES = st.none() | st.booleans() | st.integers(-9, 9) | st.sampled_from(["subject", "user", "pupil", "1", "x", "no"])


def _nested(inner: st.SearchStrategy) -> st.SearchStrategy:
    return st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEPT_BY_A_DRAFT), inner, max_size=5)


KEPT = st.dictionaries(st.sampled_from(KEPT_BY_A_DRAFT), st.recursive(LEAVES, _nested, max_leaves=12), max_size=5)


@given(typed=KEPT)
def test_whatever_a_draft_holds_its_pages_are_answered(school, client, typed):
    client.force_login(school.reporter)
    draft = ReportDraft.objects.create(user=school.reporter, typed=typed)
    writing = Reporting(client)
    writing.key = draft.form_key

    steps = ("report-what", "report-people", "report-check", "report-danger", "report-stopped")
    answers = [writing.look(step) for step in steps] + [client.get(reverse("incidents:mine"))]

    assert {answer.status_code for answer in answers} <= {200, 302}
    draft.delete()
