"""Script and markup in every text field of the editor, of comments and of steps: no page holds anything alive.

The other half, in a browser, is `tests/journeys/test_policy_payloads.py`.
"""

from time import perf_counter

import pytest
from django.utils import timezone

from policies.actions import submit_version
from policies.models import DraftComment, RuleVersion, Section
from policies.wording_html import as_html, as_line
from tests.html import Page

from .editor import at
from .live import Live, live
from .payloads import PAYLOADS
from .test_approving import approve, publish

MANY = 60  # payloads in one text: a page each would take minutes


def batches() -> list[str]:
    return ["\n\n".join(PAYLOADS[start : start + MANY]) for start in range(0, len(PAYLOADS), MANY)]


def test_there_are_more_than_three_hundred():
    assert len(PAYLOADS) == len(set(PAYLOADS)) > 300


def test_the_eye_of_these_tests_sees_what_is_alive():
    for alive in ("<script>", "<img src=x>", "<a href=//x>", "<a href='javascript:x'>", "<p onclick=x>", "<p style=x>"):
        assert Live(alive).found, alive
    assert not Live('<p><a href="https://x.example">x</a> <a href="/policies/">x</a></p>').found


@pytest.mark.parametrize("render", [as_html, as_line])
def test_no_payload_alone_becomes_anything_but_text_and_outward_links(render):
    alive = {payload: found for payload in PAYLOADS if (found := Live(render(payload)).found)}

    assert alive == {}


def test_what_is_no_markdown_of_ours_stands_on_the_page_as_it_was_typed():
    for typed in ("<script>alert(1)</script>", "# no heading", "[x](javascript:alert(1))", "<b>bold</b>", "&lt;b&gt;"):
        assert Page(f"<p>{as_line(typed)}</p>").text.strip() == typed


@pytest.fixture
def filled(draft, head, dsl):
    """`filled(text)`: version 2 with this text in every field of every kind of row."""

    def _fill(text: str):
        Section.objects.filter(version=draft).update(introduction=text, title=text[:160], long_title=text[:200])
        RuleVersion.objects.filter(version=draft).update(
            text=text, consequence=text, following=text, why=text, limbs=[text, text]
        )
        type(draft).objects.filter(pk=draft.pk).update(
            lead=text[:300], in_short=text, introduction=text, looked_after_by=text[:120], responsibilities=text
        )
        rule = draft.rules.first()
        DraftComment.objects.create(version=draft, text=text, by=dsl, rule=rule.rule, code=rule.code)
        DraftComment.objects.create(
            version=draft, text=text, by=dsl, answer=text, settled_by=head, settled_at=timezone.now()
        )
        draft.methods.update(name=text[:80], how_to_use=text[:300])
        draft.open_points.update(text=text[:300], waits_for=text[:120])
        draft.refresh_from_db()
        return draft

    return _fill


@pytest.mark.parametrize("number", range(len(batches())))
def test_no_page_of_a_draft_holds_anything_alive(filled, sign_in, head, number):
    draft = filled(batches()[number])
    rule, section, comment = draft.rules.first(), draft.sections.first(), draft.comments.first()
    pages = [at(name, draft) for name in ("draft", "version", "comments", "submission", "draft-texts", "area-new")]
    pages += [at(name, draft, rule.pk) for name in ("rule-edit", "rule-place", "rule-division")]
    pages += [at(name, draft, section.pk) for name in ("area-edit", "area-division", "rule-new")]
    pages += [at("comment-answer", draft, comment.pk), "/policies/social-media/versions/"]
    client = sign_in(head)

    alive = {page: found for page in pages if (found := live(client.get(page).content.decode()))}

    assert alive == {}


@pytest.mark.parametrize("number", range(len(batches())))
def test_no_public_page_of_a_published_version_holds_anything_alive(filled, client, head, chair, number):
    draft = filled(batches()[number])
    draft.comments.all().delete()
    note = batches()[number]
    published = publish(approve(submit_version(version=draft, by=head, note=note), chair), head)
    base = f"/policies/{published.policy.slug}/"
    pages = [base, f"{base}versions/", f"{base}versions/2/", f"{base}rules/A4/", f"{base}for/staff/", "/policies/"]
    pages += [f"{base}for/{audience}/" for audience in ("parents", "visitors", "governors")]

    alive = {page: found for page in pages if (found := live(client.get(page).content.decode()))}
    client.force_login(chair)

    assert alive == {}
    assert live(client.get(f"{base}versions/2/").content.decode()) == []


@pytest.mark.parametrize("number", range(len(batches())))
def test_a_form_with_faults_and_a_clash_hold_nothing_alive(filled, sign_in, head, number):
    text = batches()[number]
    draft = filled(text)
    rule = draft.rules.first()
    client = sign_in(head)
    stale = {"revision": 99, "code": "A1", "strength": "must", "audiences": ["staff"], "text": text + "!", "why": text}

    clash = client.post(at("rule-edit", draft, rule.pk), stale)
    faulty = client.post(at("rule-edit", draft, rule.pk), {"text": text, "limbs": text, "code": text[:12]})

    assert (clash.status_code, faulty.status_code) == (409, 400)
    assert live(clash.content.decode()) == live(faulty.content.decode()) == []


SLOW = [
    "[" * 9000, "*" * 9000, "**a " * 2000, "[a](" * 2000, "- " * 4000, "_a" * 4000, "\\" * 9000, "![[" * 3000,
    "[a](https://x" + "(" * 5000, "1. " * 3000, "*_" * 4500, "[x]" * 3000, "a\n" * 4500, "<" * 9000, "&" * 9000,
    "***a***" * 1300, "[" * 3000 + "]" * 3000 + "(" * 3000, "- a\n" * 2400, "> " * 4500, "(" * 9000, "*a **b " * 1200,
    "".join(f"{' ' * n}- a\n" for n in range(120)), "[a](https://b.example/" + "a" * 9000, "`" * 9000, "\n" * 9000,
    "[a](<" * 1800, "*" * 4000 + "a" + "*" * 4000,
]  # fmt: skip


@pytest.mark.parametrize("number", range(len(SLOW)))
def test_a_slow_pattern_takes_less_than_two_seconds(number):
    before = perf_counter()
    as_html(SLOW[number])

    assert perf_counter() - before < 2
