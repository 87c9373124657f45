"""Script and markup in every text of an incident, looked at in a browser: nothing runs, nothing is fetched."""

import json

import pytest

from tests.journeys.portal import Portal, manage
from tests.journeys.walking import sign_in
from tests.policies.payloads import PAYLOADS

from .test_policy_payloads import ALIVE

pytestmark = [pytest.mark.browser, pytest.mark.slow]  # some hundred texts on a dozen pages
FILL = """
import json, uuid
from django.utils import timezone
from incidents.models import *
from people.models import User
texts = json.loads(open({path!r}).read())
whole = "\\n\\n".join(texts)
head = User.objects.get(email="head@todwick.example")
teacher = User.objects.get(email="teacher@todwick.example")
referral = LegalReferral.objects.filter(decision=None).first()
case = referral.case
Case.objects.filter(pk=case.pk).update(title=texts[0][:160], reported_by=teacher)
Incident.objects.filter(pk=case.pk).update(
    words=whole, platform=texts[1][:60], account=texts[2][:120], link=texts[3][:500], event_name=texts[4][:120],
    protection_number=texts[5][:60])
for number, part in enumerate(("subject", "affected", "witness")):
    CasePerson.objects.create(case=case, part=part, standing="pupil", name=texts[6 + number][:160],
        parents_told="no", told_note=texts[9 + number][:300])
for kind in ("note", "out", "decision"):
    entry = TimelineEntry.objects.create(case=case, kind=kind, what=texts[12][:200], to=texts[13][:200], by=head)
    EntryText.objects.create(entry=entry, text=whole)
for text in texts:
    CaseStep.objects.create(case=case, text=text[:200])
    EvidenceFile.objects.create(case=case, name=text[:120], note=text[:300], kept_as=str(uuid.uuid4()),
        content_type="text/plain", size_bytes=1, sha256_received="0" * 64, sha256_kept="0" * 64, added_by=teacher)
test = OutOfHoursTest(incident=case.incident, disturbs=True, disturbs_because=whole, threatens=True,
    threatens_because=whole, reputation=True, reputation_because=whole, reputation_of="school", decided_by=head)
test.save()
CaseLetterWording.objects.update_or_create(kind="removal", defaults=dict(text=whole))
asked = LegalReferral.objects.create(case=case, reason=whole, bundle=whole, referred_by=head)
ReportDraft.objects.create(user=teacher, typed=dict(what=dict(words=[whole], account=texts[:1])))
print(case.public_id, asked.public_id, case.people.last().public_id, entry.public_id)
"""
OF_A_CASE = (
    "", "notes/new/", "words/new/", "people/new/", "correction/", "rules/", "closing/", "file/", "evidence/new/",
    "out-of-hours/", "safeguarding/", "about-me/", "letters/removal/", "steps/new/", "dealing/new/",
)  # fmt: skip


def _filled(portal: Portal, path) -> tuple[str, str]:
    """An incident with every payload in every text; its key, and that of a question to the governors."""
    path.write_text(json.dumps([text for text in PAYLOADS if "\x01" not in text]))
    said = manage(portal.environment, "shell", "-v0", "-c", FILL.format(path=str(path)))
    case, asked, *_ = said.split()
    return case, asked


def test_nothing_that_was_typed_into_an_incident_runs_or_is_fetched(visit, portal: Portal, tmp_path):
    case, asked = _filled(portal, tmp_path / "payloads.json")
    ran, fetched, found = [], [], {}

    def look(page, addresses) -> None:
        for address in addresses:
            assert page.goto(address).status == 200, address
            page.mouse.move(300, 400)
            if alive := page.evaluate(ALIVE):
                found[address] = alive
            assert page.evaluate("window.ran") is None

    for role, addresses in (
        ("head", [f"/incidents/{case}/{more}" for more in OF_A_CASE] + ["/incidents/", "/dashboard/", "/audit/"]),
        ("chair", ["/incidents/referrals/", f"/incidents/referrals/{asked}/"]),
        ("teacher", ["/incidents/mine/", f"/incidents/mine/{case}/"]),
    ):
        page = visit()
        page.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda request: fetched.append(request.url))
        sign_in(page, role)
        look(page, addresses)
        page.context.close()

    assert (ran, found) == ([], {})
    assert [url for url in fetched if not url.startswith(portal.url)] == []
