"""A file chosen on a page becomes a draft, and every sentence of it is shown with where it went."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from policies.actions import edit_rule
from policies.addresses import RESERVED
from policies.models import Policy, PolicyVersion
from tests.html import Page

from .editor import at, rule_entry

TEXT = b"""Mobile phones

Phones are part of daily life.

A. Staff

All staff

* Staff must keep their phone in the staff room.
* Staff should not take pictures with their own phone.

B. Pupils

All pupils

* Pupils must hand in their phone at the gate.
"""


def a_file(content: bytes = TEXT, name: str = "phones.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.fixture
def imported(writer) -> PolicyVersion:
    writer.post("/policies/new/", {"title": "Mobile phones", "slug": "phones", "file": a_file()})
    return PolicyVersion.objects.get(policy__slug="phones")


def test_a_new_policy_is_read_from_a_file_and_one_is_led_to_its_sentences(writer):
    answer = writer.post("/policies/new/", {"title": "Mobile phones", "slug": "phones", "file": a_file()})

    assert answer.url == "/policies/phones/versions/1/source/"
    draft = PolicyVersion.objects.get(policy__slug="phones")
    assert draft.rules.count() == 3
    assert draft.source.file_name == "phones.txt"


def test_every_sentence_is_shown_once_with_its_place(writer, imported):
    page = Page(writer.get(at("source", imported)).content.decode())

    for row in imported.source.sentences:
        assert page.text.count(row["text"]) >= 1, row
    assert "No longer in the draft (0)" in page.text
    assert "Rule A1" in page.text


def test_a_sentence_that_is_no_longer_in_the_draft_is_told_first(writer, imported, head):
    rule = imported.rules.first()
    edit_rule(version=imported, key=rule.pk, seen=0, entry=rule_entry(rule, text="Something else."), by=head)

    found = writer.get(at("source", imported)).context["found"]

    assert [row.text for row in found.gone] == ["Staff must keep their phone in the staff room."]
    assert len(found.gone) + len(found.left_out) + len(found.kept) == len(imported.source.sentences)


def test_the_next_version_of_a_policy_is_read_from_a_file(writer, policy, version):
    answer = writer.post("/policies/social-media/versions/new/", {"how": "file", "file": a_file()})

    assert answer.url == "/policies/social-media/versions/2/source/"
    assert policy.versions.get(number=2).based_on == version


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 nothing", b"\x00\x01\x02" * 50])
def test_a_file_that_is_no_policy_is_refused_in_words_and_leaves_nothing(writer, content):
    answer = writer.post(
        "/policies/new/", {"title": "Mobile phones", "slug": "phones", "file": a_file(content, "phones.docx")}
    )

    assert answer.status_code == 400
    assert Page(answer.content.decode()).title.startswith("Error: ")
    assert 'value="Mobile phones"' in answer.content.decode()
    assert not Policy.objects.exists()


def test_a_file_is_asked_for_where_one_was_promised(writer, policy):
    answer = writer.post("/policies/social-media/versions/new/", {"how": "file"})

    assert "Choose the file." in answer.content.decode()
    assert not policy.versions.under_way().exists()


@pytest.mark.parametrize("slug", [*sorted(RESERVED), "social-media", "SOCIAL-MEDIA"])
def test_an_address_that_is_taken_is_refused(writer, policy, slug):
    answer = writer.post("/policies/new/", {"title": "Mobile phones", "slug": slug})

    assert "This address is taken. Choose another one." in answer.content.decode()
    assert Policy.objects.count() == 1


def test_a_new_policy_without_a_file_begins_empty_and_grows_by_hand(writer):
    answer = writer.post("/policies/new/", {"title": "Mobile phones", "slug": "phones"})

    assert answer.url == "/policies/phones/versions/1/edit/"
    assert "Add an area" in writer.get(answer.url).content.decode()


def test_who_begins_while_a_version_is_under_way_is_led_to_it(writer, draft):
    answer = writer.post("/policies/social-media/versions/new/", {"how": "copy"}, follow=True)

    assert answer.redirect_chain[-1][0] == draft.get_absolute_url()
    assert "Version 2 of Social media policy is under way (draft)." in answer.content.decode()


def test_a_version_that_came_from_no_file_has_no_sentences_to_show(writer, draft):
    assert writer.get(at("source", draft)).status_code == 404
