"""Script and markup in every text of a complaint, looked at in a browser by everybody who reads it: nothing runs,
nothing is fetched. In the form, too, while it is being written."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.journeys.portal import Portal, manage
from tests.journeys.walking import sign_in
from tests.policies.payloads import PAYLOADS

from .test_policy_payloads import ALIVE

pytestmark = [pytest.mark.browser, pytest.mark.slow]  # some hundred texts on some dozen pages
TEXTS = [text for text in PAYLOADS if "\x01" not in text]
OTHERS = 12  # complaints beside the one that holds everything: each names people by other payloads
FILL = """
import json, uuid
from django.utils import timezone
from incidents.actions.complaint_giving import give_complaint
from incidents.complaints.codes import new_code
from incidents.models import *
from people.models import User
from tests.incidents.complaints.made import complain
texts = json.loads(open({path!r}).read())
whole = "\\n\\n".join(texts)
head = User.objects.get(email="head@todwick.example")
teacher = User.objects.get(email="teacher@todwick.example")
parent = User.objects.get(email="parent@todwick.example")
def said(start):
    some = [texts[(start + number) % len(texts)] for number in range(10)]
    return dict(name=some[0][:160], child_name=some[1][:160], telephone=some[2][:40], postal=some[3][:300],
        language=some[4][:60], written_by=some[5][:160], happened_when=some[6][:120], about_name=some[7][:160],
        email=some[8].replace(" ", "")[:60], wish=some[9])
def made(start, **more):
    code = new_code()
    case = complain(code=code, by=parent, is_name_withheld=False, **more)
    Complaint.objects.filter(pk=case.pk).update(**said(start))
    return case, code
others = [made(10 * number)[0] for number in range({others})]
case, code = made(10 * {others})
complaint = case.complaint
Complaint.objects.filter(pk=case.pk).update(words=whole, wish=whole, tried_words=whole, late_because=whole)
for number, text in enumerate(texts):
    CasePerson.objects.create(case=case, part=("affected", "witness")[number % 2], standing="other", name=text[:160])
    EvidenceFile.objects.create(case=case, name=text[:120], note=text[:300], kept_as=str(uuid.uuid4()),
        content_type="text/plain", size_bytes=1, sha256_received="0" * 64, sha256_kept="0" * 64,
        added_by=None if number % 2 else head)
for kind in ("note", "to_author", "by_author", "out", "event", "decision"):
    entry = TimelineEntry.objects.create(case=case, kind=kind, what=texts[12][:200], to=texts[13][:200],
        by=None if kind == "by_author" else head)
    EntryText.objects.create(entry=entry, text=whole)
Understanding.objects.create(complaint=complaint, text=whole, wish=whole, said_by=head, is_right=False,
    correction=whole, answered_at=timezone.now())
Understanding.objects.create(complaint=complaint, text=whole, wish=whole, said_by=head)
for stage in ("informal", "one"):
    StageAnswer.objects.create(complaint=complaint, stage=stage, finding="partly", reason=whole, actions=whole,
        private=whole, learning=whole, decided_by=head)
DateRevision.objects.create(complaint=complaint, what="answer", before=timezone.localdate(),
    after=timezone.localdate(), reason=whole, revised_by=head)
hearing = Hearing.objects.create(complaint=complaint, place=texts[14][:160], companion=texts[15][:160], bundle=whole,
    meets_at=timezone.now(), arranged_by=head)
ContactPlan.objects.create(complaint=complaint, contact=texts[16][:160], frequency=texts[17][:160], reason=whole,
    review_on=timezone.localdate(), made_by=head)
give_complaint(case=case, user=teacher, knows_who=True, by=head)
print(json.dumps([str(case.public_id), case.reference, code, [str(one.public_id) for one in others]]))
"""
DRAFTED = """
import json
from incidents.models import ComplaintDraft
said = json.loads(open({path!r}).read())
draft = ComplaintDraft.objects.latest("pk")
draft.typed = {{**draft.typed, **said}}
draft.save()
"""
OF_A_CASE = (
    "", "acknowledgement/", "talk/", "answer/", "closing/", "reopening/", "next-stage/", "words/", "notes/new/",
    "date/", "letter/", "dealing/new/", "people/new/", "about-me/", "sorting/", "redirection/", "already/", "incident/",
    "evidence/new/",
)  # fmt: skip
OF_AN_AUTHOR = (
    "", "messages/", "files/", "understanding/", "next-stage/", "formal/", "reopening/", "withdrawal/", "mails/",
    "copy/",
)  # fmt: skip


class Eye:
    """What runs, what is fetched, what is alive on the pages that it looks at."""

    def __init__(self, portal: Portal) -> None:
        self.portal, self.ran, self.fetched, self.found, self.seen = portal, [], [], {}, 0

    def on(self, page: Page) -> Page:
        page.on("dialog", lambda dialog: (self.ran.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda request: self.fetched.append(request.url))
        return page

    def look(self, page: Page, addresses) -> None:
        for address in addresses:
            assert page.goto(address).status in {200, 422}, address
            self.judge(page, address)

    def judge(self, page: Page, address: str) -> None:
        page.mouse.move(300, 400)
        if alive := page.evaluate(ALIVE):
            self.found[address] = alive
        assert page.evaluate("window.ran") is None, address
        self.seen += 1

    def is_content(self) -> None:
        assert (self.ran, self.found) == ([], {})
        assert [url for url in self.fetched if not url.startswith(self.portal.url)] == []


@pytest.mark.long
def test_nothing_that_was_typed_into_a_complaint_runs_or_is_fetched(visit, portal: Portal, tmp_path):
    assert len(TEXTS) > 300
    path = tmp_path / "payloads.json"
    path.write_text(json.dumps(TEXTS))
    said = manage(portal.environment, "shell", "-v0", "-c", FILL.format(path=str(path), others=OTHERS))
    case, reference, code, others = json.loads(said)
    eye = Eye(portal)

    whole = [f"/complaints/{case}/{more}" for more in OF_A_CASE]
    for role, addresses in (
        ("head", [*whole, *(f"/complaints/{one}/" for one in others), "/complaints/", "/dashboard/", "/audit/",
                  "/complaints/figures/"]),
        ("teacher", [f"/complaints/{case}/", "/complaints/", "/dashboard/"]),
        ("parent", ["/complaints/mine/", *(f"/complaints/mine/{case}/{more}" for more in OF_AN_AUTHOR)]),
    ):  # fmt: skip
        page = eye.on(visit())
        sign_in(page, role)
        eye.look(page, addresses)
        page.context.close()
    page = eye.on(visit())
    page.goto("/complaints/status/")
    page.get_by_label("Your reference").fill(reference)
    page.get_by_role("textbox", name="Your access code").fill(code)
    page.get_by_role("button", name="Open my complaint").click()
    page.wait_for_url("**/complaints/status/mine/")
    eye.judge(page, "by code")
    assert TEXTS[0] in page.locator("main").inner_text()
    eye.look(page, [f"/complaints/status/mine/{more}" for more in OF_AN_AUTHOR])

    assert eye.seen > 50
    eye.is_content()


def _portions(most: int) -> Iterator[str]:
    """All of them, in texts that the longest field takes."""
    text = ""
    for one in TEXTS:
        if len(text) + len(one) + 2 > most:
            yield text
            text = ""
        text += one + "\n\n"
    yield text


def _typed(portion: str, number: int) -> dict:
    """Every field of the form, as full as it may be."""
    some = [TEXTS[(8 * number + place) % len(TEXTS)] for place in range(8)]
    return {
        "you": {"name": [some[0][:160]], "child_name": [some[1][:160]], "telephone": [some[2][:40]],
                "postal": [some[3][:300]], "language": [some[4][:60]], "written_by": [some[5][:160]],
                "reach_by": ["code"]},
        "what": {"words": [portion], "happened_when": [some[6][:120]], "late_because": [some[7][:1000]]},
        "who": {"about": ["staff"], "about_name": [some[7][:160]]},
        "tried": {"tried_words": [portion[:1900]], "wish": [portion[-1900:]]},
    }  # fmt: skip


def test_nothing_that_is_typed_into_the_form_runs_or_is_fetched(visit, portal: Portal, tmp_path):
    path, eye = tmp_path / "typed.json", Eye(portal)
    page = eye.on(visit())
    page.goto("/complaints/new/you/?way=complaint")
    page.get_by_label("Your name", exact=True).fill("Nadia Ferrier")
    page.locator("input[name=reach_by][value=code]").check()
    page.locator("main form button.btn--wide").click()
    page.wait_for_url("**/complaints/new/what/")

    portions = list(_portions(3900))
    for number, portion in enumerate(portions):
        path.write_text(json.dumps(_typed(portion, number)))
        manage(portal.environment, "shell", "-v0", "-c", DRAFTED.format(path=str(path)))
        eye.look(page, [f"/complaints/new/{step}/" for step in ("you", "what", "who", "tried", "check", "stop")])
        page.goto("/complaints/new/check/")
        assert page.url.endswith("/complaints/new/check/"), "a field takes less than that"
        assert portion.split("\n\n")[0].strip() in page.locator("main").inner_text()

    assert sum(len(portion) for portion in portions) > sum(map(len, TEXTS))
    eye.is_content()
