"""Each document says on paper what its page says, all of it and in the same order (issue 4, 9; A13)."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from people.models import SchoolSetting, User
from people.roles import Role
from policies.actions import approve_version, begin_draft, publish_version, submit_version
from policies.actions.letters import make_letter
from policies.models import AudienceNote, PolicyVersion, RelatedDocument
from policies.words import Audience, Strength
from tests.people.read_paper import ReadPaper

from .printed import missing
from .readers import RULES, publish
from .wordings import a_rule

pytestmark = [pytest.mark.django_db, pytest.mark.slow]  # a child process for each paper
POLICY = "/policies/social-media/"
PHONES = "/policies/phones/compare/"


@pytest.fixture(autouse=True)
def a_named_school(db) -> None:
    SchoolSetting.objects.create(key="school_name", value="Hawthorn Primary School")
    SchoolSetting.objects.create(key="office_phone", value="01709 555 0146")


def both(client: Client, page: str, pdf: str, user: User | None = None) -> tuple[str, ReadPaper]:
    """The page and its paper, as one reader gets them."""
    if user:
        client.force_login(user)
    response = client.get(pdf)
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    return client.get(page).content.decode(), ReadPaper(response.content)


def day(value: dt.date) -> str:
    return f"{value.day} {value:%B %Y}"


def test_a13_the_policy_on_paper_says_all_that_its_page_prints(client, version, first_day):
    page, paper = both(client, POLICY, f"{POLICY}policy.pdf")

    assert missing(page, paper) == []
    assert paper.title == "Social media policy"
    assert paper.words.startswith(f"Hawthorn Primary School Version 1, in force since {day(first_day)}")
    assert [words[:2] for role, words in paper.headings() if role == "H1"][1:5] == ["A.", "B.", "C.", "D."]
    codes = [one.words for one in paper.all("Lbl")]
    assert codes.index("A1") < codes.index("A11") < codes.index("B1") < codes.index("D1")


def test_a5_every_page_says_school_version_day_and_who_agreed_in_which_minute(client, version):
    _, paper = both(client, POLICY, f"{POLICY}policy.pdf")
    agreed = f"Approved by {version.approved_by_text} on {day(version.approved_on)}, minute {version.minute_reference}."
    feet = [" ".join(page.extract_text().split()) for page in paper.reader.pages]

    assert len(feet) > 1
    for number, foot in enumerate(feet, start=1):
        assert "Social media policy, version 1, in force since" in foot
        assert agreed in foot
        assert f"Hawthorn Primary School. Taken from the portal on {day(timezone.localdate())}." in foot
        assert f"{number} of {len(feet)}" in foot


@pytest.mark.parametrize("reader", list(Audience))
def test_a13_the_card_of_each_reader_is_one_sheet_and_says_what_the_page_says(client, version, head, reader):
    AudienceNote.objects.create(policy=version.policy, audience=reader, text="Ask *us*.\nAny day.", written_by=head)
    page, paper = both(client, f"{POLICY}for/{reader}/", f"{POLICY}for/{reader}/card.pdf")

    assert paper.pages == 1
    assert missing(page, paper) == []
    assert "Ask *us*." in paper.words


def test_a_draft_says_on_paper_that_it_does_not_hold(client, version, head):
    begin_draft(policy=version.policy, by=head)
    old = both(client, POLICY, f"{POLICY}versions/1/policy.pdf")[1]
    paper = both(client, POLICY, f"{POLICY}versions/2/policy.pdf", head)[1]

    assert "Version 2, draft: nobody has agreed to it yet" in paper.words
    assert "This version does not hold." in paper.words
    assert "Approved not yet" in paper.words
    assert paper.words.split("What it is about")[1].split("Looked after")[0] in old.words


def test_a_replaced_version_says_so_and_the_next_one_that_it_comes(client, head, chair):
    publish(*RULES, by=head, chair=chair)
    today = timezone.localdate()
    policy = PolicyVersion.objects.get().policy
    later = submit_version(version=begin_draft(policy=policy, by=head), by=head)
    later = approve_version(
        version=later, approved_on=today, approved_by_text="the board", minute_reference="", by=chair
    )
    publish_version(version=later, effective_from=today + dt.timedelta(days=9), review_due_on=None, by=head)

    assert f"Version 2, applies from {day(today + dt.timedelta(days=9))}" in both(
        client, PHONES, "/policies/phones/versions/2/policy.pdf")[1].words  # fmt: skip
    assert "Version 1, in force since" in both(client, PHONES, "/policies/phones/versions/1/policy.pdf")[1].words


def test_a4_what_changed_says_on_paper_all_that_the_page_says(client, head, chair):
    publish(*RULES, a_rule("A5", text="To go."), by=head, chair=chair)
    changed = a_rule("A1", text="Do what A1 says, **always**.", strength=Strength.SHOULD)
    publish(changed, RULES[2], RULES[1], RULES[3], a_rule("A6", text="A *new* one."), by=head, chair=chair, lead="New.")
    page, paper = both(client, PHONES, f"{PHONES}changes.pdf")

    assert "1 rule changed, 1 added, 1 removed" in paper.words
    assert "Do what A1 [taken out: says.] [put in: says, always.]" in paper.words
    assert "How firm it is: was “Must”, is now “Should”." in paper.words
    assert [words for role, words in paper.headings() if role == "H1"] == [
        "Changed rules", "New rules", "Rules taken out", "Other parts", "Only moved or renumbered",
    ]  # fmt: skip
    assert "A6 Must New for all staff A new one." in paper.words
    assert missing(page, paper) == ["Struck out was taken out, underlined was put in."]
    back = both(client, PHONES, f"{PHONES}changes.pdf?from=1&to=1")[1]
    assert "The two versions say the same, word for word." in back.words


def test_a9_the_letter_to_a_leaver_says_what_the_page_says(client, version, office, teacher):
    teacher.assignments.update(ends_on=timezone.localdate())
    make_letter(user=teacher, by=office)
    address = f"/policies/leaver-letters/{teacher.pk}/"
    page, paper = both(client, address, f"{address}letter.pdf", office)

    assert missing(page, paper) == []
    assert paper.title == f"Letter to {teacher}"
    assert f"Dear {teacher}," in paper.words
    assert paper.all("BlockQuote")[0].words == version.rules.get(code="A9").text
    assert "Hawthorn Primary School. Social media policy, version 1, rule A9." in paper.seen


def test_a11_a_document_that_is_linked_leads_there_from_the_paper_too(client, version):
    RelatedDocument.objects.filter(title="Anti-bullying policy").update(url="https://school.example/bullying")
    _, paper = both(client, POLICY, f"{POLICY}policy.pdf")

    assert "https://school.example/bullying" in paper.links()
    assert "See: Anti-bullying policy" in paper.words


def test_somebody_without_a_staff_role_has_no_letter(client, version, office):
    parent = User.objects.create(email="p@families.example", forename="P", surname="P")
    parent.assignments.create(role=Role.PARENT, starts_on=timezone.localdate())
    client.force_login(office)

    assert client.get(f"/policies/leaver-letters/{parent.pk}/letter.pdf").status_code == 404
